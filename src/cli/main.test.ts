/** The command as its users meet it: streams, texts and exit codes. It runs what `npm run build` has built. */

import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readItf } from "../checker/index.ts";
import { packageRoot } from "./files.ts";
import { main, nexusIn } from "./testing-command.ts";

const specs = (name: string) => ["--spec-dir", join("src", "cli", "fixtures", name)];
const nexus = (...argv: readonly string[]) => nexusIn(packageRoot, ...argv);

let scratch = "";
beforeAll(() => {
  expect(existsSync(main), "npm run build comes first").toBe(true);
  scratch = mkdtempSync(join(tmpdir(), "nexus-"));
});
afterAll(() => rmSync(scratch, { recursive: true }));

describe("help and usage", () => {
  test("explains the command, each verb with examples, and the version", async () => {
    const help = await nexus("--help");
    expect(help).toMatchObject({ code: 0, err: "" });
    expect(help.out).toContain("nexus check [MODULE...]");
    const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
    expect(await nexus("--version")).toEqual({ code: 0, out: `${version}\n`, err: "" });
    for (const verb of ["check", "list", "recheck", "replay", "explain", "tla", "help"]) {
      const [byFlag, byVerb] = [await nexus(verb, "--help"), await nexus("help", verb)];
      expect(byFlag).toEqual(byVerb);
      expect(byFlag).toMatchObject({ code: 0, err: "" });
      expect(byFlag.out).toContain("Examples:\n  nexus ");
    }
  });

  test.each<[string, readonly string[], string]>([
    ["verb", ["chekc"], "error[unknown-verb] unknown verb chekc\nhint: did you mean check?\n"],
    ["flag", ["check", "--alll"], "error[unknown-flag] unknown flag --alll\nhint: did you mean --all?\n"],
    ["flag before a verb", ["--versoin"], "error[unknown-flag] unknown flag --versoin\nhint: did you mean --version?\n"],
    [
      "module",
      ["check", "Countr", ...specs("good")],
      "error[unknown-module] unknown module Countr\nhint: did you mean Counter?\n",
    ],
    [
      "model",
      ["check", "--model", "MCPaix", ...specs("good")],
      "error[unknown-model] unknown model MCPaix\nhint: known are MCCounter,",
    ],
    ["module of list", ["list", "Par", ...specs("good")], "error[unknown-module] unknown module Par\nhint: did you mean Pair?\n"],
    ["pair of modes", ["check", "--spec", "--code"], "error[bad-flag] --spec and --code exclude each other\n"],
    ["number", ["check", "--max-states", "many"], "error[bad-flag] --max-states needs a positive whole number"],
    ["selection", ["check", "--code", ...specs("good")], "error[no-models] no model is selected, so nothing would be checked\n"],
    ["directory", ["check", "--spec-dir", "no-such"], "error[no-file] there is no file no-such/manifest.json\nhint: "],
  ])("refuses a wrong %s with exit code 2 and a hint", async (_, argv, message) => {
    const { code, out, err } = await nexus(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.slice(0, message.length)).toBe(message);
  });

  test("shows how it is used when there is no verb", async () => {
    const { code, out, err } = await nexus();
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("nexus list");
  });
});

describe("nexus list", () => {
  test("lists models for readers and for programs", async () => {
    const { code, out, err } = await nexus("list", "Counter", ...specs("good"));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe("Counter\n  MCCounter  spec  quick  ok\n      counts to three and starts again\n");
    const json = JSON.parse((await nexus("list", "--json", ...specs("good"))).out);
    expect([json.format, json.version, json.models.length]).toEqual(["nexus-list", 1, 4]);
  });
});

