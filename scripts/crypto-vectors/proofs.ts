/** Proofs about logarithms and sealed shares, as spec/cryptography.md has them, for the expectations of vectors. */

import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import type * as mcl from "mcl-wasm";
import { bigEndian, fromHex, toHex, transcript } from "./bytes.ts";
import { g1, g2, hashToScalar, modulo, ORDER, readScalar, sumOfProducts, times, writeScalar } from "./curve.ts";
import { readNonIdentityG1, readNonIdentityG2, writeG1, writeG2 } from "./encodings.ts";

const SUITE = "bls12-381";

export type GroupName = "G1" | "G2";

export interface Equality {
  readonly element: string;
  readonly base: string;
  readonly product: string;
}

const knowledgeStatement = (context: Uint8Array, group: GroupName, element: string): Buffer =>
  transcript("nexus/proof/knowledge", [SUITE, context, group, element]);

const equalityStatement = (context: Uint8Array, { element, base, product }: Equality): Buffer =>
  transcript("nexus/proof/equality", [SUITE, context, element, base, product]);

const challengeOf = (statement: Uint8Array, commitments: readonly string[]): bigint =>
  hashToScalar(transcript("nexus/proof/challenge", [statement, ...commitments]), "nexus/proof/challenge");

/** Any nonce proves; this one is drawn from statement and witness, so that the vectors are the same each time. */
const nonceOf = (statement: Uint8Array, witness: bigint): bigint =>
  hashToScalar(transcript("nexus/vectors/nonce", [statement, writeScalar(witness)]), "nexus/vectors/nonce");

function proof(statement: Uint8Array, witness: bigint, commitments: (nonce: bigint) => readonly string[]): string {
  const nonce = nonceOf(statement, witness);
  const challenge = challengeOf(statement, commitments(nonce));
  return writeScalar(challenge) + writeScalar(nonce + challenge * witness);
}

/**
 * A proof about an element in G1 that a point of order 3 was added to, by who knows the logarithm without it: a nonce is sought whose challenge
 * has this remainder by 3. Where nobody looks at the subgroup it verifies if 3 divides the factor of the element: the challenge, or the order less it.
 */
export function proveShifted(context: Uint8Array, shifted: string, witness: bigint, remainder: bigint): string {
  const statement = knowledgeStatement(context, "G1", shifted);
  for (let nonce = nonceOf(statement, witness); ; nonce++) {
    const challenge = challengeOf(statement, [writeG1(times(g1.generator, nonce))]);
    if (challenge % 3n === remainder) return writeScalar(challenge) + writeScalar(nonce + challenge * witness);
  }
}

/** Challenge and response of 128 digits; null for any other text. */
function halves(text: string): readonly [challenge: bigint, response: bigint] | null {
  if (text.length !== 128) return null;
  const [challenge, response] = [readScalar(text.slice(0, 64)), readScalar(text.slice(64))];
  return challenge === null || response === null ? null : [challenge, response];
}

export function proveKnowledge(context: Uint8Array, group: GroupName, element: string, witness: bigint): string {
  return proof(knowledgeStatement(context, group, element), witness, (nonce) => [
    group === "G1" ? writeG1(times(g1.generator, nonce)) : writeG2(times(g2.generator, nonce)),
  ]);
}

export function verifyKnowledge(context: Uint8Array, group: GroupName, element: string, text: string): boolean {
  const parts = halves(text);
  if (parts === null) return false;
  const [challenge, response] = parts;
  const commitment = (): string | null => {
    if (group === "G1") {
      const point = readNonIdentityG1(element);
      return point && writeG1(sumOfProducts(g1, [g1.generator, point], [response, -challenge]));
    }
    const point = readNonIdentityG2(element);
    return point && writeG2(sumOfProducts(g2, [g2.generator, point], [response, -challenge]));
  };
  const text1 = commitment();
  return text1 !== null && challengeOf(knowledgeStatement(context, group, element), [text1]) === challenge;
}

export function proveEquality(context: Uint8Array, statement: Equality, witness: bigint): string {
  const base = readNonIdentityG1(statement.base) as mcl.G1;
  return proof(equalityStatement(context, statement), witness, (nonce) =>
    [g1.generator, base].map((point) => writeG1(times(point, nonce))),
  );
}

export function verifyEquality(context: Uint8Array, statement: Equality, text: string): boolean {
  const parts = halves(text);
  const [element, base, product] = [statement.element, statement.base, statement.product].map(readNonIdentityG1);
  if (parts === null || !element || !base || !product) return false;
  const [challenge, response] = parts;
  const commitments = [
    [g1.generator, element],
    [base, product],
  ].map((points) => writeG1(sumOfProducts(g1, points, [response, -challenge])));
  return challengeOf(equalityStatement(context, statement), commitments) === challenge;
}

/** What a box belongs to. */
export interface SealContext {
  readonly ceremony: string;
  readonly dealer: number;
  readonly receiver: number;
}

const CIPHER = "chacha20-poly1305";
const NONCE = Buffer.alloc(12);

/** RFC 5869 and RFC 8439, by Node's OpenSSL. */
function keyOf({ ceremony, dealer, receiver }: SealContext, ephemeral: string, shared: string): Buffer {
  const info = transcript("nexus/ecies", [ceremony, dealer, receiver, ephemeral, shared]);
  return Buffer.from(hkdfSync("sha256", Buffer.from(shared, "utf8"), "nexus/ecies/hkdf-sha256/v1", info, 32));
}

/** Seals 32 bytes, which an honest dealer's share has; a cheat's may be any number of that length. */
export function seal(context: SealContext, ephemeral: string, shared: string, content: bigint): string {
  const cipher = createCipheriv(CIPHER, keyOf(context, ephemeral, shared), NONCE, { authTagLength: 16 });
  const sealed = Buffer.concat([cipher.update(bigEndian(content, 32)), cipher.final()]);
  return toHex(Buffer.concat([sealed, cipher.getAuthTag()]));
}

/** The scalar in a box; null for a bad one. */
export function open(context: SealContext, ephemeral: string, shared: string, box: string): bigint | null {
  const bytes = fromHex(box);
  if (bytes === null || bytes.length !== 48) return null;
  const decipher = createDecipheriv(CIPHER, keyOf(context, ephemeral, shared), NONCE, { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(32));
  const content = decipher.update(bytes.subarray(0, 32));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return readScalar(toHex(content));
}

/** The point that two keys share, as text; null for a text that is no element but the identity. */
export function sharedPoint(secret: bigint, point: string): string | null {
  const read = readNonIdentityG1(point);
  return read === null ? null : writeG1(times(read, modulo(secret, ORDER)));
}
