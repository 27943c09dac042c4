/** Threshold signatures over every suite, and the known bugs of others. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { subsets } from "../lib/subsets.ts";
import { commit } from "./feldman.ts";
import { randomPolynomial, shareOf } from "./shamir.ts";
import type { Suite } from "./suite.ts";
import { LARGE_SUITES, SUITES, secretOf, seededBytes, upTo } from "./testing-suites.ts";
import { combine, partialSign, partialVerify, recover, SIGNATURE_DST, sign, thresholdKey, verify } from "./threshold-bls.ts";
import { toySuite } from "./toy-suite.ts";
import { transcript } from "./transcript.ts";

const MEMBERS = 4;
const THRESHOLD = 2;
const message = transcript("test/threshold", ["a message"]);
const otherMessage = transcript("test/threshold", ["another message"]);

/** A shared key. (Over Z_5 one of four shares of a line is always 0, so its public share and its partials are the identity.) */
function committee(suite: Suite, threshold = THRESHOLD, members = MEMBERS) {
  const polynomial = randomPolynomial(suite, threshold, seededBytes(3));
  const partials = upTo(members).map((i) => ({
    index: i,
    signature: partialSign(suite, shareOf(suite, polynomial, i), message)!,
  }));
  return {
    polynomial,
    key: thresholdKey(suite, commit(suite, polynomial), members),
    partials,
    whole: sign(suite, polynomial[0]!, message)!,
  };
}

describe.each(SUITES)("threshold signatures over %s", (name, { suite }) => {
  const { key, partials, whole, polynomial } = committee(suite);
  const off = (text: string) => suite.g1.encode(suite.g1.add(suite.g1.decode(text)!, suite.g1.generator));
  const spoilt = (...indices: number[]) =>
    partials.map((partial) => (indices.includes(partial.index) ? { ...partial, signature: off(partial.signature) } : partial));

  test("every quorum, of any size and in any order, gives the one signature", () => {
    for (const size of [2, 3, 4])
      for (const quorum of subsets(partials, size)) {
        expect(recover(suite, THRESHOLD, MEMBERS, quorum)).toEqual({ signature: whole });
        expect(recover(suite, THRESHOLD, MEMBERS, [...quorum].reverse())).toEqual({ signature: whole });
      }
    expect(combine(suite, key, message, partials)).toEqual({ signature: whole });
    expect(verify(suite, key.publicKey, message, whole)).toBe(true);
  });

  test("partials verify for their member and message alone", () => {
    for (const partial of partials) {
      expect(partialVerify(suite, key, message, partial)).toBe(true);
      expect(partialVerify(suite, key, message, { ...partial, signature: off(partial.signature) })).toBe(false);
    }
    expect(partialVerify(suite, key, message, { ...partials[0]!, index: 2 })).toBe(
      partials[0]!.signature === partials[1]!.signature,
    );
    for (const index of [0, -1, 5, 1.5, Number.NaN])
      expect(partialVerify(suite, key, message, { ...partials[0]!, index })).toBe(false);
    for (const signature of ["", "zz"]) expect(partialVerify(suite, key, message, { index: 1, signature })).toBe(false);
    const nothing = suite.g1.encode(suite.g1.identity);
    for (const { index, signature } of partials)
      expect(partialVerify(suite, key, message, { index, signature: nothing })).toBe(signature === nothing);
  });

  test("a wrong partial in the quorum gives no signature, and one that is not needed does no harm", () => {
    expect(combine(suite, key, message, spoilt(1))).toEqual({ refusal: "unverified" });
    expect(combine(suite, key, message, spoilt(4))).toEqual({ signature: whole });
    expect(combine(suite, key, message, spoilt(1).slice(1))).toEqual({ signature: whole });
  });

  test("a malformed partial in the quorum is refused", () => {
    const malformed = partials.map((partial) => (partial.index === 2 ? { index: 2, signature: "zz" } : partial));
    expect(combine(suite, key, message, malformed)).toEqual({ refusal: "malformed-partial" });
    expect(recover(suite, THRESHOLD, MEMBERS, malformed)).toEqual({ refusal: "malformed-partial" });
    expect(recover(suite, THRESHOLD, MEMBERS, [...malformed].reverse())).toEqual({ signature: whole });
  });

  test("celo-threshold-bls-rs #206: no threshold of 0, and duplicates do not fill a quorum", () => {
    const [first, second] = partials as [(typeof partials)[0], (typeof partials)[0]];
    expect(recover(suite, 0, MEMBERS, [])).toEqual({ refusal: "no-threshold" });
    expect(combine(suite, { ...key, threshold: 0 }, message, partials)).toEqual({ refusal: "no-threshold" });
    for (const threshold of [-1, 1.5, Number.NaN])
      expect(recover(suite, threshold, MEMBERS, partials)).toEqual({ refusal: "no-threshold" });
    expect(recover(suite, THRESHOLD, MEMBERS, [first, first])).toEqual({ refusal: "duplicate-index" });
    expect(recover(suite, THRESHOLD, MEMBERS, [first, first, second])).toEqual({ refusal: "duplicate-index" });
    expect(combine(suite, key, message, [first, first])).toEqual({ refusal: "duplicate-index" });
    expect(recover(suite, THRESHOLD, MEMBERS, [first])).toEqual({ refusal: "too-few-partials" });
    expect(combine(suite, key, message, [first])).toEqual({ refusal: "too-few-partials" });
  });

  test("celo-threshold-bls-rs #205: the identity is no key, no signature and no message", () => {
    const [no1, no2] = [suite.g1.encode(suite.g1.identity), suite.g2.encode(suite.g2.identity)];
    expect(verify(suite, no2, message, no1)).toBe(false);
    expect(verify(suite, key.publicKey, message, no1)).toBe(false);
    expect(combine(suite, { ...key, publicKey: no2 }, message, partials)).toEqual({ refusal: "unverified" });
    const hashless: Suite = { ...suite, hashToG1: () => suite.g1.identity };
    expect(verify(hashless, key.publicKey, message, no1)).toBe(false);
    expect(partialVerify(hashless, key, message, { index: 1, signature: no1 })).toBe(false);
    expect(sign(hashless, polynomial[0]!, message)).toBeNull();
    expect(combine(hashless, key, message, partials)).toEqual({ refusal: "unverified" });
  });

  test("skale libBLS #333: index 0, where the secret stands, is refused", () => {
    const zero = { index: 0, signature: whole };
    expect(recover(suite, THRESHOLD, MEMBERS, [zero, partials[0]!])).toEqual({ refusal: "index-out-of-range" });
    expect(combine(suite, key, message, [zero, ...partials])).toEqual({ refusal: "index-out-of-range" });
    expect(recover(suite, THRESHOLD, MEMBERS, [{ index: MEMBERS + 1, signature: whole }, partials[0]!])).toEqual({
      refusal: "index-out-of-range",
    });
  });

  test("piplabs/story #833: a share that does not fit the polynomial is noticed, and the key's owner learns whose", () => {
    const stranger = {
      index: 2,
      signature: partialSign(suite, secretOf(suite, 1n + BigInt(`0x${Buffer.from(name).toString("hex")}`)), message)!,
    };
    const mixed = partials.map((partial) => (partial.index === 2 ? stranger : partial));
    const differs = stranger.signature !== partials[1]!.signature;
    expect(partialVerify(suite, key, message, stranger)).toBe(!differs);
    expect(combine(suite, key, message, mixed)).toEqual(differs ? { refusal: "unverified" } : { signature: whole });
  });
});

