/** Signatures of whole keys: accepted, or refused; published rounds of drand among them. */

import { readFileSync } from "node:fs";
import { bigEndian, fromHex, sha256, toHex, transcript } from "../bytes.ts";
import { ORDER } from "../curve.ts";
import { pointFrom, shiftedG1, shiftedG2, writeAffine } from "../encodings.ts";
import { inG1, inG2, POSSESSION_TAG, sign, verify } from "../signatures.ts";
import { type Draft, invalid, type SuiteDraft, valid } from "../suite.ts";
import { publicKey, secret } from "./key.ts";

interface Input {
  readonly publicKey: string;
  readonly message: string;
  readonly signature: string;
}

const judge = ({ publicKey: key, message, signature }: Input): true | undefined =>
  verify(key, fromHex(message) as Buffer, signature) || undefined;

const message = transcript("example/v1", ["a message", 1]);
const other = transcript("example/v1", ["a message", 2]);
const signature = sign(secret, message);
const identity = { G1: inG1(0n), G2: inG2(0n) };

const input = (change: Partial<Input> = {}): Input => ({ publicKey, message: toHex(message), signature, ...change });

/** The text of the negative point: the flag of the sign is the other one. */
const negative = (text: string): string => (Number.parseInt(text.slice(0, 2), 16) ^ 0x20).toString(16) + text.slice(2);

interface Beacon {
  readonly chain: string;
  readonly dst: string;
  readonly publicKey: string;
  readonly round: number;
  readonly signature: string;
}

/** Published rounds: the message is the digest of the round. The network that signs under the tag of G2 is refused under ours. */
function drand(): readonly Draft<Input>[] {
  const { beacons } = JSON.parse(readFileSync("vectors/external/drand-g1.json", "utf8")) as {
    readonly beacons: readonly Beacon[];
  };
  return beacons.map(({ chain, dst, round, ...rest }) => {
    const make = dst.includes("G1_") ? valid : invalid;
    const flags = dst.includes("G1_") ? ["Published"] : ["Published", "OtherTag"];
    const given = { publicKey: rest.publicKey, message: toHex(sha256(bigEndian(round, 8))), signature: rest.signature };
    return make(`drand-${chain}`, `round ${round} of drand's network ${chain}`, flags, given);
  });
}

