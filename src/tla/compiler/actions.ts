/**
 * Generates code that enumerates the states an action (or Init) allows, in TLC's way: conjunctions from left to right, a branch
 * per disjunct and per element of a bounded `\E`, `x' = e` assigns where x' has no value and compares where it has one.
 *
 * Code is generated in continuation style: `then` gives the code that runs where the expression is true. A continuation that
 * several branches share becomes a function.
 */

import { unreachable } from "../../lib/errors.ts";
import type { Bound, Expr } from "../ast.ts";
import { unsupported } from "./errors.ts";
import { bind, type Expressions, type Local, type Scope } from "./expressions.ts";

/** Which variables have a value where code is generated: surely, or on some of the ways there. */
export interface Assigned {
  readonly surely: ReadonlySet<number>;
  readonly maybe: ReadonlySet<number>;
}

export const nothingAssigned: Assigned = { surely: new Set(), maybe: new Set() };

/** Code that runs where an expression is true. */
export type Then = (assigned: Assigned) => string;

export interface ActionOptions {
  /** Whether unprimed variables are assigned (Init) or primed ones (Next). */
  readonly mode: "init" | "next";
  /** Code to run when this application is entered: its label. */
  readonly label?: (expr: Expr, args: readonly string[]) => string;
}

export class Actions {
  readonly #expressions: Expressions;
  readonly #options: ActionOptions;
  /** Operators being expanded, to find recursion. */
  readonly #expanding: string[] = [];

  constructor(expressions: Expressions, options: ActionOptions) {
    this.#expressions = expressions;
    this.#options = options;
  }

  generate(expr: Expr, scope: Scope, assigned: Assigned, then: Then): string {
    switch (expr.kind) {
      case "junction":
        return expr.op === "/\\" ? this.sequence(expr.items, scope, assigned, then) : this.#branches(expr.items.map((item) => ({ item })), scope, assigned, then);
      case "quantifier":
        return expr.quantifier === "\\E" ? this.#loops(expr.bounds, expr.body, scope, assigned, then) : this.#test(expr, scope, assigned, then);
      case "if":
        return this.#branches([{ when: expr.condition, item: expr.then }, { item: expr.otherwise }], scope, assigned, then, true);
      case "case": {
        const arms = expr.arms.map(({ guard, value }) => ({ when: guard, item: value }));
        return this.#branches(expr.other === undefined ? arms : [...arms, { item: expr.other }], scope, assigned, then, true);
      }
      case "let": {
        const [declarations, inner] = this.#expressions.letDeclarations(expr.definitions, scope);
        return `{ ${declarations} ${this.generate(expr.body, inner, assigned, then)} }`;
      }
      case "label":
        return this.generate(expr.body, scope, assigned, then);
      case "square":
        return this.#branches([{ item: expr.action }, { item: { kind: "unchanged", at: expr.at, operand: expr.subscript } }], scope, assigned, then);
      case "unchanged":
        return this.#options.mode === "next" ? this.#unchanged(expr.operand, scope, assigned, then) : this.#test(expr, scope, assigned, then);
      case "apply":
        return this.#apply(expr, scope, assigned, then);
      default:
        return this.#test(expr, scope, assigned, then);
    }
  }

  /** A conjunction, from left to right; `enter` gives code that runs before an item. */
  sequence(items: readonly Expr[], scope: Scope, assigned: Assigned, then: Then, enter: (item: number) => string = () => ""): string {
    const from = (index: number, state: Assigned): string => {
      const item = items[index];
      if (item === undefined) return then(state);
      return enter(index) + this.generate(item, scope, state, (next) => from(index + 1, next));
    };
    return from(0, assigned);
  }

