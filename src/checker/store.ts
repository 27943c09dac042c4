/**
 * The set of states seen, as full keys: open addressing with linear probing on typed arrays. A state's index is its place in the
 * order of insertion, so a breadth-first search needs no queue beside the store.
 *
 * Bytes per state: 4 per word of the key, 4 per slot of the table (1.3 to 2.7 slots per state), and 4 for the predecessor.
 */

/** What {@link StateStore.insert} gives when a limit leaves no room for a new state. Differs from every index and every `~index`. */
export const FULL = -(2 ** 31);

export interface StoreOptions {
  /** 32-bit words of a key. */
  readonly words: number;
  /** The store holds at most this many states. */
  readonly maxStates?: number;
  /** The store's arrays take at most this many bytes, also while they grow. */
  readonly maxBytes?: number;
}

/** The arrays of a store, in ordinary or in shared memory. */
export interface StoreParts {
  /** 32-bit words of a key. */
  readonly words: number;
  /** The keys, {@link CHUNK_STATES} to a chunk. */
  readonly chunks: readonly Int32Array[];
  /** The states from which states were reached, {@link CHUNK_STATES} to a chunk. */
  readonly predecessors: readonly Int32Array[];
  /**
   * The state in each slot, 0 where the slot is free: index + 1 in as many low bits as number the slots, and above them bits of
   * the key's hash that did not choose the slot. They tell most unequal keys apart without reading them, which saves a cache miss.
   */
  readonly table: Int32Array;
}

/** States per chunk of keys: chunks are allocated one at a time, so that keys are never copied. */
export const CHUNK_BITS = 16;
export const CHUNK_STATES = 1 << CHUNK_BITS;
export const CHUNK_MASK = CHUNK_STATES - 1;

export const FIRST_SLOTS = 1 << 12;
export const MOST_SLOTS = 2 ** 31;
/** The table grows beyond this load. */
export const LOAD = 0.75;
/** A table that may not grow is filled up to this load. */
export const LAST_LOAD = 0.9;
/** Indices stay below this, so that they, their complements and {@link FULL} are distinct 32-bit integers. */
export const MOST_STATES = 2 ** 31 - 2;

/** Bits that number the slots of a table. */
export const slotBitsOf = (table: Int32Array): number => 31 - Math.clz32(table.length);

/** Bytes of the arrays that hold keys, predecessors and the table. */
export const bytesOf = ({ words, chunks, table }: StoreParts): number =>
  table.byteLength + chunks.length * CHUNK_STATES * (words + 1) * Int32Array.BYTES_PER_ELEMENT;

export class StateStore {
  readonly words: number;
  readonly #maxStates: number;
  readonly #maxBytes: number;
  readonly #chunks: Int32Array[] = [];
  readonly #predecessors: Int32Array[] = [];
  /** See {@link StoreParts}. */
  #table: Int32Array = new Int32Array(FIRST_SLOTS);
  /** Bits that number the slots: the high bits of a key's hash give the slot where probing starts. */
  #slotBits = slotBitsOf(this.#table);
  /** Scratch of {@link insertAll}. */
  #hashes = new Int32Array(0);
  #size = 0;
  /** The table grows, or is full, when the size reaches this. */
  #threshold = Math.floor(FIRST_SLOTS * LOAD);

  constructor(options: StoreOptions) {
    this.words = options.words;
    this.#maxStates = Math.min(options.maxStates ?? MOST_STATES, MOST_STATES);
    this.#maxBytes = options.maxBytes ?? Number.POSITIVE_INFINITY;
  }

  /** A store over arrays that hold `size` states. The arrays are not copied. */
  static over(parts: StoreParts, size: number, limits: Omit<StoreOptions, "words"> = {}): StateStore {
    const store = new StateStore({ ...limits, words: parts.words });
    store.#chunks.push(...parts.chunks);
    store.#predecessors.push(...parts.predecessors);
    store.#table = parts.table;
    store.#slotBits = slotBitsOf(parts.table);
    store.#size = size;
    store.#threshold = Math.floor(parts.table.length * LOAD);
    return store;
  }

  /** How many states are stored. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of the arrays that hold keys, predecessors and the table. */
  get bytes(): number {
    return bytesOf(this.parts);
  }

  /** The arrays; they are replaced when the store grows. */
  get parts(): StoreParts {
    return { words: this.words, chunks: this.#chunks, predecessors: this.#predecessors, table: this.#table };
  }

  get #chunkBytes(): number {
    return CHUNK_STATES * (this.words + 1) * Int32Array.BYTES_PER_ELEMENT;
  }

  /**
   * Adds the key at `offset` of `key` with the index of the state it was reached from (-1 for none). Gives the new index, or
   * `~index` of the equal key that is there already, or {@link FULL}.
   */
  insert(key: Int32Array, offset: number, predecessor: number): number {
    return this.#insertHashed(hashKey(key, offset, this.words), key, offset, predecessor);
  }

