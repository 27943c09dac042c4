/** Shamir's and Feldman's sharing over every suite. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { subsets } from "../lib/subsets.ts";
import {
  addCommitments,
  commit,
  interpolateCommitments,
  isCommitment,
  publicShare,
  publicShares,
  verifyShare,
} from "./feldman.ts";
import { addSecrets, interpolate, randomPolynomial, shareOf } from "./shamir.ts";
import { SUITES, secretOf, seededBytes, upTo } from "./testing-suites.ts";

describe.each(SUITES)("sharing over %s", (name, { suite, runs, members }) => {
  const { g2, scalars } = suite;
  const { disclose } = suite.secrets;
  const size = fc.integer({ min: 1, max: Math.min(members, name === "bls12-381" ? 3 : members) });
  const seed = fc.integer({ min: 0, max: 2 ** 31 });
  const all = upTo(members);
  const publicOf = (text: string) => g2.encode(g2.mul(g2.generator, scalars.decode(text)!));
  const check = (property: fc.IRawProperty<unknown>) => fc.assert(property, { seed: 2, numRuns: runs });

  test("any t shares give the secret and every other share, and verify", () => {
    check(
      fc.property(size, seed, (t, drawn) => {
        const polynomial = randomPolynomial(suite, t, seededBytes(drawn));
        const commitment = commit(suite, polynomial);
        const shares = all.map((i) => [i, shareOf(suite, polynomial, i)] as const);
        const quorums = subsets(shares, t);
        for (const quorum of [quorums[0]!, quorums[drawn % quorums.length]!]) {
          expect(disclose(interpolate(suite, quorum))).toBe(disclose(polynomial[0]!));
          for (const [i, share] of shares) expect(disclose(interpolate(suite, quorum, i))).toBe(disclose(share));
        }
        expect(isCommitment(suite, commitment, t)).toBe(true);
        expect(shares.every(([i, share]) => verifyShare(suite, commitment, i, share))).toBe(true);
        expect(publicShares(suite, commitment, members)).toEqual(shares.map(([, share]) => publicOf(disclose(share))));
        expect(publicShare(suite, commitment, 0)).toBe(publicOf(disclose(polynomial[0]!)));
      }),
    );
  });

  test("a share that is off by one, or of another index where that differs, does not verify", () => {
    const polynomial = randomPolynomial(suite, 2, seededBytes(5));
    const commitment = commit(suite, polynomial);
    const share = shareOf(suite, polynomial, 1);
    expect(verifyShare(suite, commitment, 1, share)).toBe(true);
    expect(verifyShare(suite, commitment, 1, addSecrets(suite, [share, secretOf(suite, 1)]))).toBe(false);
    expect(verifyShare(suite, commitment, 2, share)).toBe(false);
    const symmetric = disclose(polynomial[0]!) === disclose(polynomial[1]!);
    expect(verifyShare(suite, [...commitment].reverse(), 2, shareOf(suite, polynomial, 2))).toBe(symmetric);
  });

  test("texts that are no commitment verify nothing", () => {
    const good = commit(suite, randomPolynomial(suite, 2, seededBytes(6)));
    const identity = g2.encode(g2.identity);
    expect(isCommitment(suite, good, 2)).toBe(true);
    // gonka-ai/gonka pull request #822, GEB-12: a dealing of another degree than the threshold's was accepted.
    expect(isCommitment(suite, good, 1)).toBe(false);
    expect(isCommitment(suite, good, 3)).toBe(false);
    expect(isCommitment(suite, [...good, identity], 3)).toBe(false);
    expect(isCommitment(suite, [good[0]!, identity], 2)).toBe(false);
    expect(isCommitment(suite, [identity, good[1]!], 2)).toBe(false);
    expect(isCommitment(suite, [good[0]!, identity, good[1]!], 3)).toBe(true);
    expect(isCommitment(suite, [good[0]!, "zz"], 2)).toBe(false);
    expect(isCommitment(suite, [], 0)).toBe(false);
    expect(verifyShare(suite, [], 1, secretOf(suite, 0))).toBe(false);
    expect(verifyShare(suite, [good[0]!, "zz"], 1, secretOf(suite, 1))).toBe(false);
    expect(() => publicShare(suite, ["zz"], 1)).toThrow("never checked");
    expect(() => addCommitments(suite, [good, good.slice(1)])).toThrow("different lengths");
  });

  test("sums of polynomials are shared by sums of shares under sums of commitments", () => {
    const [a, b, c] = [7, 8, 9].map((drawn) => randomPolynomial(suite, 2, seededBytes(drawn))) as [never, never, never];
    const joint = addCommitments(suite, [commit(suite, a), commit(suite, b), commit(suite, c)]);
    for (const i of all.slice(0, 3)) {
      const share = addSecrets(suite, [shareOf(suite, a, i), shareOf(suite, b, i), shareOf(suite, c, i)]);
      expect(verifyShare(suite, joint, i, share)).toBe(true);
    }
  });

  test("resharing keeps the key, to another threshold too", () => {
    const old = randomPolynomial(suite, 2, seededBytes(10));
    const quorum = [3, 1];
    const dealt = quorum.map((j) => [j, randomPolynomial(suite, 3, seededBytes(20 + j), shareOf(suite, old, j))] as const);
    const renewed = interpolateCommitments(
      suite,
      dealt.map(([j, polynomial]) => [j, commit(suite, polynomial)] as const),
    );
    expect(renewed).toHaveLength(3);
    expect(renewed[0]).toBe(commit(suite, old)[0]);
    const shares = [1, 2, 4].map((k) => {
      const share = interpolate(
        suite,
        dealt.map(([j, polynomial]) => [j, shareOf(suite, polynomial, k)] as const),
      );
      expect(verifyShare(suite, renewed, k, share)).toBe(true);
      return [k, share] as const;
    });
    expect(disclose(interpolate(suite, shares))).toBe(disclose(old[0]!));
  });

  test("a polynomial of no coefficient is a bug", () => {
    expect(() => randomPolynomial(suite, 0, seededBytes(1))).toThrow("0 coefficients");
  });
});
