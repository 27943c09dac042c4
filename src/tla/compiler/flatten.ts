/**
 * Flattens a module with all that it extends and instantiates into one table of definitions. A definition that comes through
 * `I == INSTANCE M WITH x <- e` is called `I!Name`, and `e` replaces `x` in it. What the substitution takes from around the
 * instance, parameters of `I(p)` and names that are bound around a local INSTANCE, becomes leading parameters of each definition.
 */

import { unreachable } from "../../lib/errors.ts";
import type { Config, ConstantAssignment, Expr, InstanceVariable, Module, Parameter } from "../ast.ts";
import type { Analysis } from "../semantics/index.ts";
import { flatNames } from "../standard/names.ts";
import { boundIn } from "./binders.ts";
import { declaredIn, declaredVariables, speaksOfEnabled } from "./declarations.ts";
import { type Copies, type Copy, Environment, type Instance, type Target } from "./environment.ts";
import { type Instantiated, Recording } from "./instance-variables.ts";
import { rewrite, rewriteDefinition } from "./rewrite.ts";
import { type Named, ownName } from "./scope.ts";

export interface Flattened {
  /** The variables of instances that have names of their own, for ENABLED. */
  readonly instanceVariables: readonly string[];
  /** By unique name; the root module's own definitions keep theirs. */
  readonly definitions: ReadonlyMap<string, Named>;
  readonly assumes: readonly Expr[];
  /** Every name that is bound somewhere. Where such a name means what the module defines or declares, it is marked: `!name`. */
  readonly bound: ReadonlySet<string>;
}

export function flatten(analysis: Analysis, config: Config): Flattened {
  const flattener = new Flattener(analysis, config);
  flattener.root();
  return flattener;
}

class Flattener implements Flattened, Copies {
  readonly definitions = new Map<string, Named>();
  readonly instanceVariables: string[] = [];
  readonly assumes: Expr[] = [];
  readonly bound: ReadonlySet<string>;
  readonly analysis: Analysis;
  readonly #config: Config;
  #copies = 0;
  /** The module whose units are being added. */
  #home = "";

  constructor(analysis: Analysis, config: Config) {
    this.analysis = analysis;
    this.#config = config;
    this.bound = new Set([...analysis.modules.values()].flatMap((module) => [...boundIn(module)]));
  }

  root(): void {
    this.module(this.analysis.root, {
      prefix: "",
      lead: [],
      declared: new Map(),
      instance: null,
      recording: null,
      instantiated: false,
      around: null,
      done: new Map(),
    });
  }

