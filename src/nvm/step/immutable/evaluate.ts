/** The value of an expression of a rule in an immutable state. */

import { nearest } from "../../alu/numbers.ts";
import { viewsOf } from "../../alu/views.ts";
import type { Float, FloatCompareOp, FloatFunction, FloatOp, Word } from "../../rules/ir.ts";
import { constantWord } from "../constants.ts";
import { readCells } from "./memory.ts";
import type { Code, MemoryState, State } from "./state.ts";
import { binary, compare, least, unary, unsigned, type Width, wrap } from "./words.ts";

/** Where a rule is evaluated: the state before it, the immediates, and the word of its first operand. */
export interface Site {
  readonly w: Width;
  readonly code: Code;
  readonly s: State;
  readonly t: number;
  readonly a: number;
  readonly b: number;
  readonly memory: MemoryState | undefined;
  /** The checked cell of the rule's access to memory. */
  at: number;
}

/** Words become floats by their bits. */
const bits = viewsOf(2);

const FLOAT_OPS: { readonly [op in FloatOp]: (x: number, y: number) => number } = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  min: Math.min,
  max: Math.max,
};

const FLOAT_FUNCTIONS: { readonly [op in FloatFunction]: (x: number) => number } = {
  ceil: Math.ceil,
  floor: Math.floor,
  trunc: Math.trunc,
  nearest,
  sqrt: Math.sqrt,
};

const FLOAT_COMPARISONS: { readonly [op in FloatCompareOp]: (x: number, y: number) => boolean } = {
  eq: (x, y) => x === y,
  ne: (x, y) => x !== y,
  lt: (x, y) => x < y,
  gt: (x, y) => x > y,
  le: (x, y) => x <= y,
  ge: (x, y) => x >= y,
};

export function wordOf(site: Site, word: Word): number {
  const { w, s } = site;
  switch (word.k) {
    case "const":
      return wrap(w, word.value);
    case "min":
      return least(w);
    case "imm":
      return word.cell === "a" ? site.a : site.b;
    case "slot":
      return slotOf(site, word.at);
    case "local":
      return s.values[s.base + site.a + word.at] as number;
    case "global":
      return s.globals[site.a + word.at] as number;
    case "vector":
      return constantWord(site.code.constants, site.a + word.at);
    case "unary":
      return unary(w, word.op, wordOf(site, word.x));
    case "binary":
      return binary(w, word.op, wordOf(site, word.x), wordOf(site, word.y));
    case "compare":
      return compare(w, word.op, wordOf(site, word.x), wordOf(site, word.y)) ? 1 : 0;
    case "fcompare":
      return FLOAT_COMPARISONS[word.op](floatOf(site, word.x), floatOf(site, word.y)) ? 1 : 0;
    case "cond":
      return wordOf(site, wordOf(site, word.when) === 0 ? word.y : word.x);
    case "load":
      return load(site, word.bytes, word.signed, word.skip);
    case "element":
      return s.tables[site.a]?.elements[unsigned(w, wordOf(site, word.index))] as number;
    case "size":
      return wrap(w, word.of === "memory" ? (site.memory?.pages ?? 0) : (s.tables[site.a]?.elements.length as number));
  }
}

/** A word of the operands. */
export const slotOf = ({ s, t }: Site, at: number): number => s.values[t + at] ?? 0;

export function floatOf(site: Site, float: Float): number {
  switch (float.k) {
    case "f32":
      bits.i32[0] = slotOf(site, float.at);
      return bits.f32[0] as number;
    case "f64":
      bits.i32[0] = slotOf(site, float.at);
      bits.i32[1] = slotOf(site, float.at + 1);
      return bits.f64[0] as number;
    case "float": {
      const x = wordOf(site, float.of);
      return float.signed ? x : unsigned(site.w, x);
    }
    case "fbinary":
      return FLOAT_OPS[float.op](floatOf(site, float.x), floatOf(site, float.y));
    case "ffunction":
      return FLOAT_FUNCTIONS[float.op](floatOf(site, float.x));
  }
}

/** How many cells so many bytes of a rule are. */
export const cellsOf = ({ cells }: Width, bytes: number): number => (bytes * cells) / 4;

/** Cells from the low one to the high one. */
function load({ w, memory, at }: Site, bytes: 1 | 2 | 4, signed: boolean, skip: number): number {
  const count = cellsOf(w, bytes);
  const cells = readCells(w, memory as MemoryState, at + cellsOf(w, skip), count);
  if (w.cells === 1) return cells[0] as number;
  const value = cells.reduce((sum, cell, i) => sum + cell * 256 ** i, 0);
  return signed ? wrap({ ...w, bits: 8 * count }, value) : wrap(w, value);
}
