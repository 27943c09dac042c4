/** Replay of counterexamples as TLC writes them: loops, stuttering for ever, and edits. */

import { describe, expect, test } from "vitest";
import { loadSpec } from "../tla/index.ts";
import { type Replay, replay } from "./replay.ts";
import { readTrace } from "./replay-trace.ts";

/** What TLC 2.19 writes with -dumpTrace json for two properties of this module, cut to what it needs. */
const looping = `---- MODULE Looping ----
EXTENDS Integers, Sequences, TLC
CONSTANT P
VARIABLES x, f, q, s
vars == <<x, f, q, s>>
Init == x = 0 /\\ f = [p \\in P |-> 0] /\\ q = <<>> /\\ s = {}
Step(p) == /\\ x < 2 /\\ x' = x + 1 /\\ f' = [f EXCEPT ![p] = (@ + 1) % 2]
           /\\ q' = Append(q, [who |-> p, n |-> x]) /\\ s' = s \\cup {<<x, "a">>}
Back == x = 2 /\\ x' = 1 /\\ UNCHANGED <<f, s>> /\\ q' = SubSeq(q, 1, 1)
Next == (\\E p \\in P : Step(p)) \\/ Back
Spec == Init /\\ [][Next]_vars
====
`;
const loopingSpec = loadSpec({
  module: "Looping",
  config: { file: "Looping.cfg", source: "SPECIFICATION Spec\nCONSTANT P = {p1, p2}\nCHECK_DEADLOCK FALSE\n" },
  resolve: (name) => (name === "Looping" ? { file: "Looping.tla", source: looping } : undefined),
});

/** A state: f of p2, how many steps q and s remember, and x. */
const row = (f: number, inQ: number, inS: number, x: number) => ({
  f: { p1: 0, p2: f },
  q: Array.from({ length: inQ }, (_, n) => ({ who: "p2", n })),
  s: Array.from({ length: inS }, (_, n) => [n, "a"]),
  x,
});
const rows = {
  start: row(0, 0, 0, 0),
  one: row(1, 1, 1, 1),
  two: row(0, 2, 2, 2),
  back: row(0, 1, 2, 1),
  again: row(1, 2, 2, 2),
  other: row(1, 1, 2, 1),
};
const byP2 = { name: "Step", location: { beginLine: 7, module: "Looping" }, context: { p: "p2" }, parameters: ["p"] };
const back = { name: "Back", location: { beginLine: 9, module: "Looping" } };

/** A counterexample as TLC writes it, with a last step back to a state where there is one more step than states. */
function ofTlc(states: readonly object[], labels: readonly object[], to = 0): Replay {
  const numbered = states.map((state, i) => [i + 1, state] as const);
  const action = labels.map((label, i) => [numbered[i], label, numbered[i + 1] ?? numbered[to - 1]]);
  return replay(loopingSpec, null, readTrace(JSON.stringify({ counterexample: { action, state: numbered } })));
}

describe("replay of TLC's lassos", () => {
  test("follows one that stutters for ever, whose last step has the name of the one before", () => {
    const { steps, parting } = ofTlc([rows.start, rows.one, rows.two, rows.back], [byP2, byP2, back, back], 4);
    expect(parting).toBeUndefined();
    expect(steps.map(({ spec }) => spec)).toEqual(["takes", "takes", "takes", "stutters"]);
  });

  test("follows one that leads back", () => {
    const states = [rows.start, rows.one, rows.two, rows.back, rows.again, rows.other];
    const result = ofTlc(states, [byP2, byP2, back, byP2, back, byP2], 3);
    expect(result.parting).toBeUndefined();
    expect(result.steps.map(({ spec }) => spec)).toEqual(Array.from({ length: 6 }, () => "takes"));
  });

  test.each<[string, readonly object[], number, string]>([
    ["a number", [rows.start, rows.one, { ...rows.two, x: 3 }, rows.back], 2, "x"],
    [
      "an element of a set",
      [
        rows.start,
        rows.one,
        {
          ...rows.two,
          s: [
            [0, "a"],
            [1, "b"],
          ],
        },
        rows.back,
      ],
      2,
      "s",
    ],
    [
      "an element of a set, written twice",
      [
        rows.start,
        rows.one,
        {
          ...rows.two,
          s: [
            [0, "a"],
            [0, "a"],
          ],
        },
        rows.back,
      ],
      2,
      "s",
    ],
    ["a field of a record", [rows.start, { ...rows.one, q: [{ who: "p1", n: 0 }] }, rows.two, rows.back], 1, "q"],
    ["a value of a function", [rows.start, rows.one, rows.two, { ...rows.back, f: { p1: 1, p2: 0 } }], 3, "f"],
    ["the order of a sequence", [rows.start, rows.one, { ...rows.two, q: [...rows.two.q].reverse() }, rows.back], 2, "q"],
  ])("shows where one parts that was edited: %s", (_, states, at, variable) => {
    const { parting } = ofTlc(states, [byP2, byP2, back]);
    expect(parting?.at).toBe(at);
    expect(parting?.variables.map((row) => row.variable)).toEqual([variable]);
  });

  test("shows a step back that is none", () => {
    const states = [rows.start, rows.one, rows.two, rows.back];
    expect(ofTlc(states, [byP2, byP2, back, byP2], 2).parting).toMatchObject({ at: 4 });
  });
});
