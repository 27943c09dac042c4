/** Generates JavaScript expressions from TLA+ expressions. */

import type { Definition, Expr } from "../ast.ts";
import type { StringValue } from "../values/value.ts";
import { Actions } from "./actions.ts";
import { Applications, lambda } from "./applications.ts";
import { boundItem, boundItems } from "./bound-names.ts";
import { Branching } from "./branching.ts";
import { Composition } from "./composition.ts";
import { Definitions } from "./definitions.ts";
import { enabledCode } from "./enabled.ts";
import { unsupported } from "./errors.ts";
import { Functions } from "./functions.ts";
import type { Generator } from "./generator.ts";
import type { Program } from "./program.ts";
import { isComposition, isPlainName, type Named, outermost, type Scope } from "./scope.ts";

/** Operators whose result is a boolean whatever their arguments are. */
const predicates = new Set([
  "TRUE",
  "FALSE",
  "=",
  "#",
  "~",
  "=>",
  "<=>",
  "\\in",
  "\\notin",
  "\\subseteq",
  "<",
  ">",
  "\\leq",
  "\\geq",
]);

/** Kinds worth evaluating once if they depend on nothing. */
const costly = new Set([
  "apply",
  "setLiteral",
  "setFilter",
  "setMap",
  "function",
  "functionSet",
  "record",
  "recordSet",
  "tuple",
  "product",
  "choose",
  "quantifier",
  "except",
  "index",
  "let",
  "if",
  "case",
]);

/**
 * The generator of one program. Definitions become functions, on demand; what depends on neither state nor bound names is
 * evaluated once. In a tracked program every expression that can fail notes its position.
 */
export class Expressions implements Generator {
  readonly program: Program;
  readonly branching: Branching;
  readonly #applications: Applications;
  readonly #tracked: boolean;
  readonly #definitions: Definitions;
  readonly #ofFunctions: Functions;
  readonly declarations: string[] = [];
  readonly #op: string;

  constructor(program: Program, tracked: boolean) {
    this.program = program;
    this.branching = new Branching(program);
    this.#applications = new Applications(this);
    this.#ofFunctions = new Functions(this);
    this.#definitions = new Definitions(this, this.#ofFunctions);
    this.#tracked = tracked;
    this.#op = program.constant(program.operations);
  }

  value(expr: Expr, scope: Scope): string {
    if (costly.has(expr.kind) && !isPlainName(expr)) {
      const { state, volatile, free } = this.program.dependence(expr);
      if (!state && !volatile && free.size === 0) return this.#once(expr);
    }
    return this.#track(expr, this.#value(expr, scope));
  }

  condition(expr: Expr, scope: Scope): string {
    if (this.#isBoolean(expr)) return this.value(expr, scope);
    return this.#track(expr, `${this.#op}.toBoolean(${this.value(expr, scope)})`);
  }

  /** An operator given as an argument: a JavaScript function. */
  operatorArgument(expr: Expr, arity: number, scope: Scope): string {
    return this.#applications.operatorArgument(expr, arity, scope);
  }

  definition(definition: Named, primed: boolean, lazy = false): string {
    return this.#definitions.topLevel(definition, primed, lazy);
  }

  /** Local definitions as JavaScript declarations, and the scope of what follows them. */
  letDeclarations(definitions: readonly Definition[], scope: Scope): readonly [string, Scope] {
    return this.#definitions.local(definitions, scope);
  }

  #once(expr: Expr): string {
    const cache = this.program.fresh("once");
    this.declarations.push(
      `let ${cache}; function f${cache}() { return ${cache} = ${this.#track(expr, this.#value(expr, outermost))}; }`,
    );
    return `(${cache} === undefined ? f${cache}() : ${cache})`;
  }

  #track(expr: Expr, code: string): string {
    if (!this.#tracked || expr.kind === "number" || expr.kind === "string") return code;
    const index = this.program.place(expr.at);
    const name = expr.kind === "apply" && this.program.definition(expr.name) !== undefined ? JSON.stringify(expr.name) : "null";
    return `TRACK(${index}, ${name}, () => ${code})`;
  }

  /** Code that enumerates or forces the value of an expression, and fails at its position. */
  located({ at }: Expr, code: string): string {
    return this.#tracked ? `TRACK(${this.program.place(at)}, null, () => ${code})` : code;
  }

