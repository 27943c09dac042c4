import { describe, expect, test } from "vitest";
import { formatPosition } from "../../lib/source.ts";
import { errorOf, specOf, valueSpec } from "./testing-specs.ts";

function evaluationError(expression: string, definitions = "") {
  const spec = valueSpec(expression, definitions);
  return errorOf(() => spec.evaluate(spec.state({ x: 1 }), "Value"));
}

describe("an evaluation that fails says what is wrong", () => {
  test.each([
    ['1 = "a"', 'attempted to compare the integer 1 with the string "a"'],
    ['{1, "a"}', 'attempted to compare the string "a" with the integer 1'],
    ["<<1>> = {1}", "attempted to compare the sequence <<1>> with the set {1}"],
    ['"a" \\in 1..2', '"a" is no integer, so \\in 1..2 is an error'],
    ["1 \\in 2", "the right side of \\in must be a set, it is 2"],
    ["9007199254740991 + 1", "overflow: the result is beyond 2^53 - 1, up to which integers are exact"],
    ["-9007199254740991 - 1", "overflow: the result is beyond 2^53 - 1, up to which integers are exact"],
    ["94906267 * 94906267", "overflow: the result is beyond 2^53 - 1, up to which integers are exact"],
    ["2^53", "overflow: the result is beyond 2^53 - 1, up to which integers are exact"],
    ["(-3)^1001", "overflow: the result is beyond 2^53 - 1, up to which integers are exact"],
    ["1 \\div 0", "division by zero"],
    ["1 % 0", "the right side of % must be positive"],
    ["2^(-1)", "the exponent must not be negative"],
    ["1 + TRUE", "expected an integer, found the boolean TRUE"],
    ["1 /\\ TRUE", "expected a boolean, found the integer 1"],
    ["IF 1 THEN 2 ELSE 3", "expected a boolean, found the integer 1"],
    ["<<1, 2>>[3]", "3 is not in the domain of <<1, 2>>"],
    ["[a |-> 1].b", "the record [a |-> 1] has no field b"],
    ["x[1]", "expected a function, found the integer 1"],
    ["Head(<<>>)", "Head of an empty sequence"],
    ["Tail(<<>>)", "Tail of an empty sequence"],
    ["SubSeq(<<1>>, 1, 2)", "SubSeq(s, 1, 2) of a sequence of length 1"],
    ["Len(1)", "expected a sequence, found the integer 1"],
    ["UNION 1", "expected a set, found 1"],
    ["CHOOSE i \\in {1} : i = 2", "CHOOSE finds no element of {1} that satisfies its predicate"],
    ["CASE FALSE -> 1", "no arm of CASE is true"],
    ["\\A i \\in Nat : i >= 0", "Nat is infinite and cannot be enumerated"],
    ['Assert(FALSE, "no")', "Assert: no"],
    ["Cardinality(SUBSET (1..40))", "SUBSET 1..40 is too large to enumerate"],
  ])("%s: %s", (expression, message) => {
    expect(evaluationError(expression)).toMatchObject({ code: "tla-eval", message });
  });

  test("at the innermost expression, with the definitions on the way there", () => {
    const error = evaluationError("Outer(3)", "Inner(n) == <<1>>[n]\nOuter(n) == 1 +\n  Inner(n)");
    expect(error.message).toBe("3 is not in the domain of <<1>>");
    expect(error.at && formatPosition(error.at)).toBe("Values.tla:4:13");
    expect(error.hint).toBe("evaluating Inner at 6:3, in Outer at 7:10");
  });

  test.each([
    ["Init == x \\in Nat\nNext == x' = x", "2:15"],
    ["Init == x = Nat\nNext == x' = x", "2:13"],
    ["Init == x = 0\nNext == \\E n \\in Nat : x' = n", "3:18"],
    ["Init == x = 0\nNext == x' \\in {n \\in Nat : n > 1}", "3:16"],
    ["Init == x = 0\nNext == x' = {n \\in Nat : n > 1}", "3:14"],
  ])("at a set that cannot be enumerated: %s", (lines, place) => {
    const source = `---- MODULE Sets ---- EXTENDS Naturals VARIABLE x\n${lines}\n====`;
    const { graph } = specOf([source], "INIT Init\nNEXT Next\n");
    const error = errorOf(() => graph.successors(graph.initial()[0] ?? [], () => false));
    expect(error.message).toMatch(/is infinite and cannot be enumerated$/);
    expect(error.at && formatPosition(error.at)).toBe(`Sets.tla:${place}`);
  });

  test("when a recursion does not end", () => {
    const error = evaluationError("Down(1)", "RECURSIVE Down(_)\nDown(n) == 1 + Down(n + 0)");
    expect(error).toMatchObject({
      code: "tla-eval",
      message: "the evaluation is nested too deeply",
      hint: "look for a recursion that does not end",
    });
  });

  test("when a defined function is applied outside of its domain", () => {
    expect(evaluationError("f[4]", "f[n \\in 1..3] == n").message).toBe("4 is not in the domain of the function, 1..3");
  });
});

