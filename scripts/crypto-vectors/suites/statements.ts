/** The bytes that a cloud's key signs: what is read from them, and what is no statement. */

import { bigEndian, fromHex, toHex, transcript } from "../bytes.ts";
import { invalid, type Json, type SuiteDraft, valid } from "../suite.ts";

interface Input {
  readonly kind: "outward" | "beacon";
  readonly bytes: string;
}

type Kind = "integer" | "digest" | "soft";

const KEY: readonly (readonly [name: string, kind: Kind])[] = [
  ["chainId", "integer"],
  ["cloudId", "digest"],
  ["keyEpoch", "integer"],
];

const ROOTS = ["blockHash", "stateRoot", "receiptsRoot", "outboxRoot", "eventRoot", "inputLogRoot", "daRoot"] as const;

const LAYOUTS: Readonly<Record<Input["kind"], readonly (readonly [name: string, kind: Kind])[]>> = {
  outward: [
    ...KEY,
    ["epoch", "integer"],
    ["height", "integer"],
    ...ROOTS.map((name) => [name, "digest"] as const),
    ["finality", "soft"],
  ],
  beacon: [...KEY, ["round", "integer"]],
};

const LENGTHS: Readonly<Record<Kind, number>> = { integer: 8, digest: 32, soft: 4 };

function fieldOf(kind: Kind, bytes: Buffer): Json | undefined {
  if (kind === "digest") return toHex(bytes);
  if (kind === "soft") return bytes.toString("latin1") === "soft" ? "soft" : undefined;
  const integer = bytes.readBigUInt64BE();
  return integer < 1n << 53n ? Number(integer) : undefined;
}

function judge({ kind, bytes: text }: Input): Json | undefined {
  const bytes = fromHex(text);
  const head = transcript(`nexus/${kind}/v1`, []);
  if (bytes === null || !bytes.subarray(0, 32).equals(head)) return undefined;
  let rest = bytes.subarray(32);
  const fields: [string, Json][] = [];
  for (const [name, of] of LAYOUTS[kind]) {
    const length = LENGTHS[of];
    if (rest.length < 4 + length || rest.readUInt32BE() !== length) return undefined;
    const field = fieldOf(of, rest.subarray(4, 4 + length));
    if (field === undefined) return undefined;
    fields.push([name, field]);
    rest = rest.subarray(4 + length);
  }
  return rest.length === 0 ? Object.fromEntries(fields) : undefined;
}

const digest = (byte: string): Buffer => Buffer.from(byte.repeat(32), "hex");
const key = [7, digest("c1"), 2] as const;

/** The bytes of a round; its fields can be anything. */
const beacon = (
  round: number | Uint8Array,
  [chain, cloud, epoch]: readonly (number | Uint8Array)[] = key,
  tag = "nexus/beacon/v1",
) => toHex(transcript(tag, [chain as number, cloud as Uint8Array, epoch as number, round]));

const roots = ROOTS.map((_, at) => digest(`a${at}`));
const outward = (height: number, finality = "soft") =>
  toHex(transcript("nexus/outward/v1", [...key, 3, height, ...roots, finality]));

const MOST = Number.MAX_SAFE_INTEGER;
const whole = outward(41);
const short = beacon(41);

