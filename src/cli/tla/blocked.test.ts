/** Why no step is possible where a check ends in a deadlock. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { styleOf } from "../render/style.ts";
import { checkJson } from "./json.ts";
import { checked, Scratch } from "./testing-files.ts";
import { schemaProblems } from "./testing-json-schema.ts";
import { tlaText } from "./text.ts";

let scratch: Scratch;
beforeAll(() => {
  scratch = new Scratch();
});
afterAll(() => scratch.remove());

const voting = [
  "CONSTANT Node",
  "VARIABLES votes, x",
  "Full == Cardinality(votes) > 2",
  "Vote(n) == /\\ x < 2",
  "           /\\ n \\notin votes",
  "           /\\ votes' = votes \\cup {n}",
  "           /\\ x' = x + 1",
  "Count == Full /\\ x' = 0 /\\ UNCHANGED votes",
  "Init == votes = {} /\\ x = 0",
  "Next == (\\E n \\in Node : Vote(n)) \\/ Count",
];
const votingCfg = "INIT Init\nNEXT Next\nCONSTANT Node = {n1, n2, n3}\n";

/** A deadlock in the initial state of a module with the variables x and y: `action(arguments): conjunct [values]`. */
function blockedOf(name: string, lines: readonly string[], init = "x = 0 /\\ y = {}"): readonly string[] {
  const { verdict, blocked, problem } = checked(scratch.model(name, ["VARIABLES x, y", `Init == ${init}`, ...lines]));
  expect([verdict, problem]).toEqual(["deadlock", undefined]);
  return (blocked ?? []).map(({ action, args, conjunct, values }) => {
    const call = `${action}${Object.keys(args).length === 0 ? "" : JSON.stringify(args)}`;
    return `${call}: ${conjunct?.text ?? "not reached"} ${JSON.stringify(values)}`;
  });
}

describe("the explanation of a deadlock", () => {
  test("names below the trace the first false conjunct of each action, its place and what it reads", () => {
    const finding = checked(scratch.model("Voting", voting, votingCfg));
    const text = tlaText(finding, { file: "M.tla", read: () => undefined, style: styleOf(false), differences: false });
    const file = finding.blocked?.[0]?.at.file;
    expect(text).toContain(
      [
        "/\\ x = 2",
        "",
        "Why no step is possible in the last state, by the first false conjunct of each action:",
        `  Vote(n = n1) ${file}:6:15: x < 2`,
        "    where x = 2",
        `  Count ${file}:10:10: Full`,
        "    where votes = {n1, n2}",
        "",
        "",
      ].join("\n"),
    );
  });

  test("is in the document of --json, as the schema says", () => {
    const document = checkJson(checked(scratch.model("Voting", voting, votingCfg)), "0.0.0", 1);
    expect(schemaProblems("tla-check-result.schema.json", document)).toEqual([]);
    const { blocked } = JSON.parse(document);
    expect(blocked).toMatchObject([
      {
        action: "Vote",
        args: { n: "n1" },
        conjunct: { text: "x < 2", at: { start: { line: 6, column: 15 } } },
        values: { x: 2 },
      },
      { action: "Count", args: {}, conjunct: { text: "Full" }, values: { votes: { "#set": ["n1", "n2"] } } },
    ]);
    const without = JSON.parse(document);
    delete without.blocked[0].values;
    expect(schemaProblems("tla-check-result.schema.json", JSON.stringify(without))).toEqual([
      "/blocked/0: expected the key values",
    ]);
  });

  test("is given of deadlocks alone", () => {
    expect(checked(scratch.model("Ended", voting, votingCfg), { checkDeadlock: false }).blocked).toBeUndefined();
    expect(checked(scratch.model("Cut", [...voting, "Few == x < 2"], `${votingCfg}INVARIANT Few\n`)).blocked).toBeUndefined();
  });

  test("cuts what is long in the text, and nothing in the document", () => {
    const long = ["VARIABLE x", "Init == x = [i \\in 1..200 |-> i]", "Next == x[1] = 2 /\\ x' = x"];
    const finding = checked(scratch.model("Long", long));
    const text = tlaText(finding, { file: "M.tla", read: () => undefined, style: styleOf(false), differences: false });
    expect(text).toMatch(/^ {4}where x = <<1, 2, 3, [\d, ]+\.\.\.$/m);
    expect(text.split("\n").find((line) => line.startsWith("    where x = "))).toHaveLength("    where x = ".length + 80);
    expect(finding.blocked?.[0]?.values["x"]).toMatchObject({ "#tup": { length: 200 } });
  });
});

