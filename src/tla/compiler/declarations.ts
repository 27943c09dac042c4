/** What the modules around an INSTANCE declare and say. */

import type { Definition, Expr, Module } from "../ast.ts";
import type { Analysis } from "../semantics/index.ts";
import { definitionParts, parts } from "../walk.ts";

/** The constants and variables that a module declares or inherits. */
export function declaredIn(analysis: Analysis, module: Module): readonly { readonly name: string; readonly arity: number }[] {
  const inherited = module.extends.flatMap(({ name }) => {
    const extended = analysis.modules.get(name);
    return extended === undefined ? [] : declaredIn(analysis, extended);
  });
  const own = module.units.map((unit) => {
    if (unit.kind === "constants") return unit.params;
    return unit.kind === "variables" ? unit.names.map(({ name }) => ({ name, arity: 0 })) : [];
  });
  return [...inherited, ...own.flat()];
}

/** The variables that a module declares or inherits. */
export function declaredVariables(analysis: Analysis, module: Module): readonly string[] {
  const inherited = module.extends.flatMap(({ name }) => {
    const extended = analysis.modules.get(name);
    return extended === undefined ? [] : declaredVariables(analysis, extended);
  });
  const own = module.units.flatMap((unit) => (unit.kind === "variables" ? unit.names.map(({ name }) => name) : []));
  return [...new Set([...inherited, ...own])];
}

/** Whether a module, or one that it extends or instantiates, has ENABLED or fairness. */
export function speaksOfEnabled(analysis: Analysis, module: Module, seen = new Set<Module>()): boolean {
  if (seen.has(module)) return false;
  seen.add(module);
  const other = (name: string): boolean => {
    const found = analysis.modules.get(name);
    return found !== undefined && speaksOfEnabled(analysis, found, seen);
  };
  const inside = (expr: Expr): boolean =>
    expr.kind === "enabled" ||
    expr.kind === "fairness" ||
    (expr.kind === "let" && expr.definitions.some((one) => one.kind === "instance" && other(one.module))) ||
    parts(expr).some(inside);
  const definition = (one: Definition): boolean =>
    definitionParts(one).some(inside) || (one.kind === "instance" && other(one.module));
  return (
    module.extends.some(({ name }) => other(name)) ||
    module.units.some((unit) => {
      if (unit.kind === "operator" || unit.kind === "functionDefinition" || unit.kind === "instance") return definition(unit);
      return unit.kind === "module" && speaksOfEnabled(analysis, unit.module, seen);
    })
  );
}
