/** The temporal properties of a TLA+ model, whatever its cfg does to the states that an exploration tells apart. */

import type { StateGraph } from "../../lib/model.ts";
import type { Spec, SpecState } from "../../lib/spec.ts";
import type { Exploration, ExploreOptions } from "../exploration.ts";
import { explore } from "../explorer.ts";
import type { StateStore } from "../store.ts";
import { checkLiveness, type LivenessCheck, type LivenessOptions } from "./liveness.ts";

export type SpecLivenessOptions = LivenessOptions<SpecState, SpecState> &
  Pick<ExploreOptions<SpecState>, "maxStates" | "maxBytes" | "onProgress" | "progressEvery">;

/** States that are explored for a graph of what a view shows: so many for each that it has, and at least so many. */
const VIEWED = { each: 8, least: 20_000 } as const;

/**
 * Checks every property after a completed exploration of `spec.graph`. Under SYMMETRY or VIEW a cycle of that graph need not be one of
 * states: then all states are explored first. Where these are too many, a cycle among those that were explored still violates a
 * property, and without one the check is inconclusive.
 */
export function checkSpecLiveness(spec: Spec, explored: Exploration, options: SpecLivenessOptions = {}): LivenessCheck {
  const { maxStates, maxBytes, onProgress, progressEvery, ...rest } = options;
  const locate = (action: string) => spec.definition(action);
  const liveness = spec.liveness();
  const { states } = spec;
  if (spec.graph === states) return checkLiveness(states, explored.store, liveness, { locate, ...rest });
  const most = spec.graph.identity === undefined ? maxStates : Math.max(VIEWED.least, VIEWED.each * explored.distinct);
  const whole = explore(states, {
    checkInvariants: false,
    checkDeadlock: false,
    ...(most === undefined ? {} : { maxStates: Math.min(most, maxStates ?? most) }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(progressEvery === undefined ? {} : { progressEvery }),
    ...(rest.stop === undefined ? {} : { stop: rest.stop }),
  });
  if (whole.verdict === "error") {
    const { distinct, seconds, error } = whole;
    return { verdict: "error", error, properties: [], states: distinct, edges: 0, acyclic: false, seconds };
  }
  const graph = whole.verdict === "ok" ? states : within(states, whole.store);
  return checkLiveness(graph, whole.store, liveness, { locate, ...rest });
}

/** The part of a graph that was explored; what leads out of it is cut off. */
function within<S>(graph: StateGraph<S>, store: StateStore): StateGraph<S> {
  const key = new Int32Array(graph.words);
  const isOutside = (state: S): boolean => {
    graph.pack(state, key, 0);
    return store.find(key, 0) < 0;
  };
  return { ...graph, excludes: (state) => graph.excludes?.(state) === true || isOutside(state) };
}
