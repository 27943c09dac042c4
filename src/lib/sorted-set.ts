/**
 * Finite sets as strictly ascending arrays: one JSON shape per set, so that equal sets have equal bytes and equal packed keys.
 * Numbers are ordered by value, strings by UTF-16 code unit; a set holds one of the two kinds. No function changes its
 * arguments, and a result that equals an argument is that argument itself, so that unchanged parts of a state stay shared.
 */

export type SetElement = number | string;

/** A strictly ascending array. */
export type SortedSet<T extends SetElement> = readonly T[];

/** The set of some elements, in any order and with repetitions. O(n log n). */
export function sortedSet<T extends SetElement>(elements: Iterable<T>): SortedSet<T> {
  return [...new Set(elements)].sort((a, b) => (a < b ? -1 : 1));
}

/** Whether an array is strictly ascending, and so a set. O(n). */
export function isSortedSet<T extends SetElement>(elements: readonly T[]): boolean {
  for (let i = 1; i < elements.length; i++) {
    if (!(elements[i - 1]! < elements[i]!)) return false;
  }
  return true;
}

/** The index of the first element that is not below `element`. O(log n). */
function lowerBound<T extends SetElement>(set: SortedSet<T>, element: T): number {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (set[middle]! < element) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Membership. O(log n). */
export function has<T extends SetElement>(set: SortedSet<T>, element: T): boolean {
  return set[lowerBound(set, element)] === element;
}

/** `set \cup {element}`. O(n), O(log n) when the element is there already. */
export function insert<T extends SetElement>(set: SortedSet<T>, element: T): SortedSet<T> {
  const at = lowerBound(set, element);
  return set[at] === element ? set : [...set.slice(0, at), element, ...set.slice(at)];
}

/** `set \ {element}`. O(n), O(log n) when the element is not there. */
export function remove<T extends SetElement>(set: SortedSet<T>, element: T): SortedSet<T> {
  const at = lowerBound(set, element);
  return set[at] === element ? [...set.slice(0, at), ...set.slice(at + 1)] : set;
}

/** `a \cup b`. O(|a| + |b|). */
export function union<T extends SetElement>(a: SortedSet<T>, b: SortedSet<T>): SortedSet<T> {
  const merged: T[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i]!;
    const right = b[j]!;
    if (left < right) {
      merged.push(left);
      i++;
    } else {
      merged.push(right);
      j++;
      if (left === right) i++;
    }
  }
  for (; i < a.length; i++) merged.push(a[i]!);
  for (; j < b.length; j++) merged.push(b[j]!);
  return merged.length === a.length ? a : merged.length === b.length ? b : merged;
}

/** `a \cap b`. O(|a| log |b|). */
export function intersection<T extends SetElement>(a: SortedSet<T>, b: SortedSet<T>): SortedSet<T> {
  const common = a.filter((element) => has(b, element));
  return common.length === a.length ? a : common.length === b.length ? b : common;
}

/** `a \ b`. O(|a| log |b|). */
export function difference<T extends SetElement>(a: SortedSet<T>, b: SortedSet<T>): SortedSet<T> {
  const rest = a.filter((element) => !has(b, element));
  return rest.length === a.length ? a : rest;
}

/** `a \subseteq b`. O(|a| + |b|). */
export function isSubset<T extends SetElement>(a: SortedSet<T>, b: SortedSet<T>): boolean {
  if (a.length > b.length) return false;
  let at = 0;
  for (let i = 0; i < a.length; i++) {
    const wanted = a[i]!;
    while (at < b.length && b[at]! < wanted) at++;
    if (b[at] !== wanted) return false;
    at++;
  }
  return true;
}

/** `a = b`. O(n). */
export function equals<T extends SetElement>(a: SortedSet<T>, b: SortedSet<T>): boolean {
  return a === b || (a.length === b.length && a.every((element, i) => element === b[i]));
}
