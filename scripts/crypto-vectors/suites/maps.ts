/** Proofs of authenticated maps: that a key has a value, and that it has none. */

import { fromHex, sha256, toHex, transcript } from "../bytes.ts";
import { invalid, type SuiteDraft, valid } from "../suite.ts";

interface Leaf {
  readonly key: string;
  readonly value: string;
}
interface Proof {
  readonly siblings: readonly string[];
  readonly leaf: Leaf | null;
}
interface Input {
  readonly root: string;
  readonly key: string;
  readonly value: string | null;
  readonly proof: Proof;
}

const digest = (tag: string, ...fields: readonly Uint8Array[]): Buffer => sha256(transcript(`nexus/map/${tag}`, fields));
const bitOf = (path: Uint8Array, depth: number): number => ((path[depth >> 3] as number) >> (7 - (depth & 7))) & 1;
const isDigest = (text: string): boolean => fromHex(text)?.length === 32;
const bytes = (text: string): Buffer => fromHex(text) as Buffer;

const EMPTY = digest("empty");
const leafDigest = ({ key, value }: Leaf): Buffer => digest("leaf", bytes(key), bytes(value));

function judge({ root, key, value, proof: { siblings, leaf } }: Input): true | undefined {
  const path = digest("key", bytes(key));
  if (siblings.length > 256 || ![...siblings, ...(leaf === null ? [] : [leaf.key, leaf.value])].every(isDigest)) return undefined;
  const isOwn = leaf?.key === toHex(path);
  const isRight = value === null ? !isOwn : isOwn && leaf.value === toHex(digest("value", bytes(value)));
  const other = leaf === null ? path : bytes(leaf.key);
  if (!isRight || siblings.some((_, depth) => bitOf(other, depth) !== bitOf(path, depth))) return undefined;
  let here = leaf === null ? EMPTY : leafDigest(leaf);
  for (let depth = siblings.length - 1; depth >= 0; depth--) {
    const beside = bytes(siblings[depth] as string);
    here = bitOf(path, depth) === 0 ? digest("node", here, beside) : digest("node", beside, here);
  }
  return toHex(here) === root || undefined;
}

const text = (of: string): string => toHex(Buffer.from(of, "utf8"));
const leafOf = ([key, value]: readonly [string, string]): Leaf => ({
  key: toHex(digest("key", Buffer.from(key, "utf8"))),
  value: toHex(digest("value", Buffer.from(value, "utf8"))),
});

/** The digest of the tree of some leaves, all alike in the bits before the depth. */
function treeOf(leaves: readonly Leaf[], depth: number): Buffer {
  if (leaves.length === 0) return EMPTY;
  if (leaves.length === 1) return leafDigest(leaves[0] as Leaf);
  const [left, right] = [0, 1].map((bit) => leaves.filter(({ key }) => bitOf(bytes(key), depth) === bit)) as [Leaf[], Leaf[]];
  return digest("node", treeOf(left, depth + 1), treeOf(right, depth + 1));
}

/** The way to a key: what stands beside it, and the one leaf at its end, if there is one. */
function proofIn(leaves: readonly Leaf[], key: string): Proof {
  const path = digest("key", Buffer.from(key, "utf8"));
  const siblings: string[] = [];
  let rest = leaves;
  while (rest.length > 1) {
    const depth = siblings.length;
    siblings.push(
      toHex(
        treeOf(
          rest.filter((leaf) => bitOf(bytes(leaf.key), depth) !== bitOf(path, depth)),
          depth + 1,
        ),
      ),
    );
    rest = rest.filter((leaf) => bitOf(bytes(leaf.key), depth) === bitOf(path, depth));
  }
  return { siblings, leaf: rest[0] ?? null };
}

/** Keys that are not in the map. */
const ABSENT = Array.from({ length: 50 }, (_, at) => `absent ${at}`);

/** Seven entries in whose map the way of some absent key ends at nothing: by chance most have none. */
function entriesWithGap(): readonly (readonly [key: string, value: string])[] {
  for (let attempt = 0; ; attempt++) {
    const entries = ["a", "b", "c", "d", "e", "f", "g"].map(
      (key, at) => [`${key}${attempt}`, at === 6 ? "" : `value ${at}`] as const,
    );
    if (ABSENT.some((key) => proofIn(entries.map(leafOf), key).leaf === null)) return entries;
  }
}

const ENTRIES = entriesWithGap();
const leaves = ENTRIES.map(leafOf);
const root = toHex(treeOf(leaves, 0));
const [A = "", B = "", C = "", , E = "", , G = ""] = ENTRIES.map(([key]) => key);

const has = (key: string, value: string, change: Partial<Input> = {}): Input => ({
  root,
  key: text(key),
  value: text(value),
  proof: proofIn(leaves, key),
  ...change,
});
const lacks = (key: string, change: Partial<Input> = {}): Input => ({ ...has(key, ""), value: null, ...change });

/** The way of the first ends at nothing, that of the second at another key's leaf. */
const atNothing = ABSENT.find((key) => proofIn(leaves, key).leaf === null) as string;
const atAnother = ABSENT.find((key) => proofIn(leaves, key).leaf !== null) as string;

