/**
 * The algebra that protocols compute with: scalars modulo a prime q, two groups G1 and G2 of order q, a pairing, a hash into G1,
 * proofs, and sealed shares. The same protocol code runs over each instance:
 *
 * - `bls12-381` (bls12-381-suite.ts), what real nodes run;
 * - `toy-5`, `toy-7`, `toy-11` (toy-suite.ts), where an element is its discrete logarithm in Z_q and everything can be enumerated;
 * - `sim` (sim-suite.ts), the same modulo the order of BLS12-381: fast, and without any security.
 *
 * **Texts and points.** States, messages and vectors hold *texts*: the canonical encoding of an element or a scalar, so that equal
 * elements are equal strings. Computations hold *points*, which `decode` makes from texts. A decoded point is in the right subgroup;
 * the identity has an encoding and decodes, but it is never a key or a signature: `decodeNonIdentity` refuses it.
 *
 * Signatures, hashed messages, ephemeral keys and encryption keys are in G1; public keys and commitments are in G2 (min-sig).
 */

import type { Secret } from "./secret.ts";

export type { Secret } from "./secret.ts";

declare const group: unique symbol;

/** An element of G1, decoded. Only the suite that made it may compute with it. */
export interface G1Point {
  readonly [group]: "G1";
}

/** An element of G2, decoded. Only the suite that made it may compute with it. */
export interface G2Point {
  readonly [group]: "G2";
}

/** Bytes from a source of randomness: `length` bytes a call. Suites take randomness as an argument and never draw it themselves. */
export type Random = (length: number) => Uint8Array;

/** Integers modulo the group order q, as bigints from 0 to q - 1. These are public scalars: operations take varying time. */
export interface Scalars {
  readonly order: bigint;
  /** The residue of any integer. */
  from(integer: bigint | number): bigint;
  add(a: bigint, b: bigint): bigint;
  sub(a: bigint, b: bigint): bigint;
  mul(a: bigint, b: bigint): bigint;
  neg(a: bigint): bigint;
  /** The multiplicative inverse; asking for that of 0 is a bug of the caller. */
  inv(a: bigint): bigint;
  /** The canonical text: BLS12-381 and sim 64 lower-case hexadecimal digits (32 bytes, big-endian), toy the decimal number. */
  encode(scalar: bigint): string;
  /** The scalar of a canonical text; null for any other text, also for q and above. */
  decode(text: string): bigint | null;
}

/** Secret scalars; the scalar arithmetic on them is in the generic functions of src/crypto (Shamir, ECIES, proofs). */
export interface Secrets {
  /** A uniform non-zero scalar. */
  random(random: Random): Secret;
  /** The secret with this canonical text; null for any other text. For restoring what was stored, and for models. */
  decode(text: string): Secret | null;
  /** Makes a secret public, or gives it to the storage that keeps it: the one way out, so that a search for the name finds them all. */
  disclose(secret: Secret): string;
}

/** A cyclic group of order q, written additively. */
export interface Group<P> {
  readonly name: "G1" | "G2";
  readonly generator: P;
  readonly identity: P;
  add(a: P, b: P): P;
  neg(a: P): P;
  /** The multiple by a public scalar, in varying time; any integer, taken modulo q. */
  mul(a: P, scalar: bigint): P;
  /** The multiple by a secret. */
  mulSecret(a: P, secret: Secret): P;
  /** The sum of points[i] * scalars[i]; the identity for none. Lists of unequal length are a bug of the caller. */
  sumOfProducts(points: readonly P[], scalars: readonly bigint[]): P;
  equal(a: P, b: P): boolean;
  isIdentity(a: P): boolean;
  /** The canonical text: BLS12-381 and sim lower-case hexadecimal of 48 bytes (G1) or 96 bytes (G2), toy the decimal logarithm. */
  encode(a: P): string;
  /** The element of a canonical text, which may be the identity; null for any other text, and for points outside the subgroup. */
  decode(text: string): P | null;
  /** As `decode`, and null for the identity too: what keys, commitments and signatures go through. */
  decodeNonIdentity(text: string): P | null;
}

/** Scalars, groups, pairing and hashes: what generic constructions are built from. */
export interface Algebra {
  readonly name: string;
  readonly order: bigint;
  /** Whether its security assumptions are meant to hold: a real node runs on no other (`assertProduction`). */
  readonly production: boolean;
  readonly scalars: Scalars;
  readonly secrets: Secrets;
  readonly g1: Group<G1Point>;
  readonly g2: Group<G2Point>;
  /** Whether the product of the pairings of all pairs is one; pairs with an identity contribute one. True for no pairs. */
  pairingCheck(pairs: readonly (readonly [G1Point, G2Point])[]): boolean;
  /** Hashes into G1 under a domain separation tag (RFC 9380's `hash_to_curve`). */
  hashToG1(message: Uint8Array, dst: string): G1Point;
  /** A public scalar from bytes, as a random oracle of its own: challenges. */
  hashToScalar(message: Uint8Array, dst: string): bigint;
  /** A collision-resistant digest as text: SHA-256 in lower-case hexadecimal; in the toy suites the bytes themselves. */
  digest(bytes: Uint8Array): string;
}

/** The statement that one secret x has x * generator = element and x * base = product, all texts of G1. */
export interface EqualityStatement {
  readonly element: string;
  readonly base: string;
  readonly product: string;
}

/**
 * Zero-knowledge proofs, bound to the bytes of a context (transcript.ts). A verifier takes any strings: malformed texts and the identity
 * verify nothing.
 */
export interface Proofs {
  /** Proves equality of discrete logarithms (Chaum-Pedersen); `witness` is the common logarithm. */
  proveEquality(context: Uint8Array, statement: EqualityStatement, witness: Secret, random: Random): string;
  verifyEquality(context: Uint8Array, statement: EqualityStatement, proof: string): boolean;
  /** Proves knowledge of the logarithm of an element of G1 or G2 (Schnorr). */
  proveKnowledge(context: Uint8Array, group: "G1" | "G2", element: string, witness: Secret, random: Random): string;
  verifyKnowledge(context: Uint8Array, group: "G1" | "G2", element: string, proof: string): boolean;
  /** Proves possession of the key of a public key in G2: a signature on the key under a tag of its own (PopProve of the BLS draft). */
  provePossession(secret: Secret): string;
  verifyPossession(publicKey: string, proof: string): boolean;
}

/** What a sealed share belongs to. The cipher key depends on all of it, on R and on K. */
export interface SealContext {
  readonly ceremony: string;
  readonly dealer: number;
  readonly receiver: number;
}

/**
 * Sealed shares, explicit in the ephemeral key R and the shared point K (texts of G1): K is the receiver's key times the secret of R, or R
 * times the receiver's secret, and who publishes K lets everybody open. ecies.ts has the two sides.
 */
export interface Sealing {
  seal(context: SealContext, ephemeral: string, shared: string, share: Secret): string;
  /** The share; null where the box is malformed, does not authenticate under this context, R and K, or holds no canonical scalar. */
  open(context: SealContext, ephemeral: string, shared: string, box: string): Secret | null;
}

/** A complete instance. */
export interface Suite extends Algebra {
  readonly proofs: Proofs;
  readonly sealing: Sealing;
}
