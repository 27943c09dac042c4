/** INSTANCE: what replaces the constants and variables of a module. */

import { NexusError } from "../../lib/errors.ts";
import { type Definition, type Expr, Level } from "../ast.ts";
import { countOf, suggestion } from "../diagnostics.ts";
import { type Argument, alone, argument, constrain, constrainApplications } from "./applications.ts";
import type { Checker } from "./checker.ts";
import type { ModuleScope } from "./scope.ts";
import { arityOf, type Declared, type Leveled } from "./symbols.ts";

export type InstanceDefinition = Extract<Definition, { kind: "instance" }>;

/**
 * What each constant and variable of the module is replaced by: the expression after WITH, else the name itself, which must mean
 * something where the instance stands. Names that replace themselves are left out.
 */
export function substitutionOf(
  checker: Checker,
  definition: InstanceDefinition,
  module: ModuleScope,
): ReadonlyMap<Declared, Leveled> {
  const explicit = explicitValues(definition, module);
  const substitution = new Map<Declared, Leveled>();
  const operators: [Declared, Argument][] = [];
  for (const declared of module.declared) {
    const value = explicit.get(declared.name);
    const replacing =
      value === undefined ? implicit(checker, definition, declared) : argument(checker, value, declared.arity, declared.name);
    if (replacing === undefined) continue;
    const what = `what replaces the ${declared.kind} \`${declared.name}\` of ${module.name}`;
    const constantModule = module.declared.every(({ kind }) => kind === "constant");
    if (!constantModule) constrain(replacing.levels, declared.level, replacing.at, what);
    constrain(replacing.levels, declared.maxLevel, replacing.at, what);
    substitution.set(declared, replacing.levels);
    if (replacing.operator !== undefined) operators.push([declared, replacing]);
  }
  for (const [declared, { operator, at }] of operators) {
    if (operator !== undefined) constrainApplications(declared, operator, (name) => substitution.get(name), at);
  }
  return substitution;
}

function explicitValues(definition: InstanceDefinition, module: ModuleScope): ReadonlyMap<string, Expr> {
  const names = module.declared.map((declared) => declared.name);
  const explicit = new Map<string, Expr>();
  for (const { name, value, at } of definition.substitutions) {
    if (!names.includes(name)) {
      const hint =
        suggestion(name, names) ??
        (names.length === 0 ? `${module.name} declares no constant or variable` : `it declares ${names.join(", ")}`);
      throw new NexusError("tla-name", `\`${name}\` is no constant or variable of module ${module.name}`, { at, hint });
    }
    if (explicit.has(name)) throw new NexusError("tla-name", `\`${name}\` is replaced twice`, { at });
    explicit.set(name, value);
  }
  return explicit;
}

function implicit(checker: Checker, definition: InstanceDefinition, declared: Declared): Argument | undefined {
  const { at } = definition;
  const named = checker.scope.find(declared.name);
  if (named === declared) return undefined;
  if (named === undefined || named.kind === "instance") {
    throw new NexusError(
      "tla-name",
      `the instance of ${definition.module} gives no meaning to its ${declared.kind} \`${declared.name}\``,
      {
        at: definition.moduleAt,
        hint: `add \`WITH ${declared.name} <- ...\`, or declare \`${declared.name}\` before the instance`,
      },
    );
  }
  if (arityOf(named) !== declared.arity) {
    throw new NexusError(
      "tla-arity",
      `\`${declared.name}\` takes ${countOf(declared.arity, "argument")} in ${definition.module} but ${arityOf(named)} here`,
      { at },
    );
  }
  if (declared.arity === 0) return { levels: alone(named), at };
  const formals = named.kind === "operator" ? new Set(named.formals) : new Set<Declared>();
  const levels: Leveled =
    named.kind === "operator"
      ? { level: named.levels.level, raisedBy: new Set([...named.levels.raisedBy].filter((name) => !formals.has(name))) }
      : { level: Level.constant, raisedBy: new Set([named]) };
  return { levels, operator: named, at };
}
