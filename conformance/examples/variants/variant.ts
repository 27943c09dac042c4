/** Wrong variants of the adapter around our own code: how they are made. */

import { fromEip2537G1, fromEip2537G2 } from "nexus-reference/crypto/bls12-381-encodings";
import { schnorrProofs } from "nexus-reference/crypto/chaum-pedersen";
import type { Suite } from "nexus-reference/crypto/suite";
import { type Affine, g1, g2, isOne } from "../../../scripts/crypto-vectors/curve.ts";
import { readAffine, writeEthereum } from "../../../scripts/crypto-vectors/encodings.ts";
import { ours } from "../nexus/cryptography.mjs";

export type Ours = typeof ours;
export type Change = Partial<{ readonly [K in keyof Ours]: unknown }>;

/** A variant, and a case of a suite that it must fail. */
export interface Variant {
  readonly name: string;
  readonly suite: string;
  readonly fails: string;
  readonly change: Change;
}

export const { suite } = ours as { readonly suite: Suite };
export const variant = (name: string, of: string, fails: string, change: Change): Variant => ({ name, suite: of, fails, change });
export const withSuite = (change: object): Change => ({ suite: { ...suite, ...change } });
export const withGroup = (group: "g1" | "g2", change: object): Change => withSuite({ [group]: { ...suite[group], ...change } });

/** Another reading of a scalar, in all that reads scalars. */
export const withScalars = (decode: (text: string) => bigint | null): Suite => {
  const algebra = { ...suite, scalars: { ...suite.scalars, decode } };
  return { ...algebra, proofs: schnorrProofs(algebra) };
};

/** Scalars that are reduced where they should be refused. */
export const reducing = withScalars((text) => (/^[0-9a-f]{64}$/.test(text) ? suite.scalars.from(BigInt(`0x${text}`)) : null));

/** Proofs over an algebra with something changed. */
export const withProofs = (change: object): Change => {
  const algebra = { ...suite, ...change };
  return { suite: { ...algebra, proofs: schnorrProofs(algebra) } };
};

export type Step = (constants: object, state: object, args: object) => unknown;

/** An action that takes what it should refuse for this reason, and everything else as it is. */
export function ignoring(action: unknown, refusal: string, change: (args: never) => object = () => ({})): Step {
  return (constants, state, args) => {
    const step = (action as Step)(constants, state, args);
    return step === refusal ? [{ ...state, ...change(args as never) }, []] : step;
  };
}

/** Points of G1 that are read without a look at their order, by the curve's equation alone. */
export const strayG1 = (text: string) => {
  const affine = readAffine(text, 1);
  return typeof affine === "string" ? null : fromEip2537G1(Buffer.from(writeEthereum(affine, 1), "hex"), false);
};

/** The same in G2. */
export const strayG2 = (text: string) => {
  const affine = readAffine(text, 2);
  return typeof affine === "string" ? null : fromEip2537G2(Buffer.from(writeEthereum(affine, 2), "hex"), false);
};

/** Pairings that look at no subgroup: ours refuse such points by themselves. */
const pairingCheck: Suite["pairingCheck"] = (pairs) =>
  isOne(
    pairs.map(([a, b]) => [
      g1.anyPoint(readAffine(suite.g1.encode(a), 1) as Affine),
      g2.anyPoint(readAffine(suite.g2.encode(b), 2) as Affine),
    ]),
  );

const nonIdentity =
  <P>(read: (text: string) => P | null, isIdentity: (point: P) => boolean) =>
  (text: string): P | null => {
    const point = read(text);
    return point === null || isIdentity(point) ? null : point;
  };

/** Nothing looks at the subgroup. */
export const withoutSubgroup: Change = withSuite({
  g1: { ...suite.g1, decode: strayG1, decodeNonIdentity: nonIdentity(strayG1 as never, suite.g1.isIdentity) },
  g2: { ...suite.g2, decode: strayG2, decodeNonIdentity: nonIdentity(strayG2 as never, suite.g2.isIdentity) },
  pairingCheck,
});
