/** Simplex consensus: the data of one node's core. Normative prose: `spec/simplex.md`. */

import type { SortedSet } from "../../lib/sorted-set.ts";

/** A member of the committee, by its index in the epoch's register. */
export type NodeId = number;

/** What identifies a block: in real runs a digest of all its fields. */
export type BlockId = string;

/** A block by its view and identity. Genesis has view 0. */
export type BlockRef = { readonly view: number; readonly id: BlockId };

/** What a leader proposes. `id` has been checked against the other fields outside of the machine. */
export type Block = {
  readonly view: number;
  readonly id: BlockId;
  readonly parent: BlockRef;
  /** The digest of the transactions. */
  readonly payload: string;
};

/** @spec Simplex!Genesis */
export const genesis: BlockRef = { view: 0, id: "" };

export type Constants = {
  readonly self: NodeId;
  /** n, the members of the committee. */
  readonly committee: number;
  /** Who leads view v: `leaders[(v - 1) % leaders.length]`. Everybody has the same. */
  readonly leaders: readonly NodeId[];
};

/** What a node signs about a view. A finalize vote and a nullify vote of one view exclude each other. */
export type Vote =
  | { readonly type: "notarize"; readonly view: number; readonly block: BlockId }
  | { readonly type: "nullify"; readonly view: number }
  | { readonly type: "finalize"; readonly view: number; readonly block: BlockId };

export type Proposal = { readonly type: "propose"; readonly view: number; readonly block: Block };

/** What a quorum of votes certifies. */
export type Notarization = { readonly type: "notarization"; readonly view: number; readonly block: BlockId };
export type Nullification = { readonly type: "nullification"; readonly view: number };
export type Finalization = { readonly type: "finalization"; readonly view: number; readonly block: BlockId };
export type Certificate = Notarization | Nullification | Finalization;

/** What a node makes durable, and what it sends. */
export type Item = Proposal | Vote | Certificate;

/** A certificate that a node can ask for: of one kind, or of either. */
export type Want = { readonly kind: "any" | "notarization" | "nullification"; readonly view: number };

/** What a node has signed in one view. */
export type Round = {
  readonly view: number;
  readonly proposed: BlockId | null;
  readonly notarized: BlockId | null;
  /** How it has ended the view: not yet, by a nullify vote, or by a finalize vote. */
  readonly ended: "none" | "nul" | "fin";
};

export type State = {
  /** The view that the node is in; 1 is the first. */
  readonly view: number;
  /** The views above that of `tip` in which the node has signed something, ascending. */
  readonly rounds: readonly Round[];
  /** The blocks of views above that of `tip` that it knows to be notarized, ascending by view. */
  readonly blocks: readonly BlockRef[];
  /** The views above that of `tip` that it knows to be nullified. */
  readonly skips: SortedSet<number>;
  /** The last block that is final. */
  readonly tip: BlockRef;
  /** What it has asked for and not got: ascending by view, then by kind. */
  readonly wanted: readonly Want[];
};

export type Effect =
  /** Make all of it durable, or nothing, before the next effect is carried out. */
  | { readonly type: "Persist"; readonly items: readonly Item[] }
  | { readonly type: "Broadcast"; readonly item: Item }
  /** Start the view's two timers, for the proposal and for the view's end; those of earlier views no longer matter. */
  | { readonly type: "StartTimers"; readonly view: number }
  /** Hand the block and its undelivered ancestors to the application. */
  | { readonly type: "Deliver"; readonly block: BlockRef }
  | { readonly type: "Request"; readonly of: readonly NodeId[]; readonly wants: readonly Want[] }
  | { readonly type: "Answer"; readonly certificates: readonly Certificate[] }
  /** Send again what the log says was signed. */
  | { readonly type: "Resend"; readonly items: readonly Item[] };
