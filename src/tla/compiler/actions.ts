/**
 * Generates code that enumerates the states an action (or Init) allows, in TLC's way: conjunctions from left to right, a branch
 * per disjunct and per element of a bounded `\E`, `x' = e` assigns where x' has no value and compares where it has one.
 *
 * Code is generated in continuation style: `then` gives the code that runs where the expression is true. A continuation that
 * several branches share becomes a function.
 */

import { unreachable } from "../../lib/errors.ts";
import type { Expr } from "../ast.ts";
import { AppliedFunctions } from "./applied-functions.ts";
import { type Assigned, merged, type Then } from "./assigned.ts";
import { Assignments } from "./assignments.ts";
import type { Place, ReachedConjuncts } from "./blocked-actions.ts";
import type { Branching } from "./branching.ts";
import { Composition } from "./composition.ts";
import { unsupported } from "./errors.ts";
import type { Generator } from "./generator.ts";
import { Loops } from "./loops.ts";
import { bind, type Expansion, isComposition, isPlainName, type Local, outermost, type Scope } from "./scope.ts";

export interface ActionOptions {
  /** Whether unprimed variables are assigned (Init) or primed ones (Next). */
  readonly mode: "init" | "next";
  /** Whether each way in which an expression is true counts as a step of its own, as TLC has it, or one is enough. */
  readonly everyWay: boolean;
  /** Whether variables may stay without a value, as in ENABLED. */
  readonly partial?: true;
  /** Code to run when this expression is entered: the label of the steps that it takes, or nothing. Inside of it, none is asked. */
  readonly label?: (expr: Expr, scope: Scope) => string;
  /** Notes which conjuncts are reached. */
  readonly notes?: ReachedConjuncts;
}

export class Actions {
  readonly #expressions: Generator;
  readonly #options: ActionOptions;
  readonly #branching: Branching;
  readonly #assignments: Assignments;
  readonly #loops: Loops;
  readonly #functions: AppliedFunctions;
  /** What is being expanded, to find recursion. */
  readonly #expanding: Expr[] = [];
  /** Whether code of a labelled expression is being generated: what it uses is no step of its own. */
  #labelled = false;

  constructor(expressions: Generator, options: ActionOptions) {
    this.#expressions = expressions;
    this.#options = options;
    this.#branching = expressions.branching;
    this.#assignments = new Assignments(expressions, options.mode);
    this.#functions = new AppliedFunctions(expressions, this);
    // Init's conditions on variables give them values, and where notes are asked for, each condition has its own.
    this.#loops = new Loops(expressions, this, options.mode === "next" && options.notes === undefined);
  }

  generate(expr: Expr, scope: Scope, assigned: Assigned, then: Then): string {
    const label = this.#labelled ? "" : (this.#options.label?.(expr, scope) ?? "");
    if (label === "") return this.#generate(expr, scope, assigned, then);
    this.#labelled = true;
    const code = this.#generate(expr, scope, assigned, then);
    this.#labelled = false;
    this.#options.notes?.leave();
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
        if (expr.quantifier === "\\E") {
          return this.#noted(boundsOf(expr), scope, () => this.#loops.exists(expr, scope, assigned, then));
        }
        return this.#branching.branches(expr.body, scope)
          ? this.#whole(expr, scope, then, (next) => this.#loops.forAll(expr, scope, assigned, next))
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
      case "index":
        return this.#functions.apply(expr, scope, assigned, then) ?? this.#test(expr, scope, assigned, then);
      case "apply":
        return this.#apply(expr, scope, assigned, then);
      default:
        return this.#test(expr, scope, assigned, then);
    }
  }

  /** Whether every variable has a value: TLC then evaluates what is left as a condition, and counts no further ways. */
  #isComplete({ surely }: Assigned): boolean {
    return this.#options.partial !== true && surely.size === this.#expressions.program.variables.length;
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
    return this.#noted(expr, scope, () => `if (${this.#expressions.condition(expr, scope)}) { ${then(assigned)} }`);
  }

  /** The code of a conjunct and of what follows it, with a note where these are asked for. */
  #noted(expr: Expr | Place, scope: Scope, generate: () => string): string {
    const place = "reads" in expr ? expr : { at: expr.at, reads: [expr] };
    return this.#options.notes?.conjunct(place, scope, generate) ?? generate();
  }

  /** The same for a conjunct whose parts are taken in no plain order. */
  #whole(expr: Expr, scope: Scope, then: Then, generate: (then: Then) => string): string {
    return this.#options.notes?.whole({ at: expr.at, reads: [expr] }, scope, then, generate) ?? generate(then);
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
      const generate = () =>
        this.generate(item, scope, assigned, (end) => {
          ends.push(end);
          return `${shared}(); if (STOP) return;`;
        });
      if (when === undefined) return `{ ${generate()} }`;
      const condition = this.#expressions.condition(when, scope);
      const branch = this.#options.notes?.branch({ at: when.at, reads: [when] }, scope, condition, generate);
      return branch ?? `if (${condition}) { ${generate()} }`;
    });
    if (ends.length === 0) return codes.join(exclusive ? " else " : " ");
    const continuation = `const ${shared} = () => { ${then(merged(ends))} };`;
    return `{ ${continuation} ${codes.join(exclusive ? " else " : " ")} }`;
  }

  #apply(expr: Extract<Expr, { kind: "apply" }>, scope: Scope, assigned: Assigned, then: Then): string {
    const target = this.#assignments.target(expr, scope);
    if (target !== null) {
      return this.#noted(expr, scope, () => this.#assignments.assign(target, expr, scope, assigned, then));
    }
    if (expr.name === "=>" && this.#expressions.program.meaning("=>")?.kind === "standard") {
      const [when, item] = expr.args as [Expr, Expr];
      const otherwise: Expr = { kind: "apply", at: expr.at, name: "TRUE", args: [] };
      return this.#branches([{ when, item }, { item: otherwise }], scope, assigned, then, true);
    }
    if (isComposition(expr)) {
      if (assigned.surely.size + assigned.maybe.size > 0) return unsupported("\\cdot behind an assignment", expr.at);
      return this.#whole(expr, scope, then, (next) => new Composition(this.#expressions, this).steps(expr, scope, next));
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
    if (meaning?.kind === "variable") {
      const { index } = meaning;
      return this.#noted(expr, scope, () => this.#assignments.set(index, `s${index}`, assigned, then));
    }
    if (meaning?.kind === "definition" && meaning.definition.kind === "operator") {
      return this.#unchanged({ ...expr, operand: meaning.definition.body }, outermost, assigned, then);
    }
    return this.#test(expr, scope, assigned, then);
  }
}

/** What an `\E` without elements makes false: its bounds. */
function boundsOf({ bounds, at }: Extract<Expr, { kind: "quantifier" }>): Place {
  const [first = { at }, last = first] = [bounds[0], bounds.at(-1)];
  const range = { file: at.file, start: first.at.start, end: last.at.end };
  return { at: range, reads: bounds.map(({ domain }) => domain) };
}

/** That the subscript of `<<A>>_v` changes. */
function changed({ at, subscript }: Extract<Expr, { kind: "angle" }>): Expr {
  return { kind: "apply", at, name: "~", args: [{ kind: "unchanged", at, operand: subscript }] };
}
