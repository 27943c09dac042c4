/** Shamir's secret sharing (Communications of the ACM 22(11), 1979) over the scalars of a suite. */

import { unreachable } from "../lib/errors.ts";
import { lagrangeCoefficients } from "./lagrange.ts";
import { hide, open, type Secret } from "./secret.ts";
import type { Algebra, Random } from "./suite.ts";

/** Coefficients, the constant term (the shared secret) first; `t` of them, so that t shares determine it. */
export type Polynomial = readonly Secret[];

/** A share and the index at which it is the polynomial's value. */
export type IndexedShare = readonly [index: number, share: Secret];

/**
 * A random polynomial with `threshold` coefficients, whose constant term is `constant` if given. Coefficients are uniform without zero: the
 * first and the last commitment of a dealing must not be the identity. Over BLS12-381 that differs from uniform by 2^-253.
 */
export function randomPolynomial(algebra: Algebra, threshold: number, random: Random, constant?: Secret): Polynomial {
  if (!Number.isSafeInteger(threshold) || threshold < 1) unreachable(`a polynomial with ${threshold} coefficients`);
  return Array.from({ length: threshold }, (_, k) =>
    k === 0 && constant !== undefined ? constant : algebra.secrets.random(random),
  );
}

/** The value of a polynomial at an index, by Horner's rule. At 0 it is the shared secret. */
export function shareOf(algebra: Algebra, polynomial: Polynomial, index: number): Secret {
  const { scalars } = algebra;
  const at = scalars.from(index);
  return hide(polynomial.reduceRight((value, coefficient) => scalars.from(value * at + open(coefficient)), 0n));
}

/** The sum of secrets: a member's share of the sum of polynomials. */
export function addSecrets(algebra: Algebra, secrets: readonly Secret[]): Secret {
  return hide(algebra.scalars.from(secrets.reduce((sum, secret) => sum + open(secret), 0n)));
}

/**
 * The value at `at` of the polynomial of least degree through the shares: the secret for at = 0, the share of a member who lost it for its
 * index. The indices must be distinct and non-zero modulo the order.
 */
export function interpolate(algebra: Algebra, shares: readonly IndexedShare[], at = 0): Secret {
  const { scalars } = algebra;
  const indices = shares.map(([index]) => index);
  const coefficients = lagrangeCoefficients(scalars, indices, at);
  return hide(scalars.from(shares.reduce((sum, [, share], j) => sum + coefficients[j]! * open(share), 0n)));
}
