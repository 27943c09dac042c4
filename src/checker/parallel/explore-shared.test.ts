import { describe, expect, test } from "vitest";
import type { System } from "../../lib/model.ts";
import { integer, record } from "../../lib/schema.ts";
import { explore } from "../explorer.ts";
import { graphOf } from "../system-graph.ts";
import { counter, dieHard, mutex } from "../testing-systems.ts";
import { traceTo } from "../trace-search.ts";
import { exploreShared } from "./explore-shared.ts";
import type { SharedOptions } from "./shared-options.ts";

const alone = (options: Partial<SharedOptions> = {}): SharedOptions => ({
  threads: 1,
  hire: () => {
    throw new Error("one thread needs no helpers");
  },
  ...options,
});

/** What does not depend on the order of states within a level. */
const counts = ({ distinct, generated, depth, edges, unreachedWitnesses }: ReturnType<typeof explore>) => ({
  distinct,
  generated,
  depth,
  edges,
  unreachedWitnesses,
});

describe("the shared search on one thread", () => {
  test("counts what the search without sharing counts", () => {
    const options = { checkInvariants: false, checkDeadlock: false };
    const systems: readonly System<never>[] = [dieHard, mutex(true), mutex(false), counter(5000)] as unknown as System<never>[];
    for (const system of systems) {
      const graph = graphOf(system);
      const [one, other] = [explore(graph, options), exploreShared(graph, alone(options))];
      expect(other.verdict).toBe("ok");
      expect(counts(other)).toEqual(counts(one));
      expect(Object.keys(other.witnesses).sort()).toEqual(Object.keys(one.witnesses).sort());
    }
  });

  test("finds the same violation by as short a trace, and finishes the level", () => {
    const [one, other] = [explore(graphOf(dieHard)), exploreShared(graphOf(dieHard), alone())];
    expect(other).toMatchObject({ verdict: "violated", property: "NotFour" });
    expect(other.trace?.states).toHaveLength(one.trace?.states.length ?? 0);
    expect(other.trace?.states.at(-1)).toMatchObject({ big: 4 });
    expect(other.distinct).toBeGreaterThanOrEqual(one.distinct);
  });

  test("gives a store in which states and predecessors are found", () => {
    const graph = graphOf(counter(3000));
    const { store } = exploreShared(graph, alone({ checkDeadlock: false }));
    const key = new Int32Array(graph.words);
    graph.pack({ n: 2345 }, key, 0);
    const trace = traceTo(graph, store, store.find(key, 0));
    expect(trace.states).toHaveLength(2346);
    expect(store.insert(Int32Array.of(-1), 0, 0)).toBe(3001);
  });

  test("finds a deadlock", () => {
    const result = exploreShared(graphOf(counter(3)), alone());
    expect(result.verdict).toBe("deadlock");
    expect(result.trace?.states.at(-1)).toEqual({ n: 3 });
  });

  test("is inconclusive at a limit, and stays within it", () => {
    const graph = graphOf(counter(1_000_000));
    const limits = { checkDeadlock: false, progressEvery: 100 };
    expect(exploreShared(graph, alone({ ...limits, maxStates: 10 }))).toMatchObject({
      verdict: "inconclusive",
      limit: "states",
      distinct: 10,
    });
    expect(exploreShared(graph, alone({ ...limits, maxDepth: 5 }))).toMatchObject({
      verdict: "inconclusive",
      limit: "depth",
      depth: 5,
    });
    const full = exploreShared(graph, alone({ ...limits, maxBytes: 3_000_000 }));
    expect(full).toMatchObject({ verdict: "inconclusive", limit: "memory" });
    expect(full.store.bytes).toBeLessThanOrEqual(3_000_000);
    expect(full.distinct).toBeGreaterThan(60_000);
    expect(exploreShared(graph, alone({ ...limits, stop: () => true }))).toMatchObject({
      verdict: "inconclusive",
      limit: "stopped",
    });
    expect(exploreShared(graph, alone({ ...limits, maxBytes: 1000 }))).toMatchObject({
      verdict: "inconclusive",
      limit: "memory",
      distinct: 0,
    });
  });

  test("is conclusive when the states just fit", () => {
    const options = alone({ checkDeadlock: false, maxStates: 10 });
    expect(exploreShared(graphOf(counter(9)), options)).toMatchObject({ verdict: "ok", distinct: 10 });
  });

  test("ends in an error, with the way there, when the graph throws", () => {
    const outside = exploreShared(graphOf(counter(9, 5)), alone());
    expect(outside).toMatchObject({ verdict: "error", error: { code: "bound-exceeded" }, during: { action: "Tick", args: {} } });
    expect(outside.trace?.states).toHaveLength(6);
    const boom = { Boom: ({ n }: { readonly n: number }) => n < 2 || JSON.parse("?") };
    const invariant = exploreShared(graphOf({ ...counter(9), invariants: boom }), alone());
    expect(invariant).toMatchObject({ verdict: "error", trace: { states: [{ n: 0 }, { n: 1 }, { n: 2 }] } });
    expect(exploreShared(graphOf({ ...counter(9), initial: [] }), alone())).toMatchObject({
      error: { code: "no-initial-state" },
    });
  });

  test("a step that changes its state is an error", () => {
    const step = (s: { readonly n: number }): string => {
      (s as { n: number }).n = 2;
      return "refused";
    };
    const impure = { ...counter(3), actions: { Tick: { kind: "machine" as const, params: {}, step } } };
    expect(exploreShared(graphOf(impure), alone())).toMatchObject({ verdict: "error", error: { code: "impure-step" } });
  });

  test("of wrong states on one level, reports the one with the least key", () => {
    const grid: System<{ readonly x: number; readonly y: number }> = {
      module: "Grid",
      name: "MCGrid",
      schema: record({ x: integer(0, 7), y: integer(0, 7) }),
      initial: [{ x: 0, y: 0 }],
      actions: {
        Up: { kind: "machine", params: {}, step: (s) => (s.y === 7 ? "end" : [{ ...s, y: s.y + 1 }, []]) },
        Right: { kind: "machine", params: {}, step: (s) => (s.x === 7 ? "end" : [{ ...s, x: s.x + 1 }, []]) },
      },
      invariants: { Low: ({ x, y }) => x + y < 5 },
      witnesses: {},
      abstract: ({ x, y }) => ({ x, y }),
    };
    const result = exploreShared(graphOf(grid), alone());
    // x stands in the low bits of the key.
    expect(result.trace?.states.at(-1)).toEqual({ x: 5, y: 0 });
    expect(result.trace?.steps.map(({ action }) => action)).toEqual(Array.from({ length: 5 }, () => "Right"));
    expect(result.distinct).toBe(21);
  });
});
