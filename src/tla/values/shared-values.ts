/**
 * Values that threads share. Each thread has its own {@link Universe}; a value that stands in a stored state also has a number that
 * means the same in all threads. Who meets such a value first writes its structure, by the numbers of its parts, into memory that
 * all can read; who meets the number first builds the value in its own universe from there. Values that occur only while
 * expressions are evaluated are never shared.
 *
 * The structures stand in one growing array and form an insert-only hash trie: a slot that is free is taken by one atomic exchange,
 * nothing moves, and nobody waits. Of two threads that write the same value one finds the other's and reuses its room.
 */

import { NexusError, NO_ROOM, unreachable } from "../../lib/errors.ts";
import type { Universe } from "./universe.ts";
import { FunctionValue, LazySet, ModelValue, SetValue, StringValue, type Value } from "./value.ts";

/** What all threads share. It can be sent to them as it is. */
export interface SharedValueMemory {
  /** Records; see {@link Field}. Grows up to {@link MOST_BYTES}. */
  readonly records: SharedArrayBuffer;
  /** By number: the place of the value's record. Grows. */
  readonly places: SharedArrayBuffer;
  /** The trie's first slots, by the high bits of a hash. A slot holds the place of a record, 0 where it is free. */
  readonly roots: Int32Array;
  /** See {@link Counter}. */
  readonly counters: Int32Array;
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

const Kind = { string: 0, modelValue: 1, set: 2, function: 3, number: 4 } as const;
const KIND_BITS = 3;
const KIND_MASK = (1 << KIND_BITS) - 1;

/** Numbers of FALSE and TRUE, as in a universe; the others follow. */
const FIRST_NUMBER = 2;
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

/** One thread's view of shared values. */
export class SharedValues {
  readonly #universe: Universe;
  readonly #memory: SharedValueMemory;
  #records: Int32Array;
  #places: Int32Array;
  /** By the place of a value in this thread's universe: its number, 0 where that is not known. */
  #numbers = new Int32Array(1 << 12);
  /** By number: the value in this thread's universe. */
  readonly #values: (Value | undefined)[] = [false, true];
  /** The words of this thread that hold no record. */
  #free = 0;
  #freeEnd = 0;
  /** A number of this thread that no value has, or 0. */
  #spareNumber = 0;

  constructor(universe: Universe, memory: SharedValueMemory) {
    this.#universe = universe;
    this.#memory = memory;
    this.#records = viewOf(memory.records);
    this.#places = viewOf(memory.places);
  }

  /** The id of a forced value: odd for small integers, even for the others, as in a universe, and the same in all threads. */
  idOf(value: Value): number {
    const id = this.#universe.idOf(value);
    if ((id & 1) === 1 || id < FIRST_NUMBER * 2) return id;
    const known = this.#numbers[id >> 1] ?? 0;
    return (known === 0 ? this.#publish(this.#universe.valueOf(id), id >> 1) : known) * 2;
  }

  valueOf(id: number): Value {
    if ((id & 1) === 1) return id >> 1;
    return this.#values[id >> 1] ?? this.#read(id >> 1);
  }

  /** Finds or writes the record of a value. */
  #publish(value: Value, own: number): number {
    const [kind, items] = this.#partsOf(value);
    const number = this.#insert(kind, items);
    this.#keep(number, own, value);
    return number;
  }