  #test(expr: Expr, scope: Scope, assigned: Assigned, then: Then): string {
    return `if (${this.#expressions.condition(expr, scope)}) { ${then(assigned)} }`;
  }

  /** Alternatives: all that are true, or (`exclusive`) the first whose condition is true. */
  #branches(
    branches: readonly { readonly when?: Expr; readonly item: Expr }[],
    scope: Scope,
    assigned: Assigned,
    then: Then,
    exclusive = false,
  ): string {
    const shared = this.#expressions.program.fresh("then");
    const ends: Assigned[] = [];
    const codes = branches.map(({ when, item }) => {
      const code = this.generate(item, scope, assigned, (end) => {
        ends.push(end);
        return `${shared}(); if (STOP) return;`;
      });
      return when === undefined ? `{ ${code} }` : `if (${this.#expressions.condition(when, scope)}) { ${code} }`;
    });
    if (ends.length === 0) return codes.join(exclusive ? " else " : " ");
    const continuation = `const ${shared} = () => { ${then(merged(ends))} };`;
    return `{ ${continuation} ${codes.join(exclusive ? " else " : " ")} }`;
  }

  #loops(bounds: readonly Bound[], body: Expr, scope: Scope, assigned: Assigned, then: Then): string {
    const { program } = this.#expressions;
    const op = program.constant(program.operations);
    let open = "";
    let close = "";
    let inner = scope;
    for (const bound of bounds) {
      const set = program.fresh("set");
      open += `const ${set} = ${op}.elementsOf(${this.#expressions.value(bound.domain, scope)});`;
      const items = bound.tuple ? [bound.names] : bound.names.map((name) => [name]);
      for (const names of items) {
        const [i, item] = [program.fresh("i"), program.fresh("item")];
        open += `for (let ${i} = 0; ${i} < ${set}.length; ${i}++) { const ${item} = ${set}[${i}];`;
        const locals = names.map(({ name }, part): readonly [string, Local] => [
          name,
          { code: bound.tuple ? `${op}.parts(${item}, ${names.length})[${part}]` : item, call: false },
        ]);
        inner = bind(inner, locals);
        close += "}";
      }
    }
    return `{ ${open} ${this.generate(body, inner, assigned, then)} ${close} }`;
  }

  #apply(expr: Extract<Expr, { kind: "apply" }>, scope: Scope, assigned: Assigned, then: Then): string {
    const { program } = this.#expressions;
    const target = this.#assignment(expr, scope);
    if (target !== null) return this.#assign(target, expr, scope, assigned, then);
    const definition = scope.locals.has(expr.name) || expr.path !== undefined ? undefined : program.definition(expr.name);
    if (definition?.kind !== "operator" || !program.dependence(definition.body).state) return this.#test(expr, scope, assigned, then);
    if (this.#expanding.includes(expr.name)) return unsupported(`the recursive action ${expr.name}`, expr.at);
    const locals = definition.params.map(({ name, arity }, i): readonly [string, Local, string] => {
      const arg = expr.args[i] ?? unreachable(`${expr.name} lacks an argument`);
      if (arity > 0 || program.dependence(arg).primed) return unsupported("this argument of an action", arg.at, "use a bound name or a state-level expression");
      const code = program.fresh(name);
      return [name, { code, call: false }, `const ${code} = ${this.#expressions.value(arg, scope)};`];
    });
    const inner: Scope = { locals: new Map(locals.map(([name, local]) => [name, local])), primed: scope.primed };
    const label = this.#options.label?.(expr, locals.map(([, { code }]) => code)) ?? "";
    this.#expanding.push(expr.name);
    const code = `{ ${locals.map(([, , declaration]) => declaration).join(" ")} ${label} ${this.generate(definition.body, inner, assigned, (next) => {
      const popped = this.#expanding.pop();
      const rest = then(next);
      if (popped !== undefined) this.#expanding.push(popped);
      return rest;
    })} }`;
    this.#expanding.pop();
    return code;
  }

  /** The variable that `x' = e` or `x' \in S` (in Init `x = e`, `x \in S`) gives a value, or null. */
  #assignment(expr: Extract<Expr, { kind: "apply" }>, scope: Scope): number | null {
    if ((expr.name !== "=" && expr.name !== "\\in") || expr.path !== undefined) return null;
    const [left] = expr.args;
    const named = this.#options.mode === "init" ? left : left?.kind === "prime" ? left.operand : undefined;
    if (named?.kind !== "apply" || named.args.length > 0 || scope.locals.has(named.name)) return null;
    const meaning = this.#expressions.program.meaning(named.name);
    return meaning?.kind === "variable" ? meaning.index : null;
  }

  #assign(variable: number, expr: Extract<Expr, { kind: "apply" }>, scope: Scope, assigned: Assigned, then: Then): string {
    const right = this.#expressions.value(expr.args[1] as Expr, scope);
    const { program } = this.#expressions;
    const op = program.constant(program.operations);
    if (expr.name === "=") return this.#set(variable, `${op}.forced(${right})`, assigned, then);
    const [set, i] = [program.fresh("set"), program.fresh("i")];
    if (assigned.surely.has(variable)) return `if (${op}.contains(${right}, ${this.#slot(variable)})) { ${then(assigned)} }`;
    const body = this.#set(variable, `${set}[${i}]`, assigned, then);
    return `{ const ${set} = ${op}.elementsOf(${right}); for (let ${i} = 0; ${i} < ${set}.length; ${i}++) { ${body} } }`;
  }

  #slot(variable: number): string {
    return `${this.#options.mode === "init" ? "s" : "t"}${variable}`;
  }

  /** Gives a variable a value, or compares where it has one. */
  #set(variable: number, code: string, assigned: Assigned, then: Then): string {
    const { program } = this.#expressions;
    const op = program.constant(program.operations);
    const [slot, value, had] = [this.#slot(variable), program.fresh("value"), program.fresh("had")];
    const rest = then({ surely: new Set([...assigned.surely, variable]), maybe: assigned.maybe });
    if (assigned.surely.has(variable)) return `if (${op}.equal(${slot}, ${code})) { ${rest} }`;
    if (!assigned.maybe.has(variable)) return `{ ${slot} = ${code}; ${rest} ${slot} = undefined; }`;
    return `{ const ${value} = ${code}; const ${had} = ${slot} !== undefined;
      if (!${had} || ${op}.equal(${slot}, ${value})) { ${slot} = ${value}; ${rest} if (!${had}) ${slot} = undefined; } }`;
  }

  /** UNCHANGED of a variable, of a tuple, or of a definition of one. */
  #unchanged(operand: Expr, scope: Scope, assigned: Assigned, then: Then): string {
    const variables = this.#variablesOf(operand, scope);
    const from = (index: number, state: Assigned): string => {
      const variable = variables[index];
      return variable === undefined ? then(state) : this.#set(variable, `s${variable}`, state, (next) => from(index + 1, next));
    };
    return from(0, assigned);
  }

  #variablesOf(operand: Expr, scope: Scope): readonly number[] {
    if (operand.kind === "tuple") return operand.items.flatMap((item) => this.#variablesOf(item, scope));
    if (operand.kind === "apply" && operand.args.length === 0 && !scope.locals.has(operand.name)) {
      const meaning = this.#expressions.program.meaning(operand.name);
      if (meaning?.kind === "variable") return [meaning.index];
      if (meaning?.kind === "definition" && meaning.definition.kind === "operator") return this.#variablesOf(meaning.definition.body, scope);
    }
    return unsupported("UNCHANGED of this expression", operand.at, "name variables, or a tuple of them");
  }
}

function merged(ends: readonly Assigned[]): Assigned {
  const [first, ...others] = ends;
  if (first === undefined || others.length === 0) return first ?? nothingAssigned;
  const everywhere = new Set([...first.surely].filter((variable) => others.every(({ surely }) => surely.has(variable))));
  const anywhere = ends.flatMap(({ surely, maybe }) => [...surely, ...maybe]);
  return { surely: everywhere, maybe: new Set(anywhere.filter((variable) => !everywhere.has(variable))) };
}
