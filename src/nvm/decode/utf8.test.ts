import { describe, expect, test } from "vitest";
import { seededRandom } from "../../lib/random.ts";
import { decodeUtf8 } from "./utf8.ts";

const host = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function hostText(bytes: Uint8Array): string | null {
  try {
    return host.decode(bytes);
  } catch {
    return null;
  }
}

function ours(bytes: Uint8Array): string | null {
  const text = decodeUtf8(bytes, 0, bytes.length);
  return typeof text === "string" ? text : null;
}

describe("UTF-8", () => {
  test("agrees with the host on sequences of two, three and four bytes at the ends of all ranges", () => {
    const ends = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xee, 0xef, 0xf0];
    const more = [...ends, 0xf1, 0xf3, 0xf4, 0xf5, 0xff];
    const sequences: number[][] = [];
    for (let a = 0; a < 256; a++) for (const b of more) sequences.push([a, b]);
    for (const a of more.slice(12)) for (const b of more) for (const c of ends) sequences.push([a, b, c], [a, b, c, 0x80]);
    const parted = sequences.filter((each) => ours(Uint8Array.from(each)) !== hostText(Uint8Array.from(each)));
    expect(parted).toEqual([]);
    expect(sequences.filter((each) => ours(Uint8Array.from(each)) !== null).length).toBeGreaterThan(500);
  });

  test("reads long texts in pieces, and keeps a byte order mark", () => {
    const text = `\ufeff${"aé€😀".repeat(5_000)}`;
    expect(ours(new TextEncoder().encode(text))).toBe(text);
  });

  test("says where the text is malformed", () => {
    const random = seededRandom(3);
    for (let i = 0; i < 200; i++) {
      const at = Math.floor(random() * 50);
      const bytes = Uint8Array.from({ length: 60 }, (_, j) => (j === at ? 0xff : 0x61));
      expect(decodeUtf8(bytes, 0, bytes.length)).toBe(at);
    }
  });
});
