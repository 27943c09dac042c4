/** How much is locked, and how a settlement divides what is forfeited. Pure arithmetic, shared by the actions and the model. */

import { difference, has, type SortedSet, union } from "../../lib/sorted-set.ts";
import { size } from "../gsi/ladder.ts";
import type { NodeId } from "../gsi/types.ts";
import type { Amount, Amounts, Books, Constants, State } from "./types.ts";

/**
 * The bond of a claim at a level: it pays for the rest of the ladder, in which every newcomer executes once.
 * @spec GsiBonds!BondAt
 */
export function bondAt(c: Constants, level: number): Amount {
  return (1 + c.margin) * (c.nodes.length - size(c, level));
}

/**
 * What each signer of an assertion locks: together they can pay for the whole ladder.
 * @spec GsiBonds!Deposit
 */
export function deposit(c: Constants): Amount {
  return Math.ceil(bondAt(c, 0) / c.assertThreshold);
}

/** What a node has of some amounts; a node outside the network has nothing. */
export function amountOf(c: Constants, amounts: Amounts, node: NodeId): Amount {
  return amounts[c.nodes.indexOf(node)] ?? 0;
}

/** The sum of what some nodes have. */
export function total(c: Constants, amounts: Amounts, nodes: SortedSet<NodeId>): Amount {
  return nodes.reduce((sum, node) => sum + amountOf(c, amounts, node), 0);
}

/**
 * What `x` must lock to claim now; what it has locked before counts.
 * @spec GsiBonds!TopUp
 */
export function topUp(c: Constants, s: State, x: NodeId): Amount {
  return Math.max(0, bondAt(c, s.level) - amountOf(c, s.locked, x));
}

/** The stakes and locked amounts after each of some nodes has locked an amount. */
export function lock(c: Constants, s: State, nodes: SortedSet<NodeId>, amount: Amount): Pick<State, "stake" | "locked"> {
  const moved = c.nodes.map((node) => (has(nodes, node) ? amount : 0));
  return {
    stake: s.stake.map((own, i) => own - (moved[i] as Amount)),
    locked: s.locked.map((own, i) => own + (moved[i] as Amount)),
  };
}

/** How a settlement divides what is forfeited. */
export interface Division {
  readonly forfeiting: SortedSet<NodeId>;
  readonly paid: SortedSet<NodeId>;
  readonly right: SortedSet<NodeId>;
  /** What each right claimant gets. */
  readonly reward: Amount;
  readonly books: Books;
}

/** Divides what the signers of other outputs than the standing one have: executors first, then right claimants; the rest burns. */
export function divide(c: Constants, s: State): Division {
  const forfeiting = s.signers
    .filter(({ output }) => output !== s.standing)
    .reduce<SortedSet<NodeId>>((nodes, { by }) => union(nodes, by), []);
  const paid = difference(s.executors, forfeiting);
  const right = difference(s.claimants, forfeiting);
  const forfeited = total(c, s.stake, forfeiting) + total(c, s.locked, forfeiting);
  const left = Math.max(0, forfeited - paid.length);
  const reward = right.length === 0 ? 0 : Math.floor(left / (c.rewardPart * right.length));
  const rewarded = reward * right.length;
  return {
    forfeiting,
    paid,
    right,
    reward,
    books: {
      forfeited,
      paid: paid.length,
      rewarded,
      burned: left - rewarded,
      advanced: Math.max(0, paid.length - forfeited),
    },
  };
}

/** What each node has after the settlement. */
export function balances(c: Constants, s: State, { forfeiting, paid, right, reward }: Division): Amounts {
  return c.nodes.map((node, i) => {
    if (has(forfeiting, node)) return 0;
    const own = (s.stake[i] as Amount) + (s.locked[i] as Amount);
    return own + (has(paid, node) ? 1 : 0) + (has(right, node) ? reward : 0);
  });
}
