import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { styleOf } from "../render/style.ts";
import { exitOf } from "./check.ts";
import type { TlaFinding } from "./job.ts";
import { checkJson } from "./json.ts";
import { checked, Scratch } from "./testing-files.ts";
import { schemaProblems } from "./testing-json-schema.ts";
import { tlaText } from "./text.ts";

let scratch: Scratch;
beforeAll(() => {
  scratch = new Scratch();
});
afterAll(() => scratch.remove());

const RECURSION = ["VARIABLE x", "RECURSIVE F(_)", "F(n) == F(n + 1) + 1"];
const nodes = [
  "CONSTANT Node",
  "VARIABLES votes, done",
  "vars == <<votes, done>>",
  "Init == votes = {} /\\ done = FALSE",
  "Vote(n) == n \\notin votes /\\ votes' = votes \\cup {n} /\\ UNCHANGED done",
  "Finish == \\E n \\in votes : done' = TRUE /\\ UNCHANGED votes",
  "Next == (\\E n \\in Node : Vote(n)) \\/ Finish",
  "Few == Cardinality(votes) < 2",
  "Ends == <>done",
  "Never == [](done => votes = {})",
  "Vacuous == (votes = {5}) ~> done",
];
const nodesCfg = (more: string) => `INIT Init\nNEXT Next\nCONSTANT Node = {n1, n2}\n${more}\n`;

const textOf = (finding: TlaFinding, differences = false): string =>
  tlaText(finding, { file: "M.tla", read: () => undefined, style: styleOf(false), differences });

/** Every kind of end, each with its exit code. */
const ends: readonly (readonly [string, number, (of: Scratch) => TlaFinding])[] = [
  ["ok", 0, (of) => checked(of.model("Ok", nodes, nodesCfg("CHECK_DEADLOCK FALSE")))],
  ["violated", 1, (of) => checked(of.model("Invariant", nodes, nodesCfg("INVARIANT Few")))],
  ["violated", 1, (of) => checked(of.model("Lasso", nodes, nodesCfg("PROPERTY Ends")))],
  ["violated", 1, (of) => checked(of.model("Assumed", ["ASSUME 1 + 1 = 3"], " "))],
  [
    "violated",
    1,
    (of) => checked(of.model("Posted", [...nodes, "Post == FALSE"], nodesCfg("CHECK_DEADLOCK FALSE\nPOSTCONDITION Post"))),
  ],
  ["deadlock", 1, (of) => checked(of.model("Stuck", ["VARIABLE x", "Init == x = 0", "Next == x < 2 /\\ x' = x + 1"]))],
  [
    "inconclusive",
    3,
    (of) => checked(of.model("Many", ["VARIABLE x", "Init == x = 0", "Next == x' = x + 1"]), { maxStates: 50 }),
  ],
  [
    "inconclusive",
    3,
    (of) => checked(of.model("Drawn", nodes, nodesCfg("")), { way: { simulation: { seed: 7, traces: 3, maxSteps: 5 } } }),
  ],
  ["error", 2, (of) => checked(of.model("Wrong", ["VARIABLE x", "Init == x = 0", 'Next == x\' = x + "a"']))],
  ["error", 2, (of) => checked(of.write("Malformed.tla", "---- MODULE Malformed ----\nA == (1\n====\n"))],
  ["error", 2, (of) => checked(join(of.path, "Missing.tla"))],
  ["ok", 0, (of) => checked(of.model("Assumptions", ["ASSUME 1 + 1 = 2"], " "))],
  ["ok", 0, (of) => checked(of.model("Fingerprints", nodes, nodesCfg("CONSTRAINT Few")), { way: { fingerprints: true } })],
];

describe("the document of --json", () => {
  test.each(ends)("of a check that ends with %s and exit code %d is as its schema says", (verdict, exit, run) => {
    const finding = run(scratch);
    expect([finding.verdict, exitOf(finding)], JSON.stringify(finding.problem)).toEqual([verdict, exit]);
    expect(schemaProblems("tla-check-result.schema.json", checkJson(finding, "0.0.0", exitOf(finding)))).toEqual([]);
  });

  test("is refused by the schema with a key too many, a key too few, or a value of another type", () => {
    const finding = checked(scratch.model("Strict", nodes, nodesCfg("INVARIANT Few")));
    const problems = (change: (document: Record<string, unknown>) => void): readonly string[] => {
      const document = JSON.parse(checkJson(finding, "0.0.0", 1));
      change(document);
      return schemaProblems("tla-check-result.schema.json", JSON.stringify(document));
    };
    expect(problems(() => undefined)).toEqual([]);
    expect(problems((of) => Object.assign(of, { more: 1 }))).toEqual(["/more: expected no such key"]);
    expect(problems((of) => Object.assign(of, { verdict: "fine" }))).toHaveLength(1);
    expect(problems((of) => Object.assign(of, { distinct: 1.5 }))).toEqual(["/distinct: expected type integer"]);
    expect(problems((of) => delete of["property"])).toEqual([": expected the key property"]);
    expect(
      problems((of) => Object.assign((of["trace"] as { states: object[] }).states[1] ?? {}, { votes: { "#set": 3 } })),
    ).toHaveLength(1);
    expect(problems((of) => Object.assign((of["trace"] as { steps: object[] }).steps[0] ?? {}, { args: [] }))).toHaveLength(1);
  });
});