  /** Adds a copy of a module; the names that it exports. */
  module(module: Module, copy: Copy): ReadonlyMap<string, Target> {
    const known = copy.done.get(module);
    if (known !== undefined) return known;
    const environment = new Environment(this, copy);
    for (const { name } of module.extends) {
      const extended = this.analysis.modules.get(name);
      environment.add(extended === undefined ? this.#standard(name, module.name) : this.module(extended, copy));
    }
    const outside = this.#home;
    this.#home = module.name;
    const local = new Set<string>();
    for (const unit of module.units) {
      switch (unit.kind) {
        case "constants":
          for (const { name } of unit.params) environment.declare(name);
          break;
        case "variables":
          for (const { name } of unit.names) environment.declare(name);
          break;
        case "recursive":
          for (const { name } of unit.params) environment.define(name, this.#unique(module, name, copy, false));
          break;
        case "instance":
          if (unit.name !== undefined) environment.add([[unit.name, this.instance(unit, environment)]]);
          else environment.add(this.#unnamed(unit, environment, local));
          if (unit.local && unit.name !== undefined) local.add(unit.name);
          break;
        case "operator":
        case "functionDefinition":
          if (unit.local) local.add(unit.name);
          this.#definition(module, unit, environment);
          break;
        case "assume":
        case "theorem":
          if (unit.kind === "assume" && !copy.instantiated) this.assumes.push(rewrite(unit.body, environment));
          if (unit.name !== undefined && unit.body !== undefined) {
            const { at, name, body } = unit;
            this.#definition(module, { kind: "operator", at, name, nameAt: at, params: [], body, local: false }, environment);
          }
          break;
        case "module":
          environment.nested.set(unit.module.name, unit.module);
          break;
        case "separator":
          break;
        default:
          unreachable(unit);
      }
    }
    this.#home = outside;
    const exported = new Map([...environment.names].filter(([name]) => !local.has(name)));
    copy.done.set(module, exported);
    return exported;
  }

  /** What a standard module brings into a module, unless the cfg puts something else in its place there. */
  #standard(name: string, into: string): ReadonlyMap<string, Target> {
    const targets = new Map<string, Target>();
    for (const [operator, flat] of flatNames(name)) {
      const override = this.#config.constants.find((one) => one.name === operator && (one.module ?? into) === into);
      // Without a module the replacement is for all, under the operator's own name.
      const flatly: Target = { kind: "name", name: override === undefined ? flat : operator, lead: [], standard: true };
      targets.set(operator, override?.module === undefined ? flatly : { ...replaced(override), standard: true });
    }
    return targets;
  }

  #definition(module: Module, definition: Named, environment: Environment): void {
    const { copy, names } = environment;
    const known = names.get(definition.name);
    const recursive =
      known?.kind === "name" && known.standard !== true && !this.definitions.has(known.name) && definition.kind === "operator";
    const name = recursive ? known.name : this.#unique(module, definition.name, copy, definition.local);
    const override = this.#config.constants.find((one) => one.module === module.name && one.name === definition.name);
    if (definition.kind === "operator" || copy.lead.length === 0) {
      if (definition.kind === "functionDefinition") environment.define(definition.name, name);
      const rewritten = rewriteDefinition(definition, environment);
      const params = rewritten.kind === "operator" ? { params: [...copy.lead, ...rewritten.params] } : {};
      this.definitions.set(name, { ...rewritten, ...params, name } as Named);
    } else {
      const { at, nameAt, local } = definition;
      const value: Expr = { kind: "apply", at, name: definition.name, args: [] };
      const body = rewrite({ kind: "let", at, definitions: [definition], recursive: [], body: value }, environment);
      this.definitions.set(name, { kind: "operator", at, name, nameAt, params: copy.lead, body, local });
    }
    if (override === undefined) environment.define(definition.name, name);
    else environment.names.set(definition.name, replaced(override));
  }

  /** A name that no other definition has; the root module's own names stay as they are. */
  #unique(module: Module, name: string, { prefix }: Copy, local: boolean): string {
    const plain = local && module !== this.analysis.root ? `${prefix}${module.name}!${name}` : `${prefix}${name}`;
    if (!this.definitions.has(plain)) return plain;
    this.#copies += 1;
    return `${prefix}${module.name}!${name}!${this.#copies}`;
  }

