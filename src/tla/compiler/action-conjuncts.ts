/** The actions of Next and their conjuncts, as lockstep names them. */

import type { Conjunct, SpecAction, SpecStep } from "../../lib/spec.ts";
import type { Expr } from "../ast.ts";
import { conjuncts } from "./conjuncts.ts";
import type { Program } from "./program.ts";
import type { Disjunct } from "./shape.ts";

/** The conjuncts of one action. */
export interface ActionConjuncts {
  readonly own: readonly Conjunct[];
  readonly refusals: readonly SpecStep[];
  readonly environment: readonly Conjunct[];
  readonly domains: readonly Conjunct[];
}

export function actionOf(program: Program, { kind, definition, domains }: Disjunct): SpecAction {
  return {
    name: definition.name,
    kind,
    params: definition.params.map(({ name }) => name),
    at: definition.at,
    constantDomain: domains.map((domain) => !program.dependence(domain).state),
  };
}

export function conjunctsOf(program: Program, { definition, guards, domains }: Disjunct): ActionConjuncts {
  const action = definition.name;
  const conjunct = (id: string, expr: Expr): Conjunct => ({
    id: `${action}/${id}`,
    action,
    at: expr.at,
    text: program.textAt(expr.at),
  });
  let body = definition.body;
  while (body.kind === "let") body = body.body;
  const own = conjuncts(body).map((expr, i) => conjunct(String(i + 1), expr));
  return {
    own,
    refusals: own.map((first) => ({ enabled: false, conjunct: first })),
    environment: guards.map((expr, i) => conjunct(`env${i + 1}`, expr)),
    domains: domains.map((expr, i) => conjunct(`in:${definition.params[i]?.name}`, expr)),
  };
}
