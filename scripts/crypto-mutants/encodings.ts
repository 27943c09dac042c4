/** Checks of texts: one form of each element, on the curve, in the subgroup, below the modulus; and the identity apart. */

import { type CryptoMutant, mutantsOf } from "./mutant.ts";

const ENCODINGS = "bls12-381-encodings.test.ts";
const SUITE = "suite.test.ts";

export const encodingMutants: readonly CryptoMutant[] = [
  ...mutantsOf("bls12-381-encodings.ts", [
    ["no-second-writing", " && write(point) === text ? point : null;", " ? point : null;", [SUITE, "in one form"]],
    ["smaller-root", "2n * first > P", "2n * first < P", [ENCODINGS, "those of noble"]],
    ["order-of-g2", "x: ({ x }) => [x.c1, x.c0]", "x: ({ x }) => [x.c0, x.c1]", [ENCODINGS, "those of noble"]],
    [
      "subgroup-of-g1",
      "isOnCurve(fields.Fp, x, y, G1.Point.CURVE().b) && (!subgroup || point.isTorsionFree())",
      "isOnCurve(fields.Fp, x, y, G1.Point.CURVE().b)",
      [ENCODINGS, "outside the subgroup"],
    ],
    [
      "subgroup-of-g2",
      "isOnCurve(fields.Fp2, x, y, G2.Point.CURVE().b) && (!subgroup || point.isTorsionFree())",
      "isOnCurve(fields.Fp2, x, y, G2.Point.CURVE().b)",
      [ENCODINGS, "outside the subgroup"],
    ],
    ["off-the-curve-g1", "isOnCurve(fields.Fp, x, y, G1.Point.CURVE().b) && ", "", [ENCODINGS, "have one form"]],
    ["off-the-curve-g2", "isOnCurve(fields.Fp2, x, y, G2.Point.CURVE().b) && ", "", [ENCODINGS, "have one form"]],
    ["above-the-modulus", "elements.every((element) => element < P) ? elements : null", "elements", [ENCODINGS, "have one form"]],
    ["eip-length", "if (bytes.length !== count * EIP_FP_BYTES) return null;", "", [ENCODINGS, "have one form"]],
  ]),
  ...mutantsOf("bls12-381-suite.ts", [
    [
      "identity-as-element",
      "return point === null || isIdentity(point) ? null : point;",
      "return point;",
      [SUITE, "the identity"],
    ],
    [
      "no-hash-tag",
      "G1.hashToCurve(message, { DST: dst })",
      'G1.hashToCurve(message, { DST: "BLS" })',
      [SUITE, "on the message and on the tag"],
    ],
    [
      "cache-without-tag",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of the file
      "hashed(`${dst}:${bytesToHex(message)}`,",
      "hashed(bytesToHex(message),",
      [SUITE, "on the message and on the tag"],
    ],
    [
      "challenge-without-tag",
      "hash_to_field(message, 1, { DST: dst,",
      'hash_to_field(message, 1, { DST: "s",',
      [SUITE, "on the tag"],
    ],
    ["no-production", "production: true,", "production: false,", ["production.test.ts", "a real node's view"]],
    ["zero-by-noble", "scalar === 0n ? noble.identity : inside<Q>(a)", "inside<Q>(a)", [SUITE, "the order and the identity"]],
    ["pairs-with-identity", ".filter(({ g1, g2 }) => !g1.is0() && !g2.is0())", "", [SUITE, "bilinear"]],
    ["lengths-of-sums", "if (points.length !== factors.length)", "if (points.length < 0)", [SUITE, "the order and the identity"]],
  ]),
  ...mutantsOf("exponent-group.ts", [
    [
      "identity-as-element",
      "return point === null || isIdentity(point) ? null : point;",
      "return point;",
      [SUITE, "the identity"],
    ],
    ["lengths-of-sums", "if (points.length !== factors.length)", "if (points.length < 0)", [SUITE, "the order and the identity"]],
  ]),
  ...mutantsOf("sim-suite.ts", [
    ["in-production", "production: false,", "production: true,", ["production.test.ts", "a real node's view"]],
    ["short-texts", "integerToHex(scalar, bytes)", "integerToHex(scalar, 32)", [SUITE, "texts are of constant length"]],
  ]),
  ...mutantsOf("toy-suite.ts", [
    ["in-production", "production: false,", "production: true,", ["production.test.ts", "a real node's view"]],
    [
      "false-statement",
      "isTrue(statement) && proof === equality(context, statement)",
      "proof === equality(context, statement)",
      ["chaum-pedersen.test.ts", "no proof of a false statement"],
    ],
    [
      "identity-known",
      "group(name).decodeNonIdentity(element) !== null && proof === knowledge",
      "proof === knowledge",
      ["toy-suite.test.ts", "proofs of knowledge"],
    ],
    [
      "identity-possessed",
      "g2.decodeNonIdentity(publicKey) !== null && proof === possession",
      "proof === possession",
      ["chaum-pedersen.test.ts", "possession"],
    ],
    ["open-end", ' || !box.endsWith(")")', "", ["toy-suite.test.ts", "a box opens"]],
  ]),
  ...mutantsOf("scalars.ts", [
    ["above-the-order", "return integer < order ? integer : null;", "return integer;", [SUITE, "one text each"]],
    ["upper-case", "/^[0-9a-f]+$/.test(text)", "/^[0-9a-fA-F]+$/.test(text)", [SUITE, "in one form"]],
    ["any-length", "text.length !== 2 * bytes || ", "", [SUITE, "in one form"]],
    ["fewer-bytes", "const EXTRA_BYTES = 16;", "const EXTRA_BYTES = 0;", [SUITE, "16 bytes more"]],
    [
      "short-randomness",
      "if (bytes.length !== length) unreachable(",
      "if (bytes.length > length) unreachable(",
      ["toy-suite.test.ts", "never zero"],
    ],
    ["zero-secret", "% (order - 1n)) + 1n)", "% order))", ["toy-suite.test.ts", "never zero"]],
  ]),
  ...mutantsOf("bounded-cache.ts", [
    ["unbounded", "if (kept.size >= capacity)", "if (kept.size < 0)", ["bounded-cache.test.ts", "the oldest leaves first"]],
    ["keeps-refusals", "if (value === null) return null;", "", ["bounded-cache.test.ts", "null is not kept"]],
  ]),
];
