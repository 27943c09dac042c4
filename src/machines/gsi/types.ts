/** Global Security Inheritance: the data of one interval's ladder. Normative prose: `spec/gsi.md`. */

import type { SortedSet } from "../../lib/sorted-set.ts";

/** A node, by its index in the network's register. */
export type NodeId = number;

/** What an interval yields: in real runs a digest. */
export type Output = string;

export type Constants = {
  /** The nodes of the network. */
  readonly nodes: SortedSet<NodeId>;
  /** n, the size of the base cloud. */
  readonly baseSize: number;
  /**
   * How many members of the base cloud must sign an assertion: f+1 at least, f being the most that are fewer than a third of the base.
   * In a base that is the whole network nobody can overturn an assertion.
   */
  readonly assertThreshold: number;
};

export type Phase = "executing" | "window" | "sampling" | "voting" | "final" | "settled";

/** Who has signed that the interval's output is `output`. */
export type Statement = {
  readonly output: Output;
  readonly by: SortedSet<NodeId>;
};

export type State = {
  readonly phase: Phase;
  readonly level: number;
  readonly cloud: SortedSet<NodeId>;
  /** One statement per output that somebody has signed, in the order of outputs. */
  readonly signers: readonly Statement[];
  readonly standing: Output | null;
  readonly rests: Output | null;
  readonly slashed: SortedSet<NodeId>;
  readonly released: Output | null;
};

export type Effect =
  /** Start the clock of the level's window; `WindowExpire(level)` when it ends. */
  | { readonly type: "OpenWindow"; readonly level: number }
  /** Start the clock of the level's voting; `NoQuorum(level)` when it ends. */
  | { readonly type: "OpenVoting"; readonly level: number }
  /** Ask the beacon, in a round that opens after this step, for the cloud of the level. */
  | { readonly type: "DrawSample"; readonly level: number }
  /** Have these nodes execute the interval from its checkpoint. */
  | { readonly type: "Execute"; readonly nodes: SortedSet<NodeId> }
  | { readonly type: "Finalize"; readonly output: Output }
  | { readonly type: "Slash"; readonly nodes: SortedSet<NodeId> }
  /** Cancel the soft outputs that rest on this output. */
  | { readonly type: "CancelSoft"; readonly output: Output }
  /** Return to the checkpoint and replay the inputs to this output. */
  | { readonly type: "Replay"; readonly output: Output }
  /** Let the irrevocable effects of this output go out. */
  | { readonly type: "ReleaseHard"; readonly output: Output };
