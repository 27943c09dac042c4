/** Wrong readings of scalars, points and statements. */

import type { MapProof } from "nexus-reference/crypto/authenticated-map";
import { eip2537G1, eip2537G2, fromEip2537G1 } from "nexus-reference/crypto/bls12-381-encodings";
import { ours } from "../nexus/cryptography.mjs";
import { reducing, strayG1, strayG2, suite, type Variant, variant, withGroup, withScalars } from "./variant.ts";

/** The parts of a coordinate of G2 in the other order. */
function swapped(bytes: Uint8Array): Uint8Array {
  const part = (at: number) => bytes.subarray(64 * at, 64 * (at + 1));
  return Buffer.concat([part(1), part(0), part(3), part(2)]);
}

const BEACON_TAG = Buffer.alloc(32);
BEACON_TAG.write("nexus/beacon/v1");

export const encodings: readonly Variant[] = [
  variant("scalars are reduced", "bls12-381-encodings", "scalar-order", { suite: reducing }),
  variant("digits of any case", "bls12-381-encodings", "scalar-upper-case", {
    suite: withScalars((text) => suite.scalars.decode(text.toLowerCase())),
  }),
  variant("no look at the subgroup in G1", "bls12-381-encodings", "g1-stray", withGroup("g1", { decode: strayG1 })),
  variant("no look at the order 3", "bls12-381-encodings", "g1-order-3", withGroup("g1", { decode: strayG1 })),
  variant("no look at the subgroup in G2", "bls12-381-encodings", "g2-stray", withGroup("g2", { decode: strayG2 })),
  variant(
    "the identity is a key",
    "bls12-381-encodings",
    "g2-identity-as-key",
    withGroup("g2", { decodeNonIdentity: suite.g2.decode }),
  ),
  variant(
    "the identity is a signature",
    "bls12-381-encodings",
    "g1-identity-as-key",
    withGroup("g1", { decodeNonIdentity: suite.g1.decode }),
  ),
  variant(
    "points in digits of any case",
    "bls12-381-encodings",
    "g1-upper-case",
    withGroup("g1", {
      decode: (text: string) => suite.g1.decode(text.toLowerCase()),
    }),
  ),
  variant(
    "what follows the flag of the identity is not read",
    "bls12-381-encodings",
    "g1-infinity-flag",
    withGroup("g1", {
      decode: (text: string) => (/^[c-f]/.test(text) ? suite.g1.identity : suite.g1.decode(text)),
    }),
  ),
  variant("the imaginary part first for Ethereum", "bls12-381-encodings", "g2-other", {
    eip2537G2: (point: never) => swapped(eip2537G2(point)),
  }),
  variant("products of points outside the subgroup", "bls12-381-operations", "multiply-g1-g1-not-in-correct-subgroup", {
    fromEip2537G1: (bytes: Uint8Array) => fromEip2537G1(bytes, false),
  }),
  variant("sums of points of the subgroup alone", "bls12-381-operations", "add-g1-g1-not-in-correct-subgroup-g1", {
    fromEip2537G1: (bytes: Uint8Array) => fromEip2537G1(bytes, true),
  }),
  variant("the identity is written as a point", "bls12-381-operations", "add-g1-g1-g1-0", {
    eip2537G1: (point: never) => (suite.g1.isIdentity(point) ? new Uint8Array(128).fill(1) : eip2537G1(point)),
  }),
  variant("bytes that are left over", "signed-statements", "beacon-left-over", {
    decodeBeacon: (bytes: Uint8Array) => ours.decodeBeacon(bytes.subarray(0, 104)),
  }),
  variant("any tag", "signed-statements", "beacon-version-2", {
    decodeBeacon: (bytes: Uint8Array) => ours.decodeBeacon(Buffer.concat([BEACON_TAG, bytes.subarray(32)])),
  }),
  variant("any leaf denies any key", "map-proofs", "denied-by-another", {
    verifyExcluded: (root: string, key: Uint8Array, proof: MapProof) =>
      proof.leaf !== null || ours.verifyExcluded(root, key, proof),
  }),
  variant("a value of no bytes is none", "map-proofs", "value-denied", {
    verifyExcluded: (root: string, key: Uint8Array, proof: MapProof) =>
      ours.verifyExcluded(root, key, proof) || ours.verifyIncluded(root, key, new Uint8Array(0), proof),
  }),
  variant("a way that ends at nothing denies any key", "map-proofs", "denied-by-inner-node", {
    verifyExcluded: (root: string, key: Uint8Array, proof: MapProof) =>
      proof.leaf === null || ours.verifyExcluded(root, key, proof),
  }),
  variant(
    "an x without a point is read as one",
    "bls12-381-encodings",
    "g1-off-curve",
    withGroup("g1", {
      decode: (text: string) => suite.g1.decode(text) ?? suite.g1.generator,
    }),
  ),
  variant("a point of small order is added unseen", "bls12-381-encodings", "g1-shifted", withGroup("g1", { decode: strayG1 })),
  variant("coordinates off the curve are read as a point", "bls12-381-operations", "multiply-g1-point-not-on-curve", {
    fromEip2537G1: (bytes: Uint8Array, subgroup: boolean) => fromEip2537G1(bytes, subgroup) ?? suite.g1.generator,
  }),
  variant("any finality", "signed-statements", "outward-hard", {
    decodeOutward: (bytes: Uint8Array) => ours.decodeOutward(Buffer.concat([bytes.subarray(0, -4), Buffer.from("soft")])),
  }),
];
