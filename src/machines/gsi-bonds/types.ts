/** The money behind a GSI ladder: the data. Normative prose: `spec/gsi-bonds.md`. */

import type { SortedSet } from "../../lib/sorted-set.ts";
import type { Constants as LadderConstants, Effect as LadderEffect, State as LadderState, NodeId } from "../gsi/types.ts";

/** A whole number; 1 is what one execution of the interval costs. */
export type Amount = number;

/** An amount for each node, in the order of the network's nodes. */
export type Amounts = readonly Amount[];

export type Constants = LadderConstants & {
  /** What each node has at stake as the interval begins: a bond at the base of the ladder at least. */
  readonly stake: Amount;
  /** How many times the costs of the ladder a bond exceeds them: 0 or more. */
  readonly margin: number;
  /** Right claimants get one part in so many of what is left: 1 or more. */
  readonly rewardPart: number;
};

/** What the settlement took, and for whom: `forfeited + advanced = paid + rewarded + burned`. */
export type Books = {
  readonly forfeited: Amount;
  readonly paid: Amount;
  readonly rewarded: Amount;
  readonly burned: Amount;
  /** What the treasury gave because the executors lacked it. */
  readonly advanced: Amount;
};

export type Money = {
  /** What each node has, and may lose in another interval. */
  readonly stake: Amounts;
  /** What each node has locked for this interval. */
  readonly locked: Amounts;
  readonly claimants: SortedSet<NodeId>;
  /** The newcomers of all samples. */
  readonly executors: SortedSet<NodeId>;
  readonly books: Books;
};

export type State = LadderState & Money;

export type Effect =
  | LadderEffect
  /** Lock this amount of the stake of each of these nodes for this interval. */
  | { readonly type: "Lock"; readonly nodes: SortedSet<NodeId>; readonly amount: Amount }
  /** Give back all that these nodes have locked for this interval. */
  | { readonly type: "Unlock"; readonly nodes: SortedSet<NodeId> }
  /** Pay this amount to each of these nodes. */
  | { readonly type: "Pay"; readonly nodes: SortedSet<NodeId>; readonly amount: Amount }
  | { readonly type: "Burn"; readonly amount: Amount }
  /** Have the treasury add this amount to what was forfeited. */
  | { readonly type: "Advance"; readonly amount: Amount };