const proofOfB = proofIn(leaves, B);
const cut: Proof = { siblings: proofOfB.siblings.slice(1), leaf: proofOfB.leaf };
/** The inner node above a leaf, shown as if it were the end of the way. */
const shortened: Proof = { siblings: proofOfB.siblings.slice(0, -1), leaf: null };

export const maps: SuiteDraft<Input> = {
  suite: "map-proofs",
  description: `Proofs of authenticated maps, whose roots a cloud certifies. All digests are SHA-256 of transcripts (suite signed-statements): of a key under the tag
nexus/map/key, of a value under nexus/map/value, of a leaf under nexus/map/leaf with the digests of its key and value, of an inner node under nexus/map/node with the digests of the left and
the right subtree, and of the empty subtree under nexus/map/empty without fields. The tree goes by the bits of the keys' digests, the highest first, 0 to the left; a subtree with one entry is
its leaf. The input has a root, a key and a value in hexadecimal, null for no value, and a proof: the digests beside the way to the key, from the root down, at most 256, and the
leaf at its end (digests of its key and value), or null for the empty subtree. That a key has a value is proved by its own leaf; that it has none by the empty subtree or by another key's
leaf which stands on the same way, bit by bit. Digests are 64 lower-case digits. The output is true.`,
  source: "computed from the layout by Node's SHA-256: scripts/crypto-vectors",
  notes: {
    Absent: { bugType: "EDGE_CASE", description: "a key that is not in the map" },
    Digits: { bugType: "ENCODING", description: "digests in another form", effect: "one proof has several texts" },
    Few: { bugType: "EDGE_CASE", description: "a map of no entry, or of one" },
    Inner: {
      bugType: "MISSING_CHECK",
      description: "an inner node or a part of the way shown for something else",
      effect: "keys are denied that are in the map",
    },
    Modified: { bugType: "MODIFIED", description: "a valid proof with something changed" },
    Way: {
      bugType: "MISSING_CHECK",
      description: "the leaf at the end does not stand on the key's way",
      effect: "any leaf denies any key",
    },
  },
  judge,
  cases: [
    ...ENTRIES.map(([key, value]) => valid(`has-${key[0]}`, `the key ${key} has its value`, [], has(key, value))),
    valid("lacks-at-nothing", "the way ends at nothing", ["Absent"], lacks(atNothing)),
    valid("lacks-at-another", "the way ends at another key's leaf", ["Absent"], lacks(atAnother)),
    valid("empty-map", "a map without entries", ["Few"], lacks(A, { root: toHex(EMPTY), proof: { siblings: [], leaf: null } })),
    valid(
      "one-entry",
      "a map of one entry",
      ["Few"],
      has(A, "1", {
        root: toHex(leafDigest(leafOf([A, "1"]))),
        proof: { siblings: [], leaf: leafOf([A, "1"]) },
      }),
    ),
    valid(
      "lacks-in-one-entry",
      "another key in it",
      ["Few", "Absent"],
      lacks(B, {
        root: toHex(leafDigest(leafOf([A, "1"]))),
        proof: { siblings: [], leaf: leafOf([A, "1"]) },
      }),
    ),
    invalid("other-value", "another value", ["Modified"], has(B, "value 2")),
    invalid("other-key", "another key", ["Modified"], has(B, "value 1", { key: text(C) })),
    invalid("other-root", "another root", ["Modified"], has(B, "value 1", { root: toHex(EMPTY) })),
    invalid("no-leaf", "no leaf", ["Modified"], has(B, "value 1", { proof: { ...proofOfB, leaf: null } })),
    invalid(
      "siblings-turned",
      "the way from the leaf up",
      ["Modified"],
      has(B, "value 1", {
        proof: { ...proofOfB, siblings: [...proofOfB.siblings].reverse() },
      }),
    ),
    invalid("denied", "a key that is in the map, by its own leaf", ["Absent"], lacks(B)),
    invalid(
      "denied-by-another",
      "by the leaf of another key and that key's way",
      ["Way"],
      lacks(B, { proof: proofIn(leaves, E) }),
    ),
    invalid(
      "denied-at-nothing",
      "by a way that ends at nothing elsewhere",
      ["Way"],
      lacks(B, { proof: proofIn(leaves, atNothing) }),
    ),
    invalid("denied-by-inner-node", "by a way that ends above the leaf", ["Inner"], lacks(B, { proof: shortened })),
    invalid("cut-at-the-root", "a way from below the root", ["Inner"], has(B, "value 1", { proof: cut })),
    invalid("value-denied", "no value, where the value has no bytes", ["Absent"], lacks(G)),
    invalid(
      "upper-case",
      "digests in upper case",
      ["Digits"],
      has(B, "value 1", {
        proof: { ...proofOfB, siblings: proofOfB.siblings.map((sibling) => sibling.toUpperCase()) },
      }),
    ),
    invalid(
      "short",
      "a digest of 31 bytes",
      ["Digits"],
      has(B, "value 1", {
        proof: { ...proofOfB, siblings: proofOfB.siblings.with(0, (proofOfB.siblings[0] as string).slice(2)) },
      }),
    ),
    invalid(
      "too-deep",
      "a way of 257 digests",
      ["Digits"],
      has(B, "value 1", {
        proof: { ...proofOfB, siblings: Array.from({ length: 257 }, () => toHex(EMPTY)) },
      }),
    ),
  ],
};
