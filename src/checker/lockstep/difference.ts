/** What lockstep reports: one difference between the two worlds, with the shortest way to it. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import type { Conjunct, Spec } from "../../lib/spec.ts";
import type { Trace, TraceStep } from "../trace.ts";

/**
 * - `code-extra`: the code takes a step, or reaches a state, that the spec does not allow;
 * - `spec-extra`: the spec allows a step, or reaches a state, that the code does not take;
 * - `effect`: both take the step, to the same state, with different effects;
 * - `refusal`: both refuse, but the refusal does not stand for the first false conjunct;
 * - `property`: an invariant or witness holds in one world and not in the other;
 * - `shape`: the two worlds differ before any step: names, order, parameters, domains, initial states.
 */
export type DifferenceKind = "code-extra" | "spec-extra" | "effect" | "refusal" | "property" | "shape";

/** One world's answer to one action with one binding. */
export interface Answer {
  /** The first false conjunct, in the spec. */
  readonly conjunct?: Conjunct;
  /** The refusal, in the code. */
  readonly refusal?: string;
  /** The variables after the step. */
  readonly next?: ItfRecord;
  /** The effects, a sequence. */
  readonly effects?: Itf;
}

export interface VariableDifference {
  readonly variable: string;
  readonly before: string;
  readonly spec: string;
  readonly code: string;
}

export interface Difference {
  readonly kind: DifferenceKind;
  readonly message: string;
  /** The way to the state in which the worlds differ; both worlds took it. Absent for `shape`. */
  readonly trace?: Trace;
  /** The step on which they differ. */
  readonly step?: TraceStep;
  readonly spec?: Answer;
  readonly code?: Answer;
  /** The variables that differ after the step, as TLC prints values. */
  readonly variables: readonly VariableDifference[];
}

/** The variables that differ between two successors; a world that took no step keeps what was before. */
export function differingVariables(
  spec: Spec,
  before: ItfRecord,
  inSpec: ItfRecord = before,
  inCode: ItfRecord = before,
): readonly VariableDifference[] {
  const text = (itf: ItfRecord, variable: string) => (itf[variable] === undefined ? "-" : spec.text(spec.value(itf[variable])));
  return spec.variables
    .map((variable) => ({
      variable,
      before: text(before, variable),
      spec: text(inSpec, variable),
      code: text(inCode, variable),
    }))
    .filter((row) => row.spec !== row.code);
}
