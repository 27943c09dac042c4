/**
 * Canonical bytes for everything that is signed, hashed or proved: a domain tag of constant length, then each field after its length.
 * Two different lists of fields under one tag never have the same bytes, and no bytes have two tags.
 */

import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** Length of every domain tag in bytes: its ASCII text, padded with zero bytes. */
export const TAG_BYTES = 32;

/** Bytes as they are, texts as UTF-8, integers (0 to 2^64 - 1) as eight bytes, big-endian. */
export type Field = Uint8Array | string | number | bigint;

/**
 * The bytes of a tagged list of fields: 32 bytes of tag, then for each field four bytes of length (big-endian) and its bytes. A tag that is
 * empty, longer or not printable ASCII, a number that is no unsigned 64-bit integer and a text without UTF-8 form are bugs of the caller:
 * TypeError.
 */
export function transcript(tag: string, fields: readonly Field[]): Uint8Array {
  return concatBytes(tagBytes(tag), ...fields.flatMap((field) => prefixed(fieldBytes(field))));
}

function tagBytes(tag: string): Uint8Array {
  if (!/^[\x21-\x7e]{1,32}$/.test(tag))
    throw new TypeError(`${JSON.stringify(tag)} is no domain tag: 1 to 32 printable ASCII characters`);
  const bytes = new Uint8Array(TAG_BYTES);
  bytes.set(utf8ToBytes(tag));
  return bytes;
}

function prefixed(bytes: Uint8Array): readonly Uint8Array[] {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return [length, bytes];
}

function fieldBytes(field: Field): Uint8Array {
  if (typeof field === "string") return textBytes(field);
  if (typeof field === "number" || typeof field === "bigint") return integerBytes(field);
  return field;
}

/** A lone surrogate has no UTF-8 form: two such texts would have the same bytes. */
function textBytes(text: string): Uint8Array {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError("a text with a lone surrogate has no canonical bytes");
  return utf8ToBytes(text);
}

function integerBytes(integer: number | bigint): Uint8Array {
  const exact = typeof integer === "bigint" || Number.isSafeInteger(integer);
  if (!exact || BigInt(integer) < 0n || BigInt(integer) >= 1n << 64n)
    throw new TypeError(`${integer} is no unsigned 64-bit integer`);
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(integer));
  return bytes;
}
