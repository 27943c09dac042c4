/** Generates code for applications of operators: local, defined and standard ones. */

import type { Definition, Expr } from "../ast.ts";
import { standardArities } from "../standard/names.ts";
import { boundItem } from "./bound-names.ts";
import { unsupported } from "./errors.ts";
import { fused } from "./fusions.ts";
import type { Generator } from "./generator.ts";
import type { Program } from "./program.ts";
import { bind, type Local, outermost, ownName, plain, type Scope } from "./scope.ts";
import { Strictness } from "./strictness.ts";

/** Operators that take a place after their operands. */
const arithmeticNames: ReadonlySet<string> = new Set(["+", "-", "*", "-.", "\\div", "^"]);

type Filter = Extract<Expr, { kind: "setFilter" }>;

export class Applications {
  readonly #expressions: Generator;
  readonly #program: Program;
  readonly #strictness: Strictness;
  readonly #op: string;

  constructor(expressions: Generator) {
    this.#expressions = expressions;
    this.#program = expressions.program;
    this.#strictness = new Strictness(expressions.program);
    this.#op = expressions.program.constant(expressions.program.operations);
  }

  apply(expr: Extract<Expr, { kind: "apply" }>, scope: Scope): string {
    const local = scope.locals.get(expr.name);
    if (local !== undefined) return this.#local(local, expr, scope);
    const meaning = this.#program.meaning(expr.name);
    switch (meaning?.kind) {
      case "variable":
        return scope.primed
          ? `(t${meaning.index} === undefined ? UNASSIGNED(${meaning.index}) : t${meaning.index})`
          : `s${meaning.index}`;
      case "constant":
        return this.#program.constant(meaning.value);
      case "definition": {
        if (this.#primesAnArgument(meaning.definition, expr)) return this.#expanded(meaning.definition, expr, scope);
        const lazy = this.#strictness.isLazy(meaning.definition, expr, scope);
        const name = this.#expressions.definition(
          meaning.definition,
          scope.primed && this.#program.dependence(meaning.definition.body).state,
          lazy,
        );
        return `${name}(${this.#arguments(expr, scope, lazy)})`;
      }
      case "standard":
        if (expr.name === "TRUE" || expr.name === "FALSE") return expr.name.toLowerCase();
        if (expr.name === "=>") {
          const [left, right] = expr.args as [Expr, Expr];
          return `(!${this.#expressions.condition(left, scope)} || ${this.#expressions.condition(right, scope)})`;
        }
        if (expr.name === "UNION" && expr.args[0]?.kind === "setLiteral") {
          return `${this.#op}.unionOf([${expr.args[0].items.map((item) => this.#expressions.value(item, scope))}])`;
        }
        return this.#standard(expr, this.#program.constant(meaning.operator), scope);
      default:
        return unsupported(`the operator ${expr.name}`, expr.at);
    }
  }

  #standard(expr: Extract<Expr, { kind: "apply" }>, operator: string, scope: Scope): string {
    this.#program.called.add(expr.name);
    const membership = this.#inFilter(expr, scope);
    if (membership !== null) return membership;
    const fusion = fused(this.#program, scope, expr);
    if (fusion === null) return `${operator}(${this.#arguments(expr, scope)}${this.#place(expr)})`;
    const [operation, args] = fusion;
    return `${this.#op}.${operation}(${args.map((arg) => this.#expressions.value(arg, scope)).join(", ")})`;
  }

