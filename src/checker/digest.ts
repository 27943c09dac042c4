/**
 * A digest of a set of labelled edges that does not depend on the order in which states are visited: the sum of a 64-bit hash of
 * each edge, kept as two 32-bit halves. An edge that is visited twice from its source counts once. It detects accidents, not
 * forgeries.
 */

import type { ItfRecord } from "../lib/data.ts";
import { hashKey } from "./store.ts";

export class EdgeDigest {
  readonly #words: number;
  readonly #edge: Int32Array;
  #high = 0;
  #low = 0;
  /** The halves of the hashes of the edges from the present source. */
  #seen: number[] = [];

  constructor(words: number) {
    this.#words = words;
    this.#edge = new Int32Array(2 * words + 2);
  }

  /** The edges added from now on start in another state than those before. */
  nextSource(): void {
    this.#seen = [];
  }

  /** Adds the edge between two keys. */
  add(from: Int32Array, fromOffset: number, action: string, args: ItfRecord, to: Int32Array, toOffset: number): void {
    const label = labelHash(action, args);
    this.addHashed(from, fromOffset, label, to, toOffset);
  }

  /** Adds an edge whose label has been hashed before. */
  addHashed(from: Int32Array, fromOffset: number, label: LabelHash, to: Int32Array, toOffset: number): void {
    const edge = this.#edge;
    const words = this.#words;
    for (let k = 0; k < words; k++) {
      edge[k] = from[fromOffset + k] as number;
      edge[words + k] = to[toOffset + k] as number;
    }
    edge[2 * words] = label[0];
    edge[2 * words + 1] = label[1];
    const high = hashKey(edge, 0, 2 * words + 2);
    edge[2 * words] = ~label[0];
    const low = hashKey(edge, 0, 2 * words + 2);
    if (this.#isKnown(high, low)) return;
    this.#high = (this.#high + high) | 0;
    this.#low = (this.#low + low) | 0;
  }

  #isKnown(high: number, low: number): boolean {
    const seen = this.#seen;
    for (let k = 0; k < seen.length; k += 2) if (seen[k] === high && seen[k + 1] === low) return true;
    seen.push(high, low);
    return false;
  }

  /** Sixteen hexadecimal digits. */
  toString(): string {
    return [this.#high, this.#low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
  }
}

export type LabelHash = readonly [number, number];

/** The hash of an action with its arguments. */
export function labelHash(action: string, args: ItfRecord): LabelHash {
  const label = JSON.stringify([action, args]);
  return [hashText(label, 0), hashText(label, 1)];
}

/** FNV-1a over UTF-16 units, from a seed. */
function hashText(text: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}
