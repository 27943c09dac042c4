/** Proofs over every suite; over the toy suites they are ideal records, which must keep the same promises. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { POSSESSION_DST } from "./chaum-pedersen.ts";
import type { EqualityStatement, G1Point, Suite } from "./suite.ts";
import { LARGE_SUITES, SUITES, secretOf, seededBytes } from "./testing-suites.ts";
import { SIGNATURE_DST, sign, verify } from "./threshold-bls.ts";
import { transcript } from "./transcript.ts";

const context = transcript("test/proofs", ["ceremony", 1]);
const otherContext = transcript("test/proofs", ["ceremony", 2]);
const random = seededBytes(9);

const multiple = (suite: Suite, group: "g1" | "g2", k: bigint): string => {
  const g = suite[group];
  return g.encode((g.mul as (a: unknown, k: bigint) => never)(g.generator, k));
};

/** The statement that x * generator and p * generator are the multiples by x of the generator and of b * generator. */
function statementOf(suite: Suite, x: bigint, b: bigint, p = suite.scalars.mul(x, b)): EqualityStatement {
  return { element: multiple(suite, "g1", x), base: multiple(suite, "g1", b), product: multiple(suite, "g1", p) };
}

describe.each(SUITES)("proofs over %s", (_, { suite, runs }) => {
  const { proofs, order, scalars } = suite;
  const nonZero = fc.bigInt({ min: 1n, max: order - 1n });
  const check = (property: fc.IRawProperty<unknown>) => fc.assert(property, { seed: 11, numRuns: runs });

  test("equality: the proof of a true statement verifies in its context alone", () => {
    check(
      fc.property(nonZero, nonZero, (x, b) => {
        const statement = statementOf(suite, x, b);
        const proof = proofs.proveEquality(context, statement, secretOf(suite, x), random);
        expect(proofs.verifyEquality(context, statement, proof)).toBe(true);
        expect(proofs.verifyEquality(otherContext, statement, proof)).toBe(false);
        const swapped = { element: statement.base, base: statement.element, product: statement.product };
        expect(proofs.verifyEquality(context, swapped, proof)).toBe(x === b);
      }),
    );
  });

  test("equality: no proof of a false statement, whatever the prover's witness", () => {
    check(
      fc.property(nonZero, nonZero, nonZero, (x, b, p) => {
        fc.pre(p !== scalars.mul(x, b));
        const statement = statementOf(suite, x, b, p);
        for (const witness of [x, scalars.mul(p, scalars.inv(b))])
          expect(
            proofs.verifyEquality(context, statement, proofs.proveEquality(context, statement, secretOf(suite, witness), random)),
          ).toBe(false);
      }),
    );
  });

  test("knowledge: the proof verifies for its element, group and context alone", () => {
    check(
      fc.property(nonZero, (x) => {
        for (const [group, field] of [
          ["G1", "g1"],
          ["G2", "g2"],
        ] as const) {
          const element = multiple(suite, field, x);
          const proof = proofs.proveKnowledge(context, group, element, secretOf(suite, x), random);
          expect(proofs.verifyKnowledge(context, group, element, proof)).toBe(true);
          expect(proofs.verifyKnowledge(otherContext, group, element, proof)).toBe(false);
          expect(proofs.verifyKnowledge(context, group === "G1" ? "G2" : "G1", element, proof)).toBe(false);
          expect(proofs.verifyKnowledge(context, group, multiple(suite, field, x + 1n), proof)).toBe(false);
        }
      }),
    );
  });

  test("malformed texts and the identity verify nothing", () => {
    const identity = multiple(suite, "g1", 0n);
    const statement = statementOf(suite, 2n, 3n);
    const proof = proofs.proveEquality(context, statement, secretOf(suite, 2), random);
    for (const field of ["element", "base", "product"] as const)
      for (const bad of [identity, "", "zz", `${statement[field]} `])
        expect(proofs.verifyEquality(context, { ...statement, [field]: bad }, proof)).toBe(false);
    const all0 = { element: identity, base: identity, product: identity };
    for (const bad of ["", "zz", "0", proof.slice(1), `${proof}0`, "0".repeat(proof.length)]) {
      expect(proofs.verifyEquality(context, statement, bad)).toBe(false);
      expect(proofs.verifyEquality(context, all0, bad)).toBe(false);
      expect(proofs.verifyKnowledge(context, "G1", statement.element, bad)).toBe(false);
      expect(proofs.verifyKnowledge(context, "G1", identity, bad)).toBe(false);
      expect(proofs.verifyPossession(multiple(suite, "g2", 2n), bad)).toBe(false);
      expect(proofs.verifyPossession(bad, proof)).toBe(false);
    }
  });

  test("possession: the proof of one key is that of no other", () => {
    const proof = proofs.provePossession(secretOf(suite, 2));
    expect(proofs.verifyPossession(multiple(suite, "g2", 2n), proof)).toBe(true);
    expect(proofs.verifyPossession(multiple(suite, "g2", 3n), proof)).toBe(false);
    expect(proofs.verifyPossession(multiple(suite, "g2", 0n), proofs.provePossession(secretOf(suite, 0)))).toBe(false);
  });
});

