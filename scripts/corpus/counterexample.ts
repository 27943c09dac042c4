/** Takes a counterexample again: each state must be initial or a successor of the one before, and the last must be what it is said to be. */

import type { Trace } from "nexus-reference/checker";
import { canonicalJson } from "nexus-reference/lib/canonical";
import type { SpecState } from "nexus-reference/lib/spec";
import type { CompiledSpec } from "nexus-reference/tla";

/** `objection` says what is wrong; nothing where nothing is. `property` is an invariant, a temporal property or `Deadlock`. */
export function objectionTo(spec: CompiledSpec, trace: Trace, property: string): { readonly objection?: string } {
  const graph = spec.states;
  const shown = (state: SpecState) => canonicalJson(graph.show(state));
  const path: SpecState[] = [];
  const successors = (state: SpecState): readonly SpecState[] => {
    const found: SpecState[] = [];
    graph.drawn?.(path.length);
    graph.successors(state, (_, next) => {
      found.push(next);
      return false;
    });
    return found;
  };
  for (const [i, wanted] of trace.states.map((state) => canonicalJson(state)).entries()) {
    const last = path.at(-1);
    const next = (last === undefined ? graph.initial() : successors(last)).find((state) => shown(state) === wanted);
    if (next === undefined)
      return { objection: last === undefined ? "state 1 is not initial" : `state ${i + 1} is no successor of state ${i}` };
    path.push(next);
  }
  const last = path.at(-1);
  if (last === undefined) return { objection: "it has no states" };
  if (property === "Deadlock") return successors(last).length === 0 ? {} : { objection: "its last state has a successor" };
  if (trace.loop !== undefined && trace.closing !== undefined) {
    const back = canonicalJson(trace.states[trace.loop] ?? {});
    if (!successors(last).some((state) => shown(state) === back)) return { objection: "no step closes its loop" };
  }
  graph.drawn?.(path.length);
  const invariant = graph.invariants.find(({ name }) => name === property);
  return invariant?.holds(last) === true ? { objection: `${property} is true in its last state` } : {};
}
