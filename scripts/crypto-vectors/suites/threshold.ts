/** Partial signatures, and the signatures that they give together. */

import { fromHex, toHex, transcript } from "../bytes.ts";
import { g2, hashToG1, ORDER, samePairing } from "../curve.ts";
import { pointFrom, readG1, shiftedG1, writeAffine, writeG2 } from "../encodings.ts";
import {
  areIndices,
  combine,
  commitmentTo,
  committedAt,
  inG1,
  inG2,
  type Partial as PartialSignature,
  readCommitment,
  SIGNING_TAG,
  sign,
  valueAt,
} from "../signatures.ts";
import { invalid, type Note, type SuiteDraft, valid } from "../suite.ts";
import { COEFFICIENTS, commitment, MEMBERS, partial, REFRESHED, secret, shareOf } from "./key.ts";

interface Key {
  readonly commitment: readonly string[];
  readonly members: number;
  readonly message: string;
}

type PartialInput = Key & PartialSignature;
type CombineInput = Key & { readonly partials: readonly PartialSignature[] };

const message = transcript("example/v1", ["a message", 1]);
const other = transcript("example/v1", ["a message", 2]);
const key: Key = { commitment, members: MEMBERS, message: toHex(message) };

/** The member's public share, if the partial is the member's. */
function judgePartial({ commitment: texts, members, message: bytes, index, signature }: PartialInput): string | undefined {
  const points = readCommitment(texts, texts.length);
  const point = readG1(signature);
  if (points === null || point === null || !areIndices([index], members)) return undefined;
  const share = committedAt(points, index);
  const hashed = hashToG1(fromHex(bytes) as Buffer, SIGNING_TAG);
  return samePairing([point, g2.generator], [hashed, share]) ? writeG2(share) : undefined;
}

const judgeCombine = ({ commitment: texts, members, message: bytes, partials }: CombineInput): string | undefined =>
  combine(texts, members, fromHex(bytes) as Buffer, partials);

const KEY_TEXT = `A key of t of n members is the commitment to a polynomial of t coefficients modulo r: the generator of G2 times each of them, as texts,
that of the constant term first. The first is the public key; neither the first nor the last is the identity. The members are 1 to n. The share of member i is
the polynomial's value at i, its public share the generator times that: the sum of i^k times the commitment's element k. A partial signature is a signature
of the message (suite bls-signatures) with the share as key.`;

const SOURCE = `groups, maps and pairings by mcl (https://github.com/herumi/mcl), shares and Lagrange's weights by big integers: scripts/crypto-vectors`;

const notes = {
  Encoding: {
    bugType: "ENCODING",
    description: "a partial signature that is no canonical text of an element, or outside the subgroup",
  },
  Index: {
    bugType: "MISSING_CHECK",
    description: "an index that is 0 or nobody's",
    effect: "at 0 stands the secret itself: whoever knows a partial for 0 has the signature",
    links: ["https://github.com/skalenetwork/libBLS/issues/333"],
  },
  Key: {
    bugType: "MISSING_CHECK",
    description: "a commitment that is empty, or whose first or last element is the identity",
    effect: "a threshold of 0 is reached by nobody, and the identity is a signature; a lower degree needs fewer members",
    links: ["https://github.com/celo-org/celo-threshold-bls-rs/pull/206"],
  },
  OtherEpoch: { bugType: "WRONG_CONTEXT", description: "a partial signature with a share from before a refresh" },
  OtherMember: { bugType: "WRONG_CONTEXT", description: "a partial signature of another member" },
  OtherMessage: { bugType: "WRONG_CONTEXT", description: "a partial signature of another message" },
} as const satisfies { readonly [flag: string]: Note };

const one = (change: Partial<PartialInput> = {}): PartialInput => ({ ...key, ...partial(3, message), ...change });

