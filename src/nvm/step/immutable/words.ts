/**
 * Words of a width, and how memory is cut into them. The machine has words of 32 bits in memories of bytes; the checker runs the same rules
 * with words of a few bits, where everything can be enumerated, in memories whose cells are words.
 */

import { popcnt32 } from "../../alu/numbers.ts";
import type { BinaryOp, CompareOp, UnaryOp } from "../../rules/ir.ts";

export interface Width {
  /** Of a word, 1 to 26 or 32: products of two words are exact, or are taken modulo 2^32. */
  readonly bits: number;
  /** Cells of memory that a word takes, for the four bytes that rules speak of. */
  readonly cells: 1 | 4;
  /** Cells of a page of memory. */
  readonly page: number;
  /** Cells of a memory that a state shares with the next one where none of them changes. Divides a page. */
  readonly chunk: number;
  /** What one step of an operation on areas does, in cells and in references. */
  readonly piece: { readonly bytes: number; readonly references: number };
}

export const WIDTH_32: Width = { bits: 32, cells: 4, page: 65_536, chunk: 256, piece: { bytes: 4_096, references: 1_024 } };

/** The word that an integer is modulo 2^bits, with sign. */
export function wrap({ bits }: Width, x: number): number {
  const modulus = 2 ** bits;
  const low = x - modulus * Math.floor(x / modulus);
  return low >= modulus / 2 ? low - modulus : low;
}

export const unsigned = ({ bits }: Width, x: number): number => (x < 0 ? x + 2 ** bits : x);

/** The sign bit alone. */
export const least = ({ bits }: Width): number => -(2 ** (bits - 1));

export function unary(w: Width, op: UnaryOp, x: number): number {
  switch (op) {
    case "clz":
      return Math.clz32(unsigned(w, x)) - (32 - w.bits);
    case "ctz":
      return x === 0 ? w.bits : Math.log2(unsigned(w, x & -x));
    case "popcnt":
      return popcnt32(unsigned(w, x));
    case "extend8_s":
      return wrap({ ...w, bits: w.bits / 4 }, x);
    case "extend16_s":
      return wrap({ ...w, bits: w.bits / 2 }, x);
  }
}

export function binary(w: Width, op: BinaryOp, x: number, y: number): number {
  switch (op) {
    case "add":
      return wrap(w, x + y);
    case "sub":
      return wrap(w, x - y);
    case "mul":
      return w.bits === 32 ? Math.imul(x, y) : wrap(w, x * y);
    case "div_s":
      return wrap(w, Math.trunc(x / y));
    case "div_u":
      return wrap(w, Math.floor(unsigned(w, x) / unsigned(w, y)));
    case "rem_s":
      return wrap(w, x % y);
    case "rem_u":
      return wrap(w, unsigned(w, x) % unsigned(w, y));
    case "and":
      return x & y;
    case "or":
      return x | y;
    case "xor":
      return x ^ y;
    default:
      return shift(w, op, x, unsigned(w, y) % w.bits);
  }
}

/** Shifting is multiplying by a power of two: exact, for the factor has one bit. */
function shift(w: Width, op: "shl" | "shr_s" | "shr_u" | "rotl" | "rotr", x: number, by: number): number {
  switch (op) {
    case "shl":
      return wrap(w, x * 2 ** by);
    case "shr_s":
      return Math.floor(x / 2 ** by);
    case "shr_u":
      return wrap(w, Math.floor(unsigned(w, x) / 2 ** by));
    case "rotl":
      return rotated(w, x, by);
    case "rotr":
      return rotated(w, x, w.bits - by);
  }
}

/** What leaves at the top comes in at the bottom. */
function rotated(w: Width, x: number, by: number): number {
  const shifted = unsigned(w, x) * 2 ** by;
  return wrap(w, wrap(w, shifted) + Math.floor(shifted / 2 ** w.bits));
}

export function compare(w: Width, op: CompareOp, x: number, y: number): boolean {
  const [left, right] = op.endsWith("_u") ? [unsigned(w, x), unsigned(w, y)] : [x, y];
  switch (op) {
    case "eq":
      return left === right;
    case "ne":
      return left !== right;
    case "lt_s":
    case "lt_u":
      return left < right;
    case "gt_s":
    case "gt_u":
      return left > right;
    case "le_s":
    case "le_u":
      return left <= right;
    case "ge_s":
    case "ge_u":
      return left >= right;
  }
}
