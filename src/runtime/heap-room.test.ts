import { describe, expect, test } from "vitest";
import { explore } from "../checker/index.ts";
import { loadSpec, Universe } from "../tla/index.ts";
import { exploreGraphInThreads } from "./exploration-threads.ts";
import { heapRoom } from "./heap-room.ts";
import { loadSharedSpec } from "./spec-source.ts";

/** A counter whose every state is a new set. */
const sources = {
  module: "Sets",
  config: { file: "Sets.cfg", source: "INIT Init\nNEXT Next\nINVARIANT Small" },
  resolve: (name: string) =>
    name === "Sets"
      ? {
          file: "Sets.tla",
          source: `---- MODULE Sets ----
EXTENDS Integers
VARIABLE s
Init == s = {0}
Next == \\E n \\in s : n < 100000 /\\ s' = {n + 1}
Small == \\A n \\in s : n < 100000
====`,
        }
      : undefined,
};

describe("room for values", () => {
  test("a heap is crowded when it is full in several looks, one after the other", () => {
    let used = 95;
    const hasRoom = heapRoom(() => ({ used, limit: 100 }));
    for (let look = 1; look < 4; look++) expect(hasRoom()).toBe(true);
    expect(hasRoom()).toBe(false);
    used = 50;
    expect(hasRoom()).toBe(true);
    used = 95;
    expect(hasRoom()).toBe(true);
  });

  test("a search ends without a verdict when there is no room for values", () => {
    let questions = 0;
    const universe = new Universe(() => ++questions < 3);
    const { graph } = loadSpec({ ...sources, universe });
    const found = explore(graph, { checkDeadlock: false });
    expect(found).toMatchObject({ verdict: "inconclusive", limit: "memory" });
    expect(found.distinct).toBeGreaterThan(40_000);
    expect(found.trace).toBeUndefined();
  });

  test("and where there is, it finds what is wrong, with threads as without", () => {
    const expected = { verdict: "violated", property: "Small", distinct: 100_001 };
    expect(explore(loadSpec({ ...sources, universe: new Universe(heapRoom()) }).graph)).toMatchObject(expected);
    const { spec, source } = loadSharedSpec(sources);
    expect(exploreGraphInThreads(spec.graph, source, { threads: 1 })).toMatchObject(expected);
  });
});
