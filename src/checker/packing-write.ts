/** Generates the function that packs a state into a key, and refuses whatever is outside the schema. */

import type { Atom } from "../lib/data.ts";
import type { SchemaNode } from "../lib/schema.ts";
import { advance, Code, field, type Place, placeText, UNROLLED_LEAVES } from "./packing-code.ts";
import { bitsOf, bitWidth, denseFrom, isWord, leafCount, lengthBits, WORD_BITS } from "./packing-layout.ts";

/** Writes the key of `state`; calls `refuse` with the state when any part is outside the schema. */
export type Pack<T> = (state: T, into: Int32Array, offset: number) => void;

/** `refuse` must throw. */
export function generatePack<T>(schema: SchemaNode, words: number, refuse: (state: T) => never): Pack<T> {
  const writer = new Writer(words, refuse);
  writer.value(schema, "state", { bit: 0, base: null });
  return writer.compile() as Pack<T>;
}

/** Enums up to this size are told apart by comparisons, larger ones by a Map. */
const COMPARED_ATOMS = 8;

/** Sets over universes up to this size are packed by walking the universe along, larger ones by a Map. */
const WALKED_ATOMS = 16;

class Writer {
  readonly #code = new Code();
  readonly #indices = new Map<readonly Atom[], ReadonlyMap<Atom, number>>();
  readonly #words: number;
  readonly #refuse: string;
  /** Whether some part of the key is written at a place known only at run time. */
  #inMemory = false;

  constructor(words: number, refuse: (state: never) => never) {
    this.#words = words;
    this.#refuse = `${this.#code.constant("refuse", refuse)}(state);`;
  }

  compile(): unknown {
    const before = [];
    for (let k = 0; k < this.#words; k++) before.push(`let w${k} = 0;`);
    if (this.#inMemory) before.push(`into.fill(0, offset, offset + ${this.#words});`);
    this.#code.lines.unshift(...before);
    for (let k = 0; k < this.#words; k++) this.#code.emit(`into[offset + ${k}] ${this.#inMemory ? "|=" : "="} w${k};`);
    return this.#code.compile("pack", "state, into, offset");
  }

  /** Emits code that packs the value of an expression at a place. */
  value(node: SchemaNode, expression: string, place: Place): void {
    switch (node.kind) {
      case "boolean":
        this.#refuseIf(`${expression} !== true && ${expression} !== false`);
        this.#put(`(${expression} === true | 0)`, 1, place);
        return;
      case "integer":
        this.#integer(node.min, node.max, expression, place);
        return;
      case "enum":
        this.#enum(node.of, expression, place);
        return;
      case "set":
        this.#set(node.of, expression, place);
        return;
      case "record":
        this.#record(node.fields, expression, place);
        return;
      case "array":
        this.#refuseIf(`!Array.isArray(${expression}) || ${expression}.length !== ${node.length}`);
        this.#elements(node.of, node.length, `${node.length}`, false, expression, place);
        return;
      case "sequence": {
        this.#refuseIf(`!Array.isArray(${expression}) || ${expression}.length > ${node.max}`);
        const length = this.#let("n", `${expression}.length`);
        this.#put(length, lengthBits(node.max), place);
        this.#elements(node.of, node.max, length, true, expression, advance(place, lengthBits(node.max)));
        return;
      }
      case "option":
        this.#code.emit(`if (${expression} !== null) {`);
        this.#put("1", 1, place);
        this.value(node.of, expression, advance(place, 1));
        this.#code.emit("}");
        return;
    }
  }

  #integer(min: number, max: number, expression: string, place: Place): void {
    const integral = isWord(min) && isWord(max) ? `(${expression} | 0) !== ${expression}` : `!Number.isInteger(${expression})`;
    this.#refuseIf(`${integral} || ${expression} < ${min} || ${expression} > ${max}`);
    this.#put(`(${expression} - ${literal(min)} | 0)`, bitsOf(max - min + 1), place);
  }

  #enum(atoms: readonly Atom[], expression: string, place: Place): void {
    const from = denseFrom(atoms);
    if (from !== null) {
      this.#integer(from, from + atoms.length - 1, expression, place);
      return;
    }
    if (atoms.length > COMPARED_ATOMS) {
      const index = this.#let("e", `${this.#indexMap(atoms)}.get(${expression}) ?? -1`);
      this.#refuseIf(`${index} < 0`);
      this.#put(index, bitsOf(atoms.length), place);
      return;
    }
    const code = this.#let("e", comparedCode(atoms, expression));
    this.#refuseIf(atoms.length === 0 ? "true" : `${code} === 0 && ${expression} !== ${literal(atoms[0] as Atom)}`);
    this.#put(code, bitsOf(atoms.length), place);
  }

  /** Elements are numbered by the universe; an element whose number does not exceed the last one's is out of order or foreign. */
  #set(universe: readonly Atom[], expression: string, place: Place): void {
    this.#refuseIf(`!Array.isArray(${expression})`);
    const size = universe.length;
    const index = this.#code.fresh("k");
    const last = this.#code.fresh("last");
    const at = this.#code.fresh("i");
    const mask = size <= WORD_BITS ? this.#let("mask", "0", "let") : null;
    this.#code.emit(`for (let ${at} = 0, ${last} = -1; ${at} < ${expression}.length; ${at}++) {`);
    const element = this.#let("x", `${expression}[${at}]`);
    const from = denseFrom(universe);
    if (from !== null) {
      this.#code.emit(`const ${index} = ${element} - ${literal(from)};`);
      this.#refuseIf(`(${element} | 0) !== ${element} || ${index} <= ${last} || ${index} >= ${size}`);
    } else if (size <= WALKED_ATOMS) {
      const atoms = this.#code.constant("universe", universe);
      this.#code.emit(`let ${index} = ${last} + 1;`);
      this.#code.emit(`while (${index} < ${size} && ${atoms}[${index}] !== ${element}) ${index}++;`);
      this.#refuseIf(`${index} >= ${size}`);
    } else {
      this.#code.emit(`const ${index} = ${this.#indexMap(universe)}.get(${element}) ?? -1;`);
      this.#refuseIf(`${index} <= ${last}`);
    }
    this.#code.emit(`${last} = ${index};`);
    if (mask === null) this.#putAt("1", 1, `${placeText(place)} + ${index}`);
    else this.#code.emit(`${mask} |= 1 << ${index};`);
    this.#code.emit("}");
    if (mask !== null) this.#put(mask, size, place);
  }

