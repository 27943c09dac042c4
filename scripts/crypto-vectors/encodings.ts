/** The texts of points, by big integers: compressed as all texts of the protocol are, and as EIP-2537 has them. */

import type * as mcl from "mcl-wasm";
import { bigEndian, fromHex, integerOf, toHex } from "./bytes.ts";
import {
  type Affine,
  type Curve,
  type Element,
  g1,
  g2,
  inverse,
  MODULUS,
  modulo,
  multiple,
  ORDER,
  plus,
  power,
} from "./curve.ts";

const P = MODULUS;

/** y^2 = x^3 + 4 in the base field, y^2 = x^3 + 4 (1 + u) in the extension. */
function rightSide(x: Element): Element {
  const [a, b = 0n] = x as [bigint, bigint?];
  const [cubeReal, cubeImaginary] = [a ** 3n - 3n * a * b ** 2n, 3n * a ** 2n * b - b ** 3n];
  return x.length === 1 ? [modulo(cubeReal + 4n, P)] : [modulo(cubeReal + 4n, P), modulo(cubeImaginary + 4n, P)];
}

export const isOnCurve = ({ x, y }: NonNullable<Affine>): boolean => {
  const [a, b = 0n] = y as [bigint, bigint?];
  const [real, imaginary = 0n] = rightSide(x) as [bigint, bigint?];
  return modulo(a * a - b * b - real, P) === 0n && modulo(2n * a * b - imaginary, P) === 0n;
};

/** A square root modulo P, which is 3 modulo 4; null where there is none. */
function rootOf(square: bigint): bigint | null {
  const root = power(square, (P + 1n) / 4n, P);
  return (root * root) % P === modulo(square, P) ? root : null;
}

/** A square root of an element of either field; null where there is none. */
function root(square: Element): Element | null {
  const [real, imaginary] = square as [bigint, bigint?];
  if (imaginary === undefined) {
    const single = rootOf(real);
    return single === null ? null : [single];
  }
  if (imaginary === 0n) {
    const single = rootOf(real);
    return single === null ? [0n, rootOf(-real) as bigint] : [single, 0n];
  }
  const norm = rootOf(real * real + imaginary * imaginary);
  if (norm === null) return null;
  const half = inverse(2n, P);
  const first = rootOf((real + norm) * half) ?? rootOf((real - norm) * half);
  return first === null ? null : [first, modulo(imaginary * inverse(2n * first, P), P)];
}

const negative = (y: Element): Element => y.map((part) => modulo(-part, P));

/** Whether y is the larger of the two roots: the imaginary part decides, and the real one where that is 0. */
function isLarger(y: Element): boolean {
  const first = y.findLast((part) => part !== 0n) ?? 0n;
  return 2n * first > P;
}

/** What is wrong with a compressed text before its order is looked at, or its coordinates. */
export function readAffine(text: string, parts: 1 | 2): Affine | "malformed" | "off the curve" {
  const bytes = fromHex(text);
  if (bytes === null || bytes.length !== 48 * parts) return "malformed";
  const flags = (bytes[0] as number) >> 5;
  bytes[0] = (bytes[0] as number) & 0x1f;
  if ((flags & 0b100) === 0) return "malformed";
  if ((flags & 0b010) !== 0) return (flags & 0b001) === 0 && bytes.every((byte) => byte === 0) ? null : "malformed";
  const x = Array.from({ length: parts }, (_, i) => integerOf(bytes.subarray(48 * i, 48 * (i + 1)))).reverse();
  if (x.some((part) => part >= P)) return "malformed";
  const y = root(rightSide(x));
  if (y === null) return "off the curve";
  return { x, y: isLarger(y) === ((flags & 0b001) !== 0) ? y : negative(y) };
}

