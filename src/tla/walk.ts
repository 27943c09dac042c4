/** Generic access to the parts of a syntax tree, for passes that treat most kinds of node alike. */

import type { Bound, Definition, Expr } from "./ast.ts";

function domains(bounds: readonly Bound[]): readonly Expr[] {
  return bounds.map((bound) => bound.domain);
}

/** The expressions directly inside a definition. */
export function definitionParts(definition: Definition): readonly Expr[] {
  switch (definition.kind) {
    case "operator":
      return [definition.body];
    case "functionDefinition":
      return [...domains(definition.bounds), definition.body];
    case "instance":
      return definition.substitutions.map((substitution) => substitution.value);
  }
}

/** The expressions directly inside an expression, those inside its bounds, paths and local definitions included, in source order. */
export function parts(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "number":
    case "string":
    case "at":
      return [];
    case "apply":
      return [...(expr.path ?? []).flatMap((step) => step.args), ...expr.args];
    case "junction":
    case "setLiteral":
    case "tuple":
    case "product":
      return expr.items;
    case "quantifier":
    case "function":
      return [...domains(expr.bounds), expr.body];
    case "unbounded":
    case "lambda":
    case "label":
      return [expr.body];
    case "choose":
      return "domain" in expr.bound ? [expr.bound.domain, expr.body] : [expr.body];
    case "setFilter":
      return [expr.bound.domain, expr.predicate];
    case "setMap":
      return [expr.item, ...domains(expr.bounds)];
    case "functionSet":
      return [expr.domain, expr.range];
    case "record":
    case "recordSet":
      return expr.fields.map((field) => field.value);
    case "except":
      return [
        expr.base,
        ...expr.updates.flatMap((update) => [
          ...update.path.flatMap((step) => (step.kind === "index" ? step.args : [])),
          update.value,
        ]),
      ];
    case "index":
      return [expr.fn, ...expr.args];
    case "field":
      return [expr.record];
    case "if":
      return [expr.condition, expr.then, expr.otherwise];
    case "case":
      return [...expr.arms.flatMap((arm) => [arm.guard, arm.value]), ...(expr.other === undefined ? [] : [expr.other])];
    case "let":
      return [...expr.definitions.flatMap(definitionParts), expr.body];
    case "prime":
    case "unchanged":
    case "always":
    case "eventually":
      return [expr.operand];
    case "enabled":
      return [expr.operand, ...(expr.instance ?? []).map(({ value }) => value)];
    case "square":
    case "angle":
    case "fairness":
      return [expr.action, expr.subscript];
    case "leadsTo":
      return [expr.left, expr.right];
  }
}
