import { describe, expect, test } from "vitest";
import { errorOf, valueText } from "./testing-specs.ts";

/** Sets that are far too large to be enumerated, but for the last. */
const LARGE =
  "Large == {s \\in SUBSET (1..60) : Cardinality(s) = x}\nPairs == {<<a, b>> \\in (1..9999) \\X (1..9999) : a = b + x}";

describe("membership in a set given by a predicate does not enumerate the set", () => {
  test.each([
    ["{7} \\in {s \\in SUBSET (1..60) : Cardinality(s) = x}", "TRUE"],
    ["{7, 8} \\in {s \\in SUBSET (1..60) : Cardinality(s) = x}", "FALSE"],
    ["{61} \\in Large", "FALSE"],
    ["{60} \\in Large", "TRUE"],
    ["{60} \\notin Large", "FALSE"],
    ["<<5, 4>> \\in Pairs", "TRUE"],
    ["<<4, 5>> \\in Pairs", "FALSE"],
    ["\\A n \\in 1..3 : {n} \\in {s \\in SUBSET (1..60) : n \\in s}", "TRUE"],
    ["LET Local == 3 IN Local \\in {n \\in 1..3 : n > x}", "TRUE"],
  ])("%s is %s", (expression, value) => {
    expect(valueText(expression, LARGE)).toBe(value);
  });

  test("and evaluates the predicate only for what is in the base", () => {
    expect(valueText("0 \\in {n \\in 1..3 : x \\div n = 1}")).toBe("FALSE");
    expect(errorOf(() => valueText("0 \\in {n \\in 0..3 : x \\div n = 1}"))).toMatchObject({ message: "division by zero" });
  });
});
