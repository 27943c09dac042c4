import { expect, test } from "vitest";
import { specOf } from "./testing-specs.ts";

const source = (invariant: string) => `---- MODULE Steps ----
EXTENDS Naturals, TLC
VARIABLE x
Init == x \\in {0, 5} /\\ TLCGet("level") = 0
Next == x < 5 /\\ x' = x + TLCGet("level")
Inv == ${invariant}
====`;
const model = (invariant: string) => specOf([source(invariant)], "INIT Init\nNEXT Next\nINVARIANT Inv").graph;

/** The states by levels, breadth-first, each with what the invariant says of it. */
function explored(invariant: string) {
  const graph = model(invariant);
  const holds = (state: unknown) => graph.invariants[0]?.holds(state as never);
  let states = graph.initial();
  const seen: (readonly unknown[])[] = [];
  while (states.length > 0) {
    seen.push(...states.map((state) => [state[0], holds(state)]));
    const next: (typeof states)[number][] = [];
    for (const state of states) {
      graph.successors(state, (_, to) => {
        next.push(to);
        return false;
      });
    }
    states = next;
  }
  return seen;
}

test("the level of a state is the length of the behaviour that leads to it, and 0 in Init", () => {
  expect(explored('TLCGet("level") < 3')).toEqual([
    [0, true],
    [5, true],
    [1, true],
    [3, false],
    [6, false],
  ]);
});

test("in a simulation it is the length of the behaviour that is drawn", () => {
  const graph = model('TLCGet("level") = 7');
  const [state] = graph.initial();
  expect(graph.invariants[0]?.holds(state as never)).toBe(false);
  graph.drawn?.(7);
  expect(graph.invariants[0]?.holds(state as never)).toBe(true);
});

test("a model that does not ask for levels keeps none", () => {
  expect(model("TRUE").drawn).toBeDefined();
  const plain = source("TRUE").replace(' /\\ TLCGet("level") = 0', "").replace('TLCGet("level")', "1");
  expect(specOf([plain], "INIT Init\nNEXT Next").graph.drawn).toBeUndefined();
});
