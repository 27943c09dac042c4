/**
 * Ed25519 (RFC 8032) for votes, with one rule of acceptance. Implementations differ on signatures that nobody makes by accident (Chalkias,
 * Garillot and Nikolaenko, "Taming the many EdDSAs", eprint 2020/1244), and two honest nodes that differ on one vote can be split by it. The rule:
 *
 * - the public key A and the point R are canonical encodings of points of the curve;
 * - S is below the group order L;
 * - A is not of small order: under such a key one signature fits several messages, and a vote could be denied;
 * - the equation is the cofactored one, [8][S]B = [8]R + [8][k]A, which batch verification decides in the same way.
 *
 * This is neither ZIP-215, which takes keys of small order and encodings that are not canonical, nor OpenSSL's rule, whose equation has no
 * cofactor. Every implementation of Nexus must take and refuse the same signatures; the test has the published edge cases.
 */

import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { unreachable } from "../lib/errors.ts";
import { bytesToInteger, integerToHex } from "./scalars.ts";
import { hide, open, type Secret } from "./secret.ts";
import type { Random } from "./suite.ts";

const SEED_BYTES = 32;
const KEY_TEXT = /^[0-9a-f]{64}$/;
const SIGNATURE_TEXT = /^[0-9a-f]{128}$/;

/** A node's secret key: RFC 8032's 32 random bytes. */
export function nodeKey(random: Random): Secret {
  const seed = random(SEED_BYTES);
  if (seed.length !== SEED_BYTES) unreachable(`a source of randomness gave ${seed.length} bytes instead of ${SEED_BYTES}`);
  return hide(bytesToInteger(seed));
}

const seedOf = (key: Secret): Uint8Array => hexToBytes(integerToHex(open(key), SEED_BYTES));

/** The public key of a secret key: 64 lower-case hexadecimal digits. */
export const nodePublicKey = (key: Secret): string => bytesToHex(ed25519.getPublicKey(seedOf(key)));

/** Signs canonical bytes (transcript.ts): 128 lower-case hexadecimal digits, the same for the same key and message. */
export const signVote = (key: Secret, message: Uint8Array): string => bytesToHex(ed25519.sign(message, seedOf(key)));

/** Whether the signature is one of this key on this message, by the rule above. Any strings may be given. */
export function verifyVote(publicKey: string, message: Uint8Array, signature: string): boolean {
  if (!KEY_TEXT.test(publicKey) || !SIGNATURE_TEXT.test(signature)) return false;
  return ed25519.verify(hexToBytes(signature), message, hexToBytes(publicKey), { zip215: false });
}
