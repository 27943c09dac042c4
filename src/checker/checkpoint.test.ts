import { describe, expect, test } from "vitest";
import type { System } from "../lib/model.ts";
import { arrayOf, integer } from "../lib/schema.ts";
import { readCheckpoint, writeCheckpoint } from "./checkpoint.ts";
import type { CheckpointOwner } from "./checkpoint-header.ts";
import type { StateValues } from "./checkpoint-values.ts";
import { type Exploration, type ExploreOptions, explore } from "./explorer.ts";
import { graphOf } from "./system-graph.ts";
import { counter, mutex } from "./testing-systems.ts";

type Grid = readonly number[];

/** Three counters up to 44: more states than a chunk of keys holds. */
const grid: System<Grid> = {
  module: "Grid",
  name: "MCGrid – ∀",
  schema: arrayOf(integer(0, 44), 3),
  initial: [[0, 0, 0]],
  actions: {
    Tick: {
      kind: "machine",
      params: { i: [0, 1, 2] },
      step: (s, { i }: { readonly i: number }) => ((s[i] as number) >= 44 ? "end" : [s.with(i, (s[i] as number) + 1), []]),
    },
  },
  invariants: { NotFar: ([a, b, c]) => (a as number) + (b as number) + (c as number) < 133 },
  witnesses: { Near: (s) => s[0] === 1, Far: (s) => s.every((n) => n === 44) },
  abstract: ([a, b, c]) => ({ a: a as number, b: b as number, c: c as number }),
};

const owner: CheckpointOwner = { version: "1.2.3", sources: "sha256:ab" };
const graph = graphOf(grid);

/** Explores until so many looks at the clock. */
const interrupted = (looks: number, options: ExploreOptions<Grid> = {}): Exploration => {
  let left = looks;
  return explore(graph, { checkDeadlock: false, progressEvery: 977, stop: () => --left === 0, ...options });
};

const bytesOf = (exploration: Exploration): Uint8Array => {
  const pieces = [...writeCheckpoint(graph, exploration, owner)];
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
};

const cut = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

/** What a search finds, whether or not it was resumed: then it does not know which action reached a state first. */
const findings = ({ seconds: _, store, position: __, discovered: ___, ...rest }: Exploration) => ({ ...rest, size: store.size });

