/** Generates code for what gives a variable its value. */

import type { Expr } from "../ast.ts";
import type { Assigned, Then } from "./assigned.ts";
import type { Generator } from "./generator.ts";
import { isPlainName, type Scope } from "./scope.ts";

export class Assignments {
  readonly #expressions: Generator;
  readonly #mode: "init" | "next";

  constructor(expressions: Generator, mode: "init" | "next") {
    this.#expressions = expressions;
    this.#mode = mode;
  }

  /** The variable that `x' = e` or `x' \in S` (in Init `x = e`, `x \in S`) gives a value, or null. */
  target(expr: Extract<Expr, { kind: "apply" }>, scope: Scope): number | null {
    if (expr.name !== "=" && expr.name !== "\\in" && expr.name !== "\\subseteq") return null;
    const left = expr.args[0] as Expr;
    return this.#mode === "init" ? this.#variable(left, scope) : this.#primedVariable(left, scope);
  }

  /** The index of the variable in `x'`, or in a parameter that stands for it. */
  #primedVariable(expr: Expr, scope: Scope): number | null {
    if (expr.kind === "prime") return this.#variable(expr.operand, scope);
    const expansion = isPlainName(expr) ? this.#expressions.branching.expansion(expr, scope) : null;
    return expansion === null || expansion.params.length > 0 ? null : this.#primedVariable(expansion.body, expansion.scope);
  }

  /** The index of the variable that a name means, also through definitions and parameters. */
  #variable(expr: Expr, scope: Scope): number | null {
    if (!isPlainName(expr)) return null;
    const local = scope.locals.get(expr.name);
    const meaning = local === undefined ? this.#expressions.program.meaning(expr.name) : undefined;
    if (meaning?.kind === "variable") return meaning.index;
    const expansion = meaning?.kind === "definition" ? this.#expressions.branching.expansion(expr, scope) : local?.expansion;
    return expansion === undefined || expansion === null ? null : this.#variable(expansion.body, expansion.scope);
  }

  assign(variable: number, expr: Extract<Expr, { kind: "apply" }>, scope: Scope, assigned: Assigned, then: Then): string {
    const { program } = this.#expressions;
    const op = program.constant(program.operations);
    const side = expr.args[1] as Expr;
    const operand = this.#expressions.value(side, scope);
    if (expr.name === "=") {
      return this.set(variable, this.#expressions.located(side, `${op}.forced(${operand})`), assigned, then);
    }
    const right = expr.name === "\\in" ? operand : `${op}.standard.SUBSET(${operand})`;
    const [set, i] = [program.fresh("set"), program.fresh("i")];
    if (assigned.surely.has(variable)) return `if (${op}.contains(${right}, ${this.#slot(variable)})) { ${then(assigned)} }`;
    const body = this.set(variable, `${set}[${i}]`, assigned, then);
    const elements = this.#expressions.located(side, `${op}.elementsOf(${right})`);
    return `{ const ${set} = ${elements}; for (let ${i} = 0; ${i} < ${set}.length; ${i}++) { ${body} } }`;
  }

  #slot(variable: number): string {
    return `${this.#mode === "init" ? "s" : "t"}${variable}`;
  }

  /** Gives a variable a value, or compares where it has one. */
  set(variable: number, code: string, assigned: Assigned, then: Then): string {
    const { program } = this.#expressions;
    const op = program.constant(program.operations);
    const [slot, value, had] = [this.#slot(variable), program.fresh("value"), program.fresh("had")];
    const rest = then({ surely: new Set([...assigned.surely, variable]), maybe: assigned.maybe });
    if (assigned.surely.has(variable)) return `if (${op}.equal(${slot}, ${code})) { ${rest} }`;
    if (!assigned.maybe.has(variable)) return `{ ${slot} = ${code}; ${rest} ${slot} = undefined; }`;
    return `{ const ${value} = ${code}; const ${had} = ${slot} !== undefined;
      if (!${had} || ${op}.equal(${slot}, ${value})) { ${slot} = ${value}; ${rest} if (!${had}) ${slot} = undefined; } }`;
  }
}
