import { loadModule, ModuleError } from "nexus-reference/nvm";
import { describe, expect, test } from "vitest";
import { fuzz, hostAccepts, inputOf, type Load, outcomeOf } from "./fuzz.ts";

const seed = 20_261_121;

describe("fuzzing the loader", () => {
  test("three thousand inputs: accepted or refused with a reason, and never accepted here alone", () => {
    const tally = fuzz({ seed, from: 0, inputs: 3_000 });
    expect(tally.wrong).toEqual([]);
    // The inputs reach all of it: a good share is valid, and each kind of refusal occurs.
    expect(tally.accepted).toBeGreaterThan(900);
    expect(tally.refused["malformed-module"]).toBeGreaterThan(900);
    expect(tally.refused["invalid-module"]).toBeGreaterThan(200);
    expect([...tally.hostOnly]).toEqual([]);
  });

  test("random modules are valid before they are changed", () => {
    for (let number = 0; number < 400; number += 4) expect(outcomeOf(inputOf(seed, number))).toEqual({ kind: "accepted" });
  });

  test("an input is drawn from the seed and its number alone", () => {
    const [first, again, other] = [inputOf(seed, 7), inputOf(seed, 7), inputOf(seed + 1, 7)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  /** A loader that takes what one rule refuses. */
  const without =
    (rule: string): Load =>
    (bytes) => {
      try {
        return loadModule(bytes);
      } catch (error) {
        if (error instanceof ModuleError && error.rule.startsWith(rule)) return null;
        throw error;
      }
    };

  test.each(["type mismatch", "unknown local", "unknown label", "section size mismatch", "illegal opcode"])(
    "finds a loader that forgets the rule: %s",
    (rule) => {
      expect(fuzz({ seed, from: 0, inputs: 3_000 }, without(rule)).wrong.length).toBeGreaterThan(0);
    },
  );

  test("finds a loader that fails on its own account", () => {
    const fragile: Load = (bytes) => {
      if (!hostAccepts(bytes)) throw new RangeError("Maximum call stack size exceeded");
    };
    expect(fuzz({ seed, from: 0, inputs: 100 }, fragile).wrong[0]?.why).toContain("RangeError");
  });
});
