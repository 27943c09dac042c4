import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { bls12381Suite } from "../../crypto/bls12-381-suite.ts";
import { randomPolynomial } from "../../crypto/shamir.ts";
import { simSuite } from "../../crypto/sim-suite.ts";
import type { Suite } from "../../crypto/suite.ts";
import { SUITES, seededBytes, upTo } from "../../crypto/testing-suites.ts";
import { sign, verify } from "../../crypto/threshold-bls.ts";
import { bytesOfHex } from "../../lib/hex.ts";
import { subsets } from "../../lib/subsets.ts";
import { type Group, groupOf, honestPartial, run } from "./testing-runs.ts";
import type { Partial } from "./types.ts";

const MESSAGE = "0102";

/** A permutation of the members, in the order of keys. */
const ordered = (partials: readonly Partial[], keys: readonly number[]): readonly Partial[] =>
  partials
    .map((partial, at) => [keys[at % keys.length] as number, partial] as const)
    .sort(([a], [b]) => a - b)
    .map(([, partial]) => partial);

/** The signature of the whole key, by whoever knows it. */
const signatureOf = ({ constants, polynomial }: Group) =>
  sign(constants.suite, polynomial[0] as (typeof polynomial)[0], bytesOfHex(MESSAGE));

describe.each(SUITES)("a combiner over %s", (_, { suite, runs, members: most }) => {
  const group = fc
    .record({ members: fc.integer({ min: 1, max: most }), seed: fc.nat(), pick: fc.nat() })
    .map(({ members, seed, pick }) => groupOf(suite, members, randomPolynomial(suite, 1 + (pick % members), seededBytes(seed))));

  test.prop([group, fc.array(fc.nat(), { minLength: 1, maxLength: 7 }), fc.array(fc.nat(), { maxLength: 6 })], {
    seed: 6,
    numRuns: runs,
  })("signs whatever up to n - t members send, and blames nobody else", (of, order, lies) => {
    const { members, threshold } = of.constants;
    const byzantine = new Map(lies.slice(0, members - threshold).map((lie, at) => [members - at, lie]));
    const partials = upTo(members).map((index): Partial => {
      const lie = byzantine.get(index);
      if (lie === undefined) return honestPartial(of, index, MESSAGE);
      const { g1, scalars } = suite;
      return { index, signature: g1.encode(g1.mul(g1.generator, scalars.from(lie))) };
    });
    const { state, effects, checks } = run(of, MESSAGE, ordered(partials, order));

    const signature = signatureOf(of);
    expect(state.signature).toBe(signature);
    expect(effects.at(-1)).toEqual({ type: "Publish", signature });
    expect(verify(suite, of.key[0] as string, bytesOfHex(MESSAGE), signature as string)).toBe(true);
    for (const index of state.blamed) expect([...byzantine.keys()]).toContain(index);
    expect(checks).toBeLessThanOrEqual(1 + state.blamed.length * (1 + Math.ceil(Math.log2(threshold))));
  });
});

describe("every quorum of up to seven members", () => {
  const cheap = SUITES.filter(([name]) => name !== "bls12-381");

  // near/threshold-signatures issue 68: interpolation in a batch was wrong for odd numbers of points alone.
  test.each(cheap)("gives one signature over %s, whether it is odd or even", (_, { suite, members }) => {
    for (const threshold of upTo(members)) {
      const of = groupOf(suite, members, randomPolynomial(suite, threshold, seededBytes(threshold)));
      const partials = upTo(members).map((index) => honestPartial(of, index, MESSAGE));
      const signatures = subsets(partials, threshold).map((quorum) => run(of, MESSAGE, quorum).state.signature);
      expect(new Set(signatures)).toEqual(new Set([signatureOf(of)]));
    }
  });
});

/** A suite that counts its pairing checks. */
function counting(of: Suite): { readonly suite: Suite; readonly count: () => number } {
  let count = 0;
  const pairingCheck: Suite["pairingCheck"] = (pairs) => {
    count++;
    return of.pairingCheck(pairs);
  };
  return { suite: { ...of, pairingCheck }, count: () => count };
}

describe("the work of a combiner", () => {
  test("is at most one pairing check a step, and one in all where the first quorum is good", () => {
    const { suite, count } = counting(simSuite());
    const group = groupOf(suite, 16, randomPolynomial(suite, 6, seededBytes(6)));
    const good = upTo(16).map((index) => honestPartial(group, index, MESSAGE));

    expect(run(group, MESSAGE, good)).toMatchObject({ checks: 1 });
    expect(count()).toBe(1);

    const wrong = (partial: Partial): Partial => ({ ...partial, signature: honestPartial(group, 16, MESSAGE).signature });
    const { state, checks } = run(group, MESSAGE, [...good.slice(0, 5).map(wrong), ...good.slice(5)]);
    expect(state).toMatchObject({ signature: signatureOf(group), blamed: [1, 2, 3, 4, 5] });
    expect(count() - 1).toBe(checks);
    expect(checks).toBeLessThanOrEqual(1 + 5 * (1 + 3));
  });

  test.each([3, 11, 43])("is one pairing check per certificate over BLS12-381, at a threshold of %i too", (threshold) => {
    const { suite, count } = counting(bls12381Suite());
    const group = groupOf(suite, 3 * (threshold - 1) + 1, randomPolynomial(suite, threshold, seededBytes(threshold)));
    const partials = upTo(threshold).map((at) => honestPartial(group, 3 * at - 2, MESSAGE));
    expect(run(group, MESSAGE, partials).state.signature).toBe(signatureOf(group));
    expect(count()).toBe(1);
  });
});
