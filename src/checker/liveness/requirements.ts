/** What a cycle must do, besides staying in its part of the graph: fairness, and what must occur again and again. */

import type { FairnessCondition } from "../../lib/liveness.ts";
import type { BehaviourGraph } from "./behaviour-graph.ts";
import { hasBit } from "./behaviour-graph.ts";

export interface Requirements {
  /** Bits of the fairness conditions that are weak. */
  readonly weak: readonly number[];
  readonly strong: readonly number[];
  /** Sets of states of which each must be visited. */
  readonly often: readonly Uint8Array[];
  /** Bits of steps that must be taken. */
  readonly oftenSteps: readonly number[];
}

/** The bits of the weak and of the strong conditions. */
export function strengths(fairness: readonly (FairnessCondition | null)[]): Pick<Requirements, "weak" | "strong"> {
  const of = (strength: FairnessCondition["strength"]) =>
    fairness.flatMap((condition, bit) => (condition?.strength === strength ? [bit] : []));
  return { weak: of("weak"), strong: of("strong") };
}

/** Whether a behaviour may stay in a state for ever. */
export function mayStutter(graph: BehaviourGraph, { weak, strong, often, oftenSteps }: Requirements, state: number): boolean {
  if (oftenSteps.length > 0 || often.some((set) => set[state] === 0)) return false;
  const isDisabled = (bit: number) => !hasBit(graph.enabled, state, graph.words, bit);
  return weak.every(isDisabled) && strong.every(isDisabled);
}
