/**
 * Generates code that enumerates the states an action (or Init) allows, in TLC's way: conjunctions from left to right, a branch
 * per disjunct and per element of a bounded `\E`, `x' = e` assigns where x' has no value and compares where it has one.
 *
 * Code is generated in continuation style: `then` gives the code that runs where the expression is true. A continuation that
 * several branches share becomes a function.
 */

import { unreachable } from "../../lib/errors.ts";
import type { Bound, Expr } from "../ast.ts";
import type { Branching } from "./branching.ts";
import { unsupported } from "./errors.ts";
import type { Expressions } from "./expressions.ts";
import { commonGuards } from "./guards.ts";
import { bind, type Expansion, isPlainName, type Local, outermost, type Scope } from "./scope.ts";

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
  /** Whether each way in which an expression is true counts as a step of its own, as TLC has it, or one is enough. */
  readonly everyWay: boolean;
  /** Code to run when this expression is entered: the label of the steps that it takes, or nothing. Inside of it, none is asked. */
  readonly label?: (expr: Expr, scope: Scope) => string;
}

export class Actions {
  readonly #expressions: Expressions;
  readonly #options: ActionOptions;
  readonly #branching: Branching;
  /** What is being expanded, to find recursion. */
  readonly #expanding: Expr[] = [];
  /** Whether code of a labelled expression is being generated: what it uses is no step of its own. */
  #labelled = false;

  constructor(expressions: Expressions, options: ActionOptions) {
    this.#expressions = expressions;
    this.#options = options;
    this.#branching = expressions.branching;
  }

  generate(expr: Expr, scope: Scope, assigned: Assigned, then: Then): string {
    const label = this.#labelled ? "" : (this.#options.label?.(expr, scope) ?? "");
    if (label === "") return this.#generate(expr, scope, assigned, then);
    this.#labelled = true;
    const code = this.#generate(expr, scope, assigned, then);
    this.#labelled = false;
    return label + code;
  }

