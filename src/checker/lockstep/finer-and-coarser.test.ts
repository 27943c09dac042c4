/** Code that takes finer steps than its module (internal actions) and coarser ones (drivers). */

import { describe, expect, test } from "vitest";
import {
  compare,
  drivenRelay,
  found,
  type OfRunner,
  type Relay,
  warmRelay,
  withAction,
  withSource,
  withSystem,
} from "./testing-models.ts";

const equal = { verdict: "equal", kind: undefined };

describe("internal steps", () => {
  const { actions } = warmRelay.system;
  /** Compares the relay with another way of warming up. */
  const warmUp = (step: (s: Relay) => readonly [Relay, readonly { readonly type: string }[]] | string) =>
    compare(withAction(warmRelay, "WarmUp", { step }));

  test("are not seen by the spec, are counted, and leave its states and edges", () => {
    const result = compare(warmRelay);
    expect(found(result)).toEqual(equal);
    expect(result.states).toBe(8);
    expect(result.spec?.distinct).toBe(4);
    expect(result.codeOnly).toEqual({ WarmUp: 4 });
    expect(result.hidden).toEqual({ isWarm: 4 });
    expect(result.digest).toBe(result.spec?.digest);
  });

  test("keep the abstraction", () => {
    const result = warmUp((s) => (s.isWarm ? "warm" : [{ at: Math.min(3, s.at + 1), isWarm: true }, []]));
    expect(found(result)).toEqual({ verdict: "different", kind: "code-extra", trace: [], step: "WarmUp()" });
    expect(result.difference?.message).toBe("the internal step WarmUp changes the abstraction");
  });

  test("have no effects", () => {
    const result = warmUp((s) => (s.isWarm ? "warm" : [{ ...s, isWarm: true }, [{ type: "Stretched" }]]));
    expect(found(result)).toEqual({ verdict: "different", kind: "effect", trace: [], step: "WarmUp()" });
  });

  test("end: a cycle of them is a difference", () => {
    const result = warmUp((s) => [{ ...s, isWarm: !s.isWarm }, []]);
    expect(found(result)).toEqual({ verdict: "different", kind: "code-extra", trace: [] });
    expect(result.difference?.message).toBe("internal steps can go on forever from this state");
  });

  test("end: so is one that leads back to its state", () => {
    const result = warmUp((s) => [{ ...s, isWarm: true }, []]);
    expect(found(result)).toEqual({ verdict: "different", kind: "code-extra", trace: [] });
    expect(result.difference?.message).toBe("internal steps can go on forever from this state");
  });

  test("lead to what the code refuses for now", () => {
    const result = warmUp(() => "never");
    expect(found(result)).toEqual({
      verdict: "different",
      kind: "spec-extra",
      trace: [],
      step: "Pass(0)",
      refusal: "cold",
      variables: ["at: 1 / 0"],
    });
  });

  test("lead to it in every state where they are possible", () => {
    const lazy = (s: Relay, { n }: OfRunner) => (s.at !== n ? "elsewhere" : "cold");
    expect(found(compare(withAction(warmRelay, "Pass", { step: lazy })))).toMatchObject({
      kind: "spec-extra",
      step: "Pass(0)",
      refusal: "cold",
    });
  });

  test("are no excuse where none is possible", () => {
    const step = (s: Relay, { n }: OfRunner) => (s.at === n ? (actions.Pass?.step(s, { n } as never) ?? "elsewhere") : "cold");
    const result = compare(withAction(warmRelay, "Pass", { step }));
    expect(found(result)).toEqual({
      verdict: "different",
      kind: "refusal",
      trace: ["WarmUp()"],
      step: "Pass(1)",
      conjunct: "Pass/1",
      refusal: "cold",
    });
  });

  test("are no excuse for a refusal that stands for a guard", () => {
    const refusals = { Pass: { elsewhere: 1, cold: 1 }, Done: { running: 1 } };
    expect(found(compare(withSystem(warmRelay, { refusals })))).toMatchObject({ kind: "spec-extra", trace: [], step: "Pass(0)" });
  });

  test("change hidden fields that are declared", () => {
    const result = compare(withSystem(warmRelay, { hidden: {} }));
    expect(found(result)).toEqual({ verdict: "different", kind: "code-extra", trace: ["WarmUp()"] });
    expect(result.difference?.message).toContain("differ in isWarm");
  });

  test("belong to actions of the code", () => {
    const result = compare(withSystem(warmRelay, { internal: { WarmUp: "its own affair", CoolDown: "its own affair" } }));
    expect(found(result)).toEqual({ verdict: "different", kind: "shape" });
    expect(result.difference?.message).toBe("CoolDown is declared as internal and is no action of the code");
  });

  test("that are not declared are actions that the spec lacks", () => {
    expect(found(compare(withSystem(warmRelay, { internal: {} })))).toEqual({ verdict: "different", kind: "shape" });
  });
});

