/** What the log of a ceremony amounts to: who may do what, which deals make the key, and which bytes are proved and signed. */

import { addCommitments, type Commitment, interpolateCommitments, isCommitment, verifyShare } from "../../crypto/feldman.ts";
import type { SealContext } from "../../crypto/suite.ts";
import { transcript } from "../../crypto/transcript.ts";
import { unreachable } from "../../lib/errors.ts";
import { has, intersection, type SortedSet, sortedSet } from "../../lib/sorted-set.ts";
import type { Constants, Dealing, Kind, NodeId, Revelation, SharedKey, State } from "./types.ts";

/** @spec LogDkg!NoKey */
export const noKey: SharedKey = { epoch: 0, ceremony: 0, members: [], holders: [], threshold: 0, poly: [] };

/**
 * How many of n nodes may be faulty.
 * @spec LogDkg!Faults
 */
export function faults(nodes: number): number {
  return Math.floor((nodes - 1) / 3);
}

/** Whether the dealers of a kind of ceremony are the holders of the key, which stays. */
export function keepsKey(kind: Kind): boolean {
  return kind === "refresh" || kind === "reshare";
}

/** @spec LogDkg!Resharing */
export function resharing(s: State): boolean {
  return keepsKey(s.kind);
}

/** @spec LogDkg!Registered */
export function registered(s: State): SortedSet<NodeId> {
  return s.members.filter((_, at) => s.keys[at] !== null);
}

/** A member's encryption key; null for a node that has none. */
export function encryptionKey(s: State, node: NodeId): string | null {
  return s.keys[s.members.indexOf(node)] ?? null;
}

/** @spec LogDkg!Dealers */
export function dealers(s: State): SortedSet<NodeId> {
  return resharing(s) ? s.key.holders : s.members;
}

/**
 * So many deals are waited for: all but those of faulty dealers.
 * @spec LogDkg!Needed
 */
export function needed(s: State): number {
  const of = (resharing(s) ? s.key : s).members.length;
  return of - faults(of);
}

/** @spec LogDkg!DealOf */
export function dealOf(s: State, dealer: NodeId): Dealing | undefined {
  return s.deals.find((deal) => deal.dealer === dealer);
}

/**
 * Whether the box of a member opens with K to a share that is on the dealer's polynomial.
 * @spec LogDkg!GoodBox
 */
export function goodBox(c: Constants, s: State, deal: Dealing, member: NodeId, K: string): boolean {
  const box = deal.boxes[s.members.indexOf(member)] ?? null;
  if (box === null) return false;
  const share = c.suite.sealing.open(sealContext(c, s, deal.dealer, member), deal.R, K, box);
  return share !== null && verifyShare(c.suite, deal.C, member, share);
}

/**
 * So many confirmations that a threshold of them are honest.
 * @spec LogDkg!Enough
 */
export function enough({ confirms, threshold, members }: State): boolean {
  return confirms.length >= threshold + faults(members.length);
}

/**
 * The dealers whose deals make the key: all that are not disqualified; if the key stays, the first of them by the order of the log, as many
 * as it needs.
 * @spec LogDkg!Qualified
 */
export function qualified(s: State, bad: SortedSet<NodeId>): SortedSet<NodeId> {
  const good = s.deals.map(({ dealer }) => dealer).filter((dealer) => !has(bad, dealer));
  return sortedSet(resharing(s) ? good.slice(0, s.key.threshold) : good);
}

/**
 * The commitment to the polynomial of the shares that some dealers make.
 * @spec LogDkg!Combined
 */
export function combined({ suite }: Constants, s: State, qual: SortedSet<NodeId>): Commitment {
  const commitments = qual.map((dealer) => (dealOf(s, dealer) ?? unreachable(`dealer ${dealer} has not dealt`)).C);
  if (!resharing(s)) return addCommitments(suite, commitments);
  return interpolateCommitments(
    suite,
    qual.map((dealer, at) => [dealer, commitments[at] as Commitment] as const),
  );
}

