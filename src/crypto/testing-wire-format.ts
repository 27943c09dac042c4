/** The bytes that another implementation must produce from the same inputs, computed; vectors/crypto/bls12-381.json has them frozen. */

import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { authenticatedMap } from "./authenticated-map.ts";
import { eip2537G1, eip2537G2, type NobleG1, type NobleG2 } from "./bls12-381-encodings.ts";
import { bls12381Suite } from "./bls12-381-suite.ts";
import { sealShare, sharedPoint } from "./ecies.ts";
import { nodeKey, nodePublicKey, signVote } from "./ed25519.ts";
import { commit, publicShares } from "./feldman.ts";
import { type Polynomial, shareOf } from "./shamir.ts";
import type { Secret } from "./suite.ts";
import { partialSign, SIGNATURE_DST, sign } from "./threshold-bls.ts";
import { type Field, transcript } from "./transcript.ts";

const suite = bls12381Suite();
const { g1, g2, scalars, secrets, proofs } = suite;

const text = (integer: number): string => scalars.encode(scalars.from(integer));
const secret = (integer: number): Secret => secrets.decode(text(integer))!;
const inG1 = (integer: number): string => g1.encode(g1.mul(g1.generator, BigInt(integer)));
const inG2 = (integer: number): string => g2.encode(g2.mul(g2.generator, BigInt(integer)));

/** What a nonce is hedged with. */
const RANDOM = "5a".repeat(32);
const random = () => hexToBytes(RANDOM);

const example: { readonly tag: string; readonly fields: readonly Field[] } = {
  tag: "example/v1",
  fields: ["caf\u00e9", 258, ""],
};
const message = transcript(example.tag, example.fields);

function sealed() {
  const context = { ceremony: "ceremony-1", dealer: 1, receiver: 2 };
  const [ephemeral, receiver, share] = [5, 7, 11];
  return {
    ...context,
    ephemeralSecret: text(ephemeral),
    receiverSecret: text(receiver),
    share: text(share),
    ephemeral: inG1(ephemeral),
    receiverKey: inG1(receiver),
    shared: sharedPoint(suite, secret(receiver), inG1(ephemeral)),
    box: sealShare(suite, context, secret(ephemeral), inG1(receiver), secret(share)),
  };
}

function proved() {
  const statement = { element: inG1(2), base: inG1(3), product: inG1(6) };
  return {
    context: bytesToHex(message),
    random: RANDOM,
    witness: text(2),
    equality: { ...statement, proof: proofs.proveEquality(message, statement, secret(2), random) },
    knowledge: (["G1", "G2"] as const).map((group) => {
      const element = group === "G1" ? inG1(2) : inG2(2);
      return { group, element, proof: proofs.proveKnowledge(message, group, element, secret(2), random) };
    }),
    possession: { publicKey: inG2(2), proof: proofs.provePossession(secret(2)) },
  };
}

function shared() {
  const polynomial: Polynomial = [13, 17].map(secret);
  const commitment = commit(suite, polynomial);
  const members = [1, 2, 3, 4];
  const signature = sign(suite, polynomial[0]!, message)!;
  return {
    coefficients: polynomial.map(secrets.disclose),
    commitment,
    publicShares: publicShares(suite, commitment, members.length),
    message: bytesToHex(message),
    hashed: g1.encode(suite.hashToG1(message, SIGNATURE_DST)),
    partials: members.map((index) => partialSign(suite, shareOf(suite, polynomial, index), message)),
    signature,
    signatureForEthereum: bytesToHex(eip2537G1(g1.decode(signature) as unknown as NobleG1)),
    keyForEthereum: bytesToHex(eip2537G2(g2.decode(commitment[0]!) as unknown as NobleG2)),
  };
}

function voted() {
  const seed = "07".repeat(32);
  const key = nodeKey(() => hexToBytes(seed));
  return { seed, publicKey: nodePublicKey(key), message: bytesToHex(message), signature: signVote(key, message) };
}

function mapped() {
  const entries = [
    ["a", "1"],
    ["b", "2"],
    ["c", ""],
  ] as const;
  const { root, prove } = authenticatedMap(entries.map(([key, value]) => [utf8ToBytes(key), utf8ToBytes(value)] as const));
  return { entries, root, proofs: ["a", "b", "c", "d"].map((key) => ({ key, ...prove(utf8ToBytes(key)) })) };
}

/** All of it, as JSON-shaped data. */
export const wireFormat = () => ({
  description:
    "Bytes of the cryptography over BLS12-381 (spec/cryptography.md). Keys and values of the map, and text fields, are UTF-8; all else is hexadecimal.",
  transcript: { ...example, bytes: bytesToHex(message) },
  sealed: sealed(),
  proved: proved(),
  shared: shared(),
  voted: voted(),
  mapped: mapped(),
});
