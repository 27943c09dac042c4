/** A round's message, its signature and its value. */

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
