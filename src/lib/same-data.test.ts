import { describe, expect, test } from "vitest";
import type { Data } from "./data.ts";
import { frozen, isSameData } from "./same-data.ts";

const unequal: readonly (readonly [Data, Data])[] = [
  [1, 2],
  [1, "1"],
  [null, {}],
  [[], {}],
  [[1], [1, 2]],
  [
    [1, 2],
    [2, 1],
  ],
  [{ a: 1 }, { b: 1 }],
  [{ a: 1 }, { a: 1, b: 2 }],
  [{ a: [{ b: true }] }, { a: [{ b: false }] }],
];

describe("isSameData", () => {
  test.each(unequal)("tells %j from %j", (one, other) => {
    expect(isSameData(one, other)).toBe(false);
    expect(isSameData(other, one)).toBe(false);
  });

  test.each(unequal.flat())("finds %j equal to a copy", (data) => {
    expect(isSameData(data, structuredClone(data))).toBe(true);
  });

  test("does not ask for an order of fields", () => {
    expect(isSameData({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
  });
});

test("frozen data cannot be written to, nor can their parts", () => {
  const data = frozen({ a: [1, { b: 2 }] });
  expect(() => data.a.push(3)).toThrow(TypeError);
  expect(() => {
    (data.a[1] as { b: number }).b = 3;
  }).toThrow(TypeError);
  expect(frozen(1)).toBe(1);
  expect(frozen(null)).toBeNull();
});
