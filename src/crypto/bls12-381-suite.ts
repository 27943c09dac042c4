/**
 * BLS12-381 on @noble/curves: what real nodes run. Hash to G1 by RFC 9380 (`BLS12381G1_XMD:SHA-256_SSWU_RO_`), texts are compressed points and
 * big-endian scalars in hexadecimal.
 */

import { pippenger } from "@noble/curves/abstract/curve.js";
import { hash_to_field } from "@noble/curves/abstract/hash-to-curve.js";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { unreachable } from "../lib/errors.ts";
import { compressG1, compressG2, decompressG1, decompressG2, type NobleG1, type NobleG2 } from "./bls12-381-encodings.ts";
import { boundedCache } from "./bounded-cache.ts";
import { schnorrProofs } from "./chaum-pedersen.ts";
import { eciesSealing } from "./ecies.ts";
import { hexToInteger, integerToHex, primeField, secretsOf } from "./scalars.ts";
import { open } from "./secret.ts";
import type { Algebra, G1Point, G2Point, Group, Scalars, Suite } from "./suite.ts";

const { G1, G2, fields } = bls12_381;

/** The order of the groups. */
export const BLS12_381_ORDER = fields.Fr.ORDER;

/** Bytes of a scalar. */
export const SCALAR_BYTES = 32;

/** How many decoded points of each group, and hashed messages, are kept: a committee's shares and partials, several times over. */
const KEPT_POINTS = 4096;
const KEPT_MESSAGES = 64;

/** Scalars of BLS12-381 as 64 hexadecimal digits. */
export const hexScalars: Scalars = primeField(BLS12_381_ORDER, {
  encode: (scalar) => integerToHex(scalar, SCALAR_BYTES),
  decode: (text) => hexToInteger(text, SCALAR_BYTES, BLS12_381_ORDER),
});

/** The hash to a scalar of both suites of this order: RFC 9380's `hash_to_field`. */
export const hashToHexScalar = (message: Uint8Array, dst: string): bigint =>
  hash_to_field(message, 1, { DST: dst, p: BLS12_381_ORDER, m: 1, k: 128, expand: "xmd", hash: sha256 })[0]![0]!;

/** What noble's points of both groups can do. */
interface NoblePoint<Q> {
  add(other: Q): Q;
  negate(): Q;
  equals(other: Q): boolean;
  is0(): boolean;
  multiply(scalar: bigint): Q;
  multiplyUnsafe(scalar: bigint): Q;
}

interface NobleGroup<Q> {
  readonly name: "G1" | "G2";
  readonly generator: Q;
  readonly identity: Q;
  readonly encode: (point: Q) => string;
  readonly decode: (text: string) => Q | null;
  readonly sumOfProducts: (points: Q[], scalars: bigint[]) => Q;
}

/** The opaque points of the interface are noble's. */
const inside = <Q>(point: unknown): Q => point as Q;

function nobleGroup<P, Q extends NoblePoint<Q>>(noble: NobleGroup<Q>): Group<P> {
  const wrap = (point: Q): P => point as unknown as P;
  const multiple = (point: Q, scalar: bigint): Q =>
    scalar === 0n || point.is0() ? noble.identity : point.multiplyUnsafe(scalar);
  const cache = boundedCache<string, Q>(KEPT_POINTS);
  const decode = (text: string): P | null => inside<P | null>(cache(text, noble.decode));
  const isIdentity = (a: P) => inside<Q>(a).is0();
  return {
    name: noble.name,
    generator: wrap(noble.generator),
    identity: wrap(noble.identity),
    add: (a, b) => wrap(inside<Q>(a).add(inside(b))),
    neg: (a) => wrap(inside<Q>(a).negate()),
    mul: (a, scalar) => wrap(multiple(inside(a), hexScalars.from(scalar))),
    mulSecret: (a, secret) => {
      const scalar = open(secret);
      return wrap(scalar === 0n ? noble.identity : inside<Q>(a).multiply(scalar));
    },
    sumOfProducts: (points, factors) => {
      if (points.length !== factors.length)
        unreachable(`a sum of products of ${points.length} points and ${factors.length} scalars`);
      return wrap(noble.sumOfProducts(points.map<Q>(inside), factors.map(hexScalars.from)));
    },
    equal: (a, b) => inside<Q>(a).equals(inside(b)),
    isIdentity,
    encode: (a) => noble.encode(inside(a)),
    decode,
    decodeNonIdentity: (text) => {
      const point = decode(text);
      return point === null || isIdentity(point) ? null : point;
    },
  };
}

function blsAlgebra(): Algebra {
  const hashed = boundedCache<string, NobleG1>(KEPT_MESSAGES);
  return {
    name: "bls12-381",
    order: BLS12_381_ORDER,
    production: true,
    scalars: hexScalars,
    secrets: secretsOf(hexScalars),
    g1: nobleGroup<G1Point, NobleG1>({
      name: "G1",
      generator: G1.Point.BASE,
      identity: G1.Point.ZERO,
      encode: compressG1,
      decode: decompressG1,
      sumOfProducts: (points, scalars) => pippenger(G1.Point, points, scalars),
    }),
    g2: nobleGroup<G2Point, NobleG2>({
      name: "G2",
      generator: G2.Point.BASE,
      identity: G2.Point.ZERO,
      encode: compressG2,
      decode: decompressG2,
      sumOfProducts: (points, scalars) => pippenger(G2.Point, points, scalars),
    }),
    pairingCheck: (pairs) => {
      const live = pairs
        .map(([a, b]) => ({ g1: inside<NobleG1>(a), g2: inside<NobleG2>(b) }))
        .filter(({ g1, g2 }) => !g1.is0() && !g2.is0());
      return fields.Fp12.eql(bls12_381.pairingBatch(live), fields.Fp12.ONE);
    },
    hashToG1: (message, dst) =>
      inside<G1Point>(hashed(`${dst}:${bytesToHex(message)}`, () => G1.hashToCurve(message, { DST: dst }) as NobleG1)),
    hashToScalar: hashToHexScalar,
    digest: (bytes) => bytesToHex(sha256(bytes)),
  };
}

/** The suite of real nodes. It keeps decoded points and hashed messages, a bounded number of each. */
export function bls12381Suite(): Suite {
  const algebra = blsAlgebra();
  return { ...algebra, proofs: schnorrProofs(algebra), sealing: eciesSealing(algebra, SCALAR_BYTES) };
}
