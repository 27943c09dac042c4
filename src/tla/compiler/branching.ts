/** Which expressions assign or branch where an action is expected, seen through definitions. */

import type { Definition, Expr } from "../ast.ts";
import { definedFunction } from "./defined-function.ts";
import type { Program } from "./program.ts";
import { type Expansion, isPlainName, outermost, type Scope } from "./scope.ts";

export class Branching {
  readonly #program: Program;
  /** Of top-level definitions; false while one is being examined. */
  readonly #ofDefinitions = new Map<Definition, boolean>();

  constructor(program: Program) {
    this.#program = program;
  }

  /** Whether an expression depends on next values, also through local names. */
  isPrimed(expr: Expr, scope: Scope): boolean {
    const { primed, free } = this.#program.dependence(expr);
    return primed || [...free].some((name) => this.#isPrimedLocal(name, scope));
  }

  #isPrimedLocal(name: string, scope: Scope): boolean {
    const expansion = scope.locals.get(name)?.expansion;
    return expansion !== undefined && this.isPrimed(expansion.body, expansion.scope);
  }

  /**
   * Whether an expression can be true in several ways: it has `\/` or `\E` where TLC takes branches. Constants without parameters
   * are evaluated before and do not branch.
   */
  branches(expr: Expr, scope: Scope): boolean {
    switch (expr.kind) {
      case "junction":
        return expr.op === "\\/" || expr.items.some((item) => this.branches(item, scope));
      case "quantifier":
        return expr.quantifier === "\\E" || this.branches(expr.body, scope);
      case "square":
        return true;
      case "angle":
        return this.branches(expr.action, scope);
      case "if":
        return this.branches(expr.then, scope) || this.branches(expr.otherwise, scope);
      case "case":
        return [...expr.arms.map(({ value }) => value), ...(expr.other === undefined ? [] : [expr.other])].some((value) =>
          this.branches(value, scope),
        );
      case "let":
        return (
          this.branches(expr.body, scope) ||
          expr.definitions.some((inner) => inner.kind !== "instance" && this.branches(inner.body, scope))
        );
      case "label":
        return this.branches(expr.body, scope);
      case "index":
        return this.#functionBranches(expr, scope);
      case "apply":
        return this.#applicationBranches(expr, scope);
      default:
        return false;
    }
  }

  #functionBranches(expr: Extract<Expr, { kind: "index" }>, scope: Scope): boolean {
    const found = definedFunction(this.#program, expr, scope);
    if (found === null || this.isPrimed(found.definition.body, found.scope)) return false;
    const { definition } = found;
    const known = this.#ofDefinitions.get(definition);
    if (known !== undefined) return known;
    this.#ofDefinitions.set(definition, false);
    const branches = this.branches(definition.body, found.scope);
    this.#ofDefinitions.set(definition, branches);
    return branches;
  }

  #applicationBranches(expr: Extract<Expr, { kind: "apply" }>, scope: Scope): boolean {
    if (expr.name === "=>" && expr.args[1] !== undefined) return this.branches(expr.args[1], scope);
    const local = scope.locals.get(expr.name)?.expansion;
    if (local !== undefined) return this.branches(local.body, local.scope);
    const expansion = this.expansion(expr, scope);
    const definition = this.#program.definition(expr.name);
    if (expansion === null || definition === undefined) return false;
    const known = this.#ofDefinitions.get(definition);
    if (known !== undefined) return known;
    this.#ofDefinitions.set(definition, false);
    const found = this.branches(expansion.body, expansion.scope);
    this.#ofDefinitions.set(definition, found);
    return found;
  }

  /** What an application stands for, or null where it is only evaluated. */
  expansion(expr: Extract<Expr, { kind: "apply" }>, scope: Scope): Expansion | null {
    const local = scope.locals.get(expr.name);
    if (local !== undefined) return local.expansion ?? null;
    const definition = this.#program.definition(expr.name);
    if (definition?.kind !== "operator") return null;
    const constant = definition.params.length === 0 && !this.#program.dependence(definition.body).state;
    return constant ? null : { params: definition.params, body: definition.body, scope: outermost };
  }

  /** What an operator argument stands for. */
  operatorArgument(arg: Expr, arity: number, scope: Scope): Expansion | null {
    if (arg.kind === "lambda") return { params: arg.params.map(({ name }) => ({ name, arity: 0 })), body: arg.body, scope };
    const expansion = isPlainName(arg) ? this.expansion(arg, scope) : null;
    return expansion?.params.length === arity ? expansion : null;
  }
}
