import { describe, expect, test } from "vitest";
import initWabt from "wabt";
import { SCHEDULE } from "../../gas/schedule.ts";
import { LIMITS } from "../../limits.ts";
import { addInstance, type ExportAddress } from "../instantiate.ts";
import { createMachine, type Machine, Status } from "../machine.ts";
import { invoke } from "../run.ts";
import { moduleWith } from "../testing-module.ts";
import { Comparison } from "./comparison.ts";

const moduleOf = moduleWith(await initWabt());

/** Areas longer than a piece, overlapping in both directions; growing; vectors; calls with results of every width. */
const MODULE = `(module (memory 1 3) (table $t 3000 4000 funcref) (global $g (mut i32) (i32.const 5)) (data "0123456789abcdef")
  (elem $e funcref (ref.func $pair) (ref.null func))
  (func $pair (param i64 v128) (result i64 v128) (local f64)
    (local.get 0) (i8x16.add (local.get 1) (i8x16.splat (i32.const 1))))
  (func (export "f") (result i32) (local $v v128) (local $i i32)
    (memory.fill (i32.const 10) (i32.const 7) (i32.const 9000))
    (memory.init 0 (i32.const 3) (i32.const 2) (i32.const 14))
    (memory.copy (i32.const 100) (i32.const 3) (i32.const 9000))
    (memory.copy (i32.const 3) (i32.const 100) (i32.const 9000))
    (drop (memory.grow (i32.const 2)))
    (drop (memory.grow (i32.const 1)))
    (table.fill $t (i32.const 5) (ref.func $pair) (i32.const 2500))
    (table.init $t $e (i32.const 6) (i32.const 0) (i32.const 2))
    (table.copy $t $t (i32.const 0) (i32.const 5) (i32.const 2500))
    (table.copy $t $t (i32.const 5) (i32.const 0) (i32.const 2500))
    (drop (table.grow $t (ref.func $pair) (i32.const 1000)))
    (elem.drop $e) (data.drop 0)
    (loop $l (result i64 v128)
      (call $pair (i64.const -1) (local.get $v))
      (local.tee $v)
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))
    (drop) (drop)
    (global.set $g (i32x4.extract_lane 0 (local.get $v)))
    (block $b (result i32)
      (br_table $b $b (i32.load (i32.const 131072)) (i32.const 0)))
    (i32.add (f32.lt (f32.const 1) (f32.const nan)))))`;

function compared(): { m: Machine; comparison: Comparison } {
  const m = createMachine(LIMITS, SCHEDULE);
  const comparison = new Comparison(m);
  const instance = addInstance(m, moduleOf(MODULE), () => undefined);
  invoke(m, (instance.exports.get("f") as ExportAddress).address, [], 1e7);
  comparison.follow();
  return { m, comparison };
}

describe("the two steppers", () => {
  test("agree on areas in pieces, growth, and values of every width", () => {
    const { m, comparison } = compared();
    const { steps, difference } = comparison.steps(10_000);
    expect([difference, comparison.whole(), m.status]).toEqual([undefined, undefined, Status.returned]);
    expect(steps).toBeGreaterThan(80);
    expect(m.values.i32[0]).toBe(0);
  });

  test.each<readonly [string, (m: Machine) => void, RegExp]>([
    ["a word", (m) => m.values.i32.fill(9, 4, 5), /^step 1: values\[4\]/],
    ["gas", (m) => Object.assign(m, { gas: m.gas - 1 }), /^step 1: gas/],
    ["a global", (m) => m.globals.fill(9, 0, 1), /^step 1: globals\[0\]/],
    ["a dropped segment", (m) => m.dropped.datas.fill(1), /^step 1: whether data segment 0/],
  ])("differ after the next step where %s was changed in one of them", (_, change, message) => {
    const { m, comparison } = compared();
    expect(comparison.steps(20).difference).toBeUndefined();
    change(m);
    expect(comparison.steps(1).difference).toMatch(message);
  });

  test("differ as a whole where a byte or a reference was changed that no step touches", () => {
    const { m, comparison } = compared();
    expect(comparison.steps(5).difference).toBeUndefined();
    m.mems[0]?.bytes.fill(1, 60_000, 60_001);
    expect(comparison.steps(1).difference).toBeUndefined();
    expect(comparison.whole()).toMatch(/^memory 0, chunk 234\[96\]: 1 over typed arrays, 0/);
    m.mems[0]?.bytes.fill(0, 60_000, 60_001);
    m.tables[0]?.elements.fill(1, 2_999, 3_000);
    expect(comparison.whole()).toMatch(/^table 0\[2999\]/);
  });
});
