/** Memory instructions. The cell `a` holds the offset of an access, and the cell `b` a lane; or `a` the address of a segment. */

import {
  access,
  and,
  apply,
  area,
  B,
  charge,
  cond,
  eq,
  load,
  MINUS_ONE,
  mul,
  or,
  push,
  pushWords,
  rule,
  shl,
  shrS,
  shrU,
  size,
  slot,
  store,
  word,
  xor,
  ZERO,
} from "./build.ts";
import type { Rule, Word } from "./ir.ts";

const signOf = (value: Word): Word => shrS(value, word(31));

const load32 = (mnemonic: string, bytes: 1 | 2 | 4, signed = true): Rule =>
  rule(mnemonic, access(bytes), push(load(bytes, signed)));
const load64 = (mnemonic: string): Rule => rule(mnemonic, access(8), pushWords(load(4), load(4, true, 4)));
const load64n = (mnemonic: string, bytes: 1 | 2 | 4, signed: boolean): Rule => {
  const value = load(bytes, signed);
  return rule(mnemonic, access(bytes), pushWords(value, signed ? signOf(value) : ZERO));
};

const store32 = (mnemonic: string, bytes: 1 | 2 | 4): Rule => rule(mnemonic, access(bytes), store(bytes, slot(2)));
const store64 = (mnemonic: string): Rule => rule(mnemonic, access(8), store(4, slot(2)), store(4, slot(3), 4));

/** Eight bytes, then what widens the low half of a vector. */
const loadExtend = (mnemonic: string, widen: string): Rule =>
  rule(mnemonic, access(8), pushWords(load(4), load(4, true, 4), ZERO, ZERO), apply(widen));

const splatted = (value: Word): readonly Word[] => [value, value, value, value];
const loadSplat = (mnemonic: string, bytes: 1 | 2 | 4, factor: number): Rule =>
  rule(mnemonic, access(bytes), pushWords(...splatted(mul(load(bytes, false), word(factor)))));

/** The words of the vector operand above the address. */
const VECTOR = [2, 3, 4, 5].map(slot) as readonly Word[];

/** Which word of the vector a lane of so many bytes lies in, and how many bits up. */
const wordOfLane = (bytes: 1 | 2 | 4): Word => shrU(mul(B, word(bytes)), word(2));
const shiftOfLane = (bytes: 1 | 2 | 4): Word => shl(and(mul(B, word(bytes)), word(3)), word(3));
const maskOf = (bytes: 1 | 2 | 4): Word => (bytes === 4 ? MINUS_ONE : word(2 ** (8 * bytes) - 1));

const loadLane = (mnemonic: string, bytes: 1 | 2 | 4): Rule => {
  const lane = shl(load(bytes, false), shiftOfLane(bytes));
  const others = xor(shl(maskOf(bytes), shiftOfLane(bytes)), MINUS_ONE);
  const replaced = VECTOR.map((old, i) => cond(eq(wordOfLane(bytes), word(i)), or(and(old, others), lane), old));
  return rule(mnemonic, access(bytes), pushWords(...replaced));
};

/** The word of the vector that `index` names. */
const chosen = (index: Word): Word =>
  VECTOR.slice(0, 3).reduceRight((rest, value, i) => cond(eq(index, word(i)), value, rest), VECTOR[3] as Word);

const storeLane = (mnemonic: string, bytes: 1 | 2 | 4): Rule =>
  rule(mnemonic, access(bytes), store(bytes, shrU(chosen(wordOfLane(bytes)), shiftOfLane(bytes))));

const [low, high, third, fourth] = VECTOR as readonly [Word, Word, Word, Word];
const firstHalf = eq(B, ZERO);

export const memory: readonly Rule[] = [
  load32("i32.load", 4),
  load64("i64.load"),
  load32("f32.load", 4),
  load64("f64.load"),
  rule("v128.load", access(16), pushWords(load(4), load(4, true, 4), load(4, true, 8), load(4, true, 12))),
  load32("i32.load8_s", 1),
  load32("i32.load8_u", 1, false),
  load32("i32.load16_s", 2),
  load32("i32.load16_u", 2, false),
  load64n("i64.load8_s", 1, true),
  load64n("i64.load8_u", 1, false),
  load64n("i64.load16_s", 2, true),
  load64n("i64.load16_u", 2, false),
  load64n("i64.load32_s", 4, true),
  load64n("i64.load32_u", 4, false),
  store32("i32.store", 4),
  store64("i64.store"),
  store32("f32.store", 4),
  store64("f64.store"),
  rule("v128.store", access(16), store(4, low), store(4, high, 4), store(4, third, 8), store(4, fourth, 12)),
  store32("i32.store8", 1),
  store32("i32.store16", 2),
  store32("i64.store8", 1),
  store32("i64.store16", 2),
  store32("i64.store32", 4),
  loadExtend("v128.load8x8_s", "i16x8.extend_low_i8x16_s"),
  loadExtend("v128.load8x8_u", "i16x8.extend_low_i8x16_u"),
  loadExtend("v128.load16x4_s", "i32x4.extend_low_i16x8_s"),
  loadExtend("v128.load16x4_u", "i32x4.extend_low_i16x8_u"),
  loadExtend("v128.load32x2_s", "i64x2.extend_low_i32x4_s"),
  loadExtend("v128.load32x2_u", "i64x2.extend_low_i32x4_u"),
  loadSplat("v128.load8_splat", 1, 0x01010101),
  loadSplat("v128.load16_splat", 2, 0x00010001),
  loadSplat("v128.load32_splat", 4, 1),
  rule("v128.load64_splat", access(8), pushWords(load(4), load(4, true, 4), load(4), load(4, true, 4))),
  rule("v128.load32_zero", access(4), pushWords(load(4), ZERO, ZERO, ZERO)),
  rule("v128.load64_zero", access(8), pushWords(load(4), load(4, true, 4), ZERO, ZERO)),
  loadLane("v128.load8_lane", 1),
  loadLane("v128.load16_lane", 2),
  loadLane("v128.load32_lane", 4),
  rule(
    "v128.load64_lane",
    access(8),
    pushWords(
      cond(firstHalf, load(4), low),
      cond(firstHalf, load(4, true, 4), high),
      cond(firstHalf, third, load(4)),
      cond(firstHalf, fourth, load(4, true, 4)),
    ),
  ),
  storeLane("v128.store8_lane", 1),
  storeLane("v128.store16_lane", 2),
  storeLane("v128.store32_lane", 4),
  rule("v128.store64_lane", access(8), store(4, cond(firstHalf, low, third)), store(4, cond(firstHalf, high, fourth), 4)),
  rule("memory.size", push(size("memory"))),
  rule("memory.grow", charge("memory.grow", slot(0)), area("memory.grow")),
  rule("memory.fill", charge("memory.fill", slot(4)), area("memory.fill")),
  rule("memory.copy", charge("memory.copy", slot(4)), area("memory.copy")),
  rule("memory.init", charge("memory.init", slot(4)), area("memory.init")),
  rule("data.drop", area("data.drop")),
];