/**
 * A polynomial of the full degree, and no key that is the identity: dealers' coefficients may cancel.
 * @spec LogDkg!Usable
 */
export function usable({ suite }: Constants, s: State, pub: Commitment): boolean {
  return isCommitment(suite, pub, s.threshold);
}

/**
 * Whether the key of the ceremony takes the place of another one, which has to sign it.
 * @spec LogDkg!ToBeEndorsed
 */
export function toBeEndorsed({ kind }: State): boolean {
  return kind === "rotate";
}

/** Whether the key in force is the one that this ceremony has made. */
export function isInForce({ key, ceremony }: State): boolean {
  return key.ceremony === ceremony;
}

/**
 * The dealers that were caught after their deal had become part of the key.
 * @spec LogDkg!Exposed
 */
export function exposed(s: State): SortedSet<NodeId> {
  return intersection(s.qual, s.disq);
}

/** @spec LogDkg!Revealed */
export function revealed(s: State, dealer: NodeId): readonly Revelation[] {
  return s.reveals.filter((each) => each.dealer === dealer);
}

/**
 * Whether enough of a dealer's shares are in the open to interpolate its polynomial.
 * @spec LogDkg!Recovered
 */
export function recovered(s: State, dealer: NodeId): boolean {
  return revealed(s, dealer).length >= s.threshold;
}

/**
 * Shares of the same key are no new epoch of it.
 * @spec LogDkg!NextEpoch
 */
export function nextEpoch(s: State): number {
  return resharing(s) ? s.key.epoch : s.key.epoch + 1;
}

/** @spec LogDkg!NewKey */
export function newKey(s: State, poly: Commitment): SharedKey {
  const { ceremony, members, threshold } = s;
  return { epoch: nextEpoch(s), ceremony, members, holders: registered(s), threshold, poly };
}

/** What tells a ceremony from all others: cloud, number, kind, threshold and committee. */
export function ceremonyId(c: Constants, s: State): string {
  const known = ids.get(s.members);
  if (known !== undefined && known.c === c && isSameCeremony(known.s, s)) return known.id;
  const { suite, cloud } = c;
  const id = suite.digest(transcript("nexus/dkg/ceremony", [cloud, s.ceremony, s.kind, s.threshold, ...s.members]));
  ids.set(s.members, { c, s, id });
  return id;
}

/** The id that was asked for last, by the array of members that the states of a ceremony share: every proof asks for it. */
const ids = new WeakMap<State["members"], { readonly c: Constants; readonly s: State; readonly id: string }>();

function isSameCeremony(a: State, b: State): boolean {
  return a.ceremony === b.ceremony && a.kind === b.kind && a.threshold === b.threshold;
}

/** What a box belongs to. */
export function sealContext(c: Constants, s: State, dealer: NodeId, receiver: NodeId): SealContext {
  return { ceremony: ceremonyId(c, s), dealer, receiver };
}

/** What the proofs of a ceremony are bound to, besides their statements. */
export const proofContext = {
  key: (c: Constants, s: State, member: NodeId) => transcript("nexus/dkg/key", [ceremonyId(c, s), member]),
  secret: (c: Constants, s: State, { dealer, C }: Pick<Dealing, "dealer" | "C">) =>
    transcript("nexus/dkg/secret", [ceremonyId(c, s), dealer, ...C]),
  ephemeral: (c: Constants, s: State, { dealer, C }: Pick<Dealing, "dealer" | "C">) =>
    transcript("nexus/dkg/ephemeral", [ceremonyId(c, s), dealer, ...C]),
  complaint: (c: Constants, s: State, dealer: NodeId, member: NodeId) =>
    transcript("nexus/dkg/complaint", [ceremonyId(c, s), dealer, member]),
};

/** What the old key signs to endorse a new one: the ceremony, the new epoch and the whole polynomial. */
export function endorsement(c: Constants, s: State): Uint8Array {
  return transcript("nexus/dkg/endorse", [ceremonyId(c, s), nextEpoch(s), ...s.pub]);
}
