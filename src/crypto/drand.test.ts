/** Beacons of public drand networks, verified with our own code. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import { bls12381Suite } from "./bls12-381-suite.ts";
import { countedFiles, EXTERNAL_COUNTS, externalFiles, printCount, readExternal } from "./testing-external.ts";
import { verifyMinPk } from "./testing-min-pk.ts";
import { SIGNATURE_DST, verify } from "./threshold-bls.ts";

interface Beacon {
  readonly chain: string;
  readonly signatureGroup: "G1" | "G2";
  readonly dst: string;
  readonly publicKey: string;
  readonly round: number;
  readonly previousSignature?: string;
  readonly signature: string;
}

const suite = bls12381Suite();
const files = externalFiles("drand");

/** SHA-256 of the round, in a chained network of the previous signature and the round. */
function messageOf({ round, previousSignature }: Pick<Beacon, "round" | "previousSignature">): Uint8Array {
  const counter = new Uint8Array(8);
  new DataView(counter.buffer).setBigUint64(0, BigInt(round));
  return sha256(concatBytes(hexToBytes(previousSignature ?? ""), counter));
}

function accepts(beacon: Beacon): boolean {
  const message = messageOf(beacon);
  return beacon.signatureGroup === "G1"
    ? verify(suite, beacon.publicKey, message, beacon.signature, beacon.dst)
    : verifyMinPk(suite, beacon.publicKey, message, beacon.signature, beacon.dst);
}

function flipped(text: string, bit: number): string {
  const bytes = hexToBytes(text);
  bytes[bit >> 3]! ^= 0x80 >> (bit & 7);
  return bytesToHex(bytes);
}

const otherTag = (dst: string) => (dst.includes("G1_") ? dst.replace("G1_", "G2_") : dst.replace("G2_", "G1_"));

describe.runIf(files !== null)("drand beacons", () => {
  const { beacons } = (files === null ? { beacons: [] } : readExternal("drand/beacons.json")) as {
    readonly beacons: readonly Beacon[];
  };

  test("the files and their cases are the pinned ones", () => {
    expect(files).toEqual(countedFiles("drand"));
    expect(beacons).toHaveLength(EXTERNAL_COUNTS["drand/beacons.json"]!);
  });

  test("every beacon verifies; not under another tag, as another round, after another beacon, or with a changed bit", () => {
    let negatives = 0;
    const refuses = (beacon: Beacon) => {
      expect(accepts(beacon)).toBe(false);
      negatives++;
    };
    for (const beacon of beacons) {
      expect(accepts(beacon)).toBe(true);
      refuses({ ...beacon, dst: otherTag(beacon.dst) });
      refuses({ ...beacon, dst: `${beacon.dst} ` });
      refuses({ ...beacon, round: beacon.round + 1 });
      refuses({ ...beacon, previousSignature: flipped(beacon.previousSignature ?? "00", 0) });
      for (const bit of [0, 1, 2, 3, 200, 8 * (beacon.signature.length / 2) - 1])
        refuses({ ...beacon, signature: flipped(beacon.signature, bit) });
      for (const bit of [0, 1, 2, 3, 100, 8 * (beacon.publicKey.length / 2) - 1])
        refuses({ ...beacon, publicKey: flipped(beacon.publicKey, bit) });
      for (const other of beacons.filter(
        (each) => each.publicKey !== beacon.publicKey && each.signatureGroup === beacon.signatureGroup,
      ))
        refuses({ ...beacon, publicKey: other.publicKey });
    }
    printCount("drand/beacons.json", beacons.length, `each verified; ${negatives} changed ones refused`);
    expect(negatives).toBe(beacons.length * 16 + 3 * 2 + 2 * 1 + 1 * 2);
  });

  test("the network that signed in G1 under the tag of G2 fails under ours", () => {
    const legacy = beacons.find(({ chain }) => chain === "legacy-unchained-on-g1")!;
    expect(verify(suite, legacy.publicKey, messageOf(legacy), legacy.signature, SIGNATURE_DST)).toBe(false);
    expect(verify(suite, legacy.publicKey, messageOf(legacy), legacy.signature)).toBe(false);
  });

  test("the beacon's randomness is the digest of the signature", () => {
    // mcdcam/python-drand-verify, README, round 657413 of quicknet.
    const quicknet = beacons.find(({ chain }) => chain === "quicknet")!;
    expect(suite.digest(hexToBytes(quicknet.signature))).toBe("fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587");
  });
});
