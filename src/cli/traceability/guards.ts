/** Which conjuncts of an action are guards: those that say nothing of the next state. */

import type { SourceRange } from "../../lib/source.ts";
import type { Conjunct } from "../../lib/spec.ts";
import { type Definition, type Expr, parts } from "../../tla/index.ts";

type Definitions = ReadonlyMap<string, Definition>;

/** The conjuncts of a definition, and of Next before it, that are guards. Those of an instance's operators are not looked into. */
export function guardsAmong(conjuncts: readonly Conjunct[], definitions: Definitions): readonly Conjunct[] {
  return conjuncts.filter(({ id, action, at }) => {
    if (id.includes("/env")) return true;
    const definition = definitions.get(action);
    const expr = definition?.kind === "operator" ? exprAt(definition.body, at) : undefined;
    return expr !== undefined && !changes(expr, definitions, new Set());
  });
}

const isSame = (a: SourceRange, b: SourceRange): boolean =>
  a.file === b.file &&
  a.start.line === b.start.line &&
  a.start.column === b.start.column &&
  a.end.line === b.end.line &&
  a.end.column === b.end.column;

function exprAt(root: Expr, at: SourceRange): Expr | undefined {
  const open = [root];
  for (let expr = open.shift(); expr !== undefined; expr = open.shift()) {
    if (isSame(expr.at, at)) return expr;
    open.push(...parts(expr));
  }
  return undefined;
}

/** Whether an expression is about the next state, also by the definitions that it uses. */
function changes(expr: Expr, definitions: Definitions, seen: Set<string>): boolean {
  if (expr.kind === "prime" || expr.kind === "unchanged") return true;
  if (expr.kind === "apply") {
    if ((expr.path ?? []).length > 0 || expr.name.includes("!")) return true;
    const used = seen.has(expr.name) ? undefined : definitions.get(expr.name);
    seen.add(expr.name);
    if (used?.kind === "operator" && changes(used.body, definitions, seen)) return true;
  }
  return parts(expr).some((part) => changes(part, definitions, seen));
}
