/** Certificates through the command line: written, checked, and refused. It runs what `npm run build` has built. */

import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "./files.ts";

const main = join(packageRoot, "dist", "cli", "main.js");
const good = ["--spec-dir", join("src", "cli", "fixtures", "good")];

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function nexus(...argv: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...argv], { cwd: packageRoot }, (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });
}

let scratch = "";
let file = "";
beforeAll(() => {
  expect(existsSync(main), "npm run build comes first").toBe(true);
  scratch = mkdtempSync(join(tmpdir(), "nexus-"));
  file = join(scratch, "counter.jsonl");
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** The certificate after a change of its text, as a file. */
function changed(change: (text: string) => string | Uint8Array): string {
  const other = join(scratch, "changed.jsonl");
  writeFileSync(other, change(readFileSync(file, "utf8")));
  return other;
}

describe("nexus check --certificate and nexus recheck", () => {
  test("write a certificate and find that it holds", async () => {
    const written = await nexus("check", "--model", "MCCounter", "--certificate", file, ...good);
    expect(written.code).toBe(0);
    expect(written.err).toContain("MCCounter: certificate of the spec, 4 states, written to ");
    expect(readdirSync(scratch)).toEqual(["counter.jsonl"]);
    const [header = "", first] = readFileSync(file, "utf8").split("\n");
    expect(JSON.parse(header)).toMatchObject({ model: "MCCounter", module: "Counter", world: "spec", constants: { Limit: 3 } });
    expect(Object.keys(JSON.parse(header).sources).sort()).toEqual(["Counter.tla", "MCCounter.cfg"]);
    expect(first).toBe('{"state":{"n":0}}');
    const { code, out, err } = await nexus("recheck", file, ...good);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("holds: 4 states, 1 of them initial, 4 steps, in ");
    expect(out).toContain("in each hold Bounded\n");
    expect(out).toContain("Trusted, of the spec:\n  the step function\n  the evaluator\n");
    const json = JSON.parse((await nexus("recheck", file, "--json", ...good)).out);
    expect(json).toMatchObject({ format: "nexus-recheck", version: 2, verdict: "holds", states: 4, invariants: ["Bounded"] });
  });

  test("hold for the code of a protocol too", async () => {
    const gsi = join(scratch, "gsi.jsonl");
    const written = await nexus("check", "--model", "MCGsiN4n4", "--code", "--certificate", gsi);
    expect(written.code).toBe(0);
    expect(Object.keys(JSON.parse(readFileSync(gsi, "utf8").split("\n", 1)[0] as string).sources)).toContain("actions.ts");
    const { code, out } = await nexus("recheck", gsi);
    expect(code).toBe(0);
    expect(out).toContain("MCGsiN4n4 (Gsi), the code\nholds: ");
    expect((await nexus("recheck", gsi, "--model", "MCGsiN7n3")).out).toContain(
      "the certificate is of another model: its model are ",
    );
    rmSync(gsi);
  });

  test("hold for the orbits of a protocol's code, and say what is trusted for them", async () => {
    const orbits = join(scratch, "orbits.jsonl");
    const written = await nexus("check", "--model", "MCGsiN7n4", "--code", "--symmetry", "--certificate", orbits);
    expect(written.err).toContain("MCGsiN7n4: certificate of the code, 410 orbits, written to ");
    const { code, out } = await nexus("recheck", orbits);
    expect(code).toBe(0);
    expect(out).toContain("holds: 410 states, one of each orbit, 3 of them initial");
    expect(out).toContain("all permutations within {1, 2, 3, 4, 5} and {6, 7}");
    expect(out).toContain("no two are of one orbit, and the orbits have 7,991 states");
    expect(out).toContain("how the model renames a state");
    writeFileSync(orbits, readFileSync(orbits, "utf8").replace('"by":[[2,1],[1,2]]', '"by":[[2,6],[6,2]]'));
    const refused = await nexus("recheck", orbits);
    expect(refused.code).toBe(1);
    expect(refused.out).toContain("the permutation [[2,6],[6,2]] is outside of the group: 2 and 6 are of different classes");
    rmSync(orbits);
  });

  test("list all states where a VIEW shows fewer", async () => {
    const specs = join(scratch, "viewed");
    cpSync(join(packageRoot, "src", "cli", "fixtures", "good"), specs, { recursive: true });
    const cfg = "SPECIFICATION Spec\nCONSTANT Limit = 3\nINVARIANT Bounded\nVIEW Half\n";
    writeFileSync(join(specs, "MCCounter.cfg"), cfg);
    const module = readFileSync(join(specs, "Counter.tla"), "utf8");
    writeFileSync(join(specs, "Counter.tla"), module.replace("Full ==", "Half == IF n < 2 THEN 0 ELSE 1\nFull =="));
    const [{ generated: _, witnesses: __, ...entry }] = JSON.parse(readFileSync(join(specs, "manifest.json"), "utf8")).models;
    writeFileSync(join(specs, "manifest.json"), JSON.stringify({ format: 1, models: [{ ...entry, distinct: 1 }] }));
    const viewed = join(scratch, "viewed.jsonl");
    const written = await nexus("check", "--model", "MCCounter", "--spec", "--certificate", viewed, "--spec-dir", specs);
    expect(written.code, written.out).toBe(0);
    expect(written.err).toContain("MCCounter: certificate of the spec, 4 states, written to ");
    const { code, out } = await nexus("recheck", viewed, "--spec-dir", specs);
    expect(code).toBe(0);
    expect(out).toContain("holds: 4 states, 1 of them initial, 4 steps");
    rmSync(viewed);
    rmSync(specs, { recursive: true });
  });

  test("name the constraint within which the states are closed", async () => {
    const specs = join(scratch, "specs");
    cpSync(join(packageRoot, "src", "cli", "fixtures", "good"), specs, { recursive: true });
    const cfg = "SPECIFICATION Spec\nCONSTANT Limit = 3\nINVARIANT Bounded\nCONSTRAINT NotFull\nCHECK_DEADLOCK FALSE\n";
    writeFileSync(join(specs, "MCCounter.cfg"), cfg);
    const module = readFileSync(join(specs, "Counter.tla"), "utf8");
    writeFileSync(join(specs, "Counter.tla"), module.replace("Full ==", "NotFull == n < Limit\nFull =="));
    const [model] = JSON.parse(readFileSync(join(specs, "manifest.json"), "utf8")).models;
    const { distinct: _, generated: __, witnesses: ___, ...entry } = model;
    writeFileSync(join(specs, "manifest.json"), JSON.stringify({ format: 1, models: [entry] }));
    const bounded = join(scratch, "bounded.jsonl");
    const written = await nexus("check", "--model", "MCCounter", "--spec", "--certificate", bounded, "--spec-dir", specs);
    expect(written.err).toContain("MCCounter: certificate of the spec, 3 states, written to ");
    const { code, out } = await nexus("recheck", bounded, "--spec-dir", specs);
    expect(code).toBe(0);
    expect(out).toContain("holds: 3 states, 1 of them initial, 3 steps");
    expect(out).toContain("leads to one of them or out of NotFull: 1 step\n");
    expect(out).toContain("so they do where a step leaves NotFull; nothing is said of what lies beyond");
  });

  test.each<[string, (text: string) => string | Uint8Array, number, string]>([
    ["a dropped line", (text) => text.replace(/\n.*\n$/, "\n"), 1, "refused: the header counts 4 states and 3 follow\n"],
    ["an altered state", (text) => text.replace('{"n":2}', '{"n":7}'), 1, "leads out of the certificate: Up {} to "],
    ["a wrong count", (text) => text.replace('"steps":4', '"steps":5'), 1, "the header counts 5 steps, and there are 4\n"],
    [
      "an altered step",
      (text) => text.replace('"Up","args":{},"from":1', '"Reset","args":{},"from":1'),
      1,
      "state 2 (line 4): the step",
    ],
    ["other sources", (text) => text.replace(/"Counter.tla":"sha256:\w/, '"Counter.tla":"sha256:x'), 1, "its sources "],
    ["other constants", (text) => text.replace('"Limit":3', '"Limit":4'), 1, '{"Limit":4}, the model\'s {"Limit":3}\n'],
  ])("refuse %s with exit code %#", async (_, change, code, message) => {
    const ended = await nexus("recheck", changed(change), ...good);
    expect({ code: ended.code, err: ended.err }).toEqual({ code, err: "" });
    expect(ended.out).toContain(message);
  });

  test.each<[string, (text: string) => string | Uint8Array, string]>([
    ["nothing", () => "", "malformed certificate: the file is empty"],
    ["a cut line", (text) => text.slice(0, -20), "malformed certificate: the last line has no end"],
    ["a missing end", (text) => text.slice(0, -1), "malformed certificate: the last line has no end"],
    ["garbage", () => new Uint8Array([0xff, 0xfe, 0x0a, 0x00]), "malformed certificate: it is not UTF-8"],
    ["text", () => "a certificate\n", "malformed certificate, line 1: not JSON"],
    ["another model's name", (text) => text.replace("MCCounter", "MCCountre"), "unknown model MCCountre"],
  ])("exit with 2 for %s", async (_, change, message) => {
    const ended = await nexus("recheck", changed(change), ...good);
    expect({ code: ended.code, out: ended.out }).toEqual({ code: 2, out: "" });
    expect(ended.err).toContain(message);
  });

  test.each<[string, readonly string[], string]>([
    ["several models", ["check", "--certificate", "x", "--all", ...good], "--certificate is of one model, and 4 are selected"],
    [
      "a refinement",
      ["check", "--certificate", "x", "--model", "PairIsCounted", ...good],
      "PairIsCounted is of the kind refinement",
    ],
    ["a wrong variant", ["check", "--certificate", "x", "CounterOverflows", ...good], "CounterOverflows is of the kind broken"],
    [
      "both worlds",
      ["check", "--certificate", "x", "--model", "MCGsiN4n4"],
      "--certificate is of one world\nhint: add --spec or --code",
    ],
    [
      "orbits of the spec",
      ["check", "--certificate", "x", "--model", "MCGsiN4n4", "--spec", "--symmetry"],
      "--symmetry is of the code",
    ],
    ["no file", ["recheck", join("no", "such.jsonl")], "there is no file no/such.jsonl"],
    ["no name", ["recheck"], "recheck needs one certificate"],
  ])("need one certificate and one model: %s", async (_, argv, message) => {
    const ended = await nexus(...argv);
    expect({ code: ended.code, out: ended.out }).toEqual({ code: 2, out: "" });
    expect(ended.err).toContain(message);
  });

  test("write none of a model that is not shown safe, and exit with 4 where none can be written", async () => {
    const none = await nexus(
      "check",
      "--model",
      "MCCounter",
      "--max-states",
      "2",
      "--certificate",
      join(scratch, "none"),
      "--checkpoint",
      join(scratch, "kept"),
      ...good,
    );
    expect(none.code).toBe(3);
    expect(none.err).toContain("MCCounter was not shown safe, so ");
    const absent = await nexus("check", "--model", "MCCounter", "--certificate", join(scratch, "absent", "c"), ...good);
    expect(absent.code).toBe(4);
    expect(absent.err).toContain("error[environment] cannot write ");
    expect(existsSync(join(scratch, "none"))).toBe(false);
  });
});
