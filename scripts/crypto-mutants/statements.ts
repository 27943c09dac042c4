/** Checks of bytes: transcripts, statements, votes, authenticated maps, secrets. */

import { type CryptoMutant, mutantsOf } from "./mutant.ts";

const TRANSCRIPT = "transcript.test.ts";
const STATEMENTS = "statements.test.ts";
const MAPS = "authenticated-map.test.ts";
const VOTES = "ed25519.test.ts";
const SECRET = "secret.test.ts";

const MALFORMED_LEAF = "DIGEST_TEXT.test(leaf.key) && DIGEST_TEXT.test(leaf.value) && ";

export const statementMutants: readonly CryptoMutant[] = [
  ...mutantsOf("transcript.ts", [
    ["joined", "return [length, bytes];", "return [bytes];", [TRANSCRIPT, "joined texts confuse"]],
    ["no-tag", "concatBytes(tagBytes(tag), ", "concatBytes(", [TRANSCRIPT, "a padded tag"]],
    ["any-tag", "if (!/^[\\x21-\\x7e]{1,32}$/.test(tag))", "if (tag.length > 32)", [TRANSCRIPT, "refuses"]],
    ["lone-surrogates", "if (/\\p{Surrogate}/u.test(text))", "if (text.length < 0)", [TRANSCRIPT, "refuses"]],
    ["large-integers", " || BigInt(integer) >= 1n << 64n", "", [TRANSCRIPT, "refuses"]],
    ["negative-integers", " || BigInt(integer) < 0n", "", [TRANSCRIPT, "refuses"]],
    ["inexact-integers", "if (!exact || ", "if (", [TRANSCRIPT, "refuses"]],
  ]),
  ...mutantsOf("statements.ts", [
    [
      "other-tag-read",
      "if (!head.every((byte, at) => bytes[at] === byte))",
      "if (head.length === 0)",
      [STATEMENTS, "neither kind"],
    ],
    ["any-length", "if (prefix !== length) return", "if (prefix < 0) return", [STATEMENTS, "refuses"]],
    ["longer", 'if (offset !== bytes.length) return { error: { offset, expected: "the end" } };', "", [STATEMENTS, "refuses"]],
    ["shorter", "if (bytes.length < start + length) return", "if (bytes.length < 0) return", [STATEMENTS, "refuses"]],
    [
      "large-integers",
      "value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null",
      "Number(value)",
      [STATEMENTS, "refuses"],
    ],
    ["any-field", "if (!is(value)) throw new TypeError", "if (value === null) throw new TypeError", [STATEMENTS, "encodes no"]],
    ["any-finality", "String.fromCharCode(...bytes) === text ? text : null", "text", [STATEMENTS, "every other finality"]],
    ["minus-zero", " && !Object.is(value, -0)", "", [STATEMENTS, "encodes no"]],
    ["integers-left-out", "write: (value: number) => value,", "write: () => 0,", [STATEMENTS, "no field can change"]],
    ["one-kind", 'tag: "nexus/beacon/v1"', 'tag: "nexus/outward/v1"', [STATEMENTS, "byte by byte"]],
  ]),
  ...mutantsOf("ed25519.ts", [
    ["zip-215", "{ zip215: false }", "{ zip215: true }", [VOTES, "our rule takes four"]],
    [
      "any-text",
      "if (!KEY_TEXT.test(publicKey) || !SIGNATURE_TEXT.test(signature)) return false;",
      "",
      [VOTES, "malformed texts"],
    ],
    ["upper-case-key", "if (!KEY_TEXT.test(publicKey) || ", "if (", [VOTES, "malformed texts"]],
    ["upper-case-signature", " || !SIGNATURE_TEXT.test(signature)", "", [VOTES, "malformed texts"]],
    ["short-seed", "if (seed.length !== SEED_BYTES)", "if (seed.length > SEED_BYTES)", [VOTES, "a short seed"]],
  ]),
  ...mutantsOf("authenticated-map.ts", [
    ["leaf-as-node", 'digest("leaf", [', 'digest("node", [', [MAPS, "off its way"]],
    ["other-key", "leaf.key === keyDigest(key) && ", "", [MAPS, "of its own key"]],
    ["other-value", "leaf.value === valueDigest(value) && ", "", [MAPS, "exactly the truth"]],
    ["other-root", "return start === root;", "return true;", [MAPS, "of its own key"]],
    ["hides-its-key", "proof.leaf?.key !== path && ", "", [MAPS, "exactly the truth"]],
    ["leaf-beside-the-way", " && sharesBits(leaf.key, path, depth)", "", [MAPS, "off its way"]],
    ["long-ways", "depth > KEY_BITS || ", "", [MAPS, "longer than a digest"]],
    ["malformed-siblings", " || !siblings.every((sibling) => DIGEST_TEXT.test(sibling))", "", [MAPS, "malformed proofs"]],
    ["malformed-leaf", MALFORMED_LEAF, "", [MAPS, "malformed proofs"]],
    [
      "wrong-side",
      "bitAt(path, at) === 0 ? nodeDigest(below, sibling)",
      "bitAt(path, at) === 1 ? nodeDigest(below, sibling)",
      [MAPS, "exactly the truth"],
    ],
  ]),
  ...mutantsOf("secret.ts", [
    [
      "text",
      "  toString(): string {\n    return SECRET_TEXT;",
      "  toString(): string {\n    return String(this.#scalar);",
      [SECRET, "does not show by its own method"],
    ],
    [
      "json",
      "  toJSON(): string {\n    return SECRET_TEXT;",
      "  toJSON(): string {\n    return this.#scalar.toString(16);",
      [SECRET, "does not show in JSON"],
    ],
    [
      "primitive",
      "  [Symbol.toPrimitive](): string {\n    return SECRET_TEXT;",
      "  [Symbol.toPrimitive](): string {\n    return String(this.#scalar);",
      [SECRET, "in a template string"],
    ],
    [
      "inspection",
      "  [INSPECT](): string {\n    return SECRET_TEXT;",
      "  [INSPECT](): string {\n    return String(this.#scalar);",
      [SECRET, "does not show inspected"],
    ],
    ["open-to-change", "    Object.freeze(this);\n", "", [SECRET, "nothing to enumerate"]],
  ]),
];
