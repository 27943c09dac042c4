/** The world around a ceremony in its models: what honest members log, what the adversary may, how far the log is in time, and ghosts. */

import { difference, has, insert, intersection, isSubset, type SortedSet, union } from "../../lib/sorted-set.ts";
import type { Parts } from "../closed-system.ts";
import { dealers, dealOf, encryptionKey, goodBox, isInForce, registered, resharing, toBeEndorsed } from "./ceremony.ts";
import { heard, type Keyring, summedShare } from "./keyring.ts";
import { confirmation } from "./member.ts";
import { modelSecrets, noRandom, ownShare } from "./numbers.ts";
import type {
  Confirmation,
  Constants,
  Dealing,
  Effect,
  Kind,
  NodeId,
  ProvenDealing,
  Registration,
  SharedKey,
  State,
} from "./types.ts";

/** What a model is about. */
export type Setting = {
  readonly constants: Constants;
  /** All nodes, some of which may be in no committee. */
  readonly nodes: SortedSet<NodeId>;
  readonly committees: readonly SortedSet<NodeId>[];
  readonly thresholds: readonly number[];
  readonly firstKey: SharedKey;
  readonly byzantine: SortedSet<NodeId>;
  /** The sets of members whose shares a Byzantine dealer may spoil. */
  readonly corruptions: readonly SortedSet<NodeId>[];
  /** The kinds of ceremonies that are begun. */
  readonly begun: readonly Kind[];
  /** Whether a Byzantine dealer deals twice. */
  readonly twice: boolean;
  /** Whether a Byzantine dealer guesses the honest leading coefficients. */
  readonly lucky: boolean;
  readonly maxCeremonies: number;
  /** Honest dealers whose deals come too late. */
  readonly slow: SortedSet<NodeId>;
  /** Whether honest nodes log in the order of their numbers. */
  readonly inTurn: boolean;
  /** The first ceremony in which honest entries are logged in time. */
  readonly goodFrom: number;
};

/** Whose box is open to everybody, by the ephemeral key that it was sealed with. */
export type Opened = { readonly by: NodeId; readonly R: string };

/** What an honest node has read as the outcome. */
export type Output = Pick<State, "qual" | "pub">;

/** The text of a node's share. */
export type KeptShare = { readonly by: NodeId; readonly share: string };

export type World = {
  /** The key that was in force when the ceremony began. */
  readonly previous: SharedKey;
  /** What honest nodes keep as their shares of the key in force, in the order of the nodes. */
  readonly shares: readonly KeptShare[];
  /** Honest nodes that have signed the key of a rotation with that share. */
  readonly signers: SortedSet<NodeId>;
  readonly opened: readonly Opened[];
  readonly outputs: readonly Output[];
  /** Nodes that have deviated in a way that the log shows. */
  readonly lied: SortedSet<NodeId>;
};

export type Closed = Parts<State, World>;

export const honestOf = ({ nodes, byzantine }: Setting): SortedSet<NodeId> => difference(nodes, byzantine);

/**
 * Whether an honest node has its share of the key that the ceremony made.
 * @spec LogDkg!Holds
 */
export function holds({ constants }: Setting, s: State, node: NodeId): boolean {
  return summedShare(constants, s, node, modelSecrets(constants, s, node)) !== null;
}

/**
 * Fewer orders of the log: an honest node waits for those of `expected` before it, until they are in `done`.
 * @spec LogDkg!IsTurn
 */
function isTurn({ inTurn, byzantine }: Setting, node: NodeId, expected: readonly NodeId[], done: readonly NodeId[]): boolean {
  if (!inTurn || has(byzantine, node)) return true;
  return expected.every((other) => other >= node || has(byzantine, other) || done.includes(other));
}

/** @spec LogDkg!MayRegister */
export function mayRegister(setting: Setting, { machine: s }: Closed, { by }: Registration): boolean {
  return isTurn(setting, by, s.members, registered(s));
}

/**
 * An honest dealer deals what it holds. A share that is 0 cannot be dealt; that happens once in q keys, which in a toy suite is often.
 * @spec LogDkg!CanDeal
 */
export function canDeal({ constants, slow }: Setting, { machine: s, world }: Closed, dealer: NodeId): boolean {
  if (has(slow, dealer)) return false;
  if (!resharing(s)) return true;
  return keeps(world, dealer) && ownShare(constants, s, dealer) !== constants.suite.scalars.encode(0n);
}

const dealersIn = (s: State): readonly NodeId[] => s.deals.map(({ dealer }) => dealer);

function keeps({ shares }: World, node: NodeId): boolean {
  return shares.some(({ by }) => by === node);
}

