/** Generates code for ENABLED: whether some next state makes an action true. */

import type { Expr, InstanceVariable } from "../ast.ts";
import { Actions } from "./actions.ts";
import { nothingAssigned } from "./assigned.ts";
import { unsupported } from "./errors.ts";
import type { Generator } from "./generator.ts";
import { outermost, type Scope } from "./scope.ts";

/**
 * A condition. The next values that were there are set aside while those of the action are tried; where they are what the formula
 * speaks of, as in `(ENABLED A)'`, they are the state.
 */
export function enabledCode(expressions: Generator, expr: Extract<Expr, { kind: "enabled" }>, scope: Scope): string {
  const { operand, instance = [], at } = expr;
  const { program } = expressions;
  if (instance === null)
    unsupported("ENABLED or fairness in an instance with parameters", at, "give the instance a name without them");
  if (scope.primed && dependsOnLocalState(expressions, operand, scope)) {
    unsupported("ENABLED under a prime, with local names that depend on the state", at, "prime the formula where the names are");
  }
  const registers = (letter: string) => program.registers.map((_, i) => `${letter}${i}`);
  const t = registers("t");
  const s = registers("s").slice(0, program.variables.length);
  const [kept, before, found] = ["kept", "before", "found"].map((stem) => program.fresh(stem)) as [string, string, string];
  const actions = new Actions(expressions, { mode: "next", everyWay: false, partial: true });
  const tried = actions.generate(
    operand,
    { ...scope, primed: false },
    nothingAssigned,
    () => `${found} = true; STOP = true; return;`,
  );
  const complete = t
    .slice(0, s.length)
    .map((name, i) => `if (${name} === undefined) UNASSIGNED(${i});`)
    .join(" ");
  const [state, back] = scope.primed
    ? [`${complete} const ${before} = [${s}]; [${s}] = ${kept};`, `[${s}] = ${before};`]
    : ["", ""];
  return `(() => {
    let ${found} = false, STOP = false, BETWEEN = 0;
    const ${kept} = [${t}];
    ${valuesOf(expressions, instance ?? [], scope)}
    ${state}
    ${t.map((name) => `${name} = undefined;`).join(" ")}
    try { (() => { ${tried} })(); } finally { [${t}] = ${kept}; ${back} }
    return ${found};
  })()`;
}

/** Gives the variables of an instance the values that the instance puts in their place. */
function valuesOf(expressions: Generator, instance: readonly InstanceVariable[], scope: Scope): string {
  if (instance.length === 0) return "";
  const { program } = expressions;
  const op = program.constant(program.operations);
  const places = instance.map(({ name }) => `s${program.registers.indexOf(name)}`);
  const values = instance.map(({ value }) => `${op}.forced(${expressions.value(value, { ...outermost, primed: scope.primed })})`);
  return `[${places}] = [${values}];`;
}

/** Whether an expression uses local names that stand for something that depends on the state. */
function dependsOnLocalState({ program }: Generator, expr: Expr, { locals }: Scope): boolean {
  return [...program.dependence(expr).free].some((name) => {
    const expansion = locals.get(name)?.expansion;
    return expansion !== undefined && program.dependence(expansion.body).state;
  });
}
