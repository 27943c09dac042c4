/** Compares one action with one binding in one state, in both worlds. */

import type { Data, Itf } from "../../lib/data.ts";
import { unreachable } from "../../lib/errors.ts";
import type { Args, Stepped, System } from "../../lib/model.ts";
import type { Conjunct, Spec, SpecState, SpecStep, SpecValue } from "../../lib/spec.ts";
import type { Binding } from "./bindings.ts";
import type { Answer, DifferenceKind } from "./difference.ts";

/** A difference on one step, before its way there is known. */
export interface Objection {
  readonly kind: DifferenceKind;
  readonly message: string;
  readonly spec: Answer;
  readonly code: Answer;
}

/** Both worlds take the step; the caller compares where it leads. */
export interface Agreed<S> {
  readonly spec: SpecState;
  readonly code: S;
}

/** The code's side of an action. */
interface CodeAction<S> {
  readonly step: (state: S, args: Args) => Stepped<S, Data, string>;
  readonly admits: ((state: S, args: Args) => string | null) | null;
}

/**
 * The judge of one action. `judge` gives null when both worlds refuse alike, an {@link Objection} when they differ, and both
 * successors when both take the step. What it allocates on a refusal is nothing: most bindings of most states are refused.
 */
export class ActionJudge<S> {
  readonly #spec: Spec;
  readonly #system: System<S>;
  readonly #action: number;
  readonly #name: string;
  readonly #isMachine: boolean;
  readonly #code: CodeAction<S>;
  /** The conjunct that each refusal stands for. */
  readonly #standsFor = new Map<string, Conjunct>();
  readonly #refused: Map<Conjunct, number>;
  #lastRefusal = "";
  #lastConjunct: Conjunct | null = null;
  #run = 0;

  /** `refused` counts the refusals of each conjunct. */
  constructor(spec: Spec, system: System<S>, action: number, refused: Map<Conjunct, number>) {
    this.#spec = spec;
    this.#system = system;
    this.#action = action;
    const { name, kind } = spec.actions[action] ?? unreachable(`action ${action}`);
    this.#name = name;
    this.#isMachine = kind === "machine";
    const of = system.actions[name] ?? unreachable(`action ${name}`);
    this.#code = { step: of.step as CodeAction<S>["step"], admits: (of.admits ?? null) as CodeAction<S>["admits"] };
    this.#refused = refused;
    const byId = new Map(spec.conjuncts.map((conjunct) => [conjunct.id, conjunct]));
    for (const [refusal, ordinal] of Object.entries(system.refusals?.[name] ?? {})) {
      this.#standsFor.set(refusal, byId.get(`${name}/${ordinal}`) ?? unreachable(`${name}/${ordinal}`));
    }
  }

  judge(spec: SpecState, code: S, binding: Binding): Agreed<S> | Objection | null {
    const specStep = this.#spec.step(spec, this.#action, binding.values);
    const codeStep = this.#code.step(code, binding.args);
    if (binding.outside !== null) return this.#judgeOutside(spec, binding, specStep, codeStep, binding.outside);
    if (typeof codeStep === "string") {
      if (specStep.enabled) {
        return this.#objection("spec-extra", "the spec takes a step that the code refuses", spec, binding, specStep, codeStep);
      }
      return this.#judgeRefusal(specStep.conjunct, codeStep);
    }
    if (!specStep.enabled) {
      return this.#objection("code-extra", "the code takes a step that the spec does not allow", spec, binding, specStep, codeStep);
    }
    const objection = this.#judgeEffects(spec, binding, codeStep[1]) ?? this.#judgeAdmission(spec, code, binding);
    if (objection !== null) return objection;
    return this.#admitted ? { spec: specStep.next, code: codeStep[0] } : null;
  }

