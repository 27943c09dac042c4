import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explore } from "../explorer.ts";
import { writeItf } from "../trace-itf.ts";
import { traceText } from "../trace-text.ts";
import { checkLiveness } from "./liveness.ts";
import { checked, galleryModel, withoutFairness } from "./testing-gallery.ts";

/** The reasons stand in the modules. Where TLC says something else, it is noted what and why. */
const verdicts: [module: string, verdict: "ok" | "violated" | "inconclusive", tlc?: string][] = [
  ["AnsweredAtOnce", "ok"],
  ["AnsweredBeforeCycle", "ok"],
  ["AntecedentInPrefix", "violated"],
  ["ConditionalFairness", "ok"],
  ["ConstraintCuts", "inconclusive", "TLC reports success, and the property is false: x = 0 occurs once"],
  ["ConstraintIdle", "ok"],
  ["ConstraintViolated", "violated"],
  ["CycleAvoids", "violated"],
  ["DisjunctiveFairness", "ok"],
  ["EnabledProperty", "violated"],
  ["FairDisjunction", "violated"],
  ["FairDisjuncts", "ok"],
  ["FairEachTurns", "violated"],
  ["FairEachTurnsStrong", "ok"],
  ["FairForEach", "ok"],
  ["FairForSome", "ok"],
  ["FairSomeTurns", "ok"],
  ["FairnessAsProperty", "ok"],
  ["FairnessNotImplied", "violated"],
  ["GuardAfterPrime", "ok"],
  ["FairThroughInstance", "ok"],
  ["GuardBounds", "ok"],
  ["Implication", "ok"],
  ["ImplicationFails", "violated"],
  ["InitNext", "violated"],
  ["InvariantProperty", "violated"],
  ["Joins", "violated"],
  ["JoinsBoth", "ok"],
  ["LossyChannel", "ok"],
  ["LossyChannelWeak", "violated"],
  ["NestedResponse", "ok"],
  ["NotStable", "violated"],
  ["OnceThenNever", "violated"],
  ["OpenAction", "ok"],
  ["Peterson", "ok"],
  ["ResponseAssumed", "ok"],
  ["SelfLoop", "ok"],
  ["SelfLoopOnly", "violated"],
  ["Settles", "ok"],
  ["SettlesNot", "violated"],
  ["StepProperty", "ok"],
  ["StepPropertyFails", "violated"],
  ["StepsAgain", "ok"],
  ["StepsStrong", "ok"],
  ["StepsUnfair", "violated"],
  ["StrongBreaksWeak", "ok"],
  ["StrongEnough", "ok"],
  ["StrongInside", "violated"],
  ["StrongTwice", "ok"],
  ["StutterForever", "violated"],
  ["SubscriptOther", "ok"],
  ["SubscriptPart", "violated"],
  ["TerminalUnanswered", "violated"],
  ["SymmetryUnsound", "violated", "TLC reports success, and the property is false"],
  ["Terminates", "ok"],
  ["UnfairThroughInstance", "violated"],
  ["Untaken", "violated"],
  ["UntakenOut", "ok"],
  ["Vacuous", "ok", "TLC reports success and nothing else"],
  ["ViewUnsound", "violated"],
  ["WeakEnough", "ok"],
  ["WeakNotEnough", "violated"],
];

const refused: [module: string, code: string, at: string | undefined, tlc?: string][] = [
  ["EvaluationError", "tla-eval", "EvaluationError.tla:10"],
  ["FairnessError", "tla-eval", "FairnessError.tla:8"],
  ["NoFairBehaviour", "liveness-no-behaviour", undefined, "TLC reports success"],
  ["Unsupported", "tla-unsupported", "Unsupported.tla:9", "TLC checks it"],
];

/** Properties that hold without fairness: they say what is possible, or nothing. */
const withoutNeed = ["AnsweredAtOnce", "Implication", "ResponseAssumed", "StepProperty", "Vacuous"];

/** Those whose specification assumes something that is no list of fairness conditions. */
const otherwise = ["DisjunctiveFairness"];