  #insertHashed(hash: number, key: Int32Array, offset: number, predecessor: number): number {
    let slot = this.#slotOf(hash, key, offset);
    const entry = this.#table[slot] as number;
    if (entry !== 0) return -(entry & (this.#table.length - 1));
    const index = this.#size;
    if (index >= this.#maxStates) return FULL;
    if (index >= this.#threshold || (index & CHUNK_MASK) === 0) {
      if (!this.#makeRoom()) return FULL;
      slot = this.#slotOf(hash, key, offset);
    }
    const words = this.words;
    const chunk = this.#chunks[index >>> CHUNK_BITS] as Int32Array;
    const at = (index & CHUNK_MASK) * words;
    for (let k = 0; k < words; k++) chunk[at + k] = key[offset + k] as number;
    (this.#predecessors[index >>> CHUNK_BITS] as Int32Array)[index & CHUNK_MASK] = predecessor;
    this.#table[slot] = (hash << this.#slotBits) | (index + 1);
    this.#size = index + 1;
    return index;
  }

  /**
   * Inserts the first `count` of some keys that follow each other in `keys`, and writes what {@link insert} would give to
   * `results`. All slots are read before any is used, so that the processor overlaps the cache misses.
   */
  insertAll(keys: Int32Array, predecessors: Int32Array, count: number, results: Int32Array): void {
    const words = this.words;
    const table = this.#table;
    const bits = this.#slotBits;
    const shift = 32 - bits;
    if (this.#hashes.length < count) this.#hashes = new Int32Array(count);
    const hashes = this.#hashes;
    const mask = table.length - 1;
    for (let i = 0; i < count; i++) hashes[i] = hashKey(keys, i * words, words);
    for (let i = 0; i < count; i++) results[i] = table[(hashes[i] as number) >>> shift] as number;
    for (let i = 0; i < count; i++) {
      const entry = results[i] as number;
      if (entry === 0 || (hashes[i] as number) << bits !== (entry & ~mask)) continue;
      const index = (entry & mask) - 1;
      results[i] = (this.#chunks[index >>> CHUNK_BITS] as Int32Array)[(index & CHUNK_MASK) * words] as number;
    }
    for (let i = 0; i < count; i++) {
      results[i] = this.#insertHashed(hashes[i] as number, keys, i * words, predecessors[i] as number);
    }
  }

  /** The index of a key, or -1. */
  find(key: Int32Array, offset: number): number {
    const entry = this.#table[this.#slotOf(hashKey(key, offset, this.words), key, offset)] as number;
    return (entry & (this.#table.length - 1)) - 1;
  }

  /** The array that holds a state's key; it starts at {@link keyOffset}. Not to be written to. */
  keyChunk(index: number): Int32Array {
    return this.#chunks[index >>> CHUNK_BITS] as Int32Array;
  }

  keyOffset(index: number): number {
    return (index & CHUNK_MASK) * this.words;
  }

  /** The state from which this one was first reached, or -1. */
  predecessor(index: number): number {
    return (this.#predecessors[index >>> CHUNK_BITS] as Int32Array)[index & CHUNK_MASK] as number;
  }

  /** The slot that holds an equal key, or the free slot where it belongs. */
  #slotOf(hash: number, key: Int32Array, offset: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    const words = this.words;
    const tag = hash << this.#slotBits;
    for (let slot = hash >>> (32 - this.#slotBits); ; slot = (slot + 1) & mask) {
      const entry = table[slot] as number;
      if (entry === 0) return slot;
      if ((entry & ~mask) !== tag) continue;
      const index = (entry & mask) - 1;
      const chunk = this.#chunks[index >>> CHUNK_BITS] as Int32Array;
      const at = (index & CHUNK_MASK) * words;
      let k = 0;
      while (k < words && chunk[at + k] === key[offset + k]) k++;
      if (k === words) return slot;
    }
  }

  /** Grows what the next state needs; false when a limit or the machine's memory does not allow it. */
  #makeRoom(): boolean {
    try {
      if (this.#size >= this.#threshold && !this.#growTable()) return false;
      if (this.#size >>> CHUNK_BITS < this.#chunks.length) return true;
      if (this.bytes + this.#chunkBytes > this.#maxBytes) return false;
      const chunk = new Int32Array(CHUNK_STATES * this.words);
      this.#predecessors.push(new Int32Array(CHUNK_STATES));
      this.#chunks.push(chunk);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  #growTable(): boolean {
    const slots = this.#table.length * 2;
    if (slots > MOST_SLOTS || this.bytes + slots * Int32Array.BYTES_PER_ELEMENT > this.#maxBytes) {
      this.#threshold = Math.floor(this.#table.length * LAST_LOAD);
      return this.#size < this.#threshold;
    }
    const table = new Int32Array(slots);
    const bits = this.#slotBits + 1;
    for (let index = 0; index < this.#size; index++) {
      const hash = hashKey(this.keyChunk(index), this.keyOffset(index), this.words);
      let slot = hash >>> (32 - bits);
      while (table[slot] !== 0) slot = (slot + 1) & (slots - 1);
      table[slot] = (hash << bits) | (index + 1);
    }
    this.#table = table;
    this.#slotBits = bits;
    this.#threshold = Math.floor(slots * LOAD);
    return true;
  }
}

/** A 32-bit hash of a key whose high bits depend on all bits of the key. */
export function hashKey(key: Int32Array, offset: number, words: number): number {
  let h = 0;
  for (let k = 0; k < words; k++) {
    h = Math.imul(h ^ (key[offset + k] as number), 0x9e3779b1);
    h ^= h >>> 15;
  }
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return Math.imul(h, 0xc2b2ae35);
}