describe("drivers", () => {
  type At = { readonly at: number };
  const drive = (step: (s: At) => readonly [At, readonly { readonly type: string; readonly by: number }[]] | string) =>
    found(compare(withAction(drivenRelay, "PassTwice", { step })));
  const passes = ({ at }: At) => [
    { type: "Passed", by: at },
    { type: "Passed", by: at + 1 },
  ];

  test("cover steps of the spec, which keep their own edges", () => {
    const result = compare(drivenRelay);
    expect(found(result)).toEqual(equal);
    expect(result.codeOnly).toEqual({ PassTwice: 2 });
    expect(result.edges).toEqual({ Pass: 3, Done: 1 });
    expect(result.digest).toBe(result.spec?.digest);
  });

  test("reach the state after the last step", () => {
    expect(drive((s) => (s.at > 1 ? "too-far" : [{ at: s.at + 1 }, passes(s)]))).toEqual({
      verdict: "different",
      kind: "code-extra",
      trace: [],
      step: "PassTwice()",
      variables: ["at: 2 / 1"],
    });
  });

  test("pass through every state between", () => {
    const covers = ({ at }: At) => [
      { action: "Pass", args: { n: at }, after: { at } },
      { action: "Pass", args: { n: at + 1 }, after: { at: at + 2 } },
    ];
    const result = compare(withAction(drivenRelay, "PassTwice", { covers }));
    expect(found(result)).toEqual({
      verdict: "different",
      kind: "code-extra",
      trace: [],
      step: "PassTwice()",
      variables: ["at: 1 / 0"],
    });
    expect(result.difference?.message).toContain("after Pass, step 1 of 2");
  });

  test("have the effects of all steps, in order", () => {
    expect(drive((s) => (s.at > 1 ? "too-far" : [{ at: s.at + 2 }, [...passes(s)].reverse()]))).toMatchObject({
      kind: "effect",
      trace: [],
      step: "PassTwice()",
    });
  });

  test("take no step that the spec refuses", () => {
    expect(drive((s) => (s.at > 2 ? "too-far" : [{ at: Math.min(3, s.at + 2) }, passes(s)]))).toMatchObject({
      kind: "code-extra",
      trace: ["PassTwice()"],
      step: "PassTwice()",
      conjunct: "Pass/in:n",
    });
  });

  test("refuse no steps that the spec takes", () => {
    expect(drive((s) => (s.at > 0 ? "too-far" : [{ at: 2 }, passes(s)]))).toEqual({
      verdict: "different",
      kind: "spec-extra",
      trace: ["Pass(0)"],
      step: "PassTwice()",
      refusal: "too-far",
      variables: ["at: 3 / 1"],
    });
  });

  test("refuse for the first false conjunct on the way", () => {
    const refusals = { ...drivenRelay.system.refusals, PassTwice: { "too-far": "Pass/1" } } as const;
    expect(found(compare(withSystem(drivenRelay, { refusals })))).toMatchObject({
      kind: "refusal",
      step: "PassTwice()",
      conjunct: "Pass/in:n",
      refusal: "too-far",
    });
  });

  test("are stopped by the environment's guards", () => {
    const guarded = withSource(drivenRelay, "\\E n \\in 0..2 : Pass(n)", "\\E n \\in 0..2 : n < 3 /\\ Pass(n)");
    expect(found(compare(guarded))).toEqual(equal);
    const closed = withSource(drivenRelay, "\\E n \\in 0..2 : Pass(n)", "\\E n \\in 0..2 : n # 1 /\\ Pass(n)");
    const admitting = withAction(closed, "Pass", { admits: (_: At, { n }: OfRunner) => (n === 1 ? "barred" : null) });
    const refusals = { ...drivenRelay.system.refusals, Pass: { elsewhere: 1, barred: "env1" } } as const;
    expect(found(compare(withSystem(admitting, { refusals }), { requireSound: false }))).toMatchObject({
      kind: "code-extra",
      trace: [],
      step: "PassTwice()",
      conjunct: "Pass/env1",
    });
  });

  test("cover something", () => {
    const result = compare(withAction(drivenRelay, "PassTwice", { covers: () => [] }));
    expect(result).toMatchObject({ verdict: "error", error: { code: "covers-nothing" } });
  });

  test("have a table of refusals", () => {
    const { PassTwice: _, ...refusals } = drivenRelay.system.refusals ?? {};
    expect(found(compare(withSystem(drivenRelay, { refusals })))).toEqual({ verdict: "different", kind: "shape" });
  });
});
