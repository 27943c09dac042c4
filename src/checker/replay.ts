/** Takes the spec and the code along a trace of another tool, and says where they part from it or from each other. */

import type { Itf, ItfRecord } from "../lib/data.ts";
import { NexusError } from "../lib/errors.ts";
import type { StateGraph, System } from "../lib/model.ts";
import type { Spec, SpecState } from "../lib/spec.ts";
import type { Answer } from "./lockstep/difference.ts";
import type { RecordedRow, RecordedStep, RecordedTrace } from "./replay-trace.ts";
import { type Asked, type Label, Worlds } from "./replay-worlds.ts";
import type { TraceStep } from "./trace.ts";
import { labelOf } from "./trace-search.ts";

/** What a world does at a step of the trace: takes it, refuses it, or takes it to another state. */
export type Followed = "takes" | "refuses" | "elsewhere";

export interface ReplayedStep {
  /** The step, found by its label in the file or by its successor. Absent where Next has no step to the trace's state. */
  readonly step?: TraceStep;
  readonly spec: Followed;
  /** Null where there is no code. */
  readonly code: Followed | null;
}

/** A variable where not all agree, as the spec prints values. */
export interface PartedVariable {
  readonly variable: string;
  readonly before: string;
  readonly trace: string;
  readonly spec: string;
  readonly code: string | null;
}

/** Where the trace, the spec and the code part. */
export interface Parting {
  /** The step, from 1; 0 stands for the initial state. */
  readonly at: number;
  readonly message: string;
  /** How the file names the step, where Next has no action of that name. */
  readonly named?: string;
  readonly step?: TraceStep;
  readonly spec?: Answer;
  readonly code?: Answer;
  readonly variables: readonly PartedVariable[];
}

export interface Replay {
  readonly steps: readonly ReplayedStep[];
  readonly parting?: Parting;
  /** The states that were reached, as the spec has them. */
  readonly states: readonly ItfRecord[];
  /** Invariants that are false in the states that were reached, with the number of the state, from 1. */
  readonly violated: readonly { readonly state: number; readonly world: "spec" | "code"; readonly invariant: string }[];
  /** The worlds at the last state that was reached. */
  readonly last: { readonly spec: SpecState; readonly code: unknown } | null;
}

/** Replays the first `limit` steps of a trace, all unless told. Throws {@link NexusError} `trace-variables` for a trace of another module. */
export function replay<S>(spec: Spec, system: System<S> | null, trace: RecordedTrace, limit = Number.POSITIVE_INFINITY): Replay {
  checkVariables(spec, trace);
  return new Run(new Worlds(spec, system), trace).run(limit);
}

function checkVariables({ module, variables }: Spec, { vars }: RecordedTrace): void {
  const missing = variables.find((name) => !vars.includes(name));
  const extra = vars.find((name) => !variables.includes(name));
  if (missing === undefined && extra === undefined) return;
  const what =
    missing === undefined
      ? `has a variable ${extra}, which ${module} has not`
      : `has no variable ${missing}, which ${module} has`;
  throw new NexusError("trace-variables", `malformed trace at $.vars: the trace ${what}`, {
    hint: "--model names the model that it is of",
  });
}

/** Whether an initial state of a spec is the first of a trace. */
export function startsIn(spec: Spec, trace: RecordedTrace): boolean {
  const first = trace.states[0];
  if (
    first === undefined ||
    spec.variables.some((name) => !trace.vars.includes(name)) ||
    trace.vars.length !== spec.variables.length
  )
    return false;
  return spec.graph.initial().some((state) => isState(spec.graph.show(state), first));
}

const isState = (state: ItfRecord, recorded: RecordedRow): boolean =>
  Object.entries(state).every(([name, value]) => recorded[name]?.is(value) === true);

/** A step that was chosen for a step of the trace. */
interface Chosen<S> {
  readonly step: TraceStep;
  readonly spec: Asked<SpecState>;
  readonly code: Asked<S> | null;
}

class Run<S> {
  readonly #worlds: Worlds<S>;
  readonly #spec: Spec;
  readonly #trace: RecordedTrace;
  /** Whether Next has the shape that gives actions with parameters. */
  readonly #hasActions: boolean;
  readonly #steps: ReplayedStep[] = [];
  readonly #states: ItfRecord[] = [];
  readonly #violated: { readonly state: number; readonly world: "spec" | "code"; readonly invariant: string }[] = [];
  #state: { readonly spec: SpecState; readonly code: S | null } | null = null;

