/** SYMMETRY: permutations of model values, and the representatives of orbits under them. */

import type { SpecState } from "../../lib/spec.ts";
import type { Universe } from "../values/universe.ts";
import { EvaluationError, FunctionValue, ModelValue, SetValue, textOf, type Value } from "../values/value.ts";

type Forced = ReturnType<Universe["forced"]>;

/** More permutations than this are taken for a mistake: each is tried on each state. */
const MOST_PERMUTATIONS = 1 << 16;

/** The group that a set of permutations generates, without the identity. Throws {@link EvaluationError} where it is no such set. */
export function permutationGroup(universe: Universe, symmetry: Value): readonly ValuePermutation[] {
  const generators = generatorsOf(universe, symmetry);
  const group = new Map<string, ReadonlyMap<ModelValue, ModelValue>>();
  const add = (images: ReadonlyMap<ModelValue, ModelValue>): void => {
    const moved = new Map([...images].filter(([from, to]) => from !== to));
    const key = [...moved].map(([from, to]) => `${from.id}>${to.id}`).sort();
    if (moved.size > 0 && !group.has(key.join())) group.set(key.join(), moved);
    if (group.size > MOST_PERMUTATIONS) throw new EvaluationError(`SYMMETRY has more than ${MOST_PERMUTATIONS} permutations`);
  };
  generators.forEach(add);
  // Entries that are added on the way are visited too: the loop ends when the group is closed.
  for (const one of group.values()) for (const generator of generators) add(composed(one, generator));
  return [...group.values()].map((images) => new ValuePermutation(universe, images));
}

function generatorsOf(universe: Universe, symmetry: Value): readonly ReadonlyMap<ModelValue, ModelValue>[] {
  const set = universe.forced(symmetry);
  if (!(set instanceof SetValue)) throw new EvaluationError(`SYMMETRY must be a set of permutations, it is ${textOf(set)}`);
  return set.elements.map((element) => {
    if (!(element instanceof FunctionValue))
      throw new EvaluationError(`SYMMETRY has the element ${textOf(element)}, no function`);
    const { domain, values } = element;
    const isPermutation = new Set(values).size === values.length && values.every((value) => domain.elements.includes(value));
    const pairs = domain.elements.map((from, i) => [from, values[i]] as const);
    if (!isPermutation || !pairs.every((pair) => pair[0] instanceof ModelValue)) {
      throw new EvaluationError(`SYMMETRY has the element ${textOf(element)}, no permutation of model values`);
    }
    return new Map(pairs as readonly (readonly [ModelValue, ModelValue])[]);
  });
}

/** First one, then the other. */
function composed(
  one: ReadonlyMap<ModelValue, ModelValue>,
  other: ReadonlyMap<ModelValue, ModelValue>,
): ReadonlyMap<ModelValue, ModelValue> {
  const moved = new Set([...one.keys(), ...other.keys()]);
  const image = (value: ModelValue): ModelValue => {
    const between = one.get(value) ?? value;
    return other.get(between) ?? between;
  };
  return new Map([...moved].map((value) => [value, image(value)]));
}

/** A permutation of model values, applied to values that are made of them. */
export class ValuePermutation {
  readonly #universe: Universe;
  readonly #images: ReadonlyMap<ModelValue, ModelValue>;
  /** By half of a value's id: the id of its image and 1, or 0 where that is not known. */
  #known = new Int32Array(1 << 8);

  constructor(universe: Universe, images: ReadonlyMap<ModelValue, ModelValue>) {
    this.#universe = universe;
    this.#images = images;
  }

  of(value: Value): Forced {
    const universe = this.#universe;
    const id = universe.idOf(value);
    if ((id & 1) === 1) return value as number;
    const place = id >> 1;
    const known = place < this.#known.length ? (this.#known[place] as number) : 0;
    if (known !== 0) return universe.valueOf(known - 1) as Forced;
    const image = this.#image(universe.forced(value));
    this.#keep(place, universe.idOf(image) + 1);
    return image;
  }

  #keep(place: number, image: number): void {
    if (place >= this.#known.length) {
      const grown = new Int32Array(Math.max(place + 1, this.#known.length * 2));
      grown.set(this.#known);
      this.#known = grown;
    }
    this.#known[place] = image;
  }

  #image(value: Forced): Forced {
    if (value instanceof ModelValue) return this.#images.get(value) ?? value;
    if (value instanceof SetValue) return this.#universe.setOf(value.elements.map((element) => this.of(element)));
    if (!(value instanceof FunctionValue)) return value;
    const { elements } = value.domain;
    const images = new Map(elements.map((element, i) => [this.of(element) as Value, this.of(value.values[i] as Value)]));
    const domain = this.of(value.domain) as SetValue;
    return this.#universe.functionOf(
      domain,
      domain.elements.map((element) => images.get(element) as Value),
    );
  }
}

/** Picks one state of each orbit: the least by the ids of its values, which stay what they are while values live. */
export class Orbits {
  readonly #group: readonly ValuePermutation[];
  readonly #idOf: (value: Value) => number;

  constructor(group: readonly ValuePermutation[], idOf: (value: Value) => number) {
    this.#group = group;
    this.#idOf = idOf;
  }

  /** Writes the ids of the representative's values. */
  write(state: SpecState, into: Int32Array, offset: number): void {
    const width = state.length;
    for (let i = 0; i < width; i++) into[offset + i] = this.#idOf(state[i] as Value);
    for (const permutation of this.#group) {
      let isLess = false;
      for (let i = 0; i < width; i++) {
        const id = this.#idOf(permutation.of(state[i] as Value));
        const least = into[offset + i] as number;
        if (!isLess && id > least) break;
        isLess ||= id < least;
        if (isLess) into[offset + i] = id;
      }
    }
  }
}
