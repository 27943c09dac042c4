/** Compares invariants and witnesses of the two worlds, state by state. */

import type { Predicate, System } from "../../lib/model.ts";
import type { Spec, SpecState } from "../../lib/spec.ts";

interface Compared<S> {
  readonly name: string;
  readonly kind: "invariant" | "witness";
  readonly code: Predicate<S>;
  /** Absent for a witness that only the code has. */
  readonly spec: Predicate<SpecState> | undefined;
  reached: boolean;
}

export class Properties<S> {
  readonly #all: readonly Compared<S>[];

  /**
   * `invariantsHold` tells that the invariants were evaluated in every reachable state of the spec, and hold: then only the code's
   * are evaluated here.
   */
  constructor(spec: Spec, system: System<S>, invariantsHold: boolean) {
    const { invariants, witnesses } = spec.states;
    const pair = (kind: Compared<S>["kind"], predicates: { readonly [name: string]: Predicate<S> }, of: typeof invariants) =>
      Object.entries(predicates).map(([name, code]): Compared<S> => {
        const holds = of.find((one) => one.name === name)?.holds;
        const known = kind === "invariant" && invariantsHold && holds !== undefined;
        return { name, kind, code, spec: known ? () => true : holds, reached: false };
      });
    this.#all = [...pair("invariant", system.invariants, invariants), ...pair("witness", system.witnesses, witnesses)];
  }

  /** The first disagreement in a state, as a sentence, or null. */
  disagreement(spec: SpecState, code: S): string | null {
    for (const property of this.#all) {
      const inCode = property.code(code);
      if (inCode) property.reached = true;
      if (property.spec === undefined || property.spec(spec) === inCode) continue;
      return `the ${property.kind} ${property.name} holds in the ${inCode ? "code" : "spec"} only`;
    }
    return null;
  }

  /** Witnesses that the code reached, or did not. */
  witnesses(reached: boolean): readonly string[] {
    return this.#all.filter((one) => one.kind === "witness" && one.reached === reached).map(({ name }) => name);
  }
}
