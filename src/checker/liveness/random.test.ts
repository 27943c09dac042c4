import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { NexusError } from "../../lib/errors.ts";
import type { Formula } from "../../tla/temporal/formula.ts";
import { patternsOf } from "../../tla/temporal/patterns.ts";
import { explore } from "../explorer.ts";
import { checkLiveness, type LivenessOptions } from "./liveness.ts";
import { isFair, isTrue, isWalk, livenessOf, type SmallGraph, someFairWalk, stateGraphOf } from "./testing-graphs.ts";

const at = { file: "test", start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
const PREDICATES = 2;
const STEPS = 2;
const CONDITIONS = 2;
/** Steps of a way to a loop: enough to pass three stages in a graph of four states. */
const LONGEST = 9;

const subset = (size: number) => fc.subarray(Array.from({ length: size }, (_, i) => i));

const graphs = (order: (from: number, to: number) => boolean) =>
  fc.integer({ min: 1, max: 4 }).chain((states): fc.Arbitrary<SmallGraph> => {
    const state = fc.integer({ min: 0, max: states - 1 });
    const edge = fc.record({ from: state, to: state, fair: subset(CONDITIONS), steps: subset(STEPS) });
    return fc.record({
      states: fc.constant(states),
      edges: fc
        .uniqueArray(edge, { maxLength: 6, selector: ({ from, to }) => from * states + to })
        .map((edges) => edges.filter(({ from, to }) => order(from, to))),
      strengths: fc.array(fc.constantFrom("weak", "strong"), { minLength: CONDITIONS, maxLength: CONDITIONS }),
      alsoEnabled: fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, subset(states)), {
        minLength: CONDITIONS,
        maxLength: CONDITIONS,
      }),
      predicates: fc.array(subset(states), { minLength: PREDICATES, maxLength: PREDICATES }),
    });
  });

const literal = fc
  .record({ index: fc.integer({ min: 0, max: PREDICATES - 1 }), negative: fc.boolean() })
  .map(({ index, negative }): Formula => {
    const predicate = { kind: "predicate", index } as const;
    return { kind: "state", formula: negative ? { kind: "not", operand: predicate } : predicate };
  });
const step = (negative: boolean) =>
  fc.integer({ min: 0, max: STEPS - 1 }).map((index): Formula => ({ kind: "step", index, negated: negative, at }));

/** Formulas as TLA+ allows them: actions as `[][A]_v` and `<><<A>>_v` alone. */
const formulas = fc.letrec<{ any: Formula }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    literal,
    tie("any").map((operand): Formula => ({ kind: "always", operand, at })),
    tie("any").map((operand): Formula => ({ kind: "eventually", operand, at })),
    fc.tuple(tie("any"), tie("any")).map((items): Formula => ({ kind: "and", items, at })),
    fc.tuple(tie("any"), tie("any")).map((items): Formula => ({ kind: "or", items, at })),
    step(true).map((operand): Formula => ({ kind: "always", operand, at })),
    step(false).map((operand): Formula => ({ kind: "eventually", operand, at })),
  ),
})).any;

const isSupported = (formula: Formula): boolean => {
  try {
    patternsOf(formula);
    return true;
  } catch (error) {
    if (error instanceof NexusError && error.code === "tla-unsupported") return false;
    throw error;
  }
};

const supported = formulas.filter(isSupported);

/** Whether the engine finds a fair behaviour that satisfies the formula; null where no behaviour is fair. */
function engineFinds(graph: SmallGraph, formula: Formula, options: LivenessOptions<number, number> = {}) {
  const states = stateGraphOf(graph);
  const explored = explore(states, { checkDeadlock: false });
  const found = checkLiveness(states, explored.store, livenessOf(graph, formula), options);
  if (found.verdict === "error") {
    expect(found.error).toMatchObject({ code: "liveness-no-behaviour" });
    return null;
  }
  return found;
}

describe("the engine and a reference that enumerates lassos", () => {
  test.prop([graphs(() => true), supported], { numRuns: 1500 })("find the same", (graph, formula) => {
    const found = engineFinds(graph, formula);
    const walk = someFairWalk(graph, formula, LONGEST);
    expect(found?.verdict === "violated").toBe(walk !== null);
  });

  test.prop([graphs(() => true), supported], { numRuns: 1500 })(
    "the lasso is a fair behaviour that violates the property",
    (graph, formula) => {
      const trace = engineFinds(graph, formula)?.trace;
      fc.pre(trace !== undefined);
      const states = trace.states.map((state) => state["s"] as number);
      if (trace.loop === undefined) {
        // Every continuation of the prefix violates the property: stuttering as well, fair or not.
        const walk = { states, loop: states.length - 1 };
        expect(isWalk(graph, walk) && isTrue(graph, walk, formula)).toBe(true);
        return;
      }
      const walk = { states, loop: trace.loop };
      expect(isWalk(graph, walk)).toBe(true);
      expect(isFair(graph, walk)).toBe(true);
      expect(isTrue(graph, walk, formula)).toBe(true);
      expect(trace.closing === undefined).toBe(trace.loop === states.length - 1);
    },
  );

  test.prop([graphs((from, to) => from <= to), supported], { numRuns: 500 })(
    "agree on acyclic graphs, with and without the shortcut",
    (graph, formula) => {
      const short = engineFinds(graph, formula);
      const whole = engineFinds(graph, formula, { useAcyclic: false });
      expect(short?.acyclic ?? true).toBe(true);
      expect(whole?.verdict).toBe(short?.verdict);
      expect(short?.verdict === "violated").toBe(someFairWalk(graph, formula, LONGEST) !== null);
    },
  );

  test.prop([graphs(() => true), supported], { numRuns: 300 })("less fairness gives no fewer violations", (graph, formula) => {
    const fair = engineFinds(graph, formula);
    const unfair = engineFinds(graph, formula, { assumes: () => false });
    expect(unfair).not.toBeNull();
    if (fair?.verdict === "violated") expect(unfair?.verdict).toBe("violated");
    if (fair?.verdict === "ok") expect(fair.properties[0]?.needsFairness).toBe(unfair?.verdict === "violated");
  });
});
