/** The hash-to-curve suites of RFC 9380, appendices J.9.1 and J.10.1. */

import { readFileSync } from "node:fs";
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

test("both suites are there, with five messages each", () => {
  expect(suites.map(({ suite: name, vectors }) => [name, vectors.length])).toEqual([
    ["BLS12381G1_XMD:SHA-256_SSWU_RO_", 5],
    ["BLS12381G2_XMD:SHA-256_SSWU_RO_", 5],
  ]);
});

test.each(suites)("$suite", ({ dst, suite: name, vectors }) => {
  const hash = (message: string): Uint8Array =>
    name.startsWith("BLS12381G1")
      ? eip2537G1(suite.hashToG1(utf8ToBytes(message), dst) as unknown as NobleG1)
      : eip2537G2(hashToG2(utf8ToBytes(message), dst) as unknown as NobleG2);
  for (const { message, x, y } of vectors)
    expect(coordinates(hash(message))).toEqual([...x, ...y].map((text) => BigInt(`0x${text}`)));
});
