/** What is known of a module while its units are checked one after the other. */

import { NexusError } from "../../lib/errors.ts";
import type { SourceRange } from "../../lib/source.ts";
import type { Definition, Module, Unit } from "../ast.ts";
import { standardModules } from "../standard/names.ts";
import type { ModuleScope, Scope } from "./scope.ts";
import type { Declared, Leveled } from "./symbols.ts";
import type { Warning } from "./types.ts";

/** A module while its units are checked. */
export class ModuleState {
  readonly module: Module;
  readonly scope: Scope;
  readonly local = new Set<string>();
  /** Names that came through an INSTANCE without a name. */
  readonly instantiated = new Set<string>();
  readonly declared: Declared[] = [];
  readonly standard = new Set<string>();
  readonly assumes: (Unit & { kind: "assume" })[] = [];
  readonly warnings: Warning[] = [];
  readonly inherited = new Map<string, Definition>();

  constructor(module: Module, scope: Scope) {
    this.module = module;
    this.scope = scope;
  }

  declare(declared: Declared): void {
    this.scope.add(declared);
    this.declared.push(declared);
  }

  /** Assumptions and theorems with a name may be referred to like definitions. */
  statement(name: string | undefined, at: SourceRange, levels: Leveled): void {
    if (name === undefined) return;
    this.scope.add({ kind: "operator", name, formals: [], levels, at, origin: at });
  }

  extend(module: ModuleScope, at: SourceRange): void {
    for (const named of module.exported.values()) if (this.scope.import(named, at)) this.warn(named.name, module.name, at);
    for (const [name, nested] of module.nestedModules) this.scope.nestedModules.set(name, nested);
    for (const declared of module.declared)
      if (!this.declared.some(({ name }) => name === declared.name)) this.declared.push(declared);
    this.warnings.push(...module.warnings.filter((warning) => !this.warnings.includes(warning)));
    for (const assume of module.assumes) if (!this.assumes.includes(assume)) this.assumes.push(assume);
    for (const name of module.standardModules) this.standard.add(name);
    for (const [name, definition] of module.definitions)
      if (module.exported.has(name) && !this.inherited.has(name)) this.inherited.set(name, definition);
  }

  warn(name: string, module: string, at: SourceRange): void {
    this.warnings.push({ code: "tla-name", message: `\`${name}\` of module ${module} is hidden by an earlier \`${name}\``, at });
  }

  nest(name: string, module: ModuleScope, at: SourceRange): void {
    if (standardModules.has(name) || this.scope.findModule(name) !== undefined) {
      throw new NexusError("tla-name", `module ${name} is already defined`, { at });
    }
    this.scope.nestedModules.set(name, module);
  }

  result(): ModuleScope {
    const { module, scope, declared, assumes } = this;
    const definitions = new Map(this.inherited);
    for (const [name, named] of scope.names) {
      const definition = named.kind === "operator" || named.kind === "instance" ? named.definition : undefined;
      if (definition !== undefined && !this.instantiated.has(name)) definitions.set(name, definition);
    }
    return {
      name: module.name,
      module,
      exported: new Map([...scope.names].filter(([name]) => !this.local.has(name))),
      nestedModules: scope.nestedModules,
      declared,
      scope,
      standardModules: this.standard,
      assumes,
      warnings: this.warnings,
      definitions,
    };
  }
}
