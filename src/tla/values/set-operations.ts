/** Operations on sets. */

import { contains, elementsOf, InfiniteSet, IntervalSet, indexIn, placeIn } from "./lazy-sets.ts";
import { isInfinite, toInteger, toSet } from "./operands.ts";
import type { Universe } from "./universe.ts";
import { compare, EvaluationError, type LazySet, SetValue, textOf, type Value } from "./value.ts";

export function setOperations(universe: Universe) {
  const filtered = (set: Value, keep: (element: Value) => boolean): SetValue | LazySet => {
    if (isInfinite(set)) return new InfiniteSet(`{x \\in ${textOf(set)} : ...}`, (value) => contains(set, value) && keep(value));
    const elements = elementsOf(set);
    const kept = elements.filter(keep);
    return kept.length === elements.length ? (universe.forced(set) as SetValue) : universe.setOfSorted(kept);
  };
  /** Whether an element is in a set and `keep` holds for it. */
  const inFiltered = (element: Value, set: Value, keep: (element: Value) => boolean): boolean =>
    contains(set, element) && keep(universe.forced(element));
  const union = (a: Value, b: Value): SetValue | LazySet => {
    if (isInfinite(a) || isInfinite(b)) {
      const [one, other] = [toSet(a), toSet(b)];
      return new InfiniteSet(`${textOf(a)} \\cup ${textOf(b)}`, (value) => contains(other, value) || contains(one, value));
    }
    const [one, other] = [elementsOf(a), elementsOf(b)];
    if (one.length === 0) return universe.forced(b) as SetValue;
    if (other.length === 0) return universe.forced(a) as SetValue;
    if (other.length === 1 && a instanceof SetValue) return withElement(a, other[0] as Value);
    return universe.setOfSorted(merge(one, other));
  };
  const unionOf = (sets: readonly Value[]): SetValue | LazySet => {
    if (!sets.some(isInfinite)) return universe.setOf(sets.flatMap((set) => elementsOf(set)));
    return new InfiniteSet(`UNION {${sets.map(textOf).join(", ")}}`, (value) => sets.some((set) => contains(set, value)));
  };
  const withElement = (set: SetValue, element: Value): SetValue => {
    const place = placeIn(set.elements, element);
    return place >= 0 ? set : universe.setWith(set, ~place, element);
  };
  /** `set \cup {element}`. */
  const including = (set: Value, element: Value): SetValue | LazySet =>
    set instanceof SetValue ? withElement(set, universe.forced(element)) : union(set, universe.setOf([element]));
  /** `set \ {element}`. */
  const excluding = (set: Value, element: Value): SetValue | LazySet => {
    if (!(set instanceof SetValue)) return difference(set, universe.setOf([element]));
    const place = indexIn(set, element);
    return place < 0 ? set : universe.setWithout(set, place);
  };
  /** `value \in low..high`. */
  const within = (value: Value, low: Value, high: Value): boolean => {
    if (typeof value !== "number") return contains(new IntervalSet(universe, toInteger(low), toInteger(high)), value);
    return value >= toInteger(low) && value <= toInteger(high);
  };
  const difference = (a: Value, b: Value): SetValue | LazySet => {
    const removed = toSet(b);
    if (isInfinite(a)) {
      return new InfiniteSet(`${textOf(a)} \\ ${textOf(b)}`, (value) => contains(a, value) && !contains(removed, value));
    }
    return filtered(a, (element) => !contains(b, element));
  };
  const subset = (a: Value, b: Value): boolean => {
    if (a instanceof SetValue && b instanceof SetValue) return a === b || isWithin(a.elements, b.elements);
    return elementsOf(a).every((element) => contains(b, element));
  };
  const choose = (set: Value, holds: (element: Value) => boolean): Value => {
    const found = elementsOf(set).find(holds);
    if (found === undefined) throw new EvaluationError(`CHOOSE finds no element of ${textOf(set)} that satisfies its predicate`);
    return found;
  };
  /** All rows that take one element of each set. */
  const cartesian = (sets: readonly Value[]): readonly (readonly Value[])[] => {
    let rows: readonly (readonly Value[])[] = [[]];
    for (const set of sets) rows = rows.flatMap((row) => elementsOf(set).map((element) => [...row, element]));
    return rows;
  };
  const permutations = (set: Value): SetValue => {
    const base = universe.forced(toSet(set)) as SetValue;
    let orders: readonly (readonly Value[])[] = [[]];
    for (let i = 0; i < base.elements.length; i++) {
      orders = orders.flatMap((order) => base.elements.filter((e) => !order.includes(e)).map((e) => [...order, e]));
    }
    return universe.setOf(orders.map((order) => universe.functionOf(base, order)));
  };
  return {
    filtered,
    inFiltered,
    union,
    unionOf,
    including,
    excluding,
    within,
    difference,
    subset,
    choose,
    rows: cartesian,
    permutations,
  };
}

/** Those of `a`, then those of `b` that are not in `a`: both sorted, the result sorted. */
function merge(a: readonly Value[], b: readonly Value[]): Value[] {
  const merged: Value[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const order = compare(a[i] as Value, b[j] as Value);
    merged.push((order <= 0 ? a[i] : b[j]) as Value);
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
  }
  while (i < a.length) merged.push(a[i++] as Value);
  while (j < b.length) merged.push(b[j++] as Value);
  return merged;
}

/** Whether one list in canonical order has all its elements in another. */
function isWithin(some: readonly Value[], all: readonly Value[]): boolean {
  let at = 0;
  for (let i = 0; i < some.length; i++) {
    const wanted = some[i] as Value;
    while (at < all.length && all[at] !== wanted && compare(all[at] as Value, wanted) < 0) at += 1;
    if (all[at] !== wanted) return false;
    at += 1;
  }
  return true;
}
