/** Sets that answer membership without being enumerated. */

import type { Universe } from "./universe.ts";
import {
  compare,
  EvaluationError,
  FunctionValue,
  isSequence,
  LazySet,
  SetValue,
  type StringValue,
  textOf,
  type Value,
} from "./value.ts";

export type SetLike = SetValue | LazySet;

function isFiniteSet(set: SetLike): boolean {
  return set instanceof SetValue || set.finite;
}

/** Enumerating more than this is taken for a mistake. */
const MOST_ELEMENTS = 1 << 22;

export function contains(set: Value, value: Value): boolean {
  if (set instanceof SetValue) return indexIn(set, value) >= 0;
  if (set instanceof LazySet) return set.contains(value);
  throw new EvaluationError(`the right side of \\in must be a set, it is ${textOf(set)}`);
}

/** In sets of at most so many elements, looking at each is faster than comparing some. */
const FEW_ELEMENTS = 24;

/** The place of an element in a set's canonical order, or -1. */
export function indexIn({ elements }: SetValue, value: Value): number {
  if (elements.length <= FEW_ELEMENTS) {
    for (let i = 0; i < elements.length; i++) if (elements[i] === value) return i;
  }
  const place = placeIn(elements, value instanceof LazySet ? value.force() : value);
  return place < 0 ? -1 : place;
}

