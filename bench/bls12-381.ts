/** The operations of threshold BLS over BLS12-381, and of votes: medians of processor time, in milliseconds, on one thread. */

import { bls12381Suite } from "nexus-reference/crypto/bls12-381-suite";
import { nodeKey, nodePublicKey, signVote, verifyVote } from "nexus-reference/crypto/ed25519";
import { commit, publicShares, verifyShare } from "nexus-reference/crypto/feldman";
import { randomPolynomial, shareOf } from "nexus-reference/crypto/shamir";
import type { Suite } from "nexus-reference/crypto/suite";
import { type PartialSignature, partialSign, recover, SIGNATURE_DST, sign, verify } from "nexus-reference/crypto/threshold-bls";
import { transcript } from "nexus-reference/crypto/transcript";
import { hexOfBytes } from "nexus-reference/lib/hex";
import { seededRandom } from "nexus-reference/lib/random";
import { Collect, Combine, Open } from "nexus-reference/machines/threshold-bls/actions";
import { init } from "nexus-reference/machines/threshold-bls/protocol";
import type { Constants, State } from "nexus-reference/machines/threshold-bls/types";
import type { Benchmark, Figure } from "./benchmark.ts";

/** Thresholds of committees of 7, 31, 127 and 199 members, f + 1 of 3f + 1. */
const THRESHOLDS = [3, 11, 43, 67];

/** The target for one certificate at a threshold of 43: interpolation and its one check. */
const TARGET = { threshold: 43, milliseconds: 60 };

/** The threshold at which a share check by Horner's rule is compared with a sum of products with the powers of the index. */
const SHARE_THRESHOLD = 22;

const next = seededRandom(1);
const random = (length: number) => Uint8Array.from({ length }, () => Math.floor(next() * 256));
let messages = 0;
/** A message that no cache has seen. */
const freshMessage = () => transcript("nexus/bench", [messages++]);

