import { isDeepStrictEqual } from "node:util";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { canonicalJson } from "./canonical.ts";
import type { Data } from "./data.ts";

const data = fc.jsonValue({ maxDepth: 4, stringUnit: "binary" }) as fc.Arbitrary<Data>;

/** The same datum with the keys of every object in the opposite order. */
function reversed(value: Data): Data {
  if (Array.isArray(value)) return (value as readonly Data[]).map(reversed);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value as { readonly [field: string]: Data });
  return Object.fromEntries(entries.reverse().map(([key, field]) => [key, reversed(field)]));
}

describe("canonicalJson", () => {
  test("orders keys by code unit at every depth and keeps the order of arrays", () => {
    expect(canonicalJson({ b: [3, 1, { z: null, a: true }], a: "x", B: -0 })).toBe(
      '{"B":0,"a":"x","b":[3,1,{"a":true,"z":null}]}',
    );
  });

  test("writes strings and numbers as RFC 8785 does", () => {
    // RFC 8785, section 3.2.2.
    const literals = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
    };
    expect(canonicalJson(literals)).toBe(
      '{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test.prop([data])("is JSON and reads back as the same datum", (value) => {
    expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  test.prop([data])("does not depend on the order of keys", (value) => {
    expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
  });

  const few = fc.jsonValue({ maxDepth: 1, stringUnit: fc.constantFrom("a", "b") }) as fc.Arbitrary<Data>;
  test.prop([few, few])("differs for different data", (a, b) => {
    const plain = [a, b].map((value) => JSON.parse(JSON.stringify(value)) as unknown);
    expect(canonicalJson(a) === canonicalJson(b)).toBe(isDeepStrictEqual(plain[0], plain[1]));
  });

  test.each<[string, unknown, RegExp]>([
    ["NaN", { a: [0, Number.NaN] }, /^\$\.a\[1\]: NaN/],
    ["an infinity", Number.POSITIVE_INFINITY, /^\$: Infinity/],
    ["undefined", { a: undefined }, /^\$\.a: not JSON-shaped/],
    ["a hole", new Array(1), /^\$\[0\]: not JSON-shaped/],
    ["a Map", new Map(), /^\$: not JSON-shaped/],
    ["a bigint", { n: 1n }, /^\$\.n: not JSON-shaped/],
    ["a lone surrogate", "\ud800", /lone surrogate/],
  ])("refuses %s", (_, value, message) => {
    expect(() => canonicalJson(value as Data)).toThrow(message);
  });
});
