/**
 * The toy suites: the exponent group modulo 5, 7 or 11, in which a checker enumerates every scalar, polynomial and quorum. Indices 1 to n must
 * be distinct and non-zero modulo q: n is at most q - 1.
 *
 * Proofs and sealed shares are ideal records, because over Z_5 a guessed challenge is right once in five times: a proof is a text that names
 * its context and statement, which verifies if the statement is true, and a box is a text that shows R, K and the share, which opens under that
 * R and K alone. Anybody can write such texts down. A model of an adversary therefore says which records the adversary can make: proofs of
 * knowledge only of logarithms that it knows, boxes only under a K that it can compute; and what it learns: the share of a box whose K is
 * public or computable. Records of honest nodes can be copied, with the context they name.
 */

import { bytesToHex } from "@noble/hashes/utils.js";
import { exponentGroup, exponentPairingCheck, g1PointOf, logarithm } from "./exponent-group.ts";
import { primeField, secretsOf } from "./scalars.ts";
import { hide, open } from "./secret.ts";
import type { Algebra, EqualityStatement, G1Point, G2Point, Proofs, Scalars, SealContext, Sealing, Suite } from "./suite.ts";

/** The orders of the toy suites. */
export const TOY_ORDERS = [5, 7, 11] as const;
export type ToyOrder = (typeof TOY_ORDERS)[number];

export interface ToyOptions {
  /** The hash into G1, as a logarithm: a table that the model gives. Unless told, the bytes' sum modulo q - 1, plus one: never the identity. */
  readonly hashToG1?: (message: Uint8Array, dst: string) => number;
}

/** The toy suite of order q. */
export function toySuite(q: ToyOrder, options: ToyOptions = {}): Suite {
  const order = BigInt(q);
  const hash = options.hashToG1 ?? ((message: Uint8Array) => (message.reduce((sum, byte) => sum + byte, 0) % (q - 1)) + 1);
  const scalars = primeField(order, decimal(order));
  const g1 = exponentGroup<G1Point>("G1", scalars, scalars);
  const g2 = exponentGroup<G2Point>("G2", scalars, scalars);
  const algebra: Algebra = {
    name: `toy-${q}`,
    order,
    production: false,
    scalars,
    secrets: secretsOf(scalars),
    g1,
    g2,
    pairingCheck: (pairs) => exponentPairingCheck(scalars, pairs),
    hashToG1: (message, dst) => g1PointOf(scalars.from(hash(message, dst))),
    hashToScalar: (message) => scalars.from(message.reduce((sum, byte) => sum + byte, 0)),
    digest: bytesToHex,
  };
  return { ...algebra, proofs: idealProofs(algebra), sealing: idealSealing(scalars) };
}

/** Decimal texts of the integers below the order. */
function decimal(order: bigint): Pick<Scalars, "encode" | "decode"> {
  const texts = Array.from({ length: Number(order) }, (_, i) => String(i));
  const values = new Map(texts.map((text, i) => [text, BigInt(i)]));
  return { encode: (scalar) => texts[Number(scalar)]!, decode: (text) => values.get(text) ?? null };
}

function idealProofs(algebra: Algebra): Proofs {
  const { g1, g2 } = algebra;
  const group = (name: "G1" | "G2") => (name === "G1" ? g1 : g2);
  const equality = (context: Uint8Array, { element, base, product }: EqualityStatement) =>
    `equality(${bytesToHex(context)},${element},${base},${product})`;
  const knowledge = (context: Uint8Array, name: string, element: string) =>
    `knowledge(${bytesToHex(context)},${name},${element})`;
  const possession = (publicKey: string) => `possession(${publicKey})`;
  const isTrue = ({ element, base, product }: EqualityStatement) => {
    const [e, b, p] = [element, base, product].map(g1.decodeNonIdentity);
    return e && b && p ? g1.equal(g1.mul(b, logarithm(e)), p) : false;
  };
  return {
    proveEquality: equality,
    verifyEquality: (context, statement, proof) => isTrue(statement) && proof === equality(context, statement),
    proveKnowledge: knowledge,
    verifyKnowledge: (context, name, element, proof) =>
      group(name).decodeNonIdentity(element) !== null && proof === knowledge(context, name, element),
    provePossession: (secret) => possession(g2.encode(g2.mulSecret(g2.generator, secret))),
    verifyPossession: (publicKey, proof) => g2.decodeNonIdentity(publicKey) !== null && proof === possession(publicKey),
  };
}

/** A box reads `sealed(ceremony,dealer,receiver,R,K,share)`; it opens for the same first five. */
function idealSealing(scalars: Scalars): Sealing {
  const head = ({ ceremony, dealer, receiver }: SealContext, ephemeral: string, shared: string) =>
    `sealed(${JSON.stringify(ceremony)},${dealer},${receiver},${ephemeral},${shared},`;
  return {
    seal: (context, ephemeral, shared, share) => `${head(context, ephemeral, shared)}${scalars.encode(open(share))})`,
    open: (context, ephemeral, shared, box) => {
      const start = head(context, ephemeral, shared);
      if (!box.startsWith(start) || !box.endsWith(")")) return null;
      const share = scalars.decode(box.slice(start.length, -1));
      return share === null ? null : hide(share);
    },
  };
}
