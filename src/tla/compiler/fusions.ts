/** Applications of standard operators whose arguments need not be built as values, because only the operator sees them. */

import type { Expr } from "../ast.ts";
import type { Program } from "./program.ts";
import type { Scope } from "./scope.ts";

type Apply = Extract<Expr, { kind: "apply" }>;

/** The operation that does the same on parts of the second argument, and these parts; null where there is none. */
export function fused(program: Program, scope: Scope, { name, args }: Apply): readonly [operation: string, args: Expr[]] | null {
  const [left, right] = args;
  if (left === undefined || right === undefined) return null;
  if (right.kind === "setLiteral" && right.items.length === 1) {
    if (name === "\\cup") return ["including", [left, ...right.items]];
    if (name === "\\") return ["excluding", [left, ...right.items]];
  }
  if (name === "\\in" && right.kind === "apply" && isStandard(program, scope, right, ".."))
    return ["within", [left, ...right.args]];
  return null;
}

function isStandard(program: Program, scope: Scope, { name }: Apply, wanted: string): boolean {
  return name === wanted && !scope.locals.has(name) && program.meaning(name)?.kind === "standard";
}
