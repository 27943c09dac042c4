/** What loading and analysing modules gives to the compiler and to the model configuration. */

import type { Definition, Identifier, Level, Module, Parameter, Unit } from "../ast.ts";

/** Finds the source of a module that is not in the table of standard modules; `undefined` when there is none. */
export type ResolveModule = (name: string) => { readonly file: string; readonly source: string } | undefined;

export interface LoadedModule {
  readonly root: Module;
  /** User modules by name: the root, and all modules that are extended or instantiated, directly or not. */
  readonly modules: ReadonlyMap<string, Module>;
}

export interface Analysis {
  readonly root: Module;
  readonly modules: ReadonlyMap<string, Module>;
  /** The standard modules in the EXTENDS closure of the root. */
  readonly standardModules: ReadonlySet<string>;
  /** In declaration order over the EXTENDS closure, extended modules first. */
  readonly constants: readonly Parameter[];
  /** In declaration order over the EXTENDS closure, extended modules first. */
  readonly variables: readonly Identifier[];
  /** The visible top-level definitions of the closure, those of extended modules included; named instances by their name. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** The level of each definition's body, its parameters counted as constants. */
  readonly levels: ReadonlyMap<string, Level>;
  readonly assumes: readonly (Unit & { kind: "assume" })[];
}
