/**
 * One thread's view of a store that several threads fill: the arrays of {@link StoreParts} in shared memory. A state is written
 * to an index that no other thread has, and then published by exchanging a free slot for its entry; of two threads with equal keys
 * one finds the other's entry and keeps its index for the next state.
 */

import { CHUNK_BITS, CHUNK_MASK, FULL, hashKey, type StoreParts, slotBitsOf } from "../store.ts";
import { At, Own, ownWord, type SharedSearch } from "./shared-memory.ts";

/** States that a thread claims at a time while the table is rebuilt. */
const REBUILD_CLAIM = 1 << 12;

export class SharedStore {
  readonly words: number;
  readonly #control: Int32Array;
  readonly #member: number;
  #parts: StoreParts;
  #table: Int32Array;
  #slotBits: number;
  #hashes = new Int32Array(0);
  /** An index of this thread without a state, or -1. */
  #spare = -1;

  constructor({ parts, control }: Pick<SharedSearch, "parts" | "control">, member: number) {
    this.words = parts.words;
    this.#control = control;
    this.#member = member;
    this.#parts = parts;
    this.#table = parts.table;
    this.#slotBits = slotBitsOf(parts.table);
  }

  get parts(): StoreParts {
    return this.#parts;
  }

  /** Works with other arrays from now on. */
  adopt(parts: StoreParts): void {
    this.#parts = parts;
    this.#table = parts.table;
    this.#slotBits = slotBitsOf(parts.table);
  }

  keyChunk(index: number): Int32Array {
    return this.#parts.chunks[index >>> CHUNK_BITS] as Int32Array;
  }

  keyOffset(index: number): number {
    return (index & CHUNK_MASK) * this.words;
  }

  /** Tells the other threads which index holds no state. */
  publishSpare(): void {
    Atomics.store(this.#control, ownWord(this.#member, Own.spare), this.#spare);
  }

  /** Gives up the index that was published: whoever fills the gaps deals with it. */
  dropSpare(): void {
    this.#spare = -1;
  }

  /**
   * Inserts keys `from` to `count` of those that follow each other in `keys`, and writes what `StateStore.insert` would give to
   * `results`. Gives `count`, or the place of the first key for which there is no room.
   */
  insertAll(keys: Int32Array, predecessors: Int32Array, from: number, count: number, results: Int32Array): number {
    const words = this.words;
    const table = this.#table;
    const bits = this.#slotBits;
    const shift = 32 - bits;
    const mask = table.length - 1;
    if (this.#hashes.length < count) this.#hashes = new Int32Array(count);
    const hashes = this.#hashes;
    for (let i = from; i < count; i++) hashes[i] = hashKey(keys, i * words, words);
    // The first reads of slots and keys only bring them into the cache, all at a time; what they see may be old.
    for (let i = from; i < count; i++) results[i] = table[(hashes[i] as number) >>> shift] as number;
    for (let i = from; i < count; i++) {
      const entry = results[i] as number;
      if (entry === 0 || (hashes[i] as number) << bits !== (entry & ~mask)) continue;
      const index = (entry & mask) - 1;
      results[i] = (this.#parts.chunks[index >>> CHUNK_BITS] as Int32Array)[(index & CHUNK_MASK) * words] as number;
    }
    for (let i = from; i < count; i++) {
      const index = this.#insertHashed(hashes[i] as number, keys, i * words, predecessors[i] as number);
      if (index === FULL) return i;
      results[i] = index;
    }
    return count;
  }

  #insertHashed(hash: number, key: Int32Array, offset: number, predecessor: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    const tag = hash << this.#slotBits;
    let slot = hash >>> (32 - this.#slotBits);
    for (;;) {
      let entry = Atomics.load(table, slot);
      if (entry === 0) {
        if (!this.#writeSpare(key, offset, predecessor)) return FULL;
        const index = this.#spare;
        entry = Atomics.compareExchange(table, slot, 0, tag | (index + 1));
        if (entry === 0) {
          this.#spare = -1;
          return index;
        }
      }
      if ((entry & ~mask) === tag && this.#isAt((entry & mask) - 1, key, offset)) return -(entry & mask);
      slot = (slot + 1) & mask;
    }
  }

  /** Writes a key to the index of this thread, taking a new one if it has none; false when there is no room. */
  #writeSpare(key: Int32Array, offset: number, predecessor: number): boolean {
    if (this.#spare < 0) this.#spare = Atomics.add(this.#control, At.size, 1);
    const index = this.#spare;
    if (index >= Atomics.load(this.#control, At.capacity)) return false;
    const words = this.words;
    const chunk = this.#parts.chunks[index >>> CHUNK_BITS] as Int32Array;
    const at = (index & CHUNK_MASK) * words;
    for (let k = 0; k < words; k++) chunk[at + k] = key[offset + k] as number;
    (this.#parts.predecessors[index >>> CHUNK_BITS] as Int32Array)[index & CHUNK_MASK] = predecessor;
    return true;
  }

  #isAt(index: number, key: Int32Array, offset: number): boolean {
    const words = this.words;
    const chunk = this.#parts.chunks[index >>> CHUNK_BITS] as Int32Array;
    const at = (index & CHUNK_MASK) * words;
    let k = 0;
    while (k < words && chunk[at + k] === key[offset + k]) k++;
    return k === words;
  }

  /** Enters states into the new table, together with the other threads, until all below `size` are in; `gaps` hold no state. */
  rebuild(size: number, gaps: readonly number[]): void {
    for (;;) {
      const start = Atomics.add(this.#control, At.rebuilt, REBUILD_CLAIM);
      if (start >= size) return;
      const end = Math.min(start + REBUILD_CLAIM, size);
      for (let index = start; index < end; index++) if (!gaps.includes(index)) this.#enter(index);
    }
  }

  #enter(index: number): void {
    const table = this.#table;
    const hash = hashKey(this.keyChunk(index), this.keyOffset(index), this.words);
    const entry = (hash << this.#slotBits) | (index + 1);
    let slot = hash >>> (32 - this.#slotBits);
    while (Atomics.compareExchange(table, slot, 0, entry) !== 0) slot = (slot + 1) & (table.length - 1);
  }

  /** Moves a state to an index that holds none. Only while no other thread uses the store. */
  move(from: number, to: number): void {
    const chunk = this.keyChunk(from);
    const offset = this.keyOffset(from);
    const hash = hashKey(chunk, offset, this.words);
    let slot = hash >>> (32 - this.#slotBits);
    const tag = hash << this.#slotBits;
    while (this.#table[slot] !== (tag | (from + 1))) slot = (slot + 1) & (this.#table.length - 1);
    this.keyChunk(to).set(chunk.subarray(offset, offset + this.words), this.keyOffset(to));
    const { predecessors } = this.#parts;
    const predecessor = (predecessors[from >>> CHUNK_BITS] as Int32Array)[from & CHUNK_MASK] as number;
    (predecessors[to >>> CHUNK_BITS] as Int32Array)[to & CHUNK_MASK] = predecessor;
    this.#table[slot] = tag | (to + 1);
  }

  /** Compares the keys of two states, word by word: an order that all threads share where keys come from a schema. */
  compare(a: number, b: number): number {
    const [chunkA, chunkB] = [this.keyChunk(a), this.keyChunk(b)];
    const [offsetA, offsetB] = [this.keyOffset(a), this.keyOffset(b)];
    for (let k = 0; k < this.words; k++) {
      const order = (chunkA[offsetA + k] as number) - (chunkB[offsetB + k] as number);
      if (order !== 0) return order;
    }
    return 0;
  }
}