describe("nexus check", () => {
  test("exits with 0 when all is as pinned, with the table on standard output", async () => {
    const { code, out, err } = await nexus("check", "--all", ...specs("good"));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^ {2}MCCounter +4 +- +- +- {2}holds +\d\.\d s$/m);
    expect(out).toMatch(/^ {2}PairIsCounted +4 +- +4 +- {2}refines/m);
    expect(out).toMatch(/^ {2}CounterOverflows .*fails as pinned/m);
    expect(out).toContain("Bounded is false after 3 steps: UpAnyway x3\n");
    expect(out).toContain("4 models in ");
    expect(out.endsWith("Everything that was asked was shown.\n")).toBe(true);
    expect(out).not.toContain("\u001b");
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });

  test.each<[string, string, string]>([
    [
      "MCMalformed",
      "tla-parse",
      "src/cli/fixtures/bad/Malformed.tla:5:1 found `Next`, expected `)` to close `(`\n    5 | Next == n' = n\n",
    ],
    ["MCUnknownModule", "tla-module", "src/cli/fixtures/bad/UnknownModule.tla:2:9 module Naturels is not found\n"],
    ["MCBadCfg", "cfg-parse", "src/cli/fixtures/bad/MCBadCfg.cfg:2:16 found `:`, expected `=` or `<-` after `Limit`\n"],
    ["MCNoConstant", "cfg-constant", "src/cli/fixtures/bad/Counter.tla:3:10 the constant `Limit` has no value in"],
    ["MCNoModule", "tla-module", "src/cli/fixtures/bad/manifest.json:37:15 module Absent is not found\n"],
    ["MCNoCfg", "no-file", "src/cli/fixtures/bad/manifest.json:45:15 there is no file src/cli/fixtures/bad/MCNoCfg.cfg\n"],
    ["MCNoCode", "no-code", "src/cli/fixtures/bad/manifest.json:88:15 the module Counter has no executable model MCNoCode\n"],
  ])("exits with 2 and a position for %s", async (model, code, message) => {
    const ended = await nexus("check", "--model", model, ...specs("bad"));
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(`error[${code}] ${message}`);
    expect(ended.err).toMatch(/^ +\| +\^+$/m);
    if (model !== "MCMalformed" && model !== "MCBadCfg") expect(ended.err).toMatch(/^hint: /m);
    expect(ended.out).toMatch(new RegExp(`^ {2}${model} .* error `, "m"));
    expect(ended.out).toContain("(exit 2)");
  });

  test.each<[string, string]>([
    ["MCViolated", "MCViolated: the invariant Beyond is false in an initial state\nsrc/cli/fixtures/bad/Counter.tla:12:1\n"],
    [
      "MCStuck",
      "MCStuck: no step is possible after 3 steps, and the end is not declared as one\n\nState 1: <Initial predicate>\n/\\ n = 0\n",
    ],
    ["MCMiscounted", "! distinct states: pinned 5, found 4\n"],
    ["MCVacuous", "! witnesses that are not reached: Beyond\n"],
    ["Passing", "! must fail (violated) and does not\n"],
    ["CounterOverflows", "! counterexample: pinned UpAnyway, found UpAnyway, UpAnyway, UpAnyway\n"],
  ])("exits with 1 for %s", async (model, message) => {
    const { code, out, err } = await nexus("check", "--model", model, ...specs("bad"));
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toContain(message);
  });

  test("lets the worst model decide", async () => {
    expect((await nexus("check", "--model", "MCMalformed", "--model", "MCViolated", ...specs("bad"))).code).toBe(1);
  });

  test("starts nothing after a failure with --bail", async () => {
    const { code, out } = await nexus("check", "--bail", "--jobs", "1", ...specs("bad"));
    expect(code).toBe(2);
    expect(out).toContain("1 model in ");
    expect(out).toContain("Not run: 12 selected models.");
  });

  test("exits with 3 when a limit is reached", async () => {
    const kept = join(scratch, "kept");
    const states = await nexus("check", "--max-states", "10k", "--checkpoint", kept, ...specs("large"));
    expect(states.code).toBe(3);
    expect(states.out).toContain("the limit of states was reached, after 10,000 states: nothing is said about the rest\n");
    const memory = await nexus("check", "--max-memory", "4MiB", "--checkpoint", kept, ...specs("large"));
    rmSync(kept);
    expect(memory.code).toBe(3);
    expect(memory.out).toContain("the limit of memory was reached, after ");
  });

  test("stops at an interrupt, prints what was reached, and exits with 130", async () => {
    const kept = join(scratch, "kept");
    const child = spawn(process.execPath, [main, "check", "--checkpoint", kept, ...specs("large")], { cwd: packageRoot });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    // Long enough for a busy machine to have begun, far too short for 64 million states.
    setTimeout(() => child.kill("SIGINT"), 6000);
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(130);
    expect(out).toMatch(/^ {6}stopped, after [\d,]{4,} states$/m);
    expect(out).toContain("(exit 130)");
    rmSync(kept);
  });

  test("says what modules and cfgs may write but seldom mean, once for all models, and passes", async () => {
    const directory = join(scratch, "warned");
    mkdirSync(directory);
    const put = (name: string, text: string) => writeFileSync(join(directory, name), text);
    put("One.tla", "---- MODULE One ----\nLimit == 1\n====\n");
    put("Two.tla", "---- MODULE Two ----\nLimit == 2\n====\n");
    const lines = ["VARIABLE x", "Init == x = 0", "Next == x < Limit /\\ x' = x + 1", "Small == x < 2"];
    put("Hides.tla", ["---- MODULE Hides ----", "EXTENDS Naturals, One, Two", ...lines, "====", ""].join("\n"));
    const cfg = "INIT Init\nNEXT Next\nINVARIANT Small\nCHECK_DEADLOCK FALSE\n";
    put("MCHides.cfg", cfg);
    put("MCBounded.cfg", `${cfg}CONSTRAINT Small\n`);
    const entry = { module: "Hides", kind: "spec", tier: "quick", about: "hides a name", verdict: "ok", distinct: 2 };
    const models = ["MCHides", "MCBounded"].map((name) => ({ name, ...entry }));
    put("manifest.json", JSON.stringify({ format: 1, models }));
    const check = ["check", "--spec-dir", directory];
    const hidden = "`Limit` of module Two is hidden by an earlier `Limit`";
    const constraint = "what lies behind states outside of the constraint is not explored";
    const shown = `warning[tla-name] ${directory}/Hides.tla:2:24 ${hidden}\nwarning[constraint] ${directory}/MCBounded.cfg:5:12 ${constraint}\n`;
    expect(await nexus(...check)).toMatchObject({ code: 0, err: shown });
    const json = JSON.parse((await nexus(...check, "--json")).out);
    const warned = json.models.map(({ warnings }: { readonly warnings: readonly { readonly code: string }[] }) =>
      warnings.map(({ code }) => code),
    );
    expect(warned).toEqual([["tla-name"], ["tla-name", "constraint"]]);
    expect(json.models[0].warnings[0]).toMatchObject({ message: hidden, at: { start: { line: 2, column: 24 } } });
    rmSync(directory, { recursive: true });
  });

  test("writes one JSON document", async () => {
    const { code, out } = await nexus(
      "check",
      "--json",
      "--model",
      "CounterOverflows",
      "--model",
      "MCNoConstant",
      ...specs("bad"),
    );
    expect(code).toBe(1);
    const { format, version, exit, models } = JSON.parse(out);
    expect([format, version, exit]).toEqual(["nexus-check", 1, 1]);
    expect(models.map(({ name, verdict }: { readonly name: string; readonly verdict: string }) => [name, verdict])).toEqual([
      ["MCNoConstant", "error"],
      ["CounterOverflows", "not as pinned"],
    ]);
    expect(models[0].problem).toMatchObject({ code: "cfg-constant", at: { start: { line: 3, column: 10 } } });
    expect(models[1].trace.states).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test("writes a counterexample as ITF, whole or not at all", async () => {
    const file = join(scratch, "trace.itf.json");
    expect((await nexus("check", "--out-itf", file, "CounterOverflows", ...specs("good"))).code).toBe(0);
    const trace = readItf(readFileSync(file, "utf8"));
    expect(trace.states.map(({ n }) => n)).toEqual([0, 1, 2, 3]);
    expect(trace.steps.map(({ action }) => action)).toEqual(["UpAnyway", "UpAnyway", "UpAnyway"]);
    const absent = join(scratch, "absent", "trace.itf.json");
    const failed = await nexus("check", "--out-itf", absent, "CounterOverflows", ...specs("good"));
    expect(failed.code).toBe(4);
    expect(failed.err).toContain("error[environment] cannot write ");
    const none = await nexus("check", "--out-itf", join(scratch, "none"), "Counter", ...specs("good"));
    expect([none.code, none.err]).toEqual([0, expect.stringContaining("no counterexample, so ")]);
    expect(readdirSync(scratch)).toEqual(["trace.itf.json"]);
  });

  test("accepts figures, and no verdict that has changed", async () => {
    const directory = join(scratch, "accept");
    cpSync(join(packageRoot, "src", "cli", "fixtures", "bad"), directory, { recursive: true });
    const chosen = ["MCMiscounted", "CounterOverflows", "MCViolated"].flatMap((model) => ["--model", model]);
    const accepted = await nexus("check", "--accept", ...chosen, "--spec-dir", directory);
    expect(accepted.code).toBe(1);
    expect(accepted.err).toContain(
      "MCViolated: not accepted, because the verdict is not the pinned one\n2 of 3 models pinned in ",
    );
    const again = await nexus("check", "--model", "MCMiscounted", "--model", "CounterOverflows", "--spec-dir", directory);
    expect(again.code).toBe(0);
    expect(again.out).not.toContain("Not pinned");
    rmSync(directory, { recursive: true });
  });

  test("finds that sources have changed since they were pinned", async () => {
    const directory = join(scratch, "sources");
    cpSync(join(packageRoot, "src", "cli", "fixtures", "good"), directory, { recursive: true });
    expect((await nexus("check", "--accept", "--all", "--spec-dir", directory)).code).toBe(0);
    cpSync(join(directory, "MCSwitchesLeap.cfg"), join(directory, "MCSwitches.cfg"));
    const { code, out } = await nexus("check", "--all", "--spec-dir", directory);
    expect(code).toBe(1);
    expect(out.replace(/\s+/g, " ")).toMatch(/! sources: \S*MCSwitches.cfg, \S*Switches.tla differ from what was pinned/);
    expect(out).toContain("PairIsCounted: counted-extra: a step of the counted spec");
    rmSync(directory, { recursive: true });
  });
});
