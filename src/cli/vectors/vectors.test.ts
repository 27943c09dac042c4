/** The vectors of the specs: what they cover, how they are written, and that a change of either side shows. */

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { MachineView, Walk } from "../../checker/index.ts";
import type { ItfRecord } from "../../lib/data.ts";
import { unreachable } from "../../lib/errors.ts";
import { defaultSpecDir, defaultVectorsDir, packageRoot } from "../files.ts";
import { loadModel } from "../load.ts";
import { readManifest } from "../manifest.ts";
import { nexusIn } from "../testing-command.ts";
import { schemaProblems } from "../tla/testing-json-schema.ts";
import { type Generated, generate, idleGuards, readVectorsManifest } from "./files.ts";

const manifest = readManifest(defaultSpecDir);
const entryOf = (model: string) => manifest.models.find(({ name }) => name === model) ?? unreachable(`no model ${model}`);
const gsi = ["MCGsiN4n4", "MCGsiN7n3", "MCGsiN7n4"].map((model) => generate(defaultSpecDir, entryOf(model)));
const [small] = gsi as [Generated];

interface Line {
  readonly id: string;
  readonly on?: string;
  readonly state?: ItfRecord;
  readonly from?: string;
  readonly action?: string;
  readonly args?: ItfRecord;
  readonly next?: ItfRecord;
  readonly refused?: readonly string[];
}

const linesOf = ({ text }: Generated): readonly Line[] =>
  text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line) as Line);

const temporary: string[] = [];
afterAll(() => {
  for (const directory of temporary) rmSync(directory, { recursive: true });
});

/** A copy of the committed vectors that may be spoilt. */
function copyOfVectors(): string {
  const directory = mkdtempSync(join(tmpdir(), "nexus-vectors-"));
  temporary.push(directory);
  cpSync(defaultVectorsDir, directory, { recursive: true });
  return directory;
}

const check = (directory: string, ...more: readonly string[]) =>
  nexusIn(packageRoot, "vectors", "Gsi", "--vectors-dir", directory, ...more);

describe("the vectors of Gsi", () => {
  test("are those that are committed, in a form that the schemas describe", () => {
    for (const { path, text } of gsi) expect(readFileSync(join(defaultVectorsDir, path), "utf8")).toBe(text);
    for (const line of small.text.trim().split("\n")) expect(schemaProblems("vectors-steps.schema.json", line)).toEqual([]);
    const pinned = readFileSync(join(defaultVectorsDir, "manifest.json"), "utf8");
    expect(schemaProblems("vectors-manifest.schema.json", pinned)).toEqual([]);
  });

  test("have a rejection by every guard, a step of every action, and all steps of the small model", () => {
    expect(idleGuards(gsi)).toEqual([]);
    expect(idleGuards([small])).toContain("NoQuorum/4");
    const taken = new Set(
      gsi.flatMap((file) => linesOf(file).flatMap(({ action, next }) => (next === undefined ? [] : [action]))),
    );
    expect([...taken].sort()).toEqual(
      ["Assert", "Claim", "Decide", "NoQuorum", "Release", "Rewind", "Sample", "Settle", "Vote", "WindowExpire"].sort(),
    );
    const { coverage } = JSON.parse(small.text.split("\n", 1)[0] as string);
    expect(coverage.taken).toEqual({ covered: 264, of: 264 });
  });

  test("have ids that are not repeated, and a way to every machine", () => {
    for (const file of gsi) {
      const lines = linesOf(file);
      expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
      const known = new Set<string>();
      for (const { id, state, from, on } of lines) {
        if (from !== undefined) expect(known).toContain(from);
        if (state === undefined) expect(known).toContain(on);
        else known.add(id);
      }
    }
  });
});