describe.each(LARGE_SUITES)("proofs over the large suite %s", (_, { suite }) => {
  const { proofs, order, scalars } = suite;

  test("a proof has one form: 128 digits, and every changed scalar is refused", () => {
    const statement = statementOf(suite, 2n, 3n);
    const proof = proofs.proveEquality(context, statement, secretOf(suite, 2), random);
    expect(proof).toMatch(/^[0-9a-f]{128}$/);
    const [challenge, response] = [proof.slice(0, 64), proof.slice(64)];
    const bump = (text: string) => scalars.encode(scalars.add(scalars.decode(text)!, 1n));
    // The same residues written above the order: a second form of a valid proof.
    const wide = (text: string) => (BigInt(`0x${text}`) + order).toString(16).padStart(64, "0");
    for (const bad of [
      bump(challenge) + response,
      challenge + bump(response),
      response + challenge,
      challenge + wide(response),
      wide(challenge) + response,
    ])
      expect(proofs.verifyEquality(context, statement, bad)).toBe(false);
    expect(proofs.verifyEquality(context, statement, proof.toUpperCase())).toBe(false);
  });

  // Weak Fiat-Shamir: a challenge that leaves out a part of the statement lets the prover choose that part last.
  test.each(["element", "base", "product"] as const)("a proof whose challenge leaves out the %s does not verify", (omitted) => {
    const { g1 } = suite;
    const times = (a: G1Point, k: bigint) => g1.mul(a, k);
    const [nonce, other] = [5n, 11n];
    const fixed = { element: times(g1.generator, 2n), base: times(g1.generator, 3n), product: times(g1.generator, 13n) };
    // One equation is answered by who knows its logarithm; the commitment of the other is anything.
    const [first, second] =
      omitted === "element"
        ? [times(g1.generator, other), times(fixed.base, nonce)]
        : [times(g1.generator, nonce), times(g1.generator, other)];
    const kept = (["element", "base", "product"] as const)
      .filter((part) => part !== omitted)
      .map((part) => g1.encode(fixed[part]));
    const weak = transcript("nexus/proof/equality", [suite.name, context, ...kept]);
    const challenge = suite.hashToScalar(
      transcript("nexus/proof/challenge", [weak, g1.encode(first), g1.encode(second)]),
      "nexus/proof/challenge",
    );
    // response * generator - challenge * element = first, response * base - challenge * product = second.
    const inverse = scalars.inv(challenge);
    const z = scalars.from(nonce + challenge * (omitted === "element" ? 13n * scalars.inv(3n) : 2n));
    const last = {
      element: times(g1.add(times(g1.generator, z), g1.neg(first)), inverse),
      base: times(g1.add(second, times(fixed.product, challenge)), scalars.inv(z)),
      product: times(g1.add(times(fixed.base, z), g1.neg(second)), inverse),
    }[omitted];
    const points = { ...fixed, [omitted]: last };
    expect(g1.equal(g1.add(times(g1.generator, z), times(points.element, -challenge)), first)).toBe(true);
    expect(g1.equal(g1.add(times(points.base, z), times(points.product, -challenge)), second)).toBe(true);
    const forged = { element: g1.encode(points.element), base: g1.encode(points.base), product: g1.encode(points.product) };
    expect(proofs.verifyEquality(context, forged, scalars.encode(challenge) + scalars.encode(z))).toBe(false);
  });

  test("a right proof about the identity, whose logarithm everybody knows, does not verify", () => {
    const { g1 } = suite;
    const [nothing, base] = [g1.encode(g1.identity), multiple(suite, "g1", 3n)];
    const nonce = 5n;
    const challenged = (statement: Uint8Array, ...commitments: readonly string[]) =>
      suite.hashToScalar(transcript("nexus/proof/challenge", [statement, ...commitments]), "nexus/proof/challenge");
    const knowledge = challenged(
      transcript("nexus/proof/knowledge", [suite.name, context, "G1", nothing]),
      multiple(suite, "g1", nonce),
    );
    expect(proofs.verifyKnowledge(context, "G1", nothing, scalars.encode(knowledge) + scalars.encode(nonce))).toBe(false);
    const equality = challenged(
      transcript("nexus/proof/equality", [suite.name, context, nothing, base, nothing]),
      multiple(suite, "g1", nonce),
      multiple(suite, "g1", 3n * nonce),
    );
    const statement = { element: nothing, base, product: nothing };
    expect(proofs.verifyEquality(context, statement, scalars.encode(equality) + scalars.encode(nonce))).toBe(false);
  });

  test("the challenge is the one of the page on cryptography", () => {
    const element = multiple(suite, "g1", 2n);
    const [nonce, statement] = [5n, transcript("nexus/proof/knowledge", [suite.name, context, "G1", element])];
    const challenge = suite.hashToScalar(
      transcript("nexus/proof/challenge", [statement, multiple(suite, "g1", nonce)]),
      "nexus/proof/challenge",
    );
    const proof = scalars.encode(challenge) + scalars.encode(scalars.from(nonce + 2n * challenge));
    expect(proofs.verifyKnowledge(context, "G1", element, proof)).toBe(true);
  });

  test("the challenge of equal logarithms is the one of the page on cryptography", () => {
    const nonce = 5n;
    const of = statementOf(suite, 2n, 3n);
    const statement = transcript("nexus/proof/equality", [suite.name, context, of.element, of.base, of.product]);
    const commitments = [multiple(suite, "g1", nonce), multiple(suite, "g1", 3n * nonce)];
    const challenge = suite.hashToScalar(
      transcript("nexus/proof/challenge", [statement, ...commitments]),
      "nexus/proof/challenge",
    );
    const proof = scalars.encode(challenge) + scalars.encode(scalars.from(nonce + 2n * challenge));
    expect(proofs.verifyEquality(context, of, proof)).toBe(true);
  });

  test("proofs of two kinds are never taken for each other", () => {
    const [x, element] = [secretOf(suite, 2), multiple(suite, "g1", 2n)];
    const knowledge = proofs.proveKnowledge(context, "G1", element, x, random);
    const generator = multiple(suite, "g1", 1n);
    expect(proofs.verifyEquality(context, { element, base: generator, product: element }, knowledge)).toBe(false);
  });

  test("a nonce is not used for two statements, even if the source of randomness repeats itself", () => {
    const stuck = () => new Uint8Array(32);
    const commitmentOf = (statement: EqualityStatement, proof: string) => {
      const [c, z] = [proof.slice(0, 64), proof.slice(64)].map((text) => scalars.decode(text)!) as [bigint, bigint];
      const { g1 } = suite;
      return g1.encode(g1.sumOfProducts([g1.generator, g1.decode(statement.element)!], [z, -c]));
    };
    const commitments = [3n, 4n].map((base) => {
      const statement = statementOf(suite, 2n, base);
      return commitmentOf(statement, proofs.proveEquality(context, statement, secretOf(suite, 2), stuck));
    });
    expect(commitments[0]).not.toBe(commitments[1]);
  });

  test("a nonce depends on the witness and on fresh randomness: nobody without the witness can compute it", () => {
    const statement = statementOf(suite, 2n, 3n);
    const nonceOf = (witness: bigint, byte: number) => {
      const proof = proofs.proveEquality(context, statement, secretOf(suite, witness), (n) => new Uint8Array(n).fill(byte));
      const [c, z] = [proof.slice(0, 64), proof.slice(64)].map((text) => scalars.decode(text)!) as [bigint, bigint];
      return scalars.from(z - c * witness);
    };
    expect(new Set([nonceOf(2n, 0), nonceOf(3n, 0), nonceOf(2n, 1)]).size).toBe(3);
    expect(nonceOf(2n, 0)).toBe(nonceOf(2n, 0));
  });

  test("a proof of possession is no signature, and a signature on the key is no proof of possession", () => {
    const key = secretOf(suite, 5);
    const publicKey = multiple(suite, "g2", 5n);
    const bytes = Uint8Array.from(Buffer.from(publicKey, "hex"));
    expect(verify(suite, publicKey, bytes, proofs.provePossession(key), SIGNATURE_DST)).toBe(false);
    expect(verify(suite, publicKey, bytes, proofs.provePossession(key), POSSESSION_DST)).toBe(true);
    expect(proofs.verifyPossession(publicKey, sign(suite, key, bytes)!)).toBe(false);
  });
});
