import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { System } from "../lib/model.ts";
import { integer, record } from "../lib/schema.ts";
import type { CertificateSubject } from "./certificate.ts";
import { certificateText } from "./certificate-write.ts";
import { type Exploration, explore } from "./explorer.ts";
import { collisionProbability, fingerprint, requireFullKeys } from "./fingerprint.ts";
import { KeyQueue } from "./key-queue.ts";
import { DepthStack } from "./stack.ts";
import { FULL, StateStore } from "./store.ts";
import { graphOf } from "./system-graph.ts";
import { counter, dieHard, mutex } from "./testing-systems.ts";

interface Walk {
  readonly n: number;
}

/** Steps between the numbers below `size`, drawn by fast-check; `bad` breaks the invariant. */
const walk = (size: number, steps: readonly (readonly [number, number])[], bad: number): System<Walk> => ({
  module: "Walk",
  name: "MCWalk",
  schema: record({ n: integer(0, size) }),
  initial: [{ n: 0 }],
  actions: {
    Go: {
      kind: "machine",
      params: { edge: steps.map((_, i) => i) },
      step: ({ n }, { edge }: { readonly edge: number }) => {
        const [from, to] = steps[edge] as readonly [number, number];
        return n === from ? [{ n: to }, []] : "elsewhere";
      },
    },
  },
  invariants: { NotBad: ({ n }) => n !== bad },
  witnesses: {},
  abstract: ({ n }) => ({ n }),
});

const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })), { maxLength: 90 });

const counts = ({ verdict, distinct, generated, edges }: Exploration) => ({ verdict, distinct, generated, edges });

describe("depth-first search", () => {
  test.prop([steps, fc.integer({ min: 0, max: 40 })])("has the verdict of breadth-first search", (edges, bad) => {
    const graph = graphOf(walk(30, edges, bad));
    const options = { checkDeadlock: false } as const;
    const wide = explore(graph, options);
    const deep = explore(graph, { ...options, order: "depth-first" });
    expect(deep.verdict).toBe(wide.verdict);
    if (wide.verdict === "ok") expect(counts(deep)).toEqual(counts(wide));
    else {
      expect(deep.trace?.states.at(-1)).toEqual({ n: bad });
      expect(deep.trace?.states.length).toBeGreaterThanOrEqual(wide.trace?.states.length ?? 0);
      deep.trace?.steps.forEach((_, i) => {
        const [from, to] = [deep.trace?.states[i], deep.trace?.states[i + 1]];
        expect(edges).toContainEqual([from?.["n"], to?.["n"]]);
      });
    }
  });

  test("reaches deep states first", () => {
    const deep = explore(
      graphOf(
        walk(
          30,
          [
            [0, 1],
            [0, 2],
            [1, 3],
            [3, 4],
          ],
          4,
        ),
      ),
      { order: "depth-first" },
    );
    expect(deep).toMatchObject({ verdict: "violated", distinct: 5, depth: 3 });
    const wide = explore(graphOf(dieHard), { checkInvariants: false });
    const order = explore(graphOf(dieHard), { checkInvariants: false, order: "depth-first" });
    expect(order.depth).toBeGreaterThan(wide.depth);
  });

  test("finds deadlocks, and ends at limits", () => {
    expect(explore(graphOf(counter(3)), { order: "depth-first" })).toMatchObject({ verdict: "deadlock", depth: 4 });
    const options = { order: "depth-first", checkDeadlock: false, progressEvery: 10 } as const;
    const graph = graphOf(counter(100_000));
    expect(explore(graph, { ...options, maxDepth: 5 })).toMatchObject({ verdict: "inconclusive", limit: "depth", distinct: 5 });
    expect(explore(graph, { ...options, maxStates: 50 })).toMatchObject({ verdict: "inconclusive", limit: "states" });
    expect(explore(graph, { ...options, maxBytes: 900_000 })).toMatchObject({ verdict: "inconclusive", limit: "memory" });
    expect(explore(graph, { ...options, stop: () => true })).toMatchObject({ verdict: "inconclusive", limit: "stopped" });
    expect(explore(graphOf(counter(9)), { ...options, maxDepth: 11 })).toMatchObject({ verdict: "ok", distinct: 10 });
  });

  test("the stack gives back what was pushed, also when it grew", () => {
    const stack = new DepthStack();
    for (let i = 0; i < 5000; i++) stack.push(i, 2 * i);
    expect(stack.length).toBe(5000);
    for (let i = 4999; i >= 0; i--) expect(stack.pop()).toEqual({ index: i, depth: 2 * i });
    expect(stack.bytes).toBeLessThan(5000 * 16);
  });
});

