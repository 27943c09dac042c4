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
  return traceAlong(graph, store, pathTo(store, index), locate);
}

/** The behaviour along a path of stored states, the first of them initial. */
export function traceAlong<S>(graph: StateGraph<S>, store: StateStore, path: readonly number[], locate?: Locate): Trace {
  const key = new Int32Array(graph.words);
  const isAt = (state: S, index: number): boolean => {
    graph.pack(state, key, 0);
    const [chunk, offset] = [store.keyChunk(index), store.keyOffset(index)];
    return key.every((word, k) => word === chunk[offset + k]);
  };
  const [first, ...rest] = path;
  if (first === undefined) return unreachable("a path without states");
  const initial = graph.initial();
  const begin = initial.findIndex((state) => isAt(state, first));
  if (begin < 0) return unreachable("no initial state has the path's first key");
  let state = initial[begin] as S;
  const states = [graph.show(state)];
  const steps: TraceStep[] = [];
  for (const to of rest) {
    let step: TraceStep | undefined;
    let reached: S | undefined;
    graph.successors(state, (action, next) => {
      if (graph.excludes?.(next) === true || !isAt(next, to)) return false;
      step = labelOf(graph, action, locate);
      reached = next;
      return true;
    });
    if (step === undefined)
      return unreachable("a step that was explored is gone: the graph's successors are not a function of the state");
    // The successor itself and not the stored state: in a graph of orbits these differ by a permutation.
    state = reached as S;
    states.push(graph.show(state));
    steps.push(step);
  }
  return { name: graph.name, vars: Object.keys(states[0] ?? {}), states, steps };
}

/** The label of the step being visited. */
export function labelOf<S>(graph: StateGraph<S>, action: number, locate?: Locate): TraceStep {
  const name = graph.actions[action] ?? unreachable(`action ${action}`);
  const at = graph.visitedAt?.() ?? locate?.(name);
  return { action: name, args: graph.visitedArgs(), ...(at === undefined ? {} : { at }) };
}
