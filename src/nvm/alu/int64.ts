/** Integers of 64 bits as pairs of words, the low one first; both operands and the result are such pairs unless said otherwise. */

import { TRAPS } from "../rules/ir.ts";
import type { Applied, Views } from "./views.ts";

const BY_ZERO = TRAPS.indexOf("integer divide by zero");
const OVERFLOW = TRAPS.indexOf("integer overflow");
const TWO_32 = 2 ** 32;

/** The high word of the last result of a function that gives a pair. */
let high = 0;

/** The high word of the product of two words without signs. */
function mulHigh(x: number, y: number): number {
  const xLow = x & 0xffff;
  const xTop = x >>> 16;
  const yLow = y & 0xffff;
  const yTop = y >>> 16;
  const middle = xTop * yLow + (Math.imul(xLow, yLow) >>> 16);
  const carried = (middle & 0xffff) + xLow * yTop;
  return (Math.imul(xTop, yTop) + (middle >>> 16) + (carried >>> 16)) | 0;
}

/** The low word of the product; `high` is the other one. */
export function mul64(xLow: number, xHigh: number, yLow: number, yHigh: number): number {
  high = (mulHigh(xLow, yLow) + Math.imul(xLow, yHigh) + Math.imul(xHigh, yLow)) | 0;
  return Math.imul(xLow, yLow);
}

/** `high` of the last call of a function of this file that gives a pair. */
export const highWord = (): number => high;

const unsigned = (low: number, top: number): number => (top >>> 0) * TWO_32 + (low >>> 0);

/** Quotient and remainder without signs. */
let quotientLow = 0;
let quotientHigh = 0;
let remainderLow = 0;
let remainderHigh = 0;

function divide(nLow: number, nHigh: number, dLow: number, dHigh: number): void {
  if (dHigh === 0) divideByWord(nLow >>> 0, nHigh >>> 0, dLow >>> 0);
  else divideByPair(nLow, nHigh, dLow, dHigh);
}

/** By hand, with digits of 16 bits: what is divided stays below 2^48, where doubles are exact. */
function divideByWord(nLow: number, nHigh: number, d: number): void {
  quotientHigh = Math.floor(nHigh / d) | 0;
  const upper = (nHigh % d) * 65_536 + (nLow >>> 16);
  const lower = (upper % d) * 65_536 + (nLow & 0xffff);
  quotientLow = ((Math.floor(upper / d) << 16) + Math.floor(lower / d)) | 0;
  remainderLow = (lower % d) | 0;
  remainderHigh = 0;
}

/** The quotient is a word. Doubles give it with an error of at most one, so one less is not too much. */
function divideByPair(nLow: number, nHigh: number, dLow: number, dHigh: number): void {
  const divisor = unsigned(dLow, dHigh);
  let quotient = Math.max(0, Math.floor(unsigned(nLow, nHigh) / divisor) - 1);
  const low = mul64(quotient | 0, 0, dLow, dHigh);
  remainderLow = (nLow - low) | 0;
  remainderHigh = (nHigh - high - (nLow >>> 0 < low >>> 0 ? 1 : 0)) | 0;
  while (notLess(remainderLow, remainderHigh, dLow, dHigh)) {
    const borrow = remainderLow >>> 0 < dLow >>> 0 ? 1 : 0;
    remainderLow = (remainderLow - dLow) | 0;
    remainderHigh = (remainderHigh - dHigh - borrow) | 0;
    quotient += 1;
  }
  quotientLow = quotient | 0;
  quotientHigh = 0;
}

const notLess = (xLow: number, xHigh: number, yLow: number, yHigh: number): boolean =>
  xHigh === yHigh ? xLow >>> 0 >= yLow >>> 0 : xHigh >>> 0 > yHigh >>> 0;

/** The same of the absolute values. */
function divideSigned(nLow: number, nHigh: number, dLow: number, dHigh: number): void {
  const numeratorLow = nHigh < 0 ? -nLow | 0 : nLow;
  const numeratorHigh = nHigh < 0 ? negatedHigh(nLow, nHigh) : nHigh;
  const divisorLow = dHigh < 0 ? -dLow | 0 : dLow;
  divide(numeratorLow, numeratorHigh, divisorLow, dHigh < 0 ? negatedHigh(dLow, dHigh) : dHigh);
}

