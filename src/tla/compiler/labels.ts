/**
 * How steps are called: by the definition that takes them, with its parameters and what it chose. Next is taken apart as TLC takes it
 * apart, through disjunctions, `\E`, LET and definitions; what is left is one action, called like the innermost definition around
 * it. In Next itself, also guards before one action, IF and CASE are looked through.
 */

import type { SourceRange } from "../../lib/source.ts";
import type { Expr } from "../ast.ts";
import { conjuncts } from "./conjuncts.ts";
import type { Program } from "./program.ts";
import { composites, type Disjunct } from "./shape.ts";

/** The label of the steps that one expression of Next takes. */
export interface StepLabel {
  readonly name: string;
  /** The parameters, each with the name by which its value is bound where the expression stands. */
  readonly params: readonly { readonly name: string; readonly bound: string }[];
  /** Where the expression is. */
  readonly at: SourceRange;
}

/** By the expression that is labelled when it is entered, in the order of Next. */
export type StepLabels = ReadonlyMap<Expr, StepLabel>;

/** One label for each disjunct in the shape that lockstep needs. */
export function disjunctLabels(disjuncts: readonly Disjunct[]): StepLabels {
  const label = ({ application, definition }: Disjunct): StepLabel => ({
    name: definition.name,
    params: definition.params.map(({ name }, i) => ({ name, bound: nameOf(application.args[i]) ?? name })),
    at: definition.at,
  });
  return new Map(disjuncts.map((disjunct) => [disjunct.application, label(disjunct)]));
}

/** The labels of any Next. */
export function stepLabels(program: Program, next: Expr): StepLabels {
  const labels = new Map<Expr, StepLabel>();
  new Labelling(program, labels).walk(next, { name: "Action", params: [], hidden: [], operators: [], around: [], isNext: true });
  return labels;
}

interface Place {
  /** The innermost definition. */
  readonly name: string;
  /** Its parameters, and what was chosen in it. */
  readonly params: readonly string[];
  /** Names that are bound and mean no definition of the module. */
  readonly hidden: readonly string[];
  /** Those of them that may stand for actions. */
  readonly operators: readonly string[];
  /** The bodies that are being looked through, to find recursion. */
  readonly around: readonly Expr[];
  /** Whether only Next and its parts have been entered. */
  readonly isNext: boolean;
}

class Labelling {
  readonly #program: Program;
  readonly #labels: Map<Expr, StepLabel>;

  constructor(program: Program, labels: Map<Expr, StepLabel>) {
    this.#program = program;
    this.#labels = labels;
  }

  walk(expr: Expr, place: Place): void {
    const parts = this.#parts(expr, place);
    for (const [part, inner] of parts ?? []) this.walk(part, inner);
    if (parts !== null || this.#labels.has(expr)) return;
    const params = place.params.map((name) => ({ name, bound: name }));
    this.#labels.set(expr, { name: place.name, params, at: expr.at });
  }

  /** What an expression is looked through to; null where it is an action. */
  #parts(expr: Expr, place: Place): readonly (readonly [Expr, Place])[] | null {
    switch (expr.kind) {
      case "junction":
        return expr.op === "\\/" ? expr.items.map((item) => [item, place]) : this.#guarded(expr, place);
      case "quantifier": {
        if (expr.quantifier !== "\\E") return null;
        const names = expr.bounds.flatMap((bound) => bound.names.map(({ name }) => name));
        const inner = { ...place, params: [...place.params, ...names], hidden: [...place.hidden, ...names] };
        return [[expr.body, inner]];
      }
      case "let": {
        const names = expr.definitions.flatMap(({ name }) => name ?? []);
        return [[expr.body, { ...place, hidden: [...place.hidden, ...names], operators: [...place.operators, ...names] }]];
      }
      case "label":
        return [[expr.body, place]];
      case "if":
        return place.isNext ? [expr.then, expr.otherwise].map((part) => [part, place]) : null;
      case "case":
        return place.isNext ? this.#arms(expr).map((part) => [part, place]) : null;
      case "apply":
        return this.#body(expr, place);
      default:
        return null;
    }
  }

  #arms({ arms, other }: Extract<Expr, { kind: "case" }>): readonly Expr[] {
    return [...arms.map(({ value }) => value), ...(other === undefined ? [] : [other])];
  }

  /** The action behind guards, in Next. */
  #guarded(expr: Expr, place: Place): readonly (readonly [Expr, Place])[] | null {
    const items = conjuncts(expr);
    const last = items.at(-1);
    if (!place.isNext || last === undefined) return null;
    const guards = items.slice(0, -1).map((item) => this.#program.dependence(item));
    const isGuarded = guards.every(({ primed, free }) => !primed && !place.operators.some((name) => free.has(name)));
    return isGuarded ? [[last, place]] : null;
  }

  #body({ name, args }: Extract<Expr, { kind: "apply" }>, place: Place): readonly (readonly [Expr, Place])[] | null {
    const definition = place.hidden.includes(name) ? undefined : this.#program.definition(name);
    if (definition?.kind !== "operator" || definition.params.length !== args.length) return null;
    const { body } = definition;
    if (place.around.includes(body) || !this.#program.dependence(body).primed) return null;
    const params = definition.params.filter(({ arity }) => arity === 0).map((param) => param.name);
    const isNext = place.isNext && (place.around.length === 0 || composites.has(definition.name));
    const hidden = definition.params.map((param) => param.name);
    const operators = hidden.filter((param) => !params.includes(param));
    return [[body, { name: definition.name, params, hidden, operators, around: [...place.around, body], isNext }]];
  }
}

function nameOf(expr: Expr | undefined): string | undefined {
  return expr?.kind === "apply" && expr.args.length === 0 ? expr.name : undefined;
}
