/**
 * BLS12-381 for the expectations of vectors: groups, maps and pairing by mcl (https://github.com/herumi/mcl), field elements and encodings
 * by big integers. Nothing here is shared with `src/crypto`, which stands on another library.
 */

import * as mcl from "mcl-wasm";
import { bigEndian, fromHex, hashToField, integerOf, toHex } from "./bytes.ts";

await mcl.init(mcl.BLS12_381);
mcl.setETHserialization(true);
mcl.setMapToMode(mcl.IRTF);
// The order is looked at where it has to be, and nowhere else: sums are of any points of the curve.
mcl.verifyOrderG1(false);
mcl.verifyOrderG2(false);

/** The order of the groups, and the modulus of the base field: draft-irtf-cfrg-pairing-friendly-curves, section 4.2.1. */
export const ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;
export const MODULUS = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn;

export const modulo = (integer: bigint, modulus: bigint): bigint => ((integer % modulus) + modulus) % modulus;

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, modulo(base, modulus)];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

export const inverse = (integer: bigint, modulus: bigint): bigint => power(integer, modulus - 2n, modulus);

/** An element of the base field or of its quadratic extension: its parts, the real one first. */
export type Element = readonly bigint[];

/** Affine coordinates; null for the identity. */
export type Affine = { readonly x: Element; readonly y: Element } | null;

type Point = mcl.G1 | mcl.G2;

/** What both groups do. Points are mcl's. */
export interface Curve<P extends Point> {
  readonly parts: 1 | 2;
  readonly generator: P;
  readonly identity: P;
  readonly affine: (point: P) => Affine;
  /** The point of coordinates that are on the curve. */
  readonly anyPoint: (affine: Affine) => P;
  /** The same; null outside the subgroup. */
  readonly point: (affine: Affine) => P | null;
}

const digits = (integer: bigint): string => integer.toString(16);

function curve<P extends Point>(parts: 1 | 2, make: () => P, generator: string): Curve<P> {
  const identity = make();
  identity.clear();
  const anyPoint = (affine: Affine): P => {
    if (affine === null) return identity;
    const read = make();
    read.setStr(["1", ...affine.x.map(digits), ...affine.y.map(digits)].join(" "), 16);
    return read;
  };
  const point = (affine: Affine): P | null => {
    const read = anyPoint(affine);
    return read.isValidOrder() ? read : null;
  };
  const affine = (of: P): Affine => {
    if (of.isZero()) return null;
    const [, ...rest] = of.getStr(16).split(" ");
    const numbers = rest.map((part) => BigInt(`0x${part}`));
    return { x: numbers.slice(0, parts), y: numbers.slice(parts) };
  };
  const start = make();
  start.deserialize(fromHex(generator) as Buffer);
  return { parts, generator: start, identity, affine, anyPoint, point };
}

/** The generators, compressed: draft-irtf-cfrg-pairing-friendly-curves, section 4.2.1 and appendix C. */
export const g1 = curve(
  1,
  () => new mcl.G1(),
  "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb",
);
export const g2 = curve(
  2,
  () => new mcl.G2(),
  "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e" +
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8",
);

export const scalarOf = (integer: bigint): mcl.Fr => {
  const scalar = new mcl.Fr();
  scalar.setStr(modulo(integer, ORDER).toString());
  return scalar;
};

export function times<P extends Point>(point: P, integer: bigint): P {
  return mcl.mul(point as mcl.G1, scalarOf(integer)) as P;
}

/** The multiple of any point of the curve, by an integer that is not reduced: doubling and adding. */
export function multiple<P extends Point>(of: Curve<P>, point: P, integer: bigint): P {
  let sum = of.identity;
  let doubled = point;
  for (let rest = integer; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = plus(sum, doubled);
    doubled = plus(doubled, doubled);
  }
  return sum;
}

export const plus = <P extends Point>(a: P, b: P): P => mcl.add(a, b);
export const minus = <P extends Point>(a: P): P => mcl.neg(a);

/** The sum of products of points and integers; the identity for none. */
export function sumOfProducts<P extends Point>(of: Curve<P>, points: readonly P[], integers: readonly bigint[]): P {
  return points.reduce((sum, point, at) => plus(sum, times(point, integers[at] as bigint)), of.identity);
}

/** Whether two pairings are equal. */
export const samePairing = (a: readonly [mcl.G1, mcl.G2], b: readonly [mcl.G1, mcl.G2]): boolean =>
  mcl.pairing(...a).isEqual(mcl.pairing(...b));

/** The product of pairings is one. */
export const isOne = (pairs: readonly (readonly [mcl.G1, mcl.G2])[]): boolean =>
  pairs.reduce((product, pair) => mcl.mul(product, mcl.pairing(...pair)), one()).isOne();

function one(): mcl.GT {
  const element = new mcl.GT();
  element.setInt(1);
  return element;
}

/** RFC 9380's `hash_to_curve` for BLS12381G1_XMD:SHA-256_SSWU_RO_: its two field elements by big integers, the map by mcl. */
export function hashToG1(message: Uint8Array, dst: string): mcl.G1 {
  const maps = hashToField(message, dst, 2, MODULUS).map((integer) => {
    const element = new mcl.Fp();
    element.setStr(digits(integer), 16);
    return element.mapToG1();
  });
  return maps.reduce((a, b) => plus(a, b));
}

/** A scalar from bytes: RFC 9380's `hash_to_field`. */
export const hashToScalar = (message: Uint8Array, dst: string): bigint => hashToField(message, dst, 1, ORDER)[0] as bigint;

export const writeScalar = (integer: bigint): string => toHex(bigEndian(modulo(integer, ORDER), 32));

/** The integer of 64 lower-case digits below the order; null for any other text. */
export function readScalar(text: string): bigint | null {
  const bytes = fromHex(text);
  if (bytes === null || bytes.length !== 32) return null;
  const integer = integerOf(bytes);
  return integer < ORDER ? integer : null;
}
