/** What loading and analysing modules gives to the compiler and to the model configuration. */

import type { SourceRange } from "../../lib/source.ts";
import type { Definition, Identifier, Level, Module, Parameter, Unit } from "../ast.ts";

/** Finds the source of a module that is not in the table of standard modules; `undefined` when there is none. */
export type ResolveModule = (name: string) => { readonly file: string; readonly source: string } | undefined;

export interface LoadedModule {
  readonly root: Module;
  /** User modules by name: the root, and all modules that are extended or instantiated, directly or not. Needed ones come first. */
  readonly modules: ReadonlyMap<string, Module>;
}

/** Something that is allowed but seldom meant. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly at: SourceRange;
}

export interface OperatorSummary {
  readonly arity: number;
  /** The level of an application to constants. */
  readonly level: Level;
}

/** A module with those that it extends. */
export interface ModuleClosure {
  /** The standard modules in the EXTENDS closure. */
  readonly standardModules: ReadonlySet<string>;
  /** In declaration order over the EXTENDS closure, extended modules first. */
  readonly constants: readonly Parameter[];
  /** In declaration order over the EXTENDS closure, extended modules first. */
  readonly variables: readonly Identifier[];
  /**
   * The top-level definitions that are visible in the module: its own, LOCAL ones included, and those of extended modules; named
   * instances by their name. What an INSTANCE without a name brings is in `operators` only.
   */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** The level of each definition's body, its parameters counted as constants. */
  readonly levels: ReadonlyMap<string, Level>;
  /** All that a name can mean at the end of the module, instances and built-in operators apart. */
  readonly operators: ReadonlyMap<string, OperatorSummary>;
  readonly assumes: readonly (Unit & { kind: "assume" })[];
  readonly warnings: readonly Warning[];
}

export interface Analysis extends ModuleClosure {
  readonly root: Module;
  readonly modules: ReadonlyMap<string, Module>;
  /** Of each user module, the root included, as if it stood alone: what the compiler needs to evaluate an instance. */
  readonly closures: ReadonlyMap<string, ModuleClosure>;
}
