/** Names that expressions bind. */

import type { Definition, Expr, Module } from "../ast.ts";
import { definitionParts, parts } from "../walk.ts";

/** The names that an expression binds in its parts. */
export function boundBy(expr: Expr): readonly string[] {
  switch (expr.kind) {
    case "quantifier":
    case "setMap":
    case "function":
      return expr.bounds.flatMap(({ names }) => names.map(({ name }) => name));
    case "choose":
    case "setFilter":
      return expr.bound.names.map(({ name }) => name);
    case "lambda":
    case "label":
      return expr.params.map(({ name }) => name);
    case "let":
      return expr.definitions.flatMap((definition) => [
        ...(definition.name === undefined ? [] : [definition.name]),
        ...(definition.kind === "operator" ? definition.params.map(({ name }) => name) : []),
        ...(definition.kind === "functionDefinition" ? definition.bounds.flatMap((b) => b.names.map(({ name }) => name)) : []),
      ]);
    case "unbounded":
      return expr.names.map(({ name }) => name);
    default:
      return [];
  }
}

/** Every name that is bound somewhere in a module: quantified names, parameters and local definitions. */
export function boundIn(module: Module): ReadonlySet<string> {
  const found = new Set<string>();
  const expression = (expr: Expr): void => {
    for (const name of boundBy(expr)) found.add(name);
    parts(expr).forEach(expression);
  };
  const definition = (one: Definition): void => {
    if (one.kind === "functionDefinition") for (const { names } of one.bounds) for (const { name } of names) found.add(name);
    if (one.kind !== "functionDefinition") for (const { name } of one.params) found.add(name);
    definitionParts(one).forEach(expression);
  };
  for (const unit of module.units) {
    if (unit.kind === "operator" || unit.kind === "functionDefinition" || unit.kind === "instance") definition(unit);
    else if ((unit.kind === "assume" || unit.kind === "theorem") && unit.body !== undefined) expression(unit.body);
    else if (unit.kind === "module") for (const name of boundIn(unit.module)) found.add(name);
  }
  return found;
}
