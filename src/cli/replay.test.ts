/** Replaying and explaining traces, as the verbs print it. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explore, replay as follow, readTrace, type Trace, writeItf } from "../checker/index.ts";
import type { Itf } from "../lib/data.ts";
import type { System } from "../lib/model.ts";
import { models } from "../machines/index.ts";
import { explain } from "./explain.ts";
import { defaultSpecDir } from "./files.ts";
import { loadModel } from "./load.ts";
import { mentioned } from "./render/explain.ts";
import { replay } from "./replay.ts";
import type { Verb } from "./verb.ts";

const good = ["--spec-dir", join("src", "cli", "fixtures", "good")];
const counter = join("src", "cli", "fixtures", "traces", "CounterOverflows.json");

async function ran({ run }: Verb, ...argv: readonly string[]) {
  let out = "";
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: () => {},
    outIsTerminal: false,
    errIsTerminal: false,
    errColumns: 80,
    colour: false,
  };
  return { code: await run(argv, io), out };
}

/** A value as TLC's JSON has it: without the types of arrays and objects. */
function untyped(value: Itf): unknown {
  if (typeof value !== "object") return value;
  const { "#set": set, "#tup": tup, "#map": map } = value as { readonly [tag: string]: readonly Itf[] | undefined };
  if (set !== undefined || tup !== undefined) return (set ?? tup ?? []).map(untyped);
  if (map !== undefined)
    return Object.fromEntries((map as unknown as [Itf, Itf][]).map(([key, image]) => [String(key), untyped(image)]));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, untyped(part as Itf)]));
}

/** A trace as TLC writes it: it names few actions, and those with all arguments. */
function asTlc({ vars, states, steps }: Trace, isNamed: (action: string) => boolean): string {
  const rows = states.map((state, i) => [i + 1, untyped(state as Itf)]);
  const action = steps.map(({ action: name, args }, i) => {
    const label = isNamed(name)
      ? { name, context: untyped(args as Itf), parameters: Object.keys(args) }
      : { name: "MachineNext" };
    return [rows[i], label, rows[i + 1]];
  });
  return JSON.stringify({ counterexample: { action, state: rows }, vars });
}

function counterexample(variant: string): Trace {
  const { spec } = loadModel(defaultSpecDir, { module: variant, cfg: variant, broken: true, witnesses: [] });
  return explore(spec.graph).trace as Trace;
}

let scratch = "";
const file = (name: string, text: string): string => {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
};
let outruns: Trace;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "nexus-"));
  outruns = counterexample("GsiWindowOutrunsClaim");
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** The model with code whose constants are those of the variant. */
const model = ["--model", "MCGsiN10n4"];

