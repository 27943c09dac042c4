/** Sharing over toy groups, completely: every polynomial, quorum, view and message. The counts are pinned, so none is left out. */

import { describe, expect, test } from "vitest";
import { subsets } from "../lib/subsets.ts";
import { commit, isCommitment, verifyShare } from "./feldman.ts";
import { interpolate, type Polynomial, shareOf } from "./shamir.ts";
import { secretOf, upTo } from "./testing-suites.ts";
import { partialSign, recover, sign, verify } from "./threshold-bls.ts";
import { type ToyOrder, toySuite } from "./toy-suite.ts";

/** A toy group, a committee in it, and all polynomials over it. */
function world(q: ToyOrder, size: number) {
  const suite = toySuite(q, { hashToG1: (message) => message[0]! });
  const members = upTo(size);
  const residues = Array.from({ length: q }, (_, i) => i);
  const polynomials = (t: number): readonly Polynomial[] =>
    t === 0 ? [[]] : polynomials(t - 1).flatMap((low) => residues.map((top) => [...low, secretOf(suite, top)]));
  const { disclose } = suite.secrets;
  const sharesOf = (polynomial: Polynomial) => members.map((i) => disclose(shareOf(suite, polynomial, i)));
  return { suite, members, residues, polynomials, disclose, sharesOf };
}

/** Recoveries: q^t polynomials times the quorums of t members. Views: q^(t - 1) values times the sets of t - 1 members. */
describe.each([
  { q: 5, size: 4, t: 2, recoveries: 150, views: 20 },
  { q: 5, size: 4, t: 3, recoveries: 500, views: 150 },
  { q: 7, size: 6, t: 2, recoveries: 735, views: 42 },
  { q: 7, size: 6, t: 3, recoveries: 6860, views: 735 },
  { q: 11, size: 7, t: 2, recoveries: 2541, views: 77 },
] as const)("t = $t of $size over Z_$q", ({ q, size, t, recoveries, views }) => {
  const { suite, members, residues, polynomials, disclose, sharesOf } = world(q, size);

  test(`every quorum recovers every secret: ${recoveries} cases`, () => {
    let cases = 0;
    for (const polynomial of polynomials(t))
      for (const quorum of subsets(members, t)) {
        const shares = quorum.map((i) => [i, shareOf(suite, polynomial, i)] as const);
        const values = [0, ...members].map((i) => disclose(interpolate(suite, shares, i)));
        expect(values).toEqual([disclose(polynomial[0]!), ...sharesOf(polynomial)]);
        cases++;
      }
    expect(cases).toBe(recoveries);
  });

  test(`t - 1 shares leave the secret uniform: ${views} views, each as often with each secret`, () => {
    const secretsByView = new Map<string, string[]>();
    for (const polynomial of polynomials(t)) {
      const shares = sharesOf(polynomial);
      for (const seen of subsets(members, t - 1)) {
        const view = seen.map((i) => `${i}:${shares[i - 1]}`).join(" ");
        secretsByView.set(view, [...(secretsByView.get(view) ?? []), disclose(polynomial[0]!)]);
      }
    }
    expect(secretsByView.size).toBe(views);
    for (const secrets of secretsByView.values()) expect(secrets.map(Number).sort((a, b) => a - b)).toEqual(residues);
  });

  test("t shares leave one secret, so the count of views can fail", () => {
    const secretsByView = new Map<string, Set<string>>();
    for (const polynomial of polynomials(t)) {
      const view = sharesOf(polynomial).slice(0, t).join(" ");
      secretsByView.set(view, (secretsByView.get(view) ?? new Set()).add(disclose(polynomial[0]!)));
    }
    expect([...secretsByView.values()].every((secrets) => secrets.size === 1)).toBe(true);
  });

  test("a share verifies against the commitment exactly if it is the polynomial's value", () => {
    for (const polynomial of polynomials(t)) {
      const commitment = commit(suite, polynomial);
      const shares = sharesOf(polynomial);
      const verdicts = members.map((i) => residues.filter((value) => verifyShare(suite, commitment, i, secretOf(suite, value))));
      expect(verdicts).toEqual(shares.map((share) => [Number(share)]));
      const isProper = disclose(polynomial[0]!) !== "0" && disclose(polynomial[t - 1]!) !== "0";
      expect(isCommitment(suite, commitment, t)).toBe(isProper);
    }
  });
});

describe("threshold signatures over Z_5", () => {
  const MEMBERS = 4;
  const { suite, members, polynomials } = world(5, MEMBERS);

  test("all quorums give the signature of the key: 500 keys and messages", () => {
    let cases = 0;
    for (const polynomial of polynomials(3))
      for (const hashed of [1, 2, 3, 4]) {
        const message = new Uint8Array([hashed]);
        const whole = sign(suite, polynomial[0]!, message)!;
        const partials = members.map((index) => ({
          index,
          signature: partialSign(suite, shareOf(suite, polynomial, index), message)!,
        }));
        const recovered = subsets(partials, 3).map((quorum) => recover(suite, 3, MEMBERS, quorum));
        expect(recovered).toEqual(Array.from({ length: 4 }, () => ({ signature: whole })));
        const key = commit(suite, polynomial)[0]!;
        expect(verify(suite, key, message, whole)).toBe(key !== "0");
        cases++;
      }
    expect(cases).toBe(500);
  });
});
