/** The operators that need no module, with the highest levels of their arguments. */

import { Level } from "../ast.ts";
import { standardModules } from "../standard/names.ts";
import type { ModuleScope } from "./scope.ts";
import { Scope } from "./scope.ts";
import { type Declared, declare, join, leveled, type Named, type Operator, ownLevel } from "./symbols.ts";

const values = ["TRUE", "FALSE", "BOOLEAN", "STRING"];
const logic = ["/\\", "\\/", "=>", "<=>"];
const relations = ["=", "#", "\\in", "\\notin", "\\subseteq", "\\cup", "\\cap", "\\"];

function operator(name: string, arities: readonly number[], maxLevel: Level, origin: object, result?: Level): Operator {
  const formals = arities.map((arity, index) => {
    const formal: Declared = { ...declare("parameter", `${index + 1}`, arity), maxLevel };
    return formal;
  });
  const levels = result === undefined ? join(formals.map(ownLevel)) : leveled(result);
  return { kind: "operator", name, formals, levels, at: undefined, origin };
}

function builtins(): Scope {
  const scope = new Scope();
  const add = (name: string, arity: number, maxLevel: Level, result?: Level) =>
    scope.add(
      operator(
        name,
        Array.from({ length: arity }, () => 0),
        maxLevel,
        {},
        result,
      ),
    );
  for (const name of values) add(name, 0, Level.action);
  for (const name of logic) add(name, 2, Level.temporal);
  add("~", 1, Level.temporal);
  for (const name of relations) add(name, 2, Level.action);
  for (const name of ["SUBSET", "UNION", "DOMAIN"]) add(name, 1, Level.action);
  add("\\cdot", 2, Level.action, Level.action);
  add("-+->", 2, Level.temporal, Level.temporal);
  add("~>", 2, Level.temporal, Level.temporal);
  add("'", 1, Level.state, Level.action);
  add("UNCHANGED", 1, Level.state, Level.action);
  add("ENABLED", 1, Level.action, Level.state);
  add("[]", 1, Level.temporal, Level.temporal);
  add("<>", 1, Level.temporal, Level.temporal);
  return scope;
}

/** The scope around every module. */
export const builtinScope: Scope = builtins();

const standardScopes = new Map<string, ModuleScope>();

/** What a standard module exports, with the modules that it extends. */
export function standardScope(name: string): ModuleScope | undefined {
  const known = standardScopes.get(name);
  if (known !== undefined) return known;
  const module = standardModules.get(name);
  if (module === undefined) return undefined;
  const exported = new Map<string, Named>();
  const closure = new Set<string>([name]);
  for (const extended of module.extends) {
    const scope = standardScope(extended) as ModuleScope;
    for (const [key, named] of scope.exported) exported.set(key, named);
    for (const inner of scope.standardModules) closure.add(inner);
  }
  for (const one of module.operators.values()) {
    exported.set(one.name, operator(one.name, one.params, Level.temporal, one));
  }
  const scope = new Scope(builtinScope);
  const result: ModuleScope = {
    name,
    module: undefined,
    exported,
    nestedModules: new Map(),
    declared: [],
    scope,
    standardModules: closure,
    assumes: [],
    warnings: [],
    definitions: new Map(),
  };
  standardScopes.set(name, result);
  return result;
}
