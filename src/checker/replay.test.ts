/** Replay of machines that take finer and coarser steps than their modules, of steps that change nothing, and of edited traces. */

import { describe, expect, test } from "vitest";
import type { ItfRecord } from "../lib/data.ts";
import type { System } from "../lib/model.ts";
import { explore } from "./explorer.ts";
import { compare, drivenRelay, lock, type Model, specOf, warmRelay, withAction, withSystem } from "./lockstep/testing-models.ts";
import { type Replay, replay } from "./replay.ts";
import { readTrace } from "./replay-trace.ts";
import { graphOf } from "./system-graph.ts";
import type { Trace, TraceStep } from "./trace.ts";
import { writeItf } from "./trace-itf.ts";
import { traceTo } from "./trace-search.ts";

const call = ({ action, args }: TraceStep): string => `${action}(${Object.values(args).join(", ")})`;

/** What happened at each step, in short. */
const told = ({ steps, parting }: Replay) => ({
  steps: steps.map(({ step, spec, code, internal = [] }) =>
    [...internal.map((one) => `[${call(one)}]`), step === undefined ? "-" : call(step), spec, code].join(" "),
  ),
  ...(parting === undefined ? {} : { parting: `${parting.at}: ${parting.message}` }),
});

function replayed<S>(model: Model<S>, trace: Trace | string): Replay {
  return replay(specOf(model), model.system, readTrace(typeof trace === "string" ? trace : writeItf(trace)));
}

/** A trace through states of one variable, with the names of its steps where they are given. */
const path = (variable: string, values: readonly number[], steps?: readonly TraceStep[], loop?: number): string =>
  JSON.stringify({
    vars: [variable],
    states: values.map((value, i) => ({
      [variable]: value,
      ...(steps === undefined || i === 0 ? {} : taken(steps[i - 1] as TraceStep)),
    })),
    ...(loop === undefined ? {} : { loop }),
  });
const taken = ({ action, args }: TraceStep) => ({
  "mbt::actionTaken": action,
  "mbt::nondetPicks": Object.fromEntries(Object.entries(args).map(([name, value]) => [name, { tag: "Some", value }])),
});
const step = (action: string, args: ItfRecord = {}): TraceStep => ({ action, args });

/** The longest way to a state of the code that its exploration kept. */
function codeTrace<S>(system: System<S>): Trace {
  const graph = graphOf(system);
  const { store, distinct } = explore(graph, { checkDeadlock: false });
  return traceTo(graph, store, distinct - 1);
}

describe("replay with internal steps", () => {
  const passes = ["[WarmUp()] Pass(0) takes takes", "[WarmUp()] Pass(1) takes takes", "[WarmUp()] Pass(2) takes takes"];

  test("takes them where a trace of the spec needs them", () => {
    expect(told(replayed(warmRelay, path("at", [0, 1, 2, 3])))).toEqual({ steps: passes });
    expect(told(replayed(warmRelay, path("at", [0, 1], [step("Pass", { n: 0 })])))).toEqual({ steps: passes.slice(0, 1) });
  });

  test("takes those that a trace of the code names, and the spec stays where it is", () => {
    const trace = codeTrace(warmRelay.system);
    expect(trace.steps.map(call)).toContain("WarmUp()");
    const { steps, parting } = told(replayed(warmRelay, trace));
    expect(parting).toBeUndefined();
    expect(steps.slice(0, 2)).toEqual(["WarmUp() stutters takes", "Pass(0) takes takes"]);
  });

  test("parts where the machine refuses one, or one changes the variables", () => {
    const warm = [step("WarmUp"), step("WarmUp")];
    expect(told(replayed(warmRelay, path("at", [0, 0, 0], warm)))).toEqual({
      steps: ["WarmUp() stutters takes", "WarmUp() stutters refuses"],
      parting: "2: the code refuses its internal step",
    });
    expect(replayed(warmRelay, path("at", [0, 0, 0], warm)).parting?.code).toEqual({ refusal: "warm" });
    expect(told(replayed(warmRelay, path("at", [0, 1], [step("WarmUp")])))).toEqual({
      steps: ["WarmUp() elsewhere elsewhere"],
      parting: "1: an internal step leaves the variables as they are",
    });
  });

  test("parts where they do not lead to the step", () => {
    const cold = withAction(warmRelay, "WarmUp", { step: () => "broken" });
    const { parting } = replayed(cold, path("at", [0, 1]));
    expect(parting).toMatchObject({ at: 1, message: "the code refuses a step of the spec", code: { refusal: "cold" } });
    const undeclared = withSystem(warmRelay, { refusals: { Pass: { elsewhere: 1, cold: 1 }, Done: { running: 1 } } });
    expect(replayed(undeclared, path("at", [0, 1])).parting).toMatchObject({ at: 1, code: { refusal: "cold" } });
  });
});

