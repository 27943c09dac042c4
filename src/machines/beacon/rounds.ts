/** A round's message, its signature and its value; and what a member puts into a block. */

import { encodeBeacon } from "../../crypto/statements.ts";
import { verify } from "../../crypto/threshold-bls.ts";
import { bytesOfHex } from "../../lib/hex.ts";
import type { Constants, Round, SignatureText, State, Value } from "./types.ts";

/** What the members sign for a round: cloud, key epoch and round alone, so that nobody can choose it. */
export function roundMessage({ key }: Constants, round: Round): Uint8Array {
  return encodeBeacon({ ...key, round });
}

/** Whether it is the one signature of the round. */
export function isSignatureOf(c: Constants, round: Round, signature: SignatureText): boolean {
  return verify(c.suite, c.publicKey, roundMessage(c, round), signature);
}

/**
 * The value of a round: the digest of its signature's bytes, SHA-256 over BLS12-381. Texts of toy suites may have an odd number of digits, and
 * get a zero in front.
 */
export function digestOf({ suite }: Constants, signature: SignatureText): Value {
  return suite.digest(bytesOfHex(signature.length % 2 === 0 ? signature : `0${signature}`));
}

/**
 * The round by which the requests of a height are served.
 * @spec Beacon!RoundFor
 */
export const roundFor = (height: number): Round => height + 1;

/** The signature of a round that the member knows, if it does. */
export function knownOf({ known }: State, round: Round): SignatureText | undefined {
  return known.find((one) => one.round === round)?.signature;
}

/** The signatures that the member's own block opens: all that it knows of the rounds that come next, up to its height. */
export function proposal(s: State): readonly SignatureText[] {
  const opens: SignatureText[] = [];
  for (let round = s.opened + 1; round <= s.height; round++) {
    const signature = knownOf(s, round);
    if (signature === undefined) break;
    opens.push(signature);
  }
  return opens;
}

/**
 * The heights above that of the member of which it knows that they are final; null if it knows of none. Ask for these blocks until they come.
 * @spec Beacon!Behind
 */
export function behind({ height, known }: State): { readonly above: number; readonly upTo: number } | null {
  const upTo = known.at(-1)?.round ?? 0;
  return upTo > height ? { above: height, upTo } : null;
}
