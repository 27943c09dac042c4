/** Sealed shares over every suite. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BLS12_381_ORDER, bls12381Suite } from "./bls12-381-suite.ts";
import { openShare, sealShare, sharedPoint } from "./ecies.ts";
import { hide } from "./secret.ts";
import type { SealContext, Secret, Suite } from "./suite.ts";
import { LARGE_SUITES, SUITES, secretOf, seededBytes } from "./testing-suites.ts";

const context: SealContext = { ceremony: "c1", dealer: 1, receiver: 2 };

/** A dealer with R = r * generator and a receiver with E = e * generator. */
function parties(suite: Suite) {
  const [ephemeral, key] = [suite.secrets.random(seededBytes(1)), suite.secrets.random(seededBytes(2))];
  const { g1 } = suite;
  const publicOf = (secret: typeof key) => g1.encode(g1.mulSecret(g1.generator, secret));
  return { ephemeral, key, ephemeralKey: publicOf(ephemeral), receiverKey: publicOf(key) };
}

const shown = (suite: Suite, share: ReturnType<typeof openShare>) => (share === null ? null : suite.secrets.disclose(share));

describe.each(SUITES)("a sealed share over %s", (_, { suite, runs }) => {
  const { ephemeral, key, ephemeralKey, receiverKey } = parties(suite);
  const share = secretOf(suite, 3);
  const box = sealShare(suite, context, ephemeral, receiverKey, share)!;
  const shared = sharedPoint(suite, key, ephemeralKey)!;

  test("opens for the receiver, and for everybody to whom the shared point is published", () => {
    expect(shown(suite, openShare(suite, context, key, ephemeralKey, box))).toBe(suite.scalars.encode(3n));
    expect(shared).toBe(sharedPoint(suite, ephemeral, receiverKey));
    expect(shown(suite, suite.sealing.open(context, ephemeralKey, shared, box))).toBe(suite.scalars.encode(3n));
  });

  test("whatever is sealed to a key opens with it, in its own context and no other", () => {
    const scalar = fc.bigInt({ min: 1n, max: suite.order - 1n });
    const where = fc.record({ ceremony: fc.string(), dealer: fc.nat(), receiver: fc.nat() });
    const publicOf = (secret: Secret) => suite.g1.encode(suite.g1.mulSecret(suite.g1.generator, secret));
    fc.assert(
      fc.property(scalar, scalar, scalar, where, where, (r, e, value, at, elsewhere) => {
        const [mine, yours] = [secretOf(suite, r), secretOf(suite, e)];
        const sealed = sealShare(suite, at, mine, publicOf(yours), secretOf(suite, value))!;
        expect(shown(suite, openShare(suite, at, yours, publicOf(mine), sealed))).toBe(suite.scalars.encode(value));
        const same = at.ceremony === elsewhere.ceremony && at.dealer === elsewhere.dealer && at.receiver === elsewhere.receiver;
        expect(openShare(suite, elsewhere, yours, publicOf(mine), sealed) === null).toBe(!same);
        const another = secretOf(suite, (e % (suite.order - 1n)) + 1n);
        expect(openShare(suite, at, another, publicOf(mine), sealed)).toBeNull();
      }),
      { seed: 3, numRuns: runs },
    );
  });

  test.each<[string, Partial<SealContext>]>([
    ["ceremony", { ceremony: "c2" }],
    ["dealer", { dealer: 3 }],
    ["receiver", { receiver: 3 }],
    ["dealer and receiver exchanged", { dealer: 2, receiver: 1 }],
  ])("does not open under another %s", (_, change) => {
    expect(openShare(suite, { ...context, ...change }, key, ephemeralKey, box)).toBeNull();
  });

  test("does not open under another R or K: the box of one dealer is garbage as that of another", () => {
    const { g1 } = suite;
    const other = g1.encode(g1.add(g1.decode(ephemeralKey)!, g1.generator));
    expect(suite.sealing.open(context, other, shared, box)).toBeNull();
    expect(suite.sealing.open(context, ephemeralKey, other, box)).toBeNull();
  });

  test("keys that are no element, or the identity, seal and open nothing", () => {
    const identity = suite.g1.encode(suite.g1.identity);
    for (const bad of [identity, "", "zz", `${receiverKey} `]) {
      expect(sealShare(suite, context, ephemeral, bad, share)).toBeNull();
      expect(openShare(suite, context, key, bad, box)).toBeNull();
      expect(sharedPoint(suite, key, bad)).toBeNull();
    }
  });

  test("malformed boxes are bad shares", () => {
    for (const bad of ["", "00", box.slice(2), `${box}00`, box.toUpperCase(), "g".repeat(box.length)])
      expect(openShare(suite, context, key, ephemeralKey, bad)).toBeNull();
  });
});

describe.each(LARGE_SUITES)("a sealed share over the large suite %s", (_, { suite }) => {
  const { ephemeral, key, ephemeralKey, receiverKey } = parties(suite);
  const box = sealShare(suite, context, ephemeral, receiverKey, secretOf(suite, 3))!;
  const shared = sharedPoint(suite, key, ephemeralKey)!;

  test("every flipped bit is a bad share, and boxes have one length", () => {
    expect(box).toMatch(/^[0-9a-f]{96}$/);
    for (let i = 0; i < box.length; i++) {
      const digit = (Number.parseInt(box[i]!, 16) ^ (1 << (i % 4))).toString(16);
      expect(suite.sealing.open(context, ephemeralKey, shared, box.slice(0, i) + digit + box.slice(i + 1))).toBeNull();
    }
    expect(sealShare(suite, context, ephemeral, receiverKey, secretOf(suite, 0))).toHaveLength(box.length);
  });
});

test("a box that authenticates and holds the order, or more, is a bad share", () => {
  const suite = bls12381Suite();
  const { ephemeralKey } = parties(suite);
  const sealed = (scalar: bigint) => suite.sealing.seal(context, ephemeralKey, ephemeralKey, hide(scalar));
  const opened = (scalar: bigint) => suite.sealing.open(context, ephemeralKey, ephemeralKey, sealed(scalar));
  expect(opened(BLS12_381_ORDER - 1n)).not.toBeNull();
  expect(opened(BLS12_381_ORDER)).toBeNull();
  expect(opened((1n << 256n) - 1n)).toBeNull();
});
