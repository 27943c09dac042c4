/** Rounds of the beacon: their messages, signatures and values, and the blocks that open them. */

import { readFileSync } from "node:fs";
import { bigEndian, fromHex, sha256, toHex, transcript } from "../bytes.ts";
import { shiftedG1 } from "../encodings.ts";
import { inG1, inG2, sign, verify } from "../signatures.ts";
import { type Draft, invalid, type SuiteDraft, valid } from "../suite.ts";
import { publicKey, secret, shareOf } from "./key.ts";

interface CloudKey {
  readonly publicKey: string;
  readonly chainId: number;
  readonly cloudId: string;
  readonly keyEpoch: number;
}

type RoundInput = CloudKey & { readonly round: number; readonly signature: string };
type BlockInput = CloudKey & { readonly height: number; readonly opened: number; readonly opens: readonly string[] };
interface DrandInput {
  readonly publicKey: string;
  readonly round: number;
  readonly signature: string;
}

const messageOf = ({ chainId, cloudId, keyEpoch }: Omit<CloudKey, "publicKey">, round: number): Buffer =>
  transcript("nexus/beacon/v1", [chainId, fromHex(cloudId) as Buffer, keyEpoch, round]);

const randomness = (signature: string): string => toHex(sha256(fromHex(signature) as Buffer));

const judgeRound = ({ round, signature, ...key }: RoundInput): string | undefined =>
  verify(key.publicKey, messageOf(key, round), signature) ? randomness(signature) : undefined;

function judgeBlock({ height, opened, opens, ...key }: BlockInput): readonly string[] | undefined {
  if (opened + opens.length > height) return undefined;
  const areRight = opens.every((signature, at) => verify(key.publicKey, messageOf(key, opened + at + 1), signature));
  return areRight ? opens.map(randomness) : undefined;
}

const judgeDrand = ({ publicKey: key, round, signature }: DrandInput): string | undefined =>
  verify(key, sha256(bigEndian(round, 8)), signature) ? randomness(signature) : undefined;

const key: CloudKey = { publicKey, chainId: 7, cloudId: "c1".repeat(32), keyEpoch: 2 };
const ROUND = 41;
const signed = (round: number, of: Omit<CloudKey, "publicKey"> = key, by = secret): string => sign(by, messageOf(of, round));

const one = (change: Partial<RoundInput> = {}): RoundInput => ({ ...key, round: ROUND, signature: signed(ROUND), ...change });

/** An outward certificate of the same key that has the round as its height. */
const certificate = transcript("nexus/outward/v1", [
  key.chainId,
  fromHex(key.cloudId) as Buffer,
  key.keyEpoch,
  1,
  ROUND,
  ...Array.from({ length: 7 }, () => Buffer.alloc(32)),
  "soft",
]);

const KEY_TEXT = `A round's message is the transcript nexus/beacon/v1 of the suite signed-statements, with chainId, cloudId, keyEpoch and the round. Its signature
is that of the suite bls-signatures under the cloud's public key, its random value SHA-256 of the signature's 48 bytes, in lower-case hexadecimal.`;

const SOURCE = `signatures by mcl (https://github.com/herumi/mcl), messages and digests by Node's library: scripts/crypto-vectors`;

const notes = {
  OtherKey: {
    bugType: "WRONG_CONTEXT",
    description: "the signature of another cloud, chain or epoch of the key",
    effect: "values are replayed",
  },
  OtherRound: {
    bugType: "WRONG_CONTEXT",
    description: "the signature of another round",
    effect: "a value that is known already serves a request that comes later",
  },
} as const;

