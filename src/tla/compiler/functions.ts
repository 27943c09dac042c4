/** Generates code for functions: their definitions, applications and EXCEPT. */

import type { Definition, Expr } from "../ast.ts";
import { boundItems } from "./bound-names.ts";
import type { Generator } from "./generator.ts";
import type { Program } from "./program.ts";
import { bind, isPlainName, type Scope } from "./scope.ts";

export class Functions {
  readonly #generator: Generator;
  readonly #program: Program;
  readonly #op: string;

  constructor(generator: Generator) {
    this.#generator = generator;
    this.#program = generator.program;
    this.#op = generator.program.constant(generator.program.operations);
  }

  /**
   * `f[x \in S] == e`: `name()` gives the function, and `name_at()` a JavaScript function that gives single values, so that a
   * function on an infinite set can be applied. Both are kept where they stay the same.
   */
  definition(
    name: string,
    definition: Extract<Definition, { kind: "functionDefinition" }>,
    scope: Scope,
    topLevel: boolean,
  ): string {
    const op = this.#op;
    const [self, memo, key, domain] = ["self", "memo", "key", "domain"].map((stem) => this.#program.fresh(stem)) as [
      string,
      string,
      string,
      string,
    ];
    const inner = bind(scope, [[definition.name, { code: name, call: true, lookup: self }]]);
    const [items, sets, around] = boundItems(this.#generator, definition.bounds, inner);
    const [first] = items as [string];
    const whole = items.length === 1 ? sets[0] : `${op}.product([${sets}])`;
    const pattern = items.length === 1 ? first : `{ values: [${items}] }`;
    const body = this.#generator.value(definition.body, around);
    const kept = topLevel
      ? !this.#program.dependence({ ...definition, kind: "function" }).state
      : !this.#generator.branching.isPrimed(definition.body, scope);
    const keep = (cache: string, code: string) => (kept ? `${cache} ??= ${code}` : code);
    return `let c${name}, a${name};
      function ${name}_at() { return ${keep(
        `a${name}`,
        `(() => {
        const ${memo} = new Map(), ${domain} = ${whole};
        const ${self}_new = (${pattern}) => ${body};
        const ${self} = (${key}) => {
          let v = ${memo}.get(${key});
          if (v === undefined) { ${op}.inDomain(${domain}, ${key}); v = ${op}.forced(${self}_new(${key})); ${memo}.set(${key}, v); }
          return v;
        };
        return ${self};
      })()`,
      )}; }
      function ${name}() { return ${keep(`c${name}`, `${op}.functionOn(${whole}, ${name}_at())`)}; }`;
  }

  /** Code that gives the JavaScript function of a defined function. */
  #lookup(name: string, scope: Scope): string | undefined {
    const local = scope.locals.get(name);
    if (local !== undefined) return local.lookup;
    const definition = this.#program.definition(name);
    if (definition?.kind !== "functionDefinition") return undefined;
    return `${this.#generator.definition(definition, scope.primed && this.#program.dependence({ ...definition, kind: "function" }).state)}_at()`;
  }

  /** `f[x]` */
  application(expr: Extract<Expr, { kind: "index" }>, scope: Scope): string {
    const args = expr.args.map((arg) => this.#generator.value(arg, scope));
    const lookup = isPlainName(expr.fn) ? this.#lookup(expr.fn.name, scope) : undefined;
    if (lookup !== undefined)
      return `${lookup}(${args.length === 1 ? `${this.#op}.forced(${args[0]})` : `${this.#op}.key([${args}])`})`;
    const fn = this.#generator.value(expr.fn, scope);
    return args.length === 1 ? `${this.#op}.apply1(${fn}, ${args[0]})` : `${this.#op}.apply(${fn}, [${args}])`;
  }

  /** `[f EXCEPT ![x] = e]` */
  except(expr: Extract<Expr, { kind: "except" }>, scope: Scope): string {
    return expr.updates.reduce(
      (base, update) => {
        const keys = update.path.map((step) =>
          step.kind === "field"
            ? this.#program.constant(this.#program.universe.string(step.name))
            : step.args.length === 1
              ? this.#generator.value(step.args[0] as Expr, scope)
              : `${this.#op}.key([${step.args.map((arg) => this.#generator.value(arg, scope))}])`,
        );
        const old = this.#program.fresh("old");
        const change = `(${old}) => ${this.#generator.value(update.value, { ...scope, at: old })}`;
        if (keys.length > 2) return `${this.#op}.except(${base}, [${keys}], ${change})`;
        return `${this.#op}.except${keys.length}(${base}, ${keys.join(", ")}, ${change})`;
      },
      this.#generator.value(expr.base, scope),
    );
  }
}
