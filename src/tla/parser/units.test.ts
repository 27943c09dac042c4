import { describe, expect, it } from "vitest";
import type { Module } from "../ast.ts";
import { parseModule } from "./index.ts";

const parse = (body: string): Module => parseModule("T.tla", `---- MODULE T ----\n${body}\n====`);

describe("units", () => {
  it.each<[string, object]>([
    [
      "CONSTANTS N, F(_, _), _ ++ _, -. _, _ ^+",
      {
        kind: "constants",
        params: [
          { name: "N", arity: 0 },
          { name: "F", arity: 2 },
          { name: "++", arity: 2 },
          { name: "-.", arity: 1 },
          { name: "^+", arity: 1 },
        ],
      },
    ],
    ["VARIABLE x, y", { kind: "variables", names: [{ name: "x" }, { name: "y" }] }],
    [
      "RECURSIVE F(_), g",
      {
        kind: "recursive",
        params: [
          { name: "F", arity: 1 },
          { name: "g", arity: 0 },
        ],
      },
    ],
    ["ASSUME N \\in Nat", { kind: "assume", body: { name: "\\in" } }],
    ["AXIOM Positive == N > 0", { kind: "assume", name: "Positive" }],
    ["x == 1", { kind: "operator", name: "x", params: [], local: false }],
    ["LOCAL F(a, G(_)) == G(a)", { kind: "operator", name: "F", params: [{ arity: 0 }, { name: "G", arity: 1 }], local: true }],
    [
      "a \\oplus b == a",
      { kind: "operator", name: "\\oplus", params: [{ name: "a" }, { name: "b" }], nameAt: { start: { line: 2, column: 3 } } },
    ],
    ["-. a == a", { kind: "operator", name: "-.", params: [{ name: "a" }] }],
    ["a ^# == a", { kind: "operator", name: "^#", params: [{ name: "a" }] }],
    ["f[x \\in S, y \\in T] == x", { kind: "functionDefinition", name: "f", bounds: [{}, {}] }],
    ["INSTANCE M", { kind: "instance", module: "M", params: [], substitutions: [] }],
    [
      "LOCAL INSTANCE M WITH a <- 1, ++ <- +",
      {
        kind: "instance",
        local: true,
        substitutions: [
          { name: "a", value: { value: 1 } },
          { name: "++", value: { name: "+", args: [] } },
        ],
      },
    ],
    [
      "I(p, Q(_)) == INSTANCE M WITH F <- LAMBDA x : x",
      {
        kind: "instance",
        name: "I",
        params: [{ name: "p" }, { name: "Q", arity: 1 }],
        substitutions: [{ value: { kind: "lambda" } }],
      },
    ],
    ["THEOREM Safe == Spec => []Inv", { kind: "theorem", name: "Safe" }],
    ["COROLLARY 1 = 1", { kind: "theorem", body: { name: "=" } }],
    ["--------", { kind: "separator" }],
  ])("%s", (text, expected) => {
    expect(parse(text).units).toMatchObject([expected]);
  });

  it("reads the modules that a module extends", () => {
    expect(parse("EXTENDS Naturals, Sequences").extends).toMatchObject([{ name: "Naturals" }, { name: "Sequences" }]);
  });

  it("reads modules inside modules", () => {
    expect(parse("---- MODULE Inner ----\nx == 1\n====\ny == 2").units).toMatchObject([
      { kind: "module", module: { name: "Inner", units: [{ name: "x" }] } },
      { kind: "operator", name: "y" },
    ]);
  });

  it("keeps definitions apart that follow each other without a sign between them", () => {
    expect(parse("x == a\nf[i \\in S] == i\ny == b\na ++ b == a\nz == c\n-. a == a").units).toMatchObject([
      { name: "x", body: { name: "a" } },
      { name: "f" },
      { name: "y", body: { name: "b" } },
      { name: "++" },
      { name: "z", body: { name: "c" } },
      { name: "-." },
    ]);
  });

  it("ignores PlusCal, which is a comment, and reads its translation", () => {
    const text =
      "(* --algorithm A { variables x = 0; { x := 1 } } *)\n\\* BEGIN TRANSLATION\nVARIABLES x, pc\n\\* END TRANSLATION";
    expect(parse(text).units).toMatchObject([{ kind: "variables" }]);
  });
});

describe("proofs are read and dropped", () => {
  const proofs = [
    "OBVIOUS",
    "PROOF OMITTED",
    "BY Foo, <1>1, Bar(2) DEF Spec, I!Next, +",
    "BY ONLY Foo, MODULE M DEFS x",
    "BY DEF x",
    `<1>1. Init => Inv
  BY DEF Init, Inv
<1>2. ASSUME Inv, NEW x \\in S, CONSTANT c, NEW F(_), TRUE :: ASSUME A PROVE B
      PROVE Inv'
  <2>a. CASE x = 1
    OBVIOUS
  <2>. DEFINE y == 1 G(z) == z
  <2> f == [i \\in S |-> i]
  <2>b. PICK k, l \\in S : P(k)
    PROOF BY <1>1
  <2> HAVE x = 2
  <2> TAKE a, b \\in T
  <2> WITNESS 1, 2 \\in S
  <2> SUFFICES A
    <3> QED
  <2> USE <1>1 DEF Inv
  <2> HIDE DEF x
  <2> INSTANCE M
  <2>q. QED BY <2>a, <2>b
<1> QED
  BY <1>1, <1>2`,
    "PROOF <*>1. A\n  <+>1. B\n  <*> QED\n<*> QED OBVIOUS",
  ];

  it.each(proofs)("%s", (proof) => {
    expect(parse(`THEOREM T == A\n${proof}\nx == 1`).units).toMatchObject([
      { kind: "theorem", name: "T" },
      { kind: "operator", name: "x" },
    ]);
  });

  it("drops a body of the form ASSUME/PROVE", () => {
    const [theorem] = parse("LEMMA L == ASSUME NEW x, x = 1 PROVE x > 0\nOBVIOUS").units;
    expect(theorem).toMatchObject({ kind: "theorem", name: "L" });
    expect(theorem).not.toHaveProperty("body");
  });

  it("drops USE and HIDE", () => {
    expect(parse("USE DEF x\nHIDE A, B\nx == 1").units).toMatchObject([{ name: "x" }]);
  });
});
