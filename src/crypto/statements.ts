/**
 * What the key of a cloud signs, as canonical bytes: a tag of 32 bytes, then every field after its length (transcript.ts). All fields have a
 * constant length, so a statement has one form, and the bytes of two kinds or of two statements are never equal.
 */

import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { type Field, TAG_BYTES, transcript } from "./transcript.ts";

/** A key of a cloud. A new epoch of the key is a new key; a new committee that reshares a key is not. */
export interface CloudKey {
  /** The network: 0 to 2^53 - 1. */
  readonly chainId: number;
  /** 32 bytes. */
  readonly cloudId: string;
  readonly keyEpoch: number;
}

/**
 * The outward certificate's statement: this block of the cloud was finalized and executed, and these are the roots of what it left. The members sign
 * it after their own execution. Roots are of 32 bytes, in lower-case hexadecimal.
 */
export interface OutwardV1 extends CloudKey {
  /** The epoch of the committee. */
  readonly epoch: number;
  readonly height: number;
  readonly blockHash: string;
  readonly stateRoot: string;
  readonly receiptsRoot: string;
  readonly outboxRoot: string;
  readonly eventRoot: string;
  readonly inputLogRoot: string;
  readonly daRoot: string;
  /** Soft: the cloud's own word, which a ladder above it may overturn. */
  readonly finality: "soft";
}

/** What the members sign for a round of the beacon: nothing that a leader chooses is in it. */
export interface BeaconV1 extends CloudKey {
  readonly round: number;
}

/** Where the bytes of a statement are malformed: an offset, and what was expected there. */
export interface StatementError {
  readonly offset: number;
  readonly expected: string;
}

export type DecodedStatement<S> = { readonly value: S } | { readonly error: StatementError };

/** How a field is written, and read back; null for bytes that no value has. */
interface Kind {
  readonly length: number;
  readonly expected: string;
  readonly is: (value: unknown) => boolean;
  readonly write: (value: never) => Field;
  readonly read: (bytes: Uint8Array) => number | string | null;
}

const integer: Kind = {
  length: 8,
  expected: "an integer of 0 to 2^53 - 1, in 8 bytes",
  is: (value) => Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0),
  write: (value: number) => value,
  read: (bytes) => {
    const value = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null;
  },
};

const digest: Kind = {
  length: 32,
  expected: "32 bytes in lower-case hexadecimal",
  is: (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value),
  write: (value: string) => hexToBytes(value),
  read: bytesToHex,
};

/** A field that has one value. */
const constant = (text: string): Kind => ({
  length: text.length,
  expected: `the text "${text}"`,
  is: (value) => value === text,
  write: () => text,
  read: (bytes) => (String.fromCharCode(...bytes) === text ? text : null),
});

/** A statement's tag and its fields, in their order. */
interface Layout<S> {
  readonly tag: string;
  readonly fields: { readonly [K in keyof S]-?: Kind };
}

const key = { chainId: integer, cloudId: digest, keyEpoch: integer };

const outward: Layout<OutwardV1> = {
  tag: "nexus/outward/v1",
  fields: {
    ...key,
    epoch: integer,
    height: integer,
    blockHash: digest,
    stateRoot: digest,
    receiptsRoot: digest,
    outboxRoot: digest,
    eventRoot: digest,
    inputLogRoot: digest,
    daRoot: digest,
    finality: constant("soft"),
  },
};

const beacon: Layout<BeaconV1> = { tag: "nexus/beacon/v1", fields: { ...key, round: integer } };

const PREFIX_BYTES = 4;

/** The bytes of a statement. A field that is not what its type says is a bug of the caller: TypeError. */
function encode<S extends object>({ tag, fields }: Layout<S>, statement: S): Uint8Array {
  const values = Object.entries<Kind>(fields).map(([name, { is, expected, write }]) => {
    const value = statement[name as keyof S];
    if (!is(value)) throw new TypeError(`${name}: expected ${expected}`);
    return write(value as never);
  });
  return transcript(tag, values);
}

function decode<S extends object>({ tag, fields }: Layout<S>, bytes: Uint8Array): DecodedStatement<S> {
  const head = transcript(tag, []);
  if (!head.every((byte, at) => bytes[at] === byte)) return { error: { offset: 0, expected: `the tag "${tag}"` } };
  let offset = TAG_BYTES;
  const entries: [string, number | string][] = [];
  for (const [name, { length, expected, read }] of Object.entries<Kind>(fields)) {
    const start = offset + PREFIX_BYTES;
    const refuse = (at: number, what: string) => ({ error: { offset: at, expected: `${name}: ${what}` } });
    if (bytes.length < start + length) return refuse(offset, `${PREFIX_BYTES + length} more bytes`);
    const prefix = new DataView(bytes.buffer, bytes.byteOffset + offset).getUint32(0);
    if (prefix !== length) return refuse(offset, `the length ${length}`);
    const value = read(bytes.subarray(start, start + length));
    if (value === null) return refuse(start, expected);
    entries.push([name, value]);
    offset = start + length;
  }
  if (offset !== bytes.length) return { error: { offset, expected: "the end" } };
  return { value: Object.fromEntries(entries) as S };
}

/** The bytes that the members of a cloud sign for the outward certificate. TypeError for a field out of range. */
export const encodeOutward = (statement: OutwardV1): Uint8Array => encode(outward, statement);

export const decodeOutward = (bytes: Uint8Array): DecodedStatement<OutwardV1> => decode(outward, bytes);

/** The bytes that the members of a cloud sign for a round of its beacon. TypeError for a field out of range. */
export const encodeBeacon = (statement: BeaconV1): Uint8Array => encode(beacon, statement);

export const decodeBeacon = (bytes: Uint8Array): DecodedStatement<BeaconV1> => decode(beacon, bytes);

/** Whether a value names the key of a cloud. */
export const isCloudKey = (value: CloudKey): boolean =>
  Object.entries(key).every(([name, { is }]) => is(value[name as keyof CloudKey]));
