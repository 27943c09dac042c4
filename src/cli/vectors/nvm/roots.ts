/** The roots of the parts of a state, as spec/nvm.md defines them, with SHA-256. */

import { createHash } from "node:crypto";

const LEAF = 4096;

const digest = (...parts: readonly Uint8Array[]): Uint8Array =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

/** The Merkle root of bytes in leaves of 4 KiB. */
export function rootOf(bytes: Uint8Array): string {
  const count = Math.max(1, Math.ceil(bytes.length / LEAF));
  let row = Array.from({ length: count }, (_, i) => digest(Uint8Array.of(0), bytes.subarray(LEAF * i, LEAF * (i + 1))));
  while (row.length > 1) {
    const pairs = Array.from({ length: row.length >> 1 }, (_, i) =>
      digest(Uint8Array.of(1), row[2 * i] as Uint8Array, row[2 * i + 1] as Uint8Array),
    );
    row = row.length % 2 === 0 ? pairs : [...pairs, row.at(-1) as Uint8Array];
  }
  return Buffer.from(row[0] as Uint8Array).toString("hex");
}
