/**
 * Packs states into keys of 32-bit words, and back, by code generated from the schema of the state. Keys are equal exactly when
 * states are. A value outside the schema is an error, never a wrap.
 */

import { unreachable } from "../lib/errors.ts";
import type { Schema } from "../lib/schema.ts";
import { checkBounds } from "./packing-bounds.ts";
import { bitWidth, checkSchema, WORD_BITS } from "./packing-layout.ts";
import { generateUnpack, type Unpack } from "./packing-read.ts";
import { generatePack, type Pack } from "./packing-write.ts";

export interface Packing<T> {
  /** 32-bit words of a key, at least one. */
  readonly words: number;
  /** Bits of a key that carry information. */
  readonly bits: number;
  /** Writes `words` words at `offset`. Throws `NexusError` `bound-exceeded` with the path, the value and the bound. */
  readonly pack: Pack<T>;
  /** Rebuilds the state that was packed at `offset`: records in the schema's key order, sets in the universe's order. */
  readonly unpack: Unpack<T>;
}

/** Throws `NexusError` `bad-schema` for a schema without a finite layout. */
export function packingOf<T>(schema: Schema<T>): Packing<T> {
  checkSchema(schema);
  const bits = bitWidth(schema);
  const words = Math.max(1, Math.ceil(bits / WORD_BITS));
  const refuse = (state: T): never => {
    checkBounds(schema, state);
    return unreachable("the generated code refused a state that is within its schema");
  };
  return { words, bits, pack: generatePack(schema, words, refuse), unpack: generateUnpack(schema, words) };
}
