/** Behaviours of modules as traces in ITF, drawn by the evaluator of TLA+, and traces that are none. */

import { type Trace, type TraceStep, writeItf } from "../../../checker/index.ts";
import type { ItfRecord } from "../../../lib/data.ts";
import { unreachable } from "../../../lib/errors.ts";
import type { Spec, SpecState } from "../../../lib/spec.ts";
import { Draw } from "./draw.ts";

/** A behaviour of at most so many steps, each of which changes something. */
export function behaviourOf(spec: Spec, model: string, seed: number, length: number): Trace {
  const draw = new Draw(seed);
  const steps: TraceStep[] = [];
  let state = draw.among(spec.states.initial()) ?? unreachable("no initial state");
  const states: ItfRecord[] = [spec.states.show(state)];
  while (steps.length < length) {
    const one = draw.among(movesFrom(spec, state));
    if (one === undefined) break;
    steps.push(one.step);
    state = one.next;
    states.push(spec.states.show(state));
  }
  return { name: model, vars: spec.variables, states, steps };
}

function movesFrom(spec: Spec, from: SpecState): readonly { readonly step: TraceStep; readonly next: SpecState }[] {
  const moves: { readonly step: TraceStep; readonly next: SpecState }[] = [];
  spec.states.successors(from, (action, next) => {
    const isMove = next.some((value, i) => value !== from[i]);
    if (isMove) moves.push({ step: { action: spec.actions[action]?.name ?? "", args: spec.states.visitedArgs() }, next });
    return false;
  });
  return moves;
}

/** The trace with a state left out in its midst: the step after it leads from another state. */
export function stateLeftOut(trace: Trace): { readonly text: string; readonly step: number } {
  const at = Math.floor(trace.states.length / 2);
  const text = writeItf({ ...trace, states: trace.states.toSpliced(at, 1), steps: trace.steps.toSpliced(at - 1, 1) });
  return { text, step: at };
}

/** The trace with a variable of its last state as it was before the step. */
export function valueKept(trace: Trace): { readonly text: string; readonly step: number } {
  const [before, last] = trace.states.slice(-2) as [ItfRecord, ItfRecord];
  const name = trace.vars.find((one) => JSON.stringify(before[one]) !== JSON.stringify(last[one]));
  if (name === undefined) return unreachable("a step that changes nothing");
  const states = trace.states.with(-1, { ...last, [name]: before[name] as ItfRecord });
  return { text: writeItf({ ...trace, states }), step: trace.steps.length };
}
