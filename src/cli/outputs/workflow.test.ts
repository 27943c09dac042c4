/** What a stranger's pull request meets: the job `models` of our workflow, in a copy of the package from which a guard was removed. */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../files.ts";
import { programIn } from "../testing-command.ts";

const MODULE = "spec/tla/Gsi.tla";
const ACTIONS = "src/machines/gsi/actions.ts";
const CONJUNCT = "    /\\ rests # standing\n";
const GUARD = '  if (s.rests === s.standing) return "nothing-to-rewind";\n';

let copy = "";
beforeAll(() => {
  copy = realpathSync(mkdtempSync(join(tmpdir(), "nexus-")));
  mkdirSync(join(copy, "src"));
  const isRead = (file: string) => !/\.(d\.ts|map|md|tsbuildinfo)$/.test(file);
  for (const part of ["package.json", "dist", "spec/tla", "src/machines"]) {
    cpSync(join(packageRoot, part), join(copy, part), { recursive: true, filter: isRead });
  }
  symlinkSync(join(packageRoot, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true }));

/** The command of the workflow, without the build of `npm start`, on one small model. */
function command(): string {
  const workflow = readFileSync(join(packageRoot, ".github", "workflows", "pr.yml"), "utf8");
  const { scripts } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
  const flags = /- run: npm start --silent -- (.*)/.exec(workflow)?.[1];
  const start = /node dist\/cli\/main\.js check$/.exec(scripts.start)?.[0];
  if (flags === undefined || start === undefined) throw new Error("the workflow no longer runs npm start with flags");
  return `${start} --model MCGsiN4n4 ${flags}`;
}

const text = (file: string): string => readFileSync(join(copy, file), "utf8");

/** Writes the file again without a line that stands in it once, and gives the line's number and its action's. */
function without(file: string, line: string, action: string): { readonly removed: number; readonly defined: number } {
  const [before, after, ...more] = text(file).split(line);
  if (before === undefined || after === undefined || more.length > 0) throw new Error(`${line} is not once in ${file}`);
  writeFileSync(join(copy, file), before + after);
  const defined = before.split("\n").findLastIndex((one) => one.startsWith(action)) + 1;
  return { removed: before.split("\n").length, defined };
}

/** Builds one file as `npm run build` does: the types are erased, and imports name the built files. */
function build(file: string): void {
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, rewriteRelativeImportExtensions: true };
  const { outputText } = ts.transpileModule(text(file), { compilerOptions, fileName: file });
  writeFileSync(join(copy, file.replace(/^src/, "dist").replace(/ts$/, "js")), outputText);
}

/** Runs the job's step; gives its end, its annotations and the results of its SARIF. */
async function runJob() {
  const summary = join(copy, "summary.md");
  writeFileSync(summary, "");
  const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: copy };
  const { code, err } = await programIn(copy, env, "/bin/sh", "-c", command());
  const [run] = JSON.parse(text("nexus.sarif")).runs;
  const results = run.results.map(({ ruleId, locations: [first] }: SarifResult) => {
    const { artifactLocation, region } = first.physicalLocation;
    return `${ruleId} ${artifactLocation.uri}:${region.startLine}`;
  });
  return { code, annotations: err.split("\n").filter((line) => line.startsWith("::")), results };
}

interface SarifResult {
  readonly ruleId: string;
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: { readonly startLine: number };
      };
    },
  ];
}

test("the workflow passes as long as nothing is removed", async () => {
  const { code, annotations, results } = await runJob();
  expect({ code, annotations, results }).toEqual({ code: 0, annotations: [], results: [] });
});

describe("the workflow fails, and annotates the lines of both files", () => {
  test("when a guard of the code is removed", async () => {
    const sound = text(ACTIONS);
    const { defined } = without(ACTIONS, GUARD, "export function Rewind(");
    build(ACTIONS);
    const conjunct = text(MODULE).slice(0, text(MODULE).indexOf(CONJUNCT)).split("\n").length;
    const { code, annotations, results } = await runJob();
    writeFileSync(join(copy, ACTIONS), sound);
    build(ACTIONS);
    expect(code).toBe(1);
    expect(text("summary.md")).toContain("## nexus check: 1 of 7 cases fails");
    expect(results).toEqual([`code-extra ${MODULE}:${conjunct}`, `code-extra ${ACTIONS}:${defined}`]);
    const says = "title=nexus MCGsiN4n4%3A code-extra::the code takes a step that the spec does not allow%0A";
    expect(annotations).toEqual([
      `::error file=${MODULE},line=${conjunct},endLine=${conjunct},col=8,endColumn=23,${says}` +
        `spec refuses: the first false conjunct is Rewind/2, rests # standing%0Acode takes the step (${ACTIONS}:${defined}:17)`,
      `::error file=${ACTIONS},line=${defined},endLine=${defined},col=17,endColumn=22,${says}` +
        `code takes the step%0Aspec refuses: the first false conjunct is Rewind/2, rests # standing (${MODULE}:${conjunct}:8)`,
    ]);
  });

  test("when a conjunct of the module is removed", async () => {
    const refusal = text(ACTIONS).slice(0, text(ACTIONS).indexOf(GUARD)).split("\n").length;
    const { removed } = without(MODULE, CONJUNCT, "Rewind ==");
    const { code, annotations, results } = await runJob();
    // The conjunct that has moved to the place of the one that is gone.
    expect(text(MODULE).split("\n")[removed - 1]).toBe("    /\\ rests' = standing");
    expect(code).toBe(1);
    expect(text("summary.md")).toContain("## nexus check: 1 of 7 cases fails");
    expect(results).toEqual([`spec-extra ${MODULE}:${removed}`, `spec-extra ${ACTIONS}:${refusal}`]);
    const says = "title=nexus MCGsiN4n4%3A spec-extra::the spec takes a step that the code refuses%0A";
    expect(annotations).toEqual([
      `::error file=${MODULE},line=${removed},endLine=${removed},col=8,endColumn=24,${says}` +
        `spec takes the step: Rewind/2, rests' = standing, is true%0Acode refuses: "nothing-to-rewind" (${ACTIONS}:${refusal}:3)`,
      `::error file=${ACTIONS},line=${refusal},endLine=${refusal},col=3,endColumn=57,${says}` +
        `code refuses: "nothing-to-rewind"%0Aspec takes the step: Rewind/2, rests' = standing, is true (${MODULE}:${removed}:8)`,
    ]);
  });
});
