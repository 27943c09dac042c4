/** Temporal formulas over indexed state predicates and steps, in the form in which negation stands at predicates and steps alone. */

import type { StateFormula } from "../../lib/liveness.ts";
import type { SourceRange } from "../../lib/source.ts";

/** `step` is `<<A>>_v` of an indexed action; `[A]_v` is the negation of `<<~A>>_v`. */
export type Formula =
  | { readonly kind: "state"; readonly formula: StateFormula }
  | { readonly kind: "step"; readonly index: number; readonly negated: boolean; readonly at: SourceRange }
  | { readonly kind: "and" | "or"; readonly items: readonly Formula[]; readonly at: SourceRange }
  | { readonly kind: "always" | "eventually"; readonly operand: Formula; readonly at: SourceRange };

export function negated(formula: Formula): Formula {
  switch (formula.kind) {
    case "state":
      return { kind: "state", formula: not(formula.formula) };
    case "step":
      return { ...formula, negated: !formula.negated };
    case "and":
      return { ...formula, kind: "or", items: formula.items.map(negated) };
    case "or":
      return { ...formula, kind: "and", items: formula.items.map(negated) };
    case "always":
      return { ...formula, kind: "eventually", operand: negated(formula.operand) };
    case "eventually":
      return { ...formula, kind: "always", operand: negated(formula.operand) };
  }
}

export const not = (operand: StateFormula): StateFormula => (operand.kind === "not" ? operand.operand : { kind: "not", operand });

/** A conjunction or disjunction; one of state formulas alone is a state formula. */
export function joined(kind: "and" | "or", items: readonly Formula[], at: SourceRange): Formula {
  const flat = items.flatMap((item) => (item.kind === kind ? item.items : [item]));
  const states = flat.flatMap((item) => (item.kind === "state" ? [item.formula] : []));
  const others = flat.filter((item) => item.kind !== "state");
  const [only] = states;
  const state: Formula = {
    kind: "state",
    formula: states.length === 1 && only !== undefined ? only : { kind, operands: states },
  };
  if (others.length === 0) return state;
  const all = states.length === 0 ? others : [state, ...others];
  return all.length === 1 ? (all[0] as Formula) : { kind, items: all, at };
}

/** Whether a formula is true of a behaviour exactly when it is true of every suffix: `[]<>` and `<>[]`. */
export function isTail(formula: Formula): boolean {
  switch (formula.kind) {
    case "always":
      return formula.operand.kind === "eventually" || isTail(formula.operand);
    case "eventually":
      return formula.operand.kind === "always" || isTail(formula.operand);
    case "and":
    case "or":
      return formula.items.every(isTail);
    default:
      return false;
  }
}