export const rounds: SuiteDraft<RoundInput> = {
  suite: "beacon-rounds",
  description: `${KEY_TEXT} The input has the public key and those fields with a signature; it is valid if the signature is that of the round. The output is
the random value.`,
  source: SOURCE,
  notes: {
    ...notes,
    Identity: {
      bugType: "MISSING_CHECK",
      description: "the identity as key or signature",
      effect: "the value is known to everybody",
    },
    OtherStatement: {
      bugType: "WRONG_CONTEXT",
      description: "what the key has signed is no round",
      effect: "whoever has a certificate signed chooses a value",
    },
    Subgroup: {
      bugType: "MISSING_CHECK",
      description: "a signature outside the subgroup that no pairing tells from the right one",
      effect: "whoever opens a round chooses among several values",
    },
    Partial: {
      bugType: "WRONG_CONTEXT",
      description: "a member's partial signature for the signature",
      effect: "a member knows the value alone",
    },
  },
  judge: judgeRound,
  cases: [
    valid("round", "a round", [], one()),
    ...[1, 2, 40, 42, 2 ** 32, Number.MAX_SAFE_INTEGER].map((round) =>
      valid(`round-${round}`, `round ${round}`, [], one({ round, signature: signed(round) })),
    ),
    valid(
      "epoch-0",
      "a key of epoch 0 of the chain 0",
      [],
      one({
        chainId: 0,
        keyEpoch: 0,
        signature: signed(ROUND, { ...key, chainId: 0, keyEpoch: 0 }),
      }),
    ),
    invalid("round-before", "the round before", ["OtherRound"], one({ signature: signed(ROUND - 1) })),
    invalid("round-after", "the round after", ["OtherRound"], one({ signature: signed(ROUND + 1) })),
    invalid(
      "round-and-epoch-swapped",
      "round and epoch for each other",
      ["OtherRound", "OtherKey"],
      one({
        signature: signed(2, { ...key, keyEpoch: ROUND }),
      }),
    ),
    invalid("other-chain", "another chain", ["OtherKey"], one({ signature: signed(ROUND, { ...key, chainId: 8 }) })),
    invalid(
      "other-cloud",
      "another cloud",
      ["OtherKey"],
      one({ signature: signed(ROUND, { ...key, cloudId: "c2".repeat(32) }) }),
    ),
    invalid(
      "other-epoch",
      "the epoch before, by the same key",
      ["OtherKey"],
      one({ signature: signed(ROUND, { ...key, keyEpoch: 1 }) }),
    ),
    invalid("other-public-key", "another public key", ["OtherKey"], one({ publicKey: inG2(5n) })),
    invalid(
      "certificate",
      "an outward certificate of this height",
      ["OtherStatement"],
      one({ signature: sign(secret, certificate) }),
    ),
    invalid(
      "bare-round",
      "the round's eight bytes, as drand hashes them",
      ["OtherStatement"],
      one({
        signature: sign(secret, sha256(bigEndian(ROUND, 8))),
      }),
    ),
    invalid("partial", "the partial signature of member 1", ["Partial"], one({ signature: signed(ROUND, key, shareOf(1)) })),
    invalid(
      "shifted",
      "the signature and a point of order 3, which has another digest",
      ["Subgroup"],
      one({ signature: shiftedG1(signed(ROUND)) }),
    ),
    invalid("identity", "the identity", ["Identity"], one({ signature: inG1(0n) })),
    invalid("identity-key", "the identity under the identity", ["Identity"], one({ publicKey: inG2(0n), signature: inG1(0n) })),
  ],
};

const block = (height: number, opened: number, opens: readonly string[]): BlockInput => ({ ...key, height, opened, opens });
const range = (from: number, to: number): readonly string[] => Array.from({ length: to - from + 1 }, (_, i) => signed(from + i));

