/**
 * Steps of the code that are none of Next, for replaying: internal steps, which leave the spec where it is, and drivers, which take it
 * through several of its steps at once.
 */

import type { Data, Itf } from "../lib/data.ts";
import type { AnySystemAction, Args, Stepped, System } from "../lib/model.ts";
import type { Spec, SpecState } from "../lib/spec.ts";
import { argumentsIn, type CodeAction, partsOf } from "./lockstep/candidates.ts";
import type { Answer } from "./lockstep/difference.ts";
import { DriverJudge } from "./lockstep/driver.ts";
import type { RecordedStep } from "./replay-trace.ts";
import { abstractArgs } from "./system-graph.ts";
import type { TraceStep } from "./trace.ts";

/** A step of the code alone, and its state after it. */
export interface OwnStep<S> {
  readonly step: TraceStep;
  readonly code: Answer & { readonly after?: S };
}

/** A driver's step: what both worlds do, and what lockstep has against it. */
export interface DriverStep<S> extends OwnStep<S> {
  readonly spec: Answer & { readonly after?: SpecState };
  readonly message: string | null;
}

export class OwnSteps<S> {
  readonly #spec: Spec;
  readonly #system: System<S>;
  readonly #internal: readonly CodeAction<S>[];
  readonly #drivers: readonly (readonly [DriverJudge<S>, AnySystemAction<S>])[];

  constructor(spec: Spec, system: System<S>) {
    this.#spec = spec;
    this.#system = system;
    const { internal, drivers } = partsOf(system);
    this.#internal = internal;
    this.#drivers = drivers.map((driver) => [new DriverJudge(spec, system, driver), driver.action] as const);
  }

  isInternal(action: string): boolean {
    return this.#internal.some(({ name }) => name === action);
  }

  isDriver(action: string): boolean {
    return this.#drivers.some(([{ name }]) => name === action);
  }

  /** The internal step that a trace names; null where it has no such arguments. The first that is taken, if there is one. */
  internal(state: S, recorded: RecordedStep): OwnStep<S> | null {
    const steps = this.#internal
      .filter(({ name }) => name === recorded.action)
      .flatMap((own) => this.#steps(own, state).filter(({ step }) => fits(step, recorded)));
    return steps.find(({ code }) => code.after !== undefined) ?? steps[0] ?? null;
  }

  /** The fewest internal steps to a state where `step` is not refused, and that state. Null where there are none. */
  before(
    state: S,
    step: (state: S) => Stepped<S, Data, string>,
  ): { readonly state: S; readonly steps: readonly TraceStep[] } | null {
    const seen = new Set<string>();
    let level: readonly { readonly state: S; readonly steps: readonly TraceStep[] }[] = [{ state, steps: [] }];
    while (level.length > 0) {
      const next: { readonly state: S; readonly steps: readonly TraceStep[] }[] = [];
      for (const from of level) {
        for (const { step: label, code } of this.#internal.flatMap((own) => this.#steps(own, from.state))) {
          if (code.after === undefined) continue;
          const key = JSON.stringify(code.after);
          if (seen.has(key)) continue;
          seen.add(key);
          const reached = { state: code.after, steps: [...from.steps, label] };
          if (typeof step(reached.state) !== "string") return reached;
          next.push(reached);
        }
      }
      level = next;
    }
    return null;
  }

  #steps({ name, action }: CodeAction<S>, state: S): readonly OwnStep<S>[] {
    return argumentsIn(action, state).map((args) => {
      const step = { action: name, args: abstractArgs(this.#system, args) };
      const stepped = action.step(state, args as never);
      if (typeof stepped === "string") return { step, code: { refusal: stepped } };
      const guard = action.admits?.(state, args as never) ?? null;
      if (guard !== null) return { step, code: { refusal: guard } };
      return { step, code: { next: this.#system.abstract(stepped[0]), after: stepped[0] } };
    });
  }

  /** The steps of a driver that the trace names, or of all drivers where it names none, with every fitting argument. */
  *drivers(spec: SpecState, code: S, recorded: RecordedStep | null): Generator<DriverStep<S>> {
    for (const [judge, action] of this.#drivers) {
      if (recorded !== null && recorded.action !== judge.name) continue;
      for (const args of argumentsIn(action, code)) {
        const step = { action: judge.name, args: abstractArgs(this.#system, args) };
        if (recorded !== null && !fits(step, recorded)) continue;
        const driven = this.#drive(judge, action, spec, code, args);
        yield { step, ...driven };
      }
    }
  }

  #drive(judge: DriverJudge<S>, action: AnySystemAction<S>, spec: SpecState, code: S, args: Args): Omit<DriverStep<S>, "step"> {
    const guard = action.admits?.(code, args as never) ?? null;
    if (guard !== null)
      return { spec: {}, code: { refusal: guard }, message: "the model's environment refuses the driver's step" };
    const outcome = judge.judge(spec, code, args);
    if ("refused" in outcome) {
      const { conjunct, refusal } = outcome.refused;
      return { spec: { conjunct }, code: { refusal }, message: "both worlds refuse the step" };
    }
    if ("objection" in outcome) {
      const { message, spec: inSpec, code: inCode } = outcome.objection;
      return { spec: inSpec, code: inCode, message };
    }
    const { spec: after, code: reached } = outcome;
    const next: Answer["next"] = this.#spec.states.show(after);
    return { spec: { next, after }, code: { next: this.#system.abstract(reached), after: reached }, message: null };
  }
}

/** Whether a step has the arguments that the file names; it may leave some out. */
const fits = ({ args }: TraceStep, recorded: RecordedStep): boolean =>
  Object.entries(args).every(([name, value]) => recorded.args[name]?.is(value as Itf) !== false);
