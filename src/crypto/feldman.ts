/** Feldman's verifiable secret sharing (FOCS 1987): commitments to coefficients in G2, and what can be computed from them. */

import { unreachable } from "../lib/errors.ts";
import { lagrangeCoefficients } from "./lagrange.ts";
import type { Secret } from "./secret.ts";
import type { Polynomial } from "./shamir.ts";
import type { Algebra, G2Point } from "./suite.ts";

/** Texts of G2: the generator times each coefficient, that of the constant term first. */
export type Commitment = readonly string[];

/** The commitment to a polynomial. */
export function commit(algebra: Algebra, polynomial: Polynomial): Commitment {
  const { g2 } = algebra;
  return polynomial.map((coefficient) => g2.encode(g2.mulSecret(g2.generator, coefficient)));
}

/**
 * Whether texts are a commitment to a polynomial of degree exactly threshold - 1 with a secret other than 0: `threshold` elements of G2, the
 * first and the last not the identity. A longer list would give a key of a higher degree, which t members cannot use; a dealer whose last
 * coefficient is zero, or cancels, lowers the degree of the sum (protocols that add commitments check the sum, too).
 */
export function isCommitment(algebra: Algebra, texts: readonly string[], threshold: number): boolean {
  if (texts.length !== threshold || threshold < 1) return false;
  const { g2 } = algebra;
  if (!texts.every((text) => g2.decode(text) !== null)) return false;
  return g2.decodeNonIdentity(texts[0]!) !== null && g2.decodeNonIdentity(texts[threshold - 1]!) !== null;
}

/** Whether `share` is the value at `index` of the committed polynomial. False for texts that are no commitment, never an error. */
export function verifyShare(algebra: Algebra, commitment: Commitment, index: number, share: Secret): boolean {
  const { g2 } = algebra;
  const points = decoded(algebra, commitment);
  if (points === null) return false;
  return g2.equal(g2.mulSecret(g2.generator, share), evaluated(algebra, points, index));
}

/** The public share of a member, the generator times its share; at 0 the public key. Malformed texts are a bug of the caller. */
export function publicShare(algebra: Algebra, commitment: Commitment, index: number): string {
  return algebra.g2.encode(evaluated(algebra, required(algebra, commitment), index));
}

/** The public shares of the members 1 to `members`. */
export function publicShares(algebra: Algebra, commitment: Commitment, members: number): readonly string[] {
  const points = required(algebra, commitment);
  return Array.from({ length: members }, (_, i) => algebra.g2.encode(evaluated(algebra, points, i + 1)));
}

/** The commitment to the sum of the committed polynomials, which are of one length: the joint key of several dealers. */
export function addCommitments(algebra: Algebra, commitments: readonly Commitment[]): Commitment {
  return combined(
    algebra,
    commitments,
    commitments.map(() => 1n),
  );
}

/**
 * The commitment after resharing (Desmedt and Jajodia, 1997): each old holder `index` of a quorum has dealt a polynomial whose constant term is
 * its old share; weighted with the Lagrange coefficients of the quorum at 0 they add up to one whose constant term is the old secret.
 */
export function interpolateCommitments(
  algebra: Algebra,
  dealings: readonly (readonly [index: number, Commitment])[],
): Commitment {
  const indices = dealings.map(([index]) => index);
  const weights = lagrangeCoefficients(algebra.scalars, indices);
  return combined(
    algebra,
    dealings.map(([, commitment]) => commitment),
    weights,
  );
}

function combined(algebra: Algebra, commitments: readonly Commitment[], weights: readonly bigint[]): Commitment {
  const { g2 } = algebra;
  const lists = commitments.map((commitment) => required(algebra, commitment));
  const length = lists[0]?.length ?? 0;
  if (lists.some((points) => points.length !== length)) unreachable("commitments of different lengths are added");
  return Array.from({ length }, (_, k) => {
    const column = lists.map((points) => points[k]!);
    const plain = weights.every((weight) => weight === 1n);
    return g2.encode(plain ? column.reduce(g2.add, g2.identity) : g2.sumOfProducts(column, weights));
  });
}

/**
 * The committed polynomial's value at an index, in the exponent, by Horner's rule from the last coefficient: multiplications by a small index,
 * many times faster than a sum of products with the index's powers.
 */
function evaluated(algebra: Algebra, points: readonly G2Point[], index: number): G2Point {
  const { g2 } = algebra;
  const at = BigInt(index);
  return points.reduceRight((value, point) => g2.add(g2.mul(value, at), point), g2.identity);
}

/** The points of a commitment; null if it is empty or a text is no element. */
function decoded(algebra: Algebra, commitment: Commitment): readonly G2Point[] | null {
  const points = commitment.map((text) => algebra.g2.decode(text));
  return points.length > 0 && points.every((point) => point !== null) ? points : null;
}

function required(algebra: Algebra, commitment: Commitment): readonly G2Point[] {
  return decoded(algebra, commitment) ?? unreachable("a commitment that was never checked");
}
