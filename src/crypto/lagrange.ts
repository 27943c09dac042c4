/** Lagrange coefficients modulo the order of a suite. */

import { unreachable } from "../lib/errors.ts";
import type { Scalars } from "./suite.ts";

/** Why indices are no set of interpolation points. */
export type IndexFault = "index-out-of-range" | "index-zero-modulo-order" | "duplicate-index";

/**
 * What is wrong with indices from outside, or null: each must be an integer from 1 to `members`, not a multiple of the order (at 0 stands the
 * secret itself), and no two may be equal modulo the order.
 */
export function indexFault(scalars: Scalars, indices: readonly number[], members: number): IndexFault | null {
  if (!indices.every((index) => Number.isSafeInteger(index) && index >= 1 && index <= members)) return "index-out-of-range";
  const residues = indices.map(scalars.from);
  if (residues.some((residue) => residue === 0n)) return "index-zero-modulo-order";
  return new Set(residues).size === residues.length ? null : "duplicate-index";
}

/**
 * The coefficients l_j with f(at) = sum of l_j * f(indices[j]) for every polynomial f of a degree below the number of indices. The indices
 * must be distinct modulo the order (`indexFault`); equal ones are a bug of the caller. O(k^2) multiplications.
 */
export function lagrangeCoefficients(scalars: Scalars, indices: readonly number[], at: number | bigint = 0): readonly bigint[] {
  const points = indices.map(scalars.from);
  const target = scalars.from(at);
  return points.map((own, j) => {
    let numerator = 1n;
    let denominator = 1n;
    points.forEach((other, k) => {
      if (k === j) return;
      if (other === own) unreachable(`interpolation through index ${indices[k]} twice`);
      numerator = scalars.mul(numerator, target - other);
      denominator = scalars.mul(denominator, own - other);
    });
    return scalars.mul(numerator, scalars.inv(denominator));
  });
}
