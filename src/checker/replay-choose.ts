/** Finds the step that a trace means: the one that it names, or the one that leads to its next state. */

import type { StateGraph } from "../lib/model.ts";
import type { Spec, SpecState } from "../lib/spec.ts";
import { distance, isState } from "./replay-parting.ts";
import type { RecordedRow, RecordedStep } from "./replay-trace.ts";
import type { Asked, AskedCode, Label, Worlds } from "./replay-worlds.ts";
import type { TraceStep } from "./trace.ts";
import { labelOf } from "./trace-search.ts";

/** A step that was chosen for a step of the trace. */
export interface Chosen<S> {
  readonly step: TraceStep;
  readonly spec: Asked<SpecState>;
  readonly code: AskedCode<S> | null;
  /** Whether the file names it with all its arguments. */
  readonly isNamed: boolean;
}

/** The states of the worlds; there may be no code. */
export interface Place<S> {
  readonly spec: SpecState;
  readonly code: S | null;
}

export class Chooser<S> {
  readonly #worlds: Worlds<S>;
  readonly #spec: Spec;

  constructor(worlds: Worlds<S>) {
    this.#worlds = worlds;
    this.#spec = worlds.spec;
  }

  /** The step that the file names, or else the one that leads to the trace's state, or else the one that leads nearest to it. */
  choose(place: Place<S>, recorded: RecordedStep | null, target: RecordedRow): Chosen<S> | null {
    const { spec, code } = place;
    const ask = (label: Label, isNamed: boolean): Chosen<S> => ({
      step: this.#worlds.step(label),
      spec: this.#worlds.askSpec(spec, label),
      code: code === null ? null : this.#worlds.askCodeLater(code, label),
      isNamed,
    });
    const named = this.#named(spec, recorded).map((label) => ask(label, true));
    const fits = named.find(({ spec: { next } }) => next !== undefined && isState(next, target)) ?? named[0];
    if (fits !== undefined) return fits;
    let best: Label | null = null;
    let bestRank = Number.POSITIVE_INFINITY;
    for (const label of this.#worlds.labels(spec)) {
      const unlike = this.#spec.actions[label.action]?.name === recorded?.action ? 0 : 0.5;
      const rank = this.#rank(place, label, target) + unlike;
      if (rank >= bestRank) continue;
      best = label;
      bestRank = rank;
      if (rank === 0) break;
    }
    return best === null ? null : ask(best, false);
  }

  /** How far a step leads from the trace's state; a step that a world refuses comes after one that it takes. */
  #rank({ spec, code }: Place<S>, label: Label, target: RecordedRow): number {
    const next = this.#worlds.regardless(spec, label);
    if (next !== null) {
      const far = distance(this.#spec.states.show(next), target);
      return far * 4 + (this.#worlds.askSpec(spec, label).after === undefined ? 1 : 0);
    }
    const taken = code === null ? undefined : this.#worlds.askCode(code, label)?.next;
    return taken === undefined ? Number.POSITIVE_INFINITY : distance(taken, target) * 4 + 2;
  }

  /** The labels that the file may mean, where it names an action with all its arguments: Next may have one action twice. */
  #named(state: SpecState, recorded: RecordedStep | null): readonly Label[] {
    return this.#spec.actions.flatMap(({ name, params }, action) => {
      if (recorded === null || name !== recorded.action || params.some((param) => recorded.args[param] === undefined)) return [];
      const values = params.map((param, at) => {
        const given = recorded.args[param] as RecordedRow[string];
        const domain = this.#spec.domain(state, action, at);
        const inside = domain.find((value) => given.is(this.#spec.itf(value)));
        return inside ?? this.#spec.value(given.like(domain[0] === undefined ? undefined : this.#spec.itf(domain[0])));
      });
      return [{ action, values }];
    });
  }

  /** A spec whose Next has another shape says where its steps lead, and no more. There is no code of such a spec. */
  successor({ spec }: Place<S>, target: RecordedRow): Chosen<S> | null {
    const graph: StateGraph<SpecState> = this.#spec.states;
    let best: Chosen<S> | null = null;
    let least = Number.POSITIVE_INFINITY;
    graph.successors(spec, (action, after) => {
      const step = labelOf(graph, action, (name) => this.#spec.definition(name));
      const next = graph.show(after);
      const far = distance(next, target);
      if (far < least) {
        least = far;
        best = { step, spec: { next, after }, code: null, isNamed: false };
      }
      return far === 0;
    });
    return best;
  }
}
