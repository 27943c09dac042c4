/**
 * The suites of cryptography, read by the code of this repository. What stands in `ours` is all that they are read with: a test puts wrong variants in
 * its place, and each has to fail a case.
 */

import { verifyExcluded, verifyIncluded } from "nexus-reference/crypto/authenticated-map";
import { eip2537G1, eip2537G2, fromEip2537G1, fromEip2537G2 } from "nexus-reference/crypto/bls12-381-encodings";
import { bls12381Suite } from "nexus-reference/crypto/bls12-381-suite";
import { isCommitment } from "nexus-reference/crypto/feldman";
import { decodeBeacon, decodeOutward, encodeBeacon } from "nexus-reference/crypto/statements";
import { combine, partialVerify, thresholdKey, verify } from "nexus-reference/crypto/threshold-bls";
import { Accept } from "nexus-reference/machines/beacon/actions";
import { digestOf } from "nexus-reference/machines/beacon/rounds";
import { keyGenerationSuites, ours as oursOfKeyGeneration } from "./key-generation.mjs";

export const ours = {
  ...oursOfKeyGeneration,
  suite: bls12381Suite(),
  eip2537G1,
  eip2537G2,
  fromEip2537G1,
  fromEip2537G2,
  isCommitment,
  decodeBeacon,
  decodeOutward,
  encodeBeacon,
  verifyIncluded,
  verifyExcluded,
  combine,
  partialVerify,
  thresholdKey,
  verify,
  Accept,
  digestOf,
};

const bytes = (hex) => Buffer.from(hex, "hex");
const hex = (of) => Buffer.from(of).toString("hex");

/** What a datum of each suite is read as; undefined where it is invalid. */
export const cryptographySuites = (of = ours) => ({
  ...encodingSuites(of),
  ...signatureSuites(of),
  ...beaconSuites(of),
  ...keyGenerationSuites(of),
});

function encodingSuites(of) {
  const { suite, eip2537G1, eip2537G2, fromEip2537G1, fromEip2537G2, decodeBeacon, decodeOutward } = of;
  const groups = {
    G1: { ...suite.g1, write: eip2537G1, read: fromEip2537G1, length: 128 },
    G2: { ...suite.g2, write: eip2537G2, read: fromEip2537G2, length: 256 },
  };

  function computed({ operation, group, bytes: text }) {
    const input = bytes(text);
    if (operation === "pairing") return paired(input);
    const { length, read, write, add, mul } = groups[group];
    const first = read(input.subarray(0, length), operation === "multiply");
    if (input.length !== length + (operation === "add" ? length : 32) || first === null) return undefined;
    if (operation === "multiply") return hex(write(mul(first, BigInt(`0x${hex(input.subarray(length))}`))));
    const second = read(input.subarray(length), false);
    return second === null ? undefined : hex(write(add(first, second)));
  }

  function paired(input) {
    if (input.length === 0 || input.length % 384 !== 0) return undefined;
    const pairs = Array.from({ length: input.length / 384 }, (_, i) => {
      const pair = input.subarray(384 * i, 384 * (i + 1));
      return [fromEip2537G1(pair.subarray(0, 128), true), fromEip2537G2(pair.subarray(128), true)];
    });
    if (pairs.flat().includes(null)) return undefined;
    return (suite.pairingCheck(pairs) ? "1" : "0").padStart(64, "0");
  }

  return {
    "bls12-381-encodings": ({ kind, identity, text }) => {
      if (kind === "scalar") return suite.scalars.decode(text)?.toString();
      const { decode, decodeNonIdentity, write } = groups[kind];
      const point = identity ? decode(text) : decodeNonIdentity(text);
      return point === null ? undefined : hex(write(point));
    },
    "bls12-381-operations": computed,
    "map-proofs": ({ root, key, value, proof }) => {
      const holds =
        value === null ? of.verifyExcluded(root, bytes(key), proof) : of.verifyIncluded(root, bytes(key), bytes(value), proof);
      return holds || undefined;
    },
    "signed-statements": ({ kind, bytes: text }) => {
      const decoded = kind === "beacon" ? decodeBeacon(bytes(text)) : decodeOutward(bytes(text));
      return "error" in decoded ? undefined : decoded.value;
    },
  };
}

function signatureSuites({ suite, isCommitment, publicShare, combine, partialVerify, thresholdKey, verify }) {
  const keyOf = ({ commitment, members }) =>
    isCommitment(suite, commitment, commitment.length) ? thresholdKey(suite, commitment, members) : null;
  return {
    "bls12-381-proofs": ({ kind, context, group, element, base, product, proof }) => {
      const { verifyKnowledge, verifyEquality, verifyPossession } = suite.proofs;
      if (kind === "possession") return verifyPossession(element, proof) || undefined;
      if (kind === "equality") return verifyEquality(bytes(context), { element, base, product }, proof) || undefined;
      return verifyKnowledge(bytes(context), group, element, proof) || undefined;
    },
    "bls-signatures": ({ publicKey, message, signature }) => verify(suite, publicKey, bytes(message), signature) || undefined,
    "bls-partial-signatures": ({ message, index, signature, ...key }) => {
      const shared = keyOf(key);
      if (shared === null || !partialVerify(suite, shared, bytes(message), { index, signature })) return undefined;
      return publicShare(suite, key.commitment, index);
    },
    "bls-threshold-signatures": ({ message, partials, ...key }) => {
      const shared = keyOf(key);
      return shared === null ? undefined : combine(suite, shared, bytes(message), partials).signature;
    },
  };
}

function beaconSuites({ suite, encodeBeacon, verify, Accept, digestOf }) {
  const constants = ({ publicKey, chainId, cloudId, keyEpoch }) => ({ suite, publicKey, key: { chainId, cloudId, keyEpoch } });
  return {
    "beacon-rounds": ({ round, signature, ...cloud }) => {
      const { key, publicKey } = constants(cloud);
      const isRight = verify(suite, publicKey, encodeBeacon({ ...key, round }), signature);
      return isRight ? digestOf({ suite }, signature) : undefined;
    },
    "beacon-openings": ({ height, opened, opens, ...cloud }) => {
      const state = { height, opened, known: [], released: 0, waiting: [] };
      const step = Accept(constants(cloud), state, { b: { opens, requests: false } });
      return typeof step === "string" ? undefined : opens.map((signature) => digestOf({ suite }, signature));
    },
    "drand-rounds": ({ publicKey, round, signature }) => {
      const counter = bytes(round.toString(16).padStart(16, "0"));
      const isRight = verify(suite, publicKey, bytes(suite.digest(counter)), signature);
      return isRight ? digestOf({ suite }, signature) : undefined;
    },
  };
}
