import { bytesToHex } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Field, TAG_BYTES, transcript } from "./transcript.ts";

const hex = (tag: string, fields: readonly Field[]) => bytesToHex(transcript(tag, fields));

describe("transcript", () => {
  test("is a padded tag and fields after their lengths", () => {
    expect(hex("nexus/a", [new Uint8Array([1, 2]), "\u20ac", 258])).toBe(
      `${"6e657875732f61".padEnd(2 * TAG_BYTES, "0")}00000002010200000003e282ac000000080000000000000102`,
    );
    expect(transcript("t", [])).toHaveLength(TAG_BYTES);
  });

  test("tells apart what joined texts confuse", () => {
    expect(hex("t", ["ab", "c"])).not.toBe(hex("t", ["a", "bc"]));
    expect(hex("t", ["a", ""])).not.toBe(hex("t", ["a"]));
    expect(hex("t", ["a"])).not.toBe(hex("ta", []));
  });

  test("is injective", () => {
    const fields = fc.array(
      fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 3 })),
      {
        maxLength: 4,
      },
    );
    const bytes = (list: readonly Field[]) =>
      JSON.stringify(list.map((f) => (typeof f === "string" ? [...Buffer.from(f)] : [...(f as Uint8Array)])));
    const tag = fc.constantFrom("t", "u");
    fc.assert(
      fc.property(tag, fields, tag, fields, (t, a, u, b) => {
        expect(hex(t, a) === hex(u, b)).toBe(t === u && bytes(a) === bytes(b));
      }),
      { seed: 6, numRuns: 2000 },
    );
  });

  test.each<[string, string, readonly Field[]]>([
    ["an empty tag", "", []],
    ["a tag of 33 bytes", "x".repeat(33), []],
    ["a tag outside ASCII", "n\u00e9xus", []],
    ["a tag with a zero byte, which would be padding", "a\u0000", []],
    ["a negative integer", "t", [-1]],
    ["a fraction", "t", [0.5]],
    ["a number that is not exact", "t", [2 ** 53]],
    ["an integer of 65 bits", "t", [1n << 64n]],
    ["half a surrogate pair", "t", ["\ud800"]],
  ])("refuses %s", (_, tag, fields) => {
    expect(() => transcript(tag, fields)).toThrow(TypeError);
  });
});
