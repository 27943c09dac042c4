/** Wrong proofs, signatures, combinations and rounds. */

import { lagrangeCoefficients } from "nexus-reference/crypto/lagrange";
import type { Suite } from "nexus-reference/crypto/suite";
import { recover, SIGNATURE_DST, type ThresholdKey, verify } from "nexus-reference/crypto/threshold-bls";
import { ours } from "../nexus/cryptography.mjs";
import {
  ignoring,
  type Ours,
  reducing,
  type Step,
  strayG1,
  suite,
  type Variant,
  variant,
  withoutSubgroup,
  withProofs,
  withSuite,
} from "./variant.ts";

type Partials = readonly { readonly index: number; readonly signature: string }[];
type Combine = (of: Suite, key: ThresholdKey, message: Uint8Array, partials: Partials) => { readonly signature?: string };

/** Interpolates the first t with some weights, whatever their indices, and verifies. */
const combining =
  (weights: (indices: readonly number[]) => readonly bigint[]): Combine =>
  (of, key, message, partials) => {
    const quorum = partials.slice(0, key.threshold);
    const points = quorum.map((partial) => of.g1.decode(partial.signature) ?? of.g1.identity);
    const sum = of.g1.sumOfProducts(points, weights(quorum.map(({ index }) => index)));
    const signature = of.g1.encode(sum);
    return quorum.length > 0 && verify(of, key.publicKey, message, signature) ? { signature } : {};
  };

const lagrange = (indices: readonly number[]) => lagrangeCoefficients(suite.scalars, indices);
const combine = ours.combine as unknown as Combine;
const distinct = (partials: Partials): Partials => [...new Map(partials.map((partial) => [partial.index, partial])).values()];

export const signatures: readonly Variant[] = [
  variant("a response is reduced", "bls12-381-proofs", "response-raised", { suite: reducing }),
  variant(
    "proofs about the identity",
    "bls12-381-proofs",
    "identity",
    withProofs({ g1: { ...suite.g1, decodeNonIdentity: suite.g1.decode } }),
  ),
  variant(
    "a challenge without the statement",
    "bls12-381-proofs",
    "knowledge-g1",
    withProofs({
      hashToScalar: (bytes: Uint8Array, tag: string) => suite.hashToScalar(bytes.subarray(-100), tag),
    }),
  ),
  variant(
    "possession by a signature",
    "bls12-381-proofs",
    "possession-by-signature",
    withSuite({
      proofs: {
        ...suite.proofs,
        verifyPossession: (key: string, proof: string) => verify(suite, key, Buffer.from(key, "hex"), proof),
      },
    }),
  ),
  variant(
    "identities sign",
    "bls-signatures",
    "identity-both",
    withSuite({
      g1: { ...suite.g1, decodeNonIdentity: suite.g1.decode },
      g2: { ...suite.g2, decodeNonIdentity: suite.g2.decode },
    }),
  ),
  variant(
    "another tag of the hash",
    "bls-signatures",
    "drand-quicknet",
    withSuite({
      hashToG1: (message: Uint8Array) => suite.hashToG1(message, "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_"),
    }),
  ),
  variant("every pairing holds", "bls-signatures", "other-message", withSuite({ pairingCheck: () => true })),
  variant("member 0", "bls-partial-signatures", "index-zero", {
    partialVerify: (of: Suite, key: ThresholdKey, message: Uint8Array, partial: Partials[number]) =>
      partial.index === 0 ? verify(of, key.publicKey, message, partial.signature) : ours.partialVerify(of, key, message, partial),
  }),
  variant("any commitment", "bls-partial-signatures", "low-degree", {
    isCommitment: (_: Suite, texts: readonly string[]) => texts.length > 0,
  }),
  variant("duplicates are dropped", "bls-threshold-signatures", "duplicate-and-enough", {
    combine: ((of, key, message, partials) => combine(of, key, message, distinct(partials))) satisfies Combine,
  }),
  variant("any index", "bls-threshold-signatures", "index-zero", { combine: combining(lagrange) }),
  variant("members beyond the last", "bls-threshold-signatures", "index-beyond", { combine: combining(lagrange) }),
  variant("a plain sum", "bls-threshold-signatures", "members-1-2-3", { combine: combining((indices) => indices.map(() => 1n)) }),
  variant("what is combined is not verified", "bls-threshold-signatures", "wrong-share", {
    combine: ((of, key, _, partials) => {
      const recovered = recover(of, key.threshold, key.publicShares.length, partials);
      return "signature" in recovered ? recovered : {};
    }) satisfies Combine,
  }),
  variant("a key of a lower degree", "bls-threshold-signatures", "low-degree", {
    isCommitment: (_: Suite, texts: readonly string[]) => texts.length > 0,
  }),
  variant(
    "proofs about points outside the subgroup, by the negative challenge",
    "bls12-381-proofs",
    "shifted-negative",
    withProofs({
      g1: { ...suite.g1, decodeNonIdentity: strayG1 },
    }),
  ),
  variant("signatures outside the subgroup", "bls-signatures", "signature-shifted", withoutSubgroup),
  variant("partial signatures outside the subgroup", "bls-partial-signatures", "shifted", withoutSubgroup),
  variant("combined from points outside the subgroup", "bls-threshold-signatures", "shifted", withoutSubgroup),
  variant("whoever is there is enough", "bls-threshold-signatures", "two", {
    combine: ((of, key, _, partials) => {
      const recovered = recover(of, Math.min(key.threshold, partials.length), key.publicShares.length, partials);
      return "signature" in recovered ? recovered : {};
    }) satisfies Combine,
  }),
];

export const beacons: readonly Variant[] = [
  variant("a message without the epoch", "beacon-rounds", "round", {
    encodeBeacon: (of: Parameters<Ours["encodeBeacon"]>[0]) => ours.encodeBeacon({ ...of, keyEpoch: 0 }),
  }),
  variant("the digest of the text", "beacon-rounds", "round", {
    digestOf: (_: object, signature: string) => suite.digest(Buffer.from(signature, "utf8")),
  }),
  variant("rounds above the final height", "beacon-openings", "ahead", {
    Accept: ((constants, state, args) =>
      (ours.Accept as unknown as Step)(constants, { ...state, height: 1000 }, args)) satisfies Step,
  }),
  variant("signatures are believed", "beacon-openings", "swapped", { Accept: ignoring(ours.Accept, "bad-signature") }),
  variant(
    "the tag of G2",
    "drand-rounds",
    "legacy-unchained-on-g1",
    withSuite({
      hashToG1: (message: Uint8Array) => suite.hashToG1(message, SIGNATURE_DST.replace("G1_", "G2_")),
    }),
  ),
  variant(
    "the identity is the signature of a round",
    "beacon-rounds",
    "identity-key",
    withSuite({
      g1: { ...suite.g1, decodeNonIdentity: suite.g1.decode },
      g2: { ...suite.g2, decodeNonIdentity: suite.g2.decode },
    }),
  ),
  variant("rounds with several values", "beacon-rounds", "shifted", withoutSubgroup),
];
