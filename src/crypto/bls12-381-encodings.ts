/**
 * Encodings of the points of BLS12-381: compressed (48 and 96 bytes, as ZCash's and draft-irtf-cfrg-bls-signature-05 have them), which all our
 * texts are, and those of EIP-2537 (128 and 256 bytes, uncompressed, each field element padded to 64 bytes), which Ethereum takes.
 */

import { bls12_381 } from "@noble/curves/bls12-381.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { bytesToInteger, integerToHex } from "./scalars.ts";

type PointOf<P> = { readonly BASE: P };
type BaseOf<C> = C extends PointOf<infer P> ? P : never;

/** noble's points of the two groups. */
export type NobleG1 = BaseOf<typeof bls12_381.G1.Point>;
export type NobleG2 = BaseOf<typeof bls12_381.G2.Point>;

const { G1, G2, fields } = bls12_381;

/** The modulus of the base field. */
const P = fields.Fp.ORDER;
const FP_BYTES = 48;
/** Bytes of a field element in EIP-2537: 16 zero bytes and the 48 of the element. */
const EIP_FP_BYTES = 64;

/** Flags in the first byte of a compressed encoding. */
const COMPRESSED = 0x80;
const INFINITY = 0x40;
const LARGER_Y = 0x20;

/** How the affine coordinates of a group are written: as base field elements, the most significant first. */
interface Coordinates<C> {
  readonly x: (point: { readonly x: C }) => readonly bigint[];
  readonly y: (point: { readonly y: C }) => readonly bigint[];
}

const g1Coordinates: Coordinates<bigint> = { x: ({ x }) => [x], y: ({ y }) => [y] };

type Fp2 = { readonly c0: bigint; readonly c1: bigint };

/** Compressed encodings have the imaginary part first; EIP-2537 has it last. */
const g2Coordinates: Coordinates<Fp2> = { x: ({ x }) => [x.c1, x.c0], y: ({ y }) => [y.c1, y.c0] };

/** The compressed text of a point of G1: 96 lower-case hexadecimal digits. */
export const compressG1 = (point: NobleG1): string =>
  point.is0() ? compressedInfinity(1) : compressed(point.toAffine(), g1Coordinates);

/** The compressed text of a point of G2: 192 lower-case hexadecimal digits. */
export const compressG2 = (point: NobleG2): string =>
  point.is0() ? compressedInfinity(2) : compressed(point.toAffine(), g2Coordinates);

function compressedInfinity(elements: number): string {
  return (COMPRESSED | INFINITY).toString(16).padEnd(2 * FP_BYTES * elements, "0");
}

function compressed<C>(affine: { readonly x: C; readonly y: C }, coordinates: Coordinates<C>): string {
  const bytes = hexToBytes(
    coordinates
      .x(affine)
      .map((element) => integerToHex(element, FP_BYTES))
      .join(""),
  );
  bytes[0]! |= COMPRESSED | (isLarger(coordinates.y(affine)) ? LARGER_Y : 0);
  return bytesToHex(bytes);
}

/** Whether y is the larger of the two roots: its first part that is not zero is above (p - 1) / 2. */
function isLarger(parts: readonly bigint[]): boolean {
  const first = parts.find((part) => part !== 0n) ?? 0n;
  return 2n * first > P;
}

/**
 * The point of a compressed text; null unless it is exactly the text that {@link compressG1} writes for a point of the subgroup. noble checks
 * flags, curve and subgroup; writing the point again rules out every second form of it.
 */
export function decompressG1(text: string): NobleG1 | null {
  return decompressed(text, FP_BYTES, G1.Point.fromBytes, compressG1);
}

/** As {@link decompressG1}, for G2. */
export function decompressG2(text: string): NobleG2 | null {
  return decompressed(text, 2 * FP_BYTES, G2.Point.fromBytes, compressG2);
}

