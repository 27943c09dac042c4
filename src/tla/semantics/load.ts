/** Finds and parses a module with all that it extends and instantiates. */

import { closest } from "../../lib/edit-distance.ts";
import { NexusError } from "../../lib/errors.ts";
import type { SourceRange } from "../../lib/source.ts";
import type { Definition, Expr, Identifier, Module } from "../ast.ts";
import { parseModule } from "../parser/index.ts";
import { standardModules } from "../standard/names.ts";
import { parts } from "../walk.ts";
import { withSubexpressions } from "./subexpressions.ts";
import type { LoadedModule, ResolveModule } from "./types.ts";

/**
 * Loads a module and, by name, those that it needs. The standard modules of TLC keep their own meaning even if there is a file of
 * that name; a file wins over a community module. A module without a file may stand behind the first module of a file that was read.
 *
 * @throws NexusError `tla-module` when a module is missing, needs itself or stands in a file of another name; `tla-lex` and
 *   `tla-parse` when one is malformed.
 */
export function loadModule(name: string, resolve: ResolveModule): LoadedModule {
  const loader = new Loader(resolve);
  const root = loader.load(name);
  return withSubexpressions({ root, modules: loader.modules });
}

class Loader {
  readonly resolve: ResolveModule;
  readonly modules = new Map<string, Module>();
  private readonly loading: string[] = [];
  /** The files that were read. */
  private readonly files: { readonly file: string; readonly source: string }[] = [];

  constructor(resolve: ResolveModule) {
    this.resolve = resolve;
  }

  load(name: string, at?: SourceRange): Module {
    const known = this.modules.get(name);
    if (known !== undefined) return known;
    if (this.loading.includes(name)) {
      const cycle = [...this.loading.slice(this.loading.indexOf(name)), name].join(" -> ");
      throw new NexusError("tla-module", `modules need each other: ${cycle}`, {
        ...(at === undefined ? {} : { at }),
        hint: "no module may extend or instantiate itself, directly or not",
      });
    }
    const found = this.resolve(name);
    const behind = found === undefined ? this.behindOthers(name) : undefined;
    if (behind !== undefined) return this.loaded(name, behind);
    if (found === undefined) {
      const near = closest(name, standardModules.keys());
      throw new NexusError("tla-module", `module ${name} is not found`, {
        ...(at === undefined ? {} : { at }),
        hint: near === undefined ? `it belongs in a file ${name}.tla` : `did you mean the standard module \`${near}\`?`,
      });
    }
    this.files.push(found);
    const module = parseModule(found.file, found.source);
    if (module.name !== name) {
      throw new NexusError("tla-module", `found module ${module.name}, expected ${name}, as the file is named`, {
        at: { ...module.at, end: module.at.start },
        hint: `rename the module or the file: the module must be called like its file`,
      });
    }
    return this.loaded(name, module);
  }

  private loaded(name: string, module: Module): Module {
    this.loading.push(name);
    this.needs(module, []);
    this.loading.pop();
    this.modules.set(name, module);
    return module;
  }

  /** A module behind the first one of a file that was read. */
  private behindOthers(name: string): Module | undefined {
    for (const { file, source } of this.files) {
      const header = new RegExp(`^-{4,}[ \\t]*MODULE[ \\t]+${name}[ \\t]*-{4,}`, "m").exec(source);
      if (header === null) continue;
      const before = source.slice(0, header.index).replace(/[^\n]/g, " ");
      return { ...parseModule(file, before + source.slice(header.index)), source };
    }
    return undefined;
  }

  private needs(module: Module, around: readonly string[]): void {
    const nested = [...around, ...module.units.flatMap((unit) => (unit.kind === "module" ? [unit.module.name] : []))];
    for (const identifier of module.extends) this.need(identifier, nested);
    for (const unit of module.units) {
      if (unit.kind === "module") this.needs(unit.module, nested);
      else for (const identifier of instantiated(unit)) this.need(identifier, nested);
    }
  }

  private need({ name, at }: Identifier, nested: readonly string[]): void {
    if (nested.includes(name)) return;
    const standard = standardModules.get(name);
    if (standard?.overridesFiles === true) return;
    if (standard !== undefined && !this.modules.has(name) && this.resolve(name) === undefined) return;
    this.load(name, at);
  }
}

/** The modules that a unit instantiates, in LET too. */
function instantiated(unit: Module["units"][number]): Identifier[] {
  switch (unit.kind) {
    case "operator":
    case "functionDefinition":
    case "instance":
      return ofDefinition(unit);
    case "assume":
      return ofExpression(unit.body);
    case "theorem":
      return unit.body === undefined ? [] : ofExpression(unit.body);
    default:
      return [];
  }
}

function ofDefinition(definition: Definition): Identifier[] {
  switch (definition.kind) {
    case "instance":
      return [
        { name: definition.module, at: definition.moduleAt },
        ...definition.substitutions.flatMap(({ value }) => ofExpression(value)),
      ];
    case "functionDefinition":
      return [...definition.bounds.flatMap(({ domain }) => ofExpression(domain)), ...ofExpression(definition.body)];
    case "operator":
      return ofExpression(definition.body);
  }
}

function ofExpression(expr: Expr): Identifier[] {
  if (expr.kind === "let") return [...expr.definitions.flatMap(ofDefinition), ...ofExpression(expr.body)];
  return parts(expr).flatMap(ofExpression);
}
