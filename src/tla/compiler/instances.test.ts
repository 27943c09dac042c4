import { describe, expect, test } from "vitest";
import { counts, errorOf, specOf, valueText } from "./testing-specs.ts";

const CFG = "INIT Init\nNEXT Next\n";
const CLOCK = `---- MODULE Clock ----
EXTENDS Integers
CONSTANT Hours
VARIABLE now
LOCAL Later(h) == (h + 1) % Hours
Set == now = 0
Tick == now' = Later(now)
Is(h) == now = h
Times(k) == {h \\in 0..Hours - 1 : h % k = 0}
Table[h \\in 0..3] == h * Hours
====`;
const using = (body: string, more: readonly string[] = []) => [
  CLOCK,
  ...more,
  `---- MODULE Using ----\nEXTENDS Integers\n${body}\n====`,
];
const evaluate = (modules: readonly string[], cfg = CFG) => {
  const spec = specOf(modules, cfg);
  return spec.text(spec.evaluate(spec.graph.initial()[0] as readonly unknown[], "Value"));
};

describe("INSTANCE", () => {
  test("named, with a variable for a variable, in actions", () => {
    const body = "VARIABLE hand\nC == INSTANCE Clock WITH Hours <- 5, now <- hand\nInit == C!Set\nNext == C!Tick";
    expect(counts(specOf(using(body), CFG))).toEqual({ distinct: 5, generated: 6 });
  });
  test("without a name and with the same names", () => {
    const body = "CONSTANT Hours\nVARIABLE now\nINSTANCE Clock\nInit == Set\nNext == Tick /\\ ~Is(7)";
    expect(counts(specOf(using(body), `${CFG}CONSTANT Hours = 3`))).toEqual({ distinct: 3, generated: 4 });
  });
  test("with an expression for a variable, also where it is primed", () => {
    const body =
      "VARIABLE x\nC == INSTANCE Clock WITH Hours <- 4, now <- x \\div 2\nInit == x = 0\nNext == x' \\in 0..7 /\\ C!Tick";
    expect(counts(specOf(using(body), CFG))).toEqual({ distinct: 8, generated: 17 });
  });
  test("with operators, sets and functions of the module", () => {
    const body =
      "VARIABLE x\nC == INSTANCE Clock WITH Hours <- 6, now <- x\nInit == x = 4\nNext == x' = x\nValue == <<C!Times(2), C!Table[3], C!Is(4), C!Is(5)>>";
    expect(evaluate(using(body))).toBe("<<{0, 2, 4}, 18, TRUE, FALSE>>");
  });
  test("with parameters", () => {
    const body =
      "VARIABLE x\nC(n) == INSTANCE Clock WITH Hours <- n, now <- x\nInit == x = 0\nNext == x' = x\nValue == <<C(2)!Times(1), {C(n)!Table[1] : n \\in 7..8}>>";
    expect(evaluate(using(body))).toBe("<<{0, 1}, {7, 8}>>");
  });
  test("in LET, with what is bound around it", () => {
    const body =
      "VARIABLE x\nInit == x = 0\nNext == x' = x\nAll(S) == {LET C == INSTANCE Clock WITH Hours <- n, now <- x IN C!Table[2] : n \\in S}\nValue == All({1, 5})";
    expect(evaluate(using(body))).toBe("{2, 10}");
  });
  test("through an instance of an instance", () => {
    const middle =
      "---- MODULE Middle ----\nEXTENDS Integers\nCONSTANT k\nVARIABLE v\nInner(d) == INSTANCE Clock WITH Hours <- k + d, now <- v\nFirst == Inner(1)!Table[1]\n====";
    const body =
      "VARIABLE x\nM(n) == INSTANCE Middle WITH k <- n, v <- x\nInit == x = 0\nNext == x' = x\nValue == <<M(10)!First, M(10)!Inner(5)!Table[1]>>";
    expect(evaluate(using(body, [middle]))).toBe("<<11, 15>>");
  });
  test("of a nested module and of a standard one", () => {
    const body =
      "VARIABLE x\n---- MODULE Box ----\nTwice == x + x\n====\nB == INSTANCE Box\nN == INSTANCE Naturals\nInit == x = 4\nNext == x' = x\nValue == <<B!Twice, N!+(1, 2)>>";
    expect(evaluate(using(body))).toBe("<<8, 3>>");
  });
  test("with an operator for an operator constant", () => {
    const module = "---- MODULE Fold ----\nCONSTANT F(_, _)\nBoth(a) == F(a, a)\n====";
    const body =
      "VARIABLE x\nA == INSTANCE Fold WITH F <- +\nTimes(a, b) == a * b\nT == INSTANCE Fold WITH F <- Times\nInit == x = 4\nNext == x' = x\nValue == <<A!Both(3), T!Both(3)>>";
    expect(evaluate(using(body, [module]))).toBe("<<6, 9>>");
  });
  test("does not let a bound name of the module catch what is put in for a variable", () => {
    const module = "---- MODULE Find ----\nCONSTANT S\nVARIABLE v\nHas == \\E x \\in S : x = v\n====";
    const body = "VARIABLE x\nI == INSTANCE Find WITH S <- {1, 2}, v <- x\nInit == x = 3\nNext == x' = x\nValue == I!Has";
    expect(evaluate(using(body, [module]))).toBe("FALSE");
  });
  test("keeps apart LOCAL definitions of the same name", () => {
    const one = "---- MODULE One ----\nLOCAL Secret == 1\nOne == Secret\n====";
    const two = "---- MODULE Two ----\nLOCAL Secret == 2\nTwo == Secret\n====";
    const root =
      "---- MODULE Root ----\nEXTENDS One, Two\nVARIABLE x\nSecret == 3\nInit == x = 0\nNext == x' = x\nValue == <<One, Two, Secret>>\n====";
    expect(evaluate([one, two, root])).toBe("<<1, 2, 3>>");
  });
  test("with an override of the cfg in the module", () => {
    const body =
      "VARIABLE x\nC == INSTANCE Clock WITH Hours <- 6, now <- x\nEvery(k) == {k}\nInit == x = 4\nNext == x' = x\nValue == C!Times(2)";
    expect(evaluate(using(body), `${CFG}CONSTANT Times <- [Clock] Every`)).toBe("{2}");
  });
});

test("an assumption with a name is an operator", () => {
  expect(valueText("Positive", "ASSUME Positive == 1 > 0")).toBe("TRUE");
});

test("a module without variables and a cfg without behaviour have assumptions only", () => {
  const spec = specOf(["---- MODULE Facts ----\nEXTENDS Integers\nASSUME 1 + 1 = 2\n===="], "");
  expect([spec.assumptionsOnly, spec.graph.initial()]).toEqual([true, []]);
  expect(errorOf(() => specOf(["---- MODULE Facts ----\nEXTENDS Integers\nASSUME 1 + 1 = 3\n===="], "")).code).toBe("tla-assume");
});