/** The high word of the negated pair. */
const negatedHigh = (low: number, top: number): number => (low === 0 ? -top | 0 : ~top);

function put(i: Int32Array, at: number, low: number, top: number, negate: boolean): void {
  i[at] = negate ? -low | 0 : low;
  i[at + 1] = negate ? negatedHigh(low, top) : top;
}

const word = (i: Int32Array, at: number): number => i[at] as number;

const mul: Applied = ({ i32: i }, at) => {
  i[at] = mul64(word(i, at), word(i, at + 1), word(i, at + 2), word(i, at + 3));
  i[at + 1] = high;
  return 0;
};

const division =
  (signed: boolean, remainder: boolean): Applied =>
  ({ i32: i }, at) => {
    const nLow = word(i, at);
    const nHigh = word(i, at + 1);
    const dLow = word(i, at + 2);
    const dHigh = word(i, at + 3);
    if ((dLow | dHigh) === 0) return BY_ZERO;
    if (signed) {
      if (!remainder && nLow === 0 && nHigh === -0x80000000 && (dLow & dHigh) === -1) return OVERFLOW;
      divideSigned(nLow, nHigh, dLow, dHigh);
    } else divide(nLow, nHigh, dLow, dHigh);
    if (remainder) put(i, at, remainderLow, remainderHigh, signed && nHigh < 0);
    else put(i, at, quotientLow, quotientHigh, signed && nHigh < 0 !== dHigh < 0);
    return 0;
  };

/** Shifts the pair at `at` by `by` bits, of 64. */
export function shl64(i: Int32Array, at: number, by: number): void {
  const n = by & 63;
  if (n === 0) return;
  const low = word(i, at);
  i[at + 1] = n < 32 ? (word(i, at + 1) << n) | (low >>> -n) : low << n;
  i[at] = n < 32 ? low << n : 0;
}

export function shrS64(i: Int32Array, at: number, by: number): void {
  const n = by & 63;
  if (n === 0) return;
  const top = word(i, at + 1);
  i[at] = n < 32 ? (word(i, at) >>> n) | (top << -n) : top >> n;
  i[at + 1] = n < 32 ? top >> n : top >> 31;
}

export function shrU64(i: Int32Array, at: number, by: number): void {
  const n = by & 63;
  if (n === 0) return;
  const top = word(i, at + 1);
  i[at] = n < 32 ? (word(i, at) >>> n) | (top << -n) : top >>> n;
  i[at + 1] = n < 32 ? top >>> n : 0;
}

function rotl64(i: Int32Array, at: number, by: number): void {
  const low = word(i, at);
  const top = word(i, at + 1);
  const swapped = (by & 32) !== 0;
  const first = swapped ? top : low;
  const second = swapped ? low : top;
  const n = by & 31;
  i[at] = n === 0 ? first : (first << n) | (second >>> -n);
  i[at + 1] = n === 0 ? second : (second << n) | (first >>> -n);
}

const shifted =
  (shift: (i: Int32Array, at: number, by: number) => void): Applied =>
  ({ i32: i }, at) => {
    shift(i, at, word(i, at + 2));
    return 0;
  };

/** The pair at `at` as a double, rounded once: the high word's part is exact, and so is the sum before it is rounded. */
export const doubleOf = ({ i32, u32 }: Views, at: number, signed: boolean): number =>
  ((signed ? i32 : u32)[at + 1] as number) * TWO_32 + (u32[at] as number);

export const int64: { readonly [name: string]: Applied } = {
  "i64.mul": mul,
  "i64.div_s": division(true, false),
  "i64.div_u": division(false, false),
  "i64.rem_s": division(true, true),
  "i64.rem_u": division(false, true),
  "i64.shl": shifted(shl64),
  "i64.shr_s": shifted(shrS64),
  "i64.shr_u": shifted(shrU64),
  "i64.rotl": shifted(rotl64),
  "i64.rotr": shifted((i, at, by) => rotl64(i, at, -by)),
};
