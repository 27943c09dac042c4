/** Proofs about logarithms, by themselves. */

import { fromHex, toHex, transcript } from "../bytes.ts";
import { ORDER, writeScalar } from "../curve.ts";
import { pointFrom, shiftedG1, writeAffine } from "../encodings.ts";
import { proveEquality, proveKnowledge, proveShifted, verifyEquality, verifyKnowledge } from "../proofs.ts";
import { inG1, inG2, POSSESSION_TAG, sign, verify } from "../signatures.ts";
import { invalid, type SuiteDraft, valid } from "../suite.ts";

interface Input {
  readonly kind: "knowledge" | "equality" | "possession";
  readonly context?: string;
  readonly group?: "G1" | "G2";
  readonly element: string;
  readonly base?: string;
  readonly product?: string;
  readonly proof: string;
}

function judge({ kind, context = "", group, element, base = "", product = "", proof }: Input): true | undefined {
  const bytes = fromHex(context) as Buffer;
  if (kind === "knowledge") return verifyKnowledge(bytes, group as "G1" | "G2", element, proof) || undefined;
  if (kind === "equality") return verifyEquality(bytes, { element, base, product }, proof) || undefined;
  const key = fromHex(element);
  return (key !== null && verify(element, key, proof, POSSESSION_TAG)) || undefined;
}

const context = transcript("example/v1", ["a context"]);
const elsewhere = transcript("example/v1", ["another context"]);
const witness = 0xdecafn ** 9n;
const exponent = 0xfacen ** 9n;

const element = { G1: inG1(witness), G2: inG2(witness) };
const identity = { G1: inG1(0n), G2: inG2(0n) };

const knowledge = (group: "G1" | "G2", change: Partial<Input> = {}): Input => ({
  kind: "knowledge",
  context: toHex(context),
  group,
  element: element[group],
  proof: proveKnowledge(context, group, element[group], witness),
  ...change,
});

const statement = { element: element.G1, base: inG1(exponent), product: inG1(exponent * witness) };
const equality = (change: Partial<Input> = {}): Input => ({
  kind: "equality",
  context: toHex(context),
  ...statement,
  proof: proveEquality(context, statement, witness),
  ...change,
});

const possession = (change: Partial<Input> = {}): Input => ({
  kind: "possession",
  element: element.G2,
  proof: sign(witness, fromHex(element.G2) as Buffer, POSSESSION_TAG),
  ...change,
});

/** An element outside the subgroup, with a proof whose challenge has this remainder by 3. */
function shifted(remainder: bigint): Input {
  const text = shiftedG1(element.G1);
  return knowledge("G1", { element: text, proof: proveShifted(context, text, witness, remainder) });
}

/** A proof of the same challenge whose response is not reduced. */
function raised(proof: string): string {
  return proof.slice(0, 64) + (BigInt(`0x${proof.slice(64)}`) + ORDER).toString(16).padStart(64, "0");
}

/** A proof with one of its two numbers one more. */
function increased(proof: string, half: 0 | 1): string {
  const parts = [proof.slice(0, 64), proof.slice(64)];
  parts[half] = writeScalar(BigInt(`0x${parts[half]}`) + 1n);
  return parts.join("");
}

const known = knowledge("G1");