describe("nexus replay", () => {
  test("takes TLC's counterexample of a wrong variant along the spec and the code, up to the step that both refuse", async () => {
    const path = file(
      "tlc.json",
      asTlc(outruns, (action) => action === "Assert" || action === "WindowExpire"),
    );
    const { code, out } = await ran(replay, path, ...model);
    expect(code).toBe(1);
    expect(out).toContain("on MCGsiN10n4 (Gsi), spec and code\n");
    expect(out).toMatch(/^ {5}1 {2}Vote\(8, "bad"\) +takes +takes$/m);
    expect(out).toMatch(/^ {5}5 {2}WindowExpire\(0\) +refuses +refuses$/m);
    expect(out).toContain("Step 5: both worlds refuse the step\n");
    expect(out).toContain("spec  refuses: the first false conjunct is WindowExpire/env1, HonestClaimsAreIn\nspec/tla/Gsi.tla:");
    expect(out).toContain(
      'code  refuses: "honest-claim-pending", which stands for WindowExpire/env1, HonestClaimsAreIn\nsrc/machines/gsi/model.ts:',
    );
    expect(out).toContain('  finals\n    before  {}\n    trace   {"bad"}\n    spec    {}\n    code    {}\n');
    for (const line of out.split("\n").filter((one) => !one.includes("|")))
      expect(line.length).toBeLessThanOrEqual(100 + scratch.length);
  });

  test("says the same of ITF, with picks, and of states without any name", async () => {
    const withPicks = await ran(replay, file("picks.itf.json", writeItf(outruns)), ...model);
    const nameless = JSON.parse(writeItf(outruns));
    for (const state of nameless.states) {
      delete state["mbt::actionTaken"];
      delete state["mbt::nondetPicks"];
    }
    const without = await ran(replay, file("nameless.itf.json", JSON.stringify(nameless)), ...model);
    const body = ({ out }: { readonly out: string }) => out.slice(out.indexOf("\n"));
    expect(body(without)).toBe(body(withPicks));
    expect(body(withPicks)).toContain("Step 5: both worlds refuse the step\n");
  });

  test("shows the nearest step where the variant's action is none of Next", async () => {
    const path = file(
      "slash.json",
      asTlc(counterexample("GsiSlashAtVerdict"), () => true),
    );
    const { code, out } = await ran(replay, path, "--model", "MCGsiN10n2");
    expect(code).toBe(1);
    expect(out).toContain("Step 8: no step of either world leads to the trace's state (the trace names it SlashAtVerdict)\n");
    expect(out).toMatch(/^ {5}8 {2}Decide\("bad"\) +elsewhere +elsewhere$/m);
    expect(out).toContain("Variables that differ after the step:\n  slashed\n    before  {}\n    trace   {1, 8}\n");
  });

  test("follows the variant itself to the state where its invariant is false", async () => {
    const path = file(
      "own.json",
      asTlc(outruns, () => false),
    );
    const { code, out } = await ran(replay, path, "--module", "GsiWindowOutrunsClaim");
    expect(code).toBe(1);
    expect(out).toContain("5 steps: the trace is a behaviour of the spec.\nFinalIsTrue is false in state 6 of the spec.\n");
    const real = await ran(replay, counter, "--model", "CounterOverflows", ...good);
    expect(real.code).toBe(1);
    expect(real.out).toContain("(TLC, 4 states) on CounterOverflows (CounterOverflows), the spec alone\n");
    expect(real.out).toContain("3 steps: the trace is a behaviour of the spec.\nBounded is false in state 4 of the spec.\n");
  });

  test("shows where the spec alone has no such step", async () => {
    const beyond = file("beyond.json", '{"vars":["n"],"states":[{"n":0},{"n":1},{"n":2},{"n":3},{"n":4}]}');
    const { code, out } = await ran(replay, beyond, "--model", "MCCounter", ...good);
    expect(code).toBe(1);
    expect(out).toContain("Step 4: no step of the spec leads to the trace's state\n\nspec  takes the step\n");
    expect(out).toContain("  n\n    before  3\n    trace   4\n    spec    0\n");
  });

  test("exits with 0 for a behaviour of both worlds, and follows a loop", async () => {
    const prefix = { ...outruns, states: outruns.states.slice(0, 5), steps: outruns.steps.slice(0, 4) };
    const { code, out } = await ran(replay, file("prefix.json", writeItf(prefix)), ...model);
    expect(code).toBe(0);
    expect(out).toContain("4 steps: the trace is a behaviour of both worlds.\n");
    const lasso = file("lasso.json", '{"vars":["n"],"states":[{"n":0},{"n":1},{"n":2},{"n":3}],"loop":0}');
    const looped = await ran(replay, lasso, ...good);
    expect(looped.out).toContain(
      "     4  Reset  takes      -\n\n4 steps: the trace is a behaviour of the spec, back to state 1.\n",
    );
    const wrong = file("wrong.json", '{"vars":["n"],"states":[{"n":0},{"n":1},{"n":2},{"n":3}],"loop":1}');
    expect((await ran(replay, wrong, ...good)).out).toContain("Step 4: no step of the spec leads to the trace's state\n");
  });

  test("writes one JSON document", async () => {
    const { code, out } = await ran(replay, file("json.json", writeItf(outruns)), ...model, "--json");
    const { format, version, exit, parting, steps } = JSON.parse(out);
    expect([code, format, version, exit, steps.length]).toEqual([1, "nexus-replay", 2, 1, 5]);
    expect(parting).toMatchObject({
      at: 5,
      spec: { conjunct: { id: "WindowExpire/env1" } },
      code: { refusal: "honest-claim-pending" },
    });
  });

  test("tells which world takes what the other refuses, and steps with other states or effects", () => {
    const { spec } = loadModel(defaultSpecDir, { module: "Gsi", cfg: "MCGsiN10n4", broken: false, witnesses: [] });
    const system = models["MCGsiN10n4"]?.() as System<unknown>;
    const trace = readTrace(writeItf(outruns));
    const changed = (action: string, change: object): System<unknown> => ({
      ...system,
      actions: { ...system.actions, [action]: { ...system.actions[action], ...change } as System<unknown>["actions"][string] },
    });
    const parts = (of: System<unknown>) => follow(spec, of, trace).parting;
    expect(parts(changed("WindowExpire", { admits: () => null }))).toMatchObject({
      at: 5,
      message: "the spec refuses a step of the code",
    });
    expect(parts(changed("Assert", { step: () => "never" }))).toMatchObject({
      at: 4,
      message: "the code refuses a step of the spec",
      code: { refusal: "never" },
    });
    expect(parts(changed("Assert", { step: (state: unknown) => [state, []] }))).toMatchObject({
      at: 4,
      message: "the code takes the step to another state",
    });
    const assert = system.actions["Assert"]?.step as (state: unknown, args: object) => readonly [unknown, unknown];
    expect(parts(changed("Assert", { step: (state: unknown, args: object) => [assert(state, args)[0], []] }))).toMatchObject({
      at: 4,
      message: "both worlds take the step, with different effects",
    });
    expect(parts({ ...system, initial: [] })).toMatchObject({
      at: 0,
      message: "the first state of the trace is no initial state of the code",
    });
  });

  test.each<[string, string, readonly string[], string, string]>([
    ["other text", "State 1", [], "bad-trace", "the trace is not JSON: "],
    ["other JSON", "{}", [], "bad-trace", "malformed trace at $: expected an object with"],
    ["half of an ITF", '{"vars":["n"],"states":[{}]}', [], "bad-itf", "malformed ITF trace at $.states[0].n: expected a value"],
    [
      "other variables",
      '{"vars":["x"],"states":[{"x":0}]}',
      ["--model", "MCCounter"],
      "trace-variables",
      "has no variable n, which Counter has",
    ],
    [
      "more variables",
      '{"vars":["n","x"],"states":[{"n":0,"x":0}]}',
      ["--model", "MCCounter"],
      "trace-variables",
      "has a variable x, which",
    ],
    [
      "another beginning",
      '{"vars":["n"],"states":[{"n":9}]}',
      [],
      "no-model",
      "no model of the manifest has the first state of the trace",
    ],
    ["no such model", '{"vars":["n"],"states":[{"n":0}]}', ["--model", "MCCountre"], "unknown-model", "unknown model MCCountre"],
    ["no such module", '{"vars":["n"],"states":[{"n":0}]}', ["--module", "Countre"], "unknown-module", "unknown module Countre"],
  ])("ends with exit code 2, a position and a hint for %s", async (_, text, argv, code, message) => {
    const failed = ran(replay, file("bad.json", text), ...argv, ...good);
    await expect(failed).rejects.toMatchObject({
      code,
      exit: 2,
      message: expect.stringContaining(message),
      hint: expect.any(String),
    });
  });

  test("says which initial state is nearest", async () => {
    const { code, out } = await ran(
      replay,
      file("nine.json", '{"vars":["n"],"states":[{"n":9}]}'),
      "--model",
      "MCCounter",
      ...good,
    );
    expect(code).toBe(1);
    expect(out).toContain("State 1: the first state of the trace is no initial state of the spec\n");
    expect(out).toContain("  n\n    trace   9\n    spec    0\n");
  });

  test("needs one trace", async () => {
    await expect(ran(replay)).rejects.toMatchObject({ code: "bad-argument" });
    await expect(ran(replay, "a", "b")).rejects.toMatchObject({ code: "bad-argument" });
  });
});

