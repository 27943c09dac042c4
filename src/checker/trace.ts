/** A behaviour from an initial state, as every format prints it. */

import type { ItfRecord } from "../lib/data.ts";
import type { SourceRange } from "../lib/source.ts";

export interface TraceStep {
  readonly action: string;
  /** The action's arguments by the names of its TLA+ parameters. */
  readonly args: ItfRecord;
  /** The definition of the action, where it is known. */
  readonly at?: SourceRange;
}

export interface Trace {
  /** The model that the behaviour belongs to. */
  readonly name: string;
  /** The variables, in the order in which they are printed. */
  readonly vars: readonly string[];
  readonly states: readonly ItfRecord[];
  /** What ALIAS of the model shows in their place, where it can be evaluated. */
  readonly aliases?: readonly ItfRecord[];
  /** Step `i` leads from state `i` to state `i + 1`. */
  readonly steps: readonly TraceStep[];
  /** The state to which the last one leads back, where the behaviour is a lasso. */
  readonly loop?: number;
  /** The step from the last state back to the loop's first; absent for stuttering in the last state. */
  readonly closing?: TraceStep;
}
