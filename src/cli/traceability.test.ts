/** From a conjunct to its code, test, vector and mutant: the rows are there, lead to the right lines, and what is missing fails. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultSpecDir, defaultVectorsDir, packageRoot } from "./files.ts";
import { readManifest } from "./manifest.ts";
import { nexusIn } from "./testing-command.ts";
import { evidenceOf } from "./traceability/evidence.ts";
import { gapsOf, orphansOf } from "./traceability/gaps.ts";
import { COLUMNS, type Row } from "./traceability/row.ts";
import { moduleRows } from "./traceability/rows.ts";

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

test("mutants stand with the line that refuses, also where the code has a guard more than the module", () => {
  const { rows } = rowsOf("Gsi");
  const domain = rows.find(({ name }) => name === "Sample/in:S");
  expect(domain).toMatchObject({ kind: "domain", mutants: { dead: 3, of: 3, example: "code:gsi/actions/Sample/4/drop" } });
});

test("a refusal that several actions give leads to the line of its own action", () => {
  const { rows } = rowsOf("SimplexVotes");
  const at = (name: string) => {
    const { code } = rows.find((row) => row.name === name) as Row;
    return `${code?.file.split("/").at(-1)}: ${lineAt(code as Row["spec"]).trim()}`;
  };
  expect(at("Notarize/env1")).toContain("model.ts: admits: (s, { b }) => unless(proposed(");
  expect(at("OnVote/env1")).toContain("model.ts: admits: (s, { m, vote }) => unless(hasCast(");
  expect(at("OnCertificate/env1")).toContain("model.ts: admits: (s, { c, S }) => unless(haveSigned(");
  expect(at("OnVote/3")).toBe('vote-keeper.ts: if (view <= s.core.tip.view) return "already-final";');
});

const NOTHING = { tests: [], models: [], vectors: null, mutants: null };

describe("a gap is what has neither evidence nor a word for it", () => {
  const { rows } = rowsOf("Gsi");
  const row = (name: string) => rows.find((one) => one.name === name) as Row;
  const cases: readonly (readonly [what: string, row: Row, gaps: readonly string[]])[] = [
    ["an action without code", without(row("Vote"), "code"), ["code"]],
    ["an action without tests", { ...row("Vote"), tests: [] }, ["test"]],
    ["a guard without vectors", { ...row("Claim/4"), vectors: null }, ["vector"]],
    ["a guard without mutants", { ...row("Claim/4"), mutants: null }, ["mutant"]],
    ["a guard whose mutants live", { ...row("Claim/4"), mutants: { dead: 0, of: 5, example: "" } }, ["mutant"]],
    ["a guard of the environment with nothing", { ...without(row("Vote/env1"), "code"), ...NOTHING }, [...COLUMNS]],
    ["a domain without vectors", { ...row("Sample/in:S"), vectors: null, mutants: null }, ["vector"]],
    ["an invariant that nothing violates", { ...row("Nested"), mutants: null, variants: [] }, ["mutant"]],
    ["an invariant that no model checks", { ...row("Nested"), tests: [], models: [] }, ["test"]],
    ["a witness that no model reaches", { ...row("Rewound"), tests: [], models: [], mutants: null }, ["test"]],
    ["a temporal property that no model checks", { ...row("RewindsComplete"), models: [] }, ["test"]],
    ["a definition that is used", { ...row("Quorum"), tests: [], mutants: null }, []],
    ["a definition that nothing uses", { ...without(row("Quorum"), "usedBy"), tests: [] }, ["test", "vector"]],
  ];
  test.each(cases)("%s", (_, changed, gaps) => {
    expect(gapsOf(changed)).toEqual(gaps);
    const sentences = orphansOf("Gsi", [...rows.filter(({ name }) => name !== changed.name), changed]);
    expect(sentences).toHaveLength(gaps.length);
    for (const sentence of sentences) expect(sentence).toContain(`Gsi!${changed.name} has no `);
  });

  test("a kind of which a module has none", () => {
    expect(orphansOf("Gsi", [])).toEqual(
      ["action", "guard", "invariant", "witness"].map((kind) => `Gsi has no row of the kind ${kind}`),
    );
  });
});

function without(row: Row, field: "code" | "usedBy"): Row {
  const { [field]: _, ...rest } = row;
  return rest;
}

describe("nexus report on a module that was changed", () => {
  const specs = join(directory, "specs");
  beforeAll(() => cpSync(defaultSpecDir, specs, { recursive: true }));

  type Changes = { readonly [file: string]: (text: string) => string };

  /** Changes files of the copy for one run. */
  async function reportedWith(changes: Changes): Promise<{ readonly code: number | null; readonly out: string }> {
    const texts = Object.keys(changes).map((file) => [join(specs, file), readFileSync(join(specs, file), "utf8")] as const);
    for (const [i, change] of Object.values(changes).entries()) {
      const [path, text] = texts[i] as readonly [string, string];
      expect(change(text)).not.toBe(text);
      writeFileSync(path, change(text));
    }
    const ended = await nexusIn(packageRoot, "report", "Gsi", "--spec-dir", specs);
    for (const [path, text] of texts) writeFileSync(path, text);
    return ended;
  }

  const reported = (file: string, change: (text: string) => string) => reportedWith({ [file]: change });

  test("fails where a guard has no code", async () => {
    const guard = 'Settle ==\n    /\\ phase = "final"\n';
    const { code, out } = await reported("Gsi.tla", (text) => text.replace(guard, `${guard}    /\\ level >= 0\n`));
    expect(code).toBe(1);
    for (const column of ["code", "test", "vector"]) expect(out).toContain(`Gsi!Settle/2 has no ${column}`);
  });

  test("fails where no mutant of a guard dies, or there is none", async () => {
    const mutants = (change: (id: string) => string | null) => (text: string) => {
      const ledger = JSON.parse(text) as { readonly verdicts: { readonly [id: string]: string } };
      const verdicts = Object.entries(ledger.verdicts).flatMap(([id, verdict]) => {
        if (!/^(spec:Gsi|code:gsi\/actions)\/Claim\/4\//.test(id)) return [[id, verdict]];
        const other = change(id);
        return other === null ? [] : [[id, other]];
      });
      return JSON.stringify({ ...ledger, verdicts: Object.fromEntries(verdicts) as object });
    };
    const lives = await reported(
      "mutants.json",
      mutants(() => "survives / equal"),
    );
    expect(lives).toMatchObject({ code: 1 });
    expect(lives.out).toContain("Gsi!Claim/4 has no mutant that dies, of 5");
    const none = await reported(
      "mutants.json",
      mutants(() => null),
    );
    expect(none.out).toContain("Gsi!Claim/4 has no mutant\n");
  });

  test("fails where an invariant is new, and nothing has been seen to violate it", async () => {
    const named = await reportedWith({
      "Gsi.tla": (text) => text.replace("\nNested ==", "\nBelowTheTop == level <= Top\n\nNested =="),
      "MCGsiN4n4.cfg": (text) => text.replace("    Nested\n", "    Nested\n    BelowTheTop\n"),
    });
    expect(named.code).toBe(1);
    expect(named.out).toContain("Gsi!BelowTheTop has no code");
    expect(named.out).toContain("Gsi!BelowTheTop has no mutant");
  });
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

  test("refuses at once what it could not read or write at its end", async () => {
    const nowhere = join(directory, "nowhere");
    const unread = await nexusIn(packageRoot, "report", "Gsi", "--vectors-dir", nowhere);
    expect(unread).toMatchObject({ code: 2, out: "" });
    expect(unread.err).toContain("there is no directory");
    const unwritten = await nexusIn(packageRoot, "report", "Gsi", "--html", join(nowhere, "gsi.html"));
    expect(unwritten).toMatchObject({ code: 4, out: "" });
    expect(unwritten.err).toContain("there is no directory");
  });

  test("writes a page that stands alone, with links both ways, and one of Markdown", async () => {
    const [html, markdown] = [join(directory, "gsi.html"), join(directory, "gsi.md")];
    const { code } = await nexusIn(packageRoot, "report", "Gsi", "--html", html, "--markdown", markdown, "--no-counterexamples");
    expect(code).toBe(0);
    const page = readFileSync(html, "utf8");
    expect(/<(?:link|img|iframe)| src=|https?:/.exec(page)).toBeNull();
    expect(page.match(/<script/g)).toHaveLength(1);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    expect(targets.length).toBeGreaterThan(150);
    expect(targets.filter((target) => !ids.has(target as string))).toEqual([]);
    expect(page.includes("<b>GsiNoAppeal</b>")).toBe(true);
    expect(ids.size).toBe([...page.matchAll(/ id="/g)].length);
    expect(page.includes("GsiBondsPromise")).toBe(false);
    expect(readFileSync(markdown, "utf8")).toMatch(
      /\| Claim\/4 \| \[`level < Top`\]\(.*Gsi\.tla#L\d+\) \| \[top-of-ladder\]\(.*actions\.ts#L\d+\)/,
    );
  });
});