export const partials: SuiteDraft<PartialInput> = {
  suite: "bls-partial-signatures",
  description: `${KEY_TEXT} The input has the commitment, n as members, the message in hexadecimal, and an index with a partial signature. It is valid if
the index is a member's and the partial signature that member's; the output is the member's public share.`,
  source: SOURCE,
  notes,
  judge: judgePartial,
  cases: [
    ...[1, 2, 3, 4, 5].map((index) =>
      valid(`member-${index}`, `the partial signature of member ${index}`, [], one(partial(index, message))),
    ),
    valid(
      "one-of-one",
      "a key of one member with one coefficient",
      [],
      one({
        commitment: [inG2(secret)],
        members: 1,
        index: 1,
        signature: sign(secret, message),
      }),
    ),
    invalid(
      "index-zero",
      "the secret's own signature as that of member 0",
      ["Index"],
      one({ index: 0, signature: sign(secret, message) }),
    ),
    invalid("index-beyond", "a value of the polynomial that is no member's", ["Index"], one(partial(6, message))),
    invalid(
      "index-negative",
      "the polynomial's value at -1",
      ["Index"],
      one({ index: -1, signature: sign(valueAt(COEFFICIENTS, -1), message) }),
    ),
    invalid("index-fraction", "an index that is no whole number", ["Index"], one({ index: 2.5 })),
    invalid(
      "other-member",
      "that of member 2 in the name of member 3",
      ["OtherMember"],
      one({ signature: partial(2, message).signature }),
    ),
    invalid("other-message", "of another message", ["OtherMessage"], one(partial(3, other))),
    invalid(
      "after-refresh",
      "with a share of the same key after a refresh",
      ["OtherEpoch"],
      one({
        signature: sign(valueAt(REFRESHED, 3), message),
      }),
    ),
    invalid("whole-signature", "the signature of the whole key", ["OtherMember"], one({ signature: sign(secret, message) })),
    invalid("identity", "the identity", ["OtherMember"], one({ signature: inG1(0n) })),
    invalid("negative", "the negative partial signature", ["OtherMember"], one({ signature: sign(ORDER - shareOf(3), message) })),
    invalid("stray", "a point outside the subgroup", ["Encoding"], one({ signature: writeAffine(pointFrom(3n, 1), 1) })),
    invalid(
      "shifted",
      "the partial signature and a point of order 3",
      ["Encoding"],
      one({ signature: shiftedG1(partial(3, message).signature) }),
    ),
    invalid("upper-case", "upper-case digits", ["Encoding"], one({ signature: partial(3, message).signature.toUpperCase() })),
    invalid("empty-key", "a key without coefficients", ["Key"], one({ commitment: [], signature: inG1(0n) })),
    invalid(
      "identity-key",
      "a key whose secret is 0",
      ["Key"],
      one({
        commitment: commitmentTo([0n, 5n]),
        signature: sign(15n, message),
      }),
    ),
    invalid(
      "low-degree",
      "a key whose last coefficient is 0",
      ["Key"],
      one({
        commitment: commitmentTo([5n, 6n, 0n]),
        signature: sign(23n, message),
      }),
    ),
  ],
};

const of = (indices: readonly number[], bytes = message) => indices.map((index) => partial(index, bytes));
const all = (list: readonly PartialSignature[], change: Partial<CombineInput> = {}): CombineInput => ({
  ...key,
  partials: list,
  ...change,
});

/** All sets of three of the five. */
const triples = [1, 2, 3, 4, 5]
  .flatMap((a) => [1, 2, 3, 4, 5].flatMap((b) => [1, 2, 3, 4, 5].map((c) => [a, b, c])))
  .filter(([a = 0, b = 0, c = 0]) => a < b && b < c);

const [good1, good2, good3] = of([1, 2, 3]) as [PartialSignature, PartialSignature, PartialSignature];
const bad = { index: 2, signature: sign(shareOf(2) + 1n, message) };

/** Two errors that cancel in a plain sum, and not by Lagrange's weights. */
const cancelling = [
  { index: 1, signature: sign(shareOf(1) + 1n, message) },
  { index: 2, signature: sign(shareOf(2) - 1n, message) },
];

