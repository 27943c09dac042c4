/** Values of scripts as words of the machine's stack. */

import { NAN32, NAN64_HIGH } from "nexus-reference/nvm/alu/views";
import type { Expected, NanPattern, Shape, Value } from "./values.ts";

/** What a word is expected to be; "any" for a reference that is not null. */
export type ExpectedWord = number | "any";

/** A value as the machine holds it: two words, the high one of a value of 32 bits 0; four for a vector. */
export const wordsOfValue = (value: Value): readonly number[] => expectedWords(value) as readonly number[];

/** The deterministic profile narrows both sets of NaNs to the canonical one with positive sign. */
export function expectedWords(expected: Expected): readonly ExpectedWord[] {
  switch (expected.type) {
    case "i32":
    case "f32":
      return [wordsOfLane(expected.bits, 32)[0] as number, 0];
    case "i64":
    case "f64":
      return wordsOfLane(expected.bits, 64);
    case "v128":
      return vectorWords(expected.shape, expected.lanes);
    case "funcref":
    case "externref":
      return [expected.ref === "any" ? "any" : expected.ref === null ? 0 : expected.ref + 1, 0];
  }
}

function wordsOfLane(lane: bigint | NanPattern, width: 32 | 64): readonly number[] {
  if (typeof lane === "string") return width === 32 ? [NAN32] : [0, NAN64_HIGH];
  const low = Number(BigInt.asIntN(32, lane));
  return width === 32 ? [low] : [low, Number(BigInt.asIntN(32, lane >> 32n))];
}

function vectorWords(shape: Shape, lanes: readonly (bigint | NanPattern)[]): readonly number[] {
  const width = 128 / lanes.length;
  if (width >= 32) return lanes.flatMap((lane) => wordsOfLane(lane, width as 32 | 64));
  const bytes = new DataView(new ArrayBuffer(16));
  lanes.forEach((lane, i) => {
    if (typeof lane === "string") throw new Error(`${shape} has no NaN`);
    if (width === 8) bytes.setUint8(i, Number(lane));
    else bytes.setUint16(2 * i, Number(lane), true);
  });
  return [0, 4, 8, 12].map((at) => bytes.getInt32(at, true));
}

/** Whether results are what is expected. */
export function sameWords(words: readonly number[], expected: readonly ExpectedWord[]): boolean {
  return words.length === expected.length && expected.every((each, i) => (each === "any" ? words[i] !== 0 : each === words[i]));
}
