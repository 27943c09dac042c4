/**
 * Threshold BLS signatures, min-sig: signatures in G1, keys in G2 (Boldyreva, PKC 2003; draft-irtf-cfrg-bls-signature-05). Members hold shares
 * of one key; any `threshold` partial signatures give the one signature that the key gives, so a message has exactly one signature.
 *
 * With any `threshold` partial signatures everybody can compute the partial of every other member: partials accuse nobody. Blame below is for
 * ignoring a peer, never for slashing.
 */

import { publicShares } from "./feldman.ts";
import { type IndexFault, indexFault, lagrangeCoefficients } from "./lagrange.ts";
import type { Secret } from "./secret.ts";
import type { Algebra, G1Point, G2Point } from "./suite.ts";
import { transcript } from "./transcript.ts";

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
export type RecoverRefusal =
  | "no-threshold"
  | "identity-key"
  | "identity-message"
  | IndexFault
  | "malformed-partial"
  | "too-few-partials"
  | "inconsistent-key";

/** A signature, or why there is none; `blamed` are the members, ascending, whose partials turned out wrong on the way. */
export type Combined =
  | { readonly signature: string; readonly blamed: readonly number[] }
  | { readonly refusal: RecoverRefusal; readonly blamed: readonly number[] };

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
export function recover(
  algebra: Algebra,
  threshold: number,
  members: number,
  partials: readonly PartialSignature[],
): { readonly signature: string } | { readonly refusal: RecoverRefusal } {
  const refusal = partialsRefusal(algebra, threshold, members, partials);
  if (refusal !== null) return { refusal };
  const points = partials.map(({ signature }) => algebra.g1.decode(signature));
  if (!points.every((point) => point !== null)) return { refusal: "malformed-partial" };
  const quorum = partials.slice(0, threshold).map(({ index }, i) => ({ index, point: points[i]! }));
  return { signature: algebra.g1.encode(interpolated(algebra, quorum)) };
}

/**
 * The signature from partials of which some may be wrong. Optimistic: the first `threshold` are interpolated and the result is verified, one
 * pairing check where all are right. Where it fails the wrong ones among them are found by bisection, left out, and the next ones step in.
 * Malformed partials are blamed at once.
 */
export function combine(
  algebra: Algebra,
  key: ThresholdKey,
  message: Uint8Array,
  partials: readonly PartialSignature[],
): Combined {
  const refuse = (refusal: RecoverRefusal, blamed: readonly number[] = []): Combined => ({ refusal, blamed: ascending(blamed) });
  const publicKey = algebra.g2.decodeNonIdentity(key.publicKey);
  if (publicKey === null) return refuse("identity-key");
  const hashed = algebra.hashToG1(message, SIGNATURE_DST);
  if (algebra.g1.isIdentity(hashed)) return refuse("identity-message");
  const refusal = partialsRefusal(algebra, key.threshold, key.publicShares.length, partials);
  if (refusal !== null) return refuse(refusal);

  const blamed: number[] = [];
  let left: readonly DecodedPartial[] = decodedPartials(algebra, partials, blamed);
  while (left.length >= key.threshold) {
    const quorum = left.slice(0, key.threshold);
    const signature = interpolated(algebra, quorum);
    if (!algebra.g1.isIdentity(signature) && isSignature(algebra, publicKey, hashed, signature))
      return { signature: algebra.g1.encode(signature), blamed: ascending(blamed) };
    const wrong = wrongOnes(algebra, key, message, hashed, quorum);
    if (wrong.length === 0) return refuse("inconsistent-key", blamed);
    blamed.push(...wrong);
    left = left.filter(({ index }) => !wrong.includes(index));
  }
  return refuse("too-few-partials", blamed);
}

interface DecodedPartial {
  readonly index: number;
  readonly point: G1Point;
  readonly text: string;
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

/** The partials that are elements of G1; the members of the others are added to `blamed`. */
function decodedPartials(algebra: Algebra, partials: readonly PartialSignature[], blamed: number[]): readonly DecodedPartial[] {
  return partials.flatMap(({ index, signature }) => {
    const point = algebra.g1.decode(signature);
    if (point !== null) return [{ index, point, text: signature }];
    blamed.push(index);
    return [];
  });
}

/** e(signature, generator) = e(hashed, key), as one check of a product. */
function isSignature(algebra: Algebra, key: G2Point, hashed: G1Point, signature: G1Point): boolean {
  return algebra.pairingCheck([
    [signature, algebra.g2.generator],
    [algebra.g1.neg(hashed), key],
  ]);
}

function interpolated(algebra: Algebra, quorum: readonly Pick<DecodedPartial, "index" | "point">[]): G1Point {
  const weights = lagrangeCoefficients(
    algebra.scalars,
    quorum.map(({ index }) => index),
  );
  return algebra.g1.sumOfProducts(
    quorum.map(({ point }) => point),
    weights,
  );
}

/**
 * The indices of wrong partials in a quorum whose interpolation failed. Halves are checked with weights that depend on all partials, so that
 * errors cannot be made to cancel; a single partial is judged exactly. Should errors cancel by chance (in a toy suite they do), each partial is
 * checked by itself.
 */
function wrongOnes(
  algebra: Algebra,
  key: ThresholdKey,
  message: Uint8Array,
  hashed: G1Point,
  quorum: readonly DecodedPartial[],
): readonly number[] {
  const seed = transcript("nexus/threshold-bls/bisect", [
    message,
    key.publicKey,
    ...quorum.flatMap(({ index, text }) => [index, text]),
  ]);
  const weights = new Map(quorum.map(({ index }) => [index, bisectionWeight(algebra, seed, index)]));
  const isRight = (part: readonly DecodedPartial[]): boolean => {
    const factors = part.map(({ index }) => weights.get(index)!);
    const shares = part.map(({ index }) => algebra.g2.decode(key.publicShares[index - 1]!));
    if (!shares.every((share) => share !== null)) return false;
    const points = part.map(({ point }) => point);
    return isSignature(algebra, algebra.g2.sumOfProducts(shares, factors), hashed, algebra.g1.sumOfProducts(points, factors));
  };
  const search = (part: readonly DecodedPartial[]): readonly number[] => {
    if (isRight(part)) return [];
    if (part.length === 1) return [part[0]!.index];
    const middle = part.length >> 1;
    return [...search(part.slice(0, middle)), ...search(part.slice(middle))];
  };
  const found = search(quorum);
  return found.length > 0 ? found : quorum.filter((partial) => !isRight([partial])).map(({ index }) => index);
}

/** Weights of 128 bits: forged partials pass a half with probability 2^-128. Never zero, so that one partial is judged exactly. */
function bisectionWeight(algebra: Algebra, seed: Uint8Array, index: number): bigint {
  const bound = algebra.order - 1n < 1n << 128n ? algebra.order - 1n : 1n << 128n;
  return (
    1n + (algebra.hashToScalar(transcript("nexus/threshold-bls/weight", [seed, index]), "nexus/threshold-bls/weight") % bound)
  );
}

const ascending = (indices: readonly number[]): readonly number[] => [...indices].sort((a, b) => a - b);
