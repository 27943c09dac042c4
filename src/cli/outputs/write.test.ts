import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { packageRoot } from "../files.ts";
import { entry, manifestPlace, outcome } from "./testing-cases.ts";
import { writeOutputs } from "./write.ts";

const miscounted = outcome(entry("Miscounted", { distinct: 11 }));
const manifest = { models: [miscounted.entry], positions: [manifestPlace] };
const input = { outcomes: [miscounted], coverage: [], gates: [], notRun: [], manifest, seconds: 1, version: "1.2.3" };

let scratch = "";
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "nexus-"));
});
afterEach(() => rmSync(scratch, { recursive: true }));

describe("the reports of a check", () => {
  test("are written where they are asked for, and say that counts are not as pinned", async () => {
    const files = ["junit", "markdown", "sarif"].map((name) => join(scratch, name)) as [string, string, string];
    const [junit, markdown, sarif] = files;
    await writeOutputs({ junit, markdown, sarif }, input, {});
    expect(readdirSync(scratch).sort()).toEqual(["junit", "markdown", "sarif"]);
    for (const file of files) expect(readFileSync(file, "utf8")).toContain("distinct states: pinned 11, found 10");
    const [result] = JSON.parse(readFileSync(sarif, "utf8")).runs[0].results;
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "spec/tla/manifest.json" },
      region: { startLine: 4, startColumn: 15, endColumn: 25 },
    });
    await writeOutputs({}, input, {});
    expect(readdirSync(scratch)).toHaveLength(3);
  });

  test("replace a file, and append to the summary of a job alone", async () => {
    const file = join(scratch, "summary.md");
    writeFileSync(file, "before\n");
    await writeOutputs({ markdown: file }, input, { stepSummary: file });
    expect(readFileSync(file, "utf8")).toMatch(/^before\n## nexus check: 1 of 1 case fails/);
    await writeOutputs({ markdown: file }, input, { stepSummary: join(scratch, "other.md") });
    expect(readFileSync(file, "utf8")).toMatch(/^## nexus check/);
    await writeOutputs({ sarif: file }, input, { stepSummary: file });
    expect(JSON.parse(readFileSync(file, "utf8")).version).toBe("2.1.0");
  });

  test.each(["junit", "markdown", "sarif"])("fail with the environment where the %s file cannot be written", async (name) => {
    const absent = join(scratch, "absent", "file");
    await expect(writeOutputs({ [name]: absent }, input, {})).rejects.toMatchObject({ code: "environment", exit: 4 });
    expect(readdirSync(scratch)).toEqual([]);
  });

  test("come from the command, with models that were not run", async () => {
    const summary = join(scratch, "summary.md");
    writeFileSync(summary, "before\n");
    const junit = join(scratch, "nexus.xml");
    const argv = ["check", "Counter", "--bail", "--jobs", "1", "--spec-dir", join("src", "cli", "fixtures", "bad")];
    const code = await new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [join(packageRoot, "dist", "cli", "main.js"), ...argv, "--junit", junit, "--markdown", summary],
        { cwd: packageRoot, env: { ...process.env, GITHUB_STEP_SUMMARY: summary } },
        () => resolve(child.exitCode),
      );
    });
    expect(code).not.toBe(0);
    expect(readFileSync(junit, "utf8")).toContain('<skipped message="not run"/>');
    expect(readFileSync(summary, "utf8")).toMatch(/^before\n## nexus check: 1 of \d+ cases fails, \d+ not run\n/);
  });
});
