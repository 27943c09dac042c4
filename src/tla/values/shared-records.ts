/**
 * Records that threads share: one growing array that holds an insert-only hash trie. A slot that is free is taken by one atomic exchange,
 * nothing moves, and nobody waits. Of two threads that write the same record one finds the other's and reuses its room.
 */

import { NexusError, NO_ROOM, unreachable } from "../../lib/errors.ts";

/** What all threads share. It can be sent to them as it is. */
export interface SharedValueMemory {
  /** Records; see `Field`. Grows up to `MOST_BYTES`. */
  readonly records: SharedArrayBuffer;
  /** By number: the place of the value's record. Grows. */
  readonly places: SharedArrayBuffer;
  /** The trie's first slots, by the high bits of a hash. A slot holds the place of a record, 0 where it is free. */
  readonly roots: Int32Array;
  /** See `Counter`. */
  readonly counters: Int32Array;
  /** For `WideIntegers`. */
  readonly wideIntegers: Int32Array;
}

const MOST_BYTES = 2 ** 32;
const FIRST_BYTES = 2 ** 20;
const ROOT_BITS = 16;
const WORD = Int32Array.BYTES_PER_ELEMENT;

/** Words of {@link SharedValueMemory.counters}. */
const Counter = {
  /** Words of records that were given to threads. */
  words: 0,
  /** Numbers that were given to values. */
  numbers: 16,
} as const;

/** Words of a record. */
const Field = {
  /** Four slots of the trie. */
  children: 0,
  hash: 4,
  number: 5,
  /** The kind in the low bits, above them how many items follow. */
  header: 6,
  /** Ids of parts, or code units of a text, or the two halves of a number. */
  items: 7,
} as const;

/** Bits of a record's kind. */
const KIND_BITS = 3;
const KIND_MASK = (1 << KIND_BITS) - 1;

/** The numbers below are those of FALSE and TRUE, as in a universe. */
export const FIRST_NUMBER = 2;
/** Words that a thread takes at a time. */
const BLOCK_WORDS = 1 << 12;
/** Ids of values that are no small integers are even 32-bit integers. */
const MOST_NUMBERS = 2 ** 30;

export function newSharedValues(): SharedValueMemory {
  const counters = new Int32Array(new SharedArrayBuffer(32 * WORD));
  // No record stands at place 0, which marks a free slot.
  counters[Counter.words] = 1;
  counters[Counter.numbers] = FIRST_NUMBER;
  return {
    records: growing(MOST_BYTES),
    places: growing(MOST_BYTES),
    roots: new Int32Array(new SharedArrayBuffer(WORD << ROOT_BITS)),
    counters,
    wideIntegers: new Int32Array(new SharedArrayBuffer(WORD)),
  };
}

/** The part of a growing buffer that TypeScript's library of this target does not know. */
interface Growing extends SharedArrayBuffer {
  readonly maxByteLength: number;
  grow(byteLength: number): void;
}

type GrowingConstructor = new (byteLength: number, options: { readonly maxByteLength: number }) => SharedArrayBuffer;

/** Only address space is taken for what is beyond the length. A machine that does not have so much gets a smaller most. */
function growing(most: number): SharedArrayBuffer {
  try {
    return new (SharedArrayBuffer as unknown as GrowingConstructor)(FIRST_BYTES, { maxByteLength: most });
  } catch (error) {
    if (!(error instanceof RangeError) || most <= FIRST_BYTES) throw error;
    return growing(most / 2);
  }
}

/** A record where it stands. */
export interface SharedRecord {
  readonly kind: number;
  readonly words: Int32Array;
  /** The place of the first item. */
  readonly from: number;
  readonly count: number;
}

/** One thread's view of the records. The items of the record that is sought, written or found stand in {@link items}. */
export class SharedRecords {
  readonly #memory: SharedValueMemory;
  #records: Int32Array;
  #places: Int32Array;
  /** The words of this thread that hold no record. */
  #free = 0;
  #freeEnd = 0;
  /** A number of this thread that no record has, or 0. */
  #spareNumber = 0;
  items = new Int32Array(64);
  #count = 0;

  constructor(memory: SharedValueMemory) {
    this.#memory = memory;
    this.#records = viewOf(memory.records);
    this.#places = viewOf(memory.places);
  }

  /** Makes room for so many items; what was there is lost. */
  hold(count: number): void {
    if (count > this.items.length) this.items = new Int32Array(count * 2);
    this.#count = count;
  }