  constructor(worlds: Worlds<S>, trace: RecordedTrace) {
    this.#worlds = worlds;
    this.#spec = worlds.spec;
    this.#trace = trace;
    this.#hasActions = hasActions(worlds.spec);
  }

  run(limit: number): Replay {
    let parting = this.#begin();
    const { steps, states, loop } = this.#trace;
    for (let at = 0; at < Math.min(steps.length, limit) && parting === null; at++) {
      const target = states[at + 1] ?? states[loop ?? 0];
      parting = this.#follow(at + 1, steps[at] ?? null, target as RecordedRow);
    }
    return {
      steps: this.#steps,
      ...(parting === null ? {} : { parting }),
      states: this.#states,
      violated: this.#violated,
      last: this.#state,
    };
  }

  #begin(): Parting | null {
    const first = this.#trace.states[0] as RecordedRow;
    const initial = this.#spec.graph.initial();
    const spec = initial.find((state) => isState(this.#spec.graph.show(state), first));
    if (spec === undefined) {
      const near = nearest(
        initial.map((state) => this.#spec.graph.show(state)),
        first,
      );
      const variables = near === undefined ? [] : this.#variables(near, first, near, null);
      return { at: 0, message: "the first state of the trace is no initial state of the spec", variables };
    }
    if (this.#worlds.system === null) {
      this.#arrive(spec, null);
      return null;
    }
    const [code] = this.#worlds.codeInitial(spec);
    if (code === undefined)
      return { at: 0, message: "the first state of the trace is no initial state of the code", variables: [] };
    this.#arrive(spec, code);
    return null;
  }

  #arrive(spec: SpecState, code: S | null): void {
    this.#state = { spec, code };
    this.#states.push(this.#spec.graph.show(spec));
    const state = this.#states.length;
    for (const { name, holds } of this.#spec.graph.invariants) {
      if (!holds(spec)) this.#violated.push({ state, world: "spec", invariant: name });
    }
    if (code === null) return;
    for (const [name, holds] of Object.entries(this.#worlds.system?.invariants ?? {})) {
      if (!holds(code)) this.#violated.push({ state, world: "code", invariant: name });
    }
  }

  #follow(at: number, recorded: RecordedStep | null, target: RecordedRow): Parting | null {
    const chosen = this.#hasActions ? this.#choose(recorded, target) : this.#chooseSuccessor(target);
    const named = recorded === null || this.#spec.graph.actions.includes(recorded.action) ? {} : { named: recorded.action };
    const hasCode = this.#worlds.system !== null;
    if (chosen === null) {
      this.#steps.push({ spec: "refuses", code: hasCode ? "refuses" : null });
      return { at, ...named, message: "no step is possible in the state before it", variables: [] };
    }
    const { step, spec, code } = chosen;
    const specDoes = followed(spec, target);
    const codeDoes = hasCode ? followed(code ?? {}, target) : null;
    this.#steps.push({ step, spec: specDoes, code: codeDoes });
    const message = partingMessage(specDoes, codeDoes) ?? this.#effectsMessage(spec, code);
    if (message === null) {
      this.#arrive(spec.after as SpecState, code?.after ?? null);
      return null;
    }
    const before = this.#states.at(-1) as ItfRecord;
    const variables = this.#variables(before, target, spec.next ?? before, hasCode ? (code?.next ?? before) : null);
    return { at, ...named, message, step, spec: answer(spec), ...(hasCode ? { code: answer(code ?? {}) } : {}), variables };
  }

  #effectsMessage(spec: Answer, code: Answer | null): string | null {
    if (code === null || spec.effects === undefined || code.effects === undefined) return null;
    return this.#spec.value(spec.effects) === this.#spec.value(code.effects)
      ? null
      : "both worlds take the step, with different effects";
  }