/** The compressed text of coordinates, whether or not the point is in the subgroup. */
export function writeAffine(affine: Affine, parts: 1 | 2): string {
  if (affine === null) return "c0".padEnd(96 * parts, "0");
  const bytes = Buffer.concat([...affine.x].reverse().map((part) => bigEndian(part, 48)));
  bytes[0] = (bytes[0] as number) | 0x80 | (isLarger(affine.y) ? 0x20 : 0);
  return toHex(bytes);
}

/** EIP-2537: x and y, each part in 64 bytes, the real one first; zeros for the identity. */
export function writeEthereum(affine: Affine, parts: 1 | 2): string {
  const numbers = affine === null ? Array.from({ length: 2 * parts }, () => 0n) : [...affine.x, ...affine.y];
  return toHex(Buffer.concat(numbers.map((part) => bigEndian(part, 64))));
}

/** The coordinates of EIP-2537's bytes; undefined for another length, parts that are not below the modulus, and points off the curve. */
export function readEthereum(bytes: Uint8Array, parts: 1 | 2): Affine | undefined {
  if (bytes.length !== 128 * parts) return undefined;
  const numbers = Array.from({ length: 2 * parts }, (_, i) => integerOf(bytes.subarray(64 * i, 64 * (i + 1))));
  if (numbers.some((part) => part >= P)) return undefined;
  if (numbers.every((part) => part === 0n)) return null;
  const affine = { x: numbers.slice(0, parts), y: numbers.slice(parts) };
  return isOnCurve(affine) ? affine : undefined;
}

/** A point from a search: the first x from `start` whose right side is a square. Hardly ever in the subgroup. */
export function pointFrom(start: bigint, parts: 1 | 2): NonNullable<Affine> {
  for (let at = start; ; at++) {
    const x = parts === 1 ? [at] : [at, 1n];
    const y = root(rightSide(x));
    if (y !== null) return { x, y };
  }
}

/** Reads points, and keeps them: the same keys stand in many cases, and roots take long. */
function reader<Q extends mcl.G1 | mcl.G2>(of: Curve<Q>): (text: string) => Q | null {
  const known = new Map<string, Q | null>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const affine = readAffine(text, of.parts);
    const point = typeof affine === "string" ? null : of.point(affine);
    known.set(text, point);
    return point;
  };
}

const nonIdentity = <Q extends mcl.G1 | mcl.G2>(point: Q | null): Q | null => (point?.isZero() === true ? null : point);

/** The point of a compressed text, the identity included; null for any other text, and outside the subgroup. */
export const readG1 = reader(g1);
export const readG2 = reader(g2);

/** The same, without the identity: keys, signatures, ephemeral keys. */
export const readNonIdentityG1 = (text: string): mcl.G1 | null => nonIdentity(readG1(text));
export const readNonIdentityG2 = (text: string): mcl.G2 | null => nonIdentity(readG2(text));

export const writeG1 = (point: mcl.G1): string => writeAffine(g1.affine(point), 1);
export const writeG2 = (point: mcl.G2): string => writeAffine(g2.affine(point), 2);

/** The cofactor of G2: draft-irtf-cfrg-pairing-friendly-curves, section 4.2.1. It has the factor 13 twice, and the points of these orders have order 13. */
const COFACTOR_G2 =
  0x5d543a95414e7f1091d50792876a202cd91de4547085abaa68a205b2e5a7ddfa628f1cb4d9e82ef21537e293a6691ae1616ec6e786f0c70cf1c38e31c7238e5n;

/** A point of order 3 on the curve of G1, which no pairing tells from the identity, and one of order 13 on that of G2. */
const smallG1: mcl.G1 = g1.anyPoint({ x: [0n], y: [2n] });
const smallG2: mcl.G2 = multiple(g2, g2.anyPoint(pointFrom(3n, 2)), (ORDER * COFACTOR_G2) / 169n);

/** The text of a point with one of small order added: outside the subgroup. */
export const shiftedG1 = (text: string): string => writeG1(plus(readG1(text) as mcl.G1, smallG1));
export const shiftedG2 = (text: string): string => writeG2(plus(readG2(text) as mcl.G2, smallG2));