  /** Where an operator stands that can leave 32 bits, as its last argument. */
  #place({ name, at }: Extract<Expr, { kind: "apply" }>): string {
    return arithmeticNames.has(ownName(name)) ? `, ${this.#program.place(at)}` : "";
  }

  /** `x \in {y \in S : P}`, the set perhaps by its name: whether x is in S and satisfies P, without building the set, as in TLC. */
  #inFilter({ name, args }: Extract<Expr, { kind: "apply" }>, scope: Scope): string | null {
    const [element, set] = args;
    if ((name !== "\\in" && name !== "\\notin") || element === undefined || set === undefined) return null;
    const found = this.#filter(set, scope);
    if (found === null) return null;
    const [{ bound, predicate }, around] = found;
    const [item, inner] = boundItem(this.#program, bound, around);
    const domain = this.#expressions.value(bound.domain, around);
    const test = `(${item}) => ${this.#expressions.condition(predicate, inner)}`;
    const isIn = `${this.#op}.inFiltered(${this.#expressions.value(element, scope)}, ${domain}, ${test})`;
    return name === "\\in" ? isIn : `!${isIn}`;
  }

  /** A filter that depends on the state, and the scope around it. Others are built once. */
  #filter(set: Expr, scope: Scope): readonly [Filter, Scope] | null {
    const { state, free } = this.#program.dependence(set);
    if (set.kind === "setFilter") return state || free.size > 0 ? [set, scope] : null;
    if (set.kind !== "apply" || set.args.length > 0 || scope.locals.has(set.name) || !state) return null;
    const definition = this.#program.definition(set.name);
    if (definition?.kind !== "operator" || definition.params.length > 0 || definition.body.kind !== "setFilter") return null;
    return [definition.body, { ...outermost, primed: scope.primed }];
  }

  #local(local: Local, expr: Extract<Expr, { kind: "apply" }>, scope: Scope): string {
    const { expansion } = local;
    if (scope.primed && expansion !== undefined && expr.args.length === 0 && this.#program.dependence(expansion.body).state) {
      return this.#expressions.value(expansion.body, { ...expansion.scope, primed: true });
    }
    return local.call ? `${local.code}(${this.#arguments(expr, scope)})` : local.code;
  }

  /** Whether an operator primes a parameter whose argument has a next value: then the argument's value is not enough. */
  #primesAnArgument(definition: Definition, { args }: Extract<Expr, { kind: "apply" }>): boolean {
    if (definition.kind !== "operator" || !args.some((arg) => this.#program.dependence(arg).state)) return false;
    const primed = this.#program.primedNames(definition.body);
    return definition.params.some(({ name }, i) => primed.has(name) && this.#program.dependence(args[i] as Expr).state);
  }

  #expanded(definition: Definition, { args }: Extract<Expr, { kind: "apply" }>, scope: Scope): string {
    if (definition.kind !== "operator") return unsupported("this application", definition.at);
    const locals = definition.params.map(({ name, arity }, i): readonly [string, Local] => {
      const body = args[i] as Expr;
      if (arity > 0) return [name, { code: this.operatorArgument(body, arity, scope), call: true }];
      return [name, { code: `(${this.#expressions.value(body, scope)})`, call: false, expansion: { params: [], body, scope } }];
    });
    return this.#expressions.value(definition.body, bind({ ...outermost, primed: scope.primed }, locals));
  }

  /** Arguments; where a parameter is an operator, a function. */
  #arguments(expr: Extract<Expr, { kind: "apply" }>, scope: Scope, lazy = false): string {
    const definition = this.#program.definition(expr.name);
    const arities = definition === undefined ? standardArities(expr.name) : [];
    return expr.args
      .map((arg, i) => {
        const arity = definition?.kind === "operator" ? (definition.params[i]?.arity ?? 0) : (arities[i] ?? 0);
        if (arity > 0) return this.operatorArgument(arg, arity, scope);
        return lazy ? `${this.#op}.once(() => ${this.#expressions.value(arg, scope)})` : this.#expressions.value(arg, scope);
      })
      .join(", ");
  }

  /** An operator given as an argument: a JavaScript function. */
  operatorArgument(expr: Expr, arity: number, scope: Scope): string {
    if (expr.kind === "lambda") return lambda(this.#expressions, expr, scope);
    const params = Array.from({ length: arity }, () => this.#program.fresh("p"));
    if (expr.kind !== "apply") return unsupported("this operator argument", expr.at);
    const inner = bind(
      scope,
      params.map((param) => [param, plain(param)] as const),
    );
    const args = params.map((name): Expr => ({ kind: "apply", at: expr.at, name, args: [] }));
    return `((${params}) => ${this.apply({ ...expr, args: [...expr.args, ...args] }, inner)})`;
  }
}

export function lambda(expressions: Generator, expr: Extract<Expr, { kind: "lambda" }>, scope: Scope): string {
  const params = expr.params.map(({ name }) => expressions.program.fresh(name));
  const inner = bind(
    scope,
    expr.params.map(({ name }, i) => [name, plain(params[i] as string)] as const),
  );
  return `((${params}) => ${expressions.value(expr.body, inner)})`;
}
