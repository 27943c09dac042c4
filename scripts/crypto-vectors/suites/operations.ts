/** Sums, multiples and pairings in Ethereum's form: EIP-2537's published cases, each computed again. */

import { readFileSync } from "node:fs";
import type * as mcl from "mcl-wasm";
import { unreachable } from "nexus-reference/lib/errors";
import { bigEndian, fromHex, integerOf, toHex } from "../bytes.ts";
import { type Curve, g1, g2, isOne, plus, times } from "../curve.ts";
import { readEthereum, writeEthereum } from "../encodings.ts";
import type { Draft, SuiteDraft } from "../suite.ts";

interface Input {
  readonly operation: "add" | "multiply" | "pairing";
  readonly group?: "G1" | "G2";
  readonly bytes: string;
}

/** The parts of bytes that have so many of them; null where they have not. */
function cut(bytes: Buffer, ...lengths: readonly number[]): readonly Buffer[] | null {
  if (bytes.length !== lengths.reduce((sum, length) => sum + length, 0)) return null;
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return bytes.subarray(at - length, at);
  });
}

function pointOf<P extends mcl.G1 | mcl.G2>(of: Curve<P>, bytes: Buffer, inSubgroup: boolean): P | null {
  const affine = readEthereum(bytes, of.parts);
  if (affine === undefined) return null;
  return inSubgroup ? of.point(affine) : of.anyPoint(affine);
}

function sum<P extends mcl.G1 | mcl.G2>(of: Curve<P>, bytes: Buffer): P | null {
  const points = cut(bytes, 128 * of.parts, 128 * of.parts)?.map((part) => pointOf(of, part, false));
  const [a, b] = points ?? [];
  return a && b ? plus(a, b) : null;
}

function product<P extends mcl.G1 | mcl.G2>(of: Curve<P>, bytes: Buffer): P | null {
  const [head, integer] = cut(bytes, 128 * of.parts, 32) ?? [];
  const point = head === undefined ? null : pointOf(of, head, true);
  return point === null ? null : times(point, integerOf(integer as Buffer));
}

function pairing(bytes: Buffer): string | undefined {
  if (bytes.length === 0 || bytes.length % 384 !== 0) return undefined;
  const pairs = Array.from({ length: bytes.length / 384 }, (_, i) => {
    const [a, b] = cut(bytes.subarray(384 * i, 384 * (i + 1)), 128, 256) as [Buffer, Buffer];
    return [pointOf(g1, a, true), pointOf(g2, b, true)] as const;
  });
  const right = pairs.filter((pair): pair is [mcl.G1, mcl.G2] => pair[0] !== null && pair[1] !== null);
  return right.length === pairs.length ? toHex(bigEndian(isOne(right) ? 1 : 0, 32)) : undefined;
}

function judge({ operation, group, bytes: text }: Input): string | undefined {
  const bytes = fromHex(text) as Buffer;
  if (operation === "pairing") return pairing(bytes);
  const compute = operation === "add" ? sum : product;
  if (group === "G1") {
    const point = compute(g1, bytes);
    return point === null ? undefined : writeEthereum(g1.affine(point), 1);
  }
  const point = compute(g2, bytes);
  return point === null ? undefined : writeEthereum(g2.affine(point), 2);
}

interface Published {
  readonly operation: Input["operation"];
  readonly group?: "G1" | "G2";
  readonly name: string;
  readonly input: string;
  readonly expected?: string;
  readonly error?: string;
}

/** The flags of the published errors. */
const FLAGS: readonly (readonly [text: string, flag: string])[] = [
  ["input length", "Length"],
  ["top bytes", "Reduced"],
  ["fp.Element", "Reduced"],
  ["not on curve", "Curve"],
  ["subgroup", "Subgroup"],
];

function flagsOf({ name, error }: Published): readonly string[] {
  if (error !== undefined) return FLAGS.filter(([text]) => error.includes(text)).map(([, flag]) => flag);
  const flags = [
    ...(/\b0\b|inf|\+0|=0/.test(name) ? ["Identity"] : []),
    ...(name.includes("not_in_correct_subgroup") ? ["SumOutside"] : []),
    ...(name.includes("unnormalized") ? ["LargeScalar"] : []),
  ];
  return flags;
}

/** Names as ids: what is no letter and no digit is a hyphen, but for signs, which tell names apart. */
const idOf = ({ operation, group, name }: Published): string =>
  [
    operation,
    group ?? "",
    name
      .replace(/^bls_(?:g[12](?:add|mul)|pairing)_/, "")
      .replaceAll("!=", " not ")
      .replaceAll("(-", "(minus "),
  ]
    .join("-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

function drafts(): readonly Draft<Input>[] {
  const { cases } = JSON.parse(readFileSync("vectors/external/eip2537-bls12381.json", "utf8")) as {
    readonly cases: readonly Published[];
  };
  return cases.map((one) => {
    const { operation, group, name, input, expected, error } = one;
    const given = { operation, ...(group === undefined ? {} : { group }), bytes: input };
    if (judge(given) !== expected) unreachable(`${name} is published with another result`);
    const comment = error === undefined ? name : `${name}: ${error}`;
    return { id: idOf(one), comment, flags: flagsOf(one), input: given, valid: expected !== undefined };
  });
}

export const operations: SuiteDraft<Input> = {
  suite: "bls12-381-operations",
  description: `Sums, multiples and pairings as Ethereum's precompiles for BLS12-381 compute them (EIP-2537). Points have both coordinates, each
part of them in 64 bytes, the real one first, and zero bytes for the identity; numbers have 32 bytes. The input has the operation, the group, and
the bytes in hexadecimal: to add, two points of the curve, of the subgroup or not; to multiply, a point of the subgroup and any number; for pairings,
one or more pairs of a point of G1 and one of G2, of the subgroups. The output is the point, or the number 1 in 32 bytes where the product of the
pairings is one, and else 0. Bytes of another length, coordinates not below the modulus and points that are not as told are invalid.`,
  source:
    "ethereum/EIPs f767a1e8, assets/eip-2537 (CC0), kept in vectors/external; each computed again by mcl (https://github.com/herumi/mcl)",
  notes: {
    Curve: {
      bugType: "MISSING_CHECK",
      description: "coordinates of no point of the curve",
      effect: "arithmetic on a weaker curve",
    },
    Identity: { bugType: "EDGE_CASE", description: "the identity goes in or comes out" },
    LargeScalar: { bugType: "EDGE_CASE", description: "a number that is not below the order is taken modulo it" },
    Length: { bugType: "ENCODING", description: "bytes are missing or left over" },
    Reduced: {
      bugType: "ENCODING",
      description: "a coordinate that is not below the modulus",
      effect: "one point has two forms",
    },
    Subgroup: {
      bugType: "MISSING_CHECK",
      description: "a point of the curve outside the subgroup, to be multiplied or paired",
      effect: "a pairing check that holds proves nothing",
      links: ["https://github.com/polkadot-evm/frontier/issues/1900", "https://github.com/besu-eth/besu-native/issues/166"],
    },
    SumOutside: { bugType: "EDGE_CASE", description: "sums are of all points of the curve, inside the subgroup or not" },
  },
  judge,
  cases: drafts(),
};
