/** Semantic analysis of a loaded module. */

import type { SourceRange } from "../../lib/source.ts";
import type { Level, Parameter } from "../ast.ts";
import { builtinScope } from "./builtins.ts";
import { ModuleChecker } from "./modules.ts";
import { type ModuleScope, Scope } from "./scope.ts";
import { arityOf } from "./symbols.ts";
import type { Analysis, LoadedModule, ModuleClosure, OperatorSummary } from "./types.ts";

/**
 * Checks names, arities and levels of all loaded modules, as strictly as SANY does, and collects what the root consists of.
 *
 * @throws NexusError `tla-name`, `tla-arity` or `tla-level` at the first thing that is wrong.
 */
export function analyze(loaded: LoadedModule): Analysis {
  const assumptions = new Map();
  let checker: ModuleChecker;
  do {
    checker = new ModuleChecker(loaded.modules, assumptions);
    for (const name of loaded.modules.keys()) checker.named(name, new Scope(builtinScope));
  } while (checker.unsettled);
  const closures = new Map([...checker.checked].map(([name, scope]) => [name, closureOf(scope)]));
  const root = closures.get(loaded.root.name) as ModuleClosure;
  return { ...root, root: loaded.root, modules: loaded.modules, closures };
}

function closureOf(module: ModuleScope): ModuleClosure {
  const levels = new Map<string, Level>();
  const operators = new Map<string, OperatorSummary>();
  for (const [name, named] of module.scope.names) {
    if (named.kind === "instance") continue;
    const level = named.kind === "operator" ? named.levels.level : named.level;
    operators.set(name, { arity: arityOf(named), level });
    if (module.definitions.has(name)) levels.set(name, level);
  }
  const declared = (kind: "constant" | "variable"): Parameter[] =>
    module.declared.filter((one) => one.kind === kind).map(({ name, arity, at }) => ({ name, arity, at: at as SourceRange }));
  return {
    standardModules: module.standardModules,
    constants: declared("constant"),
    variables: declared("variable").map(({ name, at }) => ({ name, at })),
    definitions: module.definitions,
    levels,
    operators,
    assumes: module.assumes,
    warnings: module.warnings,
  };
}
