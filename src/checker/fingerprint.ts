/**
 * 64-bit fingerprints of keys, and how probable it is that two of the states seen shared one. A state whose fingerprint another has
 * is taken for that other and never looked at, so an exploration by fingerprints proves nothing, with a small probability.
 */

import { NexusError } from "../lib/errors.ts";
import type { StateStore } from "./store.ts";

/** 32-bit words of a fingerprint. */
export const FINGERPRINT_WORDS = 2;

/** Writes the fingerprint of a key: two hashes that share no multiplier, mixed with each other after each word. */
export function fingerprint(key: Int32Array, offset: number, words: number, into: Int32Array, at: number): void {
  let a = 0x243f6a88;
  let b = 0x85a308d3 | 0;
  for (let k = 0; k < words; k++) {
    const word = key[offset + k] as number;
    a = Math.imul(a ^ word, 0x9e3779b1);
    b = Math.imul(b ^ word ^ (word >>> 16), 0x5f356495);
    a ^= (a >>> 15) ^ (b << 7);
    b ^= (b >>> 13) ^ (a << 11);
  }
  a = Math.imul(a ^ (a >>> 16) ^ b, 0x85ebca6b);
  b = Math.imul(b ^ (b >>> 15) ^ a, 0xc2b2ae35 | 0);
  into[at] = a ^ (a >>> 13);
  into[at + 1] = b ^ (b >>> 16);
}

/** How probable it is that some state was missed. */
export interface CollisionProbability {
  /** TLC's optimistic estimate: distinct x (generated - distinct) / 2^64, as if fingerprints were random. */
  readonly optimistic: number;
  /** TLC's estimate from the fingerprints themselves: 1 / the least distance between two of them. */
  readonly actual: number;
}

/** O(n log n), and 8 bytes per state. */
export function collisionProbability(store: StateStore, generated: number): CollisionProbability {
  const prints = new BigUint64Array(store.size);
  for (let index = 0; index < store.size; index++) {
    const [chunk, offset] = [store.keyChunk(index), store.keyOffset(index)];
    const [high, low] = [chunk[offset] as number, chunk[offset + 1] as number];
    prints[index] = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  }
  prints.sort();
  let least = 2n ** 64n;
  for (let i = 1; i < prints.length; i++) {
    const distance = (prints[i] as bigint) - (prints[i - 1] as bigint);
    if (distance < least) least = distance;
  }
  return {
    optimistic: (store.size * Math.max(0, generated - store.size)) / 2 ** 64,
    actual: prints.length < 2 ? 0 : 1 / Number(least),
  };
}

/** Refuses an exploration by fingerprints where only one by full keys is sound. Throws {@link NexusError} `fingerprints-unsound`. */
export function requireFullKeys({ collisions }: { readonly collisions?: CollisionProbability | undefined }, what: string): void {
  if (collisions === undefined) return;
  throw new NexusError("fingerprints-unsound", `${what} needs full keys: a fingerprint may stand for two states`, {
    hint: "explore without fingerprints",
  });
}
