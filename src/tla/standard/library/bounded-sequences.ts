/** `BoundedSeq(S, n)`: the sequences over a set of at most n items. */

import { contains, elementsOf, type SetLike } from "../../values/lazy-sets.ts";
import type { Universe } from "../../values/universe.ts";
import { EvaluationError, FunctionValue, isSequence, LazySet, SetValue, textOf, type Value } from "../../values/value.ts";

/** Enumerating more than this is taken for a mistake. */
const MOST_ELEMENTS = 1 << 22;

export class BoundedSequences extends LazySet {
  readonly #universe: Universe;
  readonly #set: SetLike;
  readonly #most: number;

  constructor(universe: Universe, set: SetLike, most: number) {
    super();
    this.#universe = universe;
    this.#set = set;
    this.#most = most;
  }

  get finite(): boolean {
    return this.#set instanceof SetValue || this.#set.finite;
  }

  get description(): string {
    return `BoundedSeq(${textOf(this.#set)}, ${this.#most})`;
  }

  contains(value: Value): boolean {
    if (!(value instanceof FunctionValue && isSequence(value))) {
      throw new EvaluationError(`${textOf(value)} is no sequence, so \\in ${this.description} is an error`);
    }
    return value.values.length <= this.#most && value.values.every((item) => contains(this.#set, item));
  }

  protected enumerate(): SetValue {
    const elements = elementsOf(this.#set);
    const all: Value[][] = [];
    let rows: Value[][] = [[]];
    for (let length = 0; length <= this.#most; length++) {
      all.push(...rows);
      if (all.length > MOST_ELEMENTS) throw new EvaluationError(`${this.description} is too large to enumerate`);
      if (length < this.#most) rows = rows.flatMap((row) => elements.map((element) => [...row, element]));
    }
    return this.#universe.setOf(all.map((row) => this.#universe.sequence(row)));
  }
}
