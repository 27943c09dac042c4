/**
 * The shape of Next that lockstep needs: a disjunction of `\E p \in D, ... : guard /\ ... /\ Action(p, ...)`, below MachineNext
 * and EnvNext. Every existential is an argument of its action.
 */

import type { ActionKind } from "../../lib/model.ts";
import type { Bound, Definition, Expr } from "../ast.ts";
import { conjuncts } from "./conjuncts.ts";
import { misshapen } from "./errors.ts";
import type { Program } from "./program.ts";

/** A disjunct of Next. */
export interface Disjunct {
  readonly kind: ActionKind;
  /** The application of the action: the node that is labelled when a step is taken. */
  readonly application: Extract<Expr, { kind: "apply" }>;
  readonly definition: Extract<Definition, { kind: "operator" }>;
  /** The domain of each parameter. */
  readonly domains: readonly Expr[];
  /** The environment's guards. */
  readonly guards: readonly Expr[];
}

/** Takes Next apart, whatever its name is. Throws `tla-shape` at the disjunct that has another form. */
export function disjunctsOf(program: Program, next: Expr): readonly Disjunct[] {
  const named = next.kind === "apply" && next.args.length === 0 ? program.definition(next.name) : undefined;
  return take(program, named?.kind === "operator" ? named.body : next, "machine", []);
}

/** Definitions that are parts of Next and no actions. */
export const composites: ReadonlyMap<string, ActionKind> = new Map<string, ActionKind>([
  ["Next", "machine"],
  ["MachineNext", "machine"],
  ["EnvNext", "environment"],
]);

function take(program: Program, expr: Expr, kind: ActionKind, bounds: readonly Bound[]): readonly Disjunct[] {
  if (expr.kind === "junction" && expr.op === "\\/") return expr.items.flatMap((item) => take(program, item, kind, bounds));
  if (expr.kind === "quantifier" && expr.quantifier === "\\E") return take(program, expr.body, kind, [...bounds, ...expr.bounds]);
  if (expr.kind === "label") return take(program, expr.body, kind, bounds);
  if (expr.kind === "apply" && expr.args.length === 0 && composites.has(expr.name)) {
    const definition = program.definition(expr.name);
    if (definition !== undefined) return take(program, definition.body, composites.get(expr.name) ?? kind, bounds);
  }
  const items = expr.kind === "junction" ? expr.items.flatMap(conjuncts) : [expr];
  return [disjunct(program, kind, bounds, items.slice(0, -1), items.at(-1) ?? expr)];
}

const hint = "write it as `\\E p \\in D : guard /\\ Action(p)`, the action being a definition and its arguments the bound names";

function disjunct(
  program: Program,
  kind: ActionKind,
  bounds: readonly Bound[],
  guards: readonly Expr[],
  application: Expr,
): Disjunct {
  if (application.kind !== "apply")
    return misshapen("a disjunct of Next does not end in the application of an action", application.at, hint);
  const definition = program.definition(application.name);
  if (definition?.kind !== "operator") return misshapen(`${application.name} is no defined action`, application.at, hint);
  const names = bounds.flatMap((bound) => {
    if (bound.tuple) return misshapen("a bound tuple cannot be an argument", bound.at, hint);
    return bound.names.map(({ name }) => ({ name, domain: bound.domain }));
  });
  const args = application.args.map((arg) => (arg.kind === "apply" && arg.args.length === 0 ? arg.name : undefined));
  const sameNames = args.length === names.length && args.every((arg, i) => arg === names[i]?.name);
  if (!sameNames) {
    const bound = names.map(({ name }) => name).join(", ") || "none";
    return misshapen(`the arguments of ${application.name} are not the bound names (${bound}), in order`, application.at, hint);
  }
  for (const { name, domain } of names) {
    const free = program.dependence(domain).free;
    if (free.size > 0) misshapen(`the domain of ${name} depends on ${[...free].join(", ")}`, domain.at, hint);
  }
  return { kind, application, definition, domains: names.map(({ domain }) => domain), guards };
}
