import { describe, expect, test } from "vitest";
import { ExitCode } from "../lib/errors.ts";
import type { Entry } from "./codec.ts";
import { coverageOf } from "./coverage.ts";
import { judge, worst } from "./judge.ts";
import type { Finding, Outcome } from "./outcome.ts";

const sources = `sha256:${"a".repeat(64)}`;
const entry: Entry = {
  name: "MCA",
  module: "A",
  kind: "lockstep",
  tier: "quick",
  about: "a model",
  verdict: "ok",
  distinct: 10,
  generated: 30,
  edges: 20,
  witnesses: ["Reached"],
  sources,
};
const at = { file: "A.tla", start: { line: 1, column: 1 }, end: { line: 1, column: 5 } };
const found: Finding = {
  found: "ok",
  mode: "kind",
  spec: { distinct: 10, generated: 30, edges: {}, witnesses: ["Reached"] },
  code: { distinct: 10, edges: { Go: 20, Stay: 1 }, witnesses: ["Reached"] },
  edges: 20,
  refused: { "Go/1": 3 },
  guards: [{ conjunct: "Go/1", refusal: "no-go", text: "go = 1", at }],
  declaredWitnesses: ["Reached"],
  sources: { files: ["A.tla", "MCA.cfg"], digest: sources },
  unchecked: [],
  seconds: 1,
};
const broken: Entry = {
  name: "Bad",
  module: "Bad",
  kind: "broken",
  tier: "quick",
  about: "wrong",
  verdict: "violated",
  property: "P",
  actions: ["Go"],
};
const step = { action: "Go", args: {} };
const trace = { name: "Bad", vars: ["x"], states: [{ x: 0 }, { x: 1 }], steps: [step] };
const failing: Finding = { found: "violated", mode: "kind", property: "P", trace, unchecked: [], seconds: 1 };

const brief = ({ verdict, exit, failures }: Outcome) => [verdict, exit, ...failures];

