/** Generates the function that rebuilds a state from its key. */

import type { Atom } from "../lib/data.ts";
import type { SchemaNode } from "../lib/schema.ts";
import { advance, Code, maskText, type Place, placeText, UNROLLED_LEAVES } from "./packing-code.ts";
import { bitsOf, bitWidth, leafCount, lengthBits, WORD_BITS } from "./packing-layout.ts";

/** Rebuilds the state whose key starts at `offset`. */
export type Unpack<T> = (from: Int32Array, offset: number) => T;

export function generateUnpack<T>(schema: SchemaNode, words: number): Unpack<T> {
  const reader = new Reader(words);
  const result = reader.value(schema, { bit: 0, base: null });
  return reader.compile(result) as Unpack<T>;
}

/** Subsets of universes up to this size are built once each. */
const REMEMBERED_ATOMS = 14;

class Reader {
  readonly #code = new Code();
  readonly #subsets = new Map<readonly Atom[], (mask: number) => readonly Atom[]>();
  readonly #take = this.#code.constant("take", take);

  constructor(words: number) {
    for (let k = 0; k < words; k++) this.#code.emit(`const w${k} = from[offset + ${k}];`);
  }

  compile(result: string): unknown {
    this.#code.emit(`return ${result};`);
    return this.#code.compile("unpack", "from, offset");
  }

  /** Emits what a value at a place needs, and gives the expression of the value, to be used once. */
  value(node: SchemaNode, place: Place): string {
    switch (node.kind) {
      case "boolean":
        return `${this.#get(1, place)} === 1`;
      case "integer":
        return this.#integer(node.min, bitsOf(node.max - node.min + 1), place);
      case "enum":
        return `${this.#code.constant("atoms", node.of)}[${this.#get(bitsOf(node.of.length), place)}]`;
      case "set":
        return this.#set(node.of, place);
      case "record":
        return this.#record(node.fields, place);
      case "array":
        return this.#array(node.of, node.length, place);
      case "sequence":
        return this.#sequence(node.of, node.max, place);
      case "option": {
        const result = this.#let("v", "null", "let");
        this.#code.emit(`if (${this.#get(1, place)} === 1) {`);
        this.#code.emit(`${result} = ${this.value(node.of, advance(place, 1))};`);
        this.#code.emit("}");
        return result;
      }
    }
  }

  #integer(min: number, bits: number, place: Place): string {
    const code = this.#get(bits, place);
    const unsigned = bits === WORD_BITS ? `(${code} >>> 0)` : code;
    return min === 0 ? unsigned : `(${unsigned} + ${min})`;
  }

  #set(universe: readonly Atom[], place: Place): string {
    if (universe.length <= REMEMBERED_ATOMS) {
      const remembered = this.#subsets.get(universe) ?? rememberedSubsets(universe);
      this.#subsets.set(universe, remembered);
      const subset = this.#code.constant("subset", remembered);
      return `${subset}(${this.#get(universe.length, place)})`;
    }
    const result = this.#let("set", "[]");
    const atoms = this.#code.constant("universe", universe);
    const add = this.#code.constant("add", addElements);
    for (let start = 0; start < universe.length; start += WORD_BITS) {
      const bits = Math.min(WORD_BITS, universe.length - start);
      this.#code.emit(`${add}(${result}, ${atoms}, ${start}, ${this.#get(bits, advance(place, start))});`);
    }
    return result;
  }

  #record(fields: { readonly [name: string]: SchemaNode }, place: Place): string {
    let next = place;
    const parts: string[] = [];
    for (const [name, node] of Object.entries(fields)) {
      parts.push(`${JSON.stringify(name)}: ${this.value(node, next)}`);
      next = advance(next, bitWidth(node));
    }
    return `{ ${parts.join(", ")} }`;
  }

  #array(node: SchemaNode, length: number, place: Place): string {
    const stride = bitWidth(node);
    if (length * leafCount(node) <= UNROLLED_LEAVES) {
      const elements = Array.from({ length }, (_, i) => this.value(node, advance(place, i * stride)));
      return `[${elements.join(", ")}]`;
    }
    return this.#loop(node, `${length}`, place);
  }

  #sequence(node: SchemaNode, max: number, place: Place): string {
    const length = this.#let("n", this.#get(lengthBits(max), place));
    return this.#loop(node, length, advance(place, lengthBits(max)));
  }

  #loop(node: SchemaNode, length: string, place: Place): string {
    const result = this.#let("list", "[]");
    const i = this.#code.fresh("i");
    this.#code.emit(`for (let ${i} = 0; ${i} < ${length}; ${i}++) {`);
    const base = this.#let("p", `${placeText(place)} + ${i} * ${bitWidth(node)}`);
    this.#code.emit(`${result}.push(${this.value(node, { bit: 0, base })});`);
    this.#code.emit("}");
    return result;
  }

  /** The expression of so many bits as a 32-bit integer. */
  #get(bits: number, place: Place): string {
    if (bits === 0) return "0";
    if (place.base !== null) return `${this.#take}(from, offset, ${placeText(place)}, ${bits})`;
    const word = place.bit >>> 5;
    const shift = place.bit & 31;
    if (bits === WORD_BITS && shift === 0) return `w${word}`;
    const low = `w${word} >>> ${shift}`;
    const straddles = shift + bits > WORD_BITS;
    return `((${straddles ? `${low} | w${word + 1} << ${WORD_BITS - shift}` : low}) & ${maskText(bits)})`;
  }

  #let(prefix: string, expression: string, keyword: "const" | "let" = "const"): string {
    const name = this.#code.fresh(prefix);
    this.#code.emit(`${keyword} ${name} = ${expression};`);
    return name;
  }
}

/** Reads 1 to 32 bits at a place known only at run time. */
function take(from: Int32Array, offset: number, place: number, bits: number): number {
  const word = offset + (place >>> 5);
  const shift = place & 31;
  const low = (from[word] as number) >>> shift;
  const value = shift + bits > WORD_BITS ? low | ((from[word + 1] as number) << (WORD_BITS - shift)) : low;
  return value & (-1 >>> (WORD_BITS - bits));
}

/** Appends the atoms of the universe from `start` whose bits are set, in order. */
function addElements(to: Atom[], universe: readonly Atom[], start: number, mask: number): void {
  for (let rest = mask; rest !== 0; rest &= rest - 1) {
    to.push(universe[start + 31 - Math.clz32(rest & -rest)] as Atom);
  }
}

/**
 * Copies of subsets that are built once each. They are copied and not shared, so that a machine that mutates its state spoils that
 * state alone; frozen arrays would be safe to share, and make the machines half as fast.
 */
function rememberedSubsets(universe: readonly Atom[]): (mask: number) => readonly Atom[] {
  const subsets: (readonly Atom[] | undefined)[] = new Array(2 ** universe.length).fill(undefined);
  const build = (mask: number): readonly Atom[] => {
    const elements: Atom[] = [];
    addElements(elements, universe, 0, mask);
    subsets[mask] = elements;
    return elements;
  };
  return (mask) => (subsets[mask] ?? build(mask)).slice();
}
