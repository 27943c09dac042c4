/** Bytes, digests and transcripts by Node's own library: what the vectors of cryptography expect is made without `src/crypto`. */

import { createHash } from "node:crypto";

export type Field = Uint8Array | string | number;

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** The bytes of a text of lower-case hexadecimal digits; null for any other text. */
export function fromHex(text: string): Buffer | null {
  return /^(?:[0-9a-f]{2})*$/.test(text) ? Buffer.from(text, "hex") : null;
}

export const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce<ReturnType<typeof createHash>>((hash, part) => hash.update(part), createHash("sha256")).digest();

/** An integer as `length` bytes, big-endian. */
export const bigEndian = (integer: bigint | number, length: number): Buffer =>
  Buffer.from(integer.toString(16).padStart(2 * length, "0"), "hex");

export const integerOf = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes) || "0"}`);

/** A tag of 32 bytes, padded with zeros, and each field after its length in four bytes; integers have eight bytes. */
export function transcript(tag: string, fields: readonly Field[]): Buffer {
  const parts = fields.map((field) => {
    if (typeof field === "number") return bigEndian(field, 8);
    return typeof field === "string" ? Buffer.from(field, "utf8") : Buffer.from(field);
  });
  const head = Buffer.alloc(32);
  head.write(tag, "ascii");
  return Buffer.concat([head, ...parts.flatMap((part) => [bigEndian(part.length, 4), part])]);
}

/** RFC 9380, section 5.3.1: expand_message_xmd with SHA-256. */
function expandMessage(message: Uint8Array, dst: string, length: number): Buffer {
  const suffix = Buffer.concat([Buffer.from(dst, "ascii"), Buffer.of(dst.length)]);
  const first = sha256(Buffer.alloc(64), message, bigEndian(length, 2), Buffer.of(0), suffix);
  const blocks = [sha256(first, Buffer.of(1), suffix)];
  while (32 * blocks.length < length) {
    const before = blocks.at(-1) as Buffer;
    const mixed = first.map((byte, at) => byte ^ (before[at] as number));
    blocks.push(sha256(mixed, Buffer.of(blocks.length + 1), suffix));
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** RFC 9380, section 5.2: `count` elements of the prime field of order `modulus`, each from 16 bytes more than those of the modulus. */
export function hashToField(message: Uint8Array, dst: string, count: number, modulus: bigint): readonly bigint[] {
  const each = Math.ceil((modulus.toString(2).length + 128) / 8);
  const bytes = expandMessage(message, dst, each * count);
  return Array.from({ length: count }, (_, i) => integerOf(bytes.subarray(each * i, each * (i + 1))) % modulus);
}
