import { describe, expect, test } from "vitest";
import type { Args, System } from "../lib/model.ts";
import { integer, record } from "../lib/schema.ts";
import { explore } from "./explorer.ts";
import { graphOf } from "./system-graph.ts";

interface Count {
  readonly n: number;
}

/** A system with one action, whose every candidate is noted before it is refused. */
function noting(action: Partial<System<Count>["actions"][string]>, noted: Args[]): System<Count> {
  return {
    module: "Noting",
    name: "MCNoting",
    schema: record({ n: integer(0, 9) }),
    initial: [{ n: 2 }],
    actions: {
      Try: {
        kind: "machine",
        params: {},
        step: (_: Count, args: Args) => {
          noted.push(args);
          return "never";
        },
        ...action,
      },
    },
    invariants: {},
    witnesses: {},
    abstract: ({ n }) => ({ n }),
  };
}

const visitedBy = (system: System<Count>): unknown[] => {
  const graph = graphOf(system);
  const seen: unknown[] = [];
  for (const state of graph.initial()) {
    graph.successors(state, (action, next) => {
      seen.push([graph.actions[action], graph.visitedArgs(), next]);
      return false;
    });
  }
  return seen;
};

describe("graphOf", () => {
  test("tries the product of the candidates, the last parameter fastest", () => {
    const noted: Args[] = [];
    expect(visitedBy(noting({ params: { a: [1, 2], b: ["x", "y"] } }, noted))).toEqual([]);
    expect(noted).toEqual([
      { a: 1, b: "x" },
      { a: 1, b: "y" },
      { a: 2, b: "x" },
      { a: 2, b: "y" },
    ]);
    expect(noted.every(Object.isFrozen)).toBe(true);
  });

  test("asks domains that depend on the state in each state", () => {
    const noted: Args[] = [];
    visitedBy(noting({ params: { a: [1, 2], b: ({ n }: Count) => [n, n + 1] } }, noted));
    expect(noted).toEqual([
      { a: 1, b: 2 },
      { a: 1, b: 3 },
      { a: 2, b: 2 },
      { a: 2, b: 3 },
    ]);
  });

  test("an empty domain disables the action, and so does the environment", () => {
    const noted: Args[] = [];
    visitedBy(noting({ params: { a: [1], b: [] } }, noted));
    visitedBy(noting({ params: { a: [1] }, admits: () => "window" }, noted));
    visitedBy(noting({ params: { a: () => [1] }, admits: () => "window" }, noted));
    expect(noted).toEqual([]);
  });

  test("stops when the visitor says so", () => {
    const system = noting({ params: { a: [3, 4, 5] }, step: (_: Count, { a }: Args) => [{ n: a as number }, []] }, []);
    const graph = graphOf(system);
    const seen: number[] = [];
    graph.successors({ n: 2 }, (_, { n }) => seen.push(n) === 2);
    expect(seen).toEqual([3, 4]);
  });

  test("gives arguments in TLA+ form", () => {
    const step = (s: Count): readonly [Count, readonly never[]] => [s, []];
    const system = noting({ params: { xs: [[1, 2]], r: [{ a: [true] }], who: [7] }, step }, []);
    const named = { ...system, abstractArg: { who: (value: unknown) => `n${String(value)}` } };
    expect(visitedBy(named)).toEqual([["Try", { xs: { "#tup": [1, 2] }, r: { a: { "#tup": [true] } }, who: "n7" }, { n: 2 }]]);
    expect(() => visitedBy(noting({ params: { a: [null] }, step }, []))).toThrow("the argument a is null");
  });

  test("a step that changes its state ends the exploration in an error", () => {
    const step = (s: Count): string => {
      (s as { n: number }).n = 5;
      return "refused";
    };
    expect(explore(graphOf(noting({ step }, [])))).toMatchObject({ verdict: "error", error: { code: "impure-step" } });
  });
});
