import { describe, expect, test } from "vitest";
import initWabt from "wabt";
import { SCHEDULE } from "../../gas/schedule.ts";
import { LIMITS } from "../../limits.ts";
import { addHostFunc, addInstance, type ExportAddress } from "../instantiate.ts";
import { createMachine, type Machine } from "../machine.ts";
import { invoke, resume, run } from "../run.ts";
import { moduleWith } from "../testing-module.ts";
import { stateOf } from "./convert.ts";
import { invoked, resumed } from "./host.ts";

const moduleOf = moduleWith(await initWabt());

/** Asks the host with operands below, from a function with locals, directly and through a table. */
const MODULE = `(module (import "host" "ask" (func $ask (param i32 i32) (result i64))) (table 1 funcref) (elem (i32.const 0) $ask)
  (func (export "f") (param i32) (result i64) (local i32 i64)
    (i64.add
      (call $ask (local.get 0) (i32.const 5))
      (call_indirect (param i32 i32) (result i64) (i32.const 7) (i32.const 8) (i32.const 0)))))`;

function asking(stackBytes = LIMITS.stackBytes): { readonly m: Machine; readonly func: number } {
  const m = createMachine({ ...LIMITS, stackBytes }, SCHEDULE);
  const ask = addHostFunc(m, { params: ["i32", "i32"], results: ["i64"] }, { module: "host", name: "ask" });
  const instance = addInstance(m, moduleOf(MODULE), () => ask);
  invoke(m, instance.init, [], 1e6);
  run(m, 100);
  return { m, func: (instance.exports.get("f") as ExportAddress).address };
}

describe("an immutable state's host does what that of the machine over typed arrays does", () => {
  test("when it begins an invocation, and at each of its answers", () => {
    const { m, func } = asking();
    const before = stateOf(m);
    invoke(m, func, [3, 0], 5_000);
    expect(invoked(m, before, func, [3, 0], 5_000)).toEqual(stateOf(m));
    for (const answer of [
      [1, 2],
      [-1, 0],
    ]) {
      run(m, 100);
      const waiting = stateOf(m);
      expect(waiting.status).toBe("host");
      resume(m, answer, 9);
      expect(resumed(m, waiting, answer, 9)).toEqual({ ...stateOf(m), callee: waiting.callee });
    }
    run(m, 100);
    expect(stateOf(m)).toMatchObject({ status: "returned", values: [0, 3] });
  });

  test("when the answer costs more than there is", () => {
    const { m, func } = asking();
    invoke(m, func, [3, 0], 5_000);
    run(m, 100);
    const waiting = stateOf(m);
    resume(m, [1, 2], 4_990);
    expect(resumed(m, waiting, [1, 2], 4_990)).toEqual(stateOf(m));
    expect(m.gas).toBe(waiting.gas);
  });

  test("when a function's frame passes the stack limit", () => {
    const { m, func } = asking(64);
    const before = stateOf(m);
    invoke(m, func, [3, 0], 5_000);
    expect(invoked(m, before, func, [3, 0], 5_000)).toMatchObject({ status: "trapped", trap: "call stack exhausted" });
    expect(stateOf(m)).toMatchObject({ status: "trapped", trap: "call stack exhausted" });
  });
});
