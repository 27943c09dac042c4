/** The names of quantifiers, set and function constructors in generated code. */

import type { Bound } from "../ast.ts";
import type { Generator } from "./generator.ts";
import type { Program } from "./program.ts";
import { bind, plain, type Scope } from "./scope.ts";

/** The JavaScript pattern for the names of a bound, and their scope. */
export function boundItem(program: Program, bound: Pick<Bound, "tuple" | "names">, scope: Scope): readonly [string, Scope] {
  const names = bound.names.map(({ name }) => [name, program.fresh(name)] as const);
  const inner = bind(
    scope,
    names.map(([name, code]) => [name, plain(code)] as const),
  );
  const codes = names.map(([, code]) => code);
  return bound.tuple ? [`{ values: [${codes}] }`, inner] : [codes.join(", "), inner];
}

/** One pattern and one set for each quantified name or tuple, left to right. */
export function boundItems(
  generator: Generator,
  bounds: readonly Bound[],
  scope: Scope,
): readonly [items: string[], sets: string[], inner: Scope] {
  const items: string[] = [];
  const sets: string[] = [];
  let inner = scope;
  for (const bound of bounds) {
    const set = generator.value(bound.domain, scope);
    for (const part of bound.tuple ? [bound] : bound.names.map((name) => ({ tuple: false, names: [name] }))) {
      const [item, next] = boundItem(generator.program, part, inner);
      items.push(item);
      sets.push(set);
      inner = next;
    }
  }
  return [items, sets, inner];
}
