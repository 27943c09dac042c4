/** Encodings of BLS12-381: one text for each element, and nothing else decodes. */

import { bls12_381 } from "@noble/curves/bls12-381.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import {
  compressG1,
  compressG2,
  decompressG1,
  decompressG2,
  eip2537G1,
  eip2537G2,
  fromEip2537G1,
  fromEip2537G2,
  type NobleG1,
  type NobleG2,
} from "./bls12-381-encodings.ts";
import { strayG1, strayG2 } from "./testing-stray.ts";

const { G1, G2, fields } = bls12_381;
const P = fields.Fp.ORDER;

/** What the tests need of both groups. */
interface Encoding<Q> {
  readonly name: string;
  readonly generator: Q;
  readonly zero: Q;
  readonly stray: Q;
  readonly compress: (point: Q) => string;
  readonly decompress: (text: string) => Q | null;
  readonly toEip: (point: Q) => Uint8Array;
  readonly fromEip: (bytes: Uint8Array, subgroup: boolean) => Q | null;
}

const g1: Encoding<NobleG1> = {
  name: "G1",
  generator: G1.Point.BASE,
  zero: G1.Point.ZERO,
  stray: strayG1(),
  compress: compressG1,
  decompress: decompressG1,
  toEip: eip2537G1,
  fromEip: fromEip2537G1,
};

const g2: Encoding<NobleG2> = {
  name: "G2",
  generator: G2.Point.BASE,
  zero: G2.Point.ZERO,
  stray: strayG2(),
  compress: compressG2,
  decompress: decompressG2,
  toEip: eip2537G2,
  fromEip: fromEip2537G2,
};

interface Point {
  readonly toHex: () => string;
  readonly equals: (other: never) => boolean;
  readonly multiplyUnsafe: (scalar: bigint) => Point;
  readonly negate: () => Point;
}

describe.each([g1, g2] as unknown as readonly Encoding<Point>[])(
  "$name",
  ({ name, generator, zero, stray, compress, decompress, toEip, fromEip }) => {
    const bytes = name === "G1" ? 48 : 96;
    const points = [1n, 2n, 3n, 5n, 8n, 1234567n].flatMap((k) => [
      generator.multiplyUnsafe(k),
      generator.multiplyUnsafe(k).negate(),
    ]);
    const text = compress(generator);
    const firstByte = (value: number) => value.toString(16).padStart(2, "0") + text.slice(2);

    test("compressed texts are those of noble, and come back", () => {
      for (const point of points) {
        expect(compress(point)).toBe(point.toHex());
        expect(decompress(compress(point))?.equals(point as never)).toBe(true);
      }
      expect(compress(zero)).toBe(`c0${"0".repeat(2 * bytes - 2)}`);
      expect(decompress(compress(zero))?.equals(zero as never)).toBe(true);
    });

    test("of the eight forms of the flags one is the point's", () => {
      const x = Number.parseInt(text.slice(0, 2), 16) & 0x1f;
      const accepted = Array.from({ length: 8 }, (_, flags) => decompress(firstByte((flags << 5) | x)));
      // 100 and 101: the point and its negative. Uncompressed, and infinity with an x, are refused.
      expect(accepted.map((point) => point !== null)).toEqual([false, false, false, false, true, true, false, false]);
      expect(accepted[4]?.equals(accepted[5]?.negate() as never)).toBe(true);
    });

    test("infinity has one form", () => {
      const rest = "0".repeat(2 * bytes - 2);
      for (const head of ["40", "e0", "60", "80", "a0", "00", "c1"]) expect(decompress(head + rest)).toBeNull();
      expect(decompress(`c0${"0".repeat(2 * bytes - 3)}1`)).toBeNull();
    });

    test("a point outside the subgroup does not decode", () => {
      const outside = compress(stray);
      expect(outside).toHaveLength(2 * bytes);
      expect(decompress(outside)).toBeNull();
      expect(fromEip(toEip(stray), false)?.equals(stray as never)).toBe(true);
      expect(fromEip(toEip(stray), true)).toBeNull();
    });

    test("field elements that are not below the modulus do not decode", () => {
      const modulus = P.toString(16).padStart(96, "0");
      const head = (Number.parseInt(modulus.slice(0, 2), 16) | 0x80).toString(16);
      const over = head + modulus.slice(2);
      for (const bad of name === "G1"
        ? [over]
        : [over + "0".repeat(96), `80${"0".repeat(94)}${modulus}`, text.slice(0, 96) + modulus])
        expect(decompress(bad)).toBeNull();
    });

    test("no small x decodes: there is no point, or it is outside the subgroup", () => {
      const without = Array.from(
        { length: 20 },
        (_, x) => `80${"0".repeat(2 * bytes - 4)}${x.toString(16).padStart(2, "0")}`,
      ).filter((each) => decompress(each) === null);
      expect(without.length).toBe(20);
    });

    test("uncompressed encodings of EIP-2537 come back, and have one form", () => {
      for (const point of [...points, zero]) {
        const encoded = toEip(point);
        expect(encoded).toHaveLength(name === "G1" ? 128 : 256);
        expect(fromEip(encoded, true)?.equals(point as never)).toBe(true);
      }
      const good = toEip(generator);
      for (const at of [0, 15, 64, good.length - 64]) {
        const bad = Uint8Array.from(good);
        bad[at]! ^= 1;
        expect(fromEip(bad, false)).toBeNull();
      }
      for (const at of [63, good.length / 2 - 1, good.length - 1]) {
        const offTheCurve = Uint8Array.from(good);
        offTheCurve[at]! ^= 1;
        expect(fromEip(offTheCurve, false)).toBeNull();
      }
      expect(fromEip(good.subarray(1), false)).toBeNull();
      expect(fromEip(new Uint8Array(good.length + 64), false)).toBeNull();
    });
  },
);

test("a coordinate of G2 written above the modulus is no second text of the point", () => {
  // The first multiple of the generator that has a part of x which stays below 2^384 when the modulus is added.
  for (let k = 1n; ; k++) {
    const text = compressG2(G2.Point.BASE.multiplyUnsafe(k));
    const real = BigInt(`0x${text.slice(96)}`) + P;
    if (real >= 1n << 384n) continue;
    expect(decompressG2(text)).not.toBeNull();
    expect(decompressG2(text.slice(0, 96) + real.toString(16).padStart(96, "0"))).toBeNull();
    break;
  }
});

test("an encoding of EIP-2537 is the affine point: the generators' coordinates", () => {
  const { x, y } = G1.Point.BASE.toAffine();
  expect(bytesToHex(eip2537G1(G1.Point.BASE))).toBe(x.toString(16).padStart(128, "0") + y.toString(16).padStart(128, "0"));
});
