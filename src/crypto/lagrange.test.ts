import { describe, expect, test } from "vitest";
import { subsets } from "../lib/subsets.ts";
import { indexFault, lagrangeCoefficients } from "./lagrange.ts";
import { SUITES, upTo } from "./testing-suites.ts";

describe.each(SUITES)("Lagrange coefficients over %s", (_, { suite, members }) => {
  const { scalars } = suite;

  test("interpolate every monomial below the size, for all subsets of every size", () => {
    // near/threshold-signatures #68: a sign was wrong for sets of odd size, and tests had one size.
    for (const size of upTo(members))
      for (const indices of subsets(upTo(members), size))
        for (const at of [0, 1, members, members + 1]) {
          const coefficients = lagrangeCoefficients(scalars, indices, at);
          for (let degree = 0; degree < size; degree++) {
            const power = (x: number) => scalars.from(BigInt(x) ** BigInt(degree));
            const sum = scalars.from(indices.reduce((total, x, j) => total + coefficients[j]! * power(x), 0n));
            expect(sum).toBe(power(at));
          }
        }
  });

  test("do not depend on the order of the indices", () => {
    const indices = upTo(members);
    const forward = lagrangeCoefficients(scalars, indices);
    expect(lagrangeCoefficients(scalars, [...indices].reverse())).toEqual([...forward].reverse());
  });

  test("equal indices are refused from outside and a bug inside", () => {
    expect(indexFault(scalars, [1, 2, 1], members)).toBe("duplicate-index");
    expect(() => lagrangeCoefficients(scalars, [1, 2, 1])).toThrow("index 1 twice");
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 53, 1e100])("refuse %d as an index", (index) => {
    expect(indexFault(scalars, [index], Number.MAX_SAFE_INTEGER)).toBe("index-out-of-range");
  });

  test("refuse an index above the members", () => {
    expect(indexFault(scalars, [members], members)).toBeNull();
    expect(indexFault(scalars, [members + 1], members)).toBe("index-out-of-range");
  });
});

describe("indices modulo a small order", () => {
  const toy = SUITES.find(([name]) => name === "toy-5")![1].suite.scalars;

  test("the order stands where the secret is", () => {
    // skale libBLS #333: index 0 was accepted, at which the polynomial's value is the secret.
    expect(indexFault(toy, [5], 10)).toBe("index-zero-modulo-order");
    expect(indexFault(toy, [1, 10], 10)).toBe("index-zero-modulo-order");
  });

  test("indices equal modulo the order are duplicates", () => {
    expect(indexFault(toy, [1, 6], 10)).toBe("duplicate-index");
  });
});
