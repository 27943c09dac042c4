/** Instructions on vectors of integers up to 32 bits a lane, and those that only move lanes. */

import {
  binary,
  clamp,
  firstLane,
  type IntView,
  instruction,
  LANES,
  narrow,
  relation,
  shift,
  toNumber,
  unary,
  widen,
  widenProduct,
  widenSum,
} from "./lanes.ts";
import { popcnt32 } from "./numbers.ts";
import type { Applied } from "./views.ts";

type Table = { readonly [name: string]: Applied };

interface Shape {
  readonly name: string;
  readonly signed: IntView;
  readonly unsigned: IntView;
  /** The largest number of a lane with sign, and without. */
  readonly max: number;
  readonly maxUnsigned: number;
}

const I8: Shape = { name: "i8x16", signed: "i8", unsigned: "u8", max: 0x7f, maxUnsigned: 0xff };
const I16: Shape = { name: "i16x8", signed: "i16", unsigned: "u16", max: 0x7fff, maxUnsigned: 0xffff };
const I32: Shape = { name: "i32x4", signed: "i32", unsigned: "u32", max: 0x7fffffff, maxUnsigned: 0xffffffff };

const named = (shape: Shape, table: Table): Table =>
  Object.fromEntries(Object.entries(table).map(([name, applied]) => [`${shape.name}.${name}`, applied]));

/** What every width has. */
const common = (shape: Shape): Table => {
  const { signed, unsigned } = shape;
  const lanes = LANES[signed];
  return named(shape, {
    abs: unary(signed, Math.abs),
    neg: unary(signed, (x) => -x),
    add: binary(signed, (x, y) => x + y),
    sub: binary(signed, (x, y) => x - y),
    min_s: binary(signed, Math.min),
    min_u: binary(unsigned, Math.min),
    max_s: binary(signed, Math.max),
    max_u: binary(unsigned, Math.max),
    eq: relation(signed, (x, y) => x === y),
    ne: relation(signed, (x, y) => x !== y),
    lt_s: relation(signed, (x, y) => x < y),
    lt_u: relation(unsigned, (x, y) => x < y),
    gt_s: relation(signed, (x, y) => x > y),
    gt_u: relation(unsigned, (x, y) => x > y),
    le_s: relation(signed, (x, y) => x <= y),
    le_u: relation(unsigned, (x, y) => x <= y),
    ge_s: relation(signed, (x, y) => x >= y),
    ge_u: relation(unsigned, (x, y) => x >= y),
    shl: shift(signed, (x, by) => x << by),
    shr_s: shift(signed, (x, by) => x >> by),
    shr_u: shift(unsigned, (x, by) => x >>> by),
    all_true: toNumber((input) => (input[signed].subarray(0, lanes).every((x) => x !== 0) ? 1 : 0)),
    bitmask: toNumber((input) => {
      let mask = 0;
      for (let i = 0; i < lanes; i++) if ((input[signed][i] as number) < 0) mask |= 1 << i;
      return mask;
    }),
  });
};

/** What widths of 8 and 16 have. */
const saturating = (shape: Shape): Table => {
  const { signed, unsigned, max, maxUnsigned } = shape;
  return named(shape, {
    add_sat_s: binary(signed, (x, y) => clamp(x + y, -max - 1, max)),
    add_sat_u: binary(unsigned, (x, y) => Math.min(maxUnsigned, x + y)),
    sub_sat_s: binary(signed, (x, y) => clamp(x - y, -max - 1, max)),
    sub_sat_u: binary(unsigned, (x, y) => Math.max(0, x - y)),
    avgr_u: binary(unsigned, (x, y) => (x + y + 1) >>> 1),
  });
};

/** What is made from lanes of half the width. */
const widened = (from: Shape, to: Shape): Table =>
  named(
    to,
    Object.fromEntries(
      (["s", "u"] as const).flatMap((sign) => {
        const source = sign === "s" ? from.signed : from.unsigned;
        const target = sign === "s" ? to.signed : to.unsigned;
        const half = LANES[target];
        return [
          [`extend_low_${from.name}_${sign}`, widen(source, target, 0)],
          [`extend_high_${from.name}_${sign}`, widen(source, target, half)],
          [`extmul_low_${from.name}_${sign}`, widenProduct(source, target, 0)],
          [`extmul_high_${from.name}_${sign}`, widenProduct(source, target, half)],
          [`extadd_pairwise_${from.name}_${sign}`, widenSum(source, target)],
        ];
      }),
    ),
  );

