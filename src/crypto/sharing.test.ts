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
    expect(isCommitment(suite, [good[0]!, "zz", good[1]!], 3)).toBe(false);
    expect(isCommitment(suite, [], 0)).toBe(false);
    expect(verifyShare(suite, [], 1, secretOf(suite, 0))).toBe(false);
    expect(verifyShare(suite, [good[0]!, "zz"], 1, secretOf(suite, 1))).toBe(false);
    expect(() => publicShare(suite, ["zz"], 1)).toThrow("never checked");
    expect(() => addCommitments(suite, [good, good.slice(1)])).toThrow("different lengths");
  });

  test("sums of polynomials are shared by sums of shares under sums of commitments", () => {
    check(
      fc.property(size, fc.array(seed, { minLength: 1, maxLength: 4 }), (t, seeds) => {
        const polynomials = seeds.map((drawn) => randomPolynomial(suite, t, seededBytes(drawn)));
        const joint = addCommitments(
          suite,
          polynomials.map((polynomial) => commit(suite, polynomial)),
        );
        const shares = all.map((i) => {
          const parts = polynomials.map((polynomial) => shareOf(suite, polynomial, i));
          return [i, addSecrets(suite, parts)] as const;
        });
        expect(shares.every(([i, share]) => verifyShare(suite, joint, i, share))).toBe(true);
        expect(publicOf(disclose(interpolate(suite, shares.slice(0, t))))).toBe(joint[0]);
      }),
    );
  });

  test("resharing by any quorum keeps the key, to another threshold too", () => {
    check(
      fc.property(size, size, seed, (t, next, drawn) => {
        const old = randomPolynomial(suite, t, seededBytes(drawn));
        const quorums = subsets(all, t);
        const dealt = quorums[drawn % quorums.length]!.map(
          (j) => [j, randomPolynomial(suite, next, seededBytes(drawn + j), shareOf(suite, old, j))] as const,
        );
        const renewed = interpolateCommitments(
          suite,
          dealt.map(([j, polynomial]) => [j, commit(suite, polynomial)] as const),
        );
        expect(renewed).toHaveLength(next);
        expect(renewed[0]).toBe(commit(suite, old)[0]);
        const shares = all.slice(-next).map((k) => {
          const parts = dealt.map(([j, polynomial]) => [j, shareOf(suite, polynomial, k)] as const);
          return [k, interpolate(suite, parts)] as const;
        });
        expect(shares.every(([k, share]) => verifyShare(suite, renewed, k, share))).toBe(true);
        expect(disclose(interpolate(suite, shares))).toBe(disclose(old[0]!));
      }),
    );
  });

  test("a polynomial of no coefficient is a bug", () => {
    expect(() => randomPolynomial(suite, 0, seededBytes(1))).toThrow("0 coefficients");
  });
});
