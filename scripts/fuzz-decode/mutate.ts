/** Changes of bytes, as fuzzers make them. */

import { randomIndex } from "nexus-reference/lib/random";
import { oneOf, type Random } from "./bodies.ts";

/** Bytes at which something begins or ends: integers, types, opcodes. */
const NOTABLE = [0x00, 0x01, 0x02, 0x05, 0x0b, 0x0e, 0x10, 0x3f, 0x40, 0x60, 0x6f, 0x70, 0x7b, 0x7f, 0x80, 0xfc, 0xfd, 0xff];

type Mutation = (random: Random, bytes: Uint8Array, other: Uint8Array) => Uint8Array;

const replaced = (bytes: Uint8Array, at: number, count: number, by: ArrayLike<number>): Uint8Array => {
  const result = new Uint8Array(bytes.length - count + by.length);
  result.set(bytes.subarray(0, at));
  result.set(by, at);
  result.set(bytes.subarray(at + count), at + by.length);
  return result;
};

const mutations: readonly Mutation[] = [
  // A bit, a byte, a notable byte.
  (random, bytes) => {
    const at = randomIndex(random, bytes.length);
    return replaced(bytes, at, 1, [(bytes[at] as number) ^ (1 << randomIndex(random, 8))]);
  },
  (random, bytes) => replaced(bytes, randomIndex(random, bytes.length), 1, [randomIndex(random, 256)]),
  (random, bytes) => replaced(bytes, randomIndex(random, bytes.length), 1, [oneOf(random, NOTABLE)]),
  // One more, one less: counts and sizes that lie.
  (random, bytes) => {
    const at = randomIndex(random, bytes.length);
    return replaced(bytes, at, 1, [((bytes[at] as number) + (random() < 0.5 ? 1 : 255)) & 0xff]);
  },
  // A byte too many, some too few.
  (random, bytes) => replaced(bytes, randomIndex(random, bytes.length), 0, [oneOf(random, NOTABLE)]),
  (random, bytes) => {
    const at = randomIndex(random, bytes.length);
    return replaced(bytes, at, Math.min(1 + randomIndex(random, 4), bytes.length - at), []);
  },
  // A long form of an integer.
  (random, bytes) => {
    const at = randomIndex(random, bytes.length);
    const padding = Array.from({ length: 1 + randomIndex(random, 6) }, () => 0x80);
    return replaced(bytes, at, 1, [(bytes[at] as number) | 0x80, ...padding, oneOf(random, [0x00, 0x7f, 0x0f, 0x80])]);
  },
  // A piece of it, or of another module, somewhere.
  (random, bytes) => {
    const from = randomIndex(random, bytes.length);
    return replaced(bytes, randomIndex(random, bytes.length), 0, bytes.subarray(from, from + 1 + randomIndex(random, 12)));
  },
  (random, bytes, other) => {
    const from = randomIndex(random, other.length);
    const piece = other.subarray(from, from + 1 + randomIndex(random, 24));
    const at = randomIndex(random, bytes.length);
    return replaced(bytes, at, Math.min(piece.length, bytes.length - at), piece);
  },
  // Its beginning.
  (random, bytes) => bytes.subarray(0, 1 + randomIndex(random, bytes.length)),
];

/** One to four changes of a module. */
export function mutated(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  let result = bytes;
  for (let left = 1 + randomIndex(random, 4); left > 0 && result.length > 0; left--) {
    result = oneOf(random, mutations)(random, result, other);
  }
  return result;
}