const model = (body: string) => `---- MODULE Small ----\nEXTENDS Integers\nVARIABLES a, b\n${body}\n====`;
const explored = (body: string, cfg = "INIT Init\nNEXT Next\n") => {
  const { graph } = specOf([model(body)], cfg);
  const [first] = graph.initial();
  graph.successors(first as readonly unknown[], () => false);
};

describe("a behaviour that is wrong is refused", () => {
  test("a variable without a next value", () => {
    const error = errorOf(() => explored("Init == a = 0 /\\ b = 0\nNext == a' = 1"));
    expect(error).toMatchObject({ code: "tla-eval", message: "the variable b has no value in the next state" });
  });

  test("a next value that is used before it is given", () => {
    const error = errorOf(() => explored("Init == a = 0 /\\ b = 0\nNext == a' = b' /\\ b' = 1"));
    expect(error.message).toBe("the variable b has no value in the next state");
    expect(error.at && formatPosition(error.at)).toBe("Small.tla:5:14");
  });

  test("an action that fails, at its position", () => {
    const error = errorOf(() =>
      explored('Init == a = 0 /\\ b = 0\nStep == /\\ a + "x" = 1\n        /\\ UNCHANGED <<a, b>>\nNext == Step'),
    );
    expect(error.message).toBe('expected an integer, found the string "x"');
    expect(error.at && formatPosition(error.at)).toBe("Small.tla:5:12");
  });

  test.each([
    [
      "Init == a = 0 /\\ b = 0\nNext == a' = (CHOOSE i : i > 2) /\\ b' = b",
      "CHOOSE without a domain cannot be evaluated",
      "Small.tla:5:15",
    ],
    [
      "Init == a = 0 /\\ b = 0\nNext == (\\A i : i = i) /\\ UNCHANGED <<a, b>>",
      "a quantifier without a domain cannot be evaluated",
      "Small.tla:5:10",
    ],
    [
      "RECURSIVE Go(_)\nGo(n) == IF n = 0 THEN a' = 0 ELSE Go(n - 1)\nInit == a = 0 /\\ b = 0\nNext == Go(1) /\\ b' = b",
      "the recursive action Go cannot be evaluated",
      "Small.tla:5:36",
    ],
  ])("unsupported: %s", (body, message, at) => {
    const error = errorOf(() => explored(body));
    expect(error).toMatchObject({ code: "tla-unsupported", message });
    expect(error.at && formatPosition(error.at)).toBe(at);
  });

  test.each([
    ["SPECIFICATION Spec", "Init == a = 0 /\\ b = 0\nSpec == Init", "Spec has no [][Next]_vars"],
    ["SPECIFICATION Spec", "Spec == [][UNCHANGED <<a, b>>]_<<a, b>>", "Spec has no initial predicate"],
    ["", "Init == a = 0", "model.cfg names no behaviour"],
  ])("%s without what it needs: %s", (cfg, body, message) => {
    expect(errorOf(() => explored(body, cfg))).toMatchObject({ code: "cfg-behaviour", message });
  });
});

test("a false assumption is reported at the conjunct that is false", () => {
  const module =
    "---- MODULE A ----\nEXTENDS Integers\nCONSTANT N\nASSUME Sizes ==\n  /\\ N > 0\n  /\\ N < 10\nVARIABLE x\nInit == x = 0\nNext == x' = x\n====";
  const error = errorOf(() => specOf([module], "CONSTANT N = 12\nINIT Init\nNEXT Next"));
  expect(error).toMatchObject({
    code: "tla-assume",
    message: "the assumption N < 10 is false",
    hint: "check the constants in the cfg",
  });
  expect(error.at && formatPosition(error.at)).toBe("A.tla:6:6");
});
