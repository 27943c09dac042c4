/** Generates JavaScript functions for definitions, those of modules and those of LET. */

import type { Definition } from "../ast.ts";
import { unsupported } from "./errors.ts";
import type { Functions } from "./functions.ts";
import type { Generator } from "./generator.ts";
import { decidingVariables, keptFunction } from "./kept-values.ts";
import type { Program } from "./program.ts";
import { bind, type Named, outermost, type Scope } from "./scope.ts";

export class Definitions {
  readonly #generator: Generator;
  readonly #program: Program;
  readonly #ofFunctions: Functions;
  readonly #functions = new Map<string, string>();

  constructor(generator: Generator, ofFunctions: Functions) {
    this.#generator = generator;
    this.#program = generator.program;
    this.#ofFunctions = ofFunctions;
  }

  /** A definition as a function: its name in generated code. If `lazy`, its parameters are functions that give values. */
  topLevel(definition: Named, primed: boolean, lazy = false): string {
    const key = `${primed ? "'" : ""}${lazy ? "?" : ""}${definition.name}`;
    const known = this.#functions.get(key);
    if (known !== undefined) return known;
    const name = this.#program.fresh(`d${definition.name}`);
    this.#functions.set(key, name);
    try {
      this.#declare(name, definition, primed, lazy);
    } catch (error) {
      this.#functions.delete(key);
      throw error;
    }
    return name;
  }

  #declare(name: string, definition: Named, primed: boolean, lazy: boolean): void {
    const scope: Scope = { ...outermost, primed };
    if (definition.kind === "operator" && definition.params.length === 0 && !this.#program.dependence(definition.body).state) {
      const value = this.#generator.value(definition.body, scope);
      const keep = this.#program.constant(this.#program.libraries.keep);
      const kept = this.#program.dependence(definition.body).volatile
        ? `${keep}(${JSON.stringify(definition.name)}, () => ${value})`
        : value;
      this.#generator.declarations.push(`let c${name}; function ${name}() { return c${name} ??= ${kept}; }`);
    } else {
      this.#generator.declarations.push(this.#kept(name, definition, scope) ?? this.#function(name, definition, scope, lazy));
    }
  }

  /** A definition whose values are kept by those of the variables that decide them. */
  #kept(name: string, definition: Named, scope: Scope): string | null {
    const variables = decidingVariables(this.#program, definition);
    if (variables === null || definition.kind !== "operator") return null;
    const registers = variables.map((variable) => `${scope.primed ? "t" : "s"}${variable}`);
    const id = this.#program.constant(this.#program.idOf);
    return keptFunction(name, this.#generator.value(definition.body, scope), registers, id);
  }

  #function(name: string, definition: Named, scope: Scope, lazy = false): string {
    if (definition.kind === "functionDefinition") return this.#ofFunctions.definition(name, definition, scope, true);
    const params = definition.params.map(({ name: param }) => this.#program.fresh(param));
    const inner = bind(
      scope,
      definition.params.map(
        ({ name: param, arity }, i) => [param, { code: params[i] as string, call: arity > 0 || lazy }] as const,
      ),
    );
    return `function ${name}(${params.join(", ")}) { return ${this.#generator.value(definition.body, inner)}; }`;
  }

  /** Local definitions as JavaScript declarations; a definition without parameters is evaluated at most once. */
  local(definitions: readonly Definition[], scope: Scope): readonly [string, Scope] {
    let inner = scope;
    const declare: ((all: Scope) => string)[] = [];
    for (const definition of definitions) {
      if (definition.kind === "instance") return unsupported("INSTANCE in LET", definition.at);
      const code = this.#program.fresh(definition.name);
      inner = bind(inner, [
        [
          definition.name,
          {
            code,
            call: true,
            ...(definition.kind === "operator"
              ? { expansion: { params: definition.params, body: definition.body, scope: inner } }
              : { lookup: `${code}_at()`, fn: { definition, scope: inner } }),
          },
        ],
      ]);
      declare.push((all) => this.#declareLocal(code, definition, all));
    }
    const declarations = declare.map((declaration) => declaration(inner));
    return [declarations.join(" "), inner];
  }

  #declareLocal(code: string, definition: Named, scope: Scope): string {
    if (definition.kind === "functionDefinition") return this.#ofFunctions.definition(code, definition, scope, false);
    if (definition.params.length > 0) return this.#function(code, definition, scope);
    const body = this.#generator.value(definition.body, scope);
    // Next values differ from branch to branch.
    if (this.#generator.branching.isPrimed(definition.body, scope)) return `const ${code} = () => ${body};`;
    return `let c${code}; const ${code} = () => c${code} ??= ${body};`;
  }
}