describe("nexus explain", () => {
  test("says of every action and binding whether it is possible, or what is false first, in both worlds", async () => {
    const { code, out } = await ran(explain, file("explain.json", writeItf(outruns)), "--step", "5", ...model);
    expect(code).toBe(0);
    expect(out).toMatch(
      /\nVote\(i, o\) {2}spec\/tla\/Gsi.tla:\d+:1\n {2}refused for all 20: 1, phase \\in \{"executing", "voting"\}\n/,
    );
    expect(out).toMatch(/\n {6}phase = "window"\n {4}code "not-voting" src\/machines\/gsi\/actions.ts:\d+:\d+\n/);
    expect(out).toContain('\n  enabled for 4 of 20\n    x in {1, 8, 9, 10}, o = "good"\n    code takes it too\n');
    expect(out).toMatch(
      /\n {2}refused for 1 of 3: env1, HonestClaimsAreIn\n {4}k = 0\n.*\n {6}level = 0\n {6}cloud = \{1, 8, 9, 10\}\n {6}standing = "bad"\n {4}code "honest-claim-pending"/,
    );
    const [first = "", ...rest] = out.split("\n");
    expect(first).toContain("on MCGsiN10n4 (Gsi), spec and code");
    for (const line of rest) expect(line.length).toBeLessThanOrEqual(100);
    const names = Object.keys(models["MCGsiN10n4"]?.().actions ?? {});
    for (const name of names) expect(out).toMatch(new RegExp(`^${name}(\\(|  )`, "m"));
  });

  test("works without code, and for programs", async () => {
    const { out } = await ran(explain, counter, "--step", "3", "--model", "MCCounter", ...good);
    expect(out).toContain("\nState 3\n/\\ n = 2\n\nUp  src/cli/fixtures/good/Counter.tla:6:1\n  enabled\n\nReset  ");
    expect(out).toContain("  refused: 1, n = Limit\n    src/cli/fixtures/good/Counter.tla:7:10\n      n = 2\n");
    expect(out).not.toContain("code");
    const path = file("wide.json", writeItf(outruns));
    const json = JSON.parse((await ran(explain, path, "--step", "1", ...model, "--json")).out);
    expect([json.format, json.version, json.step]).toEqual(["nexus-explain", 1, 1]);
    expect(json.actions[1].groups[0]).toMatchObject({
      conjunct: { id: "Assert/2" },
      mentions: ["signers"],
      code: { refusal: "too-few-signers" },
    });
  });

  test("finds variables through definitions, and none in texts", () => {
    const spec = loadModel(defaultSpecDir, { module: "Gsi", cfg: "MCGsiN10n4", broken: false, witnesses: [] });
    expect(mentioned(spec, "HonestClaimsAreIn")).toEqual(["level", "cloud", "standing"]);
    expect(mentioned(spec, 'phase = "level"')).toEqual(["phase"]);
    expect(mentioned(spec, "k = 0")).toEqual([]);
  });

  test.each<[string, readonly string[], object]>([
    ["no step", [], { code: "bad-flag", exit: 2 }],
    [
      "a step beyond the trace",
      ["--step", "7"],
      { code: "bad-flag", exit: 2, message: "--step 7 is beyond the trace, which has 6 states" },
    ],
    ["a state that the worlds do not reach", ["--step", "6"], { code: "trace-parts", exit: 1 }],
  ])("ends with an error for %s", async (_, argv, error) => {
    await expect(ran(explain, file("bad-step.json", writeItf(outruns)), ...argv, ...model)).rejects.toMatchObject(error);
  });
});
