/** Signatures, sharing and interpolation for the expectations of vectors. */

import type * as mcl from "mcl-wasm";
import { g1, g2, hashToG1, inverse, modulo, ORDER, samePairing, sumOfProducts, times } from "./curve.ts";
import { readG1, readG2, readNonIdentityG1, readNonIdentityG2, writeG1, writeG2 } from "./encodings.ts";

/** draft-irtf-cfrg-bls-signature-05, section 4.2.1 and 4.2.3, with signatures in G1. */
export const SIGNING_TAG = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
export const POSSESSION_TAG = "BLS_POP_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_";

export const inG1 = (integer: bigint): string => writeG1(times(g1.generator, integer));
export const inG2 = (integer: bigint): string => writeG2(times(g2.generator, integer));

export const sign = (secret: bigint, message: Uint8Array, tag = SIGNING_TAG): string =>
  writeG1(times(hashToG1(message, tag), secret));

/** Key and signature are texts, neither the identity. */
export function verify(publicKey: string, message: Uint8Array, signature: string, tag = SIGNING_TAG): boolean {
  const [key, point] = [readNonIdentityG2(publicKey), readNonIdentityG1(signature)];
  return key !== null && point !== null && samePairing([point, g2.generator], [hashToG1(message, tag), key]);
}

/** The value of a polynomial, its constant term first. */
export const valueAt = (coefficients: readonly bigint[], at: number): bigint =>
  modulo(
    coefficients.reduceRight((value, coefficient) => value * BigInt(at) + coefficient, 0n),
    ORDER,
  );

export const commitmentTo = (coefficients: readonly bigint[]): string[] => coefficients.map(inG2);

/** The points of a commitment of so many elements, the first and the last not the identity; null if it is none. */
export function readCommitment(texts: readonly string[], threshold: number): mcl.G2[] | null {
  if (texts.length !== threshold || threshold < 1) return null;
  const points = texts.map(readG2);
  if (!points.every((point) => point !== null)) return null;
  return points[0]?.isZero() === false && points.at(-1)?.isZero() === false ? points : null;
}

/** The value of a committed polynomial at an index. */
export const committedAt = (points: readonly mcl.G2[], at: number): mcl.G2 =>
  sumOfProducts(
    g2,
    points,
    points.map((_, k) => BigInt(at) ** BigInt(k)),
  );

/** The weights by which values at the indices give the value at another one. */
export function lagrangeWeights(indices: readonly number[], at = 0): readonly bigint[] {
  return indices.map((own) => {
    const others = indices.filter((index) => index !== own);
    const product = (from: number) => others.reduce((value, other) => modulo(value * BigInt(other - from), ORDER), 1n);
    return modulo(product(at) * inverse(product(own), ORDER), ORDER);
  });
}

export interface Partial {
  readonly index: number;
  readonly signature: string;
}

/** Whether indices are members' numbers, 1 to `members`, none twice. */
export const areIndices = (indices: readonly number[], members: number): boolean =>
  new Set(indices).size === indices.length && indices.every((index) => Number.isInteger(index) && index >= 1 && index <= members);

/** The signature that the first t partials give, if they do. */
export function combine(
  commitment: readonly string[],
  members: number,
  message: Uint8Array,
  partials: readonly Partial[],
): string | undefined {
  const indices = partials.map(({ index }) => index);
  if (readCommitment(commitment, commitment.length) === null || !areIndices(indices, members)) return undefined;
  if (partials.length < commitment.length) return undefined;
  const quorum = partials.slice(0, commitment.length);
  const points = quorum.map(({ signature }) => readG1(signature));
  if (!points.every((point) => point !== null)) return undefined;
  const weights = lagrangeWeights(quorum.map(({ index }) => index));
  const signature = writeG1(sumOfProducts(g1, points, weights));
  return verify(commitment[0] as string, message, signature) ? signature : undefined;
}
