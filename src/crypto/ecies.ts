/**
 * Sealed shares: ECIES over G1 (Shoup, ISO 18033-2) with ChaCha20-Poly1305 (RFC 8439). A dealing has one ephemeral key R = r * generator; the
 * share of the receiver with key E is encrypted under a key derived from K = r * E and from everything the share belongs to. The receiver knows
 * K = e * R as well. A receiver who complains publishes K with a proof of equal logarithms, and then everybody opens this one box.
 *
 * That is also why a dealer proves knowledge of r: a dealer who copied the R of another one would make receivers publish the K of that other
 * one's boxes.
 */

import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { hide, open, type Secret } from "./secret.ts";
import type { Algebra, SealContext, Sealing, Suite } from "./suite.ts";
import { transcript } from "./transcript.ts";

/** The point that a secret and another party's point of G1 share, as text; null where the text is no element or the identity. */
export function sharedPoint(algebra: Algebra, secret: Secret, point: string): string | null {
  const { g1 } = algebra;
  const decoded = g1.decodeNonIdentity(point);
  return decoded === null ? null : g1.encode(g1.mulSecret(decoded, secret));
}

/** The dealer's side: seals a share to the receiver's key; null where that key is no element or the identity. */
export function sealShare(
  suite: Suite,
  context: SealContext,
  ephemeral: Secret,
  receiverKey: string,
  share: Secret,
): string | null {
  const { g1 } = suite;
  const shared = sharedPoint(suite, ephemeral, receiverKey);
  return shared === null ? null : suite.sealing.seal(context, g1.encode(g1.mulSecret(g1.generator, ephemeral)), shared, share);
}

/** The receiver's side: opens a box with its key; null is a bad share. Who has K from a complaint calls `suite.sealing.open`. */
export function openShare(suite: Suite, context: SealContext, key: Secret, ephemeral: string, box: string): Secret | null {
  const shared = sharedPoint(suite, key, ephemeral);
  return shared === null ? null : suite.sealing.open(context, ephemeral, shared, box);
}

const SALT = utf8ToBytes("nexus/ecies/hkdf-sha256/v1");
const KEY_BYTES = 32;
const TAG_LENGTH = 16;

/**
 * Sealing for suites whose scalars have texts of `scalarBytes` bytes in hexadecimal. A box is the hexadecimal text of the encrypted scalar and
 * its tag: always scalarBytes + 16 bytes.
 */
export function eciesSealing(algebra: Algebra, scalarBytes: number): Sealing {
  const boxText = new RegExp(`^[0-9a-f]{${2 * (scalarBytes + TAG_LENGTH)}}$`);
  return {
    seal: (context, ephemeral, shared, share) => {
      const plain = hexToBytes(algebra.scalars.encode(open(share)));
      return bytesToHex(cipher(context, ephemeral, shared).encrypt(plain));
    },
    open: (context, ephemeral, shared, box) => {
      if (!boxText.test(box)) return null;
      const plain = decrypted(context, ephemeral, shared, hexToBytes(box));
      const scalar = plain === null ? null : algebra.scalars.decode(bytesToHex(plain));
      return scalar === null ? null : hide(scalar);
    },
  };
}

/** A key encrypts one share and no more: every input of the derivation, the dealer's fresh R among them, is in it. So the nonce is constant. */
function cipher({ ceremony, dealer, receiver }: SealContext, ephemeral: string, shared: string) {
  const info = transcript("nexus/ecies", [ceremony, dealer, receiver, ephemeral, shared]);
  return chacha20poly1305(hkdf(sha256, utf8ToBytes(shared), SALT, info, KEY_BYTES), new Uint8Array(12));
}

/** The plain bytes; null where the tag does not authenticate: noble throws then. */
function decrypted(context: SealContext, ephemeral: string, shared: string, box: Uint8Array): Uint8Array | null {
  const opener = cipher(context, ephemeral, shared);
  try {
    return opener.decrypt(box);
  } catch {
    return null;
  }
}
