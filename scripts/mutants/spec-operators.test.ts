import { parseModule } from "nexus-reference/tla";
import { describe, expect, test } from "vitest";
import type { SpecMutant } from "./mutant.ts";
import { specMutants } from "./spec-operators.ts";

const module = (actions: string): string => `---- MODULE Fixture ----
EXTENDS Integers, FiniteSets
VARIABLES x, s
vars == <<x, s>>
Init == x = 0 /\\ s \\in Starts
${actions}
Unused == x > 7
====`;

const mutantsOf = (source: string): readonly SpecMutant[] => specMutants(parseModule("Fixture.tla", source), "Fixture.tla");

const byId = (source: string): ReadonlyMap<string, string> =>
  new Map(mutantsOf(source).map(({ id, change }) => [id.replace("spec:Fixture/", ""), change]));

const counter = module(`Starts == {{}}
Up(k) ==
    /\\ x < 3
    /\\ k \\notin s
    /\\ x' = x + k
    /\\ s' = s \\cup {k}
Rest == UNCHANGED vars
UpEffects(k) == <<[type |-> "Up", to |-> k]>>
Calm == x # 2
MachineNext == \\E k \\in 1..2 : Calm /\\ Up(k)
EnvNext == Rest
Next == MachineNext \\/ EnvNext`);

describe("an action", () => {
  const mutants = byId(counter);

  test("guards are dropped and negated, the environment's too", () => {
    expect(mutants.get("Up/1/drop")).toBe("/\\ [drop x < 3]");
    expect(mutants.get("Up/1/negate")).toBe("/\\ [x < 3 → ~(x < 3)]");
    expect(mutants.get("Up/2/drop")).toBe("/\\ [drop k \\notin s]");
    expect(mutants.get("Up/env1/drop")).toBe("MachineNext == \\E k \\in 1..2 : [drop Calm] /\\ Up(k)");
    expect(mutants.get("Up/env1/negate")).toContain("[Calm → ~(Calm)]");
  });

  test("assignments become UNCHANGED, and UNCHANGED stays", () => {
    expect(mutants.get("Up/3/unchanged")).toBe("/\\ [x' = x + k → UNCHANGED x]");
    expect(mutants.get("Up/4/unchanged")).toBe("/\\ [s' = s \\cup {k} → UNCHANGED s]");
    expect([...mutants.keys()].filter((id) => id.startsWith("Rest/"))).toEqual([]);
  });

  test("thresholds, sums and the ends of domains shift", () => {
    expect(mutants.get("Up/literal1/+1")).toBe("/\\ x < [3 → 4]");
    expect(mutants.get("Up/literal1/-1")).toBe("/\\ x < [3 → 2]");
    expect(mutants.get("Up/arithmetic1/-1")).toBe("/\\ x' = [x + k → x + k - 1]");
    expect(mutants.get("Up/literal3/+1")).toBe("MachineNext == \\E k \\in 1..[2 → 3] : Calm /\\ Up(k)");
    expect(mutants.get("Init/literal1/-1")).toBe("Init == x = [0 → -1] /\\ s \\in Starts");
  });

  test("effects are dropped", () => {
    expect(mutants.get("UpEffects/effect1/drop")).toContain("→ <<>>]");
  });

  test("helpers are mutated where they are used, and nothing else is", () => {
    expect(mutants.get("Calm/result/negate")).toBe("Calm == [x # 2 → ~(x # 2)]");
    expect([...mutants.keys()].some((id) => id.startsWith("Unused/"))).toBe(false);
  });
});

describe("a helper", () => {
  const mutants = byId(
    module(`Starts == {S \\in SUBSET (1..3) : Cardinality(S) = 2 /\\ 1 \\in S}
Half(n) == IF Small(n) THEN n ELSE n \\div 2
Small(n) == \\A m \\in 0..n : m < n => ~ (m \\in s)
Go == x = Half(x) /\\ x' = 1 /\\ UNCHANGED s
Next == Go`),
  );

  test("items, negations, conditions, quantifiers and comparisons change", () => {
    expect(mutants.get("Starts/operand1/drop")).toBe("Starts == {S \\in SUBSET (1..3) : [drop Cardinality(S) = 2] /\\ 1 \\in S}");
    expect(mutants.get("Starts/atom2/negate")).toContain("[1 \\in S → ~(1 \\in S)]");
    expect(mutants.get("Half/condition1/negate")).toBe("Half(n) == IF [Small(n) → ~(Small(n))] THEN n ELSE n \\div 2");
    expect(mutants.get("Half/arithmetic1/+1")).toBe("Half(n) == IF Small(n) THEN n ELSE [n \\div 2 → n \\div 2 + 1]");
    expect(mutants.get("Small/quantifier1/flip")).toContain("→ \\E m \\in 0..n : m < n => ~ (m \\in s)]");
    expect(mutants.get("Small/operand1/drop")).toContain("[m < n => ~ (m \\in s) → ~ (m \\in s)]");
    expect(mutants.get("Small/not1/drop")).toContain("[~ (m \\in s) → m \\in s]");
    expect(mutants.get("Small/compare1/-1")).toContain("m < [n → n - 1]");
    expect(mutants.get("Small/bound1/+1")).toContain("\\A m \\in 0..[n → n + 1]");
  });

  test("an equality of integers shifts, a set's does not", () => {
    expect(mutants.get("Go/compare1/+1")).toBe("Go == x = [Half(x) → Half(x) + 1] /\\ x' = 1 /\\ UNCHANGED s");
    const sets = byId(module("Starts == {{}}\nGo == s = Starts /\\ x' = 1 /\\ UNCHANGED s\nNext == Go"));
    expect([...sets.keys()].filter((id) => id.includes("compare"))).toEqual([]);
  });
});

test("ids are unique; the tree differs in one definition, and the original is untouched", () => {
  const original = parseModule("Fixture.tla", counter);
  const before = JSON.stringify(original);
  const mutants = specMutants(original, "Fixture.tla");
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  for (const { id, tree } of mutants) {
    const differing = tree.units.filter((unit, i) => unit !== original.units[i]);
    expect(differing, id).toHaveLength(1);
  }
  expect(JSON.stringify(original)).toBe(before);
});

test("a module without Next, and a disjunct that is no action, are refused", () => {
  expect(() => mutantsOf(module("Starts == {{}}"))).toThrow("Fixture does not define Next");
  expect(() => mutantsOf(module("Starts == {{}}\nNext == \\A k \\in {1} : x' = k"))).toThrow("does not end in an action");
});