  #keep(number: number, own: number, value: Value): void {
    if (own >= this.#numbers.length) {
      const grown = new Int32Array(Math.max(own + 1, this.#numbers.length * 2));
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers[own] = number;
    // Filled without gaps: arrays with large ones become slow.
    while (this.#values.length <= number) this.#values.push(undefined);
    this.#values[number] = value;
  }

  #partsOf(value: Value): readonly [kind: number, items: readonly number[]] {
    if (value instanceof SetValue) return [Kind.set, value.elements.map((element) => this.idOf(element))];
    if (value instanceof FunctionValue) {
      return [Kind.function, [this.idOf(value.domain), ...value.values.map((item) => this.idOf(item))]];
    }
    if (value instanceof StringValue) return [Kind.string, codeUnits(value.text)];
    if (value instanceof ModelValue) return [Kind.modelValue, codeUnits(value.name)];
    if (typeof value === "number") return [Kind.number, [...new Int32Array(Float64Array.of(value).buffer)]];
    return unreachable(`a ${value instanceof LazySet ? "lazy set" : typeof value} is not shared`);
  }

  #insert(kind: number, items: readonly number[]): number {
    const header = kind | (items.length << KIND_BITS);
    const hash = hashOf(header, items);
    let array = this.#memory.roots;
    let slot = hash >>> (32 - ROOT_BITS);
    let rest = hash << ROOT_BITS;
    let place = 0;
    for (;;) {
      let found = Atomics.load(array, slot);
      if (found === 0) {
        if (place === 0) place = this.#write(hash, header, items);
        found = Atomics.compareExchange(array, slot, 0, place);
        if (found === 0) return this.#taken(place, items.length);
      }
      const records = found < this.#records.length - Field.items ? this.#records : this.#recordsTo(found + Field.items);
      if (records[found + Field.hash] === hash && this.#isAt(found, header, items)) {
        return records[found + Field.number] as number;
      }
      array = records;
      slot = found + Field.children + (rest >>> 30);
      rest <<= 2;
    }
  }

  #isAt(place: number, header: number, items: readonly number[]): boolean {
    const records = this.#recordsTo(place + Field.items + items.length);
    if (records[place + Field.header] !== header) return false;
    for (let i = 0; i < items.length; i++) if (records[place + Field.items + i] !== items[i]) return false;
    return true;
  }

  /** Writes a record that nobody else sees yet. */
  #write(hash: number, header: number, items: readonly number[]): number {
    const place = this.#room(Field.items + items.length);
    const records = this.#records;
    if (this.#spareNumber === 0) this.#spareNumber = Atomics.add(this.#memory.counters, Counter.numbers, 1);
    const number = this.#spareNumber;
    if (number >= MOST_NUMBERS) throw noRoom();
    this.#places = viewTo(this.#places, this.#memory.places, number + 1);
    this.#places[number] = place;
    records.fill(0, place, place + Field.hash);
    records[place + Field.hash] = hash;
    records[place + Field.number] = number;
    records[place + Field.header] = header;
    records.set(items, place + Field.items);
    return place;
  }

  /** The record at the beginning of the free words is everybody's now. */
  #taken(place: number, items: number): number {
    this.#free = place + Field.items + items;
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
      this.#free = start;
      this.#freeEnd = start + block;
      this.#recordsTo(this.#freeEnd);
    }
    return this.#free;
  }

  #recordsTo(words: number): Int32Array {
    if (words > this.#records.length) this.#records = viewTo(this.#records, this.#memory.records, words);
    return this.#records;
  }

  /** Builds a value that another thread wrote. */
  #read(number: number): Value {
    this.#places = viewTo(this.#places, this.#memory.places, number + 1);
    const place = this.#places[number] as number;
    if (place === 0) return unreachable(`no value has the number ${number}`);
    const header = this.#recordsTo(place + Field.items)[place + Field.header] as number;
    const count = header >>> KIND_BITS;
    const items = [...this.#recordsTo(place + Field.items + count).subarray(place + Field.items, place + Field.items + count)];
    const value = this.#build(header & KIND_MASK, items);
    this.#keep(number, this.#universe.idOf(value) >> 1, value);
    return value;
  }

  #build(kind: number, items: readonly number[]): Value {
    switch (kind) {
      case Kind.set:
        return this.#universe.setOfSorted(items.map((id) => this.valueOf(id)));
      case Kind.function: {
        const [domain, ...values] = items.map((id) => this.valueOf(id));
        return this.#universe.functionOf(domain as SetValue, values);
      }
      case Kind.string:
        return this.#universe.string(textOfUnits(items));
      case Kind.modelValue:
        return this.#universe.modelValue(textOfUnits(items));
      default:
        return new Float64Array(Int32Array.from(items).buffer)[0] as number;
    }
  }
}

const codeUnits = (text: string): number[] => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
const textOfUnits = (units: readonly number[]): string => units.map((unit) => String.fromCharCode(unit)).join("");

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

function hashOf(header: number, items: readonly number[]): number {
  let h = header;
  for (let i = 0; i < items.length; i++) {
    h = Math.imul(h ^ (items[i] as number), 0x9e3779b1);
    h ^= h >>> 15;
  }
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
