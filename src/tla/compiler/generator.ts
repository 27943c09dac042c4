/** What the generators of single constructs need of the generator of expressions. */

import type { Definition, Expr } from "../ast.ts";
import type { Branching } from "./branching.ts";
import type { Program } from "./program.ts";
import type { Named, Scope } from "./scope.ts";

export interface Generator {
  readonly program: Program;
  readonly branching: Branching;
  /** Generated functions and caches. */
  readonly declarations: string[];
  /** An expression's value. */
  value(expr: Expr, scope: Scope): string;
  /** Code that enumerates or forces the value of an expression, and fails at its position. */
  located(expr: Expr, code: string): string;
  /** A JavaScript condition. */
  condition(expr: Expr, scope: Scope): string;
  /** An operator given as an argument: a JavaScript function. */
  operatorArgument(expr: Expr, arity: number, scope: Scope): string;
  /** Local definitions as JavaScript declarations, and the scope of what follows them. */
  letDeclarations(definitions: readonly Definition[], scope: Scope): readonly [string, Scope];
  /** A definition as a function: its name in generated code. If `lazy`, its parameters are functions that give values. */
  definition(definition: Named, primed: boolean, lazy?: boolean): string;
}
