/** Instructions on vectors of two integers of 64 bits, each a pair of words, the low one first. */

import { highWord, mul64, shl64, shrS64, shrU64 } from "./int64.ts";
import { instruction, toNumber } from "./lanes.ts";
import type { Applied, Views } from "./views.ts";

type Table = { readonly [name: string]: Applied };

/** Writes the pair at word `at` of `out` from the pairs at words `x` and `y` of `input`. */
type Pairs = (out: Int32Array, at: number, input: Views, x: number, y: number) => void;

const binary = (pairs: Pairs): Applied =>
  instruction(8, ({ i32 }, at, input) => {
    pairs(i32, at, input, 0, 4);
    pairs(i32, at + 2, input, 2, 6);
  });

const word = (i: Int32Array, at: number): number => i[at] as number;

const add: Pairs = (out, at, { i32, u32 }, x, y) => {
  const low = (u32[x] as number) + (u32[y] as number);
  out[at] = low;
  out[at + 1] = word(i32, x + 1) + word(i32, y + 1) + (low > 0xffffffff ? 1 : 0);
};

const sub: Pairs = (out, at, { i32, u32 }, x, y) => {
  const low = (u32[x] as number) - (u32[y] as number);
  out[at] = low;
  out[at + 1] = word(i32, x + 1) - word(i32, y + 1) - (low < 0 ? 1 : 0);
};

const mul: Pairs = (out, at, { i32 }, x, y) => {
  out[at] = mul64(word(i32, x), word(i32, x + 1), word(i32, y), word(i32, y + 1));
  out[at + 1] = highWord();
};

const negate = (out: Int32Array, at: number): void => {
  const low = word(out, at);
  out[at] = -low;
  out[at + 1] = low === 0 ? -word(out, at + 1) : ~word(out, at + 1);
};

/** -1, 0 or 1, with sign. */
const order = ({ i32, u32 }: Views, x: number, y: number): number => {
  const high = word(i32, x + 1) - word(i32, y + 1);
  return Math.sign(high === 0 ? (u32[x] as number) - (u32[y] as number) : high);
};

const relation = (holds: (order: number) => boolean): Applied =>
  binary((out, at, input, x, y) => {
    out.fill(holds(order(input, x, y)) ? -1 : 0, at, at + 2);
  });

const shift =
  (pair: (i: Int32Array, at: number, by: number) => void): Applied =>
  ({ i32 }, at) => {
    const by = word(i32, at + 4);
    pair(i32, at, by);
    pair(i32, at + 2, by);
    return 0;
  };

/** Negates the pairs that `where` chooses by their high words. */
const negation =
  (where: (high: number) => boolean): Applied =>
  ({ i32 }, at) => {
    for (const pair of [at, at + 2]) if (where(word(i32, pair + 1))) negate(i32, pair);
    return 0;
  };

/** Two lanes of 32 bits, from lane `first` on. */
const extend = (first: number, signed: boolean): Applied =>
  instruction(4, ({ i32: out }, at, { i32 }) => {
    for (const lane of [0, 1]) {
      const value = word(i32, first + lane);
      out[at + 2 * lane] = value;
      out[at + 2 * lane + 1] = signed ? value >> 31 : 0;
    }
  });

const extmul = (first: number, signed: boolean): Applied =>
  instruction(8, ({ i32: out }, at, { i32 }) => {
    for (const lane of [0, 1]) {
      const x = word(i32, first + lane);
      const y = word(i32, 4 + first + lane);
      out[at + 2 * lane] = signed ? mul64(x, x >> 31, y, y >> 31) : mul64(x, 0, y, 0);
      out[at + 2 * lane + 1] = highWord();
    }
  });

const isZero = ({ i32 }: Views, pair: number): boolean => (word(i32, pair) | word(i32, pair + 1)) === 0;

export const vectorInt64: Table = {
  "i64x2.abs": negation((high) => high < 0),
  "i64x2.neg": negation(() => true),
  "i64x2.add": binary(add),
  "i64x2.sub": binary(sub),
  "i64x2.mul": binary(mul),
  "i64x2.eq": relation((o) => o === 0),
  "i64x2.ne": relation((o) => o !== 0),
  "i64x2.lt_s": relation((o) => o < 0),
  "i64x2.gt_s": relation((o) => o > 0),
  "i64x2.le_s": relation((o) => o <= 0),
  "i64x2.ge_s": relation((o) => o >= 0),
  "i64x2.shl": shift(shl64),
  "i64x2.shr_s": shift(shrS64),
  "i64x2.shr_u": shift(shrU64),
  "i64x2.all_true": toNumber((input) => (isZero(input, 0) || isZero(input, 2) ? 0 : 1)),
  "i64x2.bitmask": toNumber(({ i32 }) => (word(i32, 1) >>> 31) | ((word(i32, 3) >>> 31) << 1)),
  "i64x2.extend_low_i32x4_s": extend(0, true),
  "i64x2.extend_high_i32x4_s": extend(2, true),
  "i64x2.extend_low_i32x4_u": extend(0, false),
  "i64x2.extend_high_i32x4_u": extend(2, false),
  "i64x2.extmul_low_i32x4_s": extmul(0, true),
  "i64x2.extmul_high_i32x4_s": extmul(2, true),
  "i64x2.extmul_low_i32x4_u": extmul(0, false),
  "i64x2.extmul_high_i32x4_u": extmul(2, false),
};
