/** The definition of a function that is applied where an action is expected. */

import type { Definition, Expr } from "../ast.ts";
import { parts } from "../walk.ts";
import type { Program } from "./program.ts";
import { isPlainName, outermost, type Scope } from "./scope.ts";

type Index = Extract<Expr, { kind: "index" }>;

export interface DefinedFunction {
  readonly definition: Extract<Definition, { kind: "functionDefinition" }>;
  /** The scope around the definition. */
  readonly scope: Scope;
}

/** Finds the definition of an applied function, if it is one that TLC takes apart. */
export function definedFunction(program: Program, { fn }: Index, scope: Scope): DefinedFunction | null {
  if (!isPlainName(fn)) return null;
  const local = scope.locals.get(fn.name);
  const found = local === undefined ? program.definition(fn.name) : local.fn?.definition;
  if (found?.kind !== "functionDefinition") return null;
  // A constant function that is not recursive is a value before the search begins.
  const isValue = !program.dependence({ ...found, kind: "function" }).state && !mentions(found.body, found.name);
  if (local === undefined && isValue) return null;
  return { definition: found, scope: local?.fn?.scope ?? outermost };
}

function mentions(expr: Expr, name: string): boolean {
  return (expr.kind === "apply" && expr.name === name) || parts(expr).some((part) => mentions(part, name));
}
