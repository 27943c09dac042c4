import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkModel } from "./check-model.ts";
import { judge } from "./judge.ts";
import { readModels } from "./manifest.ts";
import { makeTree, type TreeModel } from "./testing-tree.ts";

/** The judgement of one model of the small tree. */
function judged(recorded: TreeModel) {
  const dir = makeTree([recorded]);
  const [model] = readModels(dir);
  if (model === undefined) throw new Error("no model");
  const found = checkModel({ dir, model, maxBytes: 2 ** 24 });
  return { found, judgement: judge(model, found) };
}

describe("a model agrees", () => {
  test("by the recorded counts", () => {
    const { found, judgement } = judged({ cfg: "Holds", result: "success", distinctStates: 3, totalStates: 5 });
    expect(judgement).toEqual({ kind: "agrees", basis: "recorded counts" });
    expect(found).toMatchObject({ verdict: "success", distinct: 3, generated: 5, tier: "1 basics" });
  });
  test("by the verdict alone where no counts are recorded", () => {
    expect(judged({ cfg: "Holds", result: "success" }).judgement).toEqual({ kind: "agrees", basis: "verdict alone" });
  });
  test.each([
    ["Violated", "safety failure", "Small", 4],
    ["Step", "safety failure", "Falls", 3],
    ["Lasso", "liveness failure", "Stays", 1],
    ["Stuck", "deadlock failure", "Deadlock", 3],
  ])("by a counterexample: %s", (cfg, result, property, states) => {
    const { found, judgement } = judged({ cfg, result });
    expect(judgement).toEqual({ kind: "agrees", basis: "counterexample" });
    expect(found).toMatchObject({ counterexample: { property, states } });
  });
  test("by the verdict alone where choices are random", () => {
    expect(judged({ cfg: "Drawn", result: "success" }).found).toMatchObject({ verdict: "success", random: true });
    expect(judged({ cfg: "Holds", result: "success" }).found).not.toHaveProperty("random");
  });
  test("by the verdict of a simulation", () => {
    const mode = { simulate: { traceCount: 20 } };
    expect(judged({ cfg: "Violated", result: "safety failure", mode }).judgement).toEqual({
      kind: "agrees",
      basis: "counterexample",
    });
    const { found, judgement } = judged({ cfg: "Holds", result: "success", distinctStates: 99, mode });
    expect(judgement).toEqual({ kind: "agrees", basis: "verdict alone" });
    expect(found.tier).toBe("3 rarer cfg and libraries");
  });
});

describe("a model does not agree", () => {
  test.each([
    ["distinct", { distinctStates: 4, totalStates: 5 }],
    ["generated", { distinctStates: 3, totalStates: 6 }],
  ])("when the count of %s states differs", (_, counts) => {
    const { judgement } = judged({ cfg: "Holds", result: "success", ...counts });
    expect(judgement).toMatchObject({
      kind: "counts differ",
      reason: expect.stringMatching(/^3 distinct, 5 generated, expected/),
    });
  });
  test.each([
    ["Violated", "success", "safety failure (Small, 4 states), upstream records success"],
    ["Holds", "safety failure", "success, upstream records safety failure"],
    ["Step", "liveness failure", "safety failure (Falls, 3 states), upstream records liveness failure"],
  ])("by a wrong verdict: %s", (cfg, result, reason) => {
    expect(judged({ cfg, result }).judgement).toEqual({ kind: "wrong verdict", reason });
  });
  test("when a constraint leaves liveness open: stricter, if the counts are the same", () => {
    expect(judged({ cfg: "Cut", result: "success", distinctStates: 3, totalStates: 6 }).judgement.kind).toBe("stricter");
    expect(judged({ cfg: "Cut", result: "success", distinctStates: 4, totalStates: 6 }).judgement).toEqual({
      kind: "no verdict",
      reason: "inconclusive: constraint, with 3 distinct and 6 generated states",
    });
  });
  test("when a file is missing", () => {
    expect(judged({ cfg: "Absent", result: "success" }).judgement).toEqual({
      kind: "no verdict",
      reason: "no-file: there is no file specifications/Counter/Absent.cfg",
    });
  });
  test("when something in it is wrong, with its position", () => {
    expect(judged({ cfg: "Malformed", result: "success" }).judgement).toMatchObject({
      kind: "no verdict",
      reason: expect.stringMatching(/^cfg-name: .*Smal.* at specifications\/Counter\/Malformed.cfg:3:11$/),
    });
  });
  test("when its states need more memory than allowed", () => {
    expect(judged({ cfg: "Endless", result: "success" }).judgement).toEqual({
      kind: "no verdict",
      reason: expect.stringMatching(/^inconclusive: memory, with \d+ distinct and \d+ generated states$/),
    });
  });
});

test("a counterexample that is none is a wrong verdict", () => {
  const dir = makeTree([{ cfg: "Violated", result: "safety failure" }]);
  const [model] = readModels(dir);
  if (model === undefined) throw new Error("no model");
  const found = checkModel({ dir, model, maxBytes: 2 ** 24 });
  if (found.verdict === null || found.counterexample === undefined) throw new Error("no counterexample");
  const objection = "state 2 is no successor of state 1";
  expect(judge(model, { ...found, counterexample: { ...found.counterexample, objection } })).toEqual({
    kind: "wrong verdict",
    reason: `the counterexample to Small: ${objection}`,
  });
});

test("the tree of the tests is where the models are read from", () => {
  const dir = makeTree([{ cfg: "Holds", result: "success" }]);
  expect(readModels(dir)[0]).toMatchObject({ cfg: join("specifications", "Counter", "Holds.cfg"), runtime: 1 });
});
