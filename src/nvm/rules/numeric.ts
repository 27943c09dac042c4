/** Numeric instructions, in the order of the table of instructions: constants, then unary, binary, test, comparison, conversion. */

import {
  A,
  add,
  and,
  apply,
  B,
  clz,
  compare,
  cond,
  ctz,
  divS,
  divU,
  eq,
  eqz,
  extend8,
  extend16,
  f32,
  f64,
  fbinary,
  fcompare,
  ffunction,
  float,
  ltU,
  MIN,
  MINUS_ONE,
  mul,
  or,
  popcnt,
  push,
  push32,
  push64,
  pushWords,
  remS,
  remU,
  rotl,
  rotr,
  rule,
  shl,
  shrS,
  shrU,
  slot,
  sub,
  trap,
  word,
  xor,
  ZERO,
} from "./build.ts";
import type { CompareOp, FloatCompareOp, FloatFunction, FloatOp, Rule, Word } from "./ir.ts";

/** The operands of 32 bits, and the halves of those of 64 bits. */
const x = slot(0);
const xHigh = slot(1);
const y = slot(2);
const yHigh = slot(3);

const SIGN = 31;
/** The sign of a word in all its bits. */
const signOf = (value: Word): Word => shrS(value, word(SIGN));

const function32 = (op: FloatFunction): Rule => rule(`f32.${op}`, push32(ffunction(op, f32(0))));
const function64 = (op: FloatFunction): Rule => rule(`f64.${op}`, push64(ffunction(op, f64(0))));
const float32 = (op: FloatOp): Rule => rule(`f32.${op}`, push32(fbinary(op, f32(0), f32(2))));
const float64 = (op: FloatOp): Rule => rule(`f64.${op}`, push64(fbinary(op, f64(0), f64(2))));
/** What needs more than a line, in `alu/`. */
const applied = (mnemonic: string): Rule => rule(mnemonic, apply(mnemonic));

const unops: readonly Rule[] = [
  rule("i32.clz", push(clz(x))),
  rule("i32.ctz", push(ctz(x))),
  rule("i32.popcnt", push(popcnt(x))),
  rule("i64.clz", push(cond(xHigh, clz(xHigh), add(clz(x), word(32))))),
  rule("i64.ctz", push(cond(x, ctz(x), add(ctz(xHigh), word(32))))),
  rule("i64.popcnt", push(add(popcnt(x), popcnt(xHigh)))),
  rule("f32.abs", push(and(x, word(0x7fffffff)))),
  rule("f32.neg", push(xor(x, MIN))),
  function32("ceil"),
  function32("floor"),
  function32("trunc"),
  function32("nearest"),
  function32("sqrt"),
  rule("f64.abs", pushWords(x, and(xHigh, word(0x7fffffff)))),
  rule("f64.neg", pushWords(x, xor(xHigh, MIN))),
  function64("ceil"),
  function64("floor"),
  function64("trunc"),
  function64("nearest"),
  function64("sqrt"),
  rule("i32.extend8_s", push(extend8(x))),
  rule("i32.extend16_s", push(extend16(x))),
  rule("i64.extend8_s", pushWords(extend8(x), signOf(extend8(x)))),
  rule("i64.extend16_s", pushWords(extend16(x), signOf(extend16(x)))),
  rule("i64.extend32_s", pushWords(x, signOf(x))),
];

const sum = add(x, y);
const carry = ltU(sum, x);
const borrow = ltU(x, y);
/** The sign of `of` on the other's other bits. */
const withSign = (value: Word, of: Word): Word => or(and(value, word(0x7fffffff)), and(of, MIN));
const byZero = trap("integer divide by zero", eqz(y));

const binops: readonly Rule[] = [
  rule("i32.add", push(sum)),
  rule("i32.sub", push(sub(x, y))),
  rule("i32.mul", push(mul(x, y))),
  rule("i32.div_s", byZero, trap("integer overflow", and(eq(x, MIN), eq(y, MINUS_ONE))), push(divS(x, y))),
  rule("i32.div_u", byZero, push(divU(x, y))),
  rule("i32.rem_s", byZero, push(remS(x, y))),
  rule("i32.rem_u", byZero, push(remU(x, y))),
  rule("i32.and", push(and(x, y))),
  rule("i32.or", push(or(x, y))),
  rule("i32.xor", push(xor(x, y))),
  rule("i32.shl", push(shl(x, y))),
  rule("i32.shr_s", push(shrS(x, y))),
  rule("i32.shr_u", push(shrU(x, y))),
  rule("i32.rotl", push(rotl(x, y))),
  rule("i32.rotr", push(rotr(x, y))),
  rule("i64.add", pushWords(sum, add(add(xHigh, yHigh), carry))),
  rule("i64.sub", pushWords(sub(x, y), sub(sub(xHigh, yHigh), borrow))),
  applied("i64.mul"),
  applied("i64.div_s"),
  applied("i64.div_u"),
  applied("i64.rem_s"),
  applied("i64.rem_u"),
  rule("i64.and", pushWords(and(x, y), and(xHigh, yHigh))),
  rule("i64.or", pushWords(or(x, y), or(xHigh, yHigh))),
  rule("i64.xor", pushWords(xor(x, y), xor(xHigh, yHigh))),
  applied("i64.shl"),
  applied("i64.shr_s"),
  applied("i64.shr_u"),
  applied("i64.rotl"),
  applied("i64.rotr"),
  float32("add"),
  float32("sub"),
  float32("mul"),
  float32("div"),
  float32("min"),
  float32("max"),
  rule("f32.copysign", push(withSign(x, y))),
  float64("add"),
  float64("sub"),
  float64("mul"),
  float64("div"),
  float64("min"),
  float64("max"),
  rule("f64.copysign", pushWords(x, withSign(xHigh, yHigh))),
];

