/** The suites of cryptography bite: every wrong variant of the adapter fails the case that is named, and the right one does not. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cryptographySuites, ours } from "./nexus/cryptography.mjs";
import { encodings } from "./variants/encodings.ts";
import { ceremonies } from "./variants/key-generation.ts";
import { beacons, signatures } from "./variants/signatures.ts";

const variants = [...encodings, ...signatures, ...beacons, ...ceremonies];

interface Case {
  readonly id: string;
  readonly flags: readonly string[];
  readonly input: unknown;
  readonly valid: boolean;
  readonly output?: unknown;
}

const data = join("vectors", "data");
interface SuiteOfData {
  readonly notes: { readonly [flag: string]: { readonly bugType: string } };
  readonly cases: readonly Case[];
}

const fileOf = (suite: string): SuiteOfData => JSON.parse(readFileSync(join(data, `${suite}.json`), "utf8"));

/** Reads a case with some parts in place of ours; null where it says what the vectors say, else what it says. */
function difference(suite: string, id: string, parts: object): object | null {
  const one = fileOf(suite).cases.find((each) => each.id === id);
  if (one === undefined) throw new Error(`${suite} has no case ${id}`);
  const read = (cryptographySuites(parts as typeof ours) as { readonly [name: string]: (input: unknown) => unknown })[suite];
  const output = read?.(one.input);
  const isRight = one.valid ? JSON.stringify(sorted(output)) === JSON.stringify(sorted(one.output)) : output === undefined;
  return isRight ? null : { said: output ?? "invalid" };
}

/** Objects with their fields in order, so that texts can be compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => [name, sorted(field)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe("a wrong variant", () => {
  test.each(variants.map((variant) => [variant.name, variant] as const))("%s", (_, { suite, fails, change }) => {
    expect(difference(suite, fails, ours)).toBeNull();
    expect(difference(suite, fails, { ...ours, ...change })).not.toBeNull();
  });

  test("is there for each suite of cryptography", () => {
    const suites = Object.keys(cryptographySuites());
    expect([...new Set(variants.map(({ suite }) => suite))].sort()).toEqual([...suites].sort());
    expect(readdirSync(data)).toEqual(expect.arrayContaining(suites.map((suite) => `${suite}.json`)));
  });

  test.each(Object.keys(cryptographySuites()))("is there for each check that a note of %s says may be missing", (suite) => {
    const { notes, cases } = fileOf(suite);
    const failing = variants.filter((variant) => variant.suite === suite).map(({ fails }) => fails);
    const bitten = new Set(cases.filter(({ id }) => failing.includes(id)).flatMap(({ flags }) => flags));
    const missing = Object.entries(notes).filter(([, { bugType }]) => bugType === "MISSING_CHECK");
    expect(missing.map(([flag]) => flag).filter((flag) => !bitten.has(flag))).toEqual([]);
  });
});
