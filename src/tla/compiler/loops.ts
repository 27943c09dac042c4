/** Generates loops for quantifiers where an action is expected. */

import type { Expr } from "../ast.ts";
import { type Assigned, merged, type Then } from "./assigned.ts";
import { unsupported } from "./errors.ts";
import type { Generator } from "./generator.ts";
import { commonGuards } from "./guards.ts";
import { bind, type Local, type Scope } from "./scope.ts";

type Quantified = Extract<Expr, { kind: "quantifier" }>;

/** What generates the code of the bodies. */
interface Bodies {
  generate(expr: Expr, scope: Scope, assigned: Assigned, then: Then): string;
}

export class Loops {
  readonly #expressions: Generator;
  readonly #bodies: Bodies;
  readonly #tests: boolean;

  /** `tests`: whether conditions that are the same for all elements are tested before the loop. */
  constructor(expressions: Generator, bodies: Bodies, tests: boolean) {
    this.#expressions = expressions;
    this.#bodies = bodies;
    this.#tests = tests;
  }

  /** `\E`: a loop over each set. */
  exists({ bounds, body }: Quantified, scope: Scope, assigned: Assigned, then: Then): string {
    const { program } = this.#expressions;
    const op = program.constant(program.operations);
    let open = "";
    let close = "";
    let inner = scope;
    const sets = bounds.map(({ domain }) => {
      const set = program.fresh("set");
      const elements = `${op}.elementsOf(${this.#expressions.value(domain, scope)})`;
      open += `const ${set} = ${this.#expressions.located(domain, elements)};`;
      return set;
    });
    const guards = this.#tests ? commonGuards(this.#expressions, bounds, body, scope) : [];
    if (guards.length > 0) {
      open += `if (${[...sets.map((set) => `${set}.length > 0`), ...guards].join(" && ")}) {`;
      close += "}";
    }
    for (const [at, bound] of bounds.entries()) {
      const set = sets[at] as string;
      const items = bound.tuple ? [bound.names] : bound.names.map((name) => [name]);
      for (const names of items) {
        const [i, item] = [program.fresh("i"), program.fresh("item")];
        open += `for (let ${i} = 0; ${i} < ${set}.length; ${i}++) { const ${item} = ${set}[${i}];`;
        const locals = names.map(({ name }, part): readonly [string, Local] => [
          name,
          { code: bound.tuple ? `${op}.parts(${item}, ${names.length})[${part}]` : item, call: false },
        ]);
        inner = bind(inner, locals);
        close += "}";
      }
    }
    return `{ ${open} ${this.#bodies.generate(body, inner, assigned, then)} ${close} }`;
  }

  /** `\A` whose body branches: the conjunction over all elements, each in each way in which it is true. */
  forAll({ bounds, body }: Quantified, scope: Scope, assigned: Assigned, then: Then): string {
    const { program } = this.#expressions;
    const op = program.constant(program.operations);
    const [sets, row, item, from, i] = ["sets", "rows", "row", "from", "i"].map((stem) => program.fresh(stem)) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const names = bounds.flatMap((bound) => (bound.tuple ? unsupported("\\A over tuples with branches", bound.at) : bound.names));
    const domains = bounds.flatMap((bound) => bound.names.map(() => this.#expressions.value(bound.domain, scope)));
    const inner = bind(
      scope,
      names.map(({ name }, place) => [name, { code: `${item}[${place}]`, call: false }] as const),
    );
    const ends: Assigned[] = [];
    const next: Then = (end) => {
      ends.push(end);
      return `${from}(${i} + 1); if (STOP) return;`;
    };
    this.#bodies.generate(body, inner, assigned, next);
    const anywhere: Assigned = { surely: assigned.surely, maybe: merged([assigned, ...ends]).maybe };
    const code = this.#bodies.generate(body, inner, anywhere, next);
    return `{ const ${sets} = [${domains}], ${row} = ${op}.rows(${sets});
      const ${from} = (${i}) => { if (${i} === ${row}.length) { ${then(anywhere)} return; } const ${item} = ${row}[${i}]; ${code} };
      ${from}(0); if (STOP) return; }`;
  }
}
