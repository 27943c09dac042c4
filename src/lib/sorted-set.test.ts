import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  difference,
  equals,
  has,
  insert,
  intersection,
  isSortedSet,
  isSubset,
  remove,
  type SortedSet,
  sortedSet,
  union,
} from "./sorted-set.ts";

const element = fc.integer({ min: 0, max: 9 });
const sets = fc.array(element, { maxLength: 8 }).map(sortedSet);
const native = (set: SortedSet<number>) => new Set(set);

describe("sorted sets", () => {
  test("orders numbers by value and strings by code unit", () => {
    expect(sortedSet([10, 9, 2, 10])).toEqual([2, 9, 10]);
    expect(sortedSet(["n10", "n2", "a", "n2"])).toEqual(["a", "n10", "n2"]);
  });

  test("recognises arrays that are not sets", () => {
    expect(isSortedSet([1, 2, 3])).toBe(true);
    expect(isSortedSet([1, 1])).toBe(false);
    expect(isSortedSet([2, 1])).toBe(false);
  });

  test.prop([sets, element])("insert, remove and has agree with Set", (set, x) => {
    expect(insert(set, x)).toEqual(sortedSet([...set, x]));
    expect(remove(set, x)).toEqual(set.filter((y) => y !== x));
    expect(has(set, x)).toBe(native(set).has(x));
  });

  test.prop([sets, sets])("union, intersection and difference agree with Set", (a, b) => {
    expect(union(a, b)).toEqual(sortedSet([...a, ...b]));
    expect(intersection(a, b)).toEqual(a.filter((x) => native(b).has(x)));
    expect(difference(a, b)).toEqual(a.filter((x) => !native(b).has(x)));
  });

  test.prop([sets, sets])("isSubset and equals agree with their definitions", (a, b) => {
    expect(isSubset(a, b)).toBe(a.every((x) => native(b).has(x)));
    expect(equals(a, b)).toBe(isSubset(a, b) && isSubset(b, a));
  });

  test.prop([sets, sets, element])("a result that equals an argument is that argument", (a, b, x) => {
    const u = union(a, b);
    expect(u === a || u === b).toBe(isSubset(a, b) || isSubset(b, a));
    const i = intersection(a, b);
    expect(i === a || i === b).toBe(isSubset(a, b) || isSubset(b, a));
    expect(difference(a, b) === a).toBe(intersection(a, b).length === 0);
    expect(insert(a, x) === a).toBe(has(a, x));
    expect(remove(a, x) === a).toBe(!has(a, x));
  });

  test("no function changes its arguments", () => {
    const a = Object.freeze([1, 3]);
    const b = Object.freeze([2, 3]);
    expect([insert(a, 2), remove(a, 3), union(a, b), intersection(a, b), difference(a, b)]).toEqual([
      [1, 2, 3],
      [1],
      [1, 2, 3],
      [3],
      [1],
    ]);
    expect([a, b]).toEqual([
      [1, 3],
      [2, 3],
    ]);
  });
});
