/** What the generators of single constructs need of the generator of expressions. */

import type { Expr } from "../ast.ts";
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
  /** A JavaScript condition. */
  condition(expr: Expr, scope: Scope): string;
  /** A definition as a function: its name in generated code. If `lazy`, its parameters are functions that give values. */
  definition(definition: Named, primed: boolean, lazy?: boolean): string;
}