describe("judge", () => {
  test("accepts what is as pinned, under a verdict for each kind", () => {
    expect(brief(judge(entry, found))).toEqual(["equal", 0]);
    expect(brief(judge(entry, { ...found, mode: "spec" }))).toEqual(["holds", 0]);
    expect(brief(judge(broken, failing))).toEqual(["fails as pinned", 0]);
  });

  test("compares orbits with pinned orbits alone, and counts of other orders only where all was explored", () => {
    const orbits = { distinct: 4, generated: 7, edges: {}, witnesses: ["Reached"], about: "nodes" };
    const { spec: _, code: __, edges: ___, sources: ____, ...rest } = found;
    const reduced: Finding = { ...rest, mode: "code", orbits, otherTrace: true };
    expect(judge(entry, reduced)).toMatchObject({ verdict: "holds", failures: [], unpinned: ["orbits"] });
    expect(judge({ ...entry, orbits: 4 }, reduced)).toMatchObject({ verdict: "holds", unpinned: [] });
    expect(brief(judge({ ...entry, orbits: 5 }, reduced))).toEqual(["not as pinned", 1, "orbits: pinned 5, found 4"]);
    expect(brief(judge({ ...entry, orbits: 5 }, { ...found, orbits }))).toEqual([
      "not as pinned",
      1,
      "orbits: pinned 5, found 4",
    ]);
    const unreached = { ...reduced, orbits: { ...orbits, witnesses: [] } };
    expect(brief(judge(entry, unreached))).toEqual(["not as pinned", 1, "witnesses that are not reached: Reached"]);
    const other: Finding = { ...failing, trace: { ...trace, steps: [step, step] } };
    expect(brief(judge(broken, other))).toEqual(["not as pinned", 1, "counterexample: pinned Go, found Go, Go"]);
    expect(brief(judge(broken, { ...other, otherTrace: true }))).toEqual(["fails as pinned", 0]);
    expect(brief(judge(broken, { ...other, property: "Q", otherTrace: true }))).toEqual([
      "not as pinned",
      1,
      "property: pinned P, found Q",
    ]);
    const cut: Finding = { ...failing, spec: { distinct: 9, edges: {}, witnesses: [] }, otherTrace: true };
    expect(brief(judge({ ...entry, verdict: "violated", property: "P" }, cut))).toEqual(["fails as pinned", 0]);
  });

  test("never takes a simulation for an answer", () => {
    const simulation = { seed: 1, traces: 5, maxSteps: 9, drawn: 5, steps: 45, witnesses: ["Reached"] };
    const drawn: Finding = { found: "inconclusive", limit: "simulation", mode: "code", simulation, unchecked: [], seconds: 1 };
    expect(brief(judge(entry, drawn))).toEqual(["inconclusive", 3]);
    expect(brief(judge(broken, drawn))).toEqual(["inconclusive", 3]);
  });

  test("refuses a temporal property whose antecedent never holds", () => {
    const live = { world: "spec" as const, name: "Live", isSafety: true, needsFairness: false };
    expect(brief(judge(entry, { ...found, temporal: [{ ...live, vacuous: [] }] }))).toEqual(["equal", 0]);
    const [verdict, exit, failure] = brief(judge(entry, { ...found, temporal: [{ ...live, vacuous: ["x = 9"] }] }));
    expect([verdict, exit]).toEqual(["not as pinned", ExitCode.violated]);
    expect(failure).toBe("Live says nothing: no reachable state satisfies x = 9");
  });

  test.each(["spec", "code"] as const)("refuses a liveness property that the %s has without fairness", (world) => {
    const live = { world, name: "Live", vacuous: [], isSafety: false };
    const needs = (needsFairness: boolean) => brief(judge(entry, { ...found, temporal: [{ ...live, needsFairness }] }));
    expect(needs(true)).toEqual(["equal", 0]);
    const failure = `Live holds in the ${world} without any fairness, so that it says nothing of it`;
    expect(needs(false)).toEqual(["not as pinned", ExitCode.violated, failure]);
  });

  test.each<[string, Partial<Finding>, string]>([
    [
      "distinct states",
      { spec: { distinct: 11, generated: 30, edges: {}, witnesses: ["Reached"] } },
      "distinct states: pinned 10, found 11",
    ],
    [
      "generated states",
      { spec: { distinct: 10, generated: 3, edges: {}, witnesses: ["Reached"] } },
      "generated states: pinned 30, found 3",
    ],
    ["edges", { edges: 2000 }, "edges: pinned 20, found 2,000"],
    ["witnesses", { spec: { distinct: 10, generated: 30, edges: {}, witnesses: [] } }, "witnesses that are not reached: Reached"],
    ["sources", { sources: { files: ["A.tla"], digest: "sha256:b" } }, "sources: A.tla differ from what was pinned"],
  ])("finds other %s than are pinned", (_, change, message) => {
    expect(brief(judge(entry, { ...found, ...change }))).toEqual(["not as pinned", 1, message]);
  });

  test.each<[string, Entry, Partial<Finding>, readonly (string | number)[]]>([
    ["another property", broken, { property: "Q" }, ["not as pinned", 1, "property: pinned P, found Q"]],
    [
      "another counterexample",
      broken,
      { trace: { ...trace, states: [{ x: 0 }, { x: 1 }, { x: 2 }], steps: [step, step] } },
      ["not as pinned", 1, "counterexample: pinned Go, found Go, Go"],
    ],
    ["a variant that holds", broken, { found: "ok" }, ["not as pinned", 1, "must fail (violated) and does not"]],
    ["another failure", broken, { found: "deadlock" }, ["deadlock", 1, "the pinned verdict is violated"]],
    ["a violation", entry, {}, ["violated", 1]],
    ["a limit", entry, { found: "inconclusive" }, ["inconclusive", 3]],
  ])("finds %s", (_, pinned, change, expected) => {
    expect(brief(judge(pinned, { ...failing, ...change }))).toEqual(expected);
  });

  test("takes a broken variant without a pinned counterexample for a failure", () => {
    const { property, actions, ...bare } = broken as typeof broken & {
      readonly property: string;
      readonly actions: readonly string[];
    };
    expect([property, actions]).toEqual(["P", ["Go"]]);
    expect(brief(judge(bare, failing))).toEqual(["not as pinned", 1, "property: not pinned", "counterexample: not pinned"]);
  });

  test("gives errors their own exit codes", () => {
    const problem = { kind: "error", code: "tla-parse", message: "found", exit: ExitCode.usage } as const;
    expect(brief(judge(entry, { ...failing, found: "error", problem }))).toEqual(["error", 2]);
    expect(brief(judge(entry, { ...failing, found: "error", problem: { ...problem, kind: "bug", exit: ExitCode.bug } }))).toEqual(
      ["bug", 70],
    );
  });

  test("names the figures that have no pin", () => {
    const {
      distinct,
      sources: digest,
      ...bare
    } = entry as typeof entry & { readonly distinct: number; readonly sources: string };
    expect([distinct, digest]).toEqual([10, sources]);
    expect(judge(bare, found).unpinned).toEqual(["distinct", "sources"]);
    expect(judge(entry, found).unpinned).toEqual([]);
  });
});

describe("worst", () => {
  test("orders bug, violated, usage, environment, inconclusive, ok", () => {
    expect(worst([0, 3, 4, 2, 1, 70])).toBe(70);
    expect(worst([0, 3, 4, 2, 1])).toBe(1);
    expect(worst([0, 3, 4, 2])).toBe(2);
    expect(worst([3, 4, 0])).toBe(4);
    expect(worst([0, 3])).toBe(3);
    expect(worst([])).toBe(0);
  });
});

describe("coverageOf", () => {
  const second: Entry = { ...entry, name: "MCB" };

  test("counts what every model of a module did together", () => {
    const idle = { ...found, code: { distinct: 1, edges: { Go: 0, Stay: 0 }, witnesses: [] }, refused: {} };
    const outcomes = [judge(entry, found), judge(second, idle)];
    expect(coverageOf([entry, second], outcomes)).toEqual([{ module: "A", actions: 2, guards: 1, witnesses: 1, gaps: [] }]);
  });

  test("names actions never taken, guards that never refused and witnesses never reached", () => {
    const idle = { ...found, code: { distinct: 1, edges: { Go: 2, Stay: 0 }, witnesses: [] }, refused: { "Go/1": 0 } };
    expect(coverageOf([entry], [judge(entry, idle)])[0]?.gaps).toEqual([
      { kind: "action", name: "Stay" },
      { kind: "guard", name: 'Go/1 "no-go"', text: "go = 1", at },
      { kind: "witness", name: "Reached" },
    ]);
  });

  test("says nothing of a module of which a quick model was not run or is not equal", () => {
    expect(coverageOf([entry, second], [judge(entry, found)])).toEqual([]);
    expect(coverageOf([entry], [judge(entry, { ...found, edges: 1 })])).toEqual([]);
  });
});
