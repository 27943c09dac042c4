/** Instructions on vectors of floats. A NaN that is computed is canonical; where lanes are only chosen or their signs changed, bits stay. */

import { instruction, LANES } from "./lanes.ts";
import { nearest } from "./numbers.ts";
import { type Applied, setF32, setF64, type Views } from "./views.ts";

type Table = { readonly [name: string]: Applied };
type Shape = "f32" | "f64";

const lane = (views: Views, shape: Shape, i: number): number => views[shape][i] as number;

/** `index` counts lanes of the shape in the whole buffer. */
const set = (views: Views, shape: Shape, index: number, x: number): void =>
  shape === "f32" ? setF32(views, index, x) : setF64(views, index, x);

const firstOf = (shape: Shape, at: number): number => (shape === "f32" ? at : at >> 1);

const unary = (shape: Shape, op: (x: number) => number): Applied =>
  instruction(4, (out, at, input) => {
    for (let i = 0; i < LANES[shape]; i++) set(out, shape, firstOf(shape, at) + i, op(lane(input, shape, i)));
  });

const binary = (shape: Shape, op: (x: number, y: number) => number): Applied =>
  instruction(8, (out, at, input) => {
    const lanes = LANES[shape];
    for (let i = 0; i < lanes; i++) {
      set(out, shape, firstOf(shape, at) + i, op(lane(input, shape, i), lane(input, shape, lanes + i)));
    }
  });

/** Words of a lane. */
const wordsOf = (shape: Shape): number => (shape === "f32" ? 1 : 2);

/** The lanes of the second operand where `op` holds, else those of the first, bit by bit. */
const choose = (shape: Shape, second: (x: number, y: number) => boolean): Applied =>
  instruction(8, ({ i32 }, at, input) => {
    const words = wordsOf(shape);
    const lanes = LANES[shape];
    for (let i = 0; i < 4; i++) {
      const n = Math.floor(i / words);
      const from = second(lane(input, shape, n), lane(input, shape, lanes + n)) ? 4 : 0;
      i32[at + i] = input.i32[from + i] as number;
    }
  });

const relation = (shape: Shape, op: (x: number, y: number) => boolean): Applied =>
  instruction(8, ({ i32 }, at, input) => {
    const words = wordsOf(shape);
    const lanes = LANES[shape];
    for (let i = 0; i < lanes; i++) {
      const holds = op(lane(input, shape, i), lane(input, shape, lanes + i));
      i32.fill(holds ? -1 : 0, at + words * i, at + words * (i + 1));
    }
  });

/** Changes the word that holds the sign. */
const onSign =
  (shape: Shape, op: (word: number) => number): Applied =>
  ({ i32 }, at) => {
    const words = wordsOf(shape);
    for (let i = words - 1; i < 4; i += words) i32[at + i] = op(i32[at + i] as number);
    return 0;
  };

const tableOf = (shape: Shape, prefix: string): Table => {
  const table: Table = {
    abs: onSign(shape, (word) => word & 0x7fffffff),
    neg: onSign(shape, (word) => word ^ 0x80000000),
    ceil: unary(shape, Math.ceil),
    floor: unary(shape, Math.floor),
    trunc: unary(shape, Math.trunc),
    nearest: unary(shape, nearest),
    sqrt: unary(shape, Math.sqrt),
    add: binary(shape, (x, y) => x + y),
    sub: binary(shape, (x, y) => x - y),
    mul: binary(shape, (x, y) => x * y),
    div: binary(shape, (x, y) => x / y),
    min: binary(shape, Math.min),
    max: binary(shape, Math.max),
    pmin: choose(shape, (x, y) => y < x),
    pmax: choose(shape, (x, y) => x < y),
    eq: relation(shape, (x, y) => x === y),
    ne: relation(shape, (x, y) => x !== y),
    lt: relation(shape, (x, y) => x < y),
    gt: relation(shape, (x, y) => x > y),
    le: relation(shape, (x, y) => x <= y),
    ge: relation(shape, (x, y) => x >= y),
  };
  return Object.fromEntries(Object.entries(table).map(([name, applied]) => [`${prefix}.${name}`, applied]));
};

/** An integer of 32 bits from a float: toward zero, cut off at the ends, 0 for NaN. */
const saturate = (x: number, signed: boolean): number => {
  if (Number.isNaN(x)) return 0;
  return signed ? Math.min(2 ** 31 - 1, Math.max(-(2 ** 31), Math.trunc(x))) : Math.min(2 ** 32 - 1, Math.max(0, Math.trunc(x)));
};

/** The lanes above those of the source become 0. */
const truncSat = (shape: Shape, signed: boolean): Applied =>
  instruction(4, ({ i32 }, at, input) => {
    for (let i = 0; i < 4; i++) i32[at + i] = i < LANES[shape] ? saturate(lane(input, shape, i), signed) | 0 : 0;
  });

const convert = (shape: Shape, from: "i32" | "u32"): Applied =>
  instruction(4, (out, at, input) => {
    for (let i = 0; i < LANES[shape]; i++) set(out, shape, firstOf(shape, at) + i, input[from][i] as number);
  });

const demote = instruction(4, (out, at, { f64 }) => {
  setF32(out, at, f64[0] as number);
  setF32(out, at + 1, f64[1] as number);
  out.i32.fill(0, at + 2, at + 4);
});

const promote = instruction(4, (out, at, { f32 }) => {
  setF64(out, at >> 1, f32[0] as number);
  setF64(out, (at >> 1) + 1, f32[1] as number);
});

export const vectorFloat: Table = {
  ...tableOf("f32", "f32x4"),
  ...tableOf("f64", "f64x2"),
  "f32x4.demote_f64x2_zero": demote,
  "f64x2.promote_low_f32x4": promote,
  "i32x4.trunc_sat_f32x4_s": truncSat("f32", true),
  "i32x4.trunc_sat_f32x4_u": truncSat("f32", false),
  "i32x4.trunc_sat_f64x2_s_zero": truncSat("f64", true),
  "i32x4.trunc_sat_f64x2_u_zero": truncSat("f64", false),
  "f32x4.convert_i32x4_s": convert("f32", "i32"),
  "f32x4.convert_i32x4_u": convert("f32", "u32"),
  "f64x2.convert_low_i32x4_s": convert("f64", "i32"),
  "f64x2.convert_low_i32x4_u": convert("f64", "u32"),
};
