import { describe, expect, test } from "vitest";
import { counts, errorOf, specOf, valueSpec, valueText } from "./testing-specs.ts";

const cfg = "INIT Init\nNEXT Next\n";
const counter = (body: string, more = "") =>
  specOf([`---- MODULE M ----\nEXTENDS Integers\nVARIABLES x, y\n${body}\n====`], `${cfg}${more}`);

describe("TLC's number of successors", () => {
  const INIT = "Init == x = 0 /\\ y = 0\n";
  test.each([
    ["one for each disjunct that is true", "Next == (TRUE \\/ x = 0) /\\ UNCHANGED <<x, y>>", 1, 3],
    ["one for each element of \\E", "Next == (\\E i \\in 1..3 : i > 1) /\\ UNCHANGED <<x, y>>", 1, 3],
    ["also in definitions of the state's level", "Free == x = 0 \\/ y = 0\nNext == Free /\\ UNCHANGED <<x, y>>", 1, 3],
    ["also with parameters alone", "Free(n) == n = 0 \\/ n < 2\nNext == Free(0) /\\ UNCHANGED <<x, y>>", 1, 3],
    ["also inside of \\A: all combinations", "Next == (\\A i \\in 1..2 : i > 0 \\/ i < 5) /\\ UNCHANGED <<x, y>>", 1, 5],
    ["also right of =>", "Next == (TRUE => x = 0 \\/ y = 0) /\\ UNCHANGED <<x, y>>", 1, 3],
    ["also in arguments", "Both(p) == p /\\ UNCHANGED <<x, y>>\nNext == Both(x = 0 \\/ y = 0)", 1, 3],
    ["not in constants without parameters", "Free == 1 = 1 \\/ 2 = 2\nNext == Free /\\ UNCHANGED <<x, y>>", 1, 2],
    [
      "not under ~, = or in conditions",
      "Next == ~(x = 1 \\/ y = 1) /\\ (x = 0 \\/ y = 0) = TRUE /\\ (IF x = 0 \\/ y = 0 THEN UNCHANGED <<x, y>> ELSE FALSE)",
      1,
      2,
    ],
    ["one for each element of x' \\in S", "Next == x' \\in 0..2 /\\ y' = y", 3, 10],
    ["one for each subset of x' \\subseteq S", "Next == y = 0 /\\ y' = 1 /\\ x' \\subseteq {1, 2}", 5, 5],
    ["the action and stuttering of [A]_v", "Next == [x' = 1 - x /\\ y' = y]_<<x, y>>", 2, 5],
    ["only changes of <<A>>_v", "Next == <<x' \\in 0..1 /\\ y' = y>>_<<x, y>>", 2, 3],
    ["the first arm of CASE", "Next == CASE x = 0 -> x' = 1 /\\ y' = y [] x = 1 -> x' = 0 /\\ y' = 1 [] OTHER -> FALSE", 4, 5],
    ["no further ways once every variable has a value", "Next == UNCHANGED <<x, y>> /\\ (TRUE \\/ x = 0) /\\ x' \\in 0..1", 1, 2],
    ["the same state twice", "Next == \\/ x' = 1 /\\ y' = 0\n        \\/ y' = 0 /\\ x' = 1", 2, 5],
  ])("%s", (_, next, distinct, generated) => {
    expect(counts(counter(INIT + next))).toEqual({ distinct, generated });
  });

  test("in Init: an element of x \\in S, a disjunct, a comparison where a variable has a value", () => {
    const body =
      "Init == /\\ x \\in 1..4\n        /\\ y = 0 \\/ y = x\n        /\\ x < 4 /\\ y \\in {0, 1, 2}\nNext == UNCHANGED <<x, y>>";
    expect(counts(counter(body))).toEqual({ distinct: 5, generated: 10 });
  });
});

