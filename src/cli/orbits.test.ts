/** Orbits beside states: both counts are pinned, and the verdicts agree. */

import { describe, expect, test } from "vitest";
import { explore, graphOf } from "../checker/index.ts";
import { unreachable } from "../lib/errors.ts";
import type { System } from "../lib/model.ts";
import { models } from "../machines/index.ts";
import type { LockstepEntry } from "./codec.ts";
import { defaultSpecDir } from "./files.ts";
import { judge } from "./judge.ts";
import { loadModel } from "./load.ts";
import { figuresOf, readManifest } from "./manifest.ts";
import { runModel } from "./run-model.ts";

const system = (name: string): System<unknown> => (models[name] ?? unreachable(`no model ${name}`))();

const symmetric = readManifest(defaultSpecDir).models.filter(
  (entry): entry is LockstepEntry => entry.kind === "lockstep" && system(entry.name).symmetry !== undefined,
);
const quick = symmetric.filter(({ tier }) => tier === "quick");
const options = { checkDeadlock: true, isTemporal: false };

describe("models with a symmetry", () => {
  test("exist, and each pins its states and its orbits", () => {
    expect(quick.length).toBeGreaterThan(0);
    for (const { name, distinct, orbits } of symmetric) {
      expect([name, typeof distinct, typeof orbits]).toEqual([name, "number", "number"]);
      expect(orbits).toBeLessThan(distinct as number);
    }
  });

  test.each(quick)("$name: $distinct states in $orbits orbits, with one verdict", ({ name, distinct, orbits }) => {
    const states = explore(graphOf(system(name)));
    const reduced = explore(graphOf(system(name), { symmetry: true }));
    expect(states).toMatchObject({ verdict: "ok", distinct });
    expect(reduced).toMatchObject({ verdict: "ok", distinct: orbits, depth: states.depth });
    expect(reduced.unreachedWitnesses).toEqual(states.unreachedWitnesses);
    expect(reduced.actionsNeverTaken).toEqual(states.actionsNeverTaken);
  });

  test.each(symmetric.filter(({ tier }) => tier === "full"))("$name has $orbits orbits", ({ name, orbits }) => {
    expect(explore(graphOf(system(name), { symmetry: true }))).toMatchObject({ verdict: "ok", distinct: orbits });
  });
});

describe("a check of a model with a symmetry", () => {
  const entry = symmetric.find(({ name }) => name === "MCGsiN4n4") as LockstepEntry;
  const own = system(entry.name);
  const { spec } = loadModel(defaultSpecDir, {
    module: "Gsi",
    cfg: entry.name,
    broken: false,
    witnesses: Object.keys(own.witnesses),
  });
  const checked = (changed: Partial<System<unknown>>) =>
    runModel(entry, "kind", { spec, system: { ...own, ...changed }, ...options }, {});

  test("counts the orbits too, and compares them with their pin", () => {
    const finding = { ...checked({}), unchecked: [], seconds: 0 };
    expect(finding).toMatchObject({ found: "ok", spec: { distinct: entry.distinct }, orbits: { distinct: entry.orbits } });
    expect(judge({ ...entry, orbits: 1 }, finding)).toMatchObject({
      verdict: "not as pinned",
      failures: [`orbits: pinned 1, found ${entry.orbits}`],
    });
    expect(judge({ ...entry, orbits: undefined } as never, finding).unpinned).toContain("orbits");
  });

  test("is an error where the orbits do not reach what the states reach", () => {
    const [first] = own.initial;
    const symmetry = { about: "all states", canonical: () => first, permuted: () => first };
    const finding = checked({ symmetry });
    expect(finding.found).toBe("error");
    expect(finding.problem).toMatchObject({ kind: "error", code: "not-symmetric" });
    expect(finding.problem?.message).toContain("none reaches TopReached");
  });

  test("of its orbits alone gives the pin of orbits and no other", () => {
    const run = runModel(entry, "code", { spec, system: own, ...options }, { way: { symmetry: true } });
    expect(run.code).toBeUndefined();
    expect(run.edges).toBeUndefined();
    const outcome = judge(entry, { ...run, unchecked: [], seconds: 0 });
    expect(outcome).toMatchObject({ verdict: "holds", exit: 0 });
    expect(figuresOf(outcome)).toEqual({ orbits: entry.orbits });
  });
});
