/** A total order of TLA+ values in neutral notation, so that sets and functions have one printed form. */

import type { Itf, ItfRecord } from "../lib/data.ts";

/**
 * Negative, zero or positive as `a` comes before, equals or comes after `b`. Sets and functions compare without regard to order;
 * `inOrder` says that all within them are sorted already, and records by their fields.
 */
export function compareItf(a: Itf, b: Itf, inOrder = false): number {
  const kinds = kindOf(a) - kindOf(b);
  if (kinds !== 0) return kinds;
  if (typeof a === "number") return a - (b as number);
  if (typeof a !== "object") return a < (b as typeof a) ? -1 : a === b ? 0 : 1;
  if (inOrder) return compareSorted(a, b as typeof a);
  return compareLists(partsOf(a), partsOf(b as typeof a), (x, y) => compareItf(x, y));
}

/** The elements in order, each once. `inOrder` as in {@link compareItf}, of what is within the elements. */
export function sortedElements(elements: readonly Itf[], inOrder = false): readonly Itf[] {
  const sorted = elements.toSorted((a, b) => compareItf(a, b, inOrder));
  return sorted.filter((element, i) => i === 0 || compareItf(sorted[i - 1] as Itf, element, inOrder) !== 0);
}

/** The pairs of a function in the order of its domain. `inOrder` as in {@link compareItf}, of what is within the pairs. */
export function sortedPairs(pairs: readonly (readonly [Itf, Itf])[], inOrder = false): readonly (readonly [Itf, Itf])[] {
  return pairs.toSorted(([a], [b]) => compareItf(a, b, inOrder));
}

export type ItfSet = { readonly "#set": readonly Itf[] };
export type ItfMap = { readonly "#map": readonly (readonly [Itf, Itf])[] };
export type ItfTuple = { readonly "#tup": readonly Itf[] };

export const isSet = (value: object): value is ItfSet => Object.hasOwn(value, "#set");
export const isMap = (value: object): value is ItfMap => Object.hasOwn(value, "#map");
export const isTuple = (value: object): value is ItfTuple => Object.hasOwn(value, "#tup");

function kindOf(value: Itf): number {
  if (typeof value === "boolean") return 0;
  if (typeof value === "number") return 1;
  if (typeof value === "string") return 2;
  if (isTuple(value)) return 3;
  if (isSet(value)) return 4;
  return isMap(value) ? 5 : 6;
}

/** What two values of one kind differ in, as one list. */
function partsOf(value: Itf & object): readonly Itf[] {
  if (isTuple(value)) return value["#tup"];
  if (isSet(value)) return sortedElements(value["#set"]);
  if (isMap(value)) return sortedPairs(value["#map"]).flat();
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flat() as readonly Itf[];
}

/** The order of two values of one kind that are sorted within. Sorting spends most of its time here, so that no list of parts is made. */
function compareSorted(a: Itf & object, b: Itf & object): number {
  if (isTuple(a)) return compareLists(a["#tup"], (b as ItfTuple)["#tup"], inOrderOf);
  if (isSet(a)) return compareLists(a["#set"], (b as ItfSet)["#set"], inOrderOf);
  if (isMap(a)) return compareLists(a["#map"], (b as ItfMap)["#map"], ([k, v], [l, w]) => inOrderOf(k, l) || inOrderOf(v, w));
  const [one, other] = [a as ItfRecord, b as ItfRecord];
  const field = (k: string, l: string) => (k < l ? -1 : k > l ? 1 : inOrderOf(one[k] as Itf, other[l] as Itf));
  return compareLists(Object.keys(one), Object.keys(other), field);
}

const inOrderOf = (a: Itf, b: Itf): number => compareItf(a, b, true);

function compareLists<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) {
    const order = compare(a[i] as T, b[i] as T);
    if (order !== 0) return order;
  }
  return 0;
}
