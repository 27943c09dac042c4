/** The places of a module that can be mutated: what Next consists of, and all that it uses. */

import { type Definition, type Expr, type Module, parts } from "nexus-reference/tla";

export type Operator = Definition & { readonly kind: "operator" };

/** One disjunct of Next: `\E p \in D : guard /\ ... /\ Name(p)`, or the bare action. */
export interface Disjunct {
  readonly action: string;
  /** The environment's guards, in order. */
  readonly guards: readonly Expr[];
  /** The domains of the parameters. */
  readonly domains: readonly Expr[];
}

export interface SpecPlaces {
  readonly disjuncts: readonly Disjunct[];
  readonly init: Operator;
  /** The definitions of the actions, in the order of Next. */
  readonly actions: readonly Operator[];
  /** `<Action>Effects`, where there is one. */
  readonly effects: readonly Operator[];
  /** What Init, Next and the effects use, in the module's order. */
  readonly helpers: readonly Operator[];
}

/** The operators that a module itself defines, by name. */
export function operatorsOf(module: Module): ReadonlyMap<string, Operator> {
  return new Map(module.units.flatMap((unit) => (unit.kind === "operator" ? [[unit.name, unit] as const] : [])));
}

/** Sorts a module of the house's form (`Init`, `Next`, one disjunct for each action) into places. */
export function placesOfModule(module: Module): SpecPlaces {
  const operators = operatorsOf(module);
  const named = (name: string): Operator => {
    const operator = operators.get(name);
    if (operator === undefined) throw new Error(`${module.name} does not define ${name}`);
    return operator;
  };
  const disjuncts = disjunctsOf(named("Next").body, operators);
  const actions = disjuncts.map(({ action }) => named(action));
  const effects = actions.flatMap(({ name }) => operators.get(`${name}Effects`) ?? []);
  const init = named("Init");
  const roots = [init, ...actions, ...effects].map(({ body }) => body);
  const used = new Set<string>();
  const use = (expr: Expr): void => {
    if (expr.kind === "apply" && operators.has(expr.name) && !used.has(expr.name)) {
      used.add(expr.name);
      use(named(expr.name).body);
    }
    for (const part of parts(expr)) use(part);
  };
  for (const root of [...roots, ...disjuncts.flatMap(({ guards, domains }) => [...guards, ...domains])]) use(root);
  const others = new Set([...composites, ...[init, ...actions, ...effects].map(({ name }) => name)]);
  const helpers = [...operators.values()].filter(({ name }) => used.has(name) && !others.has(name));
  return { disjuncts, init, actions, effects, helpers };
}

/** The parts of Next that are no actions. */
const composites: ReadonlySet<string> = new Set(["Next", "MachineNext", "EnvNext"]);

function disjunctsOf(expr: Expr, operators: ReadonlyMap<string, Operator>, domains: readonly Expr[] = []): readonly Disjunct[] {
  if (expr.kind === "junction" && expr.op === "\\/") return expr.items.flatMap((item) => disjunctsOf(item, operators, domains));
  if (expr.kind === "quantifier" && expr.quantifier === "\\E") {
    return disjunctsOf(expr.body, operators, [...domains, ...expr.bounds.map(({ domain }) => domain)]);
  }
  const conjuncts = conjunctsOf(expr);
  const last = conjuncts.at(-1);
  if (last?.kind !== "apply") throw new Error("a disjunct of Next does not end in an action");
  const definition = composites.has(last.name) ? operators.get(last.name) : undefined;
  if (definition !== undefined) return disjunctsOf(definition.body, operators, domains);
  return [{ action: last.name, guards: conjuncts.slice(0, -1), domains }];
}

/** The conjuncts of actions that are guards, `Claim/2`: those that say nothing of the next state, nor do the definitions that they use. */
export function guardsOf(module: Module): ReadonlySet<string> {
  const operators = operatorsOf(module);
  const isAboutNext = (expr: Expr, seen: ReadonlySet<string>): boolean => {
    if (expr.kind === "prime" || expr.kind === "unchanged") return true;
    const used = expr.kind === "apply" && !seen.has(expr.name) ? operators.get(expr.name) : undefined;
    if (used !== undefined && isAboutNext(used.body, new Set([...seen, used.name]))) return true;
    return parts(expr).some((part) => isAboutNext(part, seen));
  };
  const { actions } = placesOfModule(module);
  return new Set(
    actions.flatMap(({ name, body }) =>
      conjunctsOf(body).flatMap((conjunct, i) => (isAboutNext(conjunct, new Set([name])) ? [] : [`${name}/${i + 1}`])),
    ),
  );
}

/** The items of a conjunction and of those inside it; an expression that is none is its own only conjunct. */
export function conjunctsOf(expr: Expr): readonly Expr[] {
  return expr.kind === "junction" && expr.op === "/\\" ? expr.items.flatMap(conjunctsOf) : [expr];
}

/** The variable that a conjunct assigns: `x' = e` or `x' \in S`. */
export function assigned(conjunct: Expr): (Expr & { kind: "apply" }) | null {
  if (conjunct.kind !== "apply" || (conjunct.name !== "=" && conjunct.name !== "\\in")) return null;
  const left = conjunct.args[0];
  return left?.kind === "prime" && left.operand.kind === "apply" ? left.operand : null;
}
