import { describe, expect, test } from "vitest";
import { formatPath, jsonErrorPosition, jsonPosition } from "./json-position.ts";

const text = `{ "a\\"b": [1, {"c": "]}"},
    -2.5e3 ],
  "d": {} }`;

describe("jsonPosition", () => {
  test.each([
    [[], 1, 1],
    [['a"b'], 1, 11],
    [['a"b', 0], 1, 12],
    [['a"b', 1, "c"], 1, 21],
    [['a"b', 2], 2, 5],
    [["d"], 3, 8],
  ])("finds %j", (path, line, column) => {
    expect(jsonPosition(text, path)).toEqual({ line, column });
  });

  test("stops at the last value on the way that exists", () => {
    expect(jsonPosition(text, ['a"b', 9, "x"])).toEqual({ line: 1, column: 11 });
    expect(jsonPosition(text, ["d", "x"])).toEqual({ line: 3, column: 8 });
  });
});

test("formatPath writes keys and indices", () => {
  expect(formatPath(["models", 3, "tier"])).toBe("$.models[3].tier");
  expect(formatPath([])).toBe("$");
});

test.each([
  ['{"a": [1,]}', 10],
  ['{"a" 1}', 6],
  ["{a: 1}", 2],
  ['{"a": 01}', 8],
  ['["\\x"]', 2],
  ['{"a": 1} x', 10],
  ["[1, 2", 6],
  ["tru", 1],
])("jsonErrorPosition of %j", (malformed, column) => {
  expect(() => JSON.parse(malformed)).toThrow(SyntaxError);
  expect(jsonErrorPosition(malformed)).toEqual({ line: 1, column });
});