describe("what is found", () => {
  test("is what TLC counts, with the coverage of each action", () => {
    const finding = checked(scratch.model("Counts", nodes, nodesCfg("CHECK_DEADLOCK FALSE")));
    expect(finding).toMatchObject({ verdict: "ok", distinct: 7, generated: 15, depth: 4 });
    expect(finding.actions.map(({ name, taken, discovered }) => [name, taken, discovered])).toEqual([
      ["Vote", 6, 3],
      ["Finish", 8, 3],
    ]);
    expect(finding.sources?.files.map((file) => file.replace(/^.*\//, ""))).toEqual(["Counts.tla", "Counts.cfg"]);
  });

  test("is shown as TLC shows it: parameters, choices, model values", () => {
    const text = textOf(checked(scratch.model("Shown", nodes, nodesCfg("INVARIANT Few"))));
    expect(text).toContain("Shown: the invariant Few is false after 2 steps\n");
    expect(text).toContain(
      "\nState 3: <Vote(n = n2) line 7, col 12 to line 7, col 70 of module Shown>\n/\\ votes = {n1, n2}\n/\\ done = FALSE\n",
    );
    expect(text).toMatch(/^ {2}action +taken +new states$/m);
    const differences = textOf(checked(scratch.model("Shown", nodes, nodesCfg("INVARIANT Few"))), true);
    expect(differences).toContain(
      "State 3: <Vote(n = n2) line 7, col 12 to line 7, col 70 of module Shown>\n/\\ votes = {n1, n2}\n",
    );
    expect(differences).not.toContain("votes = {n1, n2}\n/\\ done");
  });

  test("marks a lasso, and names what a property needs", () => {
    const text = textOf(checked(scratch.model("Loops", nodes, nodesCfg("PROPERTY Ends"))));
    expect(text).toContain("Loops: the property Ends is false if nothing happens any more\n");
    expect(text).toContain("State 2: Stuttering");
    const fair = nodes.with(6, `${nodes[6]}\nSpec == Init /\\ [][Next]_vars /\\ WF_vars(Next)`);
    const cfg = "SPECIFICATION Spec\nCONSTANT Node = {n1, n2}\nPROPERTY Ends Vacuous\n";
    const finding = checked(scratch.model("Fair", fair, cfg));
    expect(finding.temporal).toMatchObject([
      { name: "Ends", needsFairness: true, vacuous: [] },
      { name: "Vacuous", needsFairness: false },
    ]);
    expect(finding.warnings.map(({ code }) => code)).toEqual(["vacuous"]);
    const cycle = [
      "VARIABLE x",
      "Init == x = 0",
      "Spec == Init /\\ [][Turn]_x /\\ WF_x(Turn)",
      "Turn == x' = (x + 1) % 3",
      "Live == <>[](x = 2)",
    ];
    cycle.splice(2, 2, cycle[3] as string, cycle[2] as string);
    expect(textOf(checked(scratch.model("Turns", cycle, "SPECIFICATION Spec\nPROPERTY Live\n")))).toMatch(
      /\nBack to state \d: <Turn line 5, /,
    );
  });

  test("says what TLC does not decide soundly, and what is only looked for", () => {
    const codes = (lines: readonly string[], cfg: string) =>
      checked(scratch.model("Warned", lines, cfg)).warnings.map(({ code }) => code);
    expect(codes(nodes, nodesCfg("CHECK_DEADLOCK FALSE"))).toEqual(["no-property"]);
    expect(codes(nodes, nodesCfg("INVARIANT Few\nCONSTRAINT Few"))).toEqual(["constraint"]);
    const symmetric = [...nodes, "Symmetry == Permutations(Node)"];
    expect(codes(symmetric, nodesCfg("PROPERTY Never\nSYMMETRY Symmetry"))).toContain("symmetry-liveness");
  });

  test("does not look for deadlocks where it should not", () => {
    const stuck = scratch.model("Ended", ["VARIABLE x", "Init == x = 0", "Next == x < 2 /\\ x' = x + 1"]);
    expect(checked(stuck, { checkDeadlock: false })).toMatchObject({
      verdict: "ok",
      model: { checkDeadlock: false },
      distinct: 3,
    });
  });

  test("explores orbits where the cfg has SYMMETRY, and all states for its properties", () => {
    const symmetric = [...nodes, "Symmetry == Permutations(Node)"];
    const [all, orbits] = ["", "SYMMETRY Symmetry"].map((more) =>
      checked(scratch.model("Orbits", symmetric, nodesCfg(`CHECK_DEADLOCK FALSE\n${more}`))),
    );
    expect([all?.distinct, orbits?.distinct]).toEqual([7, 5]);
    expect(checked(scratch.model("Orbits", symmetric, nodesCfg("PROPERTY Never\nSYMMETRY Symmetry")))).toMatchObject({
      verdict: "violated",
      property: { name: "Never" },
    });
  });

  test("finds modules in libraries", () => {
    scratch.directory("library");
    scratch.write(join("library", "Two.tla"), "---- MODULE Two ----\nTwo == 2\n====\n");
    const file = scratch.write(
      "Uses.tla",
      "---- MODULE Uses ----\nEXTENDS Two\nVARIABLE x\nInit == x = Two\nNext == x' = x\n====\n",
    );
    scratch.write("Uses.cfg", "INIT Init\nNEXT Next\n");
    expect(checked(file).problem).toMatchObject({ code: "tla-module" });
    expect(checked(file, { libraries: [join(scratch.path, "library")] })).toMatchObject({ verdict: "ok", distinct: 1 });
    const libraries = [join(scratch.path, "library")];
    expect(checked(file, { libraries, config: join(scratch.path, "No.cfg") }).problem).toMatchObject({ code: "no-file" });
  });
});

describe("hostile input is an error that says what is wrong", () => {
  const init = ["Init == x = 0", "Next == x' = x"];
  test.each<[string, string, (of: Scratch) => string]>([
    [
      "an endless recursion in Next",
      "tla-eval",
      (of) => of.model("RecNext", [...RECURSION, "Init == x = 0", "Next == x' = F(x)"]),
    ],
    [
      "an endless recursion in Init",
      "tla-eval",
      (of) => of.model("RecInit", [...RECURSION, "Init == x = F(0)", "Next == x' = x"]),
    ],
    [
      "an endless recursion in an invariant",
      "tla-eval",
      (of) => of.model("RecInv", [...RECURSION, ...init, "Inv == F(x) > 0"], "INIT Init\nNEXT Next\nINVARIANT Inv\n"),
    ],
    [
      "an endless recursion in a property",
      "tla-eval",
      (of) => of.model("RecLive", [...RECURSION, ...init, "Live == <>(F(x) = 1)"], "INIT Init\nNEXT Next\nPROPERTY Live\n"),
    ],
    [
      "an endless recursion in an assumption",
      "tla-eval",
      (of) => of.model("RecAssume", [...RECURSION.slice(1), "ASSUME F(1) = 1"], " "),
    ],
    [
      "an infinite set of initial states",
      "tla-eval",
      (of) => of.model("Infinite", ["VARIABLE x", "Init == x \\in Nat", "Next == x' = x"]),
    ],
    [
      "an infinite choice",
      "tla-eval",
      (of) => of.model("Choices", ["VARIABLE x", "Init == x = 0", "Next == \\E n \\in Nat : x' = n"]),
    ],
    ["a set too large", "tla-eval", (of) => of.model("Large", ["VARIABLE x", "Init == x = 0", "Next == x' \\in SUBSET (1..60)"])],
    ["a module of another name", "tla-module", (of) => of.write("Other.tla", "---- MODULE Another ----\n====\n")],
    ["no module", "tla-lex", (of) => of.write("Empty.tla", "")],
    ["a binary file", "bad-file", (of) => of.write("Binary.tla", Uint8Array.of(0x7f, 0x45, 0x00, 0xff))],
    ["a directory", "bad-file", (of) => of.directory("Directory.tla")],
    ["a file of another kind", "bad-argument", (of) => of.write("Text.txt", "")],
    ["no cfg", "no-file", (of) => of.write("Alone.tla", "---- MODULE Alone ----\n====\n")],
    ["a malformed cfg", "cfg-parse", (of) => of.model("BadCfg", ["VARIABLE x", ...init], "INIT Init NXT Next\n")],
    [
      "a constant that is none",
      "cfg-constant",
      (of) => of.model("NoConstant", ["VARIABLE x", ...init], "INIT Init\nNEXT Next\nCONSTANT N = 3\n"),
    ],
    ["a constant without a value", "cfg-constant", (of) => of.model("NoValue", ["CONSTANT N", "VARIABLE x", ...init])],
    ["no Next", "cfg-name", (of) => of.model("NoNext", ["VARIABLE x", "Init == x = 0"])],
    ["brackets too deep", "tla-parse", (of) => of.model("Deep", [`A == ${"(".repeat(9999)}1${")".repeat(9999)}`])],
  ])("%s: %s", (_, code, file) => {
    const finding = checked(file(scratch));
    expect(finding).toMatchObject({ verdict: "error", problem: { kind: "error", code, exit: 2 } });
    expect(textOf(finding)).toMatch(/: error/);
  });

  test("a recursion that is deep and ends is none", () => {
    const lines = [
      "VARIABLE x",
      "RECURSIVE F(_)",
      "F(n) == IF n = 0 THEN 0 ELSE 1 + F(n - 1)",
      "Init == x = F(500)",
      "Next == x' = x",
    ];
    expect(checked(scratch.model("Ends", lines)).verdict).toBe("ok");
  });
});