  #record(fields: { readonly [name: string]: SchemaNode }, expression: string, place: Place): void {
    const entries = Object.entries(fields);
    this.#refuseIf(`typeof ${expression} !== "object" || ${expression} === null || Array.isArray(${expression})`);
    const count = this.#let("count", "0", "let");
    this.#code.emit(`for (const _ in ${expression}) ${count}++;`);
    this.#refuseIf(`${count} !== ${entries.length}`);
    let next = place;
    for (const [name, node] of entries) {
      this.value(node, this.#let("v", field(expression, name)), next);
      next = advance(next, bitWidth(node));
    }
  }

  /** Packs the first `length` of `count` equal slots, all of them unless `partial`. */
  #elements(node: SchemaNode, count: number, length: string, partial: boolean, expression: string, place: Place): void {
    const stride = bitWidth(node);
    if (count * leafCount(node) <= UNROLLED_LEAVES) {
      for (let i = 0; i < count; i++) {
        if (partial) this.#code.emit(`if (${length} > ${i}) {`);
        this.value(node, this.#let("v", `${expression}[${i}]`), advance(place, i * stride));
      }
      if (partial) this.#code.emit("}".repeat(count));
      return;
    }
    const i = this.#code.fresh("i");
    this.#code.emit(`for (let ${i} = 0; ${i} < ${length}; ${i}++) {`);
    const base = this.#let("p", `${placeText(place)} + ${i} * ${stride}`);
    this.value(node, this.#let("v", `${expression}[${i}]`), { bit: 0, base });
    this.#code.emit("}");
  }

  /** ORs a code of so many bits into the key. */
  #put(code: string, bits: number, place: Place): void {
    if (bits === 0) return;
    if (place.base !== null) {
      this.#putAt(code, bits, placeText(place));
      return;
    }
    const word = place.bit >>> 5;
    const shift = place.bit & 31;
    this.#code.emit(`w${word} |= ${shift === 0 ? code : `${code} << ${shift}`};`);
    if (shift + bits > WORD_BITS) this.#code.emit(`w${word + 1} |= ${code} >>> ${WORD_BITS - shift};`);
  }

  #putAt(code: string, bits: number, place: string): void {
    this.#inMemory = true;
    const q = this.#let("q", place);
    const word = this.#let("o", `offset + (${q} >>> 5)`);
    this.#code.emit(`into[${word}] |= ${code} << (${q} & 31);`);
    if (bits > 1) {
      this.#code.emit(`if ((${q} & 31) > ${WORD_BITS - bits}) into[${word} + 1] |= ${code} >>> (32 - (${q} & 31));`);
    }
  }

  #let(prefix: string, expression: string, keyword: "const" | "let" = "const"): string {
    const name = this.#code.fresh(prefix);
    this.#code.emit(`${keyword} ${name} = ${expression};`);
    return name;
  }

  #refuseIf(condition: string): void {
    this.#code.emit(`if (${condition}) ${this.#refuse}`);
  }

  #indexMap(atoms: readonly Atom[]): string {
    const map = this.#indices.get(atoms) ?? new Map(atoms.map((atom, i) => [atom, i]));
    this.#indices.set(atoms, map);
    return this.#code.constant("index", map);
  }
}

/**
 * The index of an atom as an OR of comparisons, 0 for a foreign one. It has no branches, because the processor could not predict
 * them: this packs two-phase commit in two thirds of the time that a chain of conditions takes.
 */
function comparedCode(atoms: readonly Atom[], expression: string): string {
  const bits = Array.from({ length: bitsOf(atoms.length) }, (_, bit) => {
    const withBit = atoms.filter((_, i) => ((i >>> bit) & 1) === 1);
    return `(${withBit.map((atom) => `(${expression} === ${literal(atom)})`).join(" | ")} | 0) << ${bit}`;
  });
  return bits.length === 0 ? "0" : bits.join(" | ");
}

/** An atom as an expression; negative numbers in parentheses, so that they may follow a minus. */
function literal(atom: Atom): string {
  return typeof atom === "number" && atom < 0 ? `(${atom})` : JSON.stringify(atom);
}
