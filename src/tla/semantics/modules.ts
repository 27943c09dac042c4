/** Checks modules: their units in order, as each sees only what stands before it. */

import { NexusError, unreachable } from "../../lib/errors.ts";
import type { SourceRange } from "../../lib/source.ts";
import { type Definition, Level, type Module, type Parameter, type Unit } from "../ast.ts";
import { countOf } from "../diagnostics.ts";
import { constrain } from "./applications.ts";
import { builtinScope, standardScope } from "./builtins.ts";
import { Checker, type DefinitionChecks } from "./checker.ts";
import { type InstanceDefinition, substitutionOf } from "./instances.ts";
import { ModuleState } from "./module-state.ts";
import { type ModuleScope, Scope } from "./scope.ts";
import { constantLeveled, type Declared, declare, join, type Leveled, type Operator, throughInstance } from "./symbols.ts";

/** What a use of a recursive operator may rely on before its definition is checked: never too strict, raised until it holds. */
interface Assumption {
  readonly level: Level;
  readonly maxLevels: readonly Level[];
}

/** Checks modules by name, each once. */
export class ModuleChecker implements DefinitionChecks {
  readonly modules: ReadonlyMap<string, Module>;
  readonly checked = new Map<string, ModuleScope>();
  private readonly assumptions: Map<Parameter, Assumption>;
  /** An assumption about a recursive operator was wrong and is now raised: the levels must be computed again. */
  unsettled = false;

  constructor(modules: ReadonlyMap<string, Module>, assumptions: Map<Parameter, Assumption>) {
    this.modules = modules;
    this.assumptions = assumptions;
  }

  /** A module by the name that EXTENDS or INSTANCE gives. */
  named(name: string, scope: Scope, at?: SourceRange): ModuleScope {
    const nested = scope.findModule(name);
    if (nested !== undefined) return nested;
    const known = this.checked.get(name);
    if (known !== undefined) return known;
    const module = this.modules.get(name);
    if (module === undefined) {
      const standard = standardScope(name);
      if (standard !== undefined) return standard;
      throw new NexusError("tla-name", `module ${name} is not found`, at === undefined ? {} : { at });
    }
    const result = this.module(module, new Scope(builtinScope));
    this.checked.set(name, result);
    return result;
  }

  module(module: Module, scope: Scope): ModuleScope {
    const state = new ModuleState(module, scope);
    for (const { name, at } of module.extends) state.extend(this.named(name, scope, at), at);
    const checker = new Checker(scope, this);
    for (const unit of module.units) this.unit(checker, state, unit);
    this.allDefined(scope);
    return state.result();
  }

  private unit(checker: Checker, state: ModuleState, unit: Unit): void {
    switch (unit.kind) {
      case "constants":
        for (const param of unit.params) state.declare(declare("constant", param.name, param.arity, param.at));
        break;
      case "variables":
        for (const { name, at } of unit.names) state.declare(declare("variable", name, 0, at, Level.state));
        break;
      case "recursive":
        for (const param of unit.params) this.recursive(state.scope, param);
        break;
      case "operator":
      case "functionDefinition":
      case "instance":
        this.definition(checker, unit, state);
        break;
      case "assume": {
        const levels = checker.expression(unit.body);
        if (levels.level > Level.constant) constrain(levels, Level.constant, unit.body.at, "an assumption");
        state.statement(unit.name, unit.at, levels);
        state.assumes.push(unit);
        break;
      }
      case "theorem":
        state.statement(
          unit.name,
          unit.at,
          unit.body === undefined ? { ...constantLeveled, level: Level.temporal } : checker.expression(unit.body),
        );
        break;
      case "module":
        state.nest(unit.module.name, this.module(unit.module, new Scope(state.scope)), unit.at);
        break;
      case "separator":
        break;
      default:
        unreachable(unit);
    }
  }

  define(checker: Checker, definitions: readonly Definition[], recursive: readonly Parameter[]): void {
    for (const param of recursive) this.recursive(checker.scope, param);
    for (const definition of definitions) this.definition(checker, definition);
    this.allDefined(checker.scope);
  }

  private definition(checker: Checker, definition: Definition, state?: ModuleState): void {
    switch (definition.kind) {
      case "operator":
        this.operator(checker, definition);
        break;
      case "functionDefinition":
        this.function(checker, definition);
        break;
      case "instance":
        this.instance(checker, definition, state);
        break;
    }
    if (definition.local && definition.name !== undefined) state?.local.add(definition.name);
  }

