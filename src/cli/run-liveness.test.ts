import { describe, expect, test } from "vitest";
import type { System } from "../lib/model.ts";
import { integer, record } from "../lib/schema.ts";
import { loadSpec } from "../tla/index.ts";
import type { Entry } from "./codec.ts";
import { runModel } from "./run-model.ts";

const LIMIT = 3;

/** A counter that wraps around, with a property of its behaviours. */
function counter({ fairness = "/\\ WF_x(Go)", property = "[]<>(x = 2)", more = "" } = {}) {
  const source = `---- MODULE Counter ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Go == x' = (x + 1) % ${LIMIT}
GoEffects == <<>>
Next == Go
Spec == Init /\\ [][Next]_x ${fairness}
Small == x < 2
Prop == ${property}
====`;
  return loadSpec({
    module: "Counter",
    config: { file: "MCCounter.cfg", source: `SPECIFICATION Spec\nPROPERTY Prop\n${more}` },
    resolve: (name) => (name === "Counter" ? { file: "Counter.tla", source } : undefined),
  });
}

const system: System<{ readonly x: number }> = {
  module: "Counter",
  name: "MCCounter",
  schema: record({ x: integer(0, LIMIT - 1) }),
  initial: [{ x: 0 }],
  actions: { Go: { kind: "machine", params: {}, step: ({ x }) => [{ x: (x + 1) % LIMIT }, []] } },
  invariants: {},
  witnesses: {},
  refusals: { Go: {} },
  abstract: ({ x }) => ({ x }),
};

const entry = (kind: "spec" | "lockstep"): Entry => ({
  name: "MCCounter",
  module: "Counter",
  kind,
  tier: "quick",
  about: "a counter",
  verdict: "ok",
});
const loaded = { checkDeadlock: true, isTemporal: true };

describe("temporal properties in a model's finding", () => {
  test("hold in the spec", () => {
    const run = runModel(entry("spec"), "kind", { ...loaded, spec: counter() }, {});
    expect(run).toMatchObject({ found: "ok", temporal: [{ world: "spec", name: "Prop", vacuous: [], needsFairness: true }] });
  });

  test("hold in both worlds of a lockstep model", () => {
    const run = runModel(entry("lockstep"), "kind", { ...loaded, spec: counter(), system: system as System<unknown> }, {});
    expect(run.found).toBe("ok");
    expect(run.temporal?.map(({ world, name }) => `${world} ${name}`)).toEqual(["spec Prop", "code Prop"]);
  });

  test.each(["spec", "lockstep"] as const)("are violated with their position and the lasso (%s)", (kind) => {
    const spec = counter({ fairness: "" });
    const run = runModel(entry(kind), "kind", { ...loaded, spec, system: system as System<unknown> }, {});
    expect(run).toMatchObject({ found: "violated", property: "Prop", propertyAt: { start: { line: 10 } }, trace: { loop: 0 } });
    expect(run.spec?.distinct).toBe(LIMIT);
  });

  test("hold in the code alone, under the spec's fairness", () => {
    const run = runModel(entry("lockstep"), "code", { ...loaded, spec: counter(), system: system as System<unknown> }, {});
    expect(run).toMatchObject({ found: "ok", mode: "code", edges: LIMIT });
    expect(run.temporal).toEqual([{ world: "code", name: "Prop", vacuous: [], isSafety: false, needsFairness: true }]);
  });

  test("are violated in the code alone where it refuses what must happen", () => {
    const step: (typeof system.actions)[string]["step"] = ({ x }) => (x === 1 ? "stuck" : [{ x: (x + 1) % LIMIT }, []]);
    const stuck = { ...system, actions: { Go: { kind: "machine", params: {}, step } } } as unknown as System<unknown>;
    const run = runModel(entry("lockstep"), "code", { ...loaded, checkDeadlock: false, spec: counter(), system: stuck }, {});
    expect(run).toMatchObject({ found: "violated", property: "Prop", propertyAt: { start: { line: 10 } }, trace: { loop: 1 } });
    const deadlocked = runModel(entry("lockstep"), "code", { ...loaded, spec: counter(), system: stuck }, {});
    expect(deadlocked).toMatchObject({ found: "deadlock" });
    expect(deadlocked.temporal).toBeUndefined();
  });

  test("are not decided where the code was not explored whole", () => {
    const limited = { maxStates: LIMIT - 1 };
    const run = runModel(entry("lockstep"), "code", { ...loaded, spec: counter(), system: system as System<unknown> }, limited);
    expect(run).toMatchObject({ found: "inconclusive", limit: "states" });
    expect(run.temporal).toBeUndefined();
  });

  test("are not decided under a constraint that cuts behaviours off", () => {
    const run = runModel(entry("spec"), "kind", { ...loaded, spec: counter({ more: "CONSTRAINT Small" }) }, {});
    expect(run).toMatchObject({ found: "inconclusive", limit: "constraint" });
    expect(run.temporal).toBeUndefined();
  });

  test("that cannot be evaluated are an error", () => {
    const spec = counter({ property: "[]<>(<<5>>[x] = 5)" });
    expect(runModel(entry("spec"), "kind", { ...loaded, spec }, {})).toMatchObject({
      found: "error",
      problem: { code: "tla-eval" },
    });
  });

  test("are not looked at where the cfg names none", () => {
    const run = runModel(entry("spec"), "kind", { ...loaded, isTemporal: false, spec: counter({ fairness: "" }) }, {});
    expect(run).toMatchObject({ found: "ok" });
    expect(run.temporal).toBeUndefined();
  });
});
