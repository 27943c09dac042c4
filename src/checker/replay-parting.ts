/** What is said where a trace, the spec and the code part. */

import type { Itf, ItfRecord } from "../lib/data.ts";
import type { Spec } from "../lib/spec.ts";
import type { Answer } from "./lockstep/difference.ts";
import type { RecordedRow } from "./replay-trace.ts";
import type { TraceStep } from "./trace.ts";

/** What a world does at a step of the trace: takes it, stays where it is, refuses the step, or takes it to another state. */
export type Followed = "takes" | "stutters" | "refuses" | "elsewhere";

/** A variable where not all agree, as the spec prints values. */
export interface PartedVariable {
  readonly variable: string;
  readonly before: string;
  readonly trace: string;
  readonly spec: string;
  readonly code: string | null;
}

/** Where the trace, the spec and the code part. */
export interface Parting {
  /** The step, from 1; 0 stands for the initial state. */
  readonly at: number;
  readonly message: string;
  /** How the file names the step, where Next has no action of that name. */
  readonly named?: string;
  readonly step?: TraceStep;
  readonly spec?: Answer;
  readonly code?: Answer;
  readonly variables: readonly PartedVariable[];
}

export const isState = (state: ItfRecord, recorded: RecordedRow): boolean =>
  Object.entries(state).every(([name, value]) => recorded[name]?.is(value) === true);

/** In how many variables a state differs from the trace's. */
export const distance = (state: ItfRecord, target: RecordedRow): number =>
  Object.entries(state).filter(([name, value]) => target[name]?.is(value) !== true).length;

export const nearest = (states: readonly ItfRecord[], target: RecordedRow): ItfRecord | undefined =>
  states.toSorted((a, b) => distance(a, target) - distance(b, target))[0];

export const followed = ({ next }: Answer, target: RecordedRow): Followed =>
  next === undefined ? "refuses" : isState(next, target) ? "takes" : "elsewhere";

/** Null where both worlds take the step to the trace's state. */
export function partingMessage(spec: Followed, code: Followed | null): string | null {
  if (spec === "takes" && (code === null || code === "takes")) return null;
  if (code === null) return spec === "refuses" ? "the spec refuses the step" : "no step of the spec leads to the trace's state";
  if (spec === "takes")
    return code === "refuses" ? "the code refuses a step of the spec" : "the code takes the step to another state";
  if (code === "takes")
    return spec === "refuses" ? "the spec refuses a step of the code" : "the spec takes the step to another state";
  if (spec === "refuses" && code === "refuses") return "both worlds refuse the step";
  if (spec === code) return "no step of either world leads to the trace's state";
  return "neither world takes the step to the trace's state";
}

export function effectsMessage(spec: Spec, inSpec: Answer, inCode: Answer | null): string | null {
  if (inCode === null || inSpec.effects === undefined || inCode.effects === undefined) return null;
  return spec.value(inSpec.effects) === spec.value(inCode.effects) ? null : "both worlds take the step, with different effects";
}

/** An answer without what a world keeps beside it. */
export const answer = ({ conjunct, refusal, next, effects }: Answer): Answer => ({
  ...(conjunct === undefined ? {} : { conjunct }),
  ...(refusal === undefined ? {} : { refusal }),
  ...(next === undefined ? {} : { next }),
  ...(effects === undefined ? {} : { effects }),
});

/** The variables that are not the trace's in each world. `code` is null where there is no code. */
export function partedVariables(
  spec: Spec,
  before: ItfRecord,
  target: RecordedRow,
  inSpec: ItfRecord,
  inCode: ItfRecord | null,
): readonly PartedVariable[] {
  const text = (value: Itf): string => spec.text(spec.value(value));
  return spec.variables.flatMap((variable) => {
    const was = before[variable] as Itf;
    const recorded = target[variable] as RecordedRow[string];
    const ofSpec = inSpec[variable] as Itf;
    const ofCode = inCode === null ? null : (inCode[variable] as Itf);
    if (recorded.is(ofSpec) && (ofCode === null || recorded.is(ofCode))) return [];
    const row = { variable, before: text(was), trace: text(recorded.like(was)), spec: text(ofSpec) };
    return [{ ...row, code: ofCode === null ? null : text(ofCode) }];
  });
}
