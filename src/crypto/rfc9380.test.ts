/**
 * The suites of RFC 9380 for BLS12-381, appendices J.9 and J.10. We use the first; the others test our encoders on points that come by other ways,
 * and the library that maps them.
 */

import { readFileSync } from "node:fs";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { expect, test } from "vitest";
import { eip2537G1, eip2537G2, type NobleG1, type NobleG2 } from "./bls12-381-encodings.ts";
import { bls12381Suite } from "./bls12-381-suite.ts";
import { bytesToInteger } from "./scalars.ts";
import { hashToG2 } from "./testing-min-pk.ts";

interface Rfc9380 {
  readonly suites: readonly {
    readonly suite: string;
    readonly dst: string;
    readonly vectors: readonly { readonly message: string; readonly x: readonly string[]; readonly y: readonly string[] }[];
  }[];
}

const { suites } = JSON.parse(
  readFileSync(new URL("../../vectors/external/rfc9380-bls12381.json", import.meta.url), "utf8"),
) as Rfc9380;
const suite = bls12381Suite();

/** Affine coordinates in the order of EIP-2537, which is that of the RFC: c0 before c1. */
const coordinates = (bytes: Uint8Array): readonly bigint[] =>
  Array.from({ length: bytes.length / 64 }, (_, i) => bytesToInteger(bytes.subarray(64 * i, 64 * i + 64)));

/** The point of a message, uncompressed, by suite. */
const hashes: { readonly [suite: string]: (message: Uint8Array, dst: string) => Uint8Array } = {
  "BLS12381G1_XMD:SHA-256_SSWU_RO_": (message, dst) => eip2537G1(suite.hashToG1(message, dst) as unknown as NobleG1),
  "BLS12381G1_XMD:SHA-256_SSWU_NU_": (message, DST) => eip2537G1(bls12_381.G1.encodeToCurve(message, { DST }) as NobleG1),
  "BLS12381G2_XMD:SHA-256_SSWU_RO_": (message, dst) => eip2537G2(hashToG2(message, dst) as unknown as NobleG2),
  "BLS12381G2_XMD:SHA-256_SSWU_NU_": (message, DST) => eip2537G2(bls12_381.G2.encodeToCurve(message, { DST }) as NobleG2),
};

test("all four suites are there, with five messages each", () => {
  expect(suites.map(({ suite: name, vectors }) => [name, vectors.length])).toEqual(Object.keys(hashes).map((name) => [name, 5]));
});

test.each(suites)("$suite", ({ dst, suite: name, vectors }) => {
  for (const { message, x, y } of vectors) {
    const hashed = hashes[name]?.(utf8ToBytes(message), dst) ?? new Uint8Array();
    expect(coordinates(hashed)).toEqual([...x, ...y].map((text) => BigInt(`0x${text}`)));
  }
});

test("the tag, the message and the suite each change the point", () => {
  const [first, second] = suites as readonly [Rfc9380["suites"][number], Rfc9380["suites"][number]];
  const hash = hashes[first.suite]!;
  const point = hash(utf8ToBytes("abc"), first.dst);
  for (const other of [
    hash(utf8ToBytes("abd"), first.dst),
    hash(utf8ToBytes("abc"), second.dst),
    hashes[second.suite]!(utf8ToBytes("abc"), first.dst),
  ])
    expect(other).not.toEqual(point);
});
