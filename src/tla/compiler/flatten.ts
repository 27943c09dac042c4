/**
 * Flattens a module with all that it extends and instantiates into one table of definitions. A definition that comes through
 * `I == INSTANCE M WITH x <- e` is called `I!Name`, and `e` replaces `x` in it. What the substitution takes from around the
 * instance, parameters of `I(p)` and names that are bound around a local INSTANCE, becomes leading parameters of each definition.
 */

import { unreachable } from "../../lib/errors.ts";
import type { Config, Definition, Expr, Module, Parameter } from "../ast.ts";
import type { Analysis } from "../semantics/index.ts";
import { parts } from "../walk.ts";
import { boundIn } from "./binders.ts";
import { unsupported } from "./errors.ts";
import { type RewriteScope, rewrite, rewriteDefinition } from "./rewrite.ts";

type Apply = Extract<Expr, { kind: "apply" }>;
type Instance = Extract<Definition, { kind: "instance" }>;
type Defined = Exclude<Definition, Instance>;

export interface Flattened {
  /** By unique name; the root module's own definitions keep theirs. */
  readonly definitions: ReadonlyMap<string, Defined>;
  readonly assumes: readonly Expr[];
  /** Every name that is bound somewhere. Where such a name means what the module defines or declares, it is marked: `!name`. */
  readonly bound: ReadonlySet<string>;
}

export function flatten(analysis: Analysis, config: Config): Flattened {
  const flattener = new Flattener(analysis, config);
  flattener.root();
  return flattener;
}

/** What a name of a module stands for: a name of the flat table with leading arguments, or an instance. */
type Target =
  | { readonly kind: "name"; readonly name: string; readonly lead: readonly Expr[] }
  | { readonly kind: "instance"; readonly lead: readonly Expr[]; readonly names: Names };

/** Null for a standard module, whose operators need no definition. */
type Names = ReadonlyMap<string, Target> | null;

/** One copy of a module: how its definitions are called and which parameters lead. */
interface Copy {
  readonly prefix: string;
  readonly lead: readonly Parameter[];
  /** What replaces the declared constants and variables. */
  readonly declared: ReadonlyMap<string, Target>;
  /** The environment around a nested module. */
  readonly around: Environment | null;
  /** The modules that are part of this copy already, with the names that they export. */
  readonly done: Map<Module, ReadonlyMap<string, Target>>;
}

class Flattener implements Flattened {
  readonly definitions = new Map<string, Defined>();
  readonly assumes: Expr[] = [];
  readonly bound: ReadonlySet<string>;
  readonly analysis: Analysis;
  readonly #config: Config;
  #copies = 0;

  constructor(analysis: Analysis, config: Config) {
    this.analysis = analysis;
    this.#config = config;
    this.bound = new Set([...analysis.modules.values()].flatMap((module) => [...boundIn(module)]));
  }

  root(): void {
    this.module(this.analysis.root, { prefix: "", lead: [], declared: new Map(), around: null, done: new Map() });
  }

  /** Adds a copy of a module; the names that it exports. */
  module(module: Module, copy: Copy): ReadonlyMap<string, Target> {
    const known = copy.done.get(module);
    if (known !== undefined) return known;
    const environment = new Environment(this, copy);
    for (const { name } of module.extends) {
      const extended = this.analysis.modules.get(name);
      if (extended !== undefined) environment.add(this.module(extended, copy));
    }
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
          if (unit.kind === "assume" && copy.prefix === "" && copy.lead.length === 0)
            this.assumes.push(rewrite(unit.body, environment));
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
    const exported = new Map([...environment.names].filter(([name]) => !local.has(name)));
    copy.done.set(module, exported);
    return exported;
  }

