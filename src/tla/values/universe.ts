/** Interning: one object per value, with an integer id that packs a state into one word per variable. */

import { NexusError, NO_ROOM, unreachable } from "../../lib/errors.ts";
import { compare, FunctionValue, LazySet, ModelValue, SetValue, StringValue, type Value } from "./value.ts";

/** Integers in this range have ids of their own; others are interned. */
const SMALL = 2 ** 30;

/** How many values are interned between two questions whether there is room for more. */
const VALUES_BETWEEN_CHECKS = 1 << 14;

/** A hash-consed value with parts. */
type Composite = SetValue | FunctionValue;

/** Owns hash-consed values. Values of different universes must not be mixed. */
export class Universe {
  /** By half of their ids. */
  readonly #values: (boolean | number | StringValue | ModelValue | Composite)[] = [false, true];
  readonly #strings = new Map<string, StringValue>();
  readonly #modelValues = new Map<string, ModelValue>();
  readonly #large = new Map<number, number>();
  /** Open addressing: pairs of a composite's index in `#values`, 0 where the slot is free, and its hash. */
  #table = new Int32Array(1 << 12);
  #composites = 0;
  readonly #ranges: SetValue[] = [];
  readonly emptySet: SetValue;

  readonly #hasRoom: () => boolean;
  /** How many values there are when it is asked again whether there is room for more. */
  #nextCheck = VALUES_BETWEEN_CHECKS;

  /** `hasRoom` is asked now and then; where it says no, whoever needs a new value gets a `NexusError` `no-room`. */
  constructor(hasRoom: () => boolean = () => true) {
    this.#hasRoom = hasRoom;
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
    let hash = SET_SALT;
    for (let i = 0; i < elements.length; i++) hash = (hash + term(SET_SALT, this.idOf(elements[i] as Value))) | 0;
    for (let slot = this.#slotFrom(hash << 1, hash); ; slot = this.#slotFrom(slot + 2, hash)) {
      const found = this.#compositeIn(slot);
      if (found === null) return this.#add(slot, new SetValue(this.#nextId(), hash, elements));
      if (found instanceof SetValue && sameItems(found.elements, elements)) return found;
    }
  }

  /** The set with one element more, which is forced and belongs at the place `at`. Nothing is allocated for a set that is there. */
  setWith(set: SetValue, at: number, element: Value): SetValue {
    const hash = (set.hash + term(SET_SALT, this.idOf(element))) | 0;
    for (let slot = this.#slotFrom(hash << 1, hash); ; slot = this.#slotFrom(slot + 2, hash)) {
      const found = this.#compositeIn(slot);
      if (found === null) return this.#add(slot, new SetValue(this.#nextId(), hash, inserted(set.elements, at, element)));
      if (found instanceof SetValue && isInserted(found.elements, set.elements, at, element)) return found;
    }
  }

  /** The set without the element at the place `at`. */
  setWithout(set: SetValue, at: number): SetValue {
    const { elements } = set;
    const hash = (set.hash - term(SET_SALT, this.idOf(elements[at] as Value))) | 0;
    for (let slot = this.#slotFrom(hash << 1, hash); ; slot = this.#slotFrom(slot + 2, hash)) {
      const found = this.#compositeIn(slot);
      if (found === null) return this.#add(slot, new SetValue(this.#nextId(), hash, elements.toSpliced(at, 1)));
      if (found instanceof SetValue && isInserted(elements, found.elements, at, elements[at] as Value)) return found;
    }
  }

  /** A set of any elements, in any order. */
  setOf(elements: readonly Value[]): SetValue {
    if (elements.length === 0) return this.emptySet;
    const sorted = elements.map((element) => this.forced(element)).sort(compare);
    return this.setOfSorted(sorted.filter((element, i) => i === 0 || element !== sorted[i - 1]));
  }

  /** A function; `values` are forced and stand in the domain's order. */
  functionOf(domain: SetValue, values: readonly Value[]): FunctionValue {
    let hash = domainTerm(domain);
    for (let i = 0; i < values.length; i++) hash = (hash + term(i, this.idOf(values[i] as Value))) | 0;
    for (let slot = this.#slotFrom(hash << 1, hash); ; slot = this.#slotFrom(slot + 2, hash)) {
      const found = this.#compositeIn(slot);
      if (found === null) return this.#add(slot, new FunctionValue(this.#nextId(), hash, domain, values));
      if (found instanceof FunctionValue && found.domain === domain && sameItems(found.values, values)) return found;
    }
  }

