import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { graphDot } from "./graph-dot.ts";
import { graphMermaid } from "./graph-mermaid.ts";
import { jsonText } from "./json.ts";
import { type GraphFinding, runGraph } from "./state-graph.ts";
import { jobOf, Scratch } from "./testing-files.ts";
import { schemaProblems } from "./testing-json-schema.ts";

let scratch: Scratch;
beforeAll(() => {
  scratch = new Scratch();
});
afterAll(() => scratch.remove());

const lines = [
  "CONSTANT Node",
  "VARIABLES at, note",
  'Init == at \\in Node /\\ note = "say \\"\\\\"',
  "Move(n) == at # n /\\ at' = n /\\ UNCHANGED note",
  'Rest == note # "" /\\ note\' = "" /\\ UNCHANGED at',
  'Next == note # "" /\\ ((\\E n \\in Node : Move(n)) \\/ Rest \\/ Rest)',
  'Noted == note # ""',
];
const cfg = "INIT Init\nNEXT Next\nCONSTANT Node = {n1, n2}\nINVARIANT Noted\n";
const graphOf = (more: object = {}): GraphFinding => runGraph(jobOf(scratch.model("Walk", lines, cfg), more), {});

describe("the state graph", () => {
  test("has all states, also behind a violation, and each step once with its action and arguments", () => {
    const { graph, problem } = graphOf();
    expect(problem).toBeUndefined();
    expect(graph?.complete).toBe(true);
    expect(
      graph?.states.map(({ id, state, initial, violates, deadlock }) => [id, state["at"], initial, violates, deadlock]),
    ).toEqual([
      [0, "n1", true, [], false],
      [1, "n2", true, [], false],
      [2, "n1", false, ["Noted"], true],
      [3, "n2", false, ["Noted"], true],
    ]);
    expect(graph?.edges).toEqual([
      { from: 0, to: 1, action: "Move", args: { n: "n2" } },
      { from: 0, to: 2, action: "Rest", args: {} },
      { from: 1, to: 0, action: "Move", args: { n: "n1" } },
      { from: 1, to: 3, action: "Rest", args: {} },
    ]);
    const document = jsonText({ format: "nexus-tla-graph", version: 1, ...graph });
    expect(schemaProblems("tla-graph.schema.json", document)).toEqual([]);
    expect(schemaProblems("tla-graph.schema.json", document.replace('"initial": true', '"initial": 1'))).not.toEqual([]);
  });

  test("is cut at a limit, and says so", () => {
    const { graph, limit } = graphOf({ maxStates: 3 });
    expect([graph?.complete, graph?.states.length, limit]).toEqual([false, 3, "states"]);
    expect(graph?.edges.every(({ to }) => to < 3)).toBe(true);
    expect(graph?.states.some(({ deadlock }) => deadlock)).toBe(false);
  });

  test("leaves out what a constraint keeps out", () => {
    const file = scratch.model("Inside", lines, `${cfg}CONSTRAINT Noted\n`);
    const { graph } = runGraph(jobOf(file), {});
    expect(graph?.states).toHaveLength(2);
    expect(graph?.edges.map(({ action }) => action)).toEqual(["Move", "Move"]);
  });

  test("reports what cannot be evaluated", () => {
    const file = scratch.model("Fails", ["VARIABLE x", "Init == x = 0", "Next == x' = x + TRUE"]);
    expect(runGraph(jobOf(file), {})).toMatchObject({ problem: { code: "tla-eval" } });
  });

  test("in DOT: marks, escapes, and labels", () => {
    const { graph } = graphOf();
    const dot = graphDot(graph as NonNullable<typeof graph>);
    expect(dot.split("\n")).toEqual([
      'digraph "Walk" {',
      '  node [shape=box, fontname="monospace"];',
      '  0 [label="/\\\\ at = n1\\l/\\\\ note = \\"say \\\\\\"\\\\\\\\\\"\\l", style=filled, fillcolor="#d9d9d9"];',
      '  1 [label="/\\\\ at = n2\\l/\\\\ note = \\"say \\\\\\"\\\\\\\\\\"\\l", style=filled, fillcolor="#d9d9d9"];',
      '  2 [label="/\\\\ at = n1\\l/\\\\ note = \\"\\"\\lviolates Noted\\ldeadlock\\l", style=filled, fillcolor="#f4b6b6", peripheries=2];',
      '  3 [label="/\\\\ at = n2\\l/\\\\ note = \\"\\"\\lviolates Noted\\ldeadlock\\l", style=filled, fillcolor="#f4b6b6", peripheries=2];',
      '  0 -> 1 [label="Move(n = n2)"];',
      '  0 -> 2 [label="Rest"];',
      '  1 -> 0 [label="Move(n = n1)"];',
      '  1 -> 3 [label="Rest"];',
      "}",
      "",
    ]);
  });

  test("for Mermaid: one arrow for each pair of states, entities for what HTML reads", () => {
    const { graph } = graphOf();
    expect(graphMermaid(graph as NonNullable<typeof graph>).split("\n")).toEqual([
      "flowchart TD",
      '  s0["at: n1<br/>note: &quot;say \\&quot;\\\\&quot;"]',
      '  s1["at: n2<br/>note: &quot;say \\&quot;\\\\&quot;"]',
      '  s2[["at: n1<br/>note: &quot;&quot;<br/>violates Noted"]]',
      '  s3[["at: n2<br/>note: &quot;&quot;<br/>violates Noted"]]',
      '  s0 -->|"Move(n = n2)"| s1',
      '  s0 -->|"Rest"| s2',
      '  s1 -->|"Move(n = n1)"| s0',
      '  s1 -->|"Rest"| s3',
      "  classDef initial fill:#d9d9d9",
      "  classDef violated fill:#f4b6b6",
      "  class s0,s1 initial",
      "  class s2,s3 violated",
      "",
    ]);
  });
});

describe("states that an alias shows alike", () => {
  const seen = [...lines, 'Seen == [quiet |-> note = ""]', "Odd == 1"];
  const by = (alias: string) => runGraph({ ...jobOf(scratch.model("Seen", seen, `${cfg}${alias}`)), byAlias: true }, {});

  test("are one, with the marks of all of them, and steps between them are left out", () => {
    const { graph } = by("ALIAS Seen\n");
    expect(graph?.vars).toEqual(["quiet"]);
    expect(graph?.states).toEqual([
      { id: 0, state: { quiet: false }, initial: true, violates: [], deadlock: false },
      { id: 1, state: { quiet: true }, initial: false, violates: ["Noted"], deadlock: true },
    ]);
    expect(graph?.edges).toEqual([{ from: 0, to: 1, action: "Rest", args: {} }]);
  });

  test("need an alias that is a record", () => {
    expect(by("")).toMatchObject({ problem: { code: "no-alias" } });
    expect(by("ALIAS Odd\n")).toMatchObject({ problem: { code: "no-alias" } });
  });
});