/**
 * Somebody logs again what an honest dealer has dealt before.
 * @spec LogDkg!IsReplayed
 */
function isReplayed({ byzantine }: Setting, { dealer, proofC }: ProvenDealing): boolean {
  return !has(byzantine, dealer) && proofC === "";
}

/** @spec LogDkg!MayDeal */
export function mayDeal(setting: Setting, closed: Closed, d: ProvenDealing): boolean {
  const { machine: s } = closed;
  if (!(has(setting.byzantine, d.dealer) || canDeal(setting, closed, d.dealer) || isReplayed(setting, d))) return false;
  const expected = dealers(s).filter((dealer) => canDeal(setting, closed, dealer));
  return isTurn(setting, d.dealer, expected, dealersIn(s));
}

/** @spec LogDkg!MayDealTwice */
export function mayDealTwice(setting: Setting, d: ProvenDealing): boolean {
  return (setting.twice && has(setting.byzantine, d.dealer)) || isReplayed(setting, d);
}

/**
 * Whether enough holders of a key have signed with it, of whom Byzantine ones always have.
 * @spec LogDkg!SignedBy
 */
export function signedBy({ byzantine }: Setting, signers: SortedSet<NodeId>, { holders, threshold }: SharedKey): boolean {
  return union(signers, intersection(holders, byzantine)).length >= threshold;
}

/** @spec LogDkg!MayEndorse */
export function mayEndorse(setting: Setting, { machine, world }: Closed, signature: string): boolean {
  return signature === "" || signedBy(setting, world.signers, machine.key);
}

/** @spec LogDkg!MayConfirm */
export function mayConfirm(setting: Setting, { machine: s }: Closed, e: Confirmation): boolean {
  if (!has(setting.byzantine, e.by) && JSON.stringify(e) !== due(setting.constants, s, e.by)) return false;
  return isTurn(setting, e.by, registered(s), s.confirms);
}

/**
 * What an honest member logs, as text; a node without a key logs nothing.
 * @spec LogDkg!Due
 */
function due(c: Constants, s: State, member: NodeId): string | null {
  if (encryptionKey(s, member) === null) return null;
  const known = dues.get(s.deals) ?? new Map<NodeId, string>();
  dues.set(s.deals, known);
  const text = known.get(member) ?? JSON.stringify(confirmation(c, s, member, modelSecrets(c, s, member), noRandom));
  known.set(member, text);
  return text;
}

/** By the array of deals that states after dealing share: it is asked once for each entry on offer. */
const dues = new WeakMap<State["deals"], Map<NodeId, string>>();

/**
 * Assumption: before the limit of a phase of a good ceremony every honest node has logged what it had to log.
 * @spec LogDkg!HonestAreIn
 */
function honestAreIn(setting: Setting, closed: Closed): boolean {
  const s = closed.machine;
  const honest = honestOf(setting);
  const dealt = dealersIn(s);
  if (s.phase === "register") return isSubset(intersection(s.members, honest), registered(s));
  if (s.phase === "confirm") return isSubset(intersection(registered(s), honest), s.confirms);
  if (s.phase !== "deal") return true;
  return intersection(dealers(s), honest).every((dealer) => !canDeal(setting, closed, dealer) || dealt.includes(dealer));
}

/** @spec LogDkg!LimitMayCome */
export function limitMayCome(setting: Setting, closed: Closed): boolean {
  return closed.machine.ceremony < setting.goodFrom || honestAreIn(setting, closed);
}

/**
 * A ceremony begins after a failed one, or to replace a key of which every honest node has its share or has complained that it has none.
 * @spec LogDkg!MayStart
 */
export function mayStart(setting: Setting, { machine: s }: Closed, k: Kind): boolean {
  if (s.ceremony >= setting.maxCeremonies || !setting.begun.includes(k)) return false;
  return s.phase !== "done" || isSubset(intersection(registered(s), honestOf(setting)), s.confirms);
}

/**
 * An honest node reveals what it has; a Byzantine one knows its own.
 * @spec LogDkg!MayReveal
 */
export function mayReveal({ constants: c, byzantine }: Setting, { machine: s }: Closed, k: NodeId, j: NodeId): boolean {
  if (has(byzantine, k)) return true;
  const deal = dealOf(s, j);
  return deal !== undefined && isGoodBoxOf(c, s, deal, k);
}

