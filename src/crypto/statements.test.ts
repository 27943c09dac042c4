import { bytesToHex } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import {
  type BeaconV1,
  decodeBeacon,
  decodeOutward,
  encodeBeacon,
  encodeOutward,
  isCloudKey,
  type OutwardV1,
} from "./statements.ts";
import { TAG_BYTES, transcript } from "./transcript.ts";

const root = (byte: number) => byte.toString(16).padStart(2, "0").repeat(32);

const outward: OutwardV1 = {
  chainId: 7,
  cloudId: root(1),
  keyEpoch: 2,
  epoch: 3,
  height: 2 ** 53 - 1,
  blockHash: root(2),
  stateRoot: root(3),
  receiptsRoot: root(4),
  outboxRoot: root(5),
  eventRoot: root(6),
  inputLogRoot: root(7),
  daRoot: root(8),
  finality: "soft",
};

const beacon: BeaconV1 = { chainId: 7, cloudId: root(1), keyEpoch: 2, round: 258 };

/** The bytes with those at an offset replaced. */
const patched = (bytes: Uint8Array, offset: number, ...by: readonly number[]) => {
  const copy = bytes.slice();
  copy.set(by, offset);
  return copy;
};

/** The beacon's fields start here: the prefix of chainId, and then its value. */
const CHAIN_ID = TAG_BYTES;
const CLOUD_ID = CHAIN_ID + 12;
const KEY_EPOCH = CLOUD_ID + 36;
const ROUND = KEY_EPOCH + 12;

describe("statements", () => {
  test("the beacon's message, byte by byte", () => {
    const tag = bytesToHex(new TextEncoder().encode("nexus/beacon/v1")).padEnd(2 * TAG_BYTES, "0");
    expect(bytesToHex(encodeBeacon(beacon))).toBe(
      `${tag}000000080000000000000007${"00000020"}${root(1)}000000080000000000000002000000080000000000000102`,
    );
  });

  test("there and back, in one form", () => {
    expect(decodeOutward(encodeOutward(outward))).toEqual({ value: outward });
    expect(decodeBeacon(encodeBeacon(beacon))).toEqual({ value: beacon });
    const { finality, ...rest } = outward;
    expect(encodeOutward({ finality, ...rest })).toEqual(encodeOutward(outward));
    const inside = new Uint8Array([9, ...encodeBeacon(beacon), 9]);
    expect(decodeBeacon(inside.subarray(1, -1))).toEqual({ value: beacon });
  });

  test("no field can change without the bytes", () => {
    const seen = new Set([bytesToHex(encodeOutward(outward))]);
    for (const [name, value] of Object.entries(outward)) {
      if (name === "finality") continue;
      const changed = typeof value === "number" ? value - 1 : root(99);
      seen.add(bytesToHex(encodeOutward({ ...outward, [name]: changed })));
    }
    expect(seen.size).toBe(Object.keys(outward).length);
  });

  test("neither kind reads as the other", () => {
    expect(decodeOutward(encodeBeacon(beacon))).toMatchObject({ error: { offset: 0 } });
    expect(decodeBeacon(encodeOutward(outward))).toMatchObject({ error: { offset: 0 } });
  });

  const bytes = encodeBeacon(beacon);
  test.each<[string, Uint8Array, number]>([
    ["no bytes", new Uint8Array(), 0],
    ["another tag", patched(bytes, 13, 0x77), 0],
    ["a tag that goes on after its end", patched(bytes, TAG_BYTES - 1, 0x20), 0],
    ["another length of a field", patched(bytes, CHAIN_ID, 0, 0, 0, 7), CHAIN_ID],
    ["a length that wraps", patched(bytes, CLOUD_ID, 0xff, 0xff, 0xff, 0xff), CLOUD_ID],
    ["an integer of 2^53", patched(bytes, ROUND + 4, 0, 0x20, 0, 0, 0, 0, 0, 0), ROUND + 4],
    ["its last byte cut off", bytes.subarray(0, -1), ROUND],
    ["a byte too many", new Uint8Array([...bytes, 0]), bytes.length],
    ["a field too many", new Uint8Array([...bytes, 0, 0, 0, 0]), bytes.length],
    ["fields of the right bytes under other lengths", transcript("nexus/beacon/v1", [7, root(1), 2, 258]), CLOUD_ID],
  ])("refuses %s", (_, malformed, offset) => {
    expect(decodeBeacon(malformed)).toMatchObject({ error: { offset } });
  });

  test("refuses every other finality", () => {
    const of = encodeOutward(outward);
    expect(decodeOutward(patched(of, of.length - 4, 0x68, 0x61, 0x72, 0x64))).toMatchObject({
      error: { offset: of.length - 4, expected: 'finality: the text "soft"' },
    });
  });

  test.each<[keyof OutwardV1, unknown]>([
    ["height", -1],
    ["height", -0],
    ["height", 0.5],
    ["height", 2 ** 53],
    ["chainId", "7"],
    ["cloudId", root(1).slice(2)],
    ["stateRoot", root(0xab).toUpperCase()],
    ["daRoot", undefined],
    ["finality", "hard"],
  ])("encodes no %s of %j", (name, value) => {
    expect(() => encodeOutward({ ...outward, [name]: value })).toThrow(new RegExp(`^${name}: `));
  });

  test("a cloud's key is named by three fields in range", () => {
    const { chainId, cloudId, keyEpoch } = beacon;
    expect(isCloudKey({ chainId, cloudId, keyEpoch })).toBe(true);
    expect(isCloudKey({ chainId, cloudId: "", keyEpoch })).toBe(false);
    expect(isCloudKey({ chainId, cloudId, keyEpoch: -1 })).toBe(false);
  });
});
