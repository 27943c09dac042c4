/** Scopes: from names to what they stand for. TLA+ forbids to hide a name, so adding a name that is visible already is an error. */

import { closest } from "../../lib/edit-distance.ts";
import { NexusError } from "../../lib/errors.ts";
import { formatPosition, type SourceRange } from "../../lib/source.ts";
import type { Definition, Module, Parameter, Unit } from "../ast.ts";
import { standardModules } from "../standard/names.ts";
import { arityOf, type Declared, type Named } from "./symbols.ts";
import type { Warning } from "./types.ts";

export class Scope {
  readonly parent: Scope | undefined;
  readonly names = new Map<string, Named>();
  /** Modules that may be instantiated or extended by name because they are nested here. */
  readonly nestedModules = new Map<string, ModuleScope>();
  /** Declared RECURSIVE here and not defined yet. */
  readonly recursive = new Map<string, Parameter>();
  /** The definition whose body this scope is for: its name is not visible in it. */
  defining: string | undefined;

  constructor(parent?: Scope) {
    this.parent = parent;
  }

  find(name: string): Named | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const found = scope.names.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  findModule(name: string): ModuleScope | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const found = scope.nestedModules.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  add(named: Named, at: SourceRange | undefined = named.at): void {
    const present = this.find(named.name);
    if (present !== undefined) {
      if (sameMeaning(present, named)) return;
      throw new NexusError("tla-name", `\`${named.name}\` is already defined or declared`, {
        ...(at === undefined ? {} : { at }),
        hint:
          present.at === undefined
            ? `it is ${homeOf(present)}; choose another name`
            : `the first is at ${formatPosition(present.at)}; choose another name`,
      });
    }
    this.names.set(named.name, named);
  }

  /**
   * Adds a name that EXTENDS or INSTANCE brings. Like SANY, the first meaning stays if both are of one kind and arity.
   *
   * @returns whether there was another meaning
   */
  import(named: Named, at: SourceRange): boolean {
    const present = this.find(named.name);
    const compatible = present !== undefined && present.kind === named.kind && arityOf(present) === arityOf(named);
    if (!compatible) this.add(named, at);
    return compatible && !sameMeaning(present, named);
  }

  /** All names that are visible. */
  *visible(): Generator<string> {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) yield* scope.names.keys();
  }

  private isDefining(name: string): boolean {
    return this.defining === name || (this.parent?.isDefining(name) ?? false);
  }

  unknown(name: string, at: SourceRange): never {
    const near = closest(name, this.visible());
    const homes = [...standardModules.values()].filter((module) => module.operators.has(name)).map((module) => module.name);
    const hint = this.isDefining(name)
      ? `a definition that refers to itself needs a declaration before it: RECURSIVE ${name}`
      : homes.length > 0
        ? `it is defined in the standard module ${homes.slice(0, 3).join(" and in ")}: add that to EXTENDS`
        : near === undefined
          ? undefined
          : `did you mean \`${near}\`?`;
    throw new NexusError("tla-name", `\`${name}\` is not defined`, hint === undefined ? { at } : { at, hint });
  }
}

function sameMeaning(one: Named, other: Named): boolean {
  if (one === other) return true;
  return one.kind === "operator" && other.kind === "operator" && one.origin === other.origin;
}

function homeOf(named: Named): string {
  const home = [...standardModules.values()].find(
    (module) => module.operators.get(named.name) === ("origin" in named ? named.origin : undefined),
  );
  return home === undefined ? "built in" : `defined in the standard module ${home.name}`;
}

/** What a module offers to those that extend or instantiate it. */
export interface ModuleScope {
  readonly name: string;
  /** Absent for standard modules. */
  readonly module: Module | undefined;
  /** All names that are visible at the end of the module and are not LOCAL, declared ones included. */
  readonly exported: ReadonlyMap<string, Named>;
  readonly nestedModules: ReadonlyMap<string, ModuleScope>;
  /** Declared in the module and in those it extends. */
  readonly declared: readonly Declared[];
  readonly scope: Scope;
  readonly standardModules: ReadonlySet<string>;
  readonly warnings: readonly Warning[];
  readonly assumes: readonly (Unit & { kind: "assume" })[];
  /** Definitions at the top of the module and of those it extends, LOCAL ones of the module itself included. */
  readonly definitions: ReadonlyMap<string, Definition>;
}
