/** How much of the language a model needs: the least tier that holds all its constructs, modules and cfg statements. */

import { type Config, type Definition, type Expr, type LoadedModule, type Module, parts } from "nexus-reference/tla";
import { type Tier, tiers } from "./model.ts";

/** Modules of the basics; others count as the tier named here, and community modules not named as the second. */
const moduleTiers: { readonly [module: string]: number } = {
  Bags: 2,
  BagsExt: 2,
  IOUtils: 2,
  CSV: 2,
  SVG: 2,
  Randomization: 2,
  Json: 3,
  TLCExt: 3,
  Reals: 3,
  Apalache: 3,
};
const basicModules = ["Naturals", "Integers", "Sequences", "FiniteSets", "TLC", "TLAPS"];
const rareOperators: { readonly [name: string]: number } = { "\\cdot": 2, TLCGet: 2, TLCSet: 2 };

export function tierOf(loaded: LoadedModule, config: Config, isSimulation: boolean): Tier {
  const ofModules = [...loaded.modules.values()].map((module) => ofModule(module, loaded));
  return tiers[Math.max(ofConfig(config), isSimulation ? 2 : 0, ...ofModules)] as Tier;
}

function ofConfig({ alias, view, actionConstraints, postcondition, constants }: Config): number {
  if (postcondition !== undefined) return 3;
  if (alias !== undefined || view !== undefined || actionConstraints.length > 0) return 2;
  return constants.some(({ module }) => module !== undefined) ? 1 : 0;
}

function ofModule(module: Module, loaded: LoadedModule): number {
  const extended = module.extends.map(({ name }) => ofNeeded(name, loaded));
  const units = module.units.map((unit) => {
    switch (unit.kind) {
      case "module":
        return Math.max(3, ofModule(unit.module, loaded));
      case "recursive":
        return 1;
      case "constants":
        return unit.params.some(({ arity }) => arity > 0) ? 1 : 0;
      case "operator":
      case "functionDefinition":
      case "instance":
        return ofDefinition(unit, loaded);
      case "assume":
        return ofExpr(unit.body, loaded);
      default:
        return 0;
    }
  });
  return Math.max(0, ...extended, ...units);
}

/** What a module that is extended or instantiated costs; modules of the model are looked at themselves. */
function ofNeeded(name: string, { modules }: LoadedModule): number {
  return modules.has(name) || basicModules.includes(name) ? 0 : (moduleTiers[name] ?? 1);
}

function ofDefinition(definition: Definition, loaded: LoadedModule): number {
  switch (definition.kind) {
    case "operator": {
      const isSymbol = !/^\w/.test(definition.name);
      const own = isSymbol || definition.params.some(({ arity }) => arity > 0) ? 1 : 0;
      return Math.max(own, ofExpr(definition.body, loaded));
    }
    case "functionDefinition":
      return Math.max(0, ...[...definition.bounds.map(({ domain }) => domain), definition.body].map((e) => ofExpr(e, loaded)));
    case "instance": {
      const own = definition.params.length > 0 ? 3 : definition.name !== undefined || definition.substitutions.length > 0 ? 1 : 0;
      const values = definition.substitutions.map(({ value }) => ofExpr(value, loaded));
      return Math.max(own, ofNeeded(definition.module, loaded), ...values);
    }
  }
}

function ofExpr(expr: Expr, loaded: LoadedModule): number {
  let own = 0;
  if (expr.kind === "lambda" || expr.kind === "label") own = 1;
  if (expr.kind === "apply") own = rareOperators[expr.name] ?? (expr.path === undefined ? 0 : 1);
  if (expr.kind === "let") {
    own = Math.max(expr.recursive.length > 0 ? 1 : 0, ...expr.definitions.map((definition) => ofDefinition(definition, loaded)));
  }
  return Math.max(own, ...parts(expr).map((part) => ofExpr(part, loaded)));
}
