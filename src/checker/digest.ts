/**
 * A digest of a set of labelled edges that does not depend on the order in which they are visited: the sum of a 64-bit hash of
 * each edge, kept as two 32-bit halves. It detects accidents, not forgeries.
 */

import type { ItfRecord } from "../lib/data.ts";
import { hashKey } from "./store.ts";

export class EdgeDigest {
  readonly #words: number;
  readonly #edge: Int32Array;
  #high = 0;
  #low = 0;

  constructor(words: number) {
    this.#words = words;
    this.#edge = new Int32Array(2 * words + 2);
  }

  /** Adds the edge between two keys. */
  add(from: Int32Array, fromOffset: number, action: string, args: ItfRecord, to: Int32Array, toOffset: number): void {
    const edge = this.#edge;
    const words = this.#words;
    for (let k = 0; k < words; k++) {
      edge[k] = from[fromOffset + k] as number;
      edge[words + k] = to[toOffset + k] as number;
    }
    const label = JSON.stringify([action, args]);
    edge[2 * words] = hashText(label, 0);
    edge[2 * words + 1] = hashText(label, 1);
    this.#high = (this.#high + hashKey(edge, 0, 2 * words + 2)) | 0;
    edge[2 * words] = ~(edge[2 * words] as number);
    this.#low = (this.#low + hashKey(edge, 0, 2 * words + 2)) | 0;
  }

  /** Sixteen hexadecimal digits. */
  toString(): string {
    return [this.#high, this.#low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
  }
}

/** FNV-1a over UTF-16 units, from a seed. */
function hashText(text: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}
