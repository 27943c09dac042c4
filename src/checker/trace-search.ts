/** Rebuilds traces from the predecessors that an exploration kept. */

import type { ItfRecord } from "../lib/data.ts";
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
  const reached = [state];
  const steps: TraceStep[] = [];
  for (const to of rest) {
    let step: TraceStep | undefined;
    let target: S | undefined;
    graph.successors(state, (action, next) => {
      if (graph.excludes?.(next) === true || !isAt(next, to)) return false;
      step = labelOf(graph, action, locate);
      target = next;
      return true;
    });
    if (step === undefined)
      return unreachable("a step that was explored is gone: the graph's successors are not a function of the state");
    // The successor itself and not the stored state: in a graph of orbits these differ by a permutation.
    state = target as S;
    reached.push(state);
    steps.push(step);
  }
  const states = reached.map((one) => graph.show(one));
  const aliases = aliasesOf(graph, reached);
  return { name: graph.name, vars: Object.keys(states[0] ?? {}), states, steps, ...(aliases === undefined ? {} : { aliases }) };
}

/** Undefined where the model has no alias. */
function aliasesOf<S>(graph: StateGraph<S>, states: readonly S[]): readonly ItfRecord[] | undefined {
  if (graph.alias === undefined) return undefined;
  return states.map((state, i) => graph.alias?.(state, states[i + 1] ?? state) ?? graph.show(state));
}

/** A state that a constraint keeps out of the graph, and the step that leads there unless it is initial. */
export interface Outside {
  readonly state: ItfRecord;
  readonly step?: TraceStep;
  readonly alias?: ItfRecord;
}

/** Such a state, inside the visit of the step. */
export function outsideOf<S>(graph: StateGraph<S>, state: S, action: number, locate?: Locate): Outside {
  const step = action < 0 ? {} : { step: labelOf(graph, action, locate) };
  const alias = graph.alias === undefined ? {} : { alias: graph.alias(state, state) ?? graph.show(state) };
  return { state: graph.show(state), ...step, ...alias };
}

/** A behaviour with a last state that is not stored. */
export function traceOutside(name: string, { state, step, alias }: Outside, trace?: Trace): Trace {
  const { states = [], steps = [], aliases = [] } = trace ?? {};
  return {
    name,
    vars: Object.keys(state),
    states: [...states, state],
    steps: step === undefined ? steps : [...steps, step],
    ...(alias === undefined ? {} : { aliases: [...aliases, alias] }),
  };
}

/** The first invariant that is false in a state that a constraint keeps out. */
export const violatedOutside = <S>({ invariants }: StateGraph<S>, state: S): string | undefined =>
  invariants.find(({ holds }) => !holds(state))?.name;

/** The label of the step being visited. */
export function labelOf<S>(graph: StateGraph<S>, action: number, locate?: Locate): TraceStep {
  const name = graph.actions[action] ?? unreachable(`action ${action}`);
  const at = graph.visitedAt?.() ?? locate?.(name);
  return { action: name, args: graph.visitedArgs(), ...(at === undefined ? {} : { at }) };
}
