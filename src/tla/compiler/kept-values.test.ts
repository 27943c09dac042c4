import { describe, expect, test } from "vitest";
import { parseConfig } from "../cfg.ts";
import { analyze, loadModule } from "../semantics/index.ts";
import { Universe } from "../values/universe.ts";
import { decidingVariables } from "./kept-values.ts";
import { Program } from "./program.ts";
import { specOf } from "./testing-specs.ts";

const MODULE = `---- MODULE Kept ----
EXTENDS Integers, TLC
VARIABLES x, y, z
Above == {n \\in 0..9 : n > x}
Between == {n \\in Above : n < y}
Next1 == {n \\in 0..9 : n > x'}
Cheap == x + 1
All == {n \\in 0..9 : n > x + y + z}
Chosen == {n \\in 0..9 : n > x /\\ RandomElement({n}) = n}
Of(p) == {n \\in 0..p : n > x}
Register == {n \\in 0..9 : n > x /\\ TLCGet(1) = n}
Free == {n \\in Nat : n > x}
Init == x \\in 0..2 /\\ y \\in Above /\\ z = 0
Next == /\\ x' \\in Above
        /\\ y' \\in {n \\in Above' : n > y}
        /\\ z' = IF Between = {} THEN 0 ELSE CHOOSE n \\in Between : TRUE
Same == Above = {n \\in 0..9 : n > x} /\\ Between = {n \\in 0..9 : n > x /\\ n < y}
Steps == \\A n \\in 0..9 : n \\in Free <=> n > x
====`;

const program = () => {
  const analysis = analyze(loadModule("Kept", (name) => (name === "Kept" ? { file: "Kept.tla", source: MODULE } : undefined)));
  return new Program(analysis, parseConfig("Kept.cfg", "INIT Init\nNEXT Next"), new Universe());
};

describe("values that are kept by the variables that decide them", () => {
  test("are those of pure definitions of one or two variables, where there is something to go through", () => {
    const of = program();
    const deciding = (name: string) => decidingVariables(of, of.definition(name) as never);
    expect(deciding("Above")).toEqual([0]);
    expect(deciding("Between")).toEqual([1, 0]);
    expect(deciding("Free")).toEqual([0]);
    for (const name of ["Next1", "Cheap", "All", "Chosen", "Of", "Register", "Init"]) expect(deciding(name), name).toBeNull();
  });

  test("are right in each state, primed and unprimed, and while Init and Next give variables their values", () => {
    const spec = specOf([MODULE], "INIT Init\nNEXT Next\nINVARIANTS Same Steps");
    const { graph } = spec;
    const [same, steps] = graph.invariants;
    const numbers = (state: readonly unknown[]) => state.map((value) => Number(spec.text(value)));
    const expected = [0, 1, 2].flatMap((x) => Array.from({ length: 9 - x }, (_, i) => [x, x + 1 + i, 0]));
    const initial = graph.initial();
    expect(initial.map(numbers).sort()).toEqual(expected.sort());
    for (const state of initial) {
      const [x, y] = numbers(state) as [number, number];
      const found: string[] = [];
      graph.successors(state, (_, next) => {
        found.push(numbers(next).join());
        // What a visitor evaluates must not spoil the state whose steps are visited.
        expect(same?.holds(next) === true && steps?.holds(next) === true).toBe(true);
        return false;
      });
      const wanted: string[] = [];
      for (let next = x + 1; next <= 9; next++) {
        for (let n = Math.max(next, y) + 1; n <= 9; n++) wanted.push(`${next},${n},${x + 1 < y ? x + 1 : 0}`);
      }
      expect(found.sort()).toEqual(wanted.sort());
    }
  });
});
