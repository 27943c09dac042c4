import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hostOf } from "./host.ts";
import type { Model } from "./model.ts";
import { makeTree } from "./testing-tree.ts";

const dir = makeTree([]);
const model: Model = {
  cfg: "specifications/Counter/Holds.cfg",
  module: "specifications/Counter/Counter.tla",
  runtime: 1,
  mode: "exhaustive search",
  result: "success",
};
const host = hostOf(
  { dir, model, maxBytes: 1 },
  () => {},
  () => undefined,
);

test("files of the tree are read, from its root or from beside the module", () => {
  expect(host.read?.("specifications/Counter/Holds.cfg")).toMatch(/^SPECIFICATION/);
  expect(host.read?.("Holds.cfg")).toBe(host.read?.("specifications/Counter/Holds.cfg"));
  expect(host.read?.("none.json")).toBeUndefined();
});

test("files outside of the tree are not, by name or by link", () => {
  const outside = join(mkdtempSync(join(tmpdir(), "nexus-outside-")), "secret");
  writeFileSync(outside, "secret");
  symlinkSync(outside, join(dir, "link"));
  expect(host.read?.(outside)).toBeUndefined();
  expect(host.read?.("../../../../../../../../etc/passwd")).toBeUndefined();
  expect(host.read?.("link")).toBeUndefined();
});

test("the mode of the search is upstream's", () => {
  expect(host.search?.("config")).toBeUndefined();
  const simulated = hostOf(
    { dir, model: { ...model, mode: { simulate: { traceCount: 7 } } }, maxBytes: 1 },
    () => {},
    () => undefined,
  );
  expect(simulated.search?.("config")).toMatchObject({ mode: "simulate", traces: 7 });
  expect(simulated.search?.("duration")).toBe(0);
});

test("what was counted is known once the search is over", () => {
  const statistics = { distinct: 3, generated: 5, diameter: 2 };
  let over = false;
  const asked = hostOf(
    { dir, model, maxBytes: 1 },
    () => {},
    () => (over ? statistics : undefined),
  );
  expect(asked.search?.("stats")).toBeUndefined();
  over = true;
  expect(asked.search?.("stats")).toEqual(statistics);
});
