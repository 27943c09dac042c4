/**
 * `f[x]` where an action is expected. Where f is defined by an expression that depends on the state, or by recursion, TLC takes that expression apart:
 * each way in which it is true, through all applications of f in it, counts as a step of its own.
 */

import type { Expr } from "../ast.ts";
import type { Assigned, Then } from "./assigned.ts";
import { boundItems } from "./bound-names.ts";
import { type DefinedFunction, definedFunction } from "./defined-function.ts";
import type { Generator } from "./generator.ts";
import { bind, type Local, type Scope } from "./scope.ts";

type Index = Extract<Expr, { kind: "index" }>;
type FunctionDefinition = DefinedFunction["definition"];

/** A function that is known by its definition. */
interface Defined extends DefinedFunction {
  /** What the name stands for where only its value counts. */
  readonly local: Local;
}

/** What generates the code of the bodies. */
interface Bodies {
  generate(expr: Expr, scope: Scope, assigned: Assigned, then: Then): string;
}

export class AppliedFunctions {
  readonly #generator: Generator;
  readonly #bodies: Bodies;

  constructor(generator: Generator, bodies: Bodies) {
    this.#generator = generator;
    this.#bodies = bodies;
  }

  /** Null where the application is only evaluated. */
  apply(expr: Index, scope: Scope, assigned: Assigned, then: Then): string | null {
    const { program, branching } = this.#generator;
    const found = definedFunction(program, expr, scope);
    if (found === null || branching.isPrimed(found.definition.body, found.scope)) return null;
    const local = this.#local(found.definition, scope);
    const code = `${local.ways ?? "WAYS"}(${this.#argument(expr, scope)}, () => { ${then(assigned)} }); if (STOP) return;`;
    return local.ways === undefined ? this.#declared({ ...found, local }, scope, assigned, code) : code;
  }

  #local({ name }: FunctionDefinition, scope: Scope): Local {
    const known = scope.locals.get(name);
    if (known !== undefined) return known;
    const { program } = this.#generator;
    const code = this.#generator.definition(program.definition(name) as FunctionDefinition, scope.primed);
    return { code, call: true, lookup: `${code}_at()` };
  }

  /** The function of an argument and what is to be done in each way, and its first application. */
  #declared({ definition, scope: around, local }: Defined, scope: Scope, assigned: Assigned, application: string): string {
    const { program } = this.#generator;
    const op = program.constant(program.operations);
    const [ways, key, rest, domain] = ["ways", "key", "rest", "domain"].map((stem) => program.fresh(stem)) as [
      string,
      string,
      string,
      string,
    ];
    const fn = { definition, scope: around };
    const inner = bind({ ...around, primed: scope.primed }, [[definition.name, { ...local, fn, ways }]]);
    const [items, sets, within] = boundItems(this.#generator, definition.bounds, inner);
    const [pattern, whole] = items.length === 1 ? [items[0], sets[0]] : [`{ values: [${items}] }`, `${op}.product([${sets}])`];
    const body = this.#bodies.generate(definition.body, within, assigned, () => `${rest}(); if (STOP) return;`);
    return `{ const ${domain} = ${whole};
      const ${ways} = (${key}, ${rest}) => { ${op}.inDomain(${domain}, ${key}); const ${pattern} = ${key}; ${body} };
      ${application.replace("WAYS", ways)} }`;
  }

  #argument({ args }: Index, scope: Scope): string {
    const { program } = this.#generator;
    const op = program.constant(program.operations);
    const values = args.map((arg) => this.#generator.value(arg, scope));
    return values.length === 1 ? `${op}.forced(${values[0]})` : `${op}.key([${values}])`;
  }
}
