/** Which operators of a module are Init and Next: named in the cfg, or conjuncts of the specification's formula. */

import { NexusError } from "../../lib/errors.ts";
import type { Config, Expr } from "../ast.ts";
import { conjuncts } from "./conjuncts.ts";
import type { Program } from "./program.ts";

export interface Behaviour {
  readonly init: Expr;
  readonly next: Expr;
  /** What steps that are not of Next leave alone; null where the cfg names Init and Next: then all variables. */
  readonly subscript: Expr | null;
  /** WF, SF and other temporal conjuncts of the specification, which the compiler does not evaluate. */
  readonly temporal: readonly Expr[];
}

/** @throws NexusError `cfg-behaviour` when the cfg names no behaviour, or the specification has no Init or no `[][Next]_v`. */
export function behaviourOf(program: Program, config: Config): Behaviour {
  if (config.specification !== undefined) return fromSpecification(program, config.specification.name, config);
  if (config.init === undefined && config.next === undefined && program.variables.length === 0) return nothing(program);
  if (config.init === undefined || config.next === undefined) {
    const hint = "add SPECIFICATION Spec, or INIT Init and NEXT Next";
    throw new NexusError("cfg-behaviour", `${config.file} names no behaviour`, { hint });
  }
  const name = (at: NonNullable<Config["init"]>): Expr => ({ kind: "apply", at: at.at, name: at.name, args: [] });
  return { init: name(config.init), next: name(config.next), subscript: null, temporal: [] };
}

/** A module without variables has no behaviour: there are only its assumptions to check. */
function nothing({ analysis }: Program): Behaviour {
  const never: Expr = { kind: "apply", at: analysis.root.at, name: "FALSE", args: [] };
  return { init: never, next: never, subscript: null, temporal: [] };
}

function fromSpecification(program: Program, name: string, config: Config): Behaviour {
  const at = config.specification?.at;
  const fail = (what: string): never => {
    const hint = "write it as `Spec == Init /\\ [][Next]_vars`, fairness after it";
    throw new NexusError("cfg-behaviour", `${name} ${what}`, { ...(at === undefined ? {} : { at }), hint });
  };
  const definition = program.definition(name);
  if (definition?.kind !== "operator") return fail("is not defined");
  const init: Expr[] = [];
  const temporal: Expr[] = [];
  let box: Extract<Expr, { kind: "square" }> | undefined;
  const take = (expr: Expr): void => {
    if (expr.kind === "always" && expr.operand.kind === "square" && box === undefined) box = expr.operand;
    else if (isTemporal(program, expr)) {
      const inner = expr.kind === "apply" ? program.definition(expr.name) : undefined;
      if (inner?.kind === "operator" && expr.kind === "apply" && expr.args.length === 0) conjuncts(inner.body).forEach(take);
      else temporal.push(expr);
    } else init.push(expr);
  };
  conjuncts(definition.body).forEach(take);
  const [first] = init;
  if (first === undefined) return fail("has no initial predicate");
  if (box === undefined) return fail("has no [][Next]_vars");
  return {
    init: init.length === 1 ? first : { kind: "junction", op: "/\\", items: init, bulleted: false, at: definition.at },
    next: box.action,
    subscript: box.subscript,
    temporal,
  };
}

/** Whether an expression is temporal, directly or through definitions without arguments. */
function isTemporal(program: Program, expr: Expr): boolean {
  if (["always", "eventually", "leadsTo", "fairness"].includes(expr.kind)) return true;
  if (expr.kind === "junction") return expr.items.some((item) => isTemporal(program, item));
  if (expr.kind === "quantifier") return isTemporal(program, expr.body);
  if (expr.kind !== "apply") return false;
  if (["=>", "~", "<=>"].includes(expr.name)) return expr.args.some((arg) => isTemporal(program, arg));
  const definition = program.definition(expr.name);
  return definition?.kind === "operator" && isTemporal(program, definition.body);
}
