import { describe, expect, test } from "vitest";
import { simulate } from "./simulate.ts";
import { graphOf } from "./system-graph.ts";
import { counter, dieHard, mutex } from "./testing-systems.ts";

const options = { seed: 5, traces: 50, maxSteps: 30, checkDeadlock: false };

describe("simulate", () => {
  test("repeats exactly with its seed, and not with another", () => {
    const graph = graphOf({ ...dieHard, invariants: {} });
    const strip = ({ seconds: _, ...rest }: ReturnType<typeof simulate>) => rest;
    expect(strip(simulate(graph, options))).toEqual(strip(simulate(graph, options)));
    expect(simulate(graph, options).edges).not.toEqual(simulate(graph, { ...options, seed: 6 }).edges);
  });

  test("never says that all is well", () => {
    const result = simulate(graphOf(mutex(true)), options);
    expect(result).toMatchObject({ verdict: "no-violation", traces: 50, steps: 1500, reachedWitnesses: ["OneEnters"] });
    expect(result.message).toBe("no violation found in 50 traces (seed 5)");
  });

  test("finds a violation, with a behaviour that the same seed repeats", () => {
    const found = simulate(graphOf(dieHard), { ...options, traces: 1000 });
    expect(found).toMatchObject({ verdict: "violated", property: "NotFour", seed: 5 });
    expect(found.message).toBe(`NotFour in ${found.traces} trace${found.traces === 1 ? "" : "s"} (seed 5)`);
    const { trace } = found;
    expect(trace?.states.at(-1)).toMatchObject({ big: 4 });
    expect(trace?.steps).toHaveLength((trace?.states.length ?? 0) - 1);
    expect(simulate(graphOf(dieHard), { ...options, traces: 1000 }).trace).toEqual(trace);
  });

  test("the labels of a trace lead from state to state", () => {
    const { trace } = simulate(graphOf(dieHard), { ...options, traces: 1000 });
    trace?.steps.forEach(({ action, args }, i) => {
      if (action === "Fill") expect(trace.states[i + 1]).toMatchObject(args["jug"] === "small" ? { small: 3 } : { big: 5 });
      if (action === "Empty") expect(trace.states[i + 1]).toMatchObject(args["jug"] === "small" ? { small: 0 } : { big: 0 });
    });
  });

  test("an action with many successors is taken as often as another", () => {
    const wide = graphOf({ ...counter(1), invariants: {} });
    const graph: typeof wide = {
      ...wide,
      actions: ["Many", "One"],
      visitedArgs: () => ({}),
      successors: (state, visit) => {
        for (let i = 0; i < 99; i++) visit(0, state);
        visit(1, state);
      },
    };
    const { edges } = simulate(graph, { ...options, traces: 100 });
    expect(edges.One).toBeGreaterThan(1300);
    expect(edges.Many).toBeGreaterThan(1300);
  });

  test("finds deadlocks and errors, and stops when told", () => {
    expect(simulate(graphOf(counter(3)), { ...options, checkDeadlock: true })).toMatchObject({
      verdict: "deadlock",
      trace: { states: [{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }] },
    });
    expect(simulate(graphOf(counter(9, 5)), options)).toMatchObject({ verdict: "error", error: { code: "bound-exceeded" } });
    expect(simulate(graphOf(counter(3)), { ...options, stop: () => true })).toMatchObject({ verdict: "stopped", traces: 1 });
  });

  test("ends a behaviour after its steps, and where a constraint keeps all successors out", () => {
    expect(simulate(graphOf(counter(100)), { ...options, traces: 2, maxSteps: 10 })).toMatchObject({ steps: 20 });
    const constrained = { ...graphOf(counter(100)), excludes: ({ n }: { readonly n: number }) => n > 4 };
    expect(simulate(constrained, { ...options, traces: 2, checkDeadlock: true })).toMatchObject({
      verdict: "no-violation",
      steps: 8,
    });
  });

  test("refuses seeds and counts that are none, and a graph without initial states", () => {
    expect(() => simulate(graphOf(counter(3)), { ...options, seed: 2 ** 40 })).toThrow("no 32-bit integer");
    expect(() => simulate(graphOf(counter(3)), { ...options, traces: -1 })).toThrow("traces is -1");
    expect(() => simulate(graphOf({ ...counter(3), initial: [] }), options)).toThrow("no initial state");
  });
});