export const proofs: SuiteDraft<Input> = {
  suite: "bls12-381-proofs",
  description: `Proofs of a logarithm x, by Fiat and Shamir. For \`knowledge\` the statement is element = x times the generator of the group; its bytes are the
transcript nexus/proof/knowledge of the texts bls12-381, the context's bytes, the group's name and the element's text. For \`equality\` it is element = x times the
generator of G1 and product = x times base; its bytes are the transcript nexus/proof/equality of bls12-381, the context, element, base and product. (A transcript:
suite signed-statements.) The proof is a challenge c and a response s, two scalars of 64 digits. Commitments are s times each base (generator; or
generator and base) less c times its image. c must be the hash of the transcript nexus/proof/challenge of the statement's bytes and the commitments' texts:
RFC 9380's hash_to_field to the field of order r, with SHA-256, L = 48 and the tag nexus/proof/challenge. No element may be the identity.
\`possession\` is the signature of the 96 bytes of a key of G2 by its own secret, under the tag BLS_POP_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_. Contexts are in
hexadecimal. The output is true.`,
  source: `groups by mcl (https://github.com/herumi/mcl), hashes by Node's SHA-256 and big integers: scripts/crypto-vectors`,
  notes: {
    Context: {
      bugType: "WRONG_CONTEXT",
      description: "a proof of the same statement elsewhere",
      effect: "what somebody has proved is logged again by others",
    },
    Encoding: { bugType: "MALLEABILITY", description: "a proof in another form", effect: "one proof has two texts" },
    Identity: {
      bugType: "MISSING_CHECK",
      description: "a statement about the identity",
      effect: "everybody knows the logarithm 0",
    },
    Kind: { bugType: "WRONG_CONTEXT", description: "a proof of another kind, or in another group" },
    Modified: { bugType: "MODIFIED", description: "a valid proof or statement with something changed" },
    Subgroup: { bugType: "MISSING_CHECK", description: "a statement about a point outside the subgroup" },
  },
  judge,
  cases: [
    valid("knowledge-g1", "of a logarithm in G1", [], known),
    valid("knowledge-g2", "of a logarithm in G2", [], knowledge("G2")),
    valid(
      "knowledge-one",
      "of the generator's logarithm",
      [],
      knowledge("G1", {
        element: inG1(1n),
        proof: proveKnowledge(context, "G1", inG1(1n), 1n),
      }),
    ),
    valid(
      "no-context",
      "in an empty context",
      [],
      knowledge("G2", {
        context: "",
        proof: proveKnowledge(Buffer.alloc(0), "G2", element.G2, witness),
      }),
    ),
    valid("equality", "of equal logarithms", [], equality()),
    valid("possession", "of a key", [], possession()),
    invalid("other-context", "in another context", ["Context"], knowledge("G1", { context: toHex(elsewhere) })),
    invalid("other-context-g2", "in another context, in G2", ["Context"], knowledge("G2", { context: toHex(elsewhere) })),
    invalid(
      "equality-other-context",
      "of equal logarithms, in another context",
      ["Context"],
      equality({ context: toHex(elsewhere) }),
    ),
    invalid("other-element", "for another element", ["Modified"], knowledge("G1", { element: inG1(witness + 1n) })),
    invalid("other-challenge", "a challenge one more", ["Modified"], knowledge("G1", { proof: increased(known.proof, 0) })),
    invalid("other-response", "a response one more", ["Modified"], knowledge("G1", { proof: increased(known.proof, 1) })),
    invalid("zeros", "zeros", ["Modified"], knowledge("G1", { proof: "0".repeat(128) })),
    invalid(
      "swapped",
      "response and challenge",
      ["Modified"],
      knowledge("G1", { proof: known.proof.slice(64) + known.proof.slice(0, 64) }),
    ),
    invalid("unequal", "a product with another logarithm", ["Modified"], equality({ product: inG1(exponent * witness + 1n) })),
    invalid(
      "unequal-proved",
      "unequal logarithms, proved with one of them",
      ["Modified"],
      equality({
        product: inG1(exponent * (witness + 1n)),
        proof: proveEquality(context, { ...statement, product: inG1(exponent * (witness + 1n)) }, witness),
      }),
    ),
    invalid("other-base", "for another base", ["Modified"], equality({ base: inG1(exponent + 1n) })),
    invalid(
      "element-and-product-swapped",
      "element and product for each other",
      ["Modified"],
      equality({
        element: statement.product,
        product: statement.element,
      }),
    ),
    invalid("possession-of-another", "of another key", ["Modified"], possession({ element: inG2(witness + 1n) })),
    invalid(
      "knowledge-of-g2-in-g1",
      "a proof in G2 for the same logarithm in G1",
      ["Kind"],
      knowledge("G1", { proof: knowledge("G2").proof }),
    ),
    invalid(
      "equality-as-knowledge",
      "a proof of equality as one of knowledge",
      ["Kind"],
      knowledge("G1", { proof: equality().proof }),
    ),
    invalid(
      "possession-by-signature",
      "a signature of the key's bytes as proof of possession",
      ["Kind"],
      possession({
        proof: sign(witness, fromHex(element.G2) as Buffer),
      }),
    ),
    invalid(
      "identity",
      "of the identity's logarithm",
      ["Identity"],
      knowledge("G1", {
        element: identity.G1,
        proof: proveKnowledge(context, "G1", identity.G1, 0n),
      }),
    ),
    invalid(
      "identity-g2",
      "of the identity's logarithm in G2",
      ["Identity"],
      knowledge("G2", {
        element: identity.G2,
        proof: proveKnowledge(context, "G2", identity.G2, 0n),
      }),
    ),
    invalid(
      "equality-identities",
      "of equal logarithms of identities",
      ["Identity"],
      equality({
        element: identity.G1,
        product: identity.G1,
        proof: proveEquality(context, { ...statement, element: identity.G1, product: identity.G1 }, 0n),
      }),
    ),
    invalid(
      "possession-identity",
      "of the identity as key",
      ["Identity"],
      possession({ element: identity.G2, proof: identity.G1 }),
    ),
    invalid(
      "response-raised",
      "a response with the order added",
      ["Encoding"],
      knowledge("G1", { proof: raised(proveKnowledge(context, "G1", element.G1, witness)) }),
    ),
    invalid("upper-case", "upper-case digits", ["Encoding"], knowledge("G1", { proof: known.proof.toUpperCase() })),
    invalid("short", "a byte less", ["Encoding"], knowledge("G1", { proof: known.proof.slice(0, -2) })),
    invalid("long", "a byte more", ["Encoding"], knowledge("G1", { proof: `${known.proof}00` })),
    invalid("empty", "no proof", ["Encoding"], knowledge("G1", { proof: "" })),
    invalid("shifted", "an element and a point of order 3, proved by a challenge that 3 divides", ["Subgroup"], shifted(0n)),
    invalid("shifted-negative", "the same, where 3 divides the order less the challenge", ["Subgroup"], shifted(ORDER % 3n)),
    invalid(
      "stray",
      "about a point outside the subgroup",
      ["Subgroup"],
      knowledge("G1", { element: writeAffine(pointFrom(3n, 1), 1) }),
    ),
  ],
};
