/** A part of a behaviour graph: states and the edges between them that are allowed. */

import type { BehaviourGraph } from "./behaviour-graph.ts";

export interface Region {
  /** 1 for the states of the part. */
  readonly states: Uint8Array;
  /** For each word of a label, the bits that allowed edges lack. */
  readonly never: Int32Array;
}

/** Whether an edge bears none of the bits. */
export function isAllowed({ labels, words }: BehaviourGraph, edge: number, never: Int32Array): boolean {
  for (let word = 0; word < words; word++)
    if (((labels[edge * words + word] as number) & (never[word] as number)) !== 0) return false;
  return true;
}

/** Whether an edge bears all of the bits. */
export function bearsAll({ labels, words }: BehaviourGraph, edge: number, bits: Int32Array): boolean {
  for (let word = 0; word < words; word++) {
    if ((~(labels[edge * words + word] as number) & (bits[word] as number)) !== 0) return false;
  }
  return true;
}

/** Bits as a mask of `words` words. */
export function maskOf(bits: readonly number[], words: number): Int32Array {
  const mask = new Int32Array(words);
  for (const bit of bits) mask[bit >>> 5] = (mask[bit >>> 5] as number) | (1 << (bit & 31));
  return mask;
}
