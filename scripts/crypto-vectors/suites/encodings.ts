/** Texts of scalars and points: what is read, and what must not be. */

import { bigEndian, toHex } from "../bytes.ts";
import { type Affine, g1, g2, MODULUS, ORDER, readScalar, times, writeScalar } from "../curve.ts";
import { pointFrom, readAffine, readG1, readG2, shiftedG1, shiftedG2, writeAffine, writeEthereum } from "../encodings.ts";
import { inG1, inG2 } from "../signatures.ts";
import { type Draft, invalid, type Json, type SuiteDraft, valid } from "../suite.ts";

interface Input {
  readonly kind: "scalar" | "G1" | "G2";
  readonly identity: boolean;
  readonly text: string;
}

function judge({ kind, identity, text }: Input): Json | undefined {
  if (kind === "scalar") {
    const integer = readScalar(text);
    return integer === null ? undefined : integer.toString();
  }
  const affine = kind === "G1" ? affineOf(readG1(text), g1.affine) : affineOf(readG2(text), g2.affine);
  if (affine === undefined || (affine === null && !identity)) return undefined;
  return writeEthereum(affine, kind === "G1" ? 1 : 2);
}

const affineOf = <P>(point: P | null, affine: (point: P) => Affine): Affine | undefined =>
  point === null ? undefined : affine(point);

const scalar = (text: string): Input => ({ kind: "scalar", identity: true, text });
const element = (kind: "G1" | "G2", text: string): Input => ({ kind, identity: true, text });
const key = (kind: "G1" | "G2", text: string): Input => ({ kind, identity: false, text });

const scalars: readonly Draft<Input>[] = [
  valid("scalar-zero", "zero", [], scalar(writeScalar(0n))),
  valid("scalar-one", "one: the bytes are big-endian", ["ByteOrder"], scalar(writeScalar(1n))),
  valid("scalar-largest", "the order less one", ["Reduced"], scalar(writeScalar(ORDER - 1n))),
  invalid("scalar-order", "the order, which would be zero", ["Reduced"], scalar(toHex(bigEndian(ORDER, 32)))),
  invalid("scalar-order-plus-one", "one more than the order", ["Reduced"], scalar(toHex(bigEndian(ORDER + 1n, 32)))),
  invalid("scalar-all-ones", "2^256 - 1", ["Reduced"], scalar("f".repeat(64))),
  invalid("scalar-upper-case", "an upper-case digit", ["Digits"], scalar(`${writeScalar(0xabn).slice(0, 62)}AB`)),
  invalid("scalar-short", "31 bytes", ["Length"], scalar(writeScalar(7n).slice(2))),
  invalid("scalar-long", "33 bytes", ["Length"], scalar(`00${writeScalar(7n)}`)),
  invalid("scalar-odd", "an odd number of digits", ["Length"], scalar(writeScalar(7n).slice(1))),
  invalid("scalar-prefix", "0x in front", ["Digits"], scalar(`0x${writeScalar(7n).slice(2)}`)),
  invalid("scalar-space", "a space in front", ["Digits"], scalar(` ${writeScalar(7n).slice(1)}`)),
  invalid("scalar-empty", "no text", ["Length"], scalar("")),
];

/** The text with other flags: the three highest bits of the first byte. */
function withFlags(text: string, flags: number): string {
  const first = (Number.parseInt(text.slice(0, 2), 16) & 0x1f) | (flags << 5);
  return first.toString(16).padStart(2, "0") + text.slice(2);
}

/** The text of a number in place of an x below the modulus; in G2 it is the real part, which comes last. */
function withX(kind: "G1" | "G2", integer: bigint): string {
  const digits = toHex(bigEndian(integer, 48));
  return withFlags(kind === "G1" ? digits : `${"0".repeat(95)}1${digits}`, 0b100);
}

/** An x with no point on the curve. */
function offCurve(kind: "G1" | "G2"): string {
  for (let at = 1n; ; at++) if (readAffine(withX(kind, at), kind === "G1" ? 1 : 2) === "off the curve") return withX(kind, at);
}

