/** Compares a driver of the code, which takes several steps of the spec at once, with those steps. */

import type { Itf } from "../../lib/data.ts";
import { NexusError, unreachable } from "../../lib/errors.ts";
import type { Args, CoveredStep, System } from "../../lib/model.ts";
import type { Conjunct, Spec, SpecState, SpecValue } from "../../lib/spec.ts";
import { abstractArgs } from "../system-graph.ts";
import { argumentsIn, type CodeAction } from "./candidates.ts";
import { EffectWriter } from "./effects.ts";
import type { Objection } from "./judge.ts";
import { Refusals } from "./tally.ts";

/** A driver's step on which both worlds agree, or what they differ in. */
export type DriverOutcome<S> =
  | { readonly spec: SpecState; readonly code: S }
  | { readonly objection: Objection }
  | { readonly refused: { readonly conjunct: Conjunct; readonly refusal: string } };

type Unrefused<S> = Exclude<DriverOutcome<S>, { readonly refused: unknown }>;

/** How far the spec gets along the steps that a driver covers. */
type Walk =
  | { readonly ok: true; readonly state: SpecState; readonly effects: readonly Itf[] }
  | { readonly ok: false; readonly objection: Objection }
  | { readonly ok: false; readonly conjunct: Conjunct };

/**
 * The judge of one driver. The spec's states between its first and its last step need not be states that the driver stops in; they
 * are compared with the states that the model gives for them.
 */
export class DriverJudge<S> {
  readonly name: string;
  readonly #spec: Spec;
  readonly #system: System<S>;
  readonly #driver: CodeAction<S>;
  readonly #refusals: Refusals;
  readonly #effects: EffectWriter;
  readonly #actions: ReadonlyMap<string, number>;
  #taken = 0;

  constructor(spec: Spec, system: System<S>, driver: CodeAction<S>) {
    this.name = driver.name;
    this.#spec = spec;
    this.#system = system;
    this.#driver = driver;
    this.#effects = new EffectWriter(spec, system);
    this.#refusals = new Refusals(spec, system.refusals ?? {}, driver.name);
    this.#actions = new Map(spec.actions.map(({ name }, index) => [name, index]));
  }

  /** How many steps were compared. */
  get taken(): number {
    return this.#taken;
  }

  /** Compares the driver with every candidate of its arguments in a state; gives the steps that not both worlds refuse. */
  *judgeAll(spec: SpecState, code: S): Generator<Unrefused<S> & { readonly args: Args }> {
    const { action } = this.#driver;
    for (const args of argumentsIn(action, code)) {
      if (action.admits !== undefined && action.admits(code, args as never) !== null) continue;
      const outcome = this.judge(spec, code, args);
      if ("refused" in outcome) continue;
      if ("spec" in outcome) this.#taken += 1;
      yield { args, ...outcome };
    }
  }

  /** Compares one step that the environment admits. */
  judge(spec: SpecState, code: S, args: Args): DriverOutcome<S> {
    const { action } = this.#driver;
    const covered = action.covers?.(code, args as never) ?? unreachable(`${this.name} covers nothing`);
    const stepped = action.step(code, args as never);
    if (covered.length === 0) {
      throw new NexusError("covers-nothing", `the driver ${this.name} covers no step of ${this.#spec.module}`, {
        hint: "name the steps in `covers`, or declare the action as internal",
      });
    }
    const walk = this.#walk(spec, covered);
    if ("objection" in walk) return walk;
    if (typeof stepped === "string") {
      if (walk.ok) {
        const answers = { spec: { next: this.#spec.states.show(walk.state) }, code: { refusal: stepped } };
        return { objection: { kind: "spec-extra", message: "the spec takes the steps that the driver refuses", ...answers } };
      }
      if (this.#refusals.count(walk.conjunct, stepped)) return { refused: { conjunct: walk.conjunct, refusal: stepped } };
      const message = `the refusal "${stepped}" does not stand for the first false conjunct on the way`;
      return { objection: { kind: "refusal", message, spec: { conjunct: walk.conjunct }, code: { refusal: stepped } } };
    }
    const [next, effects] = stepped;
    if (!walk.ok) {
      const answers = { spec: { conjunct: walk.conjunct }, code: { next: this.#system.abstract(next) } };
      return { objection: { kind: "code-extra", message: "the driver takes a step that the spec does not allow", ...answers } };
    }
    const wanted = this.#spec.value({ "#tup": walk.effects });
    const given = this.#effects.value(effects);
    if (wanted !== given) {
      const answers = { spec: { effects: this.#spec.itf(wanted) }, code: { effects: this.#spec.itf(given) } };
      return {
        objection: { kind: "effect", message: "the driver's effects are not those of the steps that it covers", ...answers },
      };
    }
    return { spec: walk.state, code: next };
  }

  /** Takes the spec through the covered steps, as far as it goes, and compares every state between them. */
  #walk(from: SpecState, covered: readonly CoveredStep<S>[]): Walk {
    const effects: Itf[] = [];
    let state = from;
    for (const [place, { action, args, after }] of covered.entries()) {
      const index = this.#actions.get(action) ?? unreachable(`the driver ${this.name} covers ${action}, which is no action`);
      const values = this.#values(index, args);
      const outside = (this.#spec.actions[index]?.params ?? []).find(
        (_, at) => !this.#spec.domain(state, index, at).includes(values[at]),
      );
      if (outside !== undefined) return { ok: false, conjunct: this.#conjunct(`${action}/in:${outside}`) };
      const stepped = this.#spec.step(state, index, values);
      if (!stepped.enabled) return { ok: false, conjunct: stepped.conjunct };
      const guard = this.#spec.admits(state, index, values);
      if (guard !== null) return { ok: false, conjunct: guard };
      effects.push(...this.#specEffects(state, index, values));
      state = stepped.next;
      if (place === covered.length - 1 || this.#isEqual(state, after)) continue;
      const message = `after ${action}, step ${place + 1} of ${covered.length} that the driver covers, the states differ`;
      const answers = { spec: { next: this.#spec.states.show(state) }, code: { next: this.#system.abstract(after) } };
      return { ok: false, objection: { kind: "code-extra", message, ...answers } };
    }
    return { ok: true, state, effects };
  }

  #conjunct(id: string): Conjunct {
    return this.#spec.conjuncts.find((conjunct) => conjunct.id === id) ?? unreachable(`no conjunct ${id}`);
  }

  #values(action: number, args: Args): readonly SpecValue[] {
    const written = abstractArgs(this.#system, args);
    return (this.#spec.actions[action]?.params ?? []).map((param) =>
      this.#spec.value(written[param] ?? unreachable(`no value of ${param} in a step that the driver ${this.name} covers`)),
    );
  }

  #specEffects(state: SpecState, action: number, values: readonly SpecValue[]): readonly Itf[] {
    const effects = this.#spec.effects(state, action, values);
    return effects === null ? [] : (this.#spec.itf(effects) as { readonly "#tup": readonly Itf[] })["#tup"];
  }

  #isEqual(spec: SpecState, code: S): boolean {
    const written = this.#spec.state(this.#system.abstract(code));
    return written.every((value, variable) => value === spec[variable]);
  }
}
