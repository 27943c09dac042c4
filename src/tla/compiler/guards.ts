/** Conditions in the body of an `\E` that are the same for all elements. */

import type { Bound, Expr } from "../ast.ts";
import type { Generator } from "./generator.ts";
import type { Program } from "./program.ts";
import { isPlainName, type Scope } from "./scope.ts";

/** The conditions as code; where one is false, the loop over the elements need not run. */
export function commonGuards(expressions: Generator, bounds: readonly Bound[], body: Expr, scope: Scope): readonly string[] {
  const names = new Set(bounds.flatMap((bound) => bound.names.map(({ name }) => name)));
  const guards: string[] = [];
  new Collector(expressions, (guard, inner) => guards.push(expressions.condition(guard, inner))).collect(
    body,
    scope,
    names,
    true,
  );
  return guards;
}

class Collector {
  readonly #expressions: Generator;
  readonly #found: (guard: Expr, scope: Scope) => void;

  constructor(expressions: Generator, found: (guard: Expr, scope: Scope) => void) {
    this.#expressions = expressions;
    this.#found = found;
  }

  /**
   * Collects conjuncts, seen through definitions, that neither act nor depend on names: those that lead, and behind others only
   * comparisons of a variable with literals, which hide no error of those before. Returns whether all conjuncts were collected.
   */
  collect(expr: Expr, scope: Scope, names: ReadonlySet<string>, leads: boolean): boolean {
    if (expr.kind === "junction" && expr.op === "/\\") {
      return expr.items.reduce((all, item) => this.collect(item, scope, names, all) && all, leads);
    }
    const { program, branching } = this.#expressions;
    if (!branching.isPrimed(expr, scope) && !branching.branches(expr, scope)) {
      const depends = [...program.dependence(expr).free].some((name) => names.has(name));
      const common = !depends && (leads || comparesWithLiterals(program, expr));
      if (common) this.#found(expr, scope);
      return common && leads;
    }
    const expansion = expr.kind === "apply" ? branching.expansion(expr, scope) : null;
    if (expansion === null) return false;
    return this.collect(expansion.body, expansion.scope, new Set(expansion.params.map(({ name }) => name)), leads);
  }
}

/** Whether an expression is `x = literal` or `x \in {literal, ...}` for a variable x. */
function comparesWithLiterals(program: Program, expr: Expr): boolean {
  if (expr.kind !== "apply" || (expr.name !== "=" && expr.name !== "\\in")) return false;
  const [left, right] = expr.args as [Expr, Expr];
  const literals = right.kind === "setLiteral" ? right.items : [right];
  const isVariable = isPlainName(left) && program.meaning(left.name)?.kind === "variable";
  return isVariable && literals.every(({ kind }) => kind === "string" || kind === "number");
}
