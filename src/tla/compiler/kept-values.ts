/**
 * Values of definitions that depend on few variables. States share most of their variables' values, and values are hash-consed, so what
 * such a definition gives is kept by the identities of these values, in a table where later values replace earlier ones.
 */

import type { Expr } from "../ast.ts";
import { searchOperators, volatileOperators } from "../standard/names.ts";
import { definitionParts, parts } from "../walk.ts";
import type { Program } from "./program.ts";
import type { Named } from "./scope.ts";

/** Of more variables, too many combinations occur. */
const MOST_VARIABLES = 2;

/** Expressions that take longer than looking their value up. */
const loops: ReadonlySet<Expr["kind"]> = new Set(["quantifier", "choose", "setFilter", "setMap", "function"]);

/** The variables that decide the value of a definition without parameters, where keeping it is sound and worthwhile; else null. */
export function decidingVariables(program: Program, definition: Named): readonly number[] | null {
  if (definition.kind !== "operator" || definition.params.length > 0) return null;
  const variables = new Set<number>();
  const reached = new Set<Named>([definition]);
  let isCostly = false;
  let isPure = true;
  const visit = (expr: Expr): void => {
    isCostly ||= loops.has(expr.kind);
    isPure &&= expr.kind !== "prime" && expr.kind !== "unchanged" && expr.kind !== "enabled";
    if (expr.kind === "apply" && !program.isBound(expr.name)) {
      const meaning = program.meaning(expr.name);
      if (meaning?.kind === "variable") variables.add(meaning.index);
      if (meaning?.kind === "definition") reached.add(meaning.definition);
      isPure &&= !searchOperators.has(expr.name) && !volatileOperators.has(expr.name);
    }
    for (const part of parts(expr)) visit(part);
  };
  for (const one of reached) for (const part of definitionParts(one)) visit(part);
  const isFew = variables.size > 0 && variables.size <= MOST_VARIABLES;
  return isFew && isCostly && isPure ? [...variables] : null;
}

/** Bits that number the places of a table. */
const TABLE_BITS = 12;
const MULTIPLIERS = [0x9e3779b1, 0x85ebca6b];

/** A function without parameters that looks the value of `body` up by the ids of some registers, `id` being the function that gives them. */
export function keptFunction(name: string, body: string, registers: readonly string[], id: string): string {
  const width = registers.length;
  const ids = registers.map((_, i) => `i${i}`);
  const hash = ids.map((one, i) => `Math.imul(${one}, ${MULTIPLIERS[i]})`).join(" ^ ");
  const isKey = ids.map((one, i) => `k${name}[at * ${width} + ${i}] === ${one}`).join(" && ");
  const keep = ids.map((one, i) => `k${name}[at * ${width} + ${i}] = ${one};`).join(" ");
  // A register is empty only while Init or Next gives variables their values.
  return `let k${name}, v${name};
    function ${name}_new() { return ${body}; }
    function ${name}() {
      if (${registers.map((register) => `${register} === undefined`).join(" || ")}) return ${name}_new();
      if (k${name} === undefined) { k${name} = new Int32Array(${width << TABLE_BITS}); v${name} = new Array(${1 << TABLE_BITS}).fill(undefined); }
      const ${ids.map((one, i) => `${one} = ${id}(${registers[i]})`).join(", ")}, at = (${hash}) >>> ${32 - TABLE_BITS}, known = v${name}[at];
      if (known !== undefined && ${isKey}) return known;
      const value = ${name}_new();
      ${keep}
      return v${name}[at] = value;
    }`;
}
