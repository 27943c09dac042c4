/** Kernels that run one family of instructions and little else, to set gas against time. */

import type { Kernel } from "./nvm-kernels.ts";

/** How often a family's instructions stand in the loop, so that the loop itself hardly counts. */
const COPIES = 32;

/** The locals a, b (32 bits), l (64), f, s (floats) and v (a vector) are there for the instructions; memory and tables have room. */
function family(instructions: string, rounds: number): Kernel {
  const text = `(module (memory 2) (table 2048 funcref) (elem (i32.const 0) $nothing $one) (global $g (mut i32) (i32.const 1))
    (type $none (func))
    (func $nothing)
    (func $one (param i32) (result i32) (local i64 i64) (local.get 0))
    (func (export "run") (param $rounds i32) (result i32)
      (local $a i32) (local $b i32) (local $l i64) (local $f f64) (local $s f32) (local $v v128)
      (local.set $a (i32.const 1000003)) (local.set $b (i32.const 77)) (local.set $l (i64.const 0x123456789abcdef))
      (local.set $f (f64.const 1.25)) (local.set $s (f32.const 1.25)) (local.set $v (v128.const i32x4 1 2 3 4))
      (loop $round
        ${`${instructions}\n        `.repeat(COPIES)}
        (br_if $round (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
      (local.get $a)))`;
  return { text, rounds, quick: Math.ceil(rounds / 10) };
}

const OFTEN = 100_000;
const SELDOM = 20_000;
const RARELY = 500;

/** By the kind of the schedule, and what of the kind it is. */
export const FAMILIES: { readonly [name: string]: Kernel } = {
  "simple: i32": family("(local.set $a (i32.add (local.get $a) (i32.const 7)))", OFTEN),
  "simple: i32.popcnt": family("(local.set $b (i32.popcnt (local.get $a)))", OFTEN),
  "simple: i64.add": family("(local.set $l (i64.add (local.get $l) (i64.const 7)))", OFTEN),
  "simple: i64.mul": family("(local.set $l (i64.mul (local.get $l) (i64.const 7)))", OFTEN),
  "simple: i64.rotl": family("(local.set $l (i64.rotl (local.get $l) (i64.const 13)))", OFTEN),
  "simple: select": family("(local.set $b (select (local.get $a) (local.get $b) (local.get $rounds)))", OFTEN),
  "simple: globals": family("(global.set $g (global.get $g))", OFTEN),
  "memory: i32": family("(i32.store (i32.const 64) (i32.load (i32.const 128)))", OFTEN),
  "memory: i64": family("(i64.store (i32.const 64) (i64.load (i32.const 128)))", OFTEN),
  "branch: br_if": family("(block (br_if 0 (local.get $b)) (nop))", OFTEN),
  "branch: br_table": family("(block (block (br_table 0 1 (i32.const 1))))", OFTEN),
  "branch: if": family("(if (local.get $b) (then (nop)) (else (nop)))", OFTEN),
  "division: i32": family("(local.set $b (i32.rem_u (local.get $a) (i32.const 97)))", OFTEN),
  "division: i64": family("(local.set $l (i64.div_u (i64.const 0x7123456789abcdef) (i64.const 1000003)))", SELDOM),
  "float: f64.add": family("(local.set $f (f64.add (local.get $f) (f64.const 0.5)))", OFTEN),
  "float: f32.mul": family("(local.set $s (f32.mul (local.get $s) (f32.const 1)))", OFTEN),
  "float: f64.sqrt": family("(local.set $f (f64.sqrt (f64.const 2)))", OFTEN),
  "float: f64.nearest": family("(local.set $f (f64.nearest (f64.const 2.5)))", OFTEN),
  "float: i64 and back": family("(local.set $l (i64.trunc_sat_f64_s (f64.convert_i64_s (local.get $l))))", SELDOM),
  "vector: i32x4.add": family("(local.set $v (i32x4.add (local.get $v) (local.get $v)))", SELDOM),
  "vector: i64x2.mul": family("(local.set $v (i64x2.mul (local.get $v) (local.get $v)))", SELDOM),
  "vector: i8x16.swizzle": family("(local.set $v (i8x16.swizzle (local.get $v) (local.get $v)))", SELDOM),
  "vector: f64x2.add": family("(local.set $v (f64x2.add (local.get $v) (v128.const f64x2 1 2)))", SELDOM),
  "vector: load and store": family("(v128.store (i32.const 64) (v128.load (i32.const 128)))", SELDOM),
  "call: without operands": family("(call $nothing)", OFTEN),
  "call: with operands": family("(local.set $b (call $one (local.get $b)))", OFTEN),
  "indirect: call_indirect": family("(call_indirect (type $none) (i32.const 0))", OFTEN),
  "table: get and set": family("(table.set (i32.const 5) (table.get (i32.const 1)))", OFTEN),
  "area: memory.fill, 1 byte": family("(memory.fill (i32.const 64) (i32.const 1) (i32.const 1))", OFTEN),
  "area: memory.fill, 64 KiB": family("(memory.fill (i32.const 0) (i32.const 1) (i32.const 65536))", RARELY),
  "area: memory.copy, 64 KiB": family("(memory.copy (i32.const 0) (i32.const 64) (i32.const 65536))", RARELY),
  "area: table.fill, 1,000": family("(table.fill (i32.const 0) (ref.null func) (i32.const 1000))", SELDOM),
  "area: memory.grow, none": family("(drop (memory.grow (i32.const 0)))", OFTEN),
};
