/**
 * Threshold BLS signatures, min-sig: signatures in G1, keys in G2 (Boldyreva, PKC 2003; draft-irtf-cfrg-bls-signature-05). Members hold shares
 * of one key; any `threshold` partial signatures give the one signature that the key gives, so a message has exactly one signature.
 *
 * With any `threshold` partial signatures everybody can compute the partial of every other member: partials accuse nobody.
 */

import { publicShares } from "./feldman.ts";
import { type IndexFault, indexFault, lagrangeCoefficients } from "./lagrange.ts";
import type { Secret } from "./secret.ts";
import type { Algebra, G1Point, G2Point } from "./suite.ts";

/** The tag under which messages are signed. Messages are unique per purpose: canonical bytes with a domain tag (transcript.ts). */
export const SIGNATURE_DST = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/** A partial signature and the index of the member whose share made it. */
export interface PartialSignature {
  readonly index: number;
  readonly signature: string;
}

/** The public part of a shared key: `publicShares[i - 1]` is member i's. */
export interface ThresholdKey {
  readonly threshold: number;
  readonly publicKey: string;
  readonly publicShares: readonly string[];
}

/** Why there is no signature. */
export type RecoverRefusal = "no-threshold" | IndexFault | "malformed-partial" | "too-few-partials" | "unverified";

/** A signature, or why there is none. */
export type Recovered = { readonly signature: string } | { readonly refusal: RecoverRefusal };

/** The key that a commitment (feldman.ts) shares among `members`; its threshold is the commitment's length. */
export function thresholdKey(algebra: Algebra, commitment: readonly string[], members: number): ThresholdKey {
  return { threshold: commitment.length, publicKey: commitment[0]!, publicShares: publicShares(algebra, commitment, members) };
}

/** Signs with a whole key; with a share it is {@link partialSign}. Null where the message hashes to the identity. */
export function sign(algebra: Algebra, secret: Secret, message: Uint8Array, dst = SIGNATURE_DST): string | null {
  const { g1 } = algebra;
  const point = algebra.hashToG1(message, dst);
  return g1.isIdentity(point) ? null : g1.encode(g1.mulSecret(point, secret));
}

/** A member's partial signature: its share as a key. Null where the message hashes to the identity. */
export const partialSign = (algebra: Algebra, share: Secret, message: Uint8Array): string | null => sign(algebra, share, message);

/**
 * Whether a text is the signature of the message under a public key (text of G2). Any strings may be given. With an identity key or message the
 * equation holds for the identity alone: each of the three is refused by itself, so that no one check carries the others.
 */
export function verify(
  algebra: Algebra,
  publicKey: string,
  message: Uint8Array,
  signature: string,
  dst = SIGNATURE_DST,
): boolean {
  const key = algebra.g2.decodeNonIdentity(publicKey);
  const point = algebra.g1.decodeNonIdentity(signature);
  const hashed = algebra.hashToG1(message, dst);
  return key !== null && point !== null && !algebra.g1.isIdentity(hashed) && isSignature(algebra, key, hashed, point);
}

/**
 * Whether a partial is that of the member it names. A member whose share is 0 has the identity as its public share and as its only right
 * partial; that happens in the toy suites, and over BLS12-381 with probability 2^-255.
 */
export function partialVerify(algebra: Algebra, key: ThresholdKey, message: Uint8Array, partial: PartialSignature): boolean {
  if (indexFault(algebra.scalars, [partial.index], key.publicShares.length) !== null) return false;
  const hashed = algebra.hashToG1(message, SIGNATURE_DST);
  const point = algebra.g1.decode(partial.signature);
  const share = algebra.g2.decode(key.publicShares[partial.index - 1]!);
  return point !== null && share !== null && !algebra.g1.isIdentity(hashed) && isSignature(algebra, share, hashed, point);
}

/**
 * Interpolates a signature from the first `threshold` partials, unverified: whoever cannot trust them calls {@link combine}. `members` bounds
 * the indices.
 */
export function recover(algebra: Algebra, threshold: number, members: number, partials: readonly PartialSignature[]): Recovered {
  const refusal = partialsRefusal(algebra, threshold, members, partials);
  if (refusal !== null) return { refusal };
  const quorum = partials.slice(0, threshold);
  const points = quorum.map(({ signature }) => algebra.g1.decode(signature));
  if (!points.every((point) => point !== null)) return { refusal: "malformed-partial" };
  const indices = quorum.map(({ index }) => index);
  const weights = lagrangeCoefficients(algebra.scalars, indices);
  return { signature: algebra.g1.encode(algebra.g1.sumOfProducts(points, weights)) };
}

/**
 * The signature from the first `threshold` partials, verified: one interpolation and one pairing check. Whom to blame where it is `unverified`,
 * and how to go on without them, is the combiner's protocol (`src/machines/threshold-bls`).
 */
export function combine(
  algebra: Algebra,
  key: ThresholdKey,
  message: Uint8Array,
  partials: readonly PartialSignature[],
): Recovered {
  const recovered = recover(algebra, key.threshold, key.publicShares.length, partials);
  if ("refusal" in recovered) return recovered;
  return verify(algebra, key.publicKey, message, recovered.signature) ? recovered : { refusal: "unverified" };
}

function partialsRefusal(
  algebra: Algebra,
  threshold: number,
  members: number,
  partials: readonly PartialSignature[],
): RecoverRefusal | null {
  if (!Number.isSafeInteger(threshold) || threshold < 1) return "no-threshold";
  const indices = partials.map(({ index }) => index);
  return indexFault(algebra.scalars, indices, members) ?? (partials.length < threshold ? "too-few-partials" : null);
}

/**
 * e(signature, generator) = e(hashed, key), as one check of a product: the bare equation, for sums of keys and of partials. Whether one of the points
 * is the identity the caller has to know; {@link verify} is for whole signatures.
 */
export function isSignature(algebra: Algebra, key: G2Point, hashed: G1Point, signature: G1Point): boolean {
  return algebra.pairingCheck([
    [signature, algebra.g2.generator],
    [algebra.g1.neg(hashed), key],
  ]);
}
