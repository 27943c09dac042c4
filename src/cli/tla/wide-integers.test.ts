/** Integers beyond TLC's 32 bits: exact, with a warning where the first leaves them. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatPosition } from "../../lib/source.ts";
import type { TlaFinding } from "./job.ts";
import { checked, Scratch } from "./testing-files.ts";

let scratch: Scratch;
beforeAll(() => {
  scratch = new Scratch();
});
afterAll(() => scratch.remove());

const assumed = (expression: string): TlaFinding => checked(scratch.model("Assumed", [`ASSUME ${expression}`], ""));
const wide = ({ warnings }: TlaFinding) => warnings.filter(({ code }) => code === "wide-integer");

describe("what is said of integers beyond 32 bits", () => {
  test.each([
    "2147483647 + 1 = 2147483648",
    "-2147483647 - 2 = -2147483649",
    "65536 * 65536 - 4294967295 = 1",
    "3^33 = 5559060566555523",
    "(-3)^33 = -5559060566555523",
    "(-7000000001) \\div 2 = -3500000001 /\\ (-7000000001) % 2 = 1",
    "7000000001 \\div 2 = 3500000000 /\\ 7000000001 % 4000000000 = 3000000001",
    "9007199254740991 \\div 9007199254740990 = 1",
    "4294967296 + 5 # 5 /\\ 4294967296 > 5 /\\ -4294967296 < -5",
    "65536 * 65536 \\in {0, 2^32} /\\ 2^32 \\notin {0, 1} /\\ {2^32, 2^32} = {4294967296}",
    "Cardinality({2^31 + i : i \\in 0..30} \\cup {2^31 - 1, 2^31}) = 32",
    "[n \\in 4294967296..4294967299 |-> n - 4294967296][4294967298] = 2",
    "[[n \\in {1, 2^40} |-> n + 1] EXCEPT ![2^40] = @ + 1][2^40] = 2^40 + 2",
    "2^52 \\in Nat /\\ -(2^52) \\in Int /\\ -(2^52) \\notin Nat /\\ 2^52 \\in 0..2^53 - 1",
    'ToString(2^40) = "1099511627776" /\\ <<2^40>> # <<0>>',
  ])("%s: it holds, and a warning says that TLC would overflow", (expression) => {
    const finding = assumed(expression.replace("2^53 - 1", "9007199254740991"));
    expect([finding.verdict, finding.problem?.message]).toEqual(["ok", undefined]);
    expect(wide(finding)).toMatchObject([{ message: expect.stringMatching(/^TLC would overflow: /) }]);
  });

  test.each(["2147483647 = 2^30 - 1 + 2^30", "-2147483647 - 1 < 0", "46340 * 46340 = 2147395600", "(-(2^30)) * 2 < 0"])(
    "%s: nothing",
    (expression) => {
      const finding = assumed(expression);
      expect([finding.verdict, wide(finding)]).toEqual(["ok", []]);
    },
  );

  test("the position of the operator, the number or the cfg's statement", () => {
    const positions = (file: string) => wide(checked(file)).map(({ at }) => at && formatPosition(at).replace(/^.*\//, ""));
    const behaviour = ["VARIABLE x", "Init == x = 1", "Next == x < 2^40 /\\ x' = x * 1024"];
    expect(positions(scratch.model("Grows", behaviour, "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n"))).toEqual([
      "Grows.tla:5:13",
    ]);
    expect(positions(scratch.model("Number", ["ASSUME 3000000000 > 1"], ""))).toEqual(["Number.tla:3:8"]);
    const constant = scratch.model("Constant", ["CONSTANT N", "ASSUME N > 1"], "CONSTANT N = 3000000000\n");
    expect(positions(constant)).toEqual(["Constant.cfg:1:10"]);
  });

  test("an error with its position beyond 2^53 - 1", () => {
    const finding = checked(scratch.model("Beyond", ["VARIABLE x", "Init == x = 2^52", "Next == x' = x + x"]));
    expect(finding.verdict).toBe("error");
    expect(finding.problem).toMatchObject({
      code: "tla-eval",
      message: "overflow: the result is beyond 2^53 - 1, up to which integers are exact",
      at: { start: { line: 5, column: 14 } },
    });
    expect(wide(finding)).toHaveLength(1);
  });

  test("Bitwise, Combinatorics and Bags have no 32 bits either", () => {
    const lines = [
      "LOCAL INSTANCE Bitwise",
      "LOCAL INSTANCE Combinatorics",
      "LOCAL INSTANCE Bags",
      "ASSUME (2^40 + 5) & (2^40 + 3) = 2^40 + 1 /\\ (2^40 | 1) = 2^40 + 1 /\\ ((2^40) ^^ (2^40)) = 0 /\\ (2^31 & 2^31) = 2^31",
      "ASSUME Not(2^40) = 2^40 - 1 /\\ Not(5) = 2 /\\ Not(0) = 0 /\\ shiftR(2^40 + 2^35, 35) = 33 /\\ shiftR(7, 99) = 0",
      "ASSUME choose(60, 20) = 4191844505805495",
      "ASSUME BagCardinality([a |-> 2^40, b |-> 2^40]) = 2^41",
    ];
    const { verdict, problem } = checked(scratch.model("Modules", lines, ""));
    expect([verdict, problem?.message]).toEqual(["ok", undefined]);
  });
});
