import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  authenticatedMap,
  EMPTY_MAP,
  type MapEntry,
  type MapProof,
  verifyExcluded,
  verifyIncluded,
} from "./authenticated-map.ts";
import { transcript } from "./transcript.ts";

const digestOf = (data: Uint8Array) => bytesToHex(sha256(data));
const bytes = (text: string) => new TextEncoder().encode(text);
const entry = (key: string, value: string): MapEntry => [bytes(key), bytes(value)];
const entries = [entry("a", "1"), entry("b", "2"), entry("c", "3"), entry("d", ""), entry("", "5")];
const mapRoot = (map: readonly MapEntry[]) => authenticatedMap(map).root;
const { root, prove } = authenticatedMap(entries);

const maps = fc
  .uniqueArray(fc.tuple(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 4 })), {
    maxLength: 40,
    selector: ([key]) => key.join(),
  })
  .map((list) => list as readonly MapEntry[]);
const check = (property: fc.IRawProperty<unknown>) => fc.assert(property, { seed: 1, numRuns: 60 });
const holds = (map: readonly MapEntry[], key: Uint8Array) => map.find(([each]) => each.join() === key.join());

describe("an authenticated map", () => {
  test("proves exactly the truth about every key", () => {
    check(
      fc.property(maps, fc.uint8Array({ maxLength: 4 }), (map, stranger) => {
        const { root: top, prove: proveHere } = authenticatedMap(map);
        for (const key of [...map.map(([each]) => each), stranger]) {
          const proof = proveHere(key);
          const own = holds(map, key);
          expect(verifyExcluded(top, key, proof)).toBe(own === undefined);
          expect(verifyIncluded(top, key, own?.[1] ?? bytes("x"), proof)).toBe(own !== undefined);
          expect(verifyIncluded(top, key, bytes("another value"), proof)).toBe(false);
        }
      }),
    );
  });

  test("its root depends on every key and value, and on nothing else", () => {
    check(
      fc.property(maps, maps, (a, b) => {
        const canonical = (map: readonly MapEntry[]) =>
          map
            .map(([key, value]) => `${key.join()}=${value.join()}`)
            .sort()
            .join(";");
        expect(mapRoot(a) === mapRoot(b)).toBe(canonical(a) === canonical(b));
        expect(mapRoot([...a].reverse())).toBe(mapRoot(a));
      }),
    );
    expect(mapRoot([])).toBe(EMPTY_MAP);
  });

  test("a proof is of its own key, root and siblings", () => {
    for (const [key, value] of entries) {
      const proof = prove(key);
      expect(verifyIncluded(root, key, value, proof)).toBe(true);
      expect(verifyIncluded(mapRoot(entries.slice(1)), key, value, proof)).toBe(false);
      for (const [other] of entries.filter(([each]) => each !== key)) {
        expect(verifyIncluded(root, other, value, proof)).toBe(false);
        expect(verifyExcluded(root, other, proof)).toBe(false);
      }
      for (const at of proof.siblings.keys()) {
        const siblings = proof.siblings.map((sibling, i) => (i === at ? EMPTY_MAP : sibling));
        if (siblings[at] !== proof.siblings[at]) expect(verifyIncluded(root, key, value, { ...proof, siblings })).toBe(false);
      }
    }
  });

  test("no proof hides a key that is there, whatever its leaf says", () => {
    const [key] = entries[0]!;
    const proof = prove(key);
    const others = entries.slice(1).map(([each]) => prove(each));
    for (const leaf of [null, ...others.map((each) => each.leaf), { key: "0".repeat(64), value: proof.leaf!.value }])
      for (const siblings of [
        proof.siblings,
        proof.siblings.slice(0, -1),
        [...proof.siblings, EMPTY_MAP],
        ...others.map((each) => each.siblings),
      ])
        expect(verifyExcluded(root, key, { siblings, leaf })).toBe(false);
  });

  test("a leaf beside the way excludes nothing", () => {
    const pair = [entry("a", "1"), entry("b", "2")];
    const { root: top, prove: proveHere } = authenticatedMap(pair);
    const [keyA] = pair[0]!;
    const proofB = proveHere(pair[1]![0]);
    expect(verifyExcluded(top, keyA, { siblings: [], leaf: proofB.leaf })).toBe(false);
    expect(verifyExcluded(mapRoot(pair.slice(1)), keyA, { siblings: [], leaf: proofB.leaf })).toBe(true);
  });

  describe("under a root that nobody computed honestly", () => {
    const hash = (tag: string, ...fields: readonly string[]) => digestOf(transcript(`nexus/map/${tag}`, fields.map(hexToBytes)));
    const [key] = entries[0]!;
    const path = digestOf(transcript("nexus/map/key", [key]));
    const isRight = (depth: number) => ((Number.parseInt(path[depth >> 2] ?? "0", 16) >> (3 - (depth & 3))) & 1) === 1;
    /** The root of a way down to `end` beside empty subtrees. */
    const rootAbove = (end: string, depth: number) =>
      Array.from({ length: depth }, (_, i) => depth - 1 - i).reduce(
        (below, at) => (isRight(at) ? hash("node", EMPTY_MAP, below) : hash("node", below, EMPTY_MAP)),
        end,
      );
    const empties = (count: number) => Array.from({ length: count }, () => EMPTY_MAP);

    test("a leaf that stands off its way excludes nothing", () => {
      const foreign = { key: path.replace(/^./, (digit) => (Number.parseInt(digit, 16) ^ 8).toString(16)), value: path };
      const top = rootAbove(hash("leaf", foreign.key, foreign.value), 1);
      expect(verifyExcluded(top, key, { siblings: empties(1), leaf: foreign })).toBe(false);
      const beside = { ...foreign, key: path.replace(/.$/, (digit) => (Number.parseInt(digit, 16) ^ 1).toString(16)) };
      const right = rootAbove(hash("leaf", beside.key, beside.value), 1);
      expect(verifyExcluded(right, key, { siblings: empties(1), leaf: beside })).toBe(true);
    });

    test("no way is longer than a digest", () => {
      expect(verifyExcluded(rootAbove(EMPTY_MAP, 256), key, { siblings: empties(256), leaf: null })).toBe(true);
      expect(verifyExcluded(rootAbove(EMPTY_MAP, 257), key, { siblings: empties(257), leaf: null })).toBe(false);
    });
  });

  test("malformed proofs show nothing", () => {
    const [key, value] = entries[0]!;
    const good = prove(key);
    const bad: readonly MapProof[] = [
      { ...good, siblings: [...good.siblings.slice(1), "zz"] },
      { ...good, siblings: good.siblings.map((each) => each.toUpperCase()) },
      { ...good, siblings: Array.from({ length: 257 }, () => EMPTY_MAP) },
      { ...good, leaf: { ...good.leaf!, value: "zz" } },
      { ...good, leaf: { ...good.leaf!, key: good.leaf!.key.toUpperCase() } },
      { ...good, leaf: null },
    ];
    for (const proof of bad) {
      expect(verifyIncluded(root, key, value, proof)).toBe(false);
      expect(verifyExcluded(root, key, proof)).toBe(false);
    }
    expect(verifyIncluded(root.toUpperCase(), key, value, good)).toBe(false);
  });

  test("a value that reads like a node is not one", () => {
    // Leaves and nodes have tags of their own: a map whose value is the bytes of two children has another root.
    const children = prove(entries[0]![0]).siblings[0]!;
    expect(mapRoot([[bytes(""), bytes(children + children)]])).not.toBe(mapRoot(entries));
  });

  test("one key twice is a bug", () => {
    expect(() => mapRoot([entry("a", "1"), entry("a", "2")])).toThrow("one key twice");
  });

  test("proofs are short", () => {
    const many = Array.from({ length: 1000 }, (_, i) => entry(String(i), "v"));
    const { prove: proveHere } = authenticatedMap(many);
    const lengths = many.map(([key]) => proveHere(key).siblings.length);
    expect(Math.max(...lengths)).toBeLessThan(30);
  });
});
