import { describe, expect, test } from "vitest";
import { bytesOfHex, hexOfBytes, isHex } from "./hex.ts";

describe("hexadecimal text", () => {
  test("of every byte, there and back", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(hexOfBytes(bytes).slice(0, 8)).toBe("00010203");
    expect(bytesOfHex(hexOfBytes(bytes))).toEqual(bytes);
    expect(bytesOfHex("")).toEqual(new Uint8Array());
  });

  test.each(["0", "0A", "zz", "00 ", "0x00", "00\n"])("not %j", (text) => {
    expect(isHex(text)).toBe(false);
    expect(() => bytesOfHex(text)).toThrow(TypeError);
  });
});
