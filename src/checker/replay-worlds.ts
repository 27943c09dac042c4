/** Asks the spec and the code about one step, for replaying and explaining. */

import type { Data, Itf } from "../lib/data.ts";
import { unreachable } from "../lib/errors.ts";
import type { AnySystemAction, Args, System } from "../lib/model.ts";
import type { Conjunct, Spec, SpecState, SpecValue } from "../lib/spec.ts";
import type { Answer } from "./lockstep/difference.ts";
import { EffectWriter } from "./lockstep/effects.ts";
import { OwnSteps } from "./replay-own.ts";
import { abstractArgs } from "./system-graph.ts";
import type { TraceStep } from "./trace.ts";

/** An action of Next with values of its parameters. */
export interface Label {
  readonly action: number;
  readonly values: readonly SpecValue[];
}

/** The answer of a world, and its state after the step where it takes it. */
export type Asked<S> = Answer & { readonly after?: S };

/** The code's answer, and the internal steps that it takes first. */
export type AskedCode<S> = Asked<S> & { readonly internal?: readonly TraceStep[] };

export class Worlds<S> {
  readonly spec: Spec;
  readonly system: System<S> | null;
  /** The steps of the code that are none of Next; null without code. */
  readonly own: OwnSteps<S> | null;
  readonly #effects: EffectWriter | null;

  constructor(spec: Spec, system: System<S> | null) {
    this.spec = spec;
    this.system = system;
    this.own = system === null ? null : new OwnSteps(spec, system);
    this.#effects = system === null ? null : new EffectWriter(spec, system);
  }

  /** Every action of Next with every value of its parameters' domains, in the order of Next, the last parameter fastest. */
  *labels(state: SpecState): Generator<Label> {
    for (const action of this.spec.actions.keys()) for (const values of this.bindings(state, action)) yield { action, values };
  }

  bindings(state: SpecState, action: number): readonly (readonly SpecValue[])[] {
    const { params } = this.#action(action);
    return params.reduce<readonly (readonly SpecValue[])[]>(
      (rows, _, at) => rows.flatMap((row) => this.spec.domain(state, action, at).map((value) => [...row, value])),
      [[]],
    );
  }

  /** The label as a step of a trace. */
  step({ action, values }: Label): TraceStep {
    const { name, params, at } = this.#action(action);
    return { action: name, args: Object.fromEntries(params.map((param, i) => [param, this.spec.itf(values[i])])), at };
  }

  /** The spec's answer: as lockstep, it looks at the domains, then at the definition, then at the environment's guards. */
  askSpec(state: SpecState, { action, values }: Label): Asked<SpecState> {
    const { name, params } = this.#action(action);
    const outside = params.findIndex((_, at) => !this.spec.domain(state, action, at).includes(values[at]));
    if (outside >= 0) return { conjunct: this.#conjunct(`${name}/in:${params[outside]}`) };
    const step = this.spec.step(state, action, values);
    if (!step.enabled) return { conjunct: step.conjunct };
    const guard = this.spec.admits(state, action, values);
    if (guard !== null) return { conjunct: guard };
    // A spec without code may have no operators for effects.
    const effects = this.system === null ? null : this.spec.effects(state, action, values);
    const next = this.spec.states.show(step.next);
    return { next, after: step.next, ...(effects === null ? {} : { effects: this.spec.itf(effects) }) };
  }

  /** Where the action's definition alone leads, whatever the environment says; null where it is not enabled. */
  regardless(state: SpecState, { action, values }: Label): SpecState | null {
    const step = this.spec.step(state, action, values);
    return step.enabled ? step.next : null;
  }

  /** The code's answer; null where there is no code, or none of its candidates is the binding. */
  askCode(state: S, label: Label): Asked<S> | null {
    const { name, kind } = this.#action(label.action);
    const of = this.system?.actions[name];
    if (of === undefined) return null;
    const args = this.#argsOf(of, state, label);
    if (args === null) return null;
    const stepped = of.step(state, args as never);
    if (typeof stepped === "string") return { refusal: stepped };
    const guard = of.admits === undefined ? null : of.admits(state, args as never);
    if (guard !== null) return { refusal: guard };
    const [after, effects] = stepped;
    const written = kind === "machine" ? { effects: this.#effects?.itf(effects) as Itf } : {};
    return { next: (this.system as System<S>).abstract(after), after, ...written };
  }

  /**
   * The code's answer, after internal steps where it refuses until it has taken some. As for lockstep, the refusal must be declared to
   * stand for an internal step.
   */
  askCodeLater(state: S, label: Label): AskedCode<S> | null {
    const asked = this.askCode(state, label);
    const { name } = this.#action(label.action);
    const action = this.system?.actions[name];
    if (asked?.refusal === undefined || action === undefined) return asked;
    if (this.system?.refusals?.[name]?.[asked.refusal] !== "internal") return asked;
    const args = this.#argsOf(action, state, label);
    const reached = args === null ? undefined : this.own?.before(state, (from) => action.step(from, args as never));
    if (reached === undefined || reached === null) return asked;
    const later = this.askCode(reached.state, label);
    return later === null ? asked : { ...later, internal: reached.steps };
  }

  /** The code's initial states that abstract to a state of the spec. */
  codeInitial(state: SpecState): readonly S[] {
    const { initial, abstract } = this.system ?? unreachable("no code");
    return initial.filter((one) => this.spec.state(abstract(one)).every((value, at) => value === state[at]));
  }

  #argsOf({ params, outside }: AnySystemAction<S>, state: S, { action, values }: Label): Args | null {
    const args: { [name: string]: Data } = {};
    for (const [at, param] of this.#action(action).params.entries()) {
      const domain = params[param] ?? [];
      const candidates = [...(typeof domain === "function" ? domain(state) : domain), ...(outside?.[param] ?? [])];
      const found = candidates.find((data) => this.#written(param, data) === values[at]);
      if (found === undefined) return null;
      args[param] = found;
    }
    return args;
  }

  #written(param: string, data: Data): SpecValue {
    const itf = abstractArgs(this.system as System<S>, { [param]: data })[param];
    return this.spec.value(itf as Itf);
  }

  #action(action: number) {
    return this.spec.actions[action] ?? unreachable(`action ${action}`);
  }

  #conjunct(id: string): Conjunct {
    return this.spec.conjuncts.find((conjunct) => conjunct.id === id) ?? unreachable(`no conjunct ${id}`);
  }
}
