/** Full keys of states that wait to be expanded, where the store holds only fingerprints. */

import { CHUNK_BITS, CHUNK_MASK, CHUNK_STATES } from "./store.ts";

/** Keys in the order of their states' indices; those that are done with are let go, a chunk at a time. */
export class KeyQueue {
  readonly #words: number;
  readonly #chunks: (Int32Array | undefined)[] = [];
  #held = 0;
  #size = 0;

  constructor(words: number) {
    this.#words = words;
  }

  /** Bytes of the keys that are held. */
  get bytes(): number {
    return this.#held * CHUNK_STATES * this.#words * Int32Array.BYTES_PER_ELEMENT;
  }

  /** Adds the key of the next index. */
  push(keys: Int32Array, offset: number): void {
    if ((this.#size & CHUNK_MASK) === 0) {
      this.#chunks.push(new Int32Array(CHUNK_STATES * this.#words));
      this.#held++;
    }
    const chunk = this.keyChunk(this.#size);
    const at = this.keyOffset(this.#size++);
    for (let k = 0; k < this.#words; k++) chunk[at + k] = keys[offset + k] as number;
  }

  keyChunk(index: number): Int32Array {
    return this.#chunks[index >>> CHUNK_BITS] as Int32Array;
  }

  keyOffset(index: number): number {
    return (index & CHUNK_MASK) * this.#words;
  }

  /** The keys before this index are not asked for any more. */
  release(index: number): void {
    const before = (index >>> CHUNK_BITS) - 1;
    if (before < 0 || this.#chunks[before] === undefined) return;
    this.#chunks[before] = undefined;
    this.#held--;
  }
}
