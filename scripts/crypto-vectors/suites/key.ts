/** A shared key, for cases of signatures, shares and rounds: secret numbers that everybody may know. */

import { commitmentTo, sign, valueAt } from "../signatures.ts";

/** Three of five sign. The numbers are of no meaning. */
export const COEFFICIENTS = [0x5eedn, 0xc0ffeen, 0xfacaden].map((number) => number ** 11n);
export const THRESHOLD = COEFFICIENTS.length;
export const MEMBERS = 5;

export const commitment = commitmentTo(COEFFICIENTS);
export const publicKey = commitment[0] as string;
export const secret = COEFFICIENTS[0] as bigint;

/** The polynomial of the key's shares after a refresh: the same secret. */
export const REFRESHED = [secret, 0xdecafn ** 12n, 0xbabben ** 12n];

export const shareOf = (index: number): bigint => valueAt(COEFFICIENTS, index);

/** The partial signature of a member. */
export const partial = (index: number, message: Uint8Array) => ({ index, signature: sign(shareOf(index), message) });
