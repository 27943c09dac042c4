/**
 * The root of a machine's whole state, at any step: a Merkle tree of each component in pages of 4 KiB, and a digest over the components'
 * roots. The hash is given. What is not in use has no influence: equal states have equal roots, whatever led to them.
 */

import { canonicalJson } from "../../lib/canonical.ts";
import type { Data } from "../../lib/data.ts";
import { GLOBAL_WORDS, type Machine, PAGE } from "./machine.ts";
import { wordsInUse } from "./registers.ts";

/** A digest of bytes, of any fixed length. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** Bytes of a leaf. */
export const LEAF = 4_096;

/** What stands before what is hashed, so that no leaf is a node and no node the state. */
const Tag = { leaf: 0, node: 1, state: 2 } as const;

/** The root. O(size of the state). */
export function stateRoot(m: Machine, hash: Hash): Uint8Array {
  const leaves = leafHash(hash);
  const components: readonly (readonly [name: string, bytes: Uint8Array])[] = [
    ["registers", registers(m)],
    ["values", littleEndian(m.values.i32.subarray(0, wordsInUse(m)))],
    ["frames", littleEndian(m.frames.subarray(0, m.frameTop))],
    ["globals", littleEndian(m.globals.subarray(0, GLOBAL_WORDS * m.globalCount))],
    ...m.mems.map(({ bytes, pages }, i) => [`memory ${i}`, bytes.subarray(0, pages * PAGE)] as const),
    ...m.tables.map(({ elements, size }, i) => [`table ${i}`, littleEndian(elements.subarray(0, size))] as const),
    ["dropped data", m.dropped.datas.subarray(0, m.datas.length)],
    ["dropped elem", m.dropped.elems.subarray(0, m.elems.length)],
  ];
  const listed = components.map(([name, bytes]) => [name, bytes.length, hex(merkleRoot(bytes, hash, leaves))] as const);
  return hash(tagged(Tag.state, utf8(canonicalJson(listed as unknown as Data))));
}

/** The root of bytes in leaves. An odd node is its own parent's value. */
export function merkleRoot(bytes: Uint8Array, hash: Hash, leaf: Hash = leafHash(hash)): Uint8Array {
  let row: Uint8Array[] = [];
  for (let at = 0; at < Math.max(1, bytes.length); at += LEAF) row.push(leaf(bytes.subarray(at, at + LEAF)));
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < row.length; i += 2) {
      const [left, right] = [row[i] as Uint8Array, row[i + 1]];
      above.push(right === undefined ? left : hash(tagged(Tag.node, left, right)));
    }
    row = above;
  }
  return row[0] as Uint8Array;
}

/** Most pages of a memory are zeros, and are hashed once. */
function leafHash(hash: Hash): Hash {
  const zeros = hash(tagged(Tag.leaf, new Uint8Array(LEAF)));
  return (page) => (page.length === LEAF && page.every((byte) => byte === 0) ? zeros : hash(tagged(Tag.leaf, page)));
}

/** Everything that is one number. */
const registers = (m: Machine): Uint8Array => {
  const { status, trap, pc, base, func, callee, stackBytes, gas, pending } = m;
  const sizes = m.mems.map(({ pages, maxPages }) => [pages, maxPages]);
  return utf8(canonicalJson({ status, trap, pc, base, func, callee, stackBytes, gas, pending, sizes }));
};

function littleEndian(words: Int32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * words.length));
  words.forEach((word, i) => {
    view.setInt32(4 * i, word, true);
  });
  return new Uint8Array(view.buffer);
}

function tagged(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(1 + parts.reduce((sum, { length }) => sum + length, 0));
  result[0] = tag;
  let at = 1;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

/** Registers and component names are ASCII. */
const utf8 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
