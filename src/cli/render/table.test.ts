import { describe, expect, test } from "vitest";
import { ExitCode } from "../../lib/errors.ts";
import type { Entry } from "../codec.ts";
import { judge } from "../judge.ts";
import type { Finding } from "../outcome.ts";
import { coverageText } from "./coverage.ts";
import { styleOf, wrap } from "./style.ts";
import { summaryText } from "./summary.ts";
import { tableText } from "./table.ts";
import { actionSummary, compactTrace, failureText } from "./trace.ts";

const style = styleOf(false);
const entry = (name: string, module: string, more: Partial<Entry> = {}): Entry =>
  ({ name, module, kind: "lockstep", tier: "quick", about: `what ${name} is for`, verdict: "ok", ...more }) as Entry;
const finding = (more: Partial<Finding>): Finding => ({ found: "ok", mode: "kind", unchecked: [], seconds: 0.04, ...more });
const world = (distinct: number) => ({ distinct, edges: {}, witnesses: [] });
const step = (action: string) => ({ action, args: {} });
const trace = { name: "Bad", vars: [], states: [{}, {}, {}, {}], steps: [step("Vote"), step("Vote"), step("Assert")] };

const equal = judge(
  entry("MCGsiN10n2", "Gsi", { distinct: 139_662, generated: 1, edges: 397_941 }),
  finding({ spec: world(139_662), code: world(139_662), edges: 397_941, bindings: 45_948_798, seconds: 13.4 }),
);
const different = judge(
  entry("MCGsiN7n4", "Gsi", { distinct: 7991 }),
  finding({ spec: world(7990), code: world(7990), edges: 3, bindings: 9, unchecked: ["Live"] }),
);
const refines = judge(
  entry("GsiRefinesCounts", "GsiRefinesCounts", {
    kind: "refinement",
    explicit: "E",
    counted: "MCGsiCountsN10n2",
    mapping: "Counts",
  }),
  finding({ spec: world(139_662), counted: world(834), edges: 261_845, seconds: 11 }),
);
const broken = judge(
  entry("GsiLiteral", "GsiLiteral", {
    kind: "broken",
    verdict: "violated",
    property: "FinalIsTrue",
    actions: ["Vote", "Vote", "Assert"],
  }),
  finding({ found: "violated", property: "FinalIsTrue", trace, spec: world(80_862), seconds: 2.65 }),
);
const limited = judge(entry("MCGsiN10n4", "Gsi"), finding({ found: "inconclusive", limit: "states", spec: world(10_000) }));

describe("the table", () => {
  test("is aligned, grouped by module, and says what each model is for", () => {
    expect(tableText([equal, different, refines, broken, limited], style).split("\n")).toEqual([
      "  model             spec states  code states    edges    bindings  verdict           time",
      "",
      "Gsi",
      "  MCGsiN10n2            139,662      139,662  397,941  45,948,798  equal             13 s",
      "      what MCGsiN10n2 is for",
      "  MCGsiN7n4               7,990        7,990        3           9  not as pinned    0.0 s",
      "      what MCGsiN7n4 is for",
      "      ! distinct states: pinned 7,991, found 7,990",
      "      not checked: Live",
      "",
      "GsiRefinesCounts",
      "  GsiRefinesCounts      139,662            -  261,845           -  refines           11 s",
      "      what GsiRefinesCounts is for",
      "      139,662 states map onto the 834 of MCGsiCountsN10n2",
      "",
      "GsiLiteral (a wrong variant)",
      "  GsiLiteral             80,862            -        -           -  fails as pinned  2.6 s",
      "      what GsiLiteral is for",
      "      FinalIsTrue is false after 3 steps: Vote x2, Assert",
      "",
      "Gsi",
      "  MCGsiN10n4             10,000            -        -           -  inconclusive     0.0 s",
      "      what MCGsiN10n4 is for",
      "      the limit of states was reached, after 10,000 states: nothing is said about the rest",
    ]);
  });

  test("colours verdicts only where colours are wanted", () => {
    const coloured = tableText([equal, different, limited], styleOf(true));
    expect(coloured).toContain("\u001b[32mequal        \u001b[0m");
    expect(coloured).toContain("\u001b[31mnot as pinned\u001b[0m");
    expect(coloured).toContain("\u001b[33minconclusive \u001b[0m");
    expect(tableText([equal, different, limited], style)).not.toContain("\u001b");
  });
});

