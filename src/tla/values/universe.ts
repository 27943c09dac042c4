/** Interning: one object per value, with an integer id that packs a state into one word per variable. */

import { unreachable } from "../../lib/errors.ts";
import { compare, EvaluationError, FunctionValue, LazySet, ModelValue, SetValue, StringValue, type Value } from "./value.ts";

/** Integers in this range have ids of their own; others are interned. */
const SMALL = 2 ** 30;

/** A hash-consed value with parts. */
type Composite = SetValue | FunctionValue;

/** Owns hash-consed values. Values of different universes must not be mixed. */
export class Universe {
  /** By half of their ids. */
  readonly #values: (boolean | number | StringValue | ModelValue | Composite)[] = [false, true];
  readonly #strings = new Map<string, StringValue>();
  readonly #modelValues = new Map<string, ModelValue>();
  readonly #large = new Map<number, number>();
  /** Open addressing: index of a composite in `#values`, 0 where free. */
  #table = new Int32Array(1 << 12);
  #composites = 0;
  readonly #ranges: SetValue[] = [];
  readonly emptySet: SetValue;

  constructor() {
    this.emptySet = this.setOfSorted([]);
  }

  /** How many values are interned. */
  get size(): number {
    return this.#values.length;
  }

  string(text: string): StringValue {
    let value = this.#strings.get(text);
    if (value === undefined) {
      value = new StringValue(this.#nextId(), text);
      this.#strings.set(text, value);
      this.#values.push(value);
    }
    return value;
  }

  modelValue(name: string): ModelValue {
    let value = this.#modelValues.get(name);
    if (value === undefined) {
      value = new ModelValue(this.#nextId(), name);
      this.#modelValues.set(name, value);
      this.#values.push(value);
    }
    return value;
  }

  /** A set whose elements are forced, in canonical order and without repetition. */
  setOfSorted(elements: readonly Value[]): SetValue {
    let hash = 0x51ed270b;
    for (let i = 0; i < elements.length; i++) hash = mix(hash, this.idOf(elements[i] as Value));
    let slot = hash & (this.#table.length - 1);
    for (let at = this.#table[slot] as number; at !== 0; at = this.#table[slot] as number) {
      const found = this.#values[at] as Composite;
      if (found.hash === hash && found instanceof SetValue && sameItems(found.elements, elements)) return found;
      slot = (slot + 1) & (this.#table.length - 1);
    }
    return this.#add(slot, new SetValue(this.#nextId(), hash, elements));
  }

  /** A set of any elements, in any order. */
  setOf(elements: readonly Value[]): SetValue {
    if (elements.length === 0) return this.emptySet;
    const sorted = elements.map((element) => this.forced(element)).sort(compare);
    return this.setOfSorted(sorted.filter((element, i) => i === 0 || element !== sorted[i - 1]));
  }

  /** A function; `values` are forced and stand in the domain's order. */
  functionOf(domain: SetValue, values: readonly Value[]): FunctionValue {
    let hash = mix(0x2545f491, domain.id);
    for (let i = 0; i < values.length; i++) hash = mix(hash, this.idOf(values[i] as Value));
    let slot = hash & (this.#table.length - 1);
    for (let at = this.#table[slot] as number; at !== 0; at = this.#table[slot] as number) {
      const found = this.#values[at] as Composite;
      if (found.hash === hash && found instanceof FunctionValue && found.domain === domain && sameItems(found.values, values)) {
        return found;
      }
      slot = (slot + 1) & (this.#table.length - 1);
    }
    return this.#add(slot, new FunctionValue(this.#nextId(), hash, domain, values));
  }

  /** A sequence or tuple; the items are forced. */
  sequence(items: readonly Value[]): FunctionValue {
    return this.functionOf(this.firstIntegers(items.length), items);
  }

  /** 1..n. */
  firstIntegers(n: number): SetValue {
    let range = this.#ranges[n];
    if (range === undefined) {
      range = this.setOfSorted(Array.from({ length: n }, (_, i) => i + 1));
      this.#ranges[n] = range;
    }
    return range;
  }

  /** The value itself, a lazy set enumerated. */
  forced(value: Value): Exclude<Value, LazySet> {
    return value instanceof LazySet ? value.force() : value;
  }

  /** The id of a forced value: odd for small integers, even for interned ones. */
  idOf(value: Value): number {
    if (typeof value === "number") return value >= -SMALL && value < SMALL ? (value << 1) | 1 : this.#largeId(value);
    if (typeof value === "boolean") return value ? 2 : 0;
    if (value instanceof LazySet) return value.force().id;
    return value.id;
  }

  valueOf(id: number): Value {
    if ((id & 1) === 1) return id >> 1;
    return this.#values[id >> 1] ?? unreachable(`no value has the id ${id}`);
  }

  #largeId(value: number): number {
    let id = this.#large.get(value);
    if (id === undefined) {
      id = this.#nextId();
      this.#large.set(value, id);
      this.#values.push(value);
    }
    return id;
  }

  #nextId(): number {
    if (this.#values.length >= SMALL) throw new EvaluationError("too many different values: the table of values is full");
    return this.#values.length * 2;
  }

  #add<V extends Composite>(slot: number, value: V): V {
    this.#table[slot] = this.#values.length;
    this.#values.push(value);
    this.#composites += 1;
    if (this.#composites * 2 > this.#table.length) this.#grow();
    return value;
  }

  #grow(): void {
    const old = this.#table;
    const table = new Int32Array(old.length * 2);
    for (const at of old) {
      if (at === 0) continue;
      let slot = (this.#values[at] as Composite).hash & (table.length - 1);
      while (table[slot] !== 0) slot = (slot + 1) & (table.length - 1);
      table[slot] = at;
    }
    this.#table = table;
  }
}

function mix(hash: number, id: number): number {
  let h = Math.imul(hash ^ id, 0x9e3779b1);
  h ^= h >>> 15;
  return (Math.imul(h, 0x85ebca6b) ^ (h >>> 13)) | 0;
}

function sameItems(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
