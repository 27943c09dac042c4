/** Looks again at what some thread found, for its name or its error: threads exchange no more than the kind and the state. */

import { ExitCode, NexusError, unreachable } from "../../lib/errors.ts";
import type { StateGraph } from "../../lib/model.ts";
import type { End } from "../exploration.ts";
import { type Locate, labelOf, outsideOf, violatedOutside } from "../trace-search.ts";
import { impureStep } from "./expander.ts";
import { type Checks, Found } from "./shared-memory.ts";

export interface Finding<S> {
  readonly kind: Found;
  /** The state's index, -1 for what the initial states are. */
  readonly at: number;
  /** The state at that index. */
  readonly state: () => S;
}

export function explain<S>(graph: StateGraph<S>, found: Finding<S>, checks: Checks, locate: Locate | undefined): End {
  const { kind, at } = found;
  if (kind === Found.outside) return explainOutside(graph, found, locate);
  if (kind === Found.deadlock) return { verdict: "deadlock", at };
  if (kind === Found.violated) {
    const state = found.state();
    const property = graph.invariants.find(({ holds }) => !holds(state))?.name;
    return { verdict: "violated", property: property ?? unreachable("an invariant that was false holds"), at };
  }
  return explainError(graph, found, checks, locate);
}

function explainError<S>(graph: StateGraph<S>, { at, state: open }: Finding<S>, checks: Checks, locate: Locate | undefined): End {
  const state = open();
  const key = new Int32Array(graph.words);
  const before = new Int32Array(graph.words);
  let packing = -1;
  try {
    if (checks.invariants) for (const { holds } of graph.invariants) holds(state);
    for (const { holds } of graph.witnesses) holds(state);
    graph.pack(state, before, 0);
    graph.successors(state, (action, next) => {
      if (graph.excludes?.(next) === true) return false;
      packing = action;
      graph.pack(next, key, 0);
      packing = -1;
      return false;
    });
    graph.pack(state, key, 0);
  } catch (error) {
    return { verdict: "error", error, at, ...(packing < 0 ? {} : { during: labelOf(graph, packing, locate) }) };
  }
  const isSame = key.every((word, k) => word === before[k]);
  return { verdict: "error", error: isSame ? otherThread() : impureStep(), at };
}

/** What failed in one thread and not in another depends on more than the state. */
const otherThread = (): NexusError =>
  new NexusError("thread-differs", "a thread failed at a state at which this one does not", {
    hint: "explore the model with one worker",
    exit: ExitCode.bug,
  });

/** The step to a state that a constraint keeps out and in which an invariant is false. */
function explainOutside<S>(graph: StateGraph<S>, { at, state }: Finding<S>, locate: Locate | undefined): End {
  let end: End | undefined;
  const look = (next: S, action: number): boolean => {
    const property = graph.excludes?.(next) === true ? violatedOutside(graph, next) : undefined;
    if (property === undefined) return false;
    end = { verdict: "violated", property, ...(at < 0 ? {} : { at }), outside: outsideOf(graph, next, action, locate) };
    return true;
  };
  if (at < 0) graph.initial().some((initial) => look(initial, -1));
  else graph.successors(state(), (action, next) => look(next, action));
  return end ?? unreachable("a state that was kept out and wrong is gone");
}
