/** Arithmetic modulo a prime, the same for every suite. */

import { unreachable } from "../lib/errors.ts";
import { hide, open } from "./secret.ts";
import type { Random, Scalars, Secrets } from "./suite.ts";

/** Bytes drawn beyond the length of the order, so that the residue of a random integer is uniform up to 2^-128. */
const EXTRA_BYTES = 16;

/** Integers modulo the prime `order`; `encode` and `decode` are the suite's texts. */
export function primeField(order: bigint, text: Pick<Scalars, "encode" | "decode">): Scalars {
  const from = (integer: bigint | number): bigint => {
    const residue = BigInt(integer) % order;
    return residue < 0n ? residue + order : residue;
  };
  return {
    order,
    from,
    add: (a, b) => from(a + b),
    sub: (a, b) => from(a - b),
    mul: (a, b) => from(a * b),
    neg: (a) => from(-a),
    inv: (a) => inverse(from(a), order),
    ...text,
  };
}

/** The inverse by the extended Euclidean algorithm. */
function inverse(value: bigint, order: bigint): bigint {
  if (value === 0n) return unreachable("the inverse of zero");
  let [r0, r1, s0, s1] = [order, value, 0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [s0, s1] = [s1, s0 - quotient * s1];
  }
  return s0 < 0n ? s0 + order : s0;
}

/** Secrets modulo the order of `scalars`. */
export function secretsOf(scalars: Scalars): Secrets {
  const { order } = scalars;
  return {
    random: (random) => hide((integerOf(random, order) % (order - 1n)) + 1n),
    decode: (text) => {
      const scalar = scalars.decode(text);
      return scalar === null ? null : hide(scalar);
    },
    disclose: (secret) => scalars.encode(open(secret)),
  };
}

function integerOf(random: Random, order: bigint): bigint {
  const length = Math.ceil(order.toString(2).length / 8) + EXTRA_BYTES;
  const bytes = random(length);
  if (bytes.length !== length) unreachable(`a source of randomness gave ${bytes.length} bytes instead of ${length}`);
  return bytesToInteger(bytes);
}

/** The integer of big-endian bytes. */
export function bytesToInteger(bytes: Uint8Array): bigint {
  return bytes.reduce((integer, byte) => (integer << 8n) | BigInt(byte), 0n);
}

/** The text of constant length of an integer: lower-case hexadecimal, big-endian. */
export function integerToHex(integer: bigint, bytes: number): string {
  return integer.toString(16).padStart(2 * bytes, "0");
}

/** The integer of a text of exactly `bytes` bytes in lower-case hexadecimal that is below `order`; null for any other text. */
export function hexToInteger(text: string, bytes: number, order: bigint): bigint | null {
  if (text.length !== 2 * bytes || !/^[0-9a-f]+$/.test(text)) return null;
  const integer = BigInt(`0x${text}`);
  return integer < order ? integer : null;
}
