/**
 * The group in which an element *is* its discrete logarithm modulo q: addition is addition, the pairing is multiplication. It obeys every law
 * that protocols use and hides nothing. The toy suites and the simulation suite are made of it.
 */

import { unreachable } from "../lib/errors.ts";
import { open } from "./secret.ts";
import type { G1Point, G2Point, Group, Scalars } from "./suite.ts";

/** Points of an exponent group are bigints; the opaque type keeps callers from computing with them by themselves. */
export const logarithm = (point: G1Point | G2Point): bigint => point as unknown as bigint;
const pointOf = <P>(logarithm: bigint): P => logarithm as unknown as P;

/** The element of G1 with a logarithm. */
export const g1PointOf = (logarithm: bigint): G1Point => pointOf<G1Point>(logarithm);

/** A group of order `scalars.order` whose elements are their logarithms; `text` writes and reads them. */
export function exponentGroup<P extends G1Point | G2Point>(
  name: "G1" | "G2",
  scalars: Scalars,
  text: Pick<Scalars, "encode" | "decode">,
): Group<P> {
  const mul = (a: P, scalar: bigint) => pointOf<P>(scalars.mul(logarithm(a), scalar));
  const decode = (encoded: string): P | null => {
    const value = text.decode(encoded);
    return value === null ? null : pointOf<P>(value);
  };
  const isIdentity = (a: P) => logarithm(a) === 0n;
  return {
    name,
    generator: pointOf<P>(1n),
    identity: pointOf<P>(0n),
    add: (a, b) => pointOf<P>(scalars.add(logarithm(a), logarithm(b))),
    neg: (a) => pointOf<P>(scalars.neg(logarithm(a))),
    mul,
    mulSecret: (a, secret) => mul(a, open(secret)),
    sumOfProducts: (points, factors) => {
      if (points.length !== factors.length)
        unreachable(`a sum of products of ${points.length} points and ${factors.length} scalars`);
      return pointOf<P>(scalars.from(points.reduce((sum, point, i) => sum + logarithm(point) * factors[i]!, 0n)));
    },
    equal: (a, b) => logarithm(a) === logarithm(b),
    isIdentity,
    encode: (a) => text.encode(logarithm(a)),
    decode,
    decodeNonIdentity: (encoded) => {
      const point = decode(encoded);
      return point === null || isIdentity(point) ? null : point;
    },
  };
}

/** Whether the product of the pairings is one: the sum of the products of logarithms is 0. */
export function exponentPairingCheck(scalars: Scalars, pairs: readonly (readonly [G1Point, G2Point])[]): boolean {
  return scalars.from(pairs.reduce((sum, [a, b]) => sum + logarithm(a) * logarithm(b), 0n)) === 0n;
}