/** The place of a forced value in elements in canonical order, or the complement (`~`) of the place where it belongs. */
export function placeIn(elements: readonly Value[], wanted: Value): number {
  let low = 0;
  let high = elements.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const element = elements[middle] as Value;
    if (element === wanted) return middle;
    if (compare(element, wanted) < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~low;
}

/** The elements of a set, enumerating it if it must be. */
export function elementsOf(set: Value): readonly Value[] {
  if (set instanceof SetValue) return set.elements;
  if (set instanceof LazySet) return set.force().elements;
  throw new EvaluationError(`expected a set, found ${textOf(set)}`);
}

function infinite(description: string): never {
  throw new EvaluationError(`${description} is infinite and cannot be enumerated`);
}

function tooLarge(description: string): never {
  throw new EvaluationError(`${description} is too large to enumerate`);
}

/** `low..high`. */
export class IntervalSet extends LazySet {
  readonly finite = true;
  readonly #universe: Universe;
  readonly low: number;
  readonly high: number;
  constructor(universe: Universe, low: number, high: number) {
    super();
    this.#universe = universe;
    this.low = low;
    this.high = high;
  }
  get description(): string {
    return `${this.low}..${this.high}`;
  }
  contains(value: Value): boolean {
    if (typeof value !== "number")
      throw new EvaluationError(`${textOf(value)} is no integer, so \\in ${this.description} is an error`);
    return value >= this.low && value <= this.high;
  }
  protected enumerate(): SetValue {
    const length = Math.max(0, this.high - this.low + 1);
    if (length > MOST_ELEMENTS) tooLarge(this.description);
    return this.#universe.setOfSorted(Array.from({ length }, (_, i) => this.low + i));
  }
}

/** Nat, Int, STRING, and other infinite sets. */
export class InfiniteSet extends LazySet {
  readonly finite = false;
  readonly description: string;
  readonly #member: (value: Value) => boolean;
  constructor(description: string, member: (value: Value) => boolean) {
    super();
    this.description = description;
    this.#member = member;
  }
  contains(value: Value): boolean {
    return this.#member(value);
  }
  protected enumerate(): SetValue {
    return infinite(this.description);
  }
}

/** Membership is remembered once it was asked for so often. */
const OFTEN = 32;

/** A set whose members have parts. It remembers which values are members, so that their parts are looked at once. */
abstract class CompositeSet extends LazySet {
  #asked = 0;
  /** By half of the ids of values, a bit each: whether they are known as members. */
  #members: Int32Array | null = null;

  protected abstract has(value: Value): boolean;

  contains(value: Value): boolean {
    if (typeof value !== "object") return this.has(value);
    const members = this.#members;
    if (members === null) {
      this.#asked += 1;
      if (this.#asked > OFTEN) this.#members = new Int32Array(0);
      return this.has(value);
    }
    const place = value.id >> 1;
    const word = place >> 5;
    if (word < members.length && ((members[word] as number) & (1 << (place & 31))) !== 0) return true;
    return this.has(value) && this.#remember(place);
  }

  #remember(place: number): true {
    let members = this.#members as Int32Array;
    const word = place >> 5;
    if (word >= members.length) {
      const grown = new Int32Array((word + 1) * 2);
      grown.set(members);
      members = grown;
      this.#members = grown;
    }
    members[word] = (members[word] as number) | (1 << (place & 31));
    return true;
  }
}

/** `SUBSET base`. */
export class PowerSet extends CompositeSet {
  readonly #universe: Universe;
  readonly #base: SetLike;
  constructor(universe: Universe, base: SetLike) {
    super();
    this.#universe = universe;
    this.#base = base;
  }
  get finite(): boolean {
    return isFiniteSet(this.#base);
  }
  get description(): string {
    return `SUBSET ${textOf(this.#base)}`;
  }
  protected has(value: Value): boolean {
    return elementsOf(value).every((element) => contains(this.#base, element));
  }
  protected enumerate(): SetValue {
    const base = elementsOf(this.#base);
    if (base.length > 22) tooLarge(this.description);
    let subsets: Value[][] = [[]];
    for (const element of base) subsets = subsets.concat(subsets.map((subset) => [...subset, element]));
    return this.#universe.setOf(subsets.map((subset) => this.#universe.setOfSorted(subset)));
  }
}

/** `[domain -> range]`. */
export class FunctionSet extends CompositeSet {
  readonly #universe: Universe;
  readonly #domain: SetLike;
  readonly #range: SetLike;
  constructor(universe: Universe, domain: SetLike, range: SetLike) {
    super();
    this.#universe = universe;
    this.#domain = domain;
    this.#range = range;
  }
  get finite(): boolean {
    return isFiniteSet(this.#domain) && isFiniteSet(this.#range);
  }
  get description(): string {
    return `[${textOf(this.#domain)} -> ${textOf(this.#range)}]`;
  }
  protected has(value: Value): boolean {
    if (!(value instanceof FunctionValue))
      throw new EvaluationError(`${textOf(value)} is no function, so \\in ${this.description} is an error`);
    return value.domain === this.#universe.forced(this.#domain) && value.values.every((item) => contains(this.#range, item));
  }
  protected enumerate(): SetValue {
    const domain = this.#universe.forced(this.#domain) as SetValue;
    const tuples = products(
      domain.elements.map(() => elementsOf(this.#range)),
      this.description,
    );
    return this.#universe.setOf(tuples.map((values) => this.#universe.functionOf(domain, values)));
  }
}

/** `[a: S, b: T]`, the domain sorted. */
export class RecordSet extends CompositeSet {
  readonly #universe: Universe;
  readonly #domain: SetValue;
  readonly #ranges: readonly SetLike[];
  constructor(universe: Universe, domain: SetValue, ranges: readonly SetLike[]) {
    super();
    this.#universe = universe;
    this.#domain = domain;
    this.#ranges = ranges;
  }
  get finite(): boolean {
    return this.#ranges.every(isFiniteSet);
  }
  get description(): string {
    return `[${this.#ranges.map((range, i) => `${(this.#domain.elements[i] as StringValue).text}: ${textOf(range)}`).join(", ")}]`;
  }
  protected has(value: Value): boolean {
    if (!(value instanceof FunctionValue))
      throw new EvaluationError(`${textOf(value)} is no record, so \\in ${this.description} is an error`);
    return value.domain === this.#domain && value.values.every((item, i) => contains(this.#ranges[i] as SetLike, item));
  }
  protected enumerate(): SetValue {
    const tuples = products(this.#ranges.map(elementsOf), this.description);
    return this.#universe.setOf(tuples.map((values) => this.#universe.functionOf(this.#domain, values)));
  }
}

/** `S \X T \X ...`. */
export class ProductSet extends CompositeSet {
  readonly #universe: Universe;
  readonly #factors: readonly SetLike[];
  constructor(universe: Universe, factors: readonly SetLike[]) {
    super();
    this.#universe = universe;
    this.#factors = factors;
  }
  get finite(): boolean {
    return this.#factors.every(isFiniteSet);
  }
  get description(): string {
    return this.#factors.map(textOf).join(" \\X ");
  }
  protected has(value: Value): boolean {
    if (!(value instanceof FunctionValue && isSequence(value))) {
      throw new EvaluationError(`${textOf(value)} is no tuple, so \\in ${this.description} is an error`);
    }
    return (
      value.values.length === this.#factors.length && value.values.every((item, i) => contains(this.#factors[i] as SetLike, item))
    );
  }
  protected enumerate(): SetValue {
    const tuples = products(this.#factors.map(elementsOf), this.description);
    return this.#universe.setOf(tuples.map((items) => this.#universe.sequence(items)));
  }
}

/** `Seq(base)`. */
export class SequenceSet extends CompositeSet {
  readonly finite = false;
  readonly #base: SetLike;
  constructor(base: SetLike) {
    super();
    this.#base = base;
  }
  get description(): string {
    return `Seq(${textOf(this.#base)})`;
  }
  protected has(value: Value): boolean {
    return value instanceof FunctionValue && isSequence(value) && value.values.every((item) => contains(this.#base, item));
  }
  protected enumerate(): SetValue {
    return infinite(this.description);
  }
}

/** All tuples that take one element of each list. */
function products(lists: readonly (readonly Value[])[], description: string): readonly (readonly Value[])[] {
  if (lists.reduce((size, list) => size * list.length, 1) > MOST_ELEMENTS) tooLarge(description);
  let tuples: readonly (readonly Value[])[] = [[]];
  for (const list of lists) tuples = tuples.flatMap((tuple) => list.map((item) => [...tuple, item]));
  return tuples;
}
