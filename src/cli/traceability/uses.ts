/** What uses a definition of a module: the way from an action or a property down to it. */

import { type Definition, type Expr, type Module, parts } from "../../tla/index.ts";

/**
 * By definition: the first of the roots from which it is reached, in their order; a root that none before it reaches is its own. What
 * only an assumption of the module reaches is used by `ASSUME`.
 */
export function usersOf(
  definitions: ReadonlyMap<string, Definition>,
  roots: readonly string[],
  { units }: Module,
): ReadonlyMap<string, string> {
  const users = new Map<string, string>();
  const reach = (user: string, first: readonly string[]) => {
    const open = [...first];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (users.has(name) || !definitions.has(name)) continue;
      users.set(name, user);
      open.push(...namesIn(definitionParts(definitions.get(name))));
    }
  };
  for (const root of roots) reach(root, [root]);
  reach("ASSUME", namesIn(units.flatMap((unit) => (unit.kind === "assume" ? [unit.body] : []))));
  return users;
}

function definitionParts(definition: Definition | undefined): readonly Expr[] {
  switch (definition?.kind) {
    case undefined:
      return [];
    case "operator":
      return [definition.body];
    case "functionDefinition":
      return [...definition.bounds.map(({ domain }) => domain), definition.body];
    case "instance":
      return definition.substitutions.map(({ value }) => value);
  }
}

function namesIn(exprs: readonly Expr[]): readonly string[] {
  const open = [...exprs];
  const names: string[] = [];
  for (let expr = open.pop(); expr !== undefined; expr = open.pop()) {
    if (expr.kind === "apply") names.push(expr.name);
    open.push(...parts(expr));
  }
  return names;
}
