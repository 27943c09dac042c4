/** A total order of TLA+ values in neutral notation, so that sets and functions have one printed form. */

import type { Itf } from "../lib/data.ts";

/**
 * Negative, zero or positive as `a` comes before, equals or comes after `b`. Sets and functions compare without regard to order;
 * `inOrder` says that all within them are sorted already, and records by their fields.
 */
export function compareItf(a: Itf, b: Itf, inOrder = false): number {
  const kinds = kindOf(a) - kindOf(b);
  if (kinds !== 0) return kinds;
  if (typeof a === "number") return a - (b as number);
  if (typeof a !== "object") return a < (b as typeof a) ? -1 : a === b ? 0 : 1;
  const parts = inOrder ? sortedPartsOf : partsOf;
  return compareLists(parts(a), parts(b as typeof a), inOrder);
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

function sortedPartsOf(value: Itf & object): readonly Itf[] {
  if (isTuple(value)) return value["#tup"];
  if (isSet(value)) return value["#set"];
  return isMap(value) ? value["#map"].flat() : (Object.entries(value).flat() as readonly Itf[]);
}

function compareLists(a: readonly Itf[], b: readonly Itf[], inOrder: boolean): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) {
    const order = compareItf(a[i] as Itf, b[i] as Itf, inOrder);
    if (order !== 0) return order;
  }
  return 0;
}
