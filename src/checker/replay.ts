/** Takes the spec and the code along a trace of another tool, and says where they part from it or from each other. */

import type { ItfRecord } from "../lib/data.ts";
import { NexusError } from "../lib/errors.ts";
import type { System } from "../lib/model.ts";
import type { Spec, SpecState } from "../lib/spec.ts";
import type { Answer } from "./lockstep/difference.ts";
import { Chooser, type Chosen, type Place } from "./replay-choose.ts";
import type { DriverStep } from "./replay-own.ts";
import {
  answer,
  effectsMessage,
  type Followed,
  followed,
  isState,
  nearest,
  type Parting,
  partedVariables,
  partingMessage,
} from "./replay-parting.ts";
import type { RecordedRow, RecordedStep, RecordedTrace } from "./replay-trace.ts";
import { Worlds } from "./replay-worlds.ts";
import type { TraceStep } from "./trace.ts";

export interface ReplayedStep {
  /** The step, found by its label in the file or by its successor. Absent where Next has no step to the trace's state, or needs none. */
  readonly step?: TraceStep;
  readonly spec: Followed;
  /** Null where there is no code. */
  readonly code: Followed | null;
  /** Internal steps that the code takes first. */
  readonly internal?: readonly TraceStep[];
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
  return spec.states.initial().some((state) => isState(spec.states.show(state), first));
}

class Run<S> {
  readonly #worlds: Worlds<S>;
  readonly #spec: Spec;
  readonly #chooser: Chooser<S>;
  readonly #trace: RecordedTrace;
  /** Whether Next has the shape that gives actions with parameters. */
  readonly #hasActions: boolean;
  readonly #steps: ReplayedStep[] = [];
  readonly #states: ItfRecord[] = [];
  readonly #violated: { readonly state: number; readonly world: "spec" | "code"; readonly invariant: string }[] = [];
  #place: Place<S> | null = null;