export const combinations: SuiteDraft<CombineInput> = {
  suite: "bls-threshold-signatures",
  description: `${KEY_TEXT} The input has the commitment, n as members, the message in hexadecimal, and partial signatures with their indices. No index may be
0, beyond n or there twice, in the whole list; there must be at least t partial signatures. The first t of the list are interpolated at 0 with Lagrange's weights, and
what comes out is verified under the public key. It is valid if that holds; the output is the signature, which is the same for every t members.`,
  source: SOURCE,
  notes: {
    ...notes,
    Duplicate: {
      bugType: "MISSING_CHECK",
      description: "an index that is there twice",
      effect: "fewer members than the threshold fill a quorum",
      links: ["https://github.com/celo-org/celo-threshold-bls-rs/pull/206"],
    },
    Lagrange: {
      bugType: "EDGE_CASE",
      description: "members in another order, or not the first ones: the weights depend on the set",
    },
    More: { bugType: "EDGE_CASE", description: "more partial signatures than the threshold: the first ones count" },
    TooFew: { bugType: "MISSING_CHECK", description: "fewer partial signatures than the threshold" },
    WrongShare: {
      bugType: "MISSING_CHECK",
      description: "a partial signature with a share that is not on the key's polynomial",
      effect: "what is combined is no signature, and is published unverified",
      links: ["https://github.com/piplabs/story/issues/833"],
    },
  },
  judge: judgeCombine,
  cases: [
    ...triples.map((indices) =>
      valid(`members-${indices.join("-")}`, `members ${indices.join(", ")}`, ["Lagrange"], all(of(indices))),
    ),
    valid("members-5-1-3", "in another order", ["Lagrange"], all(of([5, 1, 3]))),
    valid("members-all", "all five", ["More"], all(of([4, 2, 5, 1, 3]))),
    valid(
      "bad-one-last",
      "one more than needed, which is bad and does not count",
      ["More"],
      all([good1, good3, partial(4, message), bad]),
    ),
    valid(
      "one-of-one",
      "a key of one member",
      [],
      all([{ index: 1, signature: sign(secret, message) }], { commitment: [inG2(secret)], members: 1 }),
    ),
    valid("large-indices", "three of 64 members", ["Lagrange"], all(of([63, 1, 64]), { members: 64 })),
    invalid("none", "no partial signature", ["TooFew"], all([])),
    invalid("two", "one too few", ["TooFew"], all([good1, good2])),
    invalid("duplicate", "the same one twice", ["Duplicate"], all([good1, good2, good2])),
    invalid("duplicate-and-enough", "one twice beside enough others", ["Duplicate"], all([good1, good2, good3, good3])),
    invalid("duplicate-index", "two different ones of one member", ["Duplicate"], all([good1, good2, { ...good3, index: 2 }])),
    invalid(
      "index-zero",
      "the whole signature at the index 0",
      ["Index"],
      all([{ index: 0, signature: sign(secret, message) }, good1, good2]),
    ),
    invalid(
      "index-zero-last",
      "the index 0 beyond the first three",
      ["Index"],
      all([good1, good2, good3, { index: 0, signature: sign(secret, message) }]),
    ),
    invalid("index-beyond", "a value of the polynomial that is no member's", ["Index"], all([good1, good2, partial(6, message)])),
    invalid("wrong-share", "a share off by one", ["WrongShare"], all([good1, bad, good3])),
    invalid("wrong-shares-cancelling", "two shares whose errors add up to 0", ["WrongShare"], all([...cancelling, good3])),
    invalid(
      "identity",
      "the identity as partial signature",
      ["WrongShare"],
      all([good1, { index: 2, signature: inG1(0n) }, good3]),
    ),
    invalid(
      "swapped",
      "two partial signatures for each other",
      ["OtherMember"],
      all([{ ...good1, index: 2 }, { ...good2, index: 1 }, good3]),
    ),
    invalid("other-message", "one of another message", ["OtherMessage"], all([good1, ...of([2], other), good3])),
    invalid("all-of-another-message", "all of another message", ["OtherMessage"], all(of([1, 2, 3], other))),
    invalid(
      "after-refresh",
      "one with a share after a refresh",
      ["OtherEpoch"],
      all([good1, good2, { index: 3, signature: sign(valueAt(REFRESHED, 3), message) }]),
    ),
    invalid(
      "stray",
      "a point outside the subgroup",
      ["Encoding"],
      all([good1, good2, { index: 3, signature: writeAffine(pointFrom(3n, 1), 1) }]),
    ),
    invalid(
      "shifted",
      "a partial signature and a point of order 3: what is combined is another text, and verifies",
      ["Encoding"],
      all([good1, good2, { ...good3, signature: shiftedG1(good3.signature) }]),
    ),
    invalid("malformed", "a text that is no point", ["Encoding"], all([good1, good2, { index: 3, signature: "00" }])),
    invalid("empty-key", "a key without coefficients, and no partial signature", ["Key"], all([], { commitment: [] })),
    invalid(
      "identity-key",
      "a key whose secret is 0",
      ["Key"],
      all(
        [5n, 10n].map((share, at) => ({ index: at + 1, signature: sign(share, message) })),
        { commitment: commitmentTo([0n, 5n]) },
      ),
    ),
    invalid(
      "low-degree",
      "a key whose last coefficient is 0",
      ["Key"],
      all(
        [11n, 17n, 23n].map((share, at) => ({ index: at + 1, signature: sign(share, message) })),
        { commitment: commitmentTo([5n, 6n, 0n]) },
      ),
    ),
  ],
};
