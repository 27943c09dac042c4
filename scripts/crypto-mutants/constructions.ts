/** Checks of the constructions over a suite: sharing, threshold signatures, sealed shares, proofs. */

import { type CryptoMutant, mutantsOf } from "./mutant.ts";

const SHARING = "sharing.test.ts";
const LAGRANGE = "lagrange.test.ts";
const THRESHOLD = "threshold-bls.test.ts";
const ECIES = "ecies.test.ts";
const PROOFS = "chaum-pedersen.test.ts";

export const constructionMutants: readonly CryptoMutant[] = [
  ...mutantsOf("shamir.ts", [
    [
      "no-coefficient",
      "if (!Number.isSafeInteger(threshold) || threshold < 1)",
      "if (!Number.isSafeInteger(threshold))",
      [SHARING, "no coefficient"],
    ],
    ["other-constant", "k === 0 && constant !== undefined", "k === 1 && constant !== undefined", [SHARING, "resharing"]],
    [
      "wrong-way",
      "polynomial.reduceRight((value, coefficient)",
      "polynomial.reduce((value, coefficient)",
      [SHARING, "any t shares"],
    ],
  ]),
  ...mutantsOf("lagrange.ts", [
    [
      "index-zero",
      '  if (residues.some((residue) => residue === 0n)) return "index-zero-modulo-order";\n',
      "",
      [LAGRANGE, "the order stands"],
    ],
    ["any-index", "Number.isSafeInteger(index) && index >= 1 && index <= members", "true", [LAGRANGE, "as an index"]],
    ["above-members", " && index <= members", "", [LAGRANGE, "above the members"]],
    ["duplicates", 'new Set(residues).size === residues.length ? null : "duplicate-index"', "null", [LAGRANGE, "are duplicates"]],
    ["aliases", "new Set(residues).size", "new Set(indices).size", [LAGRANGE, "equal modulo the order"]],
    ["through-a-point-twice", "if (other === own) unreachable", "if (other === -1n) unreachable", [LAGRANGE, "a bug inside"]],
    [
      "sign-of-odd-sizes",
      "scalars.mul(numerator, target - other)",
      "scalars.mul(numerator, other - target)",
      [LAGRANGE, "every monomial"],
    ],
  ]),
  ...mutantsOf("feldman.ts", [
    ["any-degree", "if (texts.length !== threshold || threshold < 1) return false;", "", [SHARING, "no commitment"]],
    ["threshold-zero", " || threshold < 1", "", [SHARING, "no commitment"]],
    ["identity-key", "g2.decodeNonIdentity(texts[0]!) !== null && ", "", [SHARING, "no commitment"]],
    ["low-degree", " && g2.decodeNonIdentity(texts[threshold - 1]!) !== null", "", [SHARING, "no commitment"]],
    ["no-element", "  if (!texts.every((text) => g2.decode(text) !== null)) return false;\n", "", [SHARING, "no commitment"]],
    ["empty", "points.length > 0 && points.every", "points.every", [SHARING, "no commitment"]],
    [
      "unequal-lengths",
      "if (lists.some((points) => points.length !== length))",
      "if (lists.length < 0)",
      [SHARING, "no commitment"],
    ],
    [
      "any-share",
      "return g2.equal(g2.mulSecret(g2.generator, share), evaluated(algebra, points, index));",
      "return true;",
      [SHARING, "off by one"],
    ],
    ["no-weights", "const plain = weights.every((weight) => weight === 1n);", "const plain = true;", [SHARING, "resharing"]],
  ]),
  ...mutantsOf("threshold-bls.ts", [
    [
      "identity-key-and-signature",
      "const key = algebra.g2.decodeNonIdentity(publicKey);\n  const point = algebra.g1.decodeNonIdentity(signature);",
      "const key = algebra.g2.decode(publicKey);\n  const point = algebra.g1.decode(signature);",
      [THRESHOLD, "identity is no key"],
    ],
    [
      "identity-signature-and-message",
      "const point = algebra.g1.decodeNonIdentity(signature);\n  const hashed = algebra.hashToG1(message, dst);\n  return key !== null && point !== null && !algebra.g1.isIdentity(hashed) && ",
      "const point = algebra.g1.decode(signature);\n  const hashed = algebra.hashToG1(message, dst);\n  return key !== null && point !== null && ",
      [THRESHOLD, "identity is no key"],
    ],
    ["signs-identity", "return g1.isIdentity(point) ? null : g1.encode", "return g1.encode", [THRESHOLD, "identity is no key"]],
    [
      "any-index",
      "if (indexFault(algebra.scalars, [partial.index], key.publicShares.length) !== null) return false;",
      "",
      [THRESHOLD, "partials verify for their member"],
    ],
    [
      "partial-of-identity-message",
      "share !== null && !algebra.g1.isIdentity(hashed) && ",
      "share !== null && ",
      [THRESHOLD, "identity is no key"],
    ],
    [
      "no-threshold",
      '  if (!Number.isSafeInteger(threshold) || threshold < 1) return "no-threshold";\n',
      "",
      [THRESHOLD, "no threshold of 0"],
    ],
    ["too-few", ' ?? (partials.length < threshold ? "too-few-partials" : null)', "", [THRESHOLD, "duplicates do not fill"]],
    ["unchecked-indices", "indexFault(algebra.scalars, indices, members) ?? ", "", [THRESHOLD, "duplicates do not fill"]],
    [
      "malformed-partial",
      'if (!points.every((point) => point !== null)) return { refusal: "malformed-partial" };',
      "",
      [THRESHOLD, "a malformed partial"],
    ],
    [
      "unverified",
      'verify(algebra, key.publicKey, message, recovered.signature) ? recovered : { refusal: "unverified" }',
      "recovered",
      [THRESHOLD, "a wrong partial"],
    ],
    ["other-tag", "SSWU_RO_NUL_", "SSWU_RO_POP_", [THRESHOLD, "the tag of the draft"]],
    [
      "any-signature",
      "[algebra.g1.neg(hashed), key],",
      "[algebra.g1.neg(signature), algebra.g2.generator],",
      [THRESHOLD, "partials verify for their member"],
    ],
  ]),
  ...mutantsOf("ecies.ts", [
    [
      "identity-shared",
      "const decoded = g1.decodeNonIdentity(point);",
      "const decoded = g1.decode(point);",
      [ECIES, "seal and open nothing"],
    ],
    [
      "without-ceremony",
      "[ceremony, dealer, receiver, ephemeral, shared]",
      "[dealer, receiver, ephemeral, shared]",
      [ECIES, "under another ceremony"],
    ],
    [
      "without-dealer",
      "[ceremony, dealer, receiver, ephemeral, shared]",
      "[ceremony, receiver, ephemeral, shared]",
      [ECIES, "under another dealer"],
    ],
    [
      "without-receiver",
      "[ceremony, dealer, receiver, ephemeral, shared]",
      "[ceremony, dealer, ephemeral, shared]",
      [ECIES, "under another receiver"],
    ],
    [
      "without-r",
      "[ceremony, dealer, receiver, ephemeral, shared]",
      "[ceremony, dealer, receiver, shared]",
      [ECIES, "under another R or K"],
    ],
    [
      "without-k",
      "hkdf(sha256, utf8ToBytes(shared), SALT, info, KEY_BYTES)",
      'hkdf(sha256, SALT, SALT, transcript("nexus/ecies", [ceremony, dealer, receiver, ephemeral]), KEY_BYTES)',
      [ECIES, "under another R or K"],
    ],
    ["any-box", "      if (!boxText.test(box)) return null;\n", "", [ECIES, "malformed boxes"]],
    [
      "above-the-order",
      "plain === null ? null : algebra.scalars.decode(bytesToHex(plain))",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of the file
      "plain === null ? null : BigInt(`0x${bytesToHex(plain)}`)",
      [ECIES, "holds the order"],
    ],
  ]),
  ...mutantsOf("chaum-pedersen.ts", [
    [
      "without-suite",
      '"nexus/proof/equality", [algebra.name, context,',
      '"nexus/proof/equality", [context,',
      [PROOFS, "challenge of equal logarithms"],
    ],
    [
      "without-context",
      '"nexus/proof/equality", [algebra.name, context, element',
      '"nexus/proof/equality", [algebra.name, element',
      [PROOFS, "in its context alone"],
    ],
    ["without-element", "context, element, base, product]", "context, base, product]", [PROOFS, "leaves out the element"]],
    ["without-base", "context, element, base, product]", "context, element, product]", [PROOFS, "leaves out the base"]],
    ["without-product", "context, element, base, product]", "context, element, base]", [PROOFS, "leaves out the product"]],
    [
      "knowledge-without-suite",
      "[algebra.name, context, group, element]",
      "[context, group, element]",
      [PROOFS, "of the page on cryptography"],
    ],
    [
      "knowledge-without-context",
      "[algebra.name, context, group, element]",
      "[algebra.name, group, element]",
      [PROOFS, "knowledge: "],
    ],
    [
      "knowledge-without-group",
      "[algebra.name, context, group, element]",
      "[algebra.name, context, element]",
      [PROOFS, "of the page on cryptography"],
    ],
    [
      "knowledge-without-element",
      "[algebra.name, context, group, element]",
      "[algebra.name, context, group]",
      [PROOFS, "of the page on cryptography"],
    ],
    ["one-kind", '"nexus/proof/equality"', '"nexus/proof/knowledge"', [PROOFS, "challenge of equal logarithms"]],
    [
      "without-statement",
      "[statement, ...commitments.map(group.encode)]",
      "commitments.map(group.encode)",
      [PROOFS, "in its context alone"],
    ],
    ["without-commitments", "[statement, ...commitments.map(group.encode)]", "[statement]", [PROOFS, "every changed scalar"]],
    [
      "identity-in-equality",
      "[element, base, product].map(group.decodeNonIdentity)",
      "[element, base, product].map(group.decode)",
      [PROOFS, "about the identity"],
    ],
    [
      "identity-in-knowledge",
      "const image = group.decodeNonIdentity(element);",
      "const image = group.decode(element);",
      [PROOFS, "about the identity"],
    ],
    [
      "first-of-two",
      "bases: [group.generator, b], images: [e, p]",
      "bases: [group.generator], images: [e]",
      [PROOFS, "no proof of a false statement"],
    ],
    ["nonce-without-statement", "const fields = [statement, algebra", "const fields = [algebra", [PROOFS, "a nonce is not used"]],
    ["nonce-without-randomness", "open(witness)), random(NONCE_BYTES)]", "open(witness))]", [PROOFS, "fresh randomness"]],
    [
      "nonce-without-witness",
      "[statement, algebra.scalars.encode(open(witness)), random",
      "[statement, random",
      [PROOFS, "nobody without the witness"],
    ],
    [
      "possession-under-the-signing-tag",
      "BLS_POP_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_",
      "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_",
      [PROOFS, "is no signature"],
    ],
    ["possession-of-identity", "g2.decodeNonIdentity(publicKey) !== null && verify", "verify", [PROOFS, "malformed texts"]],
  ]),
];
