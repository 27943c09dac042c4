/** Domain tags: each belongs to one place in the code, and those of this room are listed on the page on cryptography. */

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const source = new URL("../", import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !/[.]test[.]ts$|testing-/.test(file),
);

/** Tags of transcripts in a file, as literals; digests of maps are written with the name after the slash alone. */
function tagsOf(file: string): readonly string[] {
  const text = readFileSync(new URL(file, source), "utf8");
  const whole = [...text.matchAll(/(?:transcript\(\s*|\btag: )"([^"]+)"/g)].map((match) => match[1]!);
  const ofMaps = [...text.matchAll(/digest\("([a-z]+)", \[/g)].map((match) => `nexus/map/${match[1]}`);
  return file.endsWith("authenticated-map.ts") ? [...whole, ...ofMaps] : whole;
}

const uses = files.flatMap((file) => tagsOf(file).map((tag) => [tag, file] as const));

test("no tag has two places", () => {
  const places = new Map(uses.map(([tag]) => [tag, uses.filter(([other]) => other === tag)]));
  expect([...places.values()].filter((place) => place.length > 1)).toEqual([]);
});

test("the page lists the tags of this room, and no other", () => {
  const page = readFileSync(new URL("../../spec/cryptography.md", import.meta.url), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| `nexus/"));
  const listed = rows.flatMap((row) => [...row.split("|")[1]!.matchAll(/`([^`]+)`/g)].map((match) => match[1]!));
  const own = uses.filter(([, file]) => file.startsWith("crypto/")).map(([tag]) => tag);
  expect(own.length).toBeGreaterThan(8);
  expect([...listed].sort()).toEqual([...own].sort());
});
