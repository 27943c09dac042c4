/** Wrong variants of the adapter around our own code: how they are made. */

import { schnorrProofs } from "nexus-reference/crypto/chaum-pedersen";
import type { Suite } from "nexus-reference/crypto/suite";
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
