/**
 * How many bits each shape takes. Fields follow each other without gaps, so a leaf may straddle two words.
 *
 * A boolean is one bit, an integer its distance from `min`, an enum the index of its atom, a set one bit per element of its
 * universe, a sequence its length and `max` slots (unused ones are zero), an option a tag and a slot (zero for null).
 */

import type { Atom } from "../lib/data.ts";
import { NexusError } from "../lib/errors.ts";
import type { SchemaNode } from "../lib/schema.ts";

/** Bits of one word of a key. */
export const WORD_BITS = 32;

/** Bits that tell `count` codes apart, `count` at most 2^32. */
export const bitsOf = (count: number): number => (count <= 1 ? 0 : WORD_BITS - Math.clz32(count - 1));

/** Bits of a sequence's length field. */
export const lengthBits = (max: number): number => bitsOf(max + 1);

/** Bits of a value of this shape. */
export function bitWidth(node: SchemaNode): number {
  switch (node.kind) {
    case "boolean":
      return 1;
    case "integer":
      return bitsOf(node.max - node.min + 1);
    case "enum":
      return bitsOf(node.of.length);
    case "set":
      return node.of.length;
    case "record":
      return Object.values(node.fields).reduce((sum, field) => sum + bitWidth(field), 0);
    case "array":
      return node.length * bitWidth(node.of);
    case "sequence":
      return lengthBits(node.max) + node.max * bitWidth(node.of);
    case "option":
      return 1 + bitWidth(node.of);
  }
}

/** How many leaves the unrolled code of a shape handles; decides between unrolled code and a loop. */
export function leafCount(node: SchemaNode): number {
  switch (node.kind) {
    case "boolean":
    case "integer":
    case "enum":
      return 1;
    case "set":
      return 2;
    case "record":
      return Object.values(node.fields).reduce((sum, field) => sum + leafCount(field), 1);
    case "array":
      return 1 + node.length * leafCount(node.of);
    case "sequence":
      return 2 + node.max * leafCount(node.of);
    case "option":
      return 1 + leafCount(node.of);
  }
}

/** The least element of a universe of consecutive ascending integers, or null for any other universe. */
export function denseFrom(universe: readonly Atom[]): number | null {
  const first = universe[0];
  if (typeof first !== "number" || !isWord(first) || !isWord(first + universe.length - 1)) return null;
  return universe.every((atom, i) => atom === first + i) ? first : null;
}

/** Whether JavaScript's 32-bit operators keep this number. */
export const isWord = (n: number): boolean => (n | 0) === n;

/** Refuses shapes that have no finite layout; `path` is where in the schema. */
export function checkSchema(node: SchemaNode, path = "schema"): void {
  const refuse = (what: string): never => {
    throw new NexusError("bad-schema", `${path}: ${what}`);
  };
  switch (node.kind) {
    case "boolean":
      return;
    case "integer":
      if (!Number.isSafeInteger(node.min) || !Number.isSafeInteger(node.max)) refuse("bounds must be integers");
      if (node.min > node.max) refuse(`min ${node.min} exceeds max ${node.max}`);
      if (node.max - node.min >= 2 ** WORD_BITS) refuse(`the range ${node.min}..${node.max} needs more than 32 bits`);
      return;
    case "enum":
    case "set":
      if (new Set(node.of).size !== node.of.length) refuse("an atom is listed twice");
      if (node.of.some((atom) => typeof atom === "number" && !Number.isFinite(atom))) refuse("numbers must be finite");
      return;
    case "record":
      if (Object.hasOwn(node.fields, "__proto__")) refuse("no field can be named __proto__");
      for (const [name, field] of Object.entries(node.fields)) checkSchema(field, `${path}.${name}`);
      return;
    case "array":
    case "sequence": {
      const count = node.kind === "array" ? node.length : node.max;
      if (!Number.isInteger(count) || count < 0 || count >= 2 ** 31) refuse(`${count} is no number of elements`);
      checkSchema(node.of, `${path}[]`);
      return;
    }
    case "option":
      checkSchema(node.of, path);
  }
}
