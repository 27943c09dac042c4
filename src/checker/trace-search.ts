/** Rebuilds traces from the predecessors that an exploration kept. */

import { unreachable } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import type { SourceRange } from "../lib/source.ts";
import type { StateStore } from "./store.ts";
import type { Trace, TraceStep } from "./trace.ts";

/** Where an action is defined, if that is known. */
export type Locate = (action: string) => SourceRange | undefined;

/** The states on the way from an initial state to this one, both included. */
export function pathTo(store: StateStore, index: number): readonly number[] {
  const path: number[] = [];
  for (let at = index; at >= 0; at = store.predecessor(at)) path.push(at);
  return path.reverse();
}

/**
 * The behaviour by which the state `index` was first reached; after a breadth-first search no other is shorter. Labels are found
 * by running the successors of each state again; of several steps between two states it takes the first.
 */
export function traceTo<S>(graph: StateGraph<S>, store: StateStore, index: number, locate?: Locate): Trace {
  const path = pathTo(store, index);
  const states = path.map((at) => graph.unpack(store.keyChunk(at), store.keyOffset(at)));
  const steps = path.slice(1).map((to, i) => stepTo(graph, store, states[i] as S, to, locate));
  const shown = states.map((state) => graph.show(state));
  return { name: graph.name, vars: Object.keys(shown[0] ?? {}), states: shown, steps };
}

function stepTo<S>(graph: StateGraph<S>, store: StateStore, from: S, to: number, locate?: Locate): TraceStep {
  const key = new Int32Array(graph.words);
  const wanted = store.keyChunk(to).subarray(store.keyOffset(to), store.keyOffset(to) + graph.words);
  let found: TraceStep | undefined;
  graph.successors(from, (action, next) => {
    graph.pack(next, key, 0);
    if (key.some((word, k) => word !== wanted[k])) return false;
    found = labelOf(graph, action, locate);
    return true;
  });
  return found ?? unreachable("a step that was explored is gone: the graph's successors are not a function of the state");
}

/** The label of the step being visited. */
export function labelOf<S>(graph: StateGraph<S>, action: number, locate?: Locate): TraceStep {
  const name = graph.actions[action] ?? unreachable(`action ${action}`);
  const at = locate?.(name);
  return { action: name, args: graph.visitedArgs(), ...(at === undefined ? {} : { at }) };
}