  /** The function with another value, which is forced, at the place `at` of its domain. Nothing is allocated for one that is there. */
  functionWith(fn: FunctionValue, at: number, value: Value): FunctionValue {
    const { domain, values } = fn;
    const hash = (fn.hash + term(at, this.idOf(value)) - term(at, this.idOf(values[at] as Value))) | 0;
    for (let slot = this.#slotFrom(hash << 1, hash); ; slot = this.#slotFrom(slot + 2, hash)) {
      const found = this.#compositeIn(slot);
      if (found === null) return this.#add(slot, new FunctionValue(this.#nextId(), hash, domain, replaced(values, at, value)));
      if (found instanceof FunctionValue && found.domain === domain && isReplaced(found.values, values, at, value)) return found;
    }
  }

  /** The sequence with one item more, which is forced. */
  appended(sequence: FunctionValue, item: Value): FunctionValue {
    const { domain: shorter, values } = sequence;
    const at = values.length;
    const domain = this.firstIntegers(at + 1);
    const hash = (sequence.hash + domainTerm(domain) - domainTerm(shorter) + term(at, this.idOf(item))) | 0;
    for (let slot = this.#slotFrom(hash << 1, hash); ; slot = this.#slotFrom(slot + 2, hash)) {
      const found = this.#compositeIn(slot);
      if (found === null) return this.#add(slot, new FunctionValue(this.#nextId(), hash, domain, inserted(values, at, item)));
      if (found instanceof FunctionValue && found.domain === domain && isInserted(found.values, values, at, item)) return found;
    }
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

  /** The id of a value: odd for small integers, even for interned ones. A lazy set is forced. */
  idOf(value: Value): number {
    if (typeof value === "number") return (value << 1) >> 1 === value ? (value << 1) | 1 : this.#largeId(value);
    if (typeof value === "boolean") return value ? 2 : 0;
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
    if (this.#values.length >= this.#nextCheck) this.#checkRoom();
    return this.#values.length * 2;
  }

  #checkRoom(): void {
    if (this.#values.length >= SMALL || !this.#hasRoom()) {
      throw new NexusError(NO_ROOM, "there is no room for more values", {
        hint: "try a smaller model, or give Node a larger heap",
      });
    }
    this.#nextCheck = Math.min(SMALL, this.#values.length + VALUES_BETWEEN_CHECKS);
  }

  /** The first slot from one on that is free or holds a value of this hash. */
  #slotFrom(from: number, hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let slot = from & mask;
    while (table[slot] !== 0 && table[slot + 1] !== hash) slot = (slot + 2) & mask;
    return slot;
  }

  #compositeIn(slot: number): Composite | null {
    const at = this.#table[slot] as number;
    return at === 0 ? null : (this.#values[at] as Composite);
  }

  #add<V extends Composite>(slot: number, value: V): V {
    this.#table[slot] = this.#values.length;
    this.#table[slot + 1] = value.hash;
    this.#values.push(value);
    this.#composites += 1;
    if (this.#composites * 4 > this.#table.length) this.#grow();
    return value;
  }

  #grow(): void {
    const old = this.#table;
    const table = new Int32Array(old.length * 2);
    const mask = table.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === 0) continue;
      let slot = ((old[from + 1] as number) << 1) & mask;
      while (table[slot] !== 0) slot = (slot + 2) & mask;
      table[slot] = old[from] as number;
      table[slot + 1] = old[from + 1] as number;
    }
    this.#table = table;
  }
}

/**
 * What an item adds to the hash of what it is part of. Hashes are sums, so that the hash of a function with one other value, or of a
 * set with one element more, is found without looking at the other items.
 */
function term(place: number, id: number): number {
  let h = Math.imul(id + Math.imul(place + 1, 0x9e3779b1), 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 13);
}

const SET_SALT = 0x51ed270b;

const domainTerm = (domain: SetValue): number => term(0x2545f491, domain.id);

const replaced = (values: readonly Value[], at: number, value: Value): readonly Value[] => {
  const changed = values.slice();
  changed[at] = value;
  return changed;
};

const inserted = (values: readonly Value[], at: number, value: Value): readonly Value[] => {
  const grown: Value[] = [];
  for (let i = 0; i < at; i++) grown.push(values[i] as Value);
  grown.push(value);
  for (let i = at; i < values.length; i++) grown.push(values[i] as Value);
  return grown;
};

/** Whether some values are others with one replaced. */
function isReplaced(some: readonly Value[], values: readonly Value[], at: number, value: Value): boolean {
  for (let i = 0; i < some.length; i++) if (some[i] !== (i === at ? value : values[i])) return false;
  return true;
}

/** Whether some values are others with one inserted. */
function isInserted(some: readonly Value[], values: readonly Value[], at: number, value: Value): boolean {
  if (some.length !== values.length + 1 || some[at] !== value) return false;
  for (let i = 0; i < at; i++) if (some[i] !== values[i]) return false;
  for (let i = at; i < values.length; i++) if (some[i + 1] !== values[i]) return false;
  return true;
}

function sameItems(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
