/** What names mean while modules are flattened. */

import type { Definition, Expr, Module, Parameter } from "../ast.ts";
import { parts } from "../walk.ts";
import { unsupported } from "./errors.ts";
import { type Instantiated, type Recording, throughInstance } from "./instance-variables.ts";
import { type RewriteScope, rewrite } from "./rewrite.ts";

type Apply = Extract<Expr, { kind: "apply" }>;
export type Instance = Extract<Definition, { kind: "instance" }>;

/** What a name of a module stands for: a name of the flat table with leading arguments, or an instance. */
export type Target =
  | { readonly kind: "name"; readonly name: string; readonly lead: readonly Expr[]; readonly standard?: true }
  | { readonly kind: "instance"; readonly lead: readonly Expr[]; readonly names: Names };

export type Names = ReadonlyMap<string, Target>;

/** One copy of a module: how its definitions are called and which parameters lead. */
export interface Copy {
  readonly prefix: string;
  readonly lead: readonly Parameter[];
  /** What replaces the declared constants and variables. */
  readonly declared: ReadonlyMap<string, Target>;
  /** Whether an INSTANCE made the copy: its assumptions are not those of the model, as in TLC. */
  readonly instantiated: boolean;
  /** Where ENABLED means something else than what the substitution makes of it. */
  readonly instance: Instantiated | null;
  /** What takes down the formulas with ENABLED of this copy. */
  readonly recording: Recording | null;
  /** The environment around a nested module. */
  readonly around: Environment | null;
  /** The modules that are part of this copy already, with the names that they export. */
  readonly done: Map<Module, ReadonlyMap<string, Target>>;
}

/** Where the copies of modules come from. */
export interface Copies {
  /** Every name that is bound somewhere. */
  readonly bound: ReadonlySet<string>;
  /** Adds the copy that an INSTANCE asks for. */
  instance(definition: Instance, environment: Environment): Extract<Target, { kind: "instance" }>;
}

/** What names mean at one place of a copy of a module. */
export class Environment implements RewriteScope<Environment> {
  readonly copy: Copy;
  readonly names: Map<string, Target>;
  readonly nested: Map<string, Module>;
  readonly #copies: Copies;
  /** Names that are bound around, with their numbers of parameters. */
  readonly #bound: ReadonlyMap<string, number>;
  /** Bound names that have another name in the result. */
  readonly #renamed: ReadonlyMap<string, string>;

  constructor(
    copies: Copies,
    copy: Copy,
    names = new Map<string, Target>(copy.around?.names ?? []),
    nested = new Map<string, Module>(),
    bound: ReadonlyMap<string, number> = new Map(),
    renamed: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#copies = copies;
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
    return new Environment(this.#copies, this.copy, names, this.nested, bound, renamed);
  }

  instance(definition: Instance): Environment {
    const name = definition.name ?? unsupported("INSTANCE without a name in LET", definition.at);
    const names = new Map(this.names).set(name, this.#copies.instance(definition, this));
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

  enabling(written: Expr, rewritten: Extract<Expr, { kind: "enabled" | "fairness" }>): Expr {
    const { prefix, instance, recording } = this.copy;
    recording?.note(prefix, written, rewritten);
    return instance === null ? rewritten : throughInstance(instance, prefix, written, rewritten);
  }

  application(expr: Apply): Expr {
    if (expr.path !== undefined) return this.#selection(expr, expr.path);
    if (this.#bound.has(expr.name)) {
      const name = this.#renamed.get(expr.name) ?? expr.name;
      return name === expr.name ? expr : { ...expr, name };
    }
    const target = this.names.get(expr.name);
    const { name, lead } = target?.kind === "name" ? target : { name: expr.name, lead: [] };
    const marked = this.#copies.bound.has(name) ? `!${name}` : name;
    return marked === expr.name && lead.length === 0 ? expr : { ...expr, name: marked, args: [...lead, ...expr.args] };
  }

  /** `I!J(p)!Op(a)`: the definition with the arguments of all instances on the way. */
  #selection({ path: _path, ...expr }: Apply, path: NonNullable<Apply["path"]>): Expr {
    let names: Names = this.names;
    let lead: readonly Expr[] = [];
    for (const [i, step] of path.entries()) {
      const target: Target | undefined = names.get(step.name);
      if (target?.kind !== "instance") return unsupported(`the instance ${step.name}`, step.at);
      lead = [...(i === 0 ? target.lead : lead), ...step.args.map((arg) => rewrite<Environment>(arg, this))];
      names = target.names;
    }
    const target = names.get(expr.name);
    if (target?.kind !== "name") return unsupported(`${path.map(({ name }) => name).join("!")}!${expr.name}`, expr.at);
    const own = target.lead.length > 0 ? lead : [];
    const name = this.#copies.bound.has(target.name) ? `!${target.name}` : target.name;
    return { ...expr, name, args: [...own, ...expr.args] };
  }
}