export const openings: SuiteDraft<BlockInput> = {
  suite: "beacon-openings",
  description: `${KEY_TEXT} A block on top of the final height \`height\` opens the rounds that come after the last one opened (\`opened\`), in order and without
gaps, none above \`height\`: \`opens\` has their signatures. The block is valid for the beacon if every signature is that of its round. The output
is the list of the random values.`,
  source: SOURCE,
  notes: {
    ...notes,
    Ahead: {
      bugType: "MISSING_CHECK",
      description: "a round above the final height",
      effect: "a value is known before the content of its block is fixed",
    },
    Order: {
      bugType: "MISSING_CHECK",
      description: "rounds in another order, twice, or with a gap",
      effect: "a leader chooses which value serves a request",
    },
  },
  judge: judgeBlock,
  cases: [
    valid("none", "a block that opens nothing", [], block(5, 3, [])),
    valid("next", "the next round", [], block(5, 3, range(4, 4))),
    valid("up-to-the-height", "all rounds up to the final height", [], block(5, 3, range(4, 5))),
    valid("first", "the first round", [], block(1, 0, range(1, 1))),
    valid("several", "five rounds at once", [], block(12, 3, range(4, 8))),
    invalid("ahead", "a round above the final height", ["Ahead"], block(5, 3, range(4, 6))),
    invalid("ahead-alone", "the round of the block's own height", ["Ahead"], block(5, 5, range(6, 6))),
    invalid("gap", "a round is left out", ["Order"], block(5, 3, range(5, 5))),
    invalid("again", "the last round opened, again", ["Order"], block(5, 3, range(3, 3))),
    invalid("swapped", "two rounds for each other", ["Order"], block(5, 3, [...range(5, 5), ...range(4, 4)])),
    invalid("twice", "one round twice", ["Order"], block(5, 3, [...range(4, 4), ...range(4, 4)])),
    invalid(
      "second-is-bad",
      "the second signature is of another key",
      ["OtherKey"],
      block(5, 3, [...range(4, 4), signed(5, key, 5n)]),
    ),
    invalid("other-epoch", "of the epoch before", ["OtherKey"], block(5, 3, [signed(4, { ...key, keyEpoch: 1 })])),
    invalid("other-round", "of round 4 for round 5", ["OtherRound"], block(5, 4, range(4, 4))),
  ],
};

interface Beacon extends DrandInput {
  readonly chain: string;
  readonly dst: string;
  readonly randomness?: string;
}

function drafts(): readonly Draft<DrandInput>[] {
  const { beacons } = JSON.parse(readFileSync("vectors/external/drand-g1.json", "utf8")) as {
    readonly beacons: readonly Beacon[];
  };
  return beacons.flatMap(({ chain, dst, publicKey: of, round, signature, randomness: published }) => {
    const given = { publicKey: of, round, signature };
    if (!dst.includes("G1_")) return [invalid(chain, "a network that signs in G1 under the tag of G2", ["OtherTag"], given)];
    if (published !== undefined && judgeDrand(given) !== published) throw new Error(`${chain} is published with another value`);
    return [
      valid(chain, `round ${round}`, [], given),
      invalid(`${chain}-round-after`, "as the round after", ["OtherRound"], { ...given, round: round + 1 }),
      invalid(`${chain}-other-key`, "under another network's key", ["OtherKey"], {
        ...given,
        publicKey: (beacons.find((other) => other.publicKey !== of) as Beacon).publicKey,
      }),
    ];
  });
}

export const drand: SuiteDraft<DrandInput> = {
  suite: "drand-rounds",
  description: `Published rounds of drand's unchained networks that sign in G1. The input has a network's public key, a round and its signature. The message is SHA-256
of the round in eight bytes, big-endian; the signature is that of the suite bls-signatures. The output is the randomness: SHA-256 of the signature's 48
bytes, in lower-case hexadecimal.`,
  source:
    "vectors/external/drand-g1.json, which names the source of each round; verified again by mcl (https://github.com/herumi/mcl)",
  notes: {
    ...notes,
    OtherTag: {
      bugType: "WRONG_CONTEXT",
      description: "a signature in G1 under the tag of G2, which one of drand's networks has",
    },
  },
  judge: judgeDrand,
  cases: drafts(),
};