/** The median processor time of a run in milliseconds; what `prepare` makes for each run is not timed. */
function median<T>(runs: number, prepare: () => T, run: (prepared: T) => unknown): number {
  run(prepare());
  const times = Array.from({ length: runs }, () => {
    const prepared = prepare();
    const start = process.cpuUsage();
    run(prepared);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[runs >> 1]!;
}

/** A suite that counts its pairing checks. */
function counting(suite: Suite): { readonly suite: Suite; readonly count: () => number } {
  let count = 0;
  const pairingCheck: Suite["pairingCheck"] = (pairs) => {
    count++;
    return suite.pairingCheck(pairs);
  };
  return { suite: { ...suite, pairingCheck }, count: () => count };
}

interface Certificate {
  readonly suite: Suite;
  readonly message: Uint8Array;
  readonly partials: readonly PartialSignature[];
}

function singleOperations(suite: Suite, runs: number): readonly Figure[] {
  const key = suite.secrets.random(random);
  const publicKey = suite.g2.encode(suite.g2.mulSecret(suite.g2.generator, key));
  const signed = () => {
    const message = freshMessage();
    return { message, signature: sign(suite, key, message)! };
  };
  const vote = nodeKey(random);
  const voteKey = nodePublicKey(vote);
  const ms = (name: string, value: number): Figure => ({ name: `${name}, ms`, value });
  return [
    ms(
      "hash to G1",
      median(runs, freshMessage, (message) => suite.hashToG1(message, SIGNATURE_DST)),
    ),
    ms(
      "partial signature",
      median(runs, freshMessage, (message) => partialSign(suite, key, message)),
    ),
    ms(
      "verify",
      median(runs, signed, ({ message, signature }) => verify(bls12381Suite(), publicKey, message, signature)),
    ),
    ms(
      "verify, key and hash known",
      median(runs, signed, ({ message, signature }) => verify(suite, publicKey, message, signature)),
    ),
    ms(
      "decode a partial",
      median(runs, signed, ({ signature }) => bls12381Suite().g1.decode(signature)),
    ),
    ms(
      "Ed25519 signature",
      median(runs, freshMessage, (message) => signVote(vote, message)),
    ),
    ms(
      "Ed25519 verify",
      median(
        runs,
        () => {
          const message = freshMessage();
          return { message, signature: signVote(vote, message) };
        },
        ({ message, signature }) => verifyVote(voteKey, message, signature),
      ),
    ),
  ];
}

/** Share checks by Horner's rule, and what a sum of products with the index's powers would take. */
function shareChecks(suite: Suite, runs: number): readonly Figure[] {
  const polynomial = randomPolynomial(suite, SHARE_THRESHOLD, random);
  const commitment = commit(suite, polynomial);
  const index = 3 * (SHARE_THRESHOLD - 1) + 1;
  const share = shareOf(suite, polynomial, index);
  const points = commitment.map((text) => suite.g2.decode(text)!);
  const powers = points.map((_, k) => suite.scalars.from(BigInt(index) ** BigInt(k)));
  return [
    {
      name: `share check, t=${SHARE_THRESHOLD}, ms`,
      value: median(
        runs,
        () => share,
        (own) => verifyShare(suite, commitment, index, own),
      ),
    },
    {
      name: "  its powers as one sum",
      value: median(
        runs,
        () => powers,
        (own) => suite.g2.sumOfProducts(points, own),
      ),
    },
    { name: "share check is right", value: String(verifyShare(suite, commitment, index, share)), exactly: "true" },
    {
      name: `public shares of ${index}, ms`,
      value: median(
        1,
        () => index,
        (n) => publicShares(suite, commitment, n),
      ),
    },
  ];
}

function certificates(threshold: number, runs: number): readonly Figure[] {
  const members = 3 * (threshold - 1) + 1;
  const counted = counting(bls12381Suite());
  const { suite } = counted;
  const polynomial = randomPolynomial(suite, threshold, random);
  const publicKey = commit(suite, polynomial.slice(0, 1))[0]!;
  const indices = Array.from({ length: threshold }, (_, i) => members - 2 * i);
  const shares = indices.map((index) => shareOf(suite, polynomial, index));
  const certificate = (fresh: boolean): Certificate => {
    const message = freshMessage();
    const partials = shares.map((share, i) => ({ index: indices[i]!, signature: partialSign(suite, share, message)! }));
    // Partials arrive one by one and are decoded then.
    if (!fresh) for (const { signature } of partials) suite.g1.decode(signature);
    return { suite, message, partials };
  };
  const combined = ({ message, partials }: Certificate): boolean => {
    const result = recover(suite, threshold, members, partials);
    return "signature" in result && verify(suite, publicKey, message, result.signature);
  };
  const recovered = median(
    runs,
    () => certificate(false),
    ({ partials }) => recover(suite, threshold, members, partials),
  );
  const time = median(runs, () => certificate(false), combined);
  const cold = median(runs, () => certificate(true), combined);
  const last = certificate(false);
  const before = counted.count();
  const verdict = combined(last);
  const t = `t=${threshold}`;
  return [
    { name: `recover, ${t}, ms`, value: recovered },
    { name: `recover and verify, ${t}, ms`, value: time },
    { name: "  with decoding, ms", value: cold },
    { name: "  verifies", value: String(verdict), exactly: "true" },
    { name: "  pairing checks", value: counted.count() - before, exactly: 1 },
    ...(threshold === TARGET.threshold
      ? [{ name: `  runs in ${TARGET.milliseconds} ms`, value: TARGET.milliseconds / time, atLeast: 1 }]
      : []),
  ];
}

/** A step that must be taken. */
function taken<S>(stepped: readonly [S, unknown] | string): S {
  if (typeof stepped === "string") throw new Error(`the combiner refuses: ${stepped}`);
  return stepped[0];
}

/** The combiner's machine: what it does with each partial that comes, and with the last of them. */
function combiners(threshold: number, runs: number): readonly Figure[] {
  const members = 3 * (threshold - 1) + 1;
  const counted = counting(bls12381Suite());
  const constants: Constants = { suite: counted.suite, members, threshold };
  const polynomial = randomPolynomial(counted.suite, threshold, random);
  const key = commit(counted.suite, polynomial);
  const quorum = Array.from({ length: threshold }, (_, i) => 1 + 2 * i);
  const shares = quorum.map((index) => shareOf(counted.suite, polynomial, index));
  const opened = () => {
    const message = freshMessage();
    const state = taken(Open(constants, init(), { p: key, m: hexOfBytes(message) }));
    const signatures = shares.map((share) => partialSign(counted.suite, share, message)!);
    return { state, signatures };
  };
  const collect = ({ state, signatures }: { readonly state: State; readonly signatures: readonly string[] }) =>
    signatures.reduce((at, s, i) => taken(Collect(constants, at, { i: quorum[i]!, s })), state);
  const combine = (state: State) => taken(Combine(constants, state, { S: quorum }));
  const collected = median(runs, opened, collect);
  const combined = median(runs, () => collect(opened()), combine);
  const last = collect(opened());
  const before = counted.count();
  const { signature } = combine(last);
  return [
    { name: `machine, t=${threshold}: take a partial, ms`, value: collected / threshold },
    { name: "  combine and verify, ms", value: combined },
    { name: "  has signed", value: String(signature !== null), exactly: "true" },
    { name: "  pairing checks", value: counted.count() - before, exactly: 1 },
    ...(threshold === TARGET.threshold
      ? [{ name: `  runs in ${TARGET.milliseconds} ms`, value: TARGET.milliseconds / combined, atLeast: 1 }]
      : []),
  ];
}

export const bls12381Benchmark: Benchmark = {
  name: "bls12-381",
  run: (quick) => {
    const suite = bls12381Suite();
    const runs = quick ? 3 : 15;
    return [
      ...singleOperations(suite, runs),
      ...shareChecks(suite, runs),
      ...THRESHOLDS.flatMap((threshold) => certificates(threshold, quick ? 1 : 5)),
      ...THRESHOLDS.flatMap((threshold) => combiners(threshold, quick ? 1 : 5)),
    ];
  },
};