const narrowed = (from: Shape, to: Shape): Table =>
  named(to, {
    [`narrow_${from.name}_s`]: narrow(from.signed, to.signed, -to.max - 1, to.max),
    [`narrow_${from.name}_u`]: narrow(from.signed, to.unsigned, 0, to.maxUnsigned),
  });

/** Copies a lane out. */
const extractLane = (view: IntView): Applied =>
  instruction(4, (out, at, input, lane) => {
    out.i32[at] = input[view][lane] as number;
    out.i32[at + 1] = 0;
  });

/** The vector stays where it is. Lanes of 64 bits are two words. */
const replaceLane =
  (view: IntView): Applied =>
  (views, at, lane) => {
    views[view][firstLane(view, at) + lane] = views.i32[at + 4] as number;
    return 0;
  };

const extractPair = instruction(4, (out, at, input, lane) => {
  out.i32[at] = input.i32[2 * lane] as number;
  out.i32[at + 1] = input.i32[2 * lane + 1] as number;
});

const replacePair: Applied = ({ i32 }, at, lane) => {
  i32[at + 2 * lane] = i32[at + 4] as number;
  i32[at + 2 * lane + 1] = i32[at + 5] as number;
  return 0;
};

const swizzle = instruction(8, ({ u8 }, at, input) => {
  for (let i = 0; i < 16; i++) {
    const index = input.u8[16 + i] as number;
    u8[4 * at + i] = index < 16 ? (input.u8[index] as number) : 0;
  }
});

/** The indices are the constant vector that the immediate names, in words. */
const shuffle = instruction(8, ({ u8 }, at, input, a, constants) => {
  for (let i = 0; i < 16; i++) u8[4 * at + i] = input.u8[constants[4 * a + i] as number] as number;
});

const dot = instruction(8, ({ i32 }, at, { i16 }) => {
  for (let i = 0; i < 4; i++) {
    const even = Math.imul(i16[2 * i] as number, i16[8 + 2 * i] as number);
    i32[at + i] = even + Math.imul(i16[2 * i + 1] as number, i16[9 + 2 * i] as number);
  }
});

export const vectorInt: Table = {
  ...common(I8),
  ...common(I16),
  ...common(I32),
  ...saturating(I8),
  ...saturating(I16),
  ...widened(I8, I16),
  ...widened(I16, I32),
  ...narrowed(I16, I8),
  ...narrowed(I32, I16),
  "i8x16.popcnt": unary("u8", popcnt32),
  "i16x8.mul": binary("i16", Math.imul),
  "i32x4.mul": binary("i32", Math.imul),
  "i16x8.q15mulr_sat_s": binary("i16", (x, y) => Math.min(0x7fff, (x * y + 0x4000) >> 15)),
  "i32x4.dot_i16x8_s": dot,
  "i8x16.swizzle": swizzle,
  "i8x16.shuffle": shuffle,
  "i8x16.extract_lane_s": extractLane("i8"),
  "i8x16.extract_lane_u": extractLane("u8"),
  "i16x8.extract_lane_s": extractLane("i16"),
  "i16x8.extract_lane_u": extractLane("u16"),
  "i32x4.extract_lane": extractLane("i32"),
  "f32x4.extract_lane": extractLane("i32"),
  "i64x2.extract_lane": extractPair,
  "f64x2.extract_lane": extractPair,
  "i8x16.replace_lane": replaceLane("i8"),
  "i16x8.replace_lane": replaceLane("i16"),
  "i32x4.replace_lane": replaceLane("i32"),
  "f32x4.replace_lane": replaceLane("i32"),
  "i64x2.replace_lane": replacePair,
  "f64x2.replace_lane": replacePair,
};