describe("checkpoints", () => {
  test("a search that is stopped and resumed, again and again, ends as one that is not", () => {
    const whole = explore(graph, { checkDeadlock: false });
    expect(whole).toMatchObject({ verdict: "ok", distinct: 45 ** 3 });
    let search = interrupted(3);
    let stops = 0;
    for (; search.verdict === "inconclusive"; stops++) {
      expect(search.limit).toBe("stopped");
      search = interrupted(20, { resume: readCheckpoint(graph, cut(bytesOf(search), 100_001), owner) });
    }
    expect(stops).toBeGreaterThan(4);
    expect(findings(search)).toEqual(findings(whole));
  });

  test("finds after the resumption what it would have found", () => {
    const strict = graphOf({
      ...grid,
      invariants: { Near: ([a, b, c]) => (a as number) * (b as number) * (c as number) !== 8000 },
    });
    const whole = explore(strict, { checkDeadlock: false });
    const stopped = explore(strict, { checkDeadlock: false, progressEvery: 5000, stop: () => true });
    const pieces = [...writeCheckpoint(strict, stopped, owner)];
    const resumed = explore(strict, { checkDeadlock: false, resume: readCheckpoint(strict, pieces, owner) });
    expect(whole.verdict).toBe("violated");
    expect(findings(resumed)).toEqual(findings(whole));
  });

  test("a search whose store is full goes on from its level, with more room, and ends as one that had it", () => {
    const whole = explore(graph, { checkDeadlock: false });
    for (const limits of [{ maxStates: 100 }, { maxStates: 30_001 }, { maxBytes: 600_000 }]) {
      const full = explore(graph, { checkDeadlock: false, ...limits });
      expect(full).toMatchObject({ verdict: "inconclusive", limit: "maxBytes" in limits ? "memory" : "states" });
      const resume = readCheckpoint(graph, [bytesOf(full)], owner);
      expect(findings(explore(graph, { checkDeadlock: false, resume }))).toEqual(findings(whole));
    }
    const strict = graphOf({ ...grid, invariants: { Corner: (s) => s.some((n) => n < 44) } });
    const full = explore(strict, { checkDeadlock: false, maxStates: 60_000 });
    const resume = readCheckpoint(strict, [...writeCheckpoint(strict, full, owner)], owner);
    expect(explore(strict, { checkDeadlock: false, resume })).toMatchObject({ verdict: "violated", property: "Corner" });
  });

  test("write the states of other graphs by their values, and refuse values that are not theirs", () => {
    const numbers = new Map<number, { readonly n: number }>();
    const boxed = (n: number) => numbers.get(n) ?? (numbers.set(n, { n }).get(n) as { readonly n: number });
    const values: StateValues<Grid> = {
      of: (state) => state.map(boxed),
      state: (boxes) => boxes.map((box) => (box as { readonly n: number }).n),
      text: (box) => JSON.stringify(box),
      value: (text) => JSON.parse(text),
    };
    const { portableKeys: _, ...local } = graph;
    const stopped = interrupted(5);
    const pieces = [...writeCheckpoint(local, stopped, owner, values)];
    expect(new TextDecoder().decode(pieces[1])).toBe('{"n":0}\n');
    const resume = readCheckpoint(local, pieces, owner, {}, values);
    expect(findings(explore(graph, { checkDeadlock: false, resume }))).toEqual(
      findings(explore(graph, { checkDeadlock: false })),
    );
    const altered = pieces.map((piece, i) => (i === 1 ? new TextEncoder().encode('{"n":1}\n') : piece));
    expect(() => readCheckpoint(local, altered, owner, {}, values)).toThrow("checksum");
  });

  test("are refused for another model, version, sources or shape", () => {
    const pieces = [...writeCheckpoint(graph, interrupted(2), owner)];
    const read = (other: Partial<CheckpointOwner>) => () => readCheckpoint(graph, pieces, { ...owner, ...other });
    expect(read({})).not.toThrow();
    expect(read({ version: "1.2.4" })).toThrow("is of version 1.2.3, not 1.2.4");
    expect(read({ sources: "sha256:cd" })).toThrow("other sources");
    expect(() => readCheckpoint(graphOf(counter(3)), pieces, owner)).toThrow("is of the model MCGrid – ∀, not of MCCounter");
    expect(() => readCheckpoint({ ...graph, orbits: "counters" }, pieces, owner)).toThrow("is of states, not of orbits");
    const wider = graphOf({ ...grid, actions: { ...grid.actions, Tock: grid.actions["Tick"] as never } });
    expect(() => readCheckpoint(wider, pieces, owner)).toThrow("another shape");
  });

  test("are refused when they are damaged", () => {
    const bytes = bytesOf(interrupted(2));
    const read = (damaged: Uint8Array) => () => readCheckpoint(graph, [damaged], owner);
    expect(read(bytes)).not.toThrow();
    const flipped = bytes.slice();
    flipped[bytes.length - 7] = (flipped[bytes.length - 7] as number) ^ 4;
    expect(read(flipped)).toThrow("checksum");
    expect(read(bytes.subarray(0, -1))).toThrow("ends early");
    expect(read(bytes.subarray(0, 10))).toThrow("ends early");
    expect(read(Uint8Array.of(...bytes, 0))).toThrow("more follows");
    expect(read(Uint8Array.of(0x7b, 10))).toThrow("header");
  });

  test("keep within the limits they are read with", () => {
    const pieces = [...writeCheckpoint(graph, interrupted(2), owner)];
    expect(() => readCheckpoint(graph, pieces, owner, { maxStates: 100 })).toThrow("more than the limits allow");
  });

  test("exist only of searches that can be resumed, and of keys that mean the same elsewhere", () => {
    const written = (exploration: Exploration) => () => [...writeCheckpoint(graph, exploration, owner)];
    expect(written(explore(graph, { checkDeadlock: false }))).toThrow("can be resumed");
    expect(written(interrupted(2, { fingerprints: true }))).toThrow("can be resumed");
    expect(written(interrupted(2, { order: "depth-first" }))).toThrow("can be resumed");
    const { portableKeys: _, ...local } = graph;
    expect(() => [...writeCheckpoint(local, interrupted(2), owner)]).toThrow("in this process alone");
    const resume = readCheckpoint(graph, [...writeCheckpoint(graph, interrupted(2), owner)], owner);
    expect(() => explore(graph, { resume, digest: true })).toThrow("without a digest");
    expect(explore(graphOf(mutex(true))).position).toBeUndefined();
  });
});