describe("replay with drivers", () => {
  const twice = step("PassTwice");

  test("takes the spec through the steps that a driver covers", () => {
    expect(told(replayed(drivenRelay, path("at", [0, 2, 3], [twice, step("Pass", { n: 2 })])))).toEqual({
      steps: ["PassTwice() takes takes", "Pass(2) takes takes"],
    });
    const trace = codeTrace(drivenRelay.system);
    expect(trace.steps.map(call)).toContain("PassTwice()");
    expect(told(replayed(drivenRelay, trace)).parting).toBeUndefined();
  });

  test("finds a driver by the state that it leads to", () => {
    expect(told(replayed(drivenRelay, path("at", [0, 1, 3])))).toEqual({
      steps: ["Pass(0) takes takes", "PassTwice() takes takes"],
    });
  });

  test("parts where the driver leads elsewhere, or both refuse it", () => {
    expect(told(replayed(drivenRelay, path("at", [0, 1], [twice])))).toEqual({
      steps: ["PassTwice() elsewhere elsewhere"],
      parting: "1: no step of either world leads to the trace's state",
    });
    const refused = replayed(drivenRelay, path("at", [0, 2, 3], [twice, twice]));
    expect(told(refused).parting).toBe("2: both worlds refuse the step");
    expect(refused.parting).toMatchObject({ spec: { conjunct: { id: "Pass/in:n" } }, code: { refusal: "too-far" } });
  });

  test("parts for what lockstep has against the driver", () => {
    const effects = withAction(drivenRelay, "PassTwice", { step: ({ at }: { readonly at: number }) => [{ at: at + 2 }, []] });
    expect(compare(effects).verdict).toBe("different");
    expect(told(replayed(effects, path("at", [0, 2], [twice]))).parting).toBe(
      "1: the driver's effects are not those of the steps that it covers",
    );
    const barred = withAction(drivenRelay, "PassTwice", { admits: () => "barred" });
    expect(told(replayed(barred, path("at", [0, 2], [twice]))).parting).toBe(
      "1: the model's environment refuses the driver's step",
    );
  });
});

describe("replay of steps that change nothing", () => {
  test("lets both worlds stay where a trace does not name a step", () => {
    expect(told(replayed(drivenRelay, path("at", [0, 0, 1])))).toEqual({
      steps: ["- stutters stutters", "Pass(0) takes takes"],
    });
  });

  test("takes a step that changes nothing where Next has one", () => {
    expect(told(replayed(drivenRelay, path("at", [0, 2, 3, 3]))).steps.at(-1)).toBe("Done() takes takes");
  });

  test("does not excuse a step that the trace names", () => {
    const named = path("at", [0, 0], [step("Pass", { n: 0 })]);
    expect(told(replayed(drivenRelay, named)).parting).toBe("1: no step of either world leads to the trace's state");
  });

  test("closes a loop at its last state", () => {
    expect(told(replayed(drivenRelay, path("at", [0, 1], undefined, 1))).steps).toEqual([
      "Pass(0) takes takes",
      "- stutters stutters",
    ]);
  });
});

describe("replay of an edited trace in ITF", () => {
  const { system } = lock;
  const trace = codeTrace(system);
  const at = trace.steps.findIndex(({ action }) => action === "Grant");

  test("holds as it is", () => {
    expect(replayed(lock, trace).parting).toBeUndefined();
    expect(at).toBeGreaterThan(0);
  });

  test("parts at another argument, action or state", () => {
    const edit = (change: Partial<Trace>) => replayed(lock, { ...trace, ...change }).parting?.at;
    const withStep = (other: TraceStep) => ({ steps: trace.steps.map((one, i) => (i === at ? other : one)) });
    expect(edit(withStep(step("Grant", { p: 3 })))).toBe(at + 1);
    expect(edit(withStep(step("Release")))).toBe(at + 1);
    expect(edit({ states: trace.states.map((one, i) => (i === at + 1 ? { ...one, holder: 0 } : one)) })).toBe(at + 1);
    const doubled = { ...trace.states[at + 1], served: { "#set": [1, 1] } };
    expect(edit({ states: trace.states.map((one, i) => (i === at + 1 ? doubled : one)) as Trace["states"] })).toBe(at + 1);
  });
});
