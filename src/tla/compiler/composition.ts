/**
 * Generates code for `A \cdot B`: a step of A to some state between, then a step of B. As TLC has it, the states between are
 * enumerated like successors, and each counts as generated.
 */

import type { Expr } from "../ast.ts";
import { type Assigned, nothingAssigned, type Then } from "./assigned.ts";
import type { Generator } from "./generator.ts";
import type { Scope } from "./scope.ts";

type Apply = Extract<Expr, { kind: "apply" }>;

/** What generates the code of actions. */
interface Steps {
  generate(expr: Expr, scope: Scope, assigned: Assigned, then: Then): string;
}

export class Composition {
  readonly #expressions: Generator;
  readonly #actions: Steps;
  readonly #s: readonly string[];
  readonly #t: readonly string[];

  constructor(expressions: Generator, actions: Steps) {
    this.#expressions = expressions;
    this.#actions = actions;
    const { variables } = expressions.program;
    this.#s = variables.map((_, i) => `s${i}`);
    this.#t = variables.map((_, i) => `t${i}`);
  }

  /** Runs `then` for each step, in the state from which it starts. */
  steps({ args }: Apply, scope: Scope, then: Then): string {
    const [first, second] = args as [Expr, Expr];
    const [start, between, middle] = this.#names("start", "between", "middle");
    const taken = this.#actions.generate(second, scope, nothingAssigned, (end) => {
      return `[${this.#s}] = ${start}; ${then(end)} [${this.#s}] = ${middle};`;
    });
    return `{ const ${start} = [${this.#s}]; STATE = undefined;
      ${this.#between(first, scope, between)}
      BETWEEN += ${between}.length;
      for (const ${middle} of ${between}) { [${this.#s}] = ${middle}; ${this.#cleared} ${taken} }
      [${this.#s}] = ${start}; ${this.#cleared} }`;
  }

  /** Whether the step from the state to the next one is such a step. */
  condition({ args }: Apply, scope: Scope): string {
    const [first, second] = args as [Expr, Expr];
    const [start, between, end, middle] = this.#names("start", "between", "end", "middle");
    return `(() => { let STOP = false; const ${start} = [${this.#s}], ${end} = [${this.#t}]; STATE = undefined;
      ${this.#between(first, scope, between)}
      [${this.#t}] = ${end};
      try { return ${between}.some((${middle}) => { [${this.#s}] = ${middle}; return ${this.#expressions.condition(second, scope)}; }); }
      finally { [${this.#s}] = ${start}; } })()`;
  }

  /** Declares the states that A leads to. */
  #between(first: Expr, scope: Scope, name: string): string {
    const complete = ({ surely }: Assigned) =>
      this.#t.flatMap((register, i) => (surely.has(i) ? [] : [`if (${register} === undefined) UNASSIGNED(${i});`])).join(" ");
    const code = this.#actions.generate(first, scope, nothingAssigned, (end) => `${complete(end)} ${name}.push([${this.#t}]);`);
    return `const ${name} = []; ${this.#cleared} (() => { ${code} })();`;
  }

  get #cleared(): string {
    return this.#t.map((register) => `${register} = undefined;`).join(" ");
  }

  #names<N extends readonly string[]>(...stems: N): { [I in keyof N]: string } {
    return stems.map((stem) => this.#expressions.program.fresh(stem)) as { [I in keyof N]: string };
  }
}
