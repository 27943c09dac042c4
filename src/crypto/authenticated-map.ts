/**
 * Authenticated maps: one digest commits to a map from byte strings to byte strings, and short proofs show that a key has a value, or that it has
 * none. All roots that a cloud certifies are roots of such maps.
 *
 * The map is a binary tree over the bits of the keys' digests (a sparse Merkle tree), in which a subtree with one entry is that entry's leaf: proofs
 * have about log2(entries) siblings. Keys, values, leaves, inner nodes and the empty subtree are hashed with SHA-256 under tags of their own, so that
 * nothing can be taken for anything else. A proof of inclusion and a proof of exclusion of one key under one root would be a collision of SHA-256.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { unreachable } from "../lib/errors.ts";
import { type Field, transcript } from "./transcript.ts";

/** A key and its value. */
export type MapEntry = readonly [key: Uint8Array, value: Uint8Array];

/** A leaf in a proof: the digests of a key and of its value. */
export interface MapLeaf {
  readonly key: string;
  readonly value: string;
}

/**
 * The way from the root to where a key is, or would be: the digests beside the way, from the root down, and what stands at its end. All digests are 64
 * lower-case hexadecimal digits.
 */
export interface MapProof {
  readonly siblings: readonly string[];
  /** The only entry below the end of the way; null where there is none. */
  readonly leaf: MapLeaf | null;
}

const DIGEST_TEXT = /^[0-9a-f]{64}$/;
const KEY_BITS = 256;

const digest = (tag: string, fields: readonly Field[]): string => bytesToHex(sha256(transcript(`nexus/map/${tag}`, fields)));
const keyDigest = (key: Uint8Array): string => digest("key", [key]);
const valueDigest = (value: Uint8Array): string => digest("value", [value]);
const leafDigest = ({ key, value }: MapLeaf): string => digest("leaf", [hexToBytes(key), hexToBytes(value)]);
const nodeDigest = (left: string, right: string): string => digest("node", [hexToBytes(left), hexToBytes(right)]);

/** The root of the map without entries. */
export const EMPTY_MAP = digest("empty", []);

/** Bit `depth` of a digest, the most significant first. */
const bitAt = (key: string, depth: number): 0 | 1 =>
  ((Number.parseInt(key[depth >> 2]!, 16) >> (3 - (depth & 3))) & 1) === 1 ? 1 : 0;

/** A map with its root and proofs. */
export interface AuthenticatedMap {
  readonly root: string;
  /** The proof that a key has its value, if it is in the map, or else that it is not. */
  prove(key: Uint8Array): MapProof;
}

/** A subtree: nothing, one leaf, or two subtrees under a bit. */
type Subtree =
  | { readonly digest: string; readonly leaf: MapLeaf | null }
  | { readonly digest: string; readonly children: readonly [Subtree, Subtree] };

/** Builds the tree of a map. Entries in any order; a key that stands twice is a bug of the caller. */
export function authenticatedMap(entries: readonly MapEntry[]): AuthenticatedMap {
  const top = subtree(sortedLeaves(entries), 0);
  return { root: top.digest, prove: (key) => proof(top, keyDigest(key)) };
}

function proof(top: Subtree, path: string): MapProof {
  const siblings: string[] = [];
  let here = top;
  while ("children" in here) {
    const [left, right] = here.children;
    const isRight = bitAt(path, siblings.length) === 1;
    siblings.push((isRight ? left : right).digest);
    here = isRight ? right : left;
  }
  return { siblings, leaf: here.leaf };
}

/** Whether the proof shows that the key has the value in the map of this root. Any data of the type may be given. */
export function verifyIncluded(root: string, key: Uint8Array, value: Uint8Array, proof: MapProof): boolean {
  const { leaf } = proof;
  return leaf !== null && leaf.key === keyDigest(key) && leaf.value === valueDigest(value) && leadsTo(root, leaf.key, proof);
}

/** Whether the proof shows that the key is not in the map of this root. Any data of the type may be given. */
export function verifyExcluded(root: string, key: Uint8Array, proof: MapProof): boolean {
  const path = keyDigest(key);
  return proof.leaf?.key !== path && leadsTo(root, path, proof);
}

/** Whether the proof is well formed, its leaf stands on the way of `path`, and the way starts at the root. */
function leadsTo(root: string, path: string, { siblings, leaf }: MapProof): boolean {
  const depth = siblings.length;
  if (depth > KEY_BITS || !siblings.every((sibling) => DIGEST_TEXT.test(sibling))) return false;
  if (leaf !== null && !(DIGEST_TEXT.test(leaf.key) && DIGEST_TEXT.test(leaf.value) && sharesBits(leaf.key, path, depth)))
    return false;
  const end = leaf === null ? EMPTY_MAP : leafDigest(leaf);
  const start = siblings.reduceRight(
    (below, sibling, at) => (bitAt(path, at) === 0 ? nodeDigest(below, sibling) : nodeDigest(sibling, below)),
    end,
  );
  return start === root;
}

function sharesBits(a: string, b: string, count: number): boolean {
  for (let depth = 0; depth < count; depth++) if (bitAt(a, depth) !== bitAt(b, depth)) return false;
  return true;
}

/** The leaves in the order of their keys' digests. */
function sortedLeaves(entries: readonly MapEntry[]): readonly MapLeaf[] {
  const leaves = entries.map(([key, value]) => ({ key: keyDigest(key), value: valueDigest(value) }));
  leaves.sort((a, b) => (a.key < b.key ? -1 : 1));
  if (leaves.some((leaf, i) => leaf.key === leaves[i + 1]?.key)) unreachable("a map with one key twice");
  return leaves;
}

/** Sorted leaves that agree in the bits before `depth`, by that bit. */
function halves(leaves: readonly MapLeaf[], depth: number): readonly [readonly MapLeaf[], readonly MapLeaf[]] {
  const found = leaves.findIndex(({ key }) => bitAt(key, depth) === 1);
  const middle = found < 0 ? leaves.length : found;
  return [leaves.slice(0, middle), leaves.slice(middle)];
}

function subtree(leaves: readonly MapLeaf[], depth: number): Subtree {
  if (leaves.length === 0) return { digest: EMPTY_MAP, leaf: null };
  if (leaves.length === 1) return { digest: leafDigest(leaves[0]!), leaf: leaves[0]! };
  const [left, right] = halves(leaves, depth).map((half) => subtree(half, depth + 1)) as [Subtree, Subtree];
  return { digest: nodeDigest(left.digest, right.digest), children: [left, right] };
}