describe("the summary", () => {
  test("says what verdicts mean, what was not checked and how it ended", () => {
    const text = summaryText({ outcomes: [equal, broken, broken], notRun: 1, full: 2, seconds: 14, exit: ExitCode.ok }, style);
    expect(text.split("\n")).toEqual([
      "equal            in every reachable state, every action with every binding of its arguments was",
      "                 tried in both worlds: same guards, same successors, same effects; and every",
      "                 invariant holds",
      "fails as pinned  a wrong variant, and it fails as it must",
      "",
      "3 models in 14.0 s: 1 equal, 2 fail as pinned.",
      "301,386 states, 45,948,798 bindings tried in both worlds.",
      "Not checked: liveness; constants other than those of the cfgs.",
      "Not pinned: sources of 3 models (--accept).",
      "Not run: 1 selected model.",
      "Not selected: 2 models of tier full (--all).",
      "Everything that was asked was shown.",
    ]);
  });

  test.each([
    [ExitCode.violated, "exit 1"],
    [ExitCode.usage, "exit 2"],
    [ExitCode.inconclusive, "exit 3"],
    [ExitCode.environment, "exit 4"],
    [ExitCode.bug, "exit 70"],
    [ExitCode.interrupted, "exit 130"],
  ])("never calls %i a success", (exit, said) => {
    const last = summaryText({ outcomes: [different], notRun: 0, full: 0, seconds: 1, exit }, style)
      .split("\n")
      .at(-1);
    expect(last).toContain(said);
    expect(last).not.toContain("was shown");
  });

  test("counts the temporal properties that hold, and leaves liveness out of what was not checked", () => {
    const live = (world: "spec" | "code") => ({ world, name: "Live", vacuous: [], isSafety: false, needsFairness: true });
    const summary = (temporal: NonNullable<Finding["temporal"]>) => {
      const outcomes = [{ ...equal, finding: { ...equal.finding, temporal } }];
      return summaryText({ outcomes, notRun: 0, full: 0, seconds: 1, exit: ExitCode.ok }, style);
    };
    expect(summary([live("spec")])).toContain("1 temporal property holds of every behaviour that the module's fairness allows.");
    expect(summary([live("spec"), live("spec"), live("code"), live("code")])).toContain("2 temporal properties hold");
    expect(summary([live("spec"), live("code")])).toContain("all in the code as\nwell.");
    expect(summary([live("code")])).toContain(
      "1 temporal property holds of every behaviour that the module's fairness allows, in the code.",
    );
    expect(summary([live("spec")])).toContain("Not checked: constants other than those of the cfgs.");
  });

  test("names temporal properties that were not checked", () => {
    const text = summaryText({ outcomes: [different], notRun: 0, full: 0, seconds: 1, exit: ExitCode.violated }, style);
    expect(text).toContain("Not checked: liveness (Live); constants");
  });
});

test("coverage says what never happened", () => {
  const at = { file: "spec/Gsi.tla", start: { line: 7, column: 8 }, end: { line: 7, column: 20 } };
  const full = { module: "Nvm", actions: 2, guards: 3, witnesses: 4, gaps: [] };
  const gaps = [
    { kind: "action", name: "Rewind" } as const,
    { kind: "guard", name: 'Claim/4 "top-of-ladder"', text: "level < Top", at } as const,
  ];
  expect(coverageText([full, { ...full, module: "Gsi", gaps }], style).split("\n")).toEqual([
    "Nvm: all 2 actions are taken, all 3 guards refuse, all 4 witnesses are reached.",
    "In no model of Gsi:",
    "  an action that is taken:    Rewind",
    '  a guard that refuses:       Claim/4 "top-of-ladder"  level < Top  spec/Gsi.tla:7:8',
  ]);
});

test("actionSummary counts repetitions and keeps the order", () => {
  expect(actionSummary(["A", "A", "B", "A"])).toBe("A x2, B, A");
  expect(actionSummary([])).toBe("");
});

test("wrap breaks at spaces", () => {
  expect(wrap("aa bb cc", 5)).toEqual(["aa bb", "cc"]);
  expect(wrap("aaaaaaa b", 5)).toEqual(["aaaaaaa", "b"]);
});

test("a failing property of behaviours says how it fails", () => {
  const trace = { name: "M", vars: ["x"], states: [{ x: 0 }, { x: 1 }], steps: [{ action: "Go", args: {} }], loop: 1 };
  expect(failureText("Live", trace)).toBe("Live fails: nothing need happen");
  expect(compactTrace(trace).split("\n").at(-1)).toBe("State 3: Stuttering");
  const cycle = { ...trace, loop: 0, closing: { action: "Reset", args: {} } };
  expect(failureText("Live", cycle)).toBe("Live fails: a cycle leads back to state 1");
  expect(compactTrace(cycle).split("\n").at(-1)).toBe("Back to state 1: <Reset>");
  expect(failureText("Safe", { name: "M", vars: ["x"], states: [{ x: 0 }], steps: [] })).toBe("Safe is false");
});
