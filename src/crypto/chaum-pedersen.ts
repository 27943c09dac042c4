/**
 * Proofs about discrete logarithms, made non-interactive by Fiat and Shamir (CRYPTO 1986): equality (Chaum and Pedersen, CRYPTO 1992) and
 * knowledge (Schnorr, CRYPTO 1989), and the proof of possession of draft-irtf-cfrg-bls-signature-05, section 3.3.
 *
 * A proof is challenge and response, two scalars: constant length, and it verifies in one form only. The challenge hashes the kind of proof,
 * the suite, the context and the whole statement, so that a proof proves one statement in one context.
 */

import { hexToBytes } from "@noble/hashes/utils.js";
import { unreachable } from "../lib/errors.ts";
import { hide, open, type Secret } from "./secret.ts";
import type { Algebra, EqualityStatement, G1Point, G2Point, Group, Proofs, Random } from "./suite.ts";
import { sign, verify } from "./threshold-bls.ts";
import { transcript } from "./transcript.ts";

/** The tag of proofs of possession. Nothing else is signed under it, and no message under it is one of the signing tag. */
export const POSSESSION_DST = "BLS_POP_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_";

/** The hash of challenges, and that of nonces. */
const CHALLENGE_DST = "nexus/proof/challenge";
const NONCE_DST = "nexus/proof/nonce";
const NONCE_BYTES = 32;

/** Proofs over an algebra whose public keys have hexadecimal texts. */
export function schnorrProofs(algebra: Algebra): Proofs {
  const { g1, g2 } = algebra;
  return {
    proveEquality: (context, statement, witness, random) => {
      const proof = equalityRelation(algebra, statement) ?? unreachable("a proof about texts that are no elements");
      return prove(algebra, proof, equalityBytes(algebra, context, statement), witness, random);
    },
    verifyEquality: (context, statement, proof) =>
      verifyProof(algebra, equalityRelation(algebra, statement), equalityBytes(algebra, context, statement), proof),
    proveKnowledge: (context, group, element, witness, random) => {
      const bytes = knowledgeBytes(algebra, context, group, element);
      const lost = () => unreachable("a proof about a text that is no element");
      return group === "G1"
        ? prove(algebra, knowledgeRelation(g1, element) ?? lost(), bytes, witness, random)
        : prove(algebra, knowledgeRelation(g2, element) ?? lost(), bytes, witness, random);
    },
    verifyKnowledge: (context, group, element, proof) => {
      const bytes = knowledgeBytes(algebra, context, group, element);
      return group === "G1"
        ? verifyProof(algebra, knowledgeRelation(g1, element), bytes, proof)
        : verifyProof(algebra, knowledgeRelation(g2, element), bytes, proof);
    },
    provePossession: (secret) => {
      const publicKey = g2.encode(g2.mulSecret(g2.generator, secret));
      return sign(algebra, secret, hexToBytes(publicKey), POSSESSION_DST) ?? unreachable("a key hashes to the identity");
    },
    verifyPossession: (publicKey, proof) =>
      g2.decodeNonIdentity(publicKey) !== null && verify(algebra, publicKey, hexToBytes(publicKey), proof, POSSESSION_DST),
  };
}

/** One logarithm x with x * bases[i] = images[i] for all i. */
interface Relation<P> {
  readonly group: Group<P>;
  readonly bases: readonly P[];
  readonly images: readonly P[];
}

function equalityRelation(algebra: Algebra, { element, base, product }: EqualityStatement): Relation<G1Point> | null {
  const group = algebra.g1;
  const [e, b, p] = [element, base, product].map(group.decodeNonIdentity);
  return e && b && p ? { group, bases: [group.generator, b], images: [e, p] } : null;
}

function knowledgeRelation<P extends G1Point | G2Point>(group: Group<P>, element: string): Relation<P> | null {
  const image = group.decodeNonIdentity(element);
  return image === null ? null : { group, bases: [group.generator], images: [image] };
}

const equalityBytes = (algebra: Algebra, context: Uint8Array, { element, base, product }: EqualityStatement) =>
  transcript("nexus/proof/equality", [algebra.name, context, element, base, product]);

const knowledgeBytes = (algebra: Algebra, context: Uint8Array, group: "G1" | "G2", element: string) =>
  transcript("nexus/proof/knowledge", [algebra.name, context, group, element]);

function prove<P>(
  algebra: Algebra,
  { group, bases }: Relation<P>,
  statement: Uint8Array,
  witness: Secret,
  random: Random,
): string {
  const { scalars } = algebra;
  const nonce = nonceOf(algebra, statement, witness, random);
  const challenge = challengeOf(
    algebra,
    group,
    statement,
    bases.map((base) => group.mulSecret(base, nonce)),
  );
  const response = scalars.from(open(nonce) + challenge * open(witness));
  return scalars.encode(challenge) + scalars.encode(response);
}

function verifyProof<P>(algebra: Algebra, relation: Relation<P> | null, statement: Uint8Array, proof: string): boolean {
  const parts = halves(algebra, proof);
  if (relation === null || parts === null) return false;
  const { group, bases, images } = relation;
  const [challenge, response] = parts;
  const commitments = bases.map((base, i) => group.sumOfProducts([base, images[i]!], [response, algebra.scalars.neg(challenge)]));
  return challengeOf(algebra, group, statement, commitments) === challenge;
}

/** Challenge and response; null for texts of another length or of scalars that are not canonical. */
function halves({ scalars }: Algebra, proof: string): readonly [challenge: bigint, response: bigint] | null {
  const middle = proof.length / 2;
  if (!Number.isInteger(middle)) return null;
  const challenge = scalars.decode(proof.slice(0, middle));
  const response = scalars.decode(proof.slice(middle));
  return challenge === null || response === null ? null : [challenge, response];
}

function challengeOf<P>(algebra: Algebra, group: Group<P>, statement: Uint8Array, commitments: readonly P[]): bigint {
  return algebra.hashToScalar(transcript("nexus/proof/challenge", [statement, ...commitments.map(group.encode)]), CHALLENGE_DST);
}

/** Hedged: a source of randomness that repeats itself cannot make two statements share a nonce, which would give the witness away. */
function nonceOf(algebra: Algebra, statement: Uint8Array, witness: Secret, random: Random): Secret {
  const fields = [statement, algebra.scalars.encode(open(witness)), random(NONCE_BYTES)];
  return hide(algebra.hashToScalar(transcript("nexus/proof/nonce", fields), NONCE_DST));
}
