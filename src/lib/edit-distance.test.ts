import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { closest, editDistance } from "./edit-distance.ts";

describe("editDistance", () => {
  test.each([
    ["", "", 0],
    ["", "abc", 3],
    ["kitten", "sitting", 3],
    ["Calim", "Claim", 1],
    ["ca", "abc", 3],
    ["flaw", "lawn", 2],
  ])("%j to %j is %i", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  test.prop([fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 })])("is symmetric and zero only for equal names", (a, b) => {
    expect(editDistance(a, b)).toBe(editDistance(b, a));
    expect(editDistance(a, b) === 0).toBe(a === b);
  });

  test.prop([fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 })])(
    "lies between the lengths' difference and the longer",
    (a, b) => {
      expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    },
  );
});

describe("closest", () => {
  test("finds a transposition, a missing letter and a wrong case", () => {
    expect(closest("Calim", ["Assert", "Claim", "Vote"])).toBe("Claim");
    expect(closest("Asert", ["Assert", "Claim"])).toBe("Assert");
    expect(closest("NEXT", ["Init", "Next"])).toBe("Next");
  });

  test("prefers the nearest candidate, then the first", () => {
    expect(closest("Vote", ["Votes", "Vote"])).toBe("Vote");
    expect(closest("abcdef", ["abcdxy", "abcdez", "abcdeq"])).toBe("abcdez");
  });

  test("keeps silent when nothing is near", () => {
    expect(closest("Settle", ["Assert", "Claim"])).toBeUndefined();
    expect(closest("x", [])).toBeUndefined();
    expect(closest("ab", ["xy"])).toBeUndefined();
  });
});