describe.each(SUITES)("random committees over %s", (_, { suite, runs, members }) => {
  test("whoever signs, in whatever order: right partials verify and any quorum recovers the key's signature; wrong ones do not verify", () => {
    const { g1 } = suite;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: Math.min(members, 4) }),
        fc.nat(),
        fc.uint8Array({ maxLength: 8 }),
        fc.shuffledSubarray([...upTo(members)], { minLength: Math.min(members, 4) }),
        (threshold, seed, text, signers) => {
          const polynomial = randomPolynomial(suite, threshold, seededBytes(seed));
          const key = thresholdKey(suite, commit(suite, polynomial), members);
          const bytes = transcript("test/threshold", [text]);
          const partials = signers.map((index) => ({
            index,
            signature: partialSign(suite, shareOf(suite, polynomial, index), bytes)!,
          }));
          const recovered = recover(suite, threshold, members, partials);
          expect(recovered).toEqual({ signature: sign(suite, polynomial[0]!, bytes) });
          const one = partials[seed % partials.length]!;
          expect(partialVerify(suite, key, bytes, one)).toBe(true);
          const wrong = g1.encode(g1.add(g1.decode(one.signature)!, g1.generator));
          expect(partialVerify(suite, key, bytes, { ...one, signature: wrong })).toBe(false);
        },
      ),
      { seed: 43, numRuns: runs },
    );
  });
});

describe.each(LARGE_SUITES)("threshold signatures over the large suite %s", (_, { suite }) => {
  const { key, partials } = committee(suite);

  test("a partial is of one message", () => {
    for (const partial of partials) expect(partialVerify(suite, key, otherMessage, partial)).toBe(false);
  });
});

describe("bad and good committees of other sizes", () => {
  test.each(SUITES.filter(([name]) => ["sim", "toy-11"].includes(name)))(
    "near/threshold-signatures #68 over %s: quorums of every size, odd and even",
    (_, { suite }) => {
      for (const threshold of upTo(7)) {
        const { partials, whole } = committee(suite, threshold, 7);
        for (const quorum of subsets(partials, threshold))
          expect(recover(suite, threshold, 7, quorum)).toEqual({ signature: whole });
      }
    },
  );

  test("indices that are equal, or zero, modulo the order are refused", () => {
    const suite = toySuite(5);
    const partial = (index: number) => ({ index, signature: "1" });
    expect(recover(suite, 2, 10, [partial(1), partial(6)])).toEqual({ refusal: "duplicate-index" });
    expect(recover(suite, 2, 10, [partial(1), partial(5)])).toEqual({ refusal: "index-zero-modulo-order" });
  });

  test("messages are signed under the tag of the draft", () => {
    expect(SIGNATURE_DST).toBe("BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_");
  });
});
