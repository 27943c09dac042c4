/**
 * ENABLED through INSTANCE. Substitution does not distribute over it: `ENABLED A` of a module asks whether some values of *its* variables
 * make A true, whatever expressions an instance puts in their place. So a module whose variables are replaced by expressions is
 * flattened a second time, with its variables under names of their own, and ENABLED is evaluated there, from the values that the
 * expressions have.
 */

import type { Expr, InstanceVariable } from "../ast.ts";

type Enabling = Extract<Expr, { kind: "enabled" | "fairness" }>;

/** What the second copy makes of each formula, by the name of the copy in it and the formula as it was written. */
export class Recording {
  readonly #base: string;
  readonly #formulas = new Map<string, Map<Expr, Enabling>>();

  constructor(base: string) {
    this.#base = base;
  }

  note(prefix: string, written: Expr, rewritten: Enabling): void {
    const key = prefix.slice(this.#base.length);
    const known = this.#formulas.get(key) ?? new Map<Expr, Enabling>();
    this.#formulas.set(key, known.set(written, rewritten));
  }

  find(suffix: string, written: Expr): Enabling | undefined {
    return this.#formulas.get(suffix)?.get(written);
  }
}

/** The variables of one instance: null where the instance has parameters, and there is no second copy. */
export interface Instantiated {
  readonly base: string;
  readonly recording: Recording | null;
  readonly variables: readonly InstanceVariable[] | null;
}

/** A formula of an instance with what ENABLED means in it. */
export function throughInstance(
  { base, recording, variables }: Instantiated,
  prefix: string,
  written: Expr,
  rewritten: Enabling,
): Expr {
  const inside = recording?.find(prefix.slice(base.length), written) ?? rewritten;
  if (rewritten.kind === "enabled") {
    return { ...rewritten, operand: inside.kind === "enabled" ? inside.operand : rewritten.operand, instance: variables };
  }
  const { at } = rewritten;
  const { action, subscript } = inside.kind === "fairness" ? inside : rewritten;
  return {
    ...rewritten,
    enabled: { kind: "enabled", at, operand: { kind: "angle", at, action, subscript }, instance: variables },
  };
}
