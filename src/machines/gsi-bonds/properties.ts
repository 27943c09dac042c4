/** Invariants and witnesses of the models of bonds, under their TLA+ names. */

import { difference, intersection, isSubset, type SortedSet } from "../../lib/sorted-set.ts";
import { quorum, top } from "../gsi/ladder.ts";
import type { NodeId } from "../gsi/types.ts";
import { amountOf, total } from "./money.ts";
import type { Closed, Setting } from "./world.ts";

type Property = (setting: Setting, closed: Closed) => boolean;

const isAmount = (amount: number): boolean => Number.isSafeInteger(amount) && amount >= 0;

const honestOf = ({ constants, byzantine }: Setting): SortedSet<NodeId> => difference(constants.nodes, byzantine);

/** What a node has, locked or not. */
const wealth = ({ constants }: Setting, { machine: { stake, locked } }: Closed, node: NodeId): number =>
  amountOf(constants, stake, node) + amountOf(constants, locked, node);

/** @spec GsiBonds!TypeOK */
const TypeOK: Property = ({ constants }, { machine: s, world }) =>
  [s.stake, s.locked].every((amounts) => amounts.length === constants.nodes.length && amounts.every(isAmount)) &&
  isSubset(s.claimants, s.cloud) &&
  isSubset(s.executors, s.cloud) &&
  Object.values(s.books).every(isAmount) &&
  isAmount(world.elsewhere);

/**
 * G4, first half. No money comes from nowhere, and none is lost.
 * @spec GsiBonds!Conserved
 */
const Conserved: Property = ({ constants: c }, { machine: { stake, locked, books }, world }) =>
  total(c, stake, c.nodes) + total(c, locked, c.nodes) + books.burned + world.elsewhere ===
    c.stake * c.nodes.length + books.advanced && books.forfeited + books.advanced === books.paid + books.rewarded + books.burned;

/**
 * G4, second half. Rewards are at most a part of what liars lost and the executors did not need; the rest of it is burned.
 * @spec GsiBonds!RewardsAreBounded
 */
const RewardsAreBounded: Property = ({ constants }, { machine: { books } }) =>
  books.rewarded === 0 || constants.rewardPart * books.rewarded <= books.forfeited - books.paid;

/**
 * G2, with bonds. No honest node has less than it began with.
 * @spec GsiBonds!HonestKeepMoney
 */
const HonestKeepMoney: Property = (setting, closed) =>
  honestOf(setting).every((node) => wealth(setting, closed, node) >= setting.constants.stake);

/**
 * Every honest node that had to execute is paid for it.
 * @spec GsiBonds!ExecutorsArePaid
 */
const ExecutorsArePaid: Property = (setting, closed) =>
  closed.machine.phase !== "settled" ||
  intersection(closed.machine.executors, honestOf(setting)).every(
    (node) => wealth(setting, closed, node) >= setting.constants.stake + 1,
  );

/**
 * And the liars pay, not the treasury.
 * @spec GsiBonds!TreasuryIsUntouched
 */
const TreasuryIsUntouched: Property = (_, { machine }) => machine.books.advanced === 0;

/**
 * What an assertion or a claim has locked is free after the settlement.
 * @spec GsiBonds!NothingStaysLocked
 */
const NothingStaysLocked: Property = (_, { machine: { phase, locked } }) =>
  phase !== "settled" || locked.every((amount) => amount === 0);

/**
 * After the settlement who has signed a wrong output has nothing, and so no standing.
 * @spec GsiBonds!LiarsLoseStanding
 */
const LiarsLoseStanding: Property = (setting, closed) =>
  closed.machine.phase !== "settled" || closed.world.lied.every((node) => wealth(setting, closed, node) === 0);

/** What the adversary has lost in this interval. */
const lossOf = (setting: Setting, closed: Closed): number =>
  setting.byzantine.reduce((sum, node) => sum + setting.constants.stake - wealth(setting, closed, node), 0) -
  closed.world.elsewhere;

/** The executions that honest newcomers were made to do. */
const forcedOf = (setting: Setting, { machine }: Closed): number => difference(machine.executors, setting.byzantine).length;

/** The least loss with which the griefing factor keeps its bound, times the reward part. */
const leastLoss = ({ constants }: Setting, forced: number): number =>
  (constants.rewardPart + (constants.rewardPart - 1) * constants.margin) * forced;

/**
 * The griefing factor, forced executions over loss, is at most 1 / (1 + beta margin), where beta = 1 - 1 / rewardPart is burned.
 * @spec GsiBonds!GriefingIsPaid
 */
const GriefingIsPaid: Property = (setting, closed) =>
  closed.machine.phase !== "settled" ||
  setting.constants.rewardPart * lossOf(setting, closed) >= leastLoss(setting, forcedOf(setting, closed));

/** @spec GsiBonds!FalseClaimLosesBond */
const FalseClaimLosesBond: Property = ({ constants }, { machine: s, world }) =>
  s.phase === "settled" &&
  world.overturned.length === 0 &&
  intersection(s.claimants, s.slashed).some((node) => amountOf(constants, s.stake, node) === 0);

/** @spec GsiBonds!RightClaimIsRewarded */
const RightClaimIsRewarded: Property = ({ constants, byzantine }, { machine: s }) =>
  s.phase === "settled" &&
  difference(s.claimants, byzantine).some((node) => amountOf(constants, s.stake, node) > constants.stake);

/** @spec GsiBonds!LongestLadderIsPaid */
const LongestLadderIsPaid: Property = ({ constants: c }, { machine: s }) =>
  s.phase === "settled" && s.level === top(c) && s.books.paid === c.nodes.length - c.baseSize;

/** @spec GsiBonds!UnclaimedEscalation */
const UnclaimedEscalation: Property = (_, { machine: s }) =>
  s.phase === "sampling" && s.level > 0 && s.signers.every(({ by }) => by.length < quorum(s.cloud.length));

/** @spec GsiBonds!OnlyLockedForfeited */
const OnlyLockedForfeited: Property = ({ constants }, { machine: s, world }) =>
  s.phase === "settled" &&
  world.elsewhere > 0 &&
  s.books.forfeited > 0 &&
  world.elsewhere + s.books.forfeited === constants.stake * s.slashed.length;

/** @spec GsiBonds!BoundIsReached */
const BoundIsReached: Property = (setting, closed) => {
  const forced = forcedOf(setting, closed);
  return (
    closed.machine.phase === "settled" &&
    forced > 0 &&
    setting.constants.rewardPart * lossOf(setting, closed) === leastLoss(setting, forced)
  );
};

export const invariants = {
  TypeOK,
  Conserved,
  RewardsAreBounded,
  HonestKeepMoney,
  ExecutorsArePaid,
  TreasuryIsUntouched,
  NothingStaysLocked,
  LiarsLoseStanding,
  GriefingIsPaid,
};

export const witnesses = {
  FalseClaimLosesBond,
  RightClaimIsRewarded,
  LongestLadderIsPaid,
  UnclaimedEscalation,
  OnlyLockedForfeited,
  BoundIsReached,
};
