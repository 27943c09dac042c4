/** Generates code for ENABLED: whether some next state makes an action true. */

import type { Expr } from "../ast.ts";
import { Actions } from "./actions.ts";
import { nothingAssigned } from "./assigned.ts";
import { unsupported } from "./errors.ts";
import type { Generator } from "./generator.ts";
import type { Scope } from "./scope.ts";

/**
 * A condition. The next values that were there are set aside while those of the action are tried; where they are what the formula
 * speaks of, as in `(ENABLED A)'`, they are the state.
 */
export function enabledCode(expressions: Generator, { operand, at }: Extract<Expr, { kind: "enabled" }>, scope: Scope): string {
  const { program } = expressions;
  if (scope.primed && dependsOnLocalState(expressions, operand, scope)) {
    unsupported("ENABLED under a prime, with local names that depend on the state", at, "prime the formula where the names are");
  }
  const registers = (letter: string) => program.variables.map((_, i) => `${letter}${i}`);
  const [s, t] = [registers("s"), registers("t")];
  const [kept, before, found] = ["kept", "before", "found"].map((stem) => program.fresh(stem)) as [string, string, string];
  const actions = new Actions(expressions, { mode: "next", everyWay: false });
  const tried = actions.generate(
    operand,
    { ...scope, primed: false },
    nothingAssigned,
    () => `${found} = true; STOP = true; return;`,
  );
  const complete = t.map((name, i) => `if (${name} === undefined) UNASSIGNED(${i});`).join(" ");
  const [state, back] = scope.primed
    ? [`${complete} const ${before} = [${s}]; [${s}] = ${kept};`, `[${s}] = ${before};`]
    : ["", ""];
  return `(() => {
    let ${found} = false, STOP = false, BETWEEN = 0;
    const ${kept} = [${t}];
    ${state}
    ${t.map((name) => `${name} = undefined;`).join(" ")}
    try { (() => { ${tried} })(); } finally { [${t}] = ${kept}; ${back} }
    return ${found};
  })()`;
}

/** Whether an expression uses local names that stand for something that depends on the state. */
function dependsOnLocalState({ program }: Generator, expr: Expr, { locals }: Scope): boolean {
  return [...program.dependence(expr).free].some((name) => {
    const expansion = locals.get(name)?.expansion;
    return expansion !== undefined && program.dependence(expansion.body).state;
  });
}