  private operator(checker: Checker, definition: Extract<Definition, { kind: "operator" }>): void {
    const { name, nameAt } = definition;
    const { scope } = checker;
    const declared = scope.recursive.get(name);
    if (declared === undefined) refuseDuplicate(scope, name, nameAt);
    else if (declared.arity !== definition.params.length) {
      throw new NexusError(
        "tla-arity",
        `\`${name}\` is declared RECURSIVE with ${countOf(declared.arity, "parameter")} but defined with ${definition.params.length}`,
        { at: nameAt },
      );
    }
    const formals = definition.params.map((param) => declare("parameter", param.name, param.arity, param.at));
    const inner = checker.inside(formals);
    if (declared === undefined) inner.scope.defining = name;
    const levels = inner.expression(definition.body);
    const operator: Operator = { kind: "operator", name, formals, levels, at: nameAt, origin: definition, definition };
    scope.names.set(name, operator);
    if (declared !== undefined) this.settle(scope, declared, operator);
  }

  private function(checker: Checker, definition: Extract<Definition, { kind: "functionDefinition" }>): void {
    const { name, nameAt } = definition;
    const { scope } = checker;
    const declared = scope.recursive.get(name);
    if (declared === undefined) refuseDuplicate(scope, name, nameAt);
    const { domains, names } = checker.bounds(definition.bounds);
    const itself: Operator = {
      kind: "operator",
      name,
      formals: [],
      levels: constantLeveled,
      at: nameAt,
      origin: definition,
      definition,
    };
    const inner = checker.inside([]);
    inner.scope.names.set(name, itself);
    const levels = join([...domains, inner.inside(names).expression(definition.body)]);
    const operator = { ...itself, levels };
    scope.names.set(name, operator);
    if (declared !== undefined) this.settle(scope, declared, operator);
  }

  private instance(checker: Checker, definition: InstanceDefinition, state: ModuleState | undefined): void {
    const module = this.named(definition.module, checker.scope, definition.moduleAt);
    const { name } = definition;
    if (name !== undefined) refuseDuplicate(checker.scope, name, definition.at);
    const formals = definition.params.map((param) => declare("parameter", param.name, param.arity, param.at));
    const substitution = substitutionOf(checker.inside(formals), definition, module);
    if (name !== undefined) {
      checker.scope.add({
        kind: "instance",
        name,
        formals,
        module: module.name,
        exported: module.exported,
        substitution,
        at: definition.at,
        origin: definition,
        definition,
      });
      return;
    }
    for (const [key, named] of module.exported) {
      if (named.kind !== "operator" && named.kind !== "instance") continue;
      const before = checker.scope.find(key);
      const seen = named.kind === "operator" ? throughInstance(named, { formals, substitution }) : named;
      if (checker.scope.import(seen, definition.at)) state?.warn(key, definition.module, definition.at);
      if (before !== undefined) continue;
      state?.instantiated.add(key);
      if (definition.local) state?.local.add(key);
    }
  }

  /** Lets an operator be used before it is defined. */
  private recursive(scope: Scope, param: Parameter): void {
    const { level, maxLevels } = this.assumptions.get(param) ?? { level: Level.constant, maxLevels: [] };
    const formals = Array.from({ length: param.arity }, (_, index) => ({
      ...declare("parameter", `${index + 1}`, 0),
      maxLevel: maxLevels[index] ?? Level.temporal,
    }));
    const levels: Leveled = { level, raisedBy: new Set<Declared>(formals) };
    scope.add({ kind: "operator", name: param.name, formals, levels, at: param.at, origin: param });
    scope.recursive.set(param.name, param);
  }

  private settle(scope: Scope, declared: Parameter, operator: Operator): void {
    scope.recursive.delete(declared.name);
    const before = this.assumptions.get(declared);
    const level = Math.max(before?.level ?? Level.constant, operator.levels.level) as Level;
    const maxLevels = operator.formals.map(
      (formal, index) => Math.min(before?.maxLevels[index] ?? Level.temporal, formal.maxLevel) as Level,
    );
    const held =
      level === (before?.level ?? Level.constant) &&
      maxLevels.every((one, index) => one === (before?.maxLevels[index] ?? Level.temporal));
    if (held) return;
    this.assumptions.set(declared, { level, maxLevels });
    this.unsettled = true;
  }

  private allDefined(scope: Scope): void {
    for (const { name, at } of scope.recursive.values()) {
      throw new NexusError("tla-name", `\`${name}\` is declared RECURSIVE but not defined`, { at });
    }
  }
}

function refuseDuplicate(scope: Scope, name: string, at: SourceRange): void {
  if (scope.find(name) !== undefined) scope.add(declare("bound", name, 0, at));
}
