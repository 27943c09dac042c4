/** What names mean where code is generated. */

import type { Definition, Expr } from "../ast.ts";

/** A definition after flattening, which leaves no instance. */
export type Named = Exclude<Definition, { kind: "instance" }>;

/** A name that is bound in generated code. `call` tells that it is a function of the operator's arguments. */
export interface Local {
  readonly code: string;
  readonly call: boolean;
  /** Code that gives a function from arguments to values, for a name that is defined as a function. */
  readonly lookup?: string;
  /** The definition of a function of LET, and the scope around it. */
  readonly fn?: { readonly definition: Extract<Definition, { kind: "functionDefinition" }>; readonly scope: Scope };
  /** Inside of a function that is taken apart: what takes each way in which an application of it is true. */
  readonly ways?: string;
  /** What the name stands for, if it can be expanded: where an action is expected, or a next value. */
  readonly expansion?: Expansion;
}

/** A name whose code is its value. */
export const plain = (code: string): Local => ({ code, call: false });

/** An operator's parameters and body, and the scope of the body apart from the parameters. */
export interface Expansion {
  readonly params: readonly { readonly name: string; readonly arity: number }[];
  readonly body: Expr;
  readonly scope: Scope;
}

/** Where an expression stands. */
export interface Scope {
  readonly locals: ReadonlyMap<string, Local>;
  /** Variables mean their next values: inside of a prime. */
  readonly primed: boolean;
  /** What `@` stands for. */
  readonly at?: string;
}

export const outermost: Scope = { locals: new Map(), primed: false };

export function bind(scope: Scope, names: readonly (readonly [string, Local])[]): Scope {
  return { ...scope, locals: new Map([...scope.locals, ...names]) };
}

/** Whether an expression is `A \cdot B`. */
export const isComposition = (expr: Expr): boolean => expr.kind === "apply" && expr.name === "\\cdot";

/** Whether an expression is a name without arguments. */
export function isPlainName(expr: Expr): expr is Extract<Expr, { kind: "apply" }> {
  return expr.kind === "apply" && expr.args.length === 0;
}

/** Flattening marks names that local ones must not hide. */
export function ownName(name: string): string {
  return /^!\w/.test(name) ? name.slice(1) : name;
}