const ORDER_3 = writeAffine({ x: [0n], y: [2n] }, 1);

function points(kind: "G1" | "G2"): readonly Draft<Input>[] {
  const parts = kind === "G1" ? 1 : 2;
  const of = (integer: bigint) => (kind === "G1" ? inG1(integer) : inG2(integer));
  const name = kind.toLowerCase();
  const [generator, other, identity] = [of(1n), of(0xdecafn), of(0n)];
  const stray = writeAffine(pointFrom(3n, parts), parts);
  const overflowing = [1n, 2n, 3n, 4n, 5n, 6n]
    .map((x) => withX(kind, x))
    .find((text) => typeof readAffine(text, parts) !== "string");
  return [
    valid(`${name}-generator`, "the generator", [], element(kind, generator)),
    valid(`${name}-negative`, "its negative: the other sign", ["Sign"], element(kind, of(-1n))),
    valid(`${name}-other`, "a multiple of it", [], element(kind, other)),
    valid(`${name}-other-negative`, "the same x, the other y", ["Sign"], element(kind, of(-0xdecafn))),
    valid(`${name}-key`, "a point where the identity is refused", [], key(kind, other)),
    valid(`${name}-identity`, "the identity where it is allowed", ["Identity"], element(kind, identity)),
    invalid(`${name}-identity-as-key`, "the identity where a key or a signature stands", ["Identity"], key(kind, identity)),
    invalid(
      `${name}-identity-sign`,
      "the identity with a sign",
      ["Flags", "Identity"],
      element(kind, withFlags(identity, 0b111)),
    ),
    invalid(
      `${name}-identity-uncompressed`,
      "the identity without the flag of compression",
      ["Flags"],
      element(kind, withFlags(identity, 0b010)),
    ),
    invalid(
      `${name}-identity-bits`,
      "the flag of the identity before other bits than 0",
      ["Flags", "Identity"],
      element(kind, `${identity.slice(0, -2)}01`),
    ),
    invalid(`${name}-infinity-flag`, "the flag of the identity on a point", ["Flags"], element(kind, withFlags(other, 0b110))),
    invalid(`${name}-no-flags`, "no flag of compression", ["Flags"], element(kind, withFlags(other, 0b000))),
    invalid(`${name}-sign-alone`, "the flag of the sign alone", ["Flags"], element(kind, withFlags(other, 0b001))),
    invalid(`${name}-zeros`, "zero bytes", ["Flags"], element(kind, "0".repeat(96 * parts))),
    invalid(`${name}-modulus`, "an x that is the modulus", ["Reduced"], element(kind, withX(kind, MODULUS))),
    invalid(
      `${name}-overflow`,
      "an x on the curve, plus the modulus",
      ["Reduced"],
      element(kind, raised(kind, overflowing as string)),
    ),
    invalid(`${name}-off-curve`, "an x that no point has", ["Curve"], element(kind, offCurve(kind))),
    invalid(`${name}-stray`, "a point of the curve outside the subgroup", ["Subgroup"], element(kind, stray)),
    invalid(
      `${name}-shifted`,
      "a point of the subgroup and one of small order",
      ["Subgroup"],
      element(kind, (kind === "G1" ? shiftedG1 : shiftedG2)(other)),
    ),
    invalid(`${name}-stray-key`, "the same where a key or a signature stands", ["Subgroup"], key(kind, stray)),
    ...(kind === "G1" ? [invalid("g1-order-3", "(0, 2), a point of order 3", ["Subgroup"], element(kind, ORDER_3))] : []),
    invalid(`${name}-upper-case`, "upper-case digits", ["Digits"], element(kind, other.toUpperCase())),
    invalid(`${name}-short`, "a byte less", ["Length"], element(kind, other.slice(0, -2))),
    invalid(`${name}-long`, "a byte more", ["Length"], element(kind, `${other}00`)),
    invalid(`${name}-uncompressed`, "both coordinates, uncompressed", ["Length"], element(kind, uncompressed(kind))),
    invalid(`${name}-other-group`, "a point of the other group", ["Length"], element(kind, kind === "G1" ? inG2(7n) : inG1(7n))),
  ];
}