describe("actions through definitions", () => {
  const INIT = "Init == x = 0 /\\ y = 0\n";
  test.each([
    ["a parameter that is a next value", "Set(v, e) == v = e\nNext == Set(x', 1) /\\ y' = y"],
    ["a parameter that is primed", "Set(v, e) == v' = e\nNext == Set(x, 1) /\\ Set(y, y)"],
    ["an operator parameter that acts", "Do(A(_), n) == A(n)\nTo(n) == x' = n\nNext == Do(To, 1) /\\ y' = y"],
    ["a LAMBDA that acts", "Do(A(_), n) == A(n)\nNext == Do(LAMBDA n : x' = n, 1) /\\ y' = y"],
    ["a local definition that acts", "Next == LET To(n) == x' = n IN To(1) /\\ y' = y"],
    ["a local definition of a next value", "Next == LET n == x' IN x' = 1 /\\ y' = n - 1"],
    ["UNCHANGED of a definition", "rest == <<y>>\nNext == x' = 1 /\\ UNCHANGED rest"],
    [
      "an argument that fails where it is not used",
      "If(c, v) == IF c THEN x' = v ELSE x' = 1\nNext == If(FALSE, 1 \\div 0) /\\ y' = y",
    ],
  ])("%s", (_, body) => {
    expect(counts(counter(INIT + body))).toEqual({ distinct: 2, generated: 3 });
  });
});

describe("constraints, as TLC has them", () => {
  const body = "Init == x = 0 /\\ y = 0\nNext == x' = x + 1 /\\ y' = y\nSmall == x < 3\nSlow == x' < 3";
  test("a state outside of CONSTRAINT counts as generated only", () => {
    expect(counts(counter(body, "CONSTRAINT Small"))).toEqual({ distinct: 3, generated: 4 });
  });
  test("a step that ACTION_CONSTRAINT forbids counts as generated only", () => {
    expect(counts(counter(body, "ACTION_CONSTRAINT Slow"))).toEqual({ distinct: 3, generated: 4 });
  });
  test("an initial state outside of CONSTRAINT counts as generated only", () => {
    const spec = counter("Init == x \\in 2..5 /\\ y = 0\nNext == UNCHANGED <<x, y>>\nSmall == x < 3", "CONSTRAINT Small");
    expect(counts(spec)).toEqual({ distinct: 1, generated: 5 });
  });
});

describe("CHOOSE", () => {
  test("takes the same element whatever was evaluated before", () => {
    const choice = 'CHOOSE s \\in {"b", "a", "c"} : TRUE';
    expect(valueText(choice)).toBe('"a"');
    expect(valueText(choice, 'First == <<"c", "b", {"c"}, "a">>')).toBe('"a"');
    const sets = "CHOOSE s \\in {{3}, {1, 2}, {2}} : TRUE";
    expect(valueText(sets)).toBe("{2}");
    expect(valueText(`<<{3}, ${sets}>>`)).toBe("<<{3}, {2}>>");
  });
});

describe("constants of the cfg", () => {
  test("values, sets, model values and replacements", () => {
    const definitions = "CONSTANTS n, S, m, F(_)\nTwice(i) == 2 * i\nLimit == 5";
    const text = valueText(
      "<<n, S, m, F(n), Nat>>",
      `${definitions}\nSmallNat == 0..1`,
      'CONSTANTS n = 3 S = {1, "a", m1} m = m1 F <- Twice Nat <- SmallNat'.replace('{1, "a", m1}', "{m1, m2}"),
    );
    expect(text).toBe("<<3, {m1, m2}, m1, 6, {0, 1}>>");
  });
  test("a model value equals only itself", () => {
    expect(valueText('<<m = m, m = 1, m # "m">>', "CONSTANT m", "CONSTANT m = m")).toBe("<<TRUE, FALSE, TRUE>>");
  });
  test("an operator that is not defined is refused", () => {
    expect(errorOf(() => valueSpec("n", "CONSTANT n", "CONSTANT n <- Nothing"))).toMatchObject({ code: "cfg-name" });
  });
});

test("a bound name may be that of a constant or variable of a module that extends this one", () => {
  const inner = "---- MODULE Inner ----\nAll(S) == \\A a, b \\in S : a = b\n====";
  const outer =
    "---- MODULE Outer ----\nEXTENDS Inner, Integers\nCONSTANT a\nVARIABLE b\nInit == b = 0\nNext == b' = IF All({1, 2}) THEN 5 ELSE 0\n====";
  expect(counts(specOf([inner, outer], `${cfg}CONSTANT a = 1`))).toEqual({ distinct: 1, generated: 2 });
});