describe("a walk", () => {
  const { spec } = loadModel(defaultSpecDir, { module: "Gsi", cfg: "MCGsiN4n4", broken: false, witnesses: [] });

  test("ends where what a machine does depends on what it does not have", () => {
    const walk = new Walk(new MachineView(spec, ["phase", "level", "cloud"]), { isChecked: true });
    expect(() => [...walk.run()]).toThrow(
      /^the outcome of Vote\(1, .*\) of Gsi depends on variables that are not the machine's$/,
    );
  });

  test("ends where the environment changes a machine", () => {
    const walk = new Walk(new MachineView(spec, ["phase", "irrevocable"]));
    expect(() => [...walk.run()]).toThrow("Carry of the environment of Gsi changes the machine");
  });

  test("is of variables of the module", () => {
    expect(() => new MachineView(spec, ["phase", "phases"])).toThrow("Gsi has no variable phases");
  });
});

describe("nexus vectors", () => {
  test("notices a module that says something else", async () => {
    const specs = mkdtempSync(join(tmpdir(), "nexus-specs-"));
    temporary.push(specs);
    cpSync(defaultSpecDir, specs, { recursive: true });
    const path = join(specs, "Gsi.tla");
    const text = readFileSync(path, "utf8");
    expect(text.split("    /\\ o # standing\n")).toHaveLength(2);
    writeFileSync(path, text.replace("    /\\ o # standing\n", "    /\\ o # rests\n"));
    const { code, out } = await check(defaultVectorsDir, "--spec-dir", specs);
    expect(code).toBe(1);
    expect(out).toMatch(/Gsi\/MCGsiN7n3\/steps.jsonl: line \d+ differs/);
  });

  test("refuses a directory that is not there before it generates anything", async () => {
    const nowhere = join(defaultVectorsDir, "nowhere");
    const { code, err } = await check(nowhere);
    expect(code).toBe(2);
    expect(err).toMatch(/^error\[no-file\] there is no directory .*nowhere\nhint: --vectors-dir names a directory/);
    expect(err).not.toContain("steps.jsonl");
  });

  test("is content with what is committed", async () => {
    expect(await check(defaultVectorsDir)).toMatchObject({ code: 0 });
  });

  test("shows the line that differs, a file that is missing and one that is left over; --accept mends all", async () => {
    const directory = copyOfVectors();
    const path = join(directory, small.path);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('"refused":["Vote/1"]', '"refused":["Vote/3"]'));
    rmSync(join(directory, "Gsi", "MCGsiN7n3", "steps.jsonl"));
    cpSync(join(directory, "Gsi", "MCGsiN7n4"), join(directory, "Gsi", "MCGsiOld"), { recursive: true });
    const spoilt = await check(directory);
    expect(spoilt.code).toBe(1);
    expect(spoilt.out).toMatch(/MCGsiN4n4\/steps.jsonl: line \d+ differs/);
    expect(spoilt.out).toContain("MCGsiN7n3/steps.jsonl is missing");
    expect(spoilt.out).toContain("MCGsiOld/steps.jsonl is generated no more");
    expect((await check(directory, "--accept")).code).toBe(0);
    expect(readdirSync(join(directory, "Gsi"))).not.toContain("MCGsiOld");
    expect(readVectorsManifest(directory)).toEqual(readVectorsManifest(defaultVectorsDir));
  });

  test("does the same with programs", async () => {
    const directory = copyOfVectors();
    const programs = join(directory, "programs");
    const path = join(programs, "nvm-gas.json");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('"end":"out of gas"', '"end":"unreachable"'));
    rmSync(join(programs, "nvm-invalid.json"));
    cpSync(path, join(programs, "nvm-old.json"));
    const run = (...more: readonly string[]) => nexusIn(packageRoot, "vectors", "programs", "--vectors-dir", directory, ...more);
    const spoilt = await run();
    expect(spoilt.code).toBe(1);
    expect(spoilt.out).toMatch(/programs\/nvm-gas.json: line \d+ differs/);
    expect(spoilt.out).toContain("programs/nvm-invalid.json is missing");
    expect(spoilt.out).toContain("programs/nvm-old.json is generated no more");
    expect((await run("--accept")).code).toBe(0);
    expect(readdirSync(programs)).toEqual(readdirSync(join(defaultVectorsDir, "programs")));
    expect(readVectorsManifest(directory)).toEqual(readVectorsManifest(defaultVectorsDir));
  });
});
