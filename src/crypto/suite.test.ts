/** The laws that every suite obeys, from one set of definitions. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simSuite } from "./sim-suite.ts";
import type { G1Point, G2Point, Group, Suite } from "./suite.ts";
import { LARGE_SUITES, SUITES, secretOf, seededBytes } from "./testing-suites.ts";

const scalarsOf = (suite: Suite) => fc.bigInt({ min: 0n, max: suite.order - 1n });

describe.each(SUITES)("the suite %s", (_, { suite, runs }) => {
  const { scalars, secrets, g1, g2 } = suite;
  const scalar = scalarsOf(suite);
  const check = (...args: Parameters<typeof fc.assert>) => fc.assert(args[0], { seed: 381, numRuns: runs, ...args[1] });

  test("scalars are a field with one text each", () => {
    check(
      fc.property(scalar, scalar, scalar, (a, b, c) => {
        expect(scalars.mul(a, scalars.add(b, c))).toBe(scalars.add(scalars.mul(a, b), scalars.mul(a, c)));
        expect(scalars.add(scalars.sub(a, b), b)).toBe(a);
        expect(scalars.add(a, scalars.neg(a))).toBe(0n);
        if (a !== 0n) expect(scalars.mul(a, scalars.inv(a))).toBe(1n);
        expect(scalars.decode(scalars.encode(a))).toBe(a);
        expect(secrets.disclose(secrets.decode(scalars.encode(a))!)).toBe(scalars.encode(a));
      }),
      { numRuns: 200 },
    );
    expect(scalars.decode(scalars.encode(suite.order))).toBeNull();
    expect(() => scalars.inv(0n)).toThrow("inverse of zero");
    expect(() => scalars.inv(suite.order)).toThrow("inverse of zero");
  });

  test.each([g1, g2] as readonly Group<G1Point | G2Point>[])(
    "$name is a module over the scalars with one text for each element",
    (group) => {
      const times = (k: bigint) => group.mul(group.generator, k);
      check(
        fc.property(scalar, scalar, (a, b) => {
          const [p, q] = [times(a), times(b)];
          expect(group.equal(group.add(p, q), times(scalars.add(a, b)))).toBe(true);
          expect(group.equal(group.mul(p, b), times(scalars.mul(a, b)))).toBe(true);
          expect(group.equal(group.mulSecret(p, secretOf(suite, b)), group.mul(p, b))).toBe(true);
          expect(group.equal(group.sumOfProducts([p, q, p], [b, a, 1n]), group.add(times(scalars.from(2n * a * b)), p))).toBe(
            true,
          );
          expect(group.isIdentity(group.add(p, group.neg(p)))).toBe(true);
          expect(group.equal(p, q)).toBe(a === b);
          expect(group.encode(p) === group.encode(q)).toBe(a === b);
          expect(group.equal(group.decode(group.encode(p))!, p)).toBe(true);
        }),
      );
    },
  );

  test.each([g1, g2] as readonly Group<G1Point | G2Point>[])("$name: zero, the order and the identity", (group) => {
    const { generator, identity } = group;
    for (const nothing of [
      group.mul(generator, 0n),
      group.mul(generator, suite.order),
      group.mulSecret(generator, secretOf(suite, 0)),
      group.mulSecret(identity, secretOf(suite, 3)),
      group.mul(identity, 3n),
      group.sumOfProducts([], []),
      group.sumOfProducts([generator, identity], [0n, 1n]),
      group.decode(group.encode(identity))!,
    ])
      expect(group.isIdentity(nothing)).toBe(true);
    expect(group.decodeNonIdentity(group.encode(identity))).toBeNull();
    expect(group.equal(group.mul(generator, -1n), group.neg(generator))).toBe(true);
    expect(() => group.sumOfProducts([generator], [])).toThrow("sum of products");
  });

  test("the pairing is bilinear and not degenerate", () => {
    check(
      fc.property(scalar, scalar, scalar, (a, b, c) => {
        const [p, q] = [g1.mul(g1.generator, a), g2.mul(g2.generator, b)];
        const against = (k: bigint) => [g1.neg(g1.mul(g1.generator, k)), g2.generator] as const;
        expect(suite.pairingCheck([[p, q], against(scalars.mul(a, b))])).toBe(true);
        expect(suite.pairingCheck([[p, q], against(c)])).toBe(c === scalars.mul(a, b));
      }),
    );
    expect(suite.pairingCheck([])).toBe(true);
    expect(
      suite.pairingCheck([
        [g1.identity, g2.generator],
        [g1.generator, g2.identity],
      ]),
    ).toBe(true);
    expect(suite.pairingCheck([[g1.generator, g2.generator]])).toBe(false);
  });

  test("a random secret takes 16 bytes more than the order has, so that it is uniform up to 2^-128", () => {
    const asked: number[] = [];
    secrets.random((length) => {
      asked.push(length);
      return new Uint8Array(length);
    });
    expect(asked).toEqual([Math.ceil(suite.order.toString(2).length / 8) + 16]);
  });

  test("random secrets repeat with their bytes and are canonical", () => {
    const drawn = (seed: number) => secrets.disclose(secrets.random(seededBytes(seed)));
    expect(drawn(1)).toBe(drawn(1));
    const many = Array.from({ length: 20 }, (_, seed) => drawn(seed));
    expect(many.every((text) => scalars.decode(text) !== null && scalars.decode(text) !== 0n)).toBe(true);
    expect(new Set(many).size).toBeGreaterThan(1);
  });
});

describe.each(LARGE_SUITES)("the large suite %s", (_, { suite }) => {
  const { scalars, g1, g2 } = suite;

  test("texts are of constant length and in one form", () => {
    for (const k of [0n, 1n, 2n, suite.order - 1n]) {
      const texts = [scalars.encode(k), g1.encode(g1.mul(g1.generator, k)), g2.encode(g2.mul(g2.generator, k))] as const;
      expect(texts.map((text) => text.length)).toEqual([64, 96, 192]);
      for (const [i, read] of [scalars.decode, g1.decode, g2.decode].entries()) {
        const text = texts[i]!;
        expect(read(text)).not.toBeNull();
        for (const other of [`${text}0`, `0${text}`, ` ${text}`, text.slice(0, -1), `0x${text}`, "", text.replace(/.$/, "g")])
          expect(read(other)).toBeNull();
        if (text.toUpperCase() !== text) expect(read(text.toUpperCase())).toBeNull();
      }
    }
  });

  test("hashes depend on the message and on the tag", () => {
    const hash = (byte: number, dst: string) => g1.encode(suite.hashToG1(new Uint8Array([byte]), dst));
    expect(new Set([hash(1, "a"), hash(1, "b"), hash(2, "a"), hash(1, "a")]).size).toBe(3);
    const challenge = (byte: number, dst: string) => suite.hashToScalar(new Uint8Array([byte]), dst);
    expect(new Set([challenge(1, "a"), challenge(1, "b"), challenge(2, "a"), challenge(1, "a")]).size).toBe(3);
    expect(suite.digest(new TextEncoder().encode("abc"))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});

test("sim and bls12-381 have the same scalars, challenges and lengths of texts", () => {
  const [sim, bls] = [simSuite(), SUITES.find(([name]) => name === "bls12-381")![1].suite];
  expect(sim.order).toBe(bls.order);
  expect(sim.hashToScalar(new Uint8Array(5), "d")).toBe(bls.hashToScalar(new Uint8Array(5), "d"));
  expect(sim.g2.encode(sim.g2.generator)).toHaveLength(bls.g2.encode(bls.g2.generator).length);
});
