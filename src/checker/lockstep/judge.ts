/** Compares one action with its bindings in one state, in both worlds. */

import type { Data } from "../../lib/data.ts";
import { NexusError, unreachable } from "../../lib/errors.ts";
import type { Args, Stepped, System } from "../../lib/model.ts";
import { isSameData } from "../../lib/same-data.ts";
import type { Conjunct, Spec, SpecState, SpecStep } from "../../lib/spec.ts";
import type { Binding } from "./bindings.ts";
import type { Answer, DifferenceKind } from "./difference.ts";
import { EffectWriter } from "./effects.ts";
import type { InternalSteps } from "./internal.ts";
import { Refusals, type Tally } from "./tally.ts";

/** A difference on one step, before the way to it is known. */
export interface Objection {
  readonly kind: DifferenceKind;
  readonly message: string;
  readonly spec: Answer;
  readonly code: Answer;
}

/** A state of the code with the spec's state that it abstracts to. */
export interface Pair<S> {
  readonly spec: SpecState;
  readonly code: S;
  /** Whether an internal step is possible in the code's state. */
  readonly isPending: boolean;
}

/** Hears of the steps that both worlds take and the environment admits, and of what they differ in. */
export interface Verdicts<S> {
  agreed(binding: Binding, spec: SpecState, code: S): void;
  differ(binding: Binding, objection: Objection): never;
}

/** The code's side of an action. */
interface CodeSide<S> {
  readonly step: (state: S, args: Args) => Stepped<S, Data, string>;
  readonly admits: ((state: S, args: Args) => string | null) | null;
}

/** The judge of one action. It allocates nothing on a refusal: most bindings of most states are refused. */
export class ActionJudge<S> {
  readonly #spec: Spec;
  readonly #system: System<S>;
  readonly #internal: InternalSteps<S>;
  readonly #action: number;
  readonly #name: string;
  readonly #isMachine: boolean;
  readonly #code: CodeSide<S>;
  readonly #refusals: Refusals;
  readonly #effects: EffectWriter;

  constructor(spec: Spec, system: System<S>, internal: InternalSteps<S>, action: number) {
    this.#spec = spec;
    this.#system = system;
    this.#internal = internal;
    this.#action = action;
    const { name, kind } = spec.actions[action] ?? unreachable(`action ${action}`);
    this.#name = name;
    this.#isMachine = kind === "machine";
    const of = system.actions[name] ?? unreachable(`action ${name}`);
    this.#code = { step: of.step as CodeSide<S>["step"], admits: (of.admits ?? null) as CodeSide<S>["admits"] };
    this.#effects = new EffectWriter(spec, system);
    this.#refusals = new Refusals(spec, system.refusals ?? {}, name);
  }

  /** How often each conjunct was the first false one. */
  get tallies(): Iterable<Tally> {
    return this.#refusals.tallies;
  }

  /** Judges every binding in a state. */
  judgeAll(pair: Pair<S>, bindings: readonly Binding[], verdicts: Verdicts<S>): void {
    const blocked = this.#spec.blocked(pair.spec, this.#action);
    if (blocked !== null) this.#judgeBlocked(blocked, pair, bindings, verdicts);
    else for (let b = 0; b < bindings.length; b++) this.#judge(pair, bindings[b] as Binding, verdicts);
  }

