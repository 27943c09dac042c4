import { describe, expect, test } from "vitest";
import { NexusError } from "../lib/errors.ts";
import type { Args, System } from "../lib/model.ts";
import { explore } from "./explorer.ts";
import { graphOf } from "./system-graph.ts";
import { counter, dieHard, mutex } from "./testing-systems.ts";
import { traceTo } from "./trace-search.ts";

describe("explore", () => {
  test("refutes an invariant by a shortest trace", () => {
    const result = explore(graphOf(dieHard));
    expect(result).toMatchObject({ verdict: "violated", property: "NotFour", depth: 7 });
    expect(result.trace?.states).toEqual([
      { small: 0, big: 0 },
      { small: 0, big: 5 },
      { small: 3, big: 2 },
      { small: 0, big: 2 },
      { small: 2, big: 0 },
      { small: 2, big: 5 },
      { small: 3, big: 4 },
    ]);
    expect(result.trace?.steps.map(({ action, args }) => [action, args])).toEqual([
      ["Fill", { jug: "big" }],
      ["Pour", { from: "big", to: "small" }],
      ["Empty", { jug: "small" }],
      ["Pour", { from: "big", to: "small" }],
      ["Fill", { jug: "big" }],
      ["Pour", { from: "big", to: "small" }],
    ]);
  });

  test("visits every state and counts as TLC does when no invariant is checked", () => {
    const result = explore(graphOf(dieHard), { checkInvariants: false });
    expect(result).toMatchObject({ verdict: "ok", distinct: 16, generated: 97, depth: 8, actionsNeverTaken: [] });
    expect(result.edges).toEqual({ Fill: 32, Empty: 32, Pour: 32 });
    // Which action reaches a state first depends on the order of actions alone; all but the initial state are reached by one.
    expect(result.discovered).toEqual({ Fill: 6, Empty: 3, Pour: 6 });
  });

  test("reports the first state of a witness, and the witnesses that no state reaches", () => {
    const result = explore(graphOf(dieHard), { checkInvariants: false });
    expect(result.unreachedWitnesses).toEqual(["Nine"]);
    const first = result.witnesses["BigFull"];
    expect(first).toBeDefined();
    expect(traceTo(graphOf(dieHard), result.store, first as number).states).toEqual([
      { small: 0, big: 0 },
      { small: 0, big: 5 },
    ]);
  });

  test("tells a safe lock from an unsafe one", () => {
    expect(explore(graphOf(mutex(true)))).toMatchObject({ verdict: "ok", distinct: 8, unreachedWitnesses: [] });
    const unsafe = explore(graphOf(mutex(false)));
    expect(unsafe).toMatchObject({ verdict: "violated", property: "Exclusion" });
    expect(unsafe.trace?.states).toHaveLength(5);
  });

  test("finds a deadlock, unless the state is an intended end or deadlock is not checked", () => {
    const stuck = explore(graphOf(counter(3)));
    expect(stuck.verdict).toBe("deadlock");
    expect(stuck.trace?.states.at(-1)).toEqual({ n: 3 });
    expect(explore(graphOf(counter(3)), { done: (s) => s.n === 3 }).verdict).toBe("ok");
    expect(explore(graphOf(counter(3)), { done: (s) => s.n === 2 }).verdict).toBe("deadlock");
    expect(explore(graphOf(counter(3)), { checkDeadlock: false }).verdict).toBe("ok");
  });

  test("names actions that are never taken", () => {
    const idle = { ...counter(3), actions: { ...counter(3).actions, Never: { ...dieHardNever } } };
    expect(explore(graphOf(idle), { checkDeadlock: false }).actionsNeverTaken).toEqual(["Never"]);
  });

  test("is inconclusive when a limit cuts behaviours, and says which", () => {
    const graph = graphOf(counter(1_000_000));
    const limits = { checkDeadlock: false, progressEvery: 100 };
    expect(explore(graph, { ...limits, maxStates: 10 })).toMatchObject({
      verdict: "inconclusive",
      limit: "states",
      distinct: 10,
    });
    expect(explore(graph, { ...limits, maxDepth: 5 })).toMatchObject({
      verdict: "inconclusive",
      limit: "depth",
      distinct: 5,
      depth: 5,
    });
    expect(explore(graph, { ...limits, maxBytes: 3_000_000 })).toMatchObject({ verdict: "inconclusive", limit: "memory" });
    expect(explore(graph, { ...limits, stop: () => true })).toMatchObject({ verdict: "inconclusive", limit: "stopped" });
  });

  test("is conclusive when the states just fit", () => {
    expect(explore(graphOf(counter(9)), { checkDeadlock: false, maxStates: 10 })).toMatchObject({ verdict: "ok", distinct: 10 });
  });

  test("reports progress", () => {
    const seen: number[] = [];
    explore(graphOf(counter(1000)), {
      checkDeadlock: false,
      progressEvery: 250,
      onProgress: ({ distinct, generated, queue, depth }) => {
        expect(generated).toBe(distinct);
        expect(queue).toBe(1);
        expect(depth).toBe(distinct - 1);
        seen.push(distinct);
      },
    });
    expect(seen).toEqual([251, 501, 751, 1001]);
  });

  test("ends in an error, with the way there, when a step leaves the schema", () => {
    const result = explore(graphOf(counter(9, 5)));
    expect(result).toMatchObject({ verdict: "error", during: { action: "Tick", args: {} } });
    expect(result.error).toBeInstanceOf(NexusError);
    expect(result.error).toMatchObject({ code: "bound-exceeded", message: "n: 6 is not an integer in 0..5" });
    expect(result.trace?.states).toHaveLength(6);
  });

  test("ends in an error when a step or an invariant throws", () => {
    const boom = (): never => {
      throw new Error("boom");
    };
    const system = counter(9);
    const step = { ...system, actions: { Tick: { kind: "machine" as const, params: {}, step: boom } } };
    expect(explore(graphOf(step))).toMatchObject({ verdict: "error", error: { message: "boom" }, trace: { states: [{ n: 0 }] } });
    const invariant = { ...system, invariants: { Below: (s: { readonly n: number }) => s.n < 2 || boom() } };
    expect(explore(graphOf(invariant))).toMatchObject({ verdict: "error", trace: { states: [{ n: 0 }, { n: 1 }, { n: 2 }] } });
  });

  test("what was visited first is reported first", () => {
    const fork = (end: () => string): System<{ readonly n: number }> => ({
      ...counter(9),
      actions: {
        Fork: {
          kind: "machine",
          params: { to: [1, 2] },
          step: ({ n }, { to }: Args) => (n === 0 ? [{ n: to as number }, []] : "no"),
        },
        Spoil: { kind: "machine", params: {}, step: ({ n }) => (n === 1 ? [{ n: 3 }, []] : n === 2 ? end() : "no") },
      },
      invariants: { NotThree: ({ n }) => n !== 3 },
    });
    expect(explore(graphOf(fork(() => "stuck")))).toMatchObject({ verdict: "violated", property: "NotThree" });
    const thrown = fork(() => {
      throw new Error("boom");
    });
    expect(explore(graphOf(thrown))).toMatchObject({ verdict: "violated", property: "NotThree" });
    expect(explore(graphOf(thrown), { checkInvariants: false })).toMatchObject({ verdict: "error", error: { message: "boom" } });
  });

  test("a system without initial states is an error, not a success", () => {
    expect(explore(graphOf({ ...counter(3), initial: [] }))).toMatchObject({
      verdict: "error",
      error: { code: "no-initial-state" },
    });
  });

  test("counts initial states as TLC does and stores equal ones once", () => {
    const twice = { ...counter(0), initial: [{ n: 0 }, { n: 0 }] };
    expect(explore(graphOf(twice), { checkDeadlock: false })).toMatchObject({ distinct: 1, generated: 2 });
  });

  test("the digest depends on the set of edges, not on the order of actions nor on repetitions", () => {
    const digestOf = (actions: (typeof dieHard)["actions"]): string | undefined =>
      explore(graphOf({ ...dieHard, actions }), { checkInvariants: false, digest: true }).digest;
    const { Fill, Empty, Pour } = dieHard.actions;
    const whole = digestOf(dieHard.actions);
    expect(whole).toMatch(/^[0-9a-f]{16}$/);
    expect(digestOf({ Pour: Pour!, Empty: Empty!, Fill: Fill! })).toBe(whole);
    expect(digestOf({ Fill: { ...Fill!, params: { jug: ["big", "small", "big"] } }, Empty: Empty!, Pour: Pour! })).toBe(whole);
    expect(digestOf({ Fill: Fill!, Pour: Pour! })).not.toBe(whole);
    expect(digestOf({ Fill: Fill!, Drain: Empty!, Pour: Pour! })).not.toBe(whole);
  });
});

const dieHardNever = { kind: "machine", params: {}, step: () => "never" } as const;