/** Whether a member finds a good share in its box. The model knows everybody's secrets. */
export function isGoodBoxOf(c: Constants, s: State, deal: Dealing, member: NodeId): boolean {
  const { g1 } = c.suite;
  const R = g1.decodeNonIdentity(deal.R);
  if (R === null || encryptionKey(s, member) === null) return false;
  return goodBox(c, s, deal, member, g1.encode(g1.mulSecret(R, modelSecrets(c, s, member).key)));
}

/**
 * An honest node reads the log, and what the ceremony has come to.
 * @spec LogDkg!Read
 */
export function Read({ machine, world }: Closed): Closed | "not-done" | "already-read" {
  if (machine.phase !== "done") return "not-done";
  const { qual, pub } = machine;
  const known = JSON.stringify({ qual, pub });
  if (world.outputs.some((output) => JSON.stringify(output) === known)) return "already-read";
  return { machine, world: { ...world, outputs: [...world.outputs, { qual, pub }] } };
}

/**
 * An honest holder of the old key signs the new one with its share.
 * @spec LogDkg!Sign
 */
export function Sign(
  { machine, world }: Closed,
  { i }: { readonly i: NodeId },
): Closed | "not-done" | "not-rotating" | "already-endorsed" | "no-share" | "already-signed" {
  if (machine.phase !== "done") return "not-done";
  if (!toBeEndorsed(machine)) return "not-rotating";
  if (isInForce(machine)) return "already-endorsed";
  if (!keeps(world, i)) return "no-share";
  if (has(world.signers, i)) return "already-signed";
  return { machine, world: { ...world, signers: insert(world.signers, i) } };
}

/**
 * A key is in force, or no more ceremonies are begun. With this step, a state without any step is an error: the ceremony is stuck.
 * @spec LogDkg!Rest
 */
export function Rest({ maxCeremonies }: Setting, closed: Closed): Closed | "running" | "may-begin-again" {
  const { phase, ceremony } = closed.machine;
  if (phase !== "done" && phase !== "abort") return "running";
  if (phase === "abort" && ceremony !== maxCeremonies) return "may-begin-again";
  return closed;
}

/** What the world notes when the machine takes a step: the ghosts of the TLA+ actions, under the actions' names. */
export const notes = {
  Start: (_: Setting, { shares }: World, s: State): World => ({
    previous: s.key,
    shares,
    signers: [],
    opened: [],
    outputs: [],
    lied: [],
  }),
  Equivocate: (_: Setting, w: World, _s: State, { d }: { readonly d: Dealing }): World => ({
    ...w,
    lied: union(w.lied, [d.dealer]),
  }),
  Confirm: (setting: Setting, w: World, s: State, { e }: { readonly e: Confirmation }, stepped: Taken): World => {
    const c = setting.constants;
    const deals = e.complaints.map(({ dealer }) => dealOf(s, dealer) as Dealing);
    const guilty = deals.filter((deal) => !isGoodBoxOf(c, s, deal, e.by)).map(({ dealer }) => dealer);
    const isFair = guilty.length === deals.length;
    const opened = deals.map(({ R }) => ({ by: e.by, R }));
    const lied = union(union(w.lied, guilty), isFair ? [] : [e.by]);
    return { ...keptThen(setting, w, stepped), opened: withOpened(w.opened, opened), lied };
  },
  Reveal: (setting: Setting, w: World, _s: State, _args: object, stepped: Taken): World => keptThen(setting, w, stepped),
  Endorse: (setting: Setting, w: World, _s: State, _args: object, stepped: Taken): World => keptThen(setting, w, stepped),
};

type Taken = readonly [State, readonly Effect[]];

/**
 * What honest nodes keep once they have done what the effects tell them.
 * @spec LogDkg!KeptThen
 */
function keptThen(setting: Setting, w: World, [s, effects]: Taken): World {
  const { constants: c } = setting;
  if (effects.length === 0) return w;
  const shares = honestOf(setting).flatMap((node) => {
    const share = w.shares.find(({ by }) => by === node)?.share ?? null;
    const ring: Keyring = {
      ceremony: w.previous.ceremony,
      share: share === null ? null : c.suite.secrets.decode(share),
      secrets: modelSecrets(c, s, node),
    };
    const kept = effects.reduce((before, effect) => heard(c, s, node, before, effect), ring);
    return kept.share === null ? [] : [{ by: node, share: c.suite.secrets.disclose(kept.share) }];
  });
  return { ...w, shares };
}

function withOpened(known: readonly Opened[], more: readonly Opened[]): readonly Opened[] {
  const fresh = more.filter(({ by, R }) => !known.some((each) => each.by === by && each.R === R));
  return [...known, ...fresh].sort((a, b) => a.by - b.by || (a.R < b.R ? -1 : 1));
}
