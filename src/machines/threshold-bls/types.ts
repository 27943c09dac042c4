/** Threshold BLS: the data of a combiner, which makes one signature from partial ones. Normative prose: `spec/threshold-bls.md`. */

import type { Algebra } from "../../crypto/suite.ts";
import type { SortedSet } from "../../lib/sorted-set.ts";

/** A member of the group that shares the key, by its index from 1 on: its share is the polynomial's value there. */
export type MemberIndex = number;

/** A text of G1 (signatures) or G2 (commitments) of the suite: the canonical encoding of an element. */
export type ElementText = string;

/** Bytes in lower-case hexadecimal. */
export type Hex = string;

export type Constants = {
  readonly suite: Algebra;
  /** n, the members of the group; less than the order of the suite. */
  readonly members: number;
  /** t, how many partial signatures make a signature. */
  readonly threshold: number;
};

export type Partial = { readonly index: MemberIndex; readonly signature: ElementText };

export type State = {
  /** The commitments to the polynomial whose values are the shares; the first is the public key. Empty until a message is there. */
  readonly key: readonly ElementText[];
  /** The bytes to be signed. */
  readonly message: Hex | null;
  /** What has come from members that are not blamed, ascending by index; empty after the signature. */
  readonly partials: readonly Partial[];
  /** The members whose combination failed, while one is looked for that is to blame. */
  readonly quorum: SortedSet<MemberIndex>;
  /** The part of the quorum in which a bad partial is; empty with it. */
  readonly suspects: SortedSet<MemberIndex>;
  /** Who has sent a bad partial. */
  readonly blamed: SortedSet<MemberIndex>;
  readonly signature: ElementText | null;
};

export type Effect =
  /** The signature of the group under the message; it has been verified. */
  | { readonly type: "Publish"; readonly signature: ElementText }
  /** Take nothing more from this member. It is no evidence for others: who has t partials can make those of all members. */
  | { readonly type: "Blame"; readonly member: MemberIndex };
