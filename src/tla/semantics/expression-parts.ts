/** Which part of an expression a selector takes ("TLA+ Version 2: A Preliminary Guide", Lamport 2018, section 6). */

import type { Bound, Expr, Identifier } from "../ast.ts";
import { parts } from "../walk.ts";

/** A part, and the names that are bound around it in the expression. */
export interface Part {
  readonly expr: Expr;
  readonly params: readonly Identifier[];
}

/** `:` the expression itself, a number or `<<` and `>>` an operand, `()` the body below bound names, a name a label; null: no part. */
export function partOf(expr: Expr, selector: string): Part | null {
  if (selector === ":") return { expr, params: [] };
  if (/^[A-Za-z0-9_]*[A-Za-z_][A-Za-z0-9_]*$/.test(selector)) return labelled(expr, selector);
  if (expr.kind === "label") return partOf(expr.body, selector);
  if (selector === "()") return body(expr);
  const place = selector === "<<" ? 1 : selector === ">>" ? 2 : Number(selector);
  const part = Number.isInteger(place) ? operands(expr)[place - 1] : undefined;
  return part === undefined ? null : { expr: part, params: [] };
}

/** The part with a label, not looking into other labels. */
function labelled(expr: Expr, name: string): Part | null {
  if (expr.kind === "label") return expr.name === name ? { expr: expr.body, params: expr.params } : null;
  for (const part of parts(expr)) {
    const found = labelled(part, name);
    if (found !== null) return found;
  }
  return null;
}

/** What stands below the names that an expression binds. */
function body(expr: Expr): Part | null {
  const names = (bounds: readonly Pick<Bound, "names">[]) => bounds.flatMap((bound) => bound.names);
  switch (expr.kind) {
    case "quantifier":
    case "function":
      return { expr: expr.body, params: names(expr.bounds) };
    case "unbounded":
      return { expr: expr.body, params: expr.names };
    case "lambda":
      return { expr: expr.body, params: expr.params };
    case "choose":
      return { expr: expr.body, params: expr.bound.names };
    case "setFilter":
      return { expr: expr.predicate, params: expr.bound.names };
    case "setMap":
      return { expr: expr.item, params: names(expr.bounds) };
    default:
      return null;
  }
}

/** In the order in which numbers select them. */
function operands(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "junction": {
      if (expr.bulleted || expr.items.length <= 2) return expr.items;
      // Infix conjunctions and disjunctions associate to the left.
      const [last] = expr.items.slice(-1) as [Expr];
      return [{ ...expr, items: expr.items.slice(0, -1) }, last];
    }
    case "quantifier":
    case "function":
      return expr.bounds.map(({ domain }) => domain);
    case "setMap":
      return expr.bounds.map(({ domain }) => domain);
    case "setFilter":
      return [expr.bound.domain];
    case "choose":
      return "domain" in expr.bound ? [expr.bound.domain] : [];
    case "fairness":
      return [expr.subscript, expr.action];
    case "apply":
    case "setLiteral":
    case "tuple":
    case "product":
    case "functionSet":
    case "index":
    case "if":
    case "prime":
    case "unchanged":
    case "enabled":
    case "square":
    case "angle":
    case "always":
    case "eventually":
    case "leadsTo":
      return parts(expr);
    default:
      return [];
  }
}