  #definition(module: Module, definition: Defined, environment: Environment): void {
    const { copy, names } = environment;
    const known = names.get(definition.name);
    const recursive = known?.kind === "name" && !this.definitions.has(known.name) && definition.kind === "operator";
    const name = recursive ? known.name : this.#unique(module, definition.name, copy, definition.local);
    const override = this.#config.constants.find((one) => one.module === module.name && one.name === definition.name);
    if (definition.kind === "operator" || copy.lead.length === 0) {
      if (definition.kind === "functionDefinition") environment.define(definition.name, name);
      const rewritten = rewriteDefinition(definition, environment);
      const params = rewritten.kind === "operator" ? { params: [...copy.lead, ...rewritten.params] } : {};
      this.definitions.set(name, { ...rewritten, ...params, name } as Defined);
    } else {
      const { at, nameAt, local } = definition;
      const value: Expr = { kind: "apply", at, name: definition.name, args: [] };
      const body = rewrite({ kind: "let", at, definitions: [definition], recursive: [], body: value }, environment);
      this.definitions.set(name, { kind: "operator", at, name, nameAt, params: copy.lead, body, local });
    }
    environment.define(definition.name, override?.kind === "replacement" ? override.by : name);
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
    if (names === null) return [];
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
    if (module === undefined) return { kind: "instance", lead: [], names: null };
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
      around: nested?.environment ?? null,
      done: new Map(),
    };
    const targets = copy.declared as Map<string, Target>;
    for (const { name, arity } of declared) {
      const explicit = definition.substitutions.find((substitution) => substitution.name === name)?.value;
      const value: Expr = rewrite(explicit ?? { kind: "apply", at: definition.at, name, args: [] }, inside);
      targets.set(name, this.#replacement(name, arity, value, copy));
    }
    const outside = lifted.map(([name]) => rewrite({ kind: "apply", at: definition.at, name, args: [] }, environment));
    return { kind: "instance", lead: [...lead, ...outside], names: this.module(module, copy) };
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

/** The constants and variables that a module declares or inherits. */
function declaredIn(analysis: Analysis, module: Module): readonly { readonly name: string; readonly arity: number }[] {
  const inherited = module.extends.flatMap(({ name }) => {
    const extended = analysis.modules.get(name);
    return extended === undefined ? [] : declaredIn(analysis, extended);
  });
  const own = module.units.map((unit) => {
    if (unit.kind === "constants") return unit.params;
    return unit.kind === "variables" ? unit.names.map(({ name }) => ({ name, arity: 0 })) : [];
  });
  return [...inherited, ...own.flat()];
}

/** What names mean at one place of a copy of a module. */
class Environment implements RewriteScope<Environment> {
  readonly copy: Copy;
  readonly names: Map<string, Target>;
  readonly nested: Map<string, Module>;
  readonly #flattener: Flattener;
  /** Names that are bound around, with their numbers of parameters. */
  readonly #bound: ReadonlyMap<string, number>;
  /** Bound names that have another name in the result. */
  readonly #renamed: ReadonlyMap<string, string>;

  constructor(
    flattener: Flattener,
    copy: Copy,
    names = new Map<string, Target>(copy.around?.names ?? []),
    nested = new Map<string, Module>(),
    bound: ReadonlyMap<string, number> = new Map(),
    renamed: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#flattener = flattener;
    this.copy = copy;
    this.names = names;
    this.nested = nested;
    this.#bound = bound;
    this.#renamed = renamed;
  }

  /** What instances that are defined here are called by. */
  get prefix(): string {
    return this.copy.prefix;
  }

  add(names: Iterable<readonly [string, Target]>): void {
    for (const [name, target] of names) if (!this.names.has(name)) this.names.set(name, target);
  }

  declare(name: string): void {
    this.names.set(name, this.copy.declared.get(name) ?? { kind: "name", name, lead: [] });
  }

  define(name: string, unique: string): void {
    const lead = this.copy.lead.map(({ name: param, at }): Expr => ({ kind: "apply", at, name: param, args: [] }));
    this.names.set(name, { kind: "name", name: unique, lead });
  }

  nestedModule(name: string): { readonly module: Module; readonly environment: Environment } | undefined {
    const module = this.nested.get(name);
    return module === undefined ? this.copy.around?.nestedModule(name) : { module, environment: this };
  }

  bind(names: readonly (readonly [string, number])[]): Environment {
    const renamed = new Map([...this.#renamed].filter(([name]) => !names.some(([bound]) => bound === name)));
    return this.#with(this.names, new Map([...this.#bound, ...names]), renamed);
  }

  /** The environment in which names have other names. */
  renamed(names: readonly string[], params: readonly Parameter[]): Environment {
    const bound = new Map([...this.#bound, ...names.map((name, i) => [name, params[i]?.arity ?? 0] as const)]);
    const renamed = new Map([...this.#renamed, ...names.map((name, i) => [name, params[i]?.name ?? name] as const)]);
    return this.#with(this.names, bound, renamed);
  }

  #with(names: Map<string, Target>, bound: ReadonlyMap<string, number>, renamed: ReadonlyMap<string, string>): Environment {
    return new Environment(this.#flattener, this.copy, names, this.nested, bound, renamed);
  }

  instance(definition: Instance): Environment {
    const name = definition.name ?? unsupported("INSTANCE without a name in LET", definition.at);
    const names = new Map(this.names).set(name, this.#flattener.instance(definition, this));
    const bound = new Map(this.#bound);
    bound.delete(name);
    return this.#with(names, bound, this.#renamed);
  }

  /** The bound names that the substitution of an instance uses. */
  captured(
    { substitutions, params }: Instance,
    declared: readonly { readonly name: string }[],
  ): readonly (readonly [string, number])[] {
    const used = new Set(declared.map(({ name }) => name).filter((name) => !substitutions.some((one) => one.name === name)));
    const collect = (expr: Expr): void => {
      if (expr.kind === "apply") used.add(expr.name);
      parts(expr).forEach(collect);
    };
    for (const { value } of substitutions) collect(value);
    return [...this.#bound].filter(([name]) => used.has(name) && !params.some((param) => param.name === name));
  }

  application(expr: Apply): Expr {
    if (expr.path !== undefined) return this.#selection(expr, expr.path);
    if (this.#bound.has(expr.name)) {
      const name = this.#renamed.get(expr.name) ?? expr.name;
      return name === expr.name ? expr : { ...expr, name };
    }
    const target = this.names.get(expr.name);
    const { name, lead } = target?.kind === "name" ? target : { name: expr.name, lead: [] };
    const marked = this.#flattener.bound.has(name) ? `!${name}` : name;
    return marked === expr.name && lead.length === 0 ? expr : { ...expr, name: marked, args: [...lead, ...expr.args] };
  }

  /** `I!J(p)!Op(a)`: the definition with the arguments of all instances on the way. */
  #selection({ path: _path, ...expr }: Apply, path: NonNullable<Apply["path"]>): Expr {
    let names: Names = this.names;
    let lead: readonly Expr[] = [];
    for (const [i, step] of path.entries()) {
      const target: Target | undefined = names?.get(step.name);
      if (target?.kind !== "instance") return unsupported(`the instance ${step.name}`, step.at);
      lead = [...(i === 0 ? target.lead : lead), ...step.args.map((arg) => rewrite<Environment>(arg, this))];
      names = target.names;
    }
    if (names === null) return this.#flattener.bound.has(expr.name) ? { ...expr, name: `!${expr.name}` } : expr;
    const target = names.get(expr.name);
    if (target?.kind !== "name") return unsupported(`${path.map(({ name }) => name).join("!")}!${expr.name}`, expr.at);
    const own = target.lead.length > 0 ? lead : [];
    const name = this.#flattener.bound.has(target.name) ? `!${target.name}` : target.name;
    return { ...expr, name, args: [...own, ...expr.args] };
  }
}
