import { createPublicKey, verify as opensslVerify } from "node:crypto";
import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { ed25519 } from "@noble/curves/ed25519.js";
import { hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import { nodeKey, nodePublicKey, signVote, verifyVote } from "./ed25519.ts";
import { seededBytes } from "./testing-suites.ts";

interface SpecCheck {
  readonly libraries: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly case: number;
    readonly what: string;
    readonly message: string;
    readonly publicKey: string;
    readonly signature: string;
  }[];
}

const specCheck = JSON.parse(
  readFileSync(new URL("../../vectors/external/ed25519-speccheck.json", import.meta.url), "utf8"),
) as SpecCheck;

/** Our rule on the twelve cases: keys of small order (0, 1, 10, 11), S out of bounds (6, 7) and encodings not canonical (8 to 11) are refused. */
const OURS = "XXVVVVXXXXXX";

const verdicts = (accepts: (publicKey: string, message: Uint8Array, signature: string) => boolean): string =>
  specCheck.cases.map((each) => (accepts(each.publicKey, hexToBytes(each.message), each.signature) ? "V" : "X")).join("");

/** OpenSSL's verdict, through Node. */
function openssl(publicKey: string, message: Uint8Array, signature: string): boolean {
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), hexToBytes(publicKey)]);
  return opensslVerify(null, message, createPublicKey({ key: der, format: "der", type: "spki" }), hexToBytes(signature));
}

describe("the edge cases of eprint 2020/1244", () => {
  test("there are twelve, and our rule takes four of them", () => {
    expect(specCheck.cases.map((each) => each.case)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(verdicts(verifyVote)).toBe(OURS);
  });

  test("other rules take others, so a network with two of them can be split", () => {
    const zip215 = verdicts((key, message, signature) =>
      ed25519.verify(hexToBytes(signature), message, hexToBytes(key), { zip215: true }),
    );
    expect(zip215).not.toBe(OURS);
    expect(verdicts(openssl)).not.toBe(OURS);
    expect(Object.values(specCheck.libraries).every((row) => row.length === 12 && row !== OURS)).toBe(true);
  });
});

describe("RFC 8032, section 7.1", () => {
  test.each([
    [
      "TEST 1",
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
      "TEST 2",
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
      "TEST 3",
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
  ])("%s", (_, seed, publicKey, message, signature) => {
    const key = nodeKey(() => hexToBytes(seed));
    expect(nodePublicKey(key)).toBe(publicKey);
    expect(signVote(key, hexToBytes(message))).toBe(signature);
    expect(verifyVote(publicKey, hexToBytes(message), signature)).toBe(true);
  });
});

describe("votes", () => {
  const key = nodeKey(seededBytes(1));
  const publicKey = nodePublicKey(key);
  const message = new Uint8Array([1, 2, 3]);
  const signature = signVote(key, message);

  test("OpenSSL takes them", () => {
    expect(openssl(publicKey, message, signature)).toBe(true);
    expect(openssl(publicKey, new Uint8Array([1, 2]), signature)).toBe(false);
  });

  test("no changed bit, other key or other message verifies", () => {
    for (let bit = 0; bit < 512; bit += 3) {
      const bytes = hexToBytes(signature);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect(verifyVote(publicKey, message, Buffer.from(bytes).toString("hex"))).toBe(false);
    }
    expect(verifyVote(nodePublicKey(nodeKey(seededBytes(2))), message, signature)).toBe(false);
    expect(verifyVote(publicKey, new Uint8Array([1, 2]), signature)).toBe(false);
  });

  test("malformed texts verify nothing", () => {
    for (const bad of ["", "zz", signature.toUpperCase(), `${signature}00`, signature.slice(2)])
      expect(verifyVote(publicKey, message, bad)).toBe(false);
    for (const bad of ["", "zz", publicKey.toUpperCase(), `${publicKey}00`, publicKey.slice(2), "ff".repeat(32)])
      expect(verifyVote(bad, message, signature)).toBe(false);
  });

  test("the key does not show, and a short seed is a bug", () => {
    expect(inspect(key)).toBe("[secret]");
    expect(() => nodeKey(() => new Uint8Array(31))).toThrow("31 bytes");
  });
});
