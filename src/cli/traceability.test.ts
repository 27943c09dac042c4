/** From a conjunct to its code, test, vector and mutant: the rows are there, lead to the right lines, and what is missing fails. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultSpecDir, defaultVectorsDir, packageRoot } from "./files.ts";
import { readManifest } from "./manifest.ts";
import { nexusIn } from "./testing-command.ts";
import { evidenceOf, moduleRows, type Row } from "./traceability/rows.ts";

const directory = mkdtempSync(join(tmpdir(), "nexus-report-"));
afterAll(() => rmSync(directory, { recursive: true }));

const rowsOf = (module: string, vectorsDir = defaultVectorsDir) =>
  moduleRows(module, evidenceOf(defaultSpecDir, vectorsDir, readManifest(defaultSpecDir)));
const lineAt = ({ file, start }: Row["spec"]) => readFileSync(join(packageRoot, file), "utf8").split("\n")[start.line - 1] ?? "";

describe("the rows of Gsi", () => {
  const { rows, orphans } = rowsOf("Gsi");
  const row = (name: string) => rows.find((one) => one.name === name) as Row;

  test("lead from a conjunct to its line, its code, a test, a vector and its mutants", () => {
    const { text, spec, code, symbol, tests, vectors, mutants } = row("Claim/4");
    expect(text).toBe("level < Top");
    expect(lineAt(spec)).toBe("    /\\ level < Top");
    expect(symbol).toBe("top-of-ladder");
    expect(lineAt(code as Row["spec"])).toBe('  if (s.level >= top(c)) return "top-of-ladder";');
    expect(tests).toContain("src/machines/gsi/actions.test.ts");
    expect(vectors?.count).toBeGreaterThan(3);
    const [, , model, id] = (vectors?.example ?? "").split("/") as [string, string, string, string];
    const file = readFileSync(join(defaultVectorsDir, "Gsi", model, "steps.jsonl"), "utf8");
    expect(file.split("\n").find((line) => line.includes(`"id":"${id}"`))).toContain('"refused":["Claim/4"]');
    expect(mutants?.of).toBeGreaterThan(3);
    expect(mutants?.example).toMatch(/^(spec:Gsi|code:gsi\/actions)\/Claim\/4\//);
  });

  test("have every action, guard, property and mirrored definition, and nothing is missing", () => {
    expect(orphans).toEqual([]);
    const kinds = new Map<string, number>();
    for (const { kind } of rows) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    expect(Object.fromEntries(kinds)).toMatchObject({ action: 10, invariant: 8, witness: 7 });
    expect(row("Quorum")).toMatchObject({ kind: "definition", symbol: "quorum" });
    expect(row("FinalIsTrue").mutants?.of).toBeGreaterThan(0);
  });
});

test("a module that refines another has the code of both", () => {
  const { rows, orphans } = rowsOf("GsiBonds");
  expect(orphans).toEqual([]);
  const files = new Set(rows.flatMap(({ code }) => (code === undefined ? [] : [code.file.split("/")[2]])));
  expect([...files].sort()).toEqual(["gsi", "gsi-bonds"]);
});

describe("nexus report", () => {
  const vectors = join(directory, "vectors");
  beforeAll(() => cpSync(defaultVectorsDir, vectors, { recursive: true }));

  test("fails where a guard has no vector", async () => {
    for (const model of ["MCGsiN7n3", "MCGsiN7n4", "MCGsiN4n4"]) {
      const path = join(vectors, "Gsi", model, "steps.jsonl");
      writeFileSync(
        path,
        readFileSync(path, "utf8")
          .split("\n")
          .filter((line) => !line.includes('"NoQuorum/4"]'))
          .join("\n"),
      );
    }
    const { code, out } = await nexusIn(packageRoot, "report", "Gsi", "--vectors-dir", vectors);
    expect(code).toBe(1);
    expect(out).toContain("Gsi!NoQuorum/4 has no vector");
    writeFileSync(join(vectors, "manifest.json"), JSON.stringify({ format: 1, commit: "", files: [] }));
    const without = rowsOf("Gsi", vectors).orphans;
    expect(without.length).toBeGreaterThan(30);
  });

  test("writes a page that stands alone, with links both ways, and one of Markdown", async () => {
    const [html, markdown] = [join(directory, "gsi.html"), join(directory, "gsi.md")];
    const { code } = await nexusIn(packageRoot, "report", "Gsi", "--html", html, "--markdown", markdown);
    expect(code).toBe(0);
    const page = readFileSync(html, "utf8");
    expect(/<(?:script|link|img)| src=|https?:/.exec(page)).toBeNull();
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    expect(targets.length).toBeGreaterThan(150);
    expect(targets.filter((target) => !ids.has(target as string))).toEqual([]);
    expect(page.includes("<b>GsiNoAppeal</b>")).toBe(true);
    expect(page.includes("GsiBondsPromise")).toBe(false);
    expect(readFileSync(markdown, "utf8")).toMatch(
      /\| Claim\/4 \| \[`level < Top`\]\(.*Gsi\.tla#L\d+\) \| \[top-of-ladder\]\(.*actions\.ts#L\d+\)/,
    );
  });
});