  #isBoolean(expr: Expr): boolean {
    if (["junction", "quantifier", "unchanged", "square", "enabled"].includes(expr.kind) || isComposition(expr)) return true;
    return expr.kind === "apply" && predicates.has(expr.name) && this.program.meaning(expr.name)?.kind === "standard";
  }

  #value(expr: Expr, scope: Scope): string {
    const op = this.#op;
    const of = (inner: Expr) => this.value(inner, scope);
    const list = (items: readonly Expr[]) => `[${items.map(of).join(", ")}]`;
    switch (expr.kind) {
      case "number":
        return String(this.program.number(expr.value, expr.at));
      case "string":
        return this.program.constant(this.program.universe.string(expr.value));
      case "apply":
        if (isComposition(expr)) {
          const actions = new Actions(this, { mode: "next", everyWay: false });
          return new Composition(this, actions).condition(expr, scope);
        }
        return this.#applications.apply(expr, scope);
      case "junction":
        return `(${expr.items.map((item) => this.condition(item, scope)).join(expr.op === "/\\" ? " && " : " || ")})`;
      case "quantifier":
        return this.#quantifier(expr, scope);
      case "choose": {
        if (!("domain" in expr.bound)) return unsupported("CHOOSE without a domain", expr.at, "bound it by a finite set");
        const [item, inner] = boundItem(this.program, expr.bound, scope);
        return `${op}.choose(${of(expr.bound.domain)}, (${item}) => ${this.condition(expr.body, inner)})`;
      }
      case "setLiteral":
        return `${op}.set(${list(expr.items)})`;
      case "setFilter": {
        const [item, inner] = boundItem(this.program, expr.bound, scope);
        return `${op}.filtered(${of(expr.bound.domain)}, (${item}) => ${this.condition(expr.predicate, inner)})`;
      }
      case "setMap": {
        const [items, sets, inner] = boundItems(this, expr.bounds, scope);
        const body = this.value(expr.item, inner);
        return items.length === 1
          ? `${op}.mapped1(${sets[0]}, (${items[0]}) => ${body})`
          : `${op}.mapped([${sets}], ([${items}]) => ${body})`;
      }
      case "function": {
        const [items, sets, inner] = boundItems(this, expr.bounds, scope);
        const body = this.value(expr.body, inner);
        return items.length === 1
          ? `${op}.functionOn(${sets[0]}, (${items[0]}) => ${body})`
          : `${op}.functionOver([${sets}], ([${items}]) => ${body})`;
      }
      case "functionSet":
        return `${op}.functionSet(${of(expr.domain)}, ${of(expr.range)})`;
      case "record":
      case "recordSet": {
        const fields = [...expr.fields].sort((a, b) => (a.name < b.name ? -1 : 1));
        const names = fields.map(({ name }) => this.program.universe.string(name));
        const domain = this.program.constant(this.program.universe.setOfSorted(names));
        return `${op}.${expr.kind}(${domain}, ${list(fields.map((field) => field.value))})`;
      }
      case "tuple":
        return `${op}.tuple(${list(expr.items)})`;
      case "product":
        return `${op}.product(${list(expr.items)})`;
      case "except":
        return this.#ofFunctions.except(expr, scope);
      case "at":
        return scope.at ?? unsupported("@ outside EXCEPT", expr.at);
      case "index":
        return this.#ofFunctions.application(expr, scope);
      case "field":
        return `${op}.field(${of(expr.record)}, ${this.program.constant(this.program.universe.string(expr.name) as StringValue)})`;
      case "if":
        return `(${this.condition(expr.condition, scope)} ? ${of(expr.then)} : ${of(expr.otherwise)})`;
      case "case": {
        const other = expr.other === undefined ? `${op}.fail("no arm of CASE is true")` : of(expr.other);
        return expr.arms.reduceRight(
          (rest, { guard, value: arm }) => `(${this.condition(guard, scope)} ? ${of(arm)} : ${rest})`,
          other,
        );
      }
      case "let": {
        const [declarations, inner] = this.letDeclarations(expr.definitions, scope);
        return `(() => { ${declarations} return ${this.value(expr.body, inner)}; })()`;
      }
      case "lambda":
        return lambda(this, expr, scope);
      case "prime":
        return this.value(expr.operand, { ...scope, primed: true });
      case "unchanged":
        return this.#unchanged(expr.operand, scope);
      case "square":
        return `(${this.condition(expr.action, scope)} || ${this.#unchanged(expr.subscript, scope)})`;
      case "angle":
        return `(${this.condition(expr.action, scope)} && !${this.#unchanged(expr.subscript, scope)})`;
      case "label":
        return of(expr.body);
      case "enabled":
        return enabledCode(this, expr, scope);
      case "unbounded":
        return unsupported("a quantifier without a domain", expr.at, "bound it by a finite set");
      case "always":
      case "eventually":
      case "leadsTo":
      case "fairness":
        return unsupported("a temporal formula", expr.at);
    }
  }

  /** Whether an expression has the same value in both states; of a tuple, its parts, so that none is built. */
  #unchanged(operand: Expr, scope: Scope): string {
    if (operand.kind === "tuple" && operand.items.length > 0) {
      return `(${operand.items.map((item) => this.#unchanged(item, scope)).join(" && ")})`;
    }
    const named = isPlainName(operand) && !scope.locals.has(operand.name) ? this.program.definition(operand.name) : undefined;
    if (named?.kind === "operator" && named.body.kind === "tuple")
      return this.#unchanged(named.body, { ...outermost, primed: scope.primed });
    return `${this.#op}.equal(${this.value(operand, { ...scope, primed: true })}, ${this.value(operand, scope)})`;
  }

  #quantifier(expr: Extract<Expr, { kind: "quantifier" }>, scope: Scope): string {
    const method = expr.quantifier === "\\E" ? "some" : "every";
    const [items, sets, inner] = boundItems(this, expr.bounds, scope);
    const body = this.condition(expr.body, inner);
    return items.reduceRight((code, item, i) => `${this.#op}.elementsOf(${sets[i]}).${method}((${item}) => ${code})`, body);
  }
}
