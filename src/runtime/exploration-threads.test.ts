import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explore, readCheckpoint, writeCheckpoint } from "../checker/index.ts";
import { exploreGraphInThreads, exploreInThreads as exploreInBuiltThreads, type ThreadOptions } from "./exploration-threads.ts";
import { type GraphSource, openGraph } from "./graph-source.ts";

/** The helping threads run the built program: `npm test` builds first. */
const worker = new URL("../../dist/runtime/exploration-worker.js", import.meta.url);
const exploreInThreads = (source: GraphSource, options: ThreadOptions) =>
  exploreInBuiltThreads(source, { worker, sharedLevel: 1024, ...options });

/** Four counters that run up to 15; each level but the outermost is wide enough to be shared. Threads load it as a module. */
const GRID = `
import { isMainThread } from "node:worker_threads";
const counter = { kind: "integer", min: 0, max: 15 };
const grid = (invariants, limit = 15) => ({
  module: "Grid", name: "MCGrid",
  schema: { kind: "array", of: counter, length: 4 },
  initial: [[0, 0, 0, 0]],
  actions: {
    Tick: { kind: "machine", params: { i: [0, 1, 2, 3] }, step: (s, { i }) => (s[i] >= limit ? "end" : [s.with(i, s[i] + 1), []]) },
    Tock: { kind: "machine", params: { i: [0, 3] }, step: (s, { i }) => (s[i] !== 7 ? "no" : [s.with(i, 9), []]) },
  },
  invariants,
  witnesses: { Middle: (s) => s.every((n) => n === 8), Never: (s) => s[0] === 16 },
  abstract: ([a, b, c, d]) => ({ a, b, c, d }),
});
// A thread may run on for a while after it has asked for its end.
const die = () => { process.exit(3); for (;;); };
const sum = (s) => s[0] + s[1] + s[2] + s[3];
export const models = {
  Sound: () => grid({ Small: (s) => sum(s) <= 60 }),
  Wrong: () => grid({ Apart: (s) => sum(s) < 30 || s[0] !== s[1] || s[2] === s[3] }),
  Outside: () => grid({}, 17),
  Dies: () => grid({ Alive: () => isMainThread || die() }),
  Unborn: () => (isMainThread ? grid({}) : die()),
  Throws: () => grid({ Boom: (s) => { if (sum(s) > 28 && s[1] > 13) throw new Error("boom"); return true; } }),
};`;

let directory = "";
const source = (model: string): GraphSource => ({ module: pathToFileURL(join(directory, "grid.mjs")).href, model });

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "exploration-"));
  writeFileSync(join(directory, "grid.mjs"), GRID);
});
afterAll(() => rmSync(directory, { recursive: true }));

const withThreads = (model: string, options: object = {}) =>
  Promise.all(
    [1, 2, 3].map(async (threads) => {
      const { store, seconds, witnesses, ...rest } = await exploreInThreads(source(model), {
        threads,
        checkDeadlock: false,
        ...options,
      });
      expect(seconds).toBeGreaterThan(0);
      return { ...rest, size: store.size, witnesses: Object.keys(witnesses) };
    }),
  );