describe("the gallery", () => {
  test("every module is in one of the tables", () => {
    const files = readdirSync(new URL("../../tla/temporal/gallery/", import.meta.url));
    const modules = files.filter((file) => file.endsWith(".tla")).map((file) => file.slice(0, -4));
    const listed = [...verdicts, ...refused].map(([module]) => module);
    expect(modules.sort()).toEqual(listed.sort());
  });

  test.each(verdicts)("%s: %s", (module, verdict) => {
    const found = checked(galleryModel(module));
    expect(found.error).toBeUndefined();
    expect(found.verdict).toBe(verdict);
    expect(found.property).toBe(verdict === "violated" ? "Prop" : undefined);
    expect(found.limit).toBe(verdict === "inconclusive" ? "constraint" : undefined);
    expect(found.properties.flatMap(({ vacuous }) => vacuous)).toEqual(module === "Vacuous" ? ["x = 9"] : []);
  });

  test.each(refused)("%s: %s at %s", (module, code, at) => {
    let error: unknown;
    try {
      const found = checked(galleryModel(module));
      expect(found.verdict).toBe("error");
      error = found.error;
    } catch (thrown) {
      error = thrown;
    }
    const [file, line] = at?.split(":") ?? [];
    expect(error).toMatchObject({ code, ...(file === undefined ? {} : { at: { file, start: { line: Number(line) } } }) });
  });

  test.each(verdicts.filter(([module, verdict]) => verdict === "ok" && ![...withoutNeed, ...otherwise].includes(module)))(
    "%s fails when its fairness is removed",
    (module) => {
      const spec = galleryModel(module);
      expect(withoutFairness(spec).verdict).toBe("violated");
      expect(checked(spec).properties.map(({ needsFairness }) => needsFairness)).toEqual([true]);
    },
  );

  test.each(withoutNeed)("%s holds without fairness, and the finding says so", (module) => {
    const spec = galleryModel(module);
    expect(withoutFairness(spec).verdict).toBe("ok");
    expect(checked(spec).properties.map(({ needsFairness }) => needsFairness)).toEqual([false]);
  });

  test.each(otherwise)("%s needs what its specification assumes", (module) => {
    const spec = galleryModel(module);
    expect(spec.liveness().fairness).toEqual([]);
    expect(checked(spec).properties).toMatchObject([{ holds: true, needsFairness: true }]);
  });

  test.each([
    ["InvariantProperty", true],
    ["StepProperty", true],
    ["StepPropertyFails", true],
    ["AnsweredAtOnce", false],
    ["Terminates", false],
    ["FairnessAsProperty", false],
  ])("a beginning of a behaviour is enough to violate %s: %s", (module, isSafety) => {
    expect(checked(galleryModel(module)).properties).toMatchObject([{ isSafety }]);
  });

  test.each(["JoinsBoth", "GuardBounds", "Joins", "Terminates", "SelfLoop"])(
    "%s is acyclic: the shortcut changes nothing",
    (module) => {
      const spec = galleryModel(module);
      const [short, whole] = [checked(spec), checked(spec, { useAcyclic: false })];
      expect(short.acyclic).toBe(true);
      expect({ ...whole, seconds: 0 }).toEqual({ ...short, seconds: 0 });
    },
  );

  test.each([
    ["SymmetryUnsound", "symmetry-unsound"],
    ["ViewUnsound", "view-unsound"],
  ])("%s is not checked on the states that its cfg leaves", (module, code) => {
    const spec = galleryModel(module);
    const { store } = explore(spec.graph, { checkDeadlock: false });
    expect(store.size).toBeLessThan(explore(spec.states, { checkDeadlock: false }).store.size);
    expect(checkLiveness(spec.graph, store, spec.liveness()).error).toMatchObject({ code });
  });

  test("removing one of two strong conditions is enough to fail", () => {
    const spec = galleryModel("StrongTwice");
    for (const removed of spec.liveness().fairness.filter(({ strength }) => strength === "strong")) {
      expect(checked(spec, { assumes: ({ text }) => text !== removed.text }).verdict).toBe("violated");
    }
  });
});

describe("counterexamples", () => {
  const traceOf = (module: string) => checked(galleryModel(module)).trace ?? expect.fail(`${module} has no counterexample`);

  test("stuttering is printed as TLC prints it, and loops in the last state", () => {
    const trace = traceOf("StutterForever");
    expect(traceText(trace)).toBe("State 1: <Initial predicate>\n/\\ x = 0\n\nState 2: Stuttering\n");
    expect(JSON.parse(writeItf(trace)).loop).toBe(0);
  });

  test("a loop is closed by the step that leads back, with its position", () => {
    const trace = traceOf("OnceThenNever");
    expect(trace.states.map((state) => state["x"])).toEqual([0, 1, 2]);
    expect(traceText(trace).split("\n\n").at(-1)).toBe(
      "Back to state 2: <Next line 6, col 9 to line 6, col 39 of module OnceThenNever>\n",
    );
    expect(JSON.parse(writeItf(trace)).loop).toBe(1);
  });

  test("a violated invariant or step needs no loop", () => {
    expect(traceOf("InvariantProperty").states.map((state) => state["x"])).toEqual([0, 1, 2, 3]);
    expect(traceOf("InvariantProperty").loop).toBeUndefined();
    expect(traceOf("StepPropertyFails").states.map((state) => state["x"])).toEqual([0, 1, 2, 3, 0]);
    expect(traceOf("StepPropertyFails").loop).toBeUndefined();
  });

  test("the loop avoids the state that would enable the strongly fair action", () => {
    const trace = traceOf("StrongInside");
    expect(trace.states.slice(trace.loop).map((state) => state["x"])).toEqual([0, 1]);
  });
});
