import { describe, expect, test } from "vitest";
import { sha256Hex } from "./digest.ts";

describe("sha256Hex", () => {
  test("gives the digests of FIPS 180-4's examples", () => {
    expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256Hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  test("hashes UTF-8 bytes", () => {
    expect(sha256Hex("\u20ac")).not.toBe(sha256Hex("?"));
    expect(sha256Hex("\u20ac")).toBe("c4cc90ed3d26f12d4b08a75140970a7904035c31cbb4515a83f19b9003c00d1d");
  });
});
