/**
 * TLC evaluates an argument when its parameter is used. Generated code evaluates it before, where that makes no difference: the
 * parameter is always used, or the argument cannot fail.
 */

import type { Expr } from "../ast.ts";
import { isOfLibrary } from "../standard/names.ts";
import { parts } from "../walk.ts";
import type { Program } from "./program.ts";
import type { Named, Scope } from "./scope.ts";

type Apply = Extract<Expr, { kind: "apply" }>;

/** Standard operators that fail for some arguments of the right kind. */
const partial = new Set(["Head", "Tail", "SubSeq", "\\div", "%", "^", "Assert", "+", "-", "*"]);

export class Strictness {
  readonly #program: Program;
  /** Of each parameter of a definition; false while it is being examined. */
  readonly #strict = new Map<Named, Map<number, boolean>>();

  constructor(program: Program) {
    this.#program = program;
  }

  /** Whether an application must not evaluate its arguments before its body. */
  isLazy(definition: Named, { args }: Apply, scope: Scope): boolean {
    if (definition.kind !== "operator") return false;
    return definition.params.some(
      ({ arity }, i) => arity === 0 && this.#mayFail(args[i] as Expr, scope) && !this.#usesParameter(definition, i),
    );
  }

  #mayFail(expr: Expr, scope: Scope): boolean {
    if (["index", "field", "choose", "case", "lambda"].includes(expr.kind)) return true;
    if (expr.kind === "apply") {
      const meaning = this.#program.meaning(expr.name);
      const isPartial = partial.has(expr.name) || isOfLibrary(expr.name);
      if (meaning?.kind === "definition" || isPartial || scope.locals.get(expr.name)?.call === true) return true;
    }
    return parts(expr).some((part) => this.#mayFail(part, scope));
  }

  #usesParameter(definition: Extract<Named, { kind: "operator" }>, index: number): boolean {
    const known = this.#strict.get(definition) ?? new Map<number, boolean>();
    this.#strict.set(definition, known);
    let found = known.get(index);
    if (found === undefined) {
      known.set(index, false);
      found = this.#uses(definition.body, definition.params[index]?.name ?? "");
      known.set(index, found);
    }
    return found;
  }

  /** Whether evaluating an expression evaluates a name. */
  #uses(expr: Expr, name: string): boolean {
    const uses = (inner: Expr | undefined): boolean => inner !== undefined && this.#uses(inner, name);
    switch (expr.kind) {
      case "apply":
        return this.#applicationUses(expr, name);
      case "junction":
        return uses(expr.items[0]);
      case "if":
        return uses(expr.condition) || (uses(expr.then) && uses(expr.otherwise));
      case "case":
        return uses(expr.arms[0]?.guard);
      case "quantifier":
      case "function":
      case "setMap":
        return expr.bounds.some(({ domain }) => uses(domain));
      case "setFilter":
        return uses(expr.bound.domain);
      case "choose":
        return "domain" in expr.bound && uses(expr.bound.domain);
      case "except":
        return uses(expr.base);
      case "let":
      case "label":
        return uses(expr.body);
      case "square":
      case "angle":
        return uses(expr.action);
      case "lambda":
      case "unbounded":
        return false;
      default:
        return parts(expr).some(uses);
    }
  }

  #applicationUses({ name: operator, args }: Apply, name: string): boolean {
    if (operator === name) return true;
    const meaning = this.#program.meaning(operator);
    if (meaning?.kind === "standard") return (operator === "=>" ? args.slice(0, 1) : args).some((arg) => this.#uses(arg, name));
    const definition = meaning?.kind === "definition" ? meaning.definition : undefined;
    if (definition?.kind !== "operator") return false;
    return args.some(
      (arg, i) => definition.params[i]?.arity === 0 && this.#uses(arg, name) && this.#usesParameter(definition, i),
    );
  }
}
