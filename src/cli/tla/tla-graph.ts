/** The state graph of a model as data. */

import type { ItfRecord } from "../../lib/data.ts";

export interface GraphState {
  /** From 0, in the order of a breadth-first search. */
  readonly id: number;
  readonly state: ItfRecord;
  readonly initial: boolean;
  /** The invariants that are false in it. */
  readonly violates: readonly string[];
  /** Whether it has no successor although the model asks for one. */
  readonly deadlock: boolean;
}

export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly action: string;
  readonly args: ItfRecord;
}

export interface TlaGraph {
  readonly module: string;
  readonly vars: readonly string[];
  readonly modelValues: readonly string[];
  /** False where a limit cut the graph: states and steps are missing. */
  readonly complete: boolean;
  readonly states: readonly GraphState[];
  readonly edges: readonly GraphEdge[];
}
