import { seededRandom } from "nexus-reference/lib/random";
import { describe, expect, test } from "vitest";
import { floatBits, integerBits } from "./literals.ts";

const bitsOf64 = (value: number): bigint => new BigUint64Array(Float64Array.of(value).buffer)[0] as bigint;
const bitsOf32 = (value: number): bigint => BigInt(new Uint32Array(Float32Array.of(value).buffer)[0] as number);
const from64 = (bits: bigint): number => new Float64Array(BigUint64Array.of(bits).buffer)[0] as number;

describe("integers", () => {
  test("wrap negative numbers, and take what the width holds", () => {
    expect([integerBits("-1", 8), integerBits("255", 8), integerBits("256", 8), integerBits("-129", 8)]).toEqual([
      255n,
      255n,
      undefined,
      undefined,
    ]);
    expect(integerBits("0xFFFF_ffff", 32)).toBe(0xffffffffn);
    expect(integerBits("+12_3", 64)).toBe(123n);
    expect([integerBits("1.0", 32), integerBits("0x", 32), integerBits("", 32), integerBits("a", 32)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("floats", () => {
  test("of 64 bits are what the host reads, for decimal texts of random numbers", () => {
    const random = seededRandom(11);
    const parted: string[] = [];
    for (let i = 0; i < 4_000; i++) {
      const bits = (BigInt(Math.floor(random() * 2 ** 32)) << 32n) | BigInt(Math.floor(random() * 2 ** 32));
      const value = Math.abs(from64(bits & ~(1n << 63n)));
      if (!Number.isFinite(value)) continue;
      for (const text of [String(value), value.toExponential(5), value.toPrecision(3), value.toExponential(30)]) {
        if (floatBits(text.replace("e+", "e"), 64) !== bitsOf64(Number(text))) parted.push(text);
      }
    }
    expect(parted).toEqual([]);
  });

  test("of 32 bits are rounded once: a number just above the middle of two floats goes up", () => {
    // Rounded to 64 bits first, it would lie in the middle and go to the even one below.
    const text = "1.00000005960464477539062500000000000000001";
    expect(floatBits(text, 32)).toBe(0x3f800001n);
    expect(bitsOf32(Number(text))).toBe(0x3f800000n);
    expect(floatBits("1.000000059604644775390625", 32)).toBe(0x3f800000n);
    expect(floatBits("1.000000178813934326171875", 32)).toBe(0x3f800002n);
  });

  test("hexadecimal ones are exact, at the ends of the range too", () => {
    expect(floatBits("0x1p-149", 32)).toBe(1n);
    expect(floatBits("0x1p-150", 32)).toBe(0n);
    expect(floatBits("0x1.000002p-150", 32)).toBe(1n);
    expect(floatBits("0x1.fffffep127", 32)).toBe(0x7f7fffffn);
    expect(floatBits("0x1.ffffffp127", 32)).toBe(0x7f800000n);
    expect(floatBits("0x0.00000000000010000000p-1022", 64)).toBe(1n);
    expect(floatBits("-0x1.8p1", 64)).toBe(bitsOf64(-3));
    expect(floatBits("0xA_B.c", 64)).toBe(bitsOf64(171.75));
    expect(floatBits("0x1.fffffffffffff7p-1022", 64)).toBe(bitsOf64(2 ** -1022 * (2 - 2 ** -52)));
  });

  test("infinities, zeros and NaNs with their payloads", () => {
    expect([floatBits("inf", 32), floatBits("-inf", 64), floatBits("-0", 32)]).toEqual([
      0x7f800000n,
      0xfff0000000000000n,
      0x80000000n,
    ]);
    expect([floatBits("nan", 32), floatBits("-nan:0x200000", 32), floatBits("nan", 64)]).toEqual([
      0x7fc00000n,
      0xffa00000n,
      0x7ff8000000000000n,
    ]);
    expect([floatBits("1e", 32), floatBits("0x", 32), floatBits(".5", 32), floatBits("x", 64)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