function decompressed<Q>(text: string, bytes: number, read: (bytes: Uint8Array) => Q, write: (point: Q) => string): Q | null {
  if (text.length !== 2 * bytes) return null;
  const point = readOrNull(() => read(hexToBytes(text)));
  return point !== null && write(point) === text ? point : null;
}

/** noble refuses malformed bytes by throwing; here that is an answer. */
function readOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** The 128 bytes of a point of G1 for EIP-2537; zero bytes for the identity. */
export function eip2537G1(point: NobleG1): Uint8Array {
  if (point.is0()) return new Uint8Array(2 * EIP_FP_BYTES);
  const { x, y } = point.toAffine();
  return eipBytes([x, y]);
}

/** The 256 bytes of a point of G2 for EIP-2537. */
export function eip2537G2(point: NobleG2): Uint8Array {
  if (point.is0()) return new Uint8Array(4 * EIP_FP_BYTES);
  const { x, y } = point.toAffine();
  return eipBytes([x.c0, x.c1, y.c0, y.c1]);
}

const eipBytes = (elements: readonly bigint[]): Uint8Array =>
  hexToBytes(elements.map((e) => integerToHex(e, EIP_FP_BYTES)).join(""));

/**
 * The point of 128 bytes as EIP-2537 reads them; null for another length, for field elements that are not below the modulus and for points off the
 * curve, and where `subgroup` is asked for (every operation but addition asks), for points outside the subgroup.
 */
export function fromEip2537G1(bytes: Uint8Array, subgroup: boolean): NobleG1 | null {
  const elements = eipElements(bytes, 2);
  if (elements === null) return null;
  if (elements.every((element) => element === 0n)) return G1.Point.ZERO;
  const [x, y] = elements as [bigint, bigint];
  const point = G1.Point.fromAffine({ x, y });
  return isOnCurve(fields.Fp, x, y, G1.Point.CURVE().b) && (!subgroup || point.isTorsionFree()) ? point : null;
}

/** As {@link fromEip2537G1}, of 256 bytes. */
export function fromEip2537G2(bytes: Uint8Array, subgroup: boolean): NobleG2 | null {
  const elements = eipElements(bytes, 4);
  if (elements === null) return null;
  if (elements.every((element) => element === 0n)) return G2.Point.ZERO;
  const [x0, x1, y0, y1] = elements as [bigint, bigint, bigint, bigint];
  const x = fields.Fp2.create({ c0: x0, c1: x1 });
  const y = fields.Fp2.create({ c0: y0, c1: y1 });
  const point = G2.Point.fromAffine({ x, y });
  return isOnCurve(fields.Fp2, x, y, G2.Point.CURVE().b) && (!subgroup || point.isTorsionFree()) ? point : null;
}

interface FieldOps<C> {
  add(a: C, b: C): C;
  mul(a: C, b: C): C;
  sqr(a: C): C;
  eql(a: C, b: C): boolean;
}

/** y^2 = x^3 + b: both curves have no term in x. */
const isOnCurve = <C>(field: FieldOps<C>, x: C, y: C, b: C): boolean =>
  field.eql(field.sqr(y), field.add(field.mul(field.sqr(x), x), b));

function eipElements(bytes: Uint8Array, count: number): readonly bigint[] | null {
  if (bytes.length !== count * EIP_FP_BYTES) return null;
  const elements = Array.from({ length: count }, (_, i) =>
    bytesToInteger(bytes.subarray(i * EIP_FP_BYTES, (i + 1) * EIP_FP_BYTES)),
  );
  return elements.every((element) => element < P) ? elements : null;
}

/** Scalars of EIP-2537: 32 bytes, any integer. */
export const eip2537Scalar = (scalar: bigint): Uint8Array => hexToBytes(integerToHex(scalar, 32));

/** The input of EIP-2537's pairing check for pairs of points. */
export const eip2537Pairs = (pairs: readonly (readonly [NobleG1, NobleG2])[]): Uint8Array =>
  concatBytes(...pairs.flatMap(([a, b]) => [eip2537G1(a), eip2537G2(b)]));
