import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { judgeCrypto, mutated } from "./judge.ts";
import type { CryptoMutant } from "./mutant.ts";
import { cryptoMutants } from "./table.ts";
import { objectionsTo } from "./verdict.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (file: string) => readFileSync(`${root}src/crypto/${file}`, "utf8");

describe("the table", () => {
  test("has each variant once, and the text that it changes stands once in the file", () => {
    expect(new Set(cryptoMutants.map(({ id }) => id)).size).toBe(cryptoMutants.length);
    for (const mutant of cryptoMutants) expect(mutated(mutant, read(mutant.file)), mutant.id).not.toBe(read(mutant.file));
    const stray: CryptoMutant = { ...(cryptoMutants[0] as CryptoMutant), find: "no such text" };
    expect(() => mutated(stray, read(stray.file))).toThrow("stands 0 times");
  });
});

describe("what counts as killed", () => {
  const dies = (file: string, find: string, replace: string, test: string): CryptoMutant => ({
    id: find,
    file,
    find,
    replace,
    dies: ["bounded-cache.test.ts", test],
  });
  const cases = [
    dies("bounded-cache.ts", "if (value === null) return null;", "", "null is not kept"),
    dies("bounded-cache.ts", "if (value === null) return null;", " if (null === value) return null;", "null is not kept"),
    dies("bounded-cache.ts", "if (kept.size >= capacity)", "if (kept.size < 0)", "null is not kept"),
    dies("bounded-cache.ts", "export function", "export function function", "null is not kept"),
  ];

  test("its own test fails, and neither a change without effect, nor another's test, nor a file that does not load", () => {
    const objections = objectionsTo(cases, judgeCrypto(root, cases, "crypto-mutants-tested"));
    expect(objections.map((line) => line.slice(line.indexOf(": ") + 2))).toEqual([
      "survives bounded-cache.test.ts",
      'no test of bounded-cache.test.ts with "null is not kept" in its name fails, but these do: a value is made once while it is kept, and the oldest leaves first',
      "its tests in bounded-cache.test.ts do not run",
    ]);
  });

  test("nothing does while the right files fail", () => {
    const [first] = cases as [CryptoMutant];
    expect(objectionsTo([first], { right: ["a test"], wrong: [["null is not kept"]] })).toEqual([
      "the files as they are fail: a test",
    ]);
  });
});
