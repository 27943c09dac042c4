import { describe, expect, test } from "vitest";
import { seededRandom } from "../../lib/random.ts";
import { ModuleError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { Reader } from "./reader.ts";

type Read = (r: Reader) => bigint;

const kinds: { readonly [kind: string]: { readonly width: number; readonly signed: boolean; readonly read: Read } } = {
  u32: { width: 32, signed: false, read: (r) => BigInt(r.u32()) },
  s32: { width: 32, signed: true, read: (r) => BigInt(r.s32()) },
  s33: { width: 33, signed: true, read: (r) => BigInt(r.s33()) },
  s64: {
    width: 64,
    signed: true,
    read: (r) => {
      r.s64();
      return BigInt.asIntN(64, (BigInt(r.high >>> 0) << 32n) | BigInt(r.low >>> 0));
    },
  },
};

/** The encoding of a value in exactly `length` bytes, with unused bits that repeat the sign. */
function encoded(value: bigint, length: number): number[] {
  return Array.from({ length }, (_, i) => Number((value >> BigInt(7 * i)) & 0x7fn) | (i === length - 1 ? 0 : 0x80));
}

/** By the definition in the specification, on the whole numbers: the value of a well-formed encoding, or undefined. */
function defined(bytes: readonly number[], width: number, signed: boolean): bigint | undefined {
  const length = bytes.findIndex((byte) => byte < 0x80) + 1;
  if (length === 0 || length > Math.ceil(width / 7)) return undefined;
  const raw = bytes.slice(0, length).reduce((sum, byte, i) => sum | (BigInt(byte & 0x7f) << BigInt(7 * i)), 0n);
  const value = signed ? BigInt.asIntN(7 * length, raw) : raw;
  const fits = signed ? value === BigInt.asIntN(width, value) : value === BigInt.asUintN(width, value);
  return fits ? value : undefined;
}

function outcome(bytes: readonly number[], read: Read): bigint | string {
  const r = new Reader(Uint8Array.from(bytes), LIMITS);
  try {
    const value = read(r);
    return r.pos === bytes.findIndex((byte) => byte < 0x80) + 1 ? value : `stops at ${r.pos}`;
  } catch (error) {
    if (error instanceof ModuleError && error.code === "malformed-module") return error.rule;
    throw error;
  }
}

describe.each(Object.entries(kinds))("%s", (_, { width, signed, read }) => {
  const most = Math.ceil(width / 7);

  test("reads the ends of its range and values around powers of two, in every length that holds them", () => {
    for (let bit = 0; bit < width; bit++) {
      for (const offset of [-1n, 0n, 1n]) {
        for (const sign of signed ? [1n, -1n] : [1n]) {
          const value = sign * ((1n << BigInt(bit)) + offset);
          const inRange = signed ? BigInt.asIntN(width, value) === value : BigInt.asUintN(width, value) === value;
          if (!inRange) continue;
          for (let length = 1; length <= most; length++) {
            const bytes = encoded(value, length);
            if (defined(bytes, width, signed) === value) expect([bytes, outcome(bytes, read)]).toEqual([bytes, value]);
          }
          expect(outcome(encoded(value, most), read)).toBe(value);
        }
      }
    }
  });

  test("agrees with the definition on random bytes, and says what is wrong with the others", () => {
    const random = seededRandom(7);
    const rules = new Set<string>();
    const parted: unknown[] = [];
    for (let i = 0; i < 20_000; i++) {
      // Mostly continued, and with bytes at the ends of their range, where the last byte decides.
      const bytes = Array.from({ length: most + 2 }, () => {
        const low =
          random() < 0.4 ? [0, 1, 0x3f, 0x40, 0x7f, 0x7e, 0x0f, 0x10, 0x78, 0x70][Math.floor(random() * 10)] : undefined;
        return (low ?? Math.floor(random() * 128)) | (random() < 0.85 ? 0x80 : 0);
      });
      const expected = defined(bytes, width, signed);
      const found = outcome(bytes, read);
      if (expected === undefined) rules.add(String(found));
      else if (found !== expected) parted.push([bytes, found, expected]);
    }
    expect(parted).toEqual([]);
    expect([...rules].sort()).toEqual(["integer representation too long", "integer too large"]);
  });

  test("ends where the bytes end", () => {
    for (let length = 0; length < most; length++) {
      expect(
        outcome(
          Array.from({ length }, () => 0x80),
          read,
        ),
      ).toBe("unexpected end of section or function");
    }
  });
});

describe("lengths", () => {
  const r = (...bytes: number[]) => new Reader(Uint8Array.from(bytes), LIMITS);

  test("are refused where fewer bytes are left than elements are announced", () => {
    expect(r(2, 0, 0).length()).toBe(2);
    expect(() => r(3, 0, 0).length()).toThrow("length out of bounds: 3 elements are announced, and 2 bytes are left");
    expect(() => r(0xff, 0xff, 0xff, 0xff, 0x0f, 0).length()).toThrow("4,294,967,295 elements are announced");
  });

  test("and so are sizes of what is passed over", () => {
    expect(() => r(1, 2).skip(3)).toThrow("unexpected end of section or function");
  });
});