describe("fingerprints", () => {
  test.prop([steps, fc.integer({ min: 0, max: 40 })])("give the same exploration, with traces", (edges, bad) => {
    const graph = graphOf(walk(30, edges, bad));
    const keys = explore(graph, { checkDeadlock: false });
    const prints = explore(graph, { checkDeadlock: false, fingerprints: true });
    expect(counts(prints)).toEqual(counts(keys));
    expect(prints.trace).toEqual(keys.trace);
    expect(keys.collisions).toBeUndefined();
  });

  test("say how probable it is that a state was missed", () => {
    const result = explore(graphOf(mutex(true)), { fingerprints: true });
    expect(result).toMatchObject({ verdict: "ok", distinct: 8 });
    expect(result.collisions?.optimistic).toBe((8 * (result.generated - 8)) / 2 ** 64);
    expect(result.collisions?.actual).toBeGreaterThan(0);
    expect(result.collisions?.actual).toBeLessThan(1e-15);
    const store = new StateStore({ words: 2 });
    store.insert(Int32Array.of(1, 5), 0, -1);
    expect(collisionProbability(store, 1)).toEqual({ optimistic: 0, actual: 0 });
    store.insert(Int32Array.of(-1, 5), 0, -1);
    store.insert(Int32Array.of(1, 9), 0, -1);
    expect(collisionProbability(store, 10)).toEqual({ optimistic: 21 / 2 ** 64, actual: 1 / 4 });
  });

  test("keep within their memory, keys that wait included", () => {
    const options = { checkDeadlock: false, fingerprints: true, maxBytes: 900_000 } as const;
    expect(explore(graphOf(counter(100_000)), options)).toMatchObject({ verdict: "inconclusive", limit: "memory" });
    expect(explore(graphOf(counter(100_000)), { ...options, maxBytes: 4_000_000 })).toMatchObject({
      verdict: "ok",
      distinct: 100_001,
    });
  });

  test("are refused where full keys are needed, and depth-first", () => {
    const prints = explore(graphOf(mutex(true)), { fingerprints: true });
    expect(() => requireFullKeys(prints, "a certificate")).toThrow("a certificate needs full keys");
    expect(() => requireFullKeys(explore(graphOf(mutex(true))), "a certificate")).not.toThrow();
    const subject = {} as CertificateSubject;
    expect(() => [...certificateText(graphOf(mutex(true)), prints, subject)]).toThrow("a certificate needs full keys");
    expect(() => explore(graphOf(mutex(true)), { fingerprints: true, order: "depth-first" })).toThrow("needs full keys");
  });

  test("tell a million neighbouring keys apart, in each half as well as chance allows", () => {
    const store = new StateStore({ words: 2 });
    const halves = [new Set<number>(), new Set<number>()];
    const print = new Int32Array(2);
    const count = 1_000_000;
    for (let n = 0; n < count; n++) {
      fingerprint(Int32Array.of(n & 1023, n >>> 10), 0, 2, print, 0);
      store.insert(print, 0, -1);
      for (const [i, half] of halves.entries()) half.add(print[i] as number);
    }
    expect(store.size).toBe(count);
    // So many balls into 2^32 urns: about n^2 / 2^33 = 116 of them meet another.
    for (const half of halves) expect(count - half.size).toBeLessThan(200);
    expect(collisionProbability(store, count).actual).toBeLessThan(1);
  });

  test("the queue lets go of keys that are done with", () => {
    const queue = new KeyQueue(1);
    for (let n = 0; n < 200_000; n++) {
      queue.push(Int32Array.of(n), 0);
      queue.release(n);
    }
    expect(queue.keyChunk(199_999)[queue.keyOffset(199_999)]).toBe(199_999);
    expect(queue.bytes).toBeLessThanOrEqual(2 * 4 * 2 ** 16);
    expect(new StateStore({ words: 1, maxStates: 0 }).insert(Int32Array.of(1), 0, -1)).toBe(FULL);
  });
});
