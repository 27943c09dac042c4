/** The temporal properties of a TLA+ model, whatever its cfg does to the states that an exploration tells apart. */

import type { Spec, SpecState } from "../../lib/spec.ts";
import type { Exploration, ExploreOptions } from "../exploration.ts";
import { explore } from "../explorer.ts";
import { checkLiveness, type LivenessCheck, type LivenessOptions } from "./liveness.ts";

export type SpecLivenessOptions = LivenessOptions<SpecState, SpecState> &
  Pick<ExploreOptions<SpecState>, "maxStates" | "maxBytes" | "onProgress" | "progressEvery">;

/**
 * Checks every property after a completed exploration of `spec.graph`. Under SYMMETRY or VIEW a cycle of that graph need not be one of
 * states: then all states are explored first, and a limit that is hit there makes the check inconclusive.
 */
export function checkSpecLiveness(spec: Spec, explored: Exploration, options: SpecLivenessOptions = {}): LivenessCheck {
  const { maxStates, maxBytes, onProgress, progressEvery, ...rest } = options;
  const locate = (action: string) => spec.definition(action);
  if (spec.graph === spec.states) return checkLiveness(spec.states, explored.store, spec.liveness(), { locate, ...rest });
  const liveness = spec.liveness();
  const whole = explore(spec.states, {
    checkInvariants: false,
    checkDeadlock: false,
    ...(maxStates === undefined ? {} : { maxStates }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(progressEvery === undefined ? {} : { progressEvery }),
    ...(rest.stop === undefined ? {} : { stop: rest.stop }),
  });
  if (whole.verdict === "ok") return checkLiveness(spec.states, whole.store, liveness, { locate, ...rest });
  const { distinct: states, seconds, error } = whole;
  const nothing = { properties: [], states, edges: 0, acyclic: false, seconds };
  return whole.verdict === "error"
    ? { ...nothing, verdict: "error", error }
    : { ...nothing, verdict: "inconclusive", limit: "stopped" };
}