  constructor(worlds: Worlds<S>, trace: RecordedTrace) {
    this.#worlds = worlds;
    this.#spec = worlds.spec;
    this.#chooser = new Chooser(worlds);
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
      last: this.#place,
    };
  }

  #begin(): Parting | null {
    const first = this.#trace.states[0] as RecordedRow;
    const initial = this.#spec.states.initial();
    const spec = initial.find((state) => isState(this.#spec.states.show(state), first));
    if (spec === undefined) {
      const near = nearest(
        initial.map((state) => this.#spec.states.show(state)),
        first,
      );
      const variables = near === undefined ? [] : partedVariables(this.#spec, near, first, near, null);
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
    this.#place = { spec, code };
    this.#states.push(this.#spec.states.show(spec));
    const state = this.#states.length;
    for (const { name, holds } of this.#spec.states.invariants) {
      if (!holds(spec)) this.#violated.push({ state, world: "spec", invariant: name });
    }
    if (code === null) return;
    for (const [name, holds] of Object.entries(this.#worlds.system?.invariants ?? {})) {
      if (!holds(code)) this.#violated.push({ state, world: "code", invariant: name });
    }
  }

  #follow(at: number, recorded: RecordedStep | null, target: RecordedRow): Parting | null {
    const place = this.#place as Place<S>;
    const { own } = this.#worlds;
    if (recorded !== null && own?.isInternal(recorded.action)) return this.#followInternal(at, place, recorded, target);
    if (recorded !== null && own?.isDriver(recorded.action)) return this.#followDriver(at, place, recorded, target);
    const chosen = this.#hasActions ? this.#chooser.choose(place, recorded, target) : this.#chooser.successor(place, target);
    if (chosen === null || followed(chosen.spec, target) !== "takes") {
      const isClosing = at === this.#trace.states.length;
      if ((recorded === null || isClosing) && this.#isHere(target)) return this.#stutter(place);
      const driven = chosen?.isNamed === true ? null : this.#driverTo(place, target);
      if (driven !== null) return this.#arriveDriven(at, driven, target);
    }
    const named = recorded === null || this.#spec.states.actions.includes(recorded.action) ? {} : { named: recorded.action };
    if (chosen === null) {
      this.#steps.push({ spec: "refuses", code: this.#worlds.system === null ? null : "refuses" });
      return { at, ...named, message: "no step is possible in the state before it", variables: [] };
    }
    return this.#take(at, { ...named, ...chosen }, target);
  }

  /** A step of Next that was chosen. */
  #take(at: number, { named, step, spec, code }: Chosen<S> & { readonly named?: string }, target: RecordedRow): Parting | null {
    const codeDoes = this.#worlds.system === null ? null : followed(code ?? {}, target);
    const specDoes = followed(spec, target);
    const internal = code?.internal === undefined ? {} : { internal: code.internal };
    this.#steps.push({ step, spec: specDoes, code: codeDoes, ...internal });
    const message = partingMessage(specDoes, codeDoes) ?? effectsMessage(this.#spec, spec, code);
    if (message === null) {
      this.#arrive(spec.after as SpecState, code?.after ?? null);
      return null;
    }
    return this.#part(
      at,
      { ...(named === undefined ? {} : { named }), message, step },
      spec,
      codeDoes === null ? null : (code ?? {}),
      target,
    );
  }

  /** A step that leaves every variable as it is: TLC closes a loop with one under the name of the step before. */
  #stutter({ spec, code }: Place<S>): null {
    this.#steps.push({ spec: "stutters", code: code === null ? null : "stutters" });
    this.#arrive(spec, code);
    return null;
  }

  #isHere(target: RecordedRow): boolean {
    return isState(this.#states.at(-1) as ItfRecord, target);
  }

  /** An internal step of the code, at which the spec stays where it is. */
  #followInternal(at: number, { spec, code }: Place<S>, recorded: RecordedStep, target: RecordedRow): Parting | null {
    const found = this.#worlds.own?.internal(code as S, recorded) ?? null;
    const taken = found?.code ?? {};
    const here = this.#states.at(-1) as ItfRecord;
    const specDoes = this.#isHere(target) ? "stutters" : "elsewhere";
    const codeDoes = followed(taken, target);
    this.#steps.push({ ...(found === null ? {} : { step: found.step }), spec: specDoes, code: codeDoes });
    if (specDoes === "stutters" && codeDoes === "takes") {
      this.#arrive(spec, taken.after as S);
      return null;
    }
    const message =
      codeDoes === "refuses" ? "the code refuses its internal step" : "an internal step leaves the variables as they are";
    const step = found?.step ?? { action: recorded.action, args: {} };
    return this.#part(at, { message, step }, { next: here }, taken, target);
  }

  /** A step of a driver, which takes the spec through the steps that it covers. */
  #followDriver(at: number, { spec, code }: Place<S>, recorded: RecordedStep, target: RecordedRow): Parting | null {
    const steps = [...(this.#worlds.own?.drivers(spec, code as S, recorded) ?? [])];
    const driven = steps.find((step) => followed(step.code, target) === "takes") ?? steps[0];
    if (driven !== undefined) return this.#arriveDriven(at, driven, target);
    this.#steps.push({ spec: "refuses", code: "refuses" });
    return { at, message: "the driver has no such arguments", step: { action: recorded.action, args: {} }, variables: [] };
  }

  /** A driver's step that both worlds take to the trace's state. */
  #driverTo({ spec, code }: Place<S>, target: RecordedRow): DriverStep<S> | null {
    const { own } = this.#worlds;
    if (own === null || code === null) return null;
    for (const driven of own.drivers(spec, code, null)) {
      if (driven.message === null && followed(driven.spec, target) === "takes") return driven;
    }
    return null;
  }

  #arriveDriven(at: number, { step, spec, code, message }: DriverStep<S>, target: RecordedRow): Parting | null {
    const [specDoes, codeDoes] = [followed(spec, target), followed(code, target)];
    this.#steps.push({ step, spec: specDoes, code: codeDoes });
    const parted = message ?? partingMessage(specDoes, codeDoes);
    if (parted !== null) return this.#part(at, { message: parted, step }, spec, code, target);
    this.#arrive(spec.after as SpecState, code.after as S);
    return null;
  }

  #part(
    at: number,
    what: Pick<Parting, "message"> & Partial<Parting>,
    spec: Answer,
    code: Answer | null,
    target: RecordedRow,
  ): Parting {
    const before = this.#states.at(-1) as ItfRecord;
    const inCode = code === null ? null : (code.next ?? before);
    const variables = partedVariables(this.#spec, before, target, spec.next ?? before, inCode);
    return { at, ...what, spec: answer(spec), ...(code === null ? {} : { code: answer(code) }), variables };
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
