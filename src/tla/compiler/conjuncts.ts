/** Conjunctions, which bulleted lists nest. */

import type { Expr } from "../ast.ts";

/** Nested conjunctions as one list. */
export function conjuncts(expr: Expr): readonly Expr[] {
  return expr.kind === "junction" && expr.op === "/\\" ? expr.items.flatMap(conjuncts) : [expr];
}