  /** The spec refuses every binding for the same conjunct; the code is asked for each. */
  #judgeBlocked(blocked: Conjunct, pair: Pair<S>, bindings: readonly Binding[], verdicts: Verdicts<S>): void {
    const tally = this.#refusals.of(blocked) ?? unreachable(`no count of ${blocked.id}`);
    const { code } = pair;
    const { step } = this.#code;
    let counted = 0;
    for (let b = 0; b < bindings.length; b++) {
      const binding = bindings[b] as Binding;
      if (step(code, binding.args) === tally.last) counted += 1;
      else this.#judge(pair, binding, verdicts);
    }
    tally.count += counted;
  }

  #judge(pair: Pair<S>, binding: Binding, verdicts: Verdicts<S>): void {
    const codeStep = this.#code.step(pair.code, binding.args);
    if (binding.outside === null) this.#judgeInside(pair, binding, codeStep, verdicts);
    else this.#judgeOutside(pair, binding, codeStep, binding.outside, verdicts);
  }

  #judgeInside(pair: Pair<S>, binding: Binding, codeStep: Stepped<S, Data, string>, verdicts: Verdicts<S>): void {
    const specStep = this.#spec.step(pair.spec, this.#action, binding.values);
    if (typeof codeStep === "string") {
      if (!specStep.enabled) this.#judgeRefusal(specStep.conjunct, codeStep, pair, binding, verdicts);
      else if (!this.#isTakenLater(pair, binding, codeStep)) {
        this.#differ("spec-extra", "the spec takes a step that the code refuses", pair, binding, specStep, codeStep, verdicts);
      }
    } else if (specStep.enabled) {
      this.#judgeEffects(pair, binding, codeStep[1], verdicts);
      this.#judgeRepeated(pair, binding, specStep, codeStep, verdicts);
      if (this.#isAdmitted(pair, binding, verdicts)) verdicts.agreed(binding, specStep.next, codeStep[0]);
      else this.#judgeForbidden(specStep.next, pair, binding, codeStep, verdicts);
    } else {
      this.#differ(
        "code-extra",
        "the code takes a step that the spec does not allow",
        pair,
        binding,
        specStep,
        codeStep,
        verdicts,
      );
    }
  }

  /** An action and its arguments determine the successor: a step that is asked again says the same again. */
  #judgeRepeated(
    pair: Pair<S>,
    binding: Binding,
    specStep: SpecStep,
    codeStep: Stepped<S, Data, string>,
    verdicts: Verdicts<S>,
  ): void {
    const again = this.#code.step(pair.code, binding.args);
    if (isSameData(again, codeStep)) return;
    const message = "the code takes two different steps when it is asked twice";
    this.#differ("code-extra", message, pair, binding, specStep, again, verdicts);
  }

  /** What a machine does with an input that its environment does not produce is defined, too; it leads nowhere in the graphs. */
  #judgeForbidden(
    next: SpecState,
    pair: Pair<S>,
    binding: Binding,
    codeStep: Exclude<Stepped<S, Data, string>, string>,
    verdicts: Verdicts<S>,
  ): void {
    const reached = this.#spec.state(this.#system.abstract(codeStep[0]));
    if (reached.every((value, variable) => value === next[variable])) return;
    const message = "both take a step that the environment forbids, to different states";
    this.#differ("code-extra", message, pair, binding, { enabled: true, next }, codeStep, verdicts);
  }

  #judgeRefusal(conjunct: Conjunct, refusal: string, { isPending }: Pair<S>, binding: Binding, verdicts: Verdicts<S>): void {
    if (this.#refusals.count(conjunct, refusal)) return;
    const isInternal = this.#refusals.isInternal(refusal);
    if (isInternal && isPending) return;
    const message = isInternal
      ? `the refusal "${refusal}" stands for an internal step, and none is possible`
      : `the refusal "${refusal}" does not stand for the first false conjunct`;
    verdicts.differ(binding, { kind: "refusal", message, spec: { conjunct }, code: { refusal } });
  }

  /** Whether the code refuses only until it has taken internal steps. */
  #isTakenLater({ code, isPending }: Pair<S>, { args }: Binding, refusal: string): boolean {
    return isPending && this.#refusals.isInternal(refusal) && this.#internal.leadTo(code, this.#code.step, args);
  }

  /** Whether the environment admits an input that both worlds accept; they must agree on it. */
  #isAdmitted(pair: Pair<S>, binding: Binding, verdicts: Verdicts<S>): boolean {
    const conjunct = this.#spec.admits(pair.spec, this.#action, binding.values);
    const refusal = this.#code.admits === null ? null : this.#code.admits(pair.code, binding.args);
    if (conjunct === null && refusal === null) return true;
    if (conjunct === null) {
      const message = "the spec's environment admits an input that the model's refuses";
      return verdicts.differ(binding, { kind: "spec-extra", message, spec: {}, code: refusal === null ? {} : { refusal } });
    }
    if (refusal === null) {
      const message = "the model's environment admits an input that the spec's refuses";
      return verdicts.differ(binding, { kind: "code-extra", message, spec: { conjunct }, code: {} });
    }
    this.#judgeRefusal(conjunct, refusal, pair, binding, verdicts);
    return false;
  }

  /**
   * A value beyond its domain: the code must refuse it, for the first false conjunct or for the domain. Where the spec gives such a
   * value no meaning, only the domain is left.
   */
  #judgeOutside(pair: Pair<S>, binding: Binding, codeStep: Stepped<S, Data, string>, param: string, verdicts: Verdicts<S>): void {
    const specStep = this.#stepOutside(pair.spec, binding);
    if (typeof codeStep !== "string") {
      const message = `the code accepts a value outside the domain of ${param}`;
      this.#differ("code-extra", message, pair, binding, specStep, codeStep, verdicts);
    }
    const conjunct = this.#refusals.standsFor(codeStep);
    if (conjunct?.id === `${this.#name}/in:${param}`) {
      this.#refusals.count(conjunct, codeStep);
    } else if (specStep !== null && !specStep.enabled) {
      this.#judgeRefusal(specStep.conjunct, codeStep, pair, binding, verdicts);
    } else {
      const message = `the refusal "${codeStep}" stands for another conjunct than the domain of ${param}`;
      verdicts.differ(binding, { kind: "refusal", message, spec: {}, code: { refusal: codeStep } });
    }
  }

  #stepOutside(spec: SpecState, binding: Binding): SpecStep | null {
    try {
      return this.#spec.step(spec, this.#action, binding.values);
    } catch (error) {
      if (error instanceof NexusError && error.code === "tla-eval") return null;
      throw error;
    }
  }

  #judgeEffects({ spec }: Pair<S>, binding: Binding, effects: readonly Data[], verdicts: Verdicts<S>): void {
    if (!this.#isMachine) {
      if (effects.length === 0) return;
      const code = { effects: this.#effects.itf(effects) };
      verdicts.differ(binding, { kind: "effect", message: "a step of the environment has effects", spec: {}, code });
    }
    const wanted = this.#spec.effects(spec, this.#action, binding.values);
    const given = this.#effects.value(effects);
    if (wanted === given) return;
    verdicts.differ(binding, {
      kind: "effect",
      message: "both take the step, with different effects",
      spec: wanted === null ? {} : { effects: this.#spec.itf(wanted) },
      code: { effects: this.#spec.itf(given) },
    });
  }

  /** One world takes the step and the other does not; whoever takes it says where it leads and with which effects. */
  #differ(
    kind: DifferenceKind,
    message: string,
    pair: Pair<S>,
    binding: Binding,
    specStep: SpecStep | null,
    codeStep: Stepped<S, Data, string>,
    verdicts: Verdicts<S>,
  ): never {
    return verdicts.differ(binding, {
      kind,
      message,
      spec: this.#specAnswer(pair, binding, specStep),
      code: this.#codeAnswer(codeStep),
    });
  }

  #codeAnswer(codeStep: Stepped<S, Data, string>): Answer {
    if (typeof codeStep === "string") return { refusal: codeStep };
    const next = this.#system.abstract(codeStep[0]);
    return this.#isMachine ? { next, effects: this.#effects.itf(codeStep[1]) } : { next };
  }

  #specAnswer({ spec }: Pair<S>, binding: Binding, specStep: SpecStep | null): Answer {
    if (specStep === null) return {};
    if (!specStep.enabled) return { conjunct: specStep.conjunct };
    const next = this.#spec.states.show(specStep.next);
    const effects = this.#isMachine ? this.#spec.effects(spec, this.#action, binding.values) : null;
    return effects === null ? { next } : { next, effects: this.#spec.itf(effects) };
  }
}