  /** Adds the refusals that are not counted yet to the counts. */
  flush(): void {
    if (this.#lastConjunct !== null) this.#refused.set(this.#lastConjunct, (this.#refused.get(this.#lastConjunct) ?? 0) + this.#run);
    this.#run = 0;
  }

  /** Whether the environment admits the binding that was judged last; both worlds agree on it. */
  #admitted = true;

  #judgeRefusal(conjunct: Conjunct, refusal: string): Objection | null {
    if (conjunct === this.#lastConjunct && refusal === this.#lastRefusal) {
      this.#run += 1;
      return null;
    }
    if (this.#standsFor.get(refusal) !== conjunct) {
      return {
        kind: "refusal",
        message: `the refusal "${refusal}" does not stand for the first false conjunct`,
        spec: { conjunct },
        code: { refusal },
      };
    }
    this.flush();
    this.#lastConjunct = conjunct;
    this.#lastRefusal = refusal;
    this.#run = 1;
    return null;
  }

  #judgeAdmission(spec: SpecState, code: S, binding: Binding): Objection | null {
    const conjunct = this.#spec.admits(spec, this.#action, binding.values);
    const refusal = this.#code.admits === null ? null : this.#code.admits(code, binding.args);
    this.#admitted = conjunct === null;
    if (conjunct !== null && refusal !== null) return this.#judgeRefusal(conjunct, refusal);
    if (conjunct === null && refusal === null) return null;
    return conjunct === null
      ? {
          kind: "spec-extra",
          message: "the spec's environment admits an input that the model's refuses",
          spec: {},
          code: { refusal: refusal as string },
        }
      : { kind: "code-extra", message: "the model's environment admits an input that the spec's refuses", spec: { conjunct }, code: {} };
  }

  /** A value beyond its domain: the code must refuse it, for the first false conjunct or for the domain. */
  #judgeOutside(
    spec: SpecState,
    binding: Binding,
    specStep: SpecStep,
    codeStep: Stepped<S, Data, string>,
    param: string,
  ): Objection | null {
    if (typeof codeStep !== "string") {
      const message = `the code accepts a value outside the domain of ${param}`;
      return this.#objection("code-extra", message, spec, binding, specStep, codeStep);
    }
    const conjunct = this.#standsFor.get(codeStep);
    if (conjunct?.id === `${this.#name}/in:${param}`) {
      this.flush();
      this.#lastConjunct = conjunct;
      this.#lastRefusal = codeStep;
      this.#run = 1;
      return null;
    }
    if (!specStep.enabled) return this.#judgeRefusal(specStep.conjunct, codeStep);
    return {
      kind: "refusal",
      message: `the refusal "${codeStep}" stands for another conjunct than the domain of ${param}`,
      spec: {},
      code: { refusal: codeStep },
    };
  }

  #judgeEffects(spec: SpecState, binding: Binding, effects: readonly Data[]): Objection | null {
    if (!this.#isMachine) return null;
    const wanted = this.#spec.effects(spec, this.#action, binding.values);
    const given = this.#effectsValue(effects);
    if (wanted === given) return null;
    return {
      kind: "effect",
      message: "both take the step, with different effects",
      spec: wanted === null ? {} : { effects: this.#spec.itf(wanted) },
      code: { effects: this.#spec.itf(given) },
    };
  }

  #effectsValue(effects: readonly Data[]): SpecValue {
    const write = this.#system.abstractEffect ?? ((effect: Data) => effect as Itf);
    return this.#spec.value({ "#tup": effects.map(write) });
  }

  /** One world takes the step and the other does not; whoever takes it says where it leads and with which effects. */
  #objection(
    kind: DifferenceKind,
    message: string,
    state: SpecState,
    binding: Binding,
    specStep: SpecStep,
    codeStep: Stepped<S, Data, string>,
  ): Objection {
    const code =
      typeof codeStep === "string"
        ? { refusal: codeStep }
        : {
            next: this.#system.abstract(codeStep[0]),
            ...(this.#isMachine ? { effects: this.#spec.itf(this.#effectsValue(codeStep[1])) } : {}),
          };
    if (!specStep.enabled) return { kind, message, spec: { conjunct: specStep.conjunct }, code };
    const wanted = this.#isMachine ? this.#spec.effects(state, this.#action, binding.values) : null;
    const effects = wanted === null ? {} : { effects: this.#spec.itf(wanted) };
    return { kind, message, spec: { next: this.#spec.graph.show(specStep.next), ...effects }, code };
  }
}
