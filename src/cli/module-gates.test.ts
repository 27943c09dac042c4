/** Gates on the command line. It runs what `npm run build` has built. */

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultSpecDir, packageRoot } from "./files.ts";

let specDir = "";
beforeAll(() => {
  specDir = mkdtempSync(join(tmpdir(), "nexus-gates-"));
  const entry = { name: "MCGsiN4n4", module: "Gsi", kind: "lockstep", tier: "quick", about: "a small model", verdict: "ok" };
  // A second model that is not selected keeps coverage, which is judged over all models, out of the exit code.
  const models = [entry, { ...entry, name: "MCGsiN7n3" }];
  writeFileSync(join(specDir, "manifest.json"), JSON.stringify({ format: 1, models }));
  copyFileSync(join(defaultSpecDir, "MCGsiN4n4.cfg"), join(specDir, "MCGsiN4n4.cfg"));
});
afterAll(() => rmSync(specDir, { recursive: true }));

function check(module: string, ...flags: readonly string[]) {
  writeFileSync(join(specDir, "Gsi.tla"), module);
  const argv = [join(packageRoot, "dist", "cli", "main.js"), "check", "--spec-dir", specDir, "--model", "MCGsiN4n4", ...flags];
  const { status, stdout } = spawnSync(process.execPath, argv, { encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  return { status, out: stdout };
}

const module = readFileSync(join(defaultSpecDir, "Gsi.tla"), "utf8");
const swapped = module.replace("machine == <<phase, level,", "machine == <<level, phase,");

test("equal worlds are not enough: a module whose partition is in another order than the machine's fields fails", () => {
  expect(swapped).not.toBe(module);
  const { status, out } = check(swapped);
  expect(out).toContain("1 model in ");
  expect(out).toMatch(/ {2}equal {2}/);
  expect(out).toContain("Gsi: module and machine do not fit:");
  expect(out).toMatch(/the variables of machine differ at place 1: the spec has level, the code has phase {2}.*Gsi\.tla:\d+:1/);
  expect(status).toBe(1);
});

test("the module as it is passes, and the document for programs has the gates", () => {
  const { status, out } = check(module, "--json");
  expect(status).toBe(0);
  const { gates } = JSON.parse(out) as {
    readonly gates: readonly { readonly module: string; readonly gates: readonly object[] }[];
  };
  expect(gates.map((of) => [of.module, of.gates.length])).toEqual([["Gsi", 6]]);
});

test("a check of one world alone runs no gate", () => {
  expect(check(swapped, "--spec")).toMatchObject({ status: 0, out: expect.not.stringContaining("do not fit") });
});
