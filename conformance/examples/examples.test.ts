/** The examples of implementations: they conform, and each seeded bug is reported at the rule that it breaks. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { programIn } from "../../src/cli/testing-command.ts";
import { schemaProblems } from "../../src/cli/tla/testing-json-schema.ts";

const examples = import.meta.dirname;
const main = join(examples, "..", "..", "dist", "cli", "main.js");
const source = readFileSync(join(examples, "gsi", "gsi.mjs"), "utf8");

interface Failure {
  readonly kind: string;
  readonly message: string;
  readonly action?: string;
  readonly conjunct?: string;
  readonly detail?: string;
}

interface Report {
  readonly exit: number;
  readonly suites: readonly {
    readonly level: number;
    readonly model?: string;
    readonly cases: number;
    readonly failures: readonly Failure[];
  }[];
}

async function conform(adapter: string, ...more: readonly string[]): Promise<Report> {
  const { out, err, code } = await programIn(
    examples,
    {},
    process.execPath,
    main,
    "conform",
    "--adapter",
    adapter,
    "--json",
    ...more,
  );
  expect(out, err).not.toBe("");
  const report = JSON.parse(out) as Report;
  expect(report.exit).toBe(code);
  expect(schemaProblems("conform-result.schema.json", out)).toEqual([]);
  return report;
}

const failuresOf = ({ suites }: Report) =>
  suites.flatMap(({ level, failures }) => failures.map((failure) => ({ level, ...failure })));

describe("the implementation in plain JavaScript", () => {
  test("knows nothing of this repository", () => {
    const imports = [...source.matchAll(/^import .* from "(.*)";$/gm)].map(([, from]) => from);
    expect(imports).toEqual(["node:readline"]);
    expect(source).not.toMatch(/\b(?:require|import)\s*\(/);
  });

  test("conforms at all levels", async () => {
    const report = await conform(join(examples, "gsi", "adapter.json"), "--budget", "10k");
    expect(failuresOf(report)).toEqual([]);
    expect(report.suites.map(({ level, model }) => `${level} ${model ?? "data"}`)).toEqual([
      "1 data",
      ...["N7n4", "N7n3", "N4n4"].map((model) => `2 MCGsi${model}`),
      ...["N10n2", "N7n4", "N7n3", "N4n4"].map((model) => `3 MCGsi${model}`),
    ]);
  });
});

describe("a bug", () => {
  interface Bug {
    readonly name: string;
    readonly replace: string;
    readonly by: string;
    readonly expected: { readonly kind: string; readonly action: string; readonly conjunct?: string; readonly variable?: string };
  }
  const { bugs } = JSON.parse(readFileSync(join(examples, "gsi", "bugs.json"), "utf8")) as { readonly bugs: readonly Bug[] };
  const directory = mkdtempSync(join(tmpdir(), "nexus-bugs-"));
  afterAll(() => rmSync(directory, { recursive: true }));

  test("of each kind is there, ten at least", () => {
    expect(bugs.length).toBeGreaterThanOrEqual(10);
    expect(new Set(bugs.map(({ expected }) => expected.kind))).toEqual(
      new Set(["code-extra", "spec-extra", "effect", "refusal"]),
    );
  });

  test.concurrent.each(bugs.map((bug, i) => [bug.name, i, bug] as const))("%s", async (_, i, { replace, by, expected }) => {
    expect(source.split(replace)).toHaveLength(2);
    writeFileSync(
      join(directory, `gsi${i}.mjs`),
      source.replace(replace, () => by),
    );
    const adapter = join(directory, `adapter${i}.json`);
    writeFileSync(adapter, JSON.stringify({ format: "nexus-adapter", version: 1, command: ["node", `gsi${i}.mjs`] }));
    const report = await conform(adapter, "--filter", "Gsi/MCGsiN7n3");
    const { variable, ...rule } = expected;
    for (const level of [2, 3]) {
      const failures = failuresOf(report).filter((failure) => failure.level === level);
      // Vectors of other rules may fail as well; exploration ends with the first difference, and that is the one.
      const told = level === 2 ? failures : failures.slice(0, 1);
      expect(told).toContainEqual(expect.objectContaining(rule));
      const shown = told.find(({ kind, action }) => kind === rule.kind && action === rule.action)?.detail ?? "";
      expect(shown).toContain(`${rule.action}(`.replace(/\($/, ""));
      expect(shown).toContain(variable ?? rule.conjunct ?? rule.action);
      expect(shown).toMatch(/spec\/tla\/Gsi\.tla:\d+:\d+/);
    }
  });
});

describe("the adapter around our own code", () => {
  const adapter = join(examples, "nexus", "adapter.json");

  // Pairings by big integers take milliseconds each: the bound is that of a hung test, on a machine that does other things besides.
  test("reads all data and runs all programs", { timeout: 300_000 }, async () => {
    const report = await conform(adapter, "--level", "1");
    expect(failuresOf(report)).toEqual([]);
    const files = ["data", "programs"].flatMap((kind) => readdirSync(join(examples, "..", "..", "vectors", kind)));
    expect(report.suites).toHaveLength(files.length);
  });

  test("conforms, with states of its own that the runner saves and loads", { timeout: 300_000 }, async () => {
    const report = await conform(adapter, "--filter", "GsiBonds/MCGsiBondsN4n3");
    expect(failuresOf(report)).toEqual([]);
    expect(report.suites.map(({ level }) => level)).toEqual([2, 3]);
    expect(failuresOf(await conform(adapter, "--level", "3", "--filter", "L3/SimplexVotes/MCSimplexVotesN1"))).toEqual([]);
  });
});
