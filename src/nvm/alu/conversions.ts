/** Conversions between floats and integers that are no one-liner. */

import { TRAPS } from "../rules/ir.ts";
import { doubleOf } from "./int64.ts";
import type { Applied, Views } from "./views.ts";

const INVALID = TRAPS.indexOf("invalid conversion to integer");
const OVERFLOW = TRAPS.indexOf("integer overflow");
const TWO_32 = 2 ** 32;

type Source = "f32" | "f64";
type Read = (views: Views, at: number) => number;
const READS: { readonly [source in Source]: Read } = {
  f32: ({ f32 }, at) => f32[at] as number,
  f64: ({ f64 }, at) => f64[at >> 1] as number,
};

/** Integers of a type: the least and one more than the largest. Both are doubles. */
interface Range {
  readonly bits: 32 | 64;
  readonly min: number;
  readonly end: number;
}
const rangeOf = (bits: 32 | 64, signed: boolean): Range =>
  signed ? { bits, min: -(2 ** (bits - 1)), end: 2 ** (bits - 1) } : { bits, min: 0, end: 2 ** bits };

/** Writes an integer, given as a double. */
function put({ i32 }: Views, at: number, bits: 32 | 64, value: number): void {
  const top = Math.floor(value / TWO_32);
  i32[at] = (value - top * TWO_32) | 0;
  i32[at + 1] = bits === 64 ? top | 0 : 0;
}

const trunc =
  (read: Read, { bits, min, end }: Range): Applied =>
  (views, at) => {
    const x = read(views, at);
    if (Number.isNaN(x)) return INVALID;
    const value = Math.trunc(x);
    if (value < min || value >= end) return OVERFLOW;
    put(views, at, bits, value);
    return 0;
  };

/** The largest integer of 64 bits is no double: its words are written by themselves. */
function putSaturated(views: Views, at: number, x: number, { bits, min, end }: Range): void {
  const { i32 } = views;
  if (Number.isNaN(x)) put(views, at, bits, 0);
  else if (x < min) put(views, at, bits, min);
  else if (x < end) put(views, at, bits, Math.trunc(x));
  else {
    const top = min === 0 ? -1 : 0x7fffffff;
    i32[at] = bits === 64 ? -1 : top;
    i32[at + 1] = bits === 64 ? top : 0;
  }
}

const truncSat =
  (read: Read, range: Range): Applied =>
  (views, at) => {
    putSaturated(views, at, read(views, at), range);
    return 0;
  };

/**
 * The pair as a double that rounds to the same single: where a double cannot hold it, the bits below the rounding are gathered into one,
 * far from the bits of a single, so that rounding twice is rounding once.
 */
function doubleForSingle(views: Views, at: number, signed: boolean): number {
  const low = views.i32[at] as number;
  const top = (signed ? views.i32 : views.u32)[at + 1] as number;
  if (top >= -0x200000 && top < 0x200000) return doubleOf(views, at, signed);
  const gathered = (low & ~0xfff) | ((low & 0xfff) === 0 ? 0 : 0x800);
  return top * TWO_32 + (gathered >>> 0);
}

const toSingle =
  (signed: boolean): Applied =>
  (views, at) => {
    views.f32[at] = doubleForSingle(views, at, signed);
    views.i32[at + 1] = 0;
    return 0;
  };
const toDouble =
  (signed: boolean): Applied =>
  (views, at) => {
    views.f64[at >> 1] = doubleOf(views, at, signed);
    return 0;
  };

const truncations = ([32, 64] as const).flatMap((bits) =>
  (["f32", "f64"] as const).flatMap((source) =>
    [true, false].flatMap((signed) => {
      const range = rangeOf(bits, signed);
      const suffix = `${source}_${signed ? "s" : "u"}`;
      return [
        [`i${bits}.trunc_${suffix}`, trunc(READS[source], range)],
        [`i${bits}.trunc_sat_${suffix}`, truncSat(READS[source], range)],
      ] as const;
    }),
  ),
);

export const conversions: { readonly [name: string]: Applied } = {
  ...Object.fromEntries(truncations),
  "f32.convert_i64_s": toSingle(true),
  "f32.convert_i64_u": toSingle(false),
  "f64.convert_i64_s": toDouble(true),
  "f64.convert_i64_u": toDouble(false),
};
