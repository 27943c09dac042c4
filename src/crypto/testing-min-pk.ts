/**
 * The other arrangement, min-pk: keys in G1, signatures in G2. We use it nowhere; others publish more data for it, and checked with our encoders and
 * our pairing it tests those.
 */

import { bls12_381 } from "@noble/curves/bls12-381.js";
import type { G1Point, G2Point, Suite } from "./suite.ts";

/** A message hashed to G2 under a tag. */
export const hashToG2 = (message: Uint8Array, dst: string): G2Point =>
  bls12_381.G2.hashToCurve(message, { DST: dst }) as unknown as G2Point;

/** Whether a text of G2 is the min-pk signature of a message under a key in G1. */
export const verifyMinPk = (suite: Suite, publicKey: string, message: Uint8Array, signature: string, dst: string): boolean =>
  verifyAggregateMinPk(suite, [publicKey], [message], signature, dst);

/** Whether a text of G2 is the aggregate of the signatures of each message under its key; there must be as many keys as messages, and one. */
export function verifyAggregateMinPk(
  suite: Suite,
  publicKeys: readonly string[],
  messages: readonly Uint8Array[],
  signature: string,
  dst: string,
): boolean {
  const keys = publicKeys.map(suite.g1.decodeNonIdentity);
  const sum = suite.g2.decodeNonIdentity(signature);
  if (sum === null || keys.length === 0 || keys.length !== messages.length || !keys.every((key): key is G1Point => key !== null))
    return false;
  const pairs = keys.map((key, i) => [key, hashToG2(messages[i]!, dst)] as const);
  return suite.pairingCheck([[suite.g1.neg(suite.g1.generator), sum], ...pairs]);
}