  #generate(expr: Expr, scope: Scope, assigned: Assigned, then: Then): string {
    if (this.#isComplete(assigned) || !this.#acts(expr, scope)) return this.#test(expr, scope, assigned, then);
    switch (expr.kind) {
      case "junction":
        return expr.op === "/\\"
          ? this.sequence(expr.items, scope, assigned, then)
          : this.#branches(
              expr.items.map((item) => ({ item })),
              scope,
              assigned,
              then,
            );
      case "quantifier":
        if (expr.quantifier === "\\E") return this.#loops(expr.bounds, expr.body, scope, assigned, then);
        return this.#branching.branches(expr.body, scope)
          ? this.#forAll(expr, scope, assigned, then)
          : this.#test(expr, scope, assigned, then);
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
        return this.#branches(
          [{ item: expr.action }, { item: { kind: "unchanged", at: expr.at, operand: expr.subscript } }],
          scope,
          assigned,
          then,
        );
      case "angle":
        return this.generate(expr.action, scope, assigned, (next) => this.#test(changed(expr), scope, next, then));
      case "unchanged":
        return this.#unchanged(expr, scope, assigned, then);
      case "apply":
        return this.#apply(expr, scope, assigned, then);
      default:
        return this.#test(expr, scope, assigned, then);
    }
  }

  /** `\A` whose body branches: the conjunction over all elements, each in each way in which it is true. */
  #forAll({ bounds, body }: Extract<Expr, { kind: "quantifier" }>, scope: Scope, assigned: Assigned, then: Then): string {
    const { program } = this.#expressions;
    const op = program.constant(program.operations);
    const [sets, row, item, from, i] = ["sets", "rows", "row", "from", "i"].map((stem) => program.fresh(stem)) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const names = bounds.flatMap((bound) => (bound.tuple ? unsupported("\\A over tuples with branches", bound.at) : bound.names));
    const domains = bounds.flatMap((bound) => bound.names.map(() => this.#expressions.value(bound.domain, scope)));
    const inner = bind(
      scope,
      names.map(({ name }, place) => [name, { code: `${item}[${place}]`, call: false }] as const),
    );
    const ends: Assigned[] = [];
    const next: Then = (end) => {
      ends.push(end);
      return `${from}(${i} + 1); if (STOP) return;`;
    };
    this.generate(body, inner, assigned, next);
    const anywhere: Assigned = { surely: assigned.surely, maybe: merged([assigned, ...ends]).maybe };
    const code = this.generate(body, inner, anywhere, next);
    return `{ const ${sets} = [${domains}], ${row} = ${op}.rows(${sets});
      const ${from} = (${i}) => { if (${i} === ${row}.length) { ${then(anywhere)} return; } const ${item} = ${row}[${i}]; ${code} };
      ${from}(0); if (STOP) return; }`;
  }

  /** Whether every variable has a value: TLC then evaluates what is left as a condition, and counts no further ways. */
  #isComplete({ surely }: Assigned): boolean {
    return surely.size === this.#expressions.program.variables.length;
  }

  /** Whether an expression assigns or branches; others are plain conditions. */
  #acts(expr: Expr, scope: Scope): boolean {
    const assigns = this.#options.mode === "init" || this.#branching.isPrimed(expr, scope);
    return assigns || (this.#options.everyWay && this.#branching.branches(expr, scope));
  }

  /** A conjunction, from left to right; `enter` gives code that runs before an item. */
  sequence(
    items: readonly Expr[],
    scope: Scope,
    assigned: Assigned,
    then: Then,
    enter: (item: number) => string = () => "",
  ): string {
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
    const sets = bounds.map(({ domain }) => {
      const set = program.fresh("set");
      open += `const ${set} = ${op}.elementsOf(${this.#expressions.value(domain, scope)});`;
      return set;
    });
    // Init's conditions on variables give them values.
    const guards = this.#options.mode === "init" ? [] : commonGuards(this.#expressions, bounds, body, scope);
    if (guards.length > 0) {
      open += `if (${[...sets.map((set) => `${set}.length > 0`), ...guards].join(" && ")}) {`;
      close += "}";
    }
    for (const [at, bound] of bounds.entries()) {
      const set = sets[at] as string;
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
    const target = this.#assignment(expr, scope);
    if (target !== null) return this.#assign(target, expr, scope, assigned, then);
    if (expr.name === "=>" && this.#expressions.program.meaning("=>")?.kind === "standard") {
      const [when, item] = expr.args as [Expr, Expr];
      const otherwise: Expr = { kind: "apply", at: expr.at, name: "TRUE", args: [] };
      return this.#branches([{ when, item }, { item: otherwise }], scope, assigned, then, true);
    }
    const expansion = this.#branching.expansion(expr, scope);
    return expansion === null ? this.#test(expr, scope, assigned, then) : this.#expand(expr, expansion, scope, assigned, then);
  }

  /** The body of a definition, its parameters bound. */
  #expand(
    expr: Extract<Expr, { kind: "apply" }>,
    { params, body, scope: defined }: Expansion,
    scope: Scope,
    assigned: Assigned,
    then: Then,
  ): string {
    if (this.#expanding.includes(body)) return this.#recursion(expr, scope, assigned, then);
    const locals = params.map(({ name, arity }, i) => {
      const arg = expr.args[i] ?? unreachable(`${expr.name} lacks an argument`);
      return [name, ...this.#argument(name, arity, arg, scope)] as const;
    });
    const inner = bind(
      { ...defined, primed: scope.primed },
      locals.map(([name, local]) => [name, local] as const),
    );
    this.#expanding.push(body);
    const code = this.generate(body, inner, assigned, (next) => {
      this.#expanding.pop();
      const rest = then(next);
      this.#expanding.push(body);
      return rest;
    });
    this.#expanding.pop();
    return `{ ${locals.map(([, , declaration]) => declaration).join(" ")} ${code} }`;
  }

  #recursion(expr: Extract<Expr, { kind: "apply" }>, scope: Scope, assigned: Assigned, then: Then): string {
    if (this.#branching.isPrimed(expr, scope)) return unsupported(`the recursive action ${expr.name}`, expr.at);
    return this.#test(expr, scope, assigned, then);
  }

  /** An argument's local and its declaration. Arguments are evaluated when they are used, as in TLC: a guard may stand before. */
  #argument(name: string, arity: number, arg: Expr, scope: Scope): readonly [Local, string] {
    const code = this.#expressions.program.fresh(name);
    if (arity > 0) {
      const expansion = this.#branching.operatorArgument(arg, arity, scope);
      const local: Local = { code, call: true, ...(expansion === null ? {} : { expansion }) };
      return [local, `const ${code} = ${this.#expressions.operatorArgument(arg, arity, scope)};`];
    }
    const value = this.#expressions.value(arg, scope);
    const expansion: Expansion = { params: [], body: arg, scope };
    const simple = arg.kind === "number" || arg.kind === "string" || (isPlainName(arg) && !this.#branching.isPrimed(arg, scope));
    if (simple) return [{ code, call: false, expansion }, `const ${code} = ${value};`];
    return [{ code, call: true, expansion }, `let c${code}; const ${code} = () => c${code} ??= ${value};`];
  }

  /** The variable that `x' = e` or `x' \in S` (in Init `x = e`, `x \in S`) gives a value, or null. */
  #assignment(expr: Extract<Expr, { kind: "apply" }>, scope: Scope): number | null {
    if (expr.name !== "=" && expr.name !== "\\in" && expr.name !== "\\subseteq") return null;
    const left = expr.args[0] as Expr;
    return this.#options.mode === "init" ? this.#variable(left, scope) : this.#primedVariable(left, scope);
  }

  /** The index of the variable in `x'`, or in a parameter that stands for it. */
  #primedVariable(expr: Expr, scope: Scope): number | null {
    if (expr.kind === "prime") return this.#variable(expr.operand, scope);
    const expansion = isPlainName(expr) ? this.#branching.expansion(expr, scope) : null;
    return expansion === null || expansion.params.length > 0 ? null : this.#primedVariable(expansion.body, expansion.scope);
  }

  /** The index of the variable that a name means, also through definitions and parameters. */
  #variable(expr: Expr, scope: Scope): number | null {
    if (!isPlainName(expr)) return null;
    const local = scope.locals.get(expr.name);
    const meaning = local === undefined ? this.#expressions.program.meaning(expr.name) : undefined;
    if (meaning?.kind === "variable") return meaning.index;
    const expansion = meaning?.kind === "definition" ? this.#branching.expansion(expr, scope) : local?.expansion;
    return expansion === undefined || expansion === null ? null : this.#variable(expansion.body, expansion.scope);
  }

  #assign(variable: number, expr: Extract<Expr, { kind: "apply" }>, scope: Scope, assigned: Assigned, then: Then): string {
    const { program } = this.#expressions;
    const op = program.constant(program.operations);
    const operand = this.#expressions.value(expr.args[1] as Expr, scope);
    if (expr.name === "=") return this.#set(variable, `${op}.forced(${operand})`, assigned, then);
    const right = expr.name === "\\in" ? operand : `${op}.standard.SUBSET(${operand})`;
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

  /** UNCHANGED assigns variables, tuples of them, and definitions of those; of other expressions it is a condition. */
  #unchanged(expr: Extract<Expr, { kind: "unchanged" }>, scope: Scope, assigned: Assigned, then: Then): string {
    const { operand } = expr;
    if (operand.kind === "tuple") {
      return this.sequence(
        operand.items.map((item) => ({ ...expr, operand: item })),
        scope,
        assigned,
        then,
      );
    }
    const meaning =
      isPlainName(operand) && !scope.locals.has(operand.name) ? this.#expressions.program.meaning(operand.name) : undefined;
    if (meaning?.kind === "variable") return this.#set(meaning.index, `s${meaning.index}`, assigned, then);
    if (meaning?.kind === "definition" && meaning.definition.kind === "operator") {
      return this.#unchanged({ ...expr, operand: meaning.definition.body }, outermost, assigned, then);
    }
    return this.#test(expr, scope, assigned, then);
  }
}

/** That the subscript of `<<A>>_v` changes. */
function changed({ at, subscript }: Extract<Expr, { kind: "angle" }>): Expr {
  return { kind: "apply", at, name: "~", args: [{ kind: "unchanged", at, operand: subscript }] };
}

function merged(ends: readonly Assigned[]): Assigned {
  const [first, ...others] = ends;
  if (first === undefined || others.length === 0) return first ?? nothingAssigned;
  const everywhere = new Set([...first.surely].filter((variable) => others.every(({ surely }) => surely.has(variable))));
  const anywhere = ends.flatMap(({ surely, maybe }) => [...surely, ...maybe]);
  return { surely: everywhere, maybe: new Set(anywhere.filter((variable) => !everywhere.has(variable))) };
}
