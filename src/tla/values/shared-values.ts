/**
 * Values that threads share. Each thread has its own {@link Universe}; a value that stands in a stored state also has a number that
 * means the same in all threads. Who meets such a value first writes its structure, by the numbers of its parts, as a record that all can
 * read; who meets the number first builds the value in its own universe from there. Values that occur only while expressions are
 * evaluated are never shared.
 */

import { unreachable } from "../../lib/errors.ts";
import { FIRST_NUMBER, type SharedRecord, SharedRecords, type SharedValueMemory } from "./shared-records.ts";
import type { Universe } from "./universe.ts";
import { FunctionValue, LazySet, ModelValue, SetValue, StringValue, type Value } from "./value.ts";

/** Kinds of records. */
const Kind = { string: 0, modelValue: 1, set: 2, function: 3, number: 4 } as const;

/** One thread's view of shared values. */
export class SharedValues {
  readonly #universe: Universe;
  readonly #records: SharedRecords;
  /** By the place of a value in this thread's universe: its number, 0 where that is not known. */
  #numbers = new Int32Array(1 << 12);
  /** By number: the value in this thread's universe. */
  readonly #values: (Value | undefined)[] = [false, true];

  constructor(universe: Universe, memory: SharedValueMemory) {
    this.#universe = universe;
    this.#records = new SharedRecords(memory);
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
    const kind = this.#collect(value);
    const number = this.#records.insert(kind);
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

  /** Writes the items of a value's record to the thread's items, and gives its kind. */
  #collect(value: Value): number {
    if (value instanceof SetValue) {
      this.#collectIds(value.elements, 0);
      return Kind.set;
    }
    if (value instanceof FunctionValue) {
      const domain = this.idOf(value.domain);
      this.#collectIds(value.values, 1);
      this.#records.items[0] = domain;
      return Kind.function;
    }
    if (value instanceof StringValue) return this.#collectText(value.text, Kind.string);
    if (value instanceof ModelValue) return this.#collectText(value.name, Kind.modelValue);
    if (typeof value !== "number") return unreachable(`a ${value instanceof LazySet ? "lazy set" : typeof value} is not shared`);
    this.#records.hold(2);
    this.#records.items.set(new Int32Array(Float64Array.of(value).buffer));
    return Kind.number;
  }

  #collectIds(values: readonly Value[], from: number): void {
    // Publishing a part uses the items too, so all parts have their numbers before the first is written.
    for (let i = 0; i < values.length; i++) this.idOf(values[i] as Value);
    this.#records.hold(from + values.length);
    for (let i = 0; i < values.length; i++) this.#records.items[from + i] = this.idOf(values[i] as Value);
  }

  #collectText(text: string, kind: number): number {
    this.#records.hold(text.length);
    for (let i = 0; i < text.length; i++) this.#records.items[i] = text.charCodeAt(i);
    return kind;
  }

  /** Builds a value that another thread wrote. */
  #read(number: number): Value {
    const value = this.#build(this.#records.read(number));
    this.#keep(number, this.#universe.idOf(value) >> 1, value);
    return value;
  }

  #build({ kind, words, from, count }: SharedRecord): Value {
    switch (kind) {
      case Kind.set:
        return this.#universe.setOfSorted(this.#valuesAt(words, from, count));
      case Kind.function: {
        const domain = this.valueOf(words[from] as number) as SetValue;
        return this.#universe.functionOf(domain, this.#valuesAt(words, from + 1, count - 1));
      }
      case Kind.string:
        return this.#universe.string(textAt(words, from, count));
      case Kind.modelValue:
        return this.#universe.modelValue(textAt(words, from, count));
      default:
        return new Float64Array(words.slice(from, from + count).buffer)[0] as number;
    }
  }

  #valuesAt(records: Int32Array, from: number, count: number): readonly Value[] {
    const values: Value[] = [];
    for (let i = 0; i < count; i++) values.push(this.valueOf(records[from + i] as number));
    return values;
  }
}

function textAt(records: Int32Array, from: number, count: number): string {
  let text = "";
  for (let i = 0; i < count; i++) text += String.fromCharCode(records[from + i] as number);
  return text;
}