export const statements: SuiteDraft<Input> = {
  suite: "signed-statements",
  description: `Bytes that the key of a cloud signs. The input has the kind of statement and bytes in hexadecimal; the output is the object with the
fields. All bytes are a transcript: a tag of 32 bytes (ASCII, padded with zero bytes), then each field after its length in four bytes,
big-endian. Integers have eight bytes, big-endian, and are at most 2^53 - 1; digests have 32 bytes and are written in lower-case hexadecimal. A
round of the beacon has the tag nexus/beacon/v1 and the fields chainId (integer), cloudId (digest), keyEpoch and round (integers). An outward
certificate has the tag nexus/outward/v1 and the fields chainId, cloudId, keyEpoch, epoch, height (integers), the digests blockHash, stateRoot, receiptsRoot,
outboxRoot, eventRoot, inputLogRoot and daRoot, and finality, the four bytes of the ASCII text soft. Nothing stands before, between or after them.`,
  source: "computed from the layout by Node's Buffer: scripts/crypto-vectors",
  notes: {
    Bound: {
      bugType: "EDGE_CASE",
      description: "integers from 0 to 2^53 - 1",
      effect: "JavaScript reads other numbers than the bytes have",
    },
    Length: { bugType: "ENCODING", description: "a length that is not that of the field", effect: "two statements share bytes" },
    Tag: {
      bugType: "WRONG_CONTEXT",
      description: "the tag of another statement, or none",
      effect: "what was signed for one purpose is shown for another",
    },
    Trailing: {
      bugType: "ENCODING",
      description: "bytes missing at the end, or left over",
      effect: "one statement has several forms",
    },
    Value: { bugType: "MISSING_CHECK", description: "a field that has one value has another one" },
  },
  judge,
  cases: [
    valid("beacon", "a round of the beacon", [], { kind: "beacon", bytes: short }),
    valid("beacon-zero", "all integers 0", ["Bound"], { kind: "beacon", bytes: beacon(0, [0, digest("00"), 0]) }),
    valid("beacon-largest", "the largest integers", ["Bound"], {
      kind: "beacon",
      bytes: beacon(MOST, [MOST, digest("ff"), MOST]),
    }),
    valid("outward", "an outward certificate", [], { kind: "outward", bytes: whole }),
    valid("outward-largest", "the largest height", ["Bound"], { kind: "outward", bytes: outward(MOST) }),
    invalid("beacon-too-large", "the round 2^53", ["Bound"], { kind: "beacon", bytes: beacon(bigEndian(1n << 53n, 8)) }),
    invalid("beacon-all-ones", "the round 2^64 - 1", ["Bound"], {
      kind: "beacon",
      bytes: beacon(bigEndian((1n << 64n) - 1n, 8)),
    }),
    invalid("beacon-short-integer", "a round of four bytes", ["Length"], { kind: "beacon", bytes: beacon(bigEndian(41, 4)) }),
    invalid("beacon-long-integer", "a round of sixteen bytes", ["Length"], { kind: "beacon", bytes: beacon(bigEndian(41, 16)) }),
    invalid("beacon-short-cloud", "a cloud's name of 31 bytes", ["Length"], {
      kind: "beacon",
      bytes: beacon(41, [7, digest("c1").subarray(1), 2]),
    }),
    invalid("beacon-moved-boundary", "two fields whose bytes are the same and whose lengths are not", ["Length"], {
      kind: "beacon",
      bytes: beacon(41, [7, Buffer.concat([digest("c1"), Buffer.alloc(1)]), 2]).replace(
        "0000000800000000000000020",
        "00000007000000000000020",
      ),
    }),
    invalid("beacon-as-outward", "a round read as a certificate", ["Tag"], { kind: "outward", bytes: short }),
    invalid("outward-as-beacon", "a certificate read as a round", ["Tag"], { kind: "beacon", bytes: whole }),
    invalid("beacon-version-2", "the tag of a version to come", ["Tag"], {
      kind: "beacon",
      bytes: beacon(41, key, "nexus/beacon/v2"),
    }),
    invalid("beacon-tag-unpadded", "a tag that is not padded", ["Tag"], {
      kind: "beacon",
      bytes: toHex(Buffer.from("nexus/beacon/v1")) + short.slice(64),
    }),
    invalid("beacon-tag-longer", "another tag that begins with this one", ["Tag"], {
      kind: "beacon",
      bytes: beacon(41, key, "nexus/beacon/v1/x"),
    }),
    invalid("beacon-no-bytes", "no bytes", ["Trailing"], { kind: "beacon", bytes: "" }),
    invalid("beacon-tag-alone", "a tag and nothing else", ["Trailing"], { kind: "beacon", bytes: short.slice(0, 64) }),
    invalid("beacon-truncated", "the last byte is missing", ["Trailing"], { kind: "beacon", bytes: short.slice(0, -2) }),
    invalid("beacon-no-round", "the last field is missing", ["Trailing"], { kind: "beacon", bytes: short.slice(0, -24) }),
    invalid("beacon-left-over", "a byte is left over", ["Trailing"], { kind: "beacon", bytes: `${short}00` }),
    invalid("outward-left-over", "a field is left over", ["Trailing"], { kind: "outward", bytes: `${whole}00000000` }),
    invalid("outward-hard", "another finality of the same length", ["Value"], { kind: "outward", bytes: outward(41, "hard") }),
    invalid("outward-no-finality", "no finality", ["Length"], { kind: "outward", bytes: outward(41, "") }),
    invalid("outward-upper-case", "another case of letters", ["Value"], { kind: "outward", bytes: outward(41, "Soft") }),
  ],
};
