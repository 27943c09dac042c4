/** What a combiner verifies: the part that some members of a quorum have in the signature, against the part of their shares in the key. */

import { lagrangeCoefficients } from "../../crypto/lagrange.ts";
import type { G1Point, G2Point } from "../../crypto/suite.ts";
import { isSignature as isSignatureOf, SIGNATURE_DST } from "../../crypto/threshold-bls.ts";
import { bytesOfHex } from "../../lib/hex.ts";
import type { SortedSet } from "../../lib/sorted-set.ts";
import type { Constants, Hex, MemberIndex, State } from "./types.ts";

/** The point that a message is hashed to. */
export function messagePoint({ suite }: Constants, message: Hex): G1Point {
  return suite.hashToG1(bytesOfHex(message), SIGNATURE_DST);
}

/** e(signature, generator) = e(H(message), key), as one check of a product. */
export function isSignature(c: Constants, message: Hex, key: G2Point, signature: G1Point): boolean {
  return isSignatureOf(c.suite, key, messagePoint(c, message), signature);
}

/** How much each member of `part` counts in what the quorum interpolates to. */
function weights({ suite }: Constants, quorum: SortedSet<MemberIndex>, part: SortedSet<MemberIndex>): readonly bigint[] {
  const all = lagrangeCoefficients(suite.scalars, quorum);
  return part.map((member) => all[quorum.indexOf(member)] as bigint);
}

/**
 * What the members of `part` have together in the signature that the quorum interpolates to; all of it where `part` is the quorum.
 * Each has sent a partial.
 * @spec ThresholdBls!Weighed
 */
export function weighed(c: Constants, s: State, quorum: SortedSet<MemberIndex>, part: SortedSet<MemberIndex>): G1Point {
  const { g1 } = c.suite;
  const points = part.map((member) => g1.decode(s.partials.find(({ index }) => index === member)?.signature ?? "") as G1Point);
  return g1.sumOfProducts(points, weights(c, quorum, part));
}

/**
 * The key under which {@link weighed} is the signature if the partials of `part` are good: the commitments, each times the weighted sum
 * of the powers of the indices that it is taken to. So no public share is needed.
 */
function partOfKey(c: Constants, s: State, quorum: SortedSet<MemberIndex>, part: SortedSet<MemberIndex>): G2Point {
  const { g2, scalars } = c.suite;
  let powers = weights(c, quorum, part);
  const factors: bigint[] = [];
  for (let k = 0; k < s.key.length; k++) {
    factors.push(powers.reduce(scalars.add, 0n));
    powers = powers.map((power, at) => scalars.mul(power, scalars.from(part[at] as MemberIndex)));
  }
  return g2.sumOfProducts(
    s.key.map((commitment) => g2.decode(commitment) as G2Point),
    factors,
  );
}

/**
 * Whether errors of the partials of `part`, as the quorum weighs them, come to nothing. One pairing check.
 * @spec ThresholdBls!PartIsGood
 */
export function partIsGood(c: Constants, s: State, part: SortedSet<MemberIndex>): boolean {
  const { quorum } = s;
  return isSignature(c, s.message as Hex, partOfKey(c, s, quorum, part), weighed(c, s, quorum, part));
}
