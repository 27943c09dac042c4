/** Which elements lead to which in one step or more. */

import type { Value } from "../../values/value.ts";

/** The transitive closure of a relation on interned values: a breadth-first search from each element that is asked about. */
export function reachability(elements: readonly Value[], step: (a: Value, b: Value) => boolean): (a: Value, b: Value) => boolean {
  const reached = new Map<Value, ReadonlySet<Value>>();
  return (from, to) => {
    let found = reached.get(from);
    if (found === undefined) {
      found = reachedFrom(from, elements, step);
      reached.set(from, found);
    }
    return found.has(to);
  };
}

function reachedFrom(from: Value, elements: readonly Value[], step: (a: Value, b: Value) => boolean): ReadonlySet<Value> {
  const found = new Set<Value>();
  const queue = [from];
  for (const one of queue) {
    for (const element of elements) {
      if (found.has(element) || !step(one, element)) continue;
      found.add(element);
      queue.push(element);
    }
  }
  return found;
}