describe("exploring with several threads", () => {
  test("counts the same with any number", async () => {
    const [one, ...others] = await withThreads("Sound");
    expect(one).toMatchObject({ verdict: "ok", distinct: 16 ** 4, size: 16 ** 4, unreachedWitnesses: ["Never"] });
    // Each counter ticks from 15 of its values, beside all values of the other three; two of them tock from one value.
    expect(one?.edges).toEqual({ Tick: 4 * 15 * 16 ** 3, Tock: 2 * 16 ** 3 });
    for (const other of others) expect(other).toEqual(one);
  });

  test("finds the same shortest counterexample with any number", async () => {
    const [one, ...others] = await withThreads("Wrong");
    expect(one).toMatchObject({ verdict: "violated", property: "Apart" });
    for (const other of others) expect(other).toEqual(one);
  });

  test("a deadlock and errors are the same with any number", async () => {
    const stuck = await withThreads("Sound", { checkDeadlock: true });
    expect(stuck[0]).toMatchObject({ verdict: "deadlock", trace: { states: { length: 59 } } });
    expect(stuck[1]).toEqual(stuck[0]);
    const [outside, ...others] = await withThreads("Outside");
    expect(outside).toMatchObject({ verdict: "error", during: { action: "Tick" }, error: { code: "bound-exceeded" } });
    for (const other of others) expect(other.trace).toEqual(outside?.trace);
    const [thrown, again] = await withThreads("Throws");
    expect(thrown).toMatchObject({ verdict: "error", error: { message: "boom" } });
    expect(again?.trace).toEqual(thrown?.trace);
  });

  test("stays within its memory and ends at limits, whichever thread meets them", async () => {
    for (const threads of [2, 3]) {
      const full = await exploreInThreads(source("Sound"), { threads, checkDeadlock: false, maxBytes: 600_000 });
      expect(full).toMatchObject({ verdict: "inconclusive", limit: "memory" });
      expect(full.store.bytes).toBeLessThanOrEqual(600_000);
      const states = await exploreInThreads(source("Sound"), { threads, checkDeadlock: false, maxStates: 20_000 });
      expect(states).toMatchObject({ verdict: "inconclusive", limit: "states" });
      expect(states.distinct).toBeLessThanOrEqual(20_000);
      expect(states.distinct).toBeGreaterThan(19_990);
      const stopped = await exploreInThreads(source("Sound"), { threads, progressEvery: 500, stop: () => true });
      expect(stopped).toMatchObject({ verdict: "inconclusive", limit: "stopped" });
    }
  });

  test("goes on where any number of threads was stopped, with any other number", async () => {
    const owner = { version: "1", sources: "grid" };
    const graph = await openGraph(source("Sound"));
    const options = { checkDeadlock: false, progressEvery: 3000 };
    const whole = await exploreInThreads(source("Sound"), { threads: 1, ...options });
    let left = 4;
    const stopped = await exploreInThreads(source("Sound"), { threads: 2, ...options, stop: () => --left <= 0 });
    expect(stopped).toMatchObject({ verdict: "inconclusive", limit: "stopped" });
    const pieces = [...writeCheckpoint(graph, stopped, owner)];
    for (const threads of [1, 2, 3]) {
      const resume = readCheckpoint(graph, pieces, owner);
      const { verdict, distinct, generated, edges, depth } = await exploreInThreads(source("Sound"), {
        threads,
        ...options,
        resume,
      });
      expect({ verdict, distinct, generated, edges, depth }).toEqual({
        verdict: "ok",
        distinct: whole.distinct,
        generated: whole.generated,
        edges: whole.edges,
        depth: whole.depth,
      });
    }
    const alone = explore(graph, { checkDeadlock: false, resume: readCheckpoint(graph, pieces, owner) });
    expect(alone).toMatchObject({ verdict: "ok", distinct: whole.distinct, generated: whole.generated, edges: whole.edges });
  });

  test("ends at once when a thread fails, with its reason", async () => {
    const graph = await openGraph(source("Sound"));
    const result = exploreGraphInThreads(graph, source("None"), { worker, sharedLevel: 1024, threads: 2, checkDeadlock: false });
    expect(result).toMatchObject({ verdict: "error", error: { code: "no-model", exit: 4 } });
    expect(result.seconds).toBeLessThan(60);
  });

  test("ends at once when a thread dies without a word", { timeout: 20_000 }, async () => {
    for (const [model, threads] of [
      ["Dies", 2],
      ["Dies", 3],
      ["Unborn", 2],
    ] as const) {
      const result = await exploreInThreads(source(model), { threads, checkDeadlock: false });
      expect(result).toMatchObject({ verdict: "error", error: { code: "thread-lost", exit: 4 } });
      expect((result.error as Error).message).toBe("a thread of the search failed: it ended with code 3");
    }
    expect(await exploreInThreads(source("Dies"), { threads: 1, checkDeadlock: false })).toMatchObject({ verdict: "ok" });
  });

  test("refuses a model that the module does not have", async () => {
    await expect(exploreInThreads(source("None"), { threads: 1 })).rejects.toThrow("has no model None");
  });
});
