import { describe, expect, test } from "vitest";
import { counts, specOf } from "./testing-specs.ts";

const model = (conjunct: string) =>
  specOf(
    [
      `---- MODULE Ways ----
EXTENDS Naturals
VARIABLE x
Constant[k \\in 0..3] == k = 0 \\/ \\E d \\in 1..k : Constant[k - d]
Global[k \\in 0..3] == k = 0 \\/ (x >= 0 /\\ \\E d \\in 1..k : Global[k - d])
Local(n) == LET f[k \\in 0..3] == k = 0 \\/ \\E d \\in 1..k : f[k - d] IN f[n]
Two[a, b \\in 0..1] == \\/ x >= a
                      \\/ x >= b
Simple[k \\in 0..3] == k >= 0 \\/ k < 4
SimpleOfState[k \\in 0..3] == x >= 0 \\/ k < 4
Partial[k \\in 1..3] == k = 1 \\/ x >= 0
Init == x = 0
Next == x < 3 /\\ ${conjunct} /\\ x' = x + 1
====`,
    ],
    "INIT Init\nNEXT Next",
  );

// The counts are TLC's.
describe("each way in which an applied function is true is a step, as in TLC", () => {
  test.each([
    ["Local(x)", 5],
    ["Global[x]", 5],
    ["Constant[x]", 5],
    ["Two[x % 2, 1]", 6],
    ["SimpleOfState[x]", 7],
    ["(Local(x) \\/ Global[x])", 9],
    ["(x > 0 => Local(x))", 5],
    ["(\\E i \\in {x} : Local(i))", 5],
  ])("%s: %d", (conjunct, generated) => {
    expect(counts(model(conjunct))).toEqual({ distinct: 4, generated });
  });

  test.each(["~~Local(x)", "Simple[x]", "(IF Local(x) THEN TRUE ELSE FALSE)"])(
    "but not where only its value counts: %s",
    (conjunct) => {
      expect(counts(model(conjunct))).toEqual({ distinct: 4, generated: 4 });
    },
  );

  test("and its argument must be in its domain", () => {
    expect(() => counts(model("Partial[x]"))).toThrow("0 is not in the domain of the function, 1..3");
  });
});