  /** The step that the file names, or else the one that leads to the trace's state, or else the one that leads nearest to it. */
  #choose(recorded: RecordedStep | null, target: RecordedRow): Chosen<S> | null {
    const { spec, code } = this.#state as { readonly spec: SpecState; readonly code: S | null };
    const ask = (label: Label): Chosen<S> => ({
      step: this.#worlds.step(label),
      spec: this.#worlds.askSpec(spec, label),
      code: code === null ? null : this.#worlds.askCode(code, label),
    });
    const named = this.#named(spec, recorded).map(ask);
    const fits = named.find(({ spec: { next } }) => next !== undefined && isState(next, target)) ?? named[0];
    if (fits !== undefined) return fits;
    let best: Label | null = null;
    let bestRank = Number.POSITIVE_INFINITY;
    for (const label of this.#worlds.labels(spec)) {
      const unlike = this.#spec.actions[label.action]?.name === recorded?.action ? 0 : 0.5;
      const rank = this.#rank(spec, code, label, target) + unlike;
      if (rank >= bestRank) continue;
      best = label;
      bestRank = rank;
      if (rank === 0) break;
    }
    return best === null ? null : ask(best);
  }

  /** How far a step leads from the trace's state; a step that a world refuses comes after one that it takes. */
  #rank(spec: SpecState, code: S | null, label: Label, target: RecordedRow): number {
    const next = this.#worlds.regardless(spec, label);
    if (next !== null) {
      const far = distance(this.#spec.graph.show(next), target);
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
  #chooseSuccessor(target: RecordedRow): Chosen<S> | null {
    const { spec } = this.#state as { readonly spec: SpecState };
    const graph: StateGraph<SpecState> = this.#spec.graph;
    let best: Chosen<S> | null = null;
    let least = Number.POSITIVE_INFINITY;
    graph.successors(spec, (action, after) => {
      const step = labelOf(graph, action, (name) => this.#spec.definition(name));
      const next = graph.show(after);
      const far = distance(next, target);
      if (far < least) {
        least = far;
        best = { step, spec: { next, after }, code: null };
      }
      return far === 0;
    });
    return best;
  }

  #variables(before: ItfRecord, target: RecordedRow, spec: ItfRecord, code: ItfRecord | null): readonly PartedVariable[] {
    const text = (value: Itf): string => this.#spec.text(this.#spec.value(value));
    return this.#spec.variables.flatMap((variable) => {
      const was = before[variable] as Itf;
      const recorded = target[variable] as RecordedRow[string];
      const inSpec = spec[variable] as Itf;
      const inCode = code === null ? null : (code[variable] as Itf);
      if (recorded.is(inSpec) && (inCode === null || recorded.is(inCode))) return [];
      const row = { variable, before: text(was), trace: text(recorded.like(was)), spec: text(inSpec) };
      return [{ ...row, code: inCode === null ? null : text(inCode) }];
    });
  }
}

function hasActions(spec: Spec): boolean {
  try {
    return spec.actions.length > 0;
  } catch (error) {
    if (error instanceof NexusError) return false;
    throw error;
  }
}

const followed = ({ next }: Answer, target: RecordedRow): Followed =>
  next === undefined ? "refuses" : isState(next, target) ? "takes" : "elsewhere";

function partingMessage(spec: Followed, code: Followed | null): string | null {
  if (spec === "takes" && (code === null || code === "takes")) return null;
  if (code === null) return spec === "refuses" ? "the spec refuses the step" : "no step of the spec leads to the trace's state";
  if (spec === "takes")
    return code === "refuses" ? "the code refuses a step of the spec" : "the code takes the step to another state";
  if (code === "takes")
    return spec === "refuses" ? "the spec refuses a step of the code" : "the spec takes the step to another state";
  if (spec === "refuses" && code === "refuses") return "both worlds refuse the step";
  if (spec === code) return "no step of either world leads to the trace's state";
  return "neither world takes the step to the trace's state";
}

const answer = ({ conjunct, refusal, next, effects }: Answer): Answer => ({
  ...(conjunct === undefined ? {} : { conjunct }),
  ...(refusal === undefined ? {} : { refusal }),
  ...(next === undefined ? {} : { next }),
  ...(effects === undefined ? {} : { effects }),
});

const distance = (state: ItfRecord, target: RecordedRow): number =>
  Object.entries(state).filter(([name, value]) => target[name]?.is(value) !== true).length;

const nearest = (states: readonly ItfRecord[], target: RecordedRow): ItfRecord | undefined =>
  states.toSorted((a, b) => distance(a, target) - distance(b, target))[0];