const testops: readonly Rule[] = [rule("i32.eqz", push(eqz(x))), rule("i64.eqz", push(eqz(or(x, xHigh))))];

const compare32 = (op: CompareOp): Rule => rule(`i32.${op}`, push(compare(op)(x, y)));
/** Orders by the high halves, and by the low ones, which have no sign, where the high ones are equal. */
const compare64 = (op: CompareOp, low: CompareOp): Rule =>
  rule(`i64.${op}`, push(cond(eq(xHigh, yHigh), compare(low)(x, y), compare(op)(xHigh, yHigh))));
const compareF32 = (op: FloatCompareOp): Rule => rule(`f32.${op}`, push(fcompare(op, f32(0), f32(2))));
const compareF64 = (op: FloatCompareOp): Rule => rule(`f64.${op}`, push(fcompare(op, f64(0), f64(2))));

const differing = or(xor(x, y), xor(xHigh, yHigh));

const relops: readonly Rule[] = [
  compare32("eq"),
  compare32("ne"),
  compare32("lt_s"),
  compare32("lt_u"),
  compare32("gt_s"),
  compare32("gt_u"),
  compare32("le_s"),
  compare32("le_u"),
  compare32("ge_s"),
  compare32("ge_u"),
  rule("i64.eq", push(eqz(differing))),
  rule("i64.ne", push(compare("ne")(differing, ZERO))),
  compare64("lt_s", "lt_u"),
  compare64("lt_u", "lt_u"),
  compare64("gt_s", "gt_u"),
  compare64("gt_u", "gt_u"),
  compare64("le_s", "le_u"),
  compare64("le_u", "le_u"),
  compare64("ge_s", "ge_u"),
  compare64("ge_u", "ge_u"),
  ...(["eq", "ne", "lt", "gt", "le", "ge"] as const).map(compareF32),
  ...(["eq", "ne", "lt", "gt", "le", "ge"] as const).map(compareF64),
];

const cvtops: readonly Rule[] = [
  rule("i32.wrap_i64", push(x)),
  applied("i32.trunc_f32_s"),
  applied("i32.trunc_f32_u"),
  applied("i32.trunc_f64_s"),
  applied("i32.trunc_f64_u"),
  rule("i64.extend_i32_s", pushWords(x, signOf(x))),
  rule("i64.extend_i32_u", pushWords(x, ZERO)),
  applied("i64.trunc_f32_s"),
  applied("i64.trunc_f32_u"),
  applied("i64.trunc_f64_s"),
  applied("i64.trunc_f64_u"),
  rule("f32.convert_i32_s", push32(float(x, true))),
  rule("f32.convert_i32_u", push32(float(x, false))),
  applied("f32.convert_i64_s"),
  applied("f32.convert_i64_u"),
  rule("f32.demote_f64", push32(f64(0))),
  rule("f64.convert_i32_s", push64(float(x, true))),
  rule("f64.convert_i32_u", push64(float(x, false))),
  applied("f64.convert_i64_s"),
  applied("f64.convert_i64_u"),
  rule("f64.promote_f32", push64(f32(0))),
  rule("i32.reinterpret_f32", push(x)),
  rule("i64.reinterpret_f64", pushWords(x, xHigh)),
  rule("f32.reinterpret_i32", push(x)),
  rule("f64.reinterpret_i64", pushWords(x, xHigh)),
  applied("i32.trunc_sat_f32_s"),
  applied("i32.trunc_sat_f32_u"),
  applied("i32.trunc_sat_f64_s"),
  applied("i32.trunc_sat_f64_u"),
  applied("i64.trunc_sat_f32_s"),
  applied("i64.trunc_sat_f32_u"),
  applied("i64.trunc_sat_f64_s"),
  applied("i64.trunc_sat_f64_u"),
];

export const numeric: readonly Rule[] = [
  rule("i32.const", push(A)),
  rule("i64.const", pushWords(A, B)),
  rule("f32.const", push(A)),
  rule("f64.const", pushWords(A, B)),
  ...unops,
  ...binops,
  ...testops,
  ...relops,
  ...cvtops,
];