/** x + modulus in place of a small x. */
function raised(kind: "G1" | "G2", text: string): string {
  return withX(kind, BigInt(`0x${text.slice(-90)}`) + MODULUS);
}

/** ZCash's uncompressed form of a point, which the protocol does not have. */
function uncompressed(kind: "G1" | "G2"): string {
  const { x, y } = (
    kind === "G1" ? g1.affine(times(g1.generator, 7n)) : g2.affine(times(g2.generator, 7n))
  ) as NonNullable<Affine>;
  return [x, y]
    .map((parts) =>
      [...parts]
        .reverse()
        .map((part) => toHex(bigEndian(part, 48)))
        .join(""),
    )
    .join("");
}

const description = `Texts of scalars and points of BLS12-381. The input has the kind of what is read (scalar, G1 or G2), whether the identity is allowed
there (scalars may be 0 anyhow), and the text. A scalar is 64 lower-case hexadecimal digits, 32 bytes big-endian, below the order of the groups
r = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001. A point of G1 is 96 lower-case digits, one of G2 192: the compressed form of ZCash
(draft-irtf-cfrg-pairing-friendly-curves, appendix C). Of the first byte the highest bit says that it is compressed, the next that it is the identity,
the third that y is the larger of the two roots; the rest is x, big-endian, in G2 the imaginary part before the real one, each below the modulus. The
identity has no third flag and zeros for x. Points outside the subgroup of order r are invalid, and so is every second form. The output of a scalar is
the decimal number, that of a point its form for Ethereum (EIP-2537): x and y, each part in 64 bytes, the real one first; zeros for the identity.`;

export const encodings: SuiteDraft<Input> = {
  suite: "bls12-381-encodings",
  description,
  source: `points by mcl (https://github.com/herumi/mcl), forms and curve equations by big integers from
draft-irtf-cfrg-pairing-friendly-curves, appendix C, and EIP-2537: scripts/crypto-vectors`,
  notes: {
    ByteOrder: { bugType: "ENCODING", description: "numbers are written with the highest byte first" },
    Curve: {
      bugType: "MISSING_CHECK",
      description: "an x that no point of the curve has",
      effect: "arithmetic on a weaker curve gives secrets away",
    },
    Digits: {
      bugType: "ENCODING",
      description: "a text is lower-case hexadecimal digits and nothing else",
      effect: "one element has two texts, and what is compared as text differs",
    },
    Flags: {
      bugType: "ENCODING",
      description: "flags that are missing, contradict each other or stand before other bits than they announce",
      effect: "one element has several texts: nodes disagree, and a second text of a signature is taken for a second signature",
    },
    Identity: {
      bugType: "MISSING_CHECK",
      description: "the identity has one text, and is no key and no signature",
      effect: "under the identity as key the identity signs every message",
      links: ["https://github.com/celo-org/celo-threshold-bls-rs/pull/205"],
    },
    Length: { bugType: "ENCODING", description: "every text of a kind has one length" },
    Reduced: {
      bugType: "ENCODING",
      description: "a number that is not below the modulus or the order",
      effect: "one element has two texts",
    },
    Sign: {
      bugType: "BASIC",
      description: "the flag of the sign chooses the root: the larger one, in G2 by the imaginary part first",
    },
    Subgroup: {
      bugType: "MISSING_CHECK",
      description: "a point of the curve outside the subgroup of order r",
      effect: "pairings of such points are no proof of anything, and their multiples give secrets away",
      links: ["https://github.com/polkadot-evm/frontier/issues/1900"],
    },
  },
  judge,
  cases: [...scalars, ...points("G1"), ...points("G2")],
};