describe("the first false conjunct", () => {
  test("is that of the binding that gets furthest", () => {
    const next = ["A(n) == n > 1 /\\ n < 3 /\\ x' = n /\\ UNCHANGED y /\\ x' > 5", "Next == \\E n \\in 0..4 : A(n)"];
    expect(blockedOf("Furthest", next)).toEqual(['A{"n":2}: x\' > 5 {"x\'":2}']);
  });

  test("is found in one large disjunction with nested \\E", () => {
    const next = [
      "Next == \\/ \\E i \\in 1..3 : \\E j \\in 1..i : i + j = 5 /\\ j = x /\\ x' = i /\\ UNCHANGED y",
      "        \\/ \\E i \\in 1..2 : \\E j \\in y : x' = i + j /\\ UNCHANGED y",
      "        \\/ \\E i \\in 1..2 : i > 1 /\\ \\/ i = x /\\ x' = 1 /\\ UNCHANGED y",
      "                                    \\/ \\E k \\in {5} : k = x /\\ x' = k /\\ UNCHANGED y",
      "        \\/ x = 0 /\\ x' \\in y /\\ UNCHANGED y",
    ];
    expect(blockedOf("Disjunction", next)).toEqual([
      'Next{"i":3,"j":2}: j = x {"j":2,"x":0}',
      'Next: j \\in y {"y":{"#set":[]}}',
      'Next{"i":2}: i = x {"i":2,"x":0}',
      'Next{"i":2,"k":5}: k = x {"k":5,"x":0}',
      'Next: x\' \\in y {"y":{"#set":[]}}',
    ]);
  });

  test("may stand before the action, in Next", () => {
    const next = [
      "A(n) == x' = n /\\ UNCHANGED y",
      "B == x' = 1 /\\ UNCHANGED y",
      "Next == x > 0 /\\ ((\\E n \\in 1..2 : A(n)) \\/ B)",
    ];
    expect(blockedOf("Before", next)).toEqual(['A: x > 0 {"x":0}', 'B: x > 0 {"x":0}']);
    const each = [next[0] as string, "Next == \\E n \\in 1..2 : n = x /\\ A(n)"];
    expect(blockedOf("BeforeEach", each)).toEqual(['A: n = x {"n":1,"x":0}']);
  });

  test("is none where Next takes another branch", () => {
    const next = ["A == y # {} /\\ UNCHANGED <<x, y>>", "B == x = 1 /\\ UNCHANGED <<x, y>>", "Next == IF x = 0 THEN A ELSE B"];
    expect(blockedOf("Branches", next)).toEqual(['A: y # {} {"y":{"#set":[]}}', "B: not reached {}"]);
    const other = "Next == IF x = 1 THEN A ELSE B";
    expect(blockedOf("Others", next.with(2, other))).toEqual(['A: x = 1 {"x":0}', 'B: x = 1 {"x":0}']);
    const text = tlaText(checked(scratch.model("Said", ["VARIABLES x, y", "Init == x = 0 /\\ y = {}", ...next])), {
      file: "M.tla",
      read: () => undefined,
      style: styleOf(false),
      differences: false,
    });
    expect(text).toMatch(/^ {2}B .*:6:6: not reached, Next takes another branch$/m);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    [
      "a local definition",
      ["A(n) == LET m == n + x IN m > 5 /\\ x' = m /\\ UNCHANGED y", "Next == A(3)"],
      ['A{"n":3}: m > 5 {"m":3}'],
    ],
    [
      "an operator as parameter",
      ["A(F(_)) == F(x) /\\ UNCHANGED <<x, y>>", "P(a) == a > 1", "Next == A(P)"],
      ['A: F(x) {"x":0}'],
    ],
    ["[A]_v and <<A>>_v", ["A == x = 0 /\\ UNCHANGED <<x, y>>", "Next == <<A>>_x"], ['Next: <<A>>_x {"x":0}']],
    ["a second value", ["Next == x' = 1 /\\ y' = y /\\ x' = 2"], ["Next: x' = 2 {\"x'\":1}"]],
    [
      "\\cdot, which counts as one",
      ["A == x' = 1 /\\ UNCHANGED y", "B == x = 5 /\\ UNCHANGED <<x, y>>", "Next == A \\cdot B"],
      ['Next: A \\cdot B {"x":0,"y":{"#set":[]}}'],
    ],
    [
      "\\A with branches, which counts as one",
      ["Next == (\\A i \\in {1} : \\E j \\in {i} : j = x) /\\ UNCHANGED <<x, y>>"],
      ['Next: \\A i \\in {1} : \\E j \\in {i} : j = x {"x":0}'],
    ],
  ])("with %s", (what, next, expected) => {
    expect(blockedOf(`Other${what.replace(/\W/g, "")}`, next)).toEqual(expected);
  });

  test("is that of a state of an orbit, and of one that a view stands for, too", () => {
    const symmetric = [...voting, "Symmetry == Permutations(Node)", "View == x"];
    for (const more of ["SYMMETRY Symmetry", "VIEW View"]) {
      const { blocked } = checked(scratch.model("Reduced", symmetric, `${votingCfg}${more}\n`));
      expect(blocked?.map(({ conjunct }) => conjunct?.text)).toEqual(["x < 2", "Full"]);
    }
  });

  test("knows the level of the state", () => {
    const next = ['Next == TLCGet("level") > 1 /\\ x\' = x /\\ UNCHANGED y'];
    expect(blockedOf("Level", next)).toEqual(['Next: TLCGet("level") > 1 {}']);
    const later = [
      "Next == \\/ x < 2 /\\ x' = x + 1 /\\ UNCHANGED y",
      '        \\/ TLCGet("level") > 2 /\\ x = 0 /\\ UNCHANGED <<x, y>>',
    ];
    expect(blockedOf("Later", later)).toEqual(['Next: x < 2 {"x":2}', 'Next: x = 0 {"x":2}']);
  });
});
