import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { generate } from "./generate.ts";
import { type Ledger, readLedger, writeLedger } from "./ledger.ts";
import { mutatedModules } from "./modules.ts";
import { staleEntries } from "./verdicts.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("the committed ledger", () => {
  const ledger = readLedger(join(root, "spec", "tla", "mutants.json"));
  const mutants = mutatedModules.flatMap((of) => generate(root, of, ledger.named));

  test("has a verdict of each mutant that exists, and of no other", () => {
    expect(mutants.filter(({ id }) => ledger.verdicts[id] === undefined).map(({ id }) => id)).toEqual([]);
    expect(staleEntries(mutants, ledger)).toEqual([]);
  });

  test("lists as equivalent what survived, each once", () => {
    const survivors = Object.keys(ledger.verdicts).filter((id) => ledger.verdicts[id] === "survives / equal");
    expect(ledger.equivalent.map(({ id }) => id).sort()).toEqual(survivors.sort());
  });

  test("has a table", () => {
    const table = readFileSync(join(root, "docs", "mutants.md"), "utf8");
    expect(table).toContain(`\n${mutants.length} mutants, `);
    for (const { id, argument } of ledger.equivalent) expect(table).toContain(`| \`${id}\` | ${argument} |`);
  });
});

describe("a ledger", () => {
  const empty: Ledger = { format: 1, named: [], equivalent: [], verdicts: { a: "deadlock / effect" } };
  const directory = mkdtempSync(join(tmpdir(), "nexus-ledger-"));
  const path = join(directory, "mutants.json");

  test("is read as it was written", () => {
    writeLedger(path, empty);
    expect(readLedger(path)).toEqual(empty);
  });

  test("that calls a mutant equivalent without an argument is refused, and so is another format", () => {
    writeLedger(path, { ...empty, equivalent: [{ id: "a", argument: " " }] });
    expect(() => readLedger(path)).toThrow("a is called equivalent without an argument");
    writeLedger(path, { ...empty, format: 2 as 1 });
    expect(() => readLedger(path)).toThrow("has the format 2, expected 1");
    rmSync(directory, { recursive: true });
  });
});
