/**
 * Names of subexpressions: `Op!2`, `Op(a)!label`, `Theorem!:`, `I!Op!1!(x)`. Each becomes the name of a definition of its own, which
 * stands behind the one that it takes a part of; so it means what that means, also where that is extended or instantiated.
 */

import { NexusError } from "../../lib/errors.ts";
import type { Definition, Expr, Module, Parameter, Unit } from "../ast.ts";
import { partOf } from "./expression-parts.ts";
import type { LoadedModule } from "./types.ts";

type Apply = Extract<Expr, { kind: "apply" }>;
type Operator = Extract<Definition, { kind: "operator" }>;
type Step = NonNullable<Apply["path"]>[number];

/** The modules with every such name replaced. Throws `tla-subexpression` for one that selects nothing. */
export function withSubexpressions(loaded: LoadedModule): LoadedModule {
  const all = [...loaded.modules.values()];
  if (!all.some((module) => module.source.includes("!"))) return loaded;
  const names = new SubexpressionNames(loaded);
  const modules = new Map([...loaded.modules].map(([name, module]) => [name, names.module(module)] as const));
  for (;;) {
    const pending = names.pending;
    if (pending.length === 0) break;
    names.pending = [];
    for (const { module, after, unit } of pending) names.place(module, after, unit);
  }
  const placed = new Map(
    [...modules].map(([name, module]) => [name, names.withPlaced(module, loaded.modules.get(name) as Module)]),
  );
  return { root: placed.get(loaded.root.name) as Module, modules: placed };
}

/** A definition to be placed behind another one. */
interface Placing {
  readonly module: Module;
  readonly after: string;
  readonly unit: Operator;
}

class SubexpressionNames {
  pending: Placing[] = [];
  readonly #loaded: LoadedModule;
  readonly #known = new Set<string>();
  readonly #placed = new Map<Module, Placing[]>();

  constructor(loaded: LoadedModule) {
    this.#loaded = loaded;
  }

  module(module: Module): Module {
    return this.#mapped(module, [module]);
  }

  place(module: Module, after: string, unit: Operator): void {
    const placings = this.#placed.get(module) ?? [];
    this.#placed.set(module, [...placings, { module, after, unit: this.#mapped(unit, [module]) }]);
  }

  withPlaced(module: Module, original: Module): Module {
    if (this.#placed.size === 0) return module;
    const placings = this.#placed.get(original) ?? [];
    const units = module.units.flatMap((unit, i): readonly Unit[] => {
      const was = original.units[i];
      const nested = unit.kind === "module" && was?.kind === "module";
      const behind = placings.filter(({ after }) => nameOf(unit) === after).map((placing) => placing.unit);
      return [nested ? { ...unit, module: this.withPlaced(unit.module, was.module) } : unit, ...behind];
    });
    return { ...module, units };
  }

  /** A part of a syntax tree with the names in it replaced; the same object where there are none. */
  #mapped<T>(node: T, around: readonly Module[]): T {
    if (typeof node !== "object" || node === null) return node;
    if (Array.isArray(node)) {
      const items = node.map((item) => this.#mapped(item, around));
      return (items.every((item, i) => item === node[i]) ? node : items) as T;
    }
    const { kind, path } = node as { readonly kind?: string; readonly path?: readonly Step[] };
    const inner = kind === "module" ? [...around, (node as unknown as Extract<Unit, { kind: "module" }>).module] : around;
    let changed: object | null = null;
    for (const [key, value] of Object.entries(node)) {
      if (key === "at" || key === "nameAt") continue;
      const mapped = this.#mapped(value, inner);
      if (mapped === value) continue;
      changed = { ...(changed ?? node), [key]: mapped };
    }
    const result = (changed ?? node) as T;
    return kind === "apply" && path !== undefined ? (this.#named(result as Apply, around) as T) : result;
  }

  /** A name with a path, where the path goes into a definition. */
  #named(expr: Apply, around: readonly Module[]): Apply {
    const steps = [...(expr.path ?? []), { name: expr.name, args: expr.args, at: expr.at }];
    let scopes: readonly Module[] = around;
    for (const [i, step] of steps.entries()) {
      const selectors = steps.slice(i + 1);
      const found = this.#find(scopes, step.name);
      if (found === undefined || selectors.length === 0) return expr;
      if (found.kind === "instance") {
        const module = this.#instantiated(scopes, found.module);
        if (module === undefined) return expr;
        scopes = [module];
        continue;
      }
      const { name, params } = this.#define(found.definition, found.module, selectors);
      const args = [step, ...selectors].flatMap((one) => one.args);
      if (args.length !== params) return expr;
      const { path: _, ...rest } = expr;
      return { ...rest, name, args, ...(i === 0 ? {} : { path: steps.slice(0, i) }) };
    }
    return expr;
  }

  #define(definition: Operator, module: Module, selectors: readonly Step[]): { readonly name: string; readonly params: number } {
    const name = [definition.name, ...selectors.map((selector) => selector.name)].join("!");
    let body = definition.body;
    const params: Parameter[] = [...definition.params];
    for (const { name: selector, at } of selectors) {
      const part = partOf(body, selector);
      if (part === null) {
        throw new NexusError("tla-subexpression", `\`${selector}\` selects no part of this expression of ${definition.name}`, {
          at,
          hint: "a number selects an operand, a name a label, `(x)` the body below a bound name",
        });
      }
      body = part.expr;
      params.push(...part.params.map((param): Parameter => ({ ...param, arity: 0 })));
    }
    if (!this.#known.has(`${module.name} ${name}`)) {
      this.#known.add(`${module.name} ${name}`);
      this.pending.push({ module, after: definition.name, unit: { ...definition, name, params, body } });
    }
    return { name, params: params.length };
  }

  /** What a name means in modules, the innermost last, as far as that can have parts. */
  #find(scopes: readonly Module[], name: string): Found | undefined {
    for (const module of [...scopes].reverse()) {
      const found = this.#findIn(module, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A module that is nested here, or one of a file. */
  #instantiated(scopes: readonly Module[], name: string): Module | undefined {
    const nested = scopes.flatMap(({ units }) => units.flatMap((unit) => (unit.kind === "module" ? [unit.module] : [])));
    return nested.findLast((module) => module.name === name) ?? this.#loaded.modules.get(name);
  }

  #findIn(module: Module, name: string): Found | undefined {
    for (const unit of module.units) {
      if (nameOf(unit) !== name) continue;
      if (unit.kind === "instance") return { kind: "instance", module: unit.module };
      if (unit.kind === "operator") return { kind: "definition", definition: unit, module };
      if ((unit.kind === "theorem" || unit.kind === "assume") && unit.body !== undefined) {
        const { at, body } = unit;
        return {
          kind: "definition",
          module,
          definition: { kind: "operator", at, name, nameAt: at, params: [], body, local: false },
        };
      }
    }
    for (const { name: extended } of module.extends) {
      const other = this.#loaded.modules.get(extended);
      const found = other === undefined ? undefined : this.#findIn(other, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

type Found =
  | { readonly kind: "instance"; readonly module: string }
  | { readonly kind: "definition"; readonly definition: Operator; readonly module: Module };

const nameOf = (unit: Unit): string | undefined => ("name" in unit ? unit.name : undefined);
