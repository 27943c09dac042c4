/**
 * How instructions on vectors are made from what they do to a lane. The operands are copied away first, so that the result can be written
 * in their place lane by lane.
 */

import type { Applied, Views } from "./views.ts";
import { viewsOf } from "./views.ts";

/** A vector has four words; three operands are the most. */
const WORDS = 4;
const operands = viewsOf(3 * WORDS);

/** Writes the result into `out` at word `at`, from `input`, where the operands lie from word 0 on. */
type Write = (out: Views, at: number, input: Views, a: number, constants: Uint8Array) => void;

/** An instruction whose operands are so many words. */
export const instruction =
  (words: number, write: Write): Applied =>
  (views, at, a, constants) => {
    for (let i = 0; i < words; i++) operands.i32[i] = views.i32[at + i] as number;
    write(views, at, operands, a, constants);
    return 0;
  };

export type IntView = "i8" | "u8" | "i16" | "u16" | "i32" | "u32";
/** Lanes of a vector by view. */
export const LANES: { readonly [view in IntView | "f32" | "f64"]: number } = {
  i8: 16,
  u8: 16,
  i16: 8,
  u16: 8,
  i32: 4,
  u32: 4,
  f32: 4,
  f64: 2,
};

/** The index in a view of the first lane of the vector at word `at`. */
export const firstLane = (view: IntView | "f32" | "f64", at: number): number => (at * LANES[view]) / WORDS;

/** Each lane by itself; writing into a view takes the result modulo the lane's width. */
export const unary = (view: IntView, op: (x: number) => number): Applied =>
  instruction(WORDS, (out, at, input) => {
    const lanes = LANES[view];
    const first = firstLane(view, at);
    for (let i = 0; i < lanes; i++) out[view][first + i] = op(input[view][i] as number);
  });

export const binary = (view: IntView, op: (x: number, y: number) => number): Applied =>
  instruction(2 * WORDS, (out, at, input) => {
    const lanes = LANES[view];
    const first = firstLane(view, at);
    for (let i = 0; i < lanes; i++) out[view][first + i] = op(input[view][i] as number, input[view][lanes + i] as number);
  });

/** All bits of a lane, or none. */
export const relation = (view: IntView, op: (x: number, y: number) => boolean): Applied =>
  binary(view, (x, y) => (op(x, y) ? -1 : 0));

/** The shift is a number above the vector, taken modulo the lane's width. */
export const shift = (view: IntView, op: (x: number, by: number) => number): Applied =>
  instruction(WORDS + 1, (out, at, input) => {
    const lanes = LANES[view];
    const first = firstLane(view, at);
    const by = (input.i32[WORDS] as number) & (128 / lanes - 1);
    for (let i = 0; i < lanes; i++) out[view][first + i] = op(input[view][i] as number, by);
  });

/** From the vector a number of 32 bits. */
export const toNumber = (op: (input: Views) => number): Applied =>
  instruction(WORDS, (out, at, input) => {
    out.i32[at] = op(input);
    out.i32[at + 1] = 0;
  });

/** Lanes of `from`, from lane `first` on, as lanes of another width. */
export const widen = (from: IntView, to: IntView, first: number): Applied =>
  instruction(WORDS, (out, at, input) => {
    const start = firstLane(to, at);
    for (let i = 0; i < LANES[to]; i++) out[to][start + i] = input[from][first + i] as number;
  });

/** Products of lanes, twice as wide. */
export const widenProduct = (from: IntView, to: IntView, first: number): Applied =>
  instruction(2 * WORDS, (out, at, input) => {
    const start = firstLane(to, at);
    const second = LANES[from] + first;
    for (let i = 0; i < LANES[to]; i++) {
      out[to][start + i] = Math.imul(input[from][first + i] as number, input[from][second + i] as number);
    }
  });

/** Sums of neighbours, twice as wide. */
export const widenSum = (from: IntView, to: IntView): Applied =>
  instruction(WORDS, (out, at, input) => {
    const start = firstLane(to, at);
    for (let i = 0; i < LANES[to]; i++) {
      out[to][start + i] = (input[from][2 * i] as number) + (input[from][2 * i + 1] as number);
    }
  });

/** Lanes of both vectors at half their width, cut off at the ends of its range. */
export const narrow = (from: IntView, to: IntView, min: number, max: number): Applied =>
  instruction(2 * WORDS, (out, at, input) => {
    const start = firstLane(to, at);
    for (let i = 0; i < LANES[to]; i++) out[to][start + i] = clamp(input[from][i] as number, min, max);
  });

export const clamp = (x: number, min: number, max: number): number => Math.min(max, Math.max(min, x));
