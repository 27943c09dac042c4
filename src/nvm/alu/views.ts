/** One buffer seen as numbers of each width. A place is an index of a 32-bit word; values of 64 bits and vectors lie at even places. */

export interface Views {
  readonly i8: Int8Array;
  readonly u8: Uint8Array;
  readonly i16: Int16Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

/** Views of a new buffer of so many words. */
export function viewsOf(words: number): Views {
  const buffer = new ArrayBuffer(4 * words);
  return {
    i8: new Int8Array(buffer),
    u8: new Uint8Array(buffer),
    i16: new Int16Array(buffer),
    u16: new Uint16Array(buffer),
    i32: new Int32Array(buffer),
    u32: new Uint32Array(buffer),
    f32: new Float32Array(buffer),
    f64: new Float64Array(buffer),
  };
}

/** The canonical NaNs: positive, with the highest bit of the payload alone. The second one is the high word of an `f64`. */
export const NAN32 = 0x7fc00000;
export const NAN64_HIGH = 0x7ff80000;

/**
 * What an instruction does to its operands, which lie at `at` and up, in place. `a` is its first immediate, `constants` the vectors of
 * the program's immediates. Gives the number of the trap in which it ends, or 0.
 */
export type Applied = (views: Views, at: number, a: number, constants: Uint8Array) => number;

export function setF32(views: Views, at: number, x: number): void {
  // biome-ignore lint/suspicious/noSelfCompare: NaN alone differs from itself.
  if (x === x) views.f32[at] = x;
  else views.i32[at] = NAN32;
}

/** `at` counts doubles. */
export function setF64(views: Views, at: number, x: number): void {
  // biome-ignore lint/suspicious/noSelfCompare: NaN alone differs from itself.
  if (x === x) views.f64[at] = x;
  else {
    views.i32[2 * at] = 0;
    views.i32[2 * at + 1] = NAN64_HIGH;
  }
}
