/** GSI with the interval's inputs: the data of a dispersal and the ladder behind it. Normative prose: `spec/gsi-data.md`. */

import type { SortedSet } from "../../lib/sorted-set.ts";
import type {
  Constants as LadderConstants,
  Effect as LadderEffect,
  Phase as LadderPhase,
  State as LadderState,
  NodeId,
  Output,
} from "../gsi/types.ts";

export type { NodeId, Output };

/** What can be said of an interval: an output, or {@link UNAVAILABLE}. */
export type Verdict = Output;

/** That the inputs cannot be obtained: `Unavailable` of the module. Outputs are digests, so none has this text. */
export const UNAVAILABLE: Verdict = "unavailable";

export type Constants = LadderConstants & {
  /** k: how many of the N chunks give the inputs back. 1 to N - 2F, F being the most that are fewer than a third of the network. */
  readonly codeThreshold: number;
};

export type Phase = "dispersing" | LadderPhase;

/** `signers`, `standing` and `rests` speak of verdicts, where those of the ladder alone speak of outputs. */
export type State = Omit<LadderState, "phase"> & {
  readonly phase: Phase;
  /** The nodes that have attested their chunk, until the certificate goes out. */
  readonly attested: SortedSet<NodeId>;
};

export type Effect =
  | Exclude<LadderEffect, { readonly type: "Execute" }>
  /** Sign outwards, as the root cloud, that the interval's inputs are available: these nodes hold their chunks of the encoding. */
  | { readonly type: "CertifyAvailability"; readonly nodes: SortedSet<NodeId> }
  /** Have these nodes ask the network for chunks, recover the inputs, execute them from the checkpoint and state their finding. */
  | { readonly type: "Fetch"; readonly nodes: SortedSet<NodeId> }
  /** Announce that the assertion is rejected for its inputs. */
  | { readonly type: "Reject" };
