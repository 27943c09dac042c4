import { describe, expect, test } from "vitest";
import initWabt from "wabt";
import { SCHEDULE } from "../gas/schedule.ts";
import { LIMITS } from "../limits.ts";
import { addInstance, addMemory, type ExportAddress, externAt, type Instance, type ResolveExtern } from "./instantiate.ts";
import { createMachine, type Machine, Status } from "./machine.ts";
import { invoke, results, run } from "./run.ts";
import { moduleWith } from "./testing-module.ts";

const moduleOf = moduleWith(await initWabt());

const none: ResolveExtern = () => undefined;

function call(m: Machine, { exports }: Instance, name: string, ...args: number[]): number | string {
  invoke(
    m,
    (exports.get(name) as ExportAddress).address,
    args.flatMap((arg) => [arg, 0]),
    1e9,
  );
  run(m, 1e6);
  return m.status === Status.returned ? (results(m)[0] as number) : `status ${m.status}, trap ${m.trap}`;
}

describe("instances", () => {
  test("have null in references that nobody set: locals, tables, table.grow", () => {
    const m = createMachine(LIMITS, SCHEDULE);
    const instance = addInstance(
      m,
      moduleOf(`(module (table $t 2 4 funcref) (func $f (export "locals") (result i32) (local funcref externref)
          (i32.add (ref.is_null (local.get 0)) (ref.is_null (local.get 1))))
        (func (export "table") (param i32) (result i32) (ref.is_null (table.get $t (local.get 0))))
        (func (export "grow") (result i32) (drop (table.grow $t (ref.null func) (i32.const 2))) (call 1 (i32.const 3)))
        (func (export "set") (result i32) (table.set $t (i32.const 0) (ref.func $f)) (call 1 (i32.const 0)))
        (func (export "call") (param i32) (result i32) (call_indirect $t (result i32) (local.get 0))) (elem declare func $f))`),
      none,
    );
    expect(call(m, instance, "locals")).toBe(2);
    expect(call(m, instance, "table", 1)).toBe(1);
    expect(call(m, instance, "grow")).toBe(1);
    expect(call(m, instance, "set")).toBe(0);
    expect(call(m, instance, "call", 0)).toBe(2);
    expect(call(m, instance, "call", 1)).toBe("status 2, trap 8");
    expect(call(m, instance, "call", 4)).toBe("status 2, trap 7");
  });

  test("use their own memory, also when they call each other", () => {
    const m = createMachine(LIMITS, SCHEDULE);
    const first = addInstance(
      m,
      moduleOf(`(module (memory 1) (func (export "put") (param i32) (i32.store (i32.const 0) (local.get 0)))
        (func (export "get") (result i32) (i32.load (i32.const 0))))`),
      none,
    );
    const second = addInstance(
      m,
      moduleOf(`(module (import "" "put" (func $put (param i32))) (memory 1) (func (export "both") (param i32) (result i32)
        (i32.store (i32.const 0) (local.get 0)) (call $put (i32.const 5)) (i32.load (i32.const 0))))`),
      (_, name) => externAt(m, first.exports.get(name) as ExportAddress),
    );
    expect(call(m, second, "both", 9)).toBe(9);
    expect(call(m, first, "get")).toBe(5);
  });

  test("grow a memory that they share within the maximum of who declared it, clipped to the limit", () => {
    const m = createMachine({ ...LIMITS, memoryPages: 3 }, SCHEDULE);
    const unbounded = addMemory(m, { min: 1, max: null });
    const text = `(module (import "" "m" (memory 1)) (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))`;
    const instance = addInstance(m, moduleOf(text), () => externAt(m, { kind: "mem", address: unbounded }));
    expect(call(m, instance, "grow", 3)).toBe(-1);
    expect(call(m, instance, "grow", 2)).toBe(1);
    expect(call(m, instance, "grow", 1)).toBe(-1);
    expect(call(m, instance, "grow", 0)).toBe(3);
  });

  test("stop at the stack limit at the same depth however they are run", () => {
    const text = `(module (global $depth (mut i32) (i32.const 0)) (func $f (export "f") (local i64 v128)
      (global.set $depth (i32.add (global.get $depth) (i32.const 1))) (call $f)))`;
    const depth = (steps: number) => {
      const m = createMachine({ ...LIMITS, stackBytes: 4_096 }, SCHEDULE);
      const instance = addInstance(m, moduleOf(text), none);
      invoke(m, (instance.exports.get("f") as ExportAddress).address, [], 1e9);
      while (m.status === Status.running) run(m, steps);
      expect([m.status, m.trap]).toEqual([Status.trapped, 10]);
      return m.globals[0];
    };
    // An activation takes 16 bytes, its locals 24, its two operands 16.
    expect([depth(1), depth(3), depth(1e6)]).toEqual([73, 73, 73]);
  });
});