  #unnamed(definition: Instance, environment: Environment, local: Set<string>): Iterable<readonly [string, Target]> {
    const { names } = this.instance(definition, environment);
    const brought = [...names].filter(([name]) => !environment.names.has(name));
    if (definition.local) for (const [name] of brought) local.add(name);
    return brought;
  }

  /** Adds the copy that an INSTANCE asks for. */
  instance(definition: Instance, environment: Environment): Extract<Target, { kind: "instance" }> {
    const outer = environment.copy;
    const lead = outer.lead.map(({ name, at }): Expr => ({ kind: "apply", at, name, args: [] }));
    const nested = environment.nestedModule(definition.module);
    const module = nested?.module ?? this.analysis.modules.get(definition.module);
    if (module === undefined) return { kind: "instance", lead: [], names: this.#standard(definition.module, this.#home) };
    const prefix = definition.name === undefined ? outer.prefix : `${environment.prefix}${definition.name}!`;
    const declared = declaredIn(this.analysis, module);
    const lifted = environment.captured(definition, declared);
    const parameter = (name: string, arity: number): Parameter => ({ name: `${prefix}${name}`, arity, at: definition.at });
    const params = [
      ...lifted.map(([name, arity]) => parameter(name, arity)),
      ...definition.params.map(({ name, arity }) => parameter(name, arity)),
    ];
    const inside = environment.renamed([...lifted.map(([name]) => name), ...definition.params.map(({ name }) => name)], params);
    const copy: Copy = {
      prefix,
      lead: [...outer.lead, ...params],
      declared: new Map(),
      instantiated: true,
      instance: null,
      recording: outer.recording,
      around: nested?.environment ?? null,
      done: new Map(),
    };
    const targets = copy.declared as Map<string, Target>;
    for (const { name, arity } of declared) {
      const explicit = definition.substitutions.find((substitution) => substitution.name === name)?.value;
      const value: Expr = rewrite(explicit ?? { kind: "apply", at: definition.at, name, args: [] }, inside);
      targets.set(name, this.#replacement(name, arity, value, copy));
    }
    const copied = { ...copy, instance: this.#instantiated(module, copy, outer) };
    const outside = lifted.map(([name]) => rewrite({ kind: "apply", at: definition.at, name, args: [] }, environment));
    return { kind: "instance", lead: [...lead, ...outside], names: this.module(module, copied) };
  }

  /** What ENABLED means in a copy: what it means around, unless expressions replace variables. */
  #instantiated(module: Module, copy: Copy, outer: Copy): Instantiated | null {
    const replaced = declaredVariables(this.analysis, module).map((name) => [name, copy.declared.get(name)] as const);
    const names = replaced.map(([, target]) => (target?.kind === "name" ? ownName(target.name) : ""));
    const renamed = names.every((name) => this.#isVariable(name)) && new Set(names).size === names.length;
    if (renamed || !speaksOfEnabled(this.analysis, module)) return outer.instance;
    if (copy.lead.length > 0) return { base: copy.prefix, recording: null, variables: null };
    this.#copies += 1;
    const base = `${copy.prefix}${module.name}~${this.#copies}!`;
    const variables = replaced.map(([name, target]): InstanceVariable => {
      const value = target?.kind === "name" ? target.name : unreachable(`no replacement of ${name}`);
      return { name: `${base}${name}`, value: { kind: "apply", at: module.at, name: value, args: [] } };
    });
    const declared = new Map(copy.declared);
    for (const [i, { name }] of variables.entries()) {
      this.instanceVariables.push(name);
      declared.set(replaced[i]?.[0] ?? "", { kind: "name", name, lead: [] });
    }
    const recording = new Recording(base);
    this.module(module, { ...copy, prefix: base, declared, recording, done: new Map() });
    return { base: copy.prefix, recording, variables };
  }

  #isVariable(name: string): boolean {
    return this.analysis.variables.some((variable) => variable.name === name) || this.instanceVariables.includes(name);
  }

  /** The replacement of a constant or variable: another name, or a definition of its own. */
  #replacement(name: string, arity: number, value: Expr, copy: Copy): Target {
    if (value.kind === "apply" && (arity > 0 || value.args.length === 0))
      return { kind: "name", name: value.name, lead: value.args };
    const { at } = value;
    this.#copies += 1;
    const unique = `${copy.prefix}${name}!${this.#copies}`;
    const own = value.kind === "lambda" ? value.params.map((param): Parameter => ({ ...param, arity: 0 })) : [];
    const body = value.kind === "lambda" ? value.body : value;
    this.definitions.set(unique, {
      kind: "operator",
      at,
      name: unique,
      nameAt: at,
      params: [...copy.lead, ...own],
      body,
      local: true,
    });
    return { kind: "name", name: unique, lead: copy.lead.map((param) => ({ kind: "apply", at, name: param.name, args: [] })) };
  }
}

/** What the cfg puts in the place of a module's name. */
function replaced(assignment: ConstantAssignment): Extract<Target, { kind: "name" }> {
  return { kind: "name", name: assignment.kind === "replacement" ? assignment.by : valueName(assignment), lead: [] };
}

/** The unique name of a value that the cfg gives to a name of one module. */
export function valueName({ module, name }: ConstantAssignment): string {
  return `[${module}]${name}`;
}
