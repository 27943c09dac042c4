/** What names mean inside of a temporal formula: values of quantified names, and arguments of definitions. */

import type { Expr } from "../ast.ts";
import type { Expressions } from "../compiler/expressions.ts";
import { bind, type Local, outermost, type Scope } from "../compiler/scope.ts";
import { textOf, type Value } from "../values/value.ts";

/** A quantified name has a value; a parameter or a LET name stands for an expression of the environment around it. */
export type Meaning = { readonly value: Value } | { readonly expr: Expr; readonly environment: Environment };

export class Environment {
  readonly names: ReadonlyMap<string, Meaning>;

  constructor(names: ReadonlyMap<string, Meaning> = new Map()) {
    this.names = names;
  }

  with(names: Iterable<readonly [string, Meaning]>): Environment {
    return new Environment(new Map([...this.names, ...names]));
  }

  /** The values of all quantified names, in order. */
  values(): readonly Value[] {
    return [...this.names.values()].flatMap((meaning) => ("value" in meaning ? [meaning.value] : meaning.environment.values()));
  }

  /** ` with p = 1`, or nothing. */
  text(): string {
    const pairs = [...this.names].flatMap(([name, meaning]) =>
      "value" in meaning ? [`${name} = ${textOf(meaning.value)}`] : [],
    );
    return pairs.length === 0 ? "" : ` with ${pairs.join(", ")}`;
  }

  /** The scope in which code for expressions is generated; `parameter` gives the code of each of {@link values}, in order. */
  scope(expressions: Expressions, parameter: () => string): Scope {
    const locals = [...this.names].map(([name, meaning]): readonly [string, Local] => {
      if ("value" in meaning) return [name, { code: parameter(), call: false }];
      const { expr, environment } = meaning;
      const scope = environment.scope(expressions, parameter);
      const expansion = { params: [], body: expr, scope };
      // An action has no value; its code is asked for only where a value is.
      return [
        name,
        {
          call: false,
          expansion,
          get code() {
            return `(${expressions.value(expr, scope)})`;
          },
        },
      ];
    });
    return bind(outermost, locals);
  }
}