export const signatures: SuiteDraft<Input> = {
  suite: "bls-signatures",
  description: `Signatures of messages under a key: BLS of draft-irtf-cfrg-bls-signature-05 with signatures in G1 and keys in G2, the message hashed to G1
by RFC 9380's BLS12381G1_XMD:SHA-256_SSWU_RO_ under the tag BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_. The input has the public key and the signature
as texts (suite bls12-381-encodings: compressed, in the subgroup, not the identity) and the message's bytes in hexadecimal. A signature is valid if
e(signature, generator of G2) = e(hash of the message, public key); the output is true.`,
  source: `pairings and maps by mcl (https://github.com/herumi/mcl), hash_to_field by Node's SHA-256 and big integers; published rounds of drand with their
sources in vectors/external/drand-g1.json`,
  notes: {
    Encoding: {
      bugType: "ENCODING",
      description: "key or signature is no canonical text of an element",
      effect: "a signature has two texts",
    },
    Identity: {
      bugType: "MISSING_CHECK",
      description: "the identity as key or as signature",
      effect: "the identity as key accepts the identity for every message",
      links: ["https://github.com/celo-org/celo-threshold-bls-rs/pull/205"],
    },
    Modified: { bugType: "MODIFIED", description: "a valid signature with something changed" },
    OtherTag: {
      bugType: "WRONG_CONTEXT",
      description: "a signature under another tag of the hash",
      effect: "what was signed for another purpose is accepted",
    },
    Published: { bugType: "BASIC", description: "a round of a public network" },
    Subgroup: {
      bugType: "MISSING_CHECK",
      description: "key or signature outside the subgroup",
      effect: "a point of small order added to a signature gives a second signature: pairings do not see it",
    },
  },
  judge,
  cases: [
    valid("valid", "a signature", [], input()),
    valid("empty-message", "of no bytes", [], input({ message: "", signature: sign(secret, Buffer.alloc(0)) })),
    valid(
      "long-message",
      "of a thousand bytes",
      [],
      input({ message: "ab".repeat(1000), signature: sign(secret, Buffer.alloc(1000, 0xab)) }),
    ),
    valid(
      "key-one",
      "under the generator as key: the hash itself",
      [],
      input({ publicKey: inG2(1n), signature: sign(1n, message) }),
    ),
    valid("key-minus-one", "under its negative", [], input({ publicKey: inG2(-1n), signature: sign(-1n, message) })),
    ...drand(),
    invalid("other-message", "of another message", ["Modified"], input({ message: toHex(other) })),
    invalid("longer-message", "of a message with a byte more", ["Modified"], input({ message: `${toHex(message)}00` })),
    invalid("other-key", "under another key", ["Modified"], input({ publicKey: inG2(secret + 1n) })),
    invalid("negative-signature", "the negative signature", ["Modified"], input({ signature: negative(signature) })),
    invalid("negative-key", "under the negative key", ["Modified"], input({ publicKey: negative(publicKey) })),
    invalid(
      "both-negative",
      "the hash of a message with another sign: signature of the negative",
      ["Modified"],
      input({ signature: sign(ORDER - secret, message) }),
    ),
    invalid("generator", "the generator as signature", ["Modified"], input({ signature: inG1(1n) })),
    invalid(
      "possession",
      "a proof of possession as signature of the key's bytes",
      ["OtherTag"],
      input({
        message: publicKey,
        signature: sign(secret, fromHex(publicKey) as Buffer, POSSESSION_TAG),
      }),
    ),
    invalid(
      "tag-of-g2",
      "under the tag of signatures in G2",
      ["OtherTag"],
      input({
        signature: sign(secret, message, "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_"),
      }),
    ),
    invalid(
      "tag-with-a-space",
      "under the tag with a space more",
      ["OtherTag"],
      input({
        signature: sign(secret, message, "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_ "),
      }),
    ),
    invalid("identity-signature", "the identity as signature", ["Identity"], input({ signature: identity.G1 })),
    invalid("identity-key", "the identity as key", ["Identity"], input({ publicKey: identity.G2 })),
    invalid(
      "identity-both",
      "the identity as key and signature: the equation holds",
      ["Identity"],
      input({
        publicKey: identity.G2,
        signature: identity.G1,
      }),
    ),
    invalid(
      "stray-signature",
      "a signature outside the subgroup",
      ["Subgroup"],
      input({ signature: writeAffine(pointFrom(3n, 1), 1) }),
    ),
    invalid(
      "signature-shifted",
      "the signature and a point of order 3: every pairing is the same",
      ["Subgroup"],
      input({ signature: shiftedG1(signature) }),
    ),
    invalid("key-shifted", "the key and a point of order 13", ["Subgroup"], input({ publicKey: shiftedG2(publicKey) })),
    invalid(
      "order-3",
      "a signature of order 3 under the identity as key",
      ["Subgroup", "Identity"],
      input({
        publicKey: identity.G2,
        signature: writeAffine({ x: [0n], y: [2n] }, 1),
      }),
    ),
    invalid("stray-key", "a key outside the subgroup", ["Subgroup"], input({ publicKey: writeAffine(pointFrom(3n, 2), 2) })),
    invalid("upper-case", "a signature in upper-case digits", ["Encoding"], input({ signature: signature.toUpperCase() })),
    invalid("upper-case-key", "a key in upper-case digits", ["Encoding"], input({ publicKey: publicKey.toUpperCase() })),
    invalid("swapped", "key and signature for each other", ["Encoding"], input({ publicKey: signature, signature: publicKey })),
    invalid("no-signature", "no signature", ["Encoding"], input({ signature: "" })),
  ],
};