  /** The number of the record with this kind and the items that were put down; it is written where there is none. */
  insert(kind: number): number {
    const header = kind | (this.#count << KIND_BITS);
    const hash = this.#hash(header);
    let array = this.#memory.roots;
    let slot = hash >>> (32 - ROOT_BITS);
    let rest = hash << ROOT_BITS;
    let place = 0;
    for (;;) {
      let found = Atomics.load(array, slot);
      if (found === 0) {
        if (place === 0) place = this.#write(hash, header);
        found = Atomics.compareExchange(array, slot, 0, place);
        if (found === 0) return this.#taken(place);
      }
      const records = this.#recordsTo(found + Field.items);
      if (records[found + Field.hash] === hash && this.#isAt(found, header)) return records[found + Field.number] as number;
      array = records;
      slot = found + Field.children + (rest >>> 30);
      rest <<= 2;
    }
  }

  #isAt(place: number, header: number): boolean {
    const count = this.#count;
    const records = this.#recordsTo(place + Field.items + count);
    if (records[place + Field.header] !== header) return false;
    for (let i = 0; i < count; i++) if (records[place + Field.items + i] !== this.items[i]) return false;
    return true;
  }

  /** Writes a record that nobody else sees yet. */
  #write(hash: number, header: number): number {
    const count = this.#count;
    const place = this.#room(Field.items + count);
    const records = this.#records;
    if (this.#spareNumber === 0) this.#spareNumber = Atomics.add(this.#memory.counters, Counter.numbers, 1);
    const number = this.#spareNumber;
    if (number >= MOST_NUMBERS) throw noRoom();
    this.#places = viewTo(this.#places, this.#memory.places, number + 1);
    this.#places[number] = place;
    for (let i = 0; i < Field.hash; i++) records[place + i] = 0;
    records[place + Field.hash] = hash;
    records[place + Field.number] = number;
    records[place + Field.header] = header;
    for (let i = 0; i < count; i++) records[place + Field.items + i] = this.items[i] as number;
    return place;
  }

  /** The record at the beginning of the free words is everybody's now. */
  #taken(place: number): number {
    this.#free = place + Field.items + this.#count;
    const number = this.#spareNumber;
    this.#spareNumber = 0;
    return number;
  }

  /** The place of so many free words of this thread. */
  #room(words: number): number {
    if (this.#freeEnd - this.#free < words) {
      const block = Math.max(words, BLOCK_WORDS);
      const start = Atomics.add(this.#memory.counters, Counter.words, block);
      // The counter of words would wrap far beyond the most that the array can hold.
      if (start < 0 || (start + block) * WORD > MOST_BYTES) throw noRoom();
      this.#recordsTo(start + block);
      this.#free = start;
      this.#freeEnd = start + block;
    }
    return this.#free;
  }

  #recordsTo(words: number): Int32Array {
    if (words > this.#records.length) this.#records = viewTo(this.#records, this.#memory.records, words);
    return this.#records;
  }

  /** The record of a number: its kind, and the words in which its items stand. */
  read(number: number): SharedRecord {
    this.#places = viewTo(this.#places, this.#memory.places, number + 1);
    const place = this.#places[number] as number;
    if (place === 0) return unreachable(`no value has the number ${number}`);
    const header = this.#recordsTo(place + Field.items)[place + Field.header] as number;
    const count = header >>> KIND_BITS;
    return { kind: header & KIND_MASK, words: this.#recordsTo(place + Field.items + count), from: place + Field.items, count };
  }

  #hash(header: number): number {
    let h = header;
    for (let i = 0; i < this.#count; i++) {
      h = Math.imul(h ^ (this.items[i] as number), 0x9e3779b1);
      h ^= h >>> 15;
    }
    h = Math.imul(h, 0x85ebca6b);
    h ^= h >>> 13;
    h = Math.imul(h, 0xc2b2ae35);
    return h ^ (h >>> 16);
  }
}

/** A view of fixed length, which is faster than one that follows the buffer. */
const viewOf = (buffer: SharedArrayBuffer): Int32Array => new Int32Array(buffer, 0, buffer.byteLength / WORD);

/** A view of at least so many words, the buffer grown if it must be. */
function viewTo(view: Int32Array, buffer: SharedArrayBuffer, words: number): Int32Array {
  if (words <= view.length) return view;
  const { maxByteLength } = buffer as Growing;
  while (buffer.byteLength < words * WORD) {
    if (words * WORD > maxByteLength) throw noRoom();
    try {
      (buffer as Growing).grow(Math.min(maxByteLength, Math.max(buffer.byteLength * 2, words * WORD)));
    } catch (error) {
      // Another thread has made it longer meanwhile, or the machine has no more memory.
      if (!(error instanceof RangeError)) throw error;
      if (buffer.byteLength < words * WORD) throw noRoom();
    }
  }
  return viewOf(buffer);
}

const noRoom = (): NexusError =>
  new NexusError(NO_ROOM, "there is no more room for values that threads share", { hint: "try one worker" });
