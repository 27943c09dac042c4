/** Shares: in boxes, complained about, and recovered from what others show. */

import { fromHex } from "../bytes.ts";
import { type CeremonyName, type Complaint, type Dealing, isFounded, isOn, received, shareIn } from "../ceremony.ts";
import { modulo, ORDER, readScalar, writeScalar } from "../curve.ts";
import { complaint, deal, encryptionSecret, ephemeralSecret, keysOf, number, polynomial, sealed } from "../nodes.ts";
import { proveEquality, sharedPoint } from "../proofs.ts";
import { areIndices, commitmentTo, inG1, lagrangeWeights, readCommitment, valueAt } from "../signatures.ts";
import { invalid, type SuiteDraft, valid } from "../suite.ts";
import { BOX_TEXT, CEREMONY_TEXT, COMPLAINT_TEXT, DEAL_TEXT, first, reshare, SOURCE } from "./committee.ts";

interface ShareInput {
  readonly ceremony: CeremonyName;
  readonly deal: Dealing;
  readonly member: number;
  readonly secretKey: string;
}

function judgeShare({ ceremony, deal: of, member, secretKey }: ShareInput): string | undefined {
  const share = received(ceremony, of, member, readScalar(secretKey) as bigint);
  return share === null ? undefined : writeScalar(share);
}

const keys = keysOf(first);
const { proofC: _c, proofR: _r, ...honest } = deal(first, keys, 3);
const MEMBER = 5;
const AT = first.members.indexOf(MEMBER);
const right = valueAt(polynomial(first, 3), MEMBER);

/** The deal with another box for the member. */
const withBox = (box: string | null): Dealing => ({ ...honest, boxes: honest.boxes.with(AT, box) });
/** The same with any content, sealed as a share is. */
const withContent = (content: bigint): Dealing => withBox(sealed(first, 3, MEMBER, ephemeralSecret(first, 3), content));

const box = (change: Partial<ShareInput> = {}): ShareInput => ({
  ceremony: first,
  deal: honest,
  member: MEMBER,
  secretKey: writeScalar(encryptionSecret(first, MEMBER)),
  ...change,
});

/** A share below 2^256 - r, whose number plus the order still has 32 bytes. Member 1 of the reshare has another one. */
const raised = right + ORDER;

/** One digit of a text changed. */
const flipped = (text: string, at: number): string => text.slice(0, at) + (text[at] === "0" ? "1" : "0") + text.slice(at + 1);

const notes = {
  Cipher: { bugType: "MODIFIED", description: "a box that does not authenticate" },
  Context: {
    bugType: "WRONG_CONTEXT",
    description: "a box sealed for another receiver, dealer or ceremony",
    effect: "boxes are copied from deal to deal",
  },
  Form: { bugType: "ENCODING", description: "a box of another form" },
  Polynomial: {
    bugType: "MISSING_CHECK",
    description: "a share that is not on the committed polynomial",
    effect: "the member's signatures do not fit the key",
    links: ["https://github.com/piplabs/story/issues/833"],
  },
  Reduced: {
    bugType: "MALLEABILITY",
    description: "a number that is not below the order: the right share, plus the order",
    effect: "members that reduce it and members that refuse it disagree on the dealer",
  },
} as const;

export const shares: SuiteDraft<ShareInput> = {
  suite: "dkg-shares",
  description: `${CEREMONY_TEXT} ${DEAL_TEXT} ${BOX_TEXT} The input has the ceremony, a deal without its proofs, a member, and the secret of the member's encryption key. It is valid
if the member's box opens and the share in it is right; the output is the share, a scalar.`,
  source: SOURCE,
  notes,
  judge: judgeShare,
  cases: [
    ...first.members.map((member) =>
      valid(
        `member-${member}`,
        `member ${member} opens its box`,
        [],
        box({
          member,
          secretKey: writeScalar(encryptionSecret(first, member)),
        }),
      ),
    ),
    valid(
      "reshare",
      "a share of a reshare",
      [],
      box({
        ceremony: reshare,
        deal: deal(reshare, keysOf(reshare), 8),
        member: 21,
        secretKey: writeScalar(encryptionSecret(reshare, 21)),
      }),
    ),
    invalid("off-by-one", "the share and one", ["Polynomial"], box({ deal: withContent(right + 1n) })),
    invalid(
      "share-of-another",
      "the share of another member",
      ["Polynomial"],
      box({
        deal: withContent(valueAt(polynomial(first, 3), 8)),
      }),
    ),
    invalid(
      "share-at-the-place",
      "the value at the member's place in the list",
      ["Polynomial"],
      box({
        deal: withContent(valueAt(polynomial(first, 3), AT + 1)),
      }),
    ),
    invalid("zero", "a share of 0", ["Polynomial"], box({ deal: withContent(0n) })),
    invalid("negative", "the negative share", ["Polynomial"], box({ deal: withContent(ORDER - right) })),
    invalid("raised", "the share and the order", ["Reduced"], box({ deal: withContent(raised) })),
    invalid(
      "other-polynomial",
      "the commitment of another deal",
      ["Polynomial"],
      box({ deal: { ...honest, C: deal(first, keys, 2).C } }),
    ),
    invalid("box-of-another", "the box of another member", ["Context"], box({ deal: withBox(honest.boxes[0] as string) })),
    invalid(
      "sealed-to-another",
      "the share sealed to another member's key",
      ["Context"],
      box({
        deal: withBox(sealed(first, 3, 8, ephemeralSecret(first, 3), right)),
      }),
    ),
    invalid(
      "other-dealer",
      "sealed by another dealer",
      ["Context"],
      box({
        deal: withBox(sealed(first, 2, MEMBER, ephemeralSecret(first, 3), right)),
      }),
    ),
    invalid(
      "other-ceremony",
      "sealed for the ceremony after it",
      ["Context"],
      box({
        deal: withBox(sealedElsewhere({ ...first, ceremony: 2 })),
      }),
    ),
    invalid("other-r", "another ephemeral key in the deal", ["Context"], box({ deal: { ...honest, R: deal(first, keys, 2).R } })),
    invalid("other-key", "the key of another member", ["Context"], box({ secretKey: writeScalar(encryptionSecret(first, 8)) })),
    invalid("changed", "a changed byte", ["Cipher"], box({ deal: withBox(flipped(honest.boxes[AT] as string, 0)) })),
    invalid(
      "changed-tag",
      "a changed byte of the authenticator",
      ["Cipher"],
      box({ deal: withBox(flipped(honest.boxes[AT] as string, 95)) }),
    ),
    invalid("no-tag", "no authenticator", ["Form"], box({ deal: withBox((honest.boxes[AT] as string).slice(0, 64)) })),
    invalid("long", "a byte more", ["Form"], box({ deal: withBox(`${honest.boxes[AT]}00`) })),
    invalid("upper-case", "upper-case digits", ["Form"], box({ deal: withBox((honest.boxes[AT] as string).toUpperCase()) })),
    invalid("empty", "an empty box", ["Form"], box({ deal: withBox("") })),
    invalid("none", "no box", ["Form"], box({ deal: withBox(null) })),
    invalid("r-identity", "the identity as ephemeral key", ["Form"], box({ deal: { ...honest, R: inG1(0n) } })),
  ],
};

/** The right share, sealed with the secrets of this ceremony in the context of another one. */
function sealedElsewhere(of: CeremonyName): string {
  const elsewhere = deal(of, keysOf(first), 3, { coefficients: polynomial(first, 3), ephemeral: ephemeralSecret(first, 3) });
  return elsewhere.boxes[AT] as string;
}

interface ComplaintInput {
  readonly ceremony: CeremonyName;
  readonly deal: Dealing;
  readonly member: number;
  readonly E: string;
  readonly complaint: Complaint;
}

/** Who is guilty; undefined for a complaint that is void. */
function judgeComplaint({ ceremony, deal: of, member, E, complaint: said }: ComplaintInput): "dealer" | "member" | undefined {
  if (!isFounded(ceremony, E, of, member, said)) return undefined;
  return shareIn(ceremony, of, member, said.K) === null ? "dealer" : "member";
}

const E = keys[AT] as string;
const about = (of: Dealing, change: Partial<Complaint> = {}): ComplaintInput => ({
  ceremony: first,
  deal: of,
  member: MEMBER,
  E,
  complaint: { ...complaint(first, MEMBER, of), ...change },
});

/** A complaint with a K of the complainer's choice, and a proof made with its key all the same. */
function forged(): ComplaintInput {
  const K = inG1(number("forged"));
  const statement = { element: E, base: honest.R, product: K };
  const context = fromHex("00") as Buffer;
  return about(honest, { K, proof: proveEquality(context, statement, encryptionSecret(first, MEMBER)) });
}

export const complaints: SuiteDraft<ComplaintInput> = {
  suite: "dkg-complaints",
  description: `${CEREMONY_TEXT} ${DEAL_TEXT} ${BOX_TEXT} ${COMPLAINT_TEXT} The input has the ceremony, a deal without its proofs, the member that complains with its encryption key
E, and the complaint. A void complaint is invalid; the output of another one is who is guilty: "dealer" or "member".`,
  source: SOURCE,
  notes: {
    ...notes,
    FalseComplaint: {
      bugType: "MISSING_CHECK",
      description: "a proven complaint about a good share",
      effect: "honest dealers are accused for nothing, and their boxes opened",
    },
    Void: {
      bugType: "MISSING_CHECK",
      description: "a complaint whose K is not proved to be the point that opens the box",
      effect: "any good box can be made to look bad, and its dealer is slashed",
    },
  },
  judge: judgeComplaint,
  cases: [
    valid("off-by-one", "the share and one", ["Polynomial"], about(withContent(right + 1n))),
    valid("zero", "a share of 0", ["Polynomial"], about(withContent(0n))),
    valid("raised", "the share and the order", ["Reduced"], about(withContent(raised))),
    valid("box-of-another", "the box of another member", ["Context"], about(withBox(honest.boxes[0] as string))),
    valid("changed", "a box that does not authenticate", ["Cipher"], about(withBox(flipped(honest.boxes[AT] as string, 7)))),
    valid("empty", "an empty box", ["Form"], about(withBox(""))),
    valid(
      "other-ceremony",
      "sealed for another ceremony",
      ["Context"],
      about(withBox(sealedElsewhere({ ...first, ceremony: 2 }))),
    ),
    valid("good-share", "a good share", ["FalseComplaint"], about(honest)),
    invalid("forged-k", "another K", ["Void"], forged()),
    invalid(
      "k-without-proof",
      "another K with the proof of the right one",
      ["Void"],
      about(honest, { K: inG1(number("forged")) }),
    ),
    invalid("no-proof", "the right K without a proof", ["Void"], about(withContent(0n), { proof: "" })),
    invalid("identity", "the identity as K", ["Void"], about(withContent(0n), { K: inG1(0n) })),
    invalid("proof-of-another", "the complaint of another member", ["Void"], {
      ...about(withContent(0n)),
      complaint: complaint(first, 8, withContent(0n)),
    }),
    invalid(
      "about-another-dealer",
      "a proof about another dealer with the same R",
      ["Void"],
      about(withContent(0n), complaintAbout({ ...honest, dealer: 2 })),
    ),
    invalid("other-cloud", "a proof for another cloud's ceremony", ["Void"], {
      ...about(withContent(0n)),
      ceremony: { ...first, cloud: "cloud2" },
    }),
    invalid(
      "dealers-own-secret",
      "K by the dealer, who knows it, with a proof of another statement",
      ["Void"],
      about(honest, {
        K: sharedPoint(ephemeralSecret(first, 3), E) as string,
        proof: proveEquality(
          fromHex("") as Buffer,
          { element: honest.R, base: E, product: sharedPoint(ephemeralSecret(first, 3), E) as string },
          ephemeralSecret(first, 3),
        ),
      }),
    ),
  ],
};

/** A complaint's proof about a deal, in the name of the deal that is judged. */
function complaintAbout(of: Dealing): Partial<Complaint> {
  return { ...complaint(first, MEMBER, of), dealer: 3 };
}

interface RecoveryInput {
  readonly commitment: readonly string[];
  readonly member: number;
  readonly shares: readonly { readonly by: number; readonly share: string }[];
}

function judgeRecovery({ commitment, member, shares: shown }: RecoveryInput): string | undefined {
  const indices = shown.map(({ by }) => by);
  const numbers = shown.map(({ share }) => readScalar(share));
  if (readCommitment(commitment, commitment.length) === null || shown.length !== commitment.length) return undefined;
  if (!areIndices(indices, Number.MAX_SAFE_INTEGER) || !numbers.every((share) => share !== null)) return undefined;
  if (!shown.every(({ by }, at) => isOn(commitment, by, numbers[at] as bigint))) return undefined;
  const weights = lagrangeWeights(indices, member);
  return writeScalar(numbers.reduce((sum, share, at) => modulo(sum + share * (weights[at] as bigint), ORDER), 0n));
}

const lost = polynomial(reshare, 8);
const shownBy = (by: number, share = valueAt(lost, by)) => ({ by, share: writeScalar(share) });
const recovery = (list: RecoveryInput["shares"], member = 13): RecoveryInput => ({
  commitment: commitmentTo(lost),
  member,
  shares: list,
});

export const recoveries: SuiteDraft<RecoveryInput> = {
  suite: "dkg-recoveries",
  description: `A member whose box was bad gets its share of a dealer's polynomial from t others, who show theirs. The input has the dealer's commitment of t elements of G2 (the
generator times each coefficient, the first and the last not the identity), the member's number, and shares with the numbers of those that show them: each a scalar that must be the value of the
polynomial at that number (the generator times it is the value of the commitment), no number 0 or there twice, t of them. The output is the value at the member's number, by Lagrange's
interpolation modulo r.`,
  source: SOURCE,
  notes: {
    Duplicate: {
      bugType: "MISSING_CHECK",
      description: "one number twice",
      effect: "the interpolation divides by 0, or goes through fewer points",
    },
    Index: { bugType: "MISSING_CHECK", description: "the number 0, at which the secret stands" },
    Lagrange: { bugType: "EDGE_CASE", description: "numbers in another order, or another member" },
    Reduced: notes.Reduced,
    TooFew: { bugType: "MISSING_CHECK", description: "fewer shares than coefficients" },
    WrongShare: notes.Polynomial,
  },
  judge: judgeRecovery,
  cases: [
    valid("recovered", "from the first three members", [], recovery([1, 2, 3].map((by) => shownBy(by)))),
    valid("other-three", "from three others, in another order", ["Lagrange"], recovery([21, 1, 5].map((by) => shownBy(by)))),
    valid(
      "other-member",
      "for another member",
      ["Lagrange"],
      recovery(
        [1, 2, 3].map((by) => shownBy(by)),
        21,
      ),
    ),
    valid(
      "own",
      "for one of those that show theirs",
      ["Lagrange"],
      recovery(
        [1, 2, 3].map((by) => shownBy(by)),
        2,
      ),
    ),
    invalid("two", "from two", ["TooFew"], recovery([1, 2].map((by) => shownBy(by)))),
    invalid("none", "from none", ["TooFew"], recovery([])),
    invalid(
      "wrong",
      "one of them off by one",
      ["WrongShare"],
      recovery([shownBy(1), shownBy(2), shownBy(3, valueAt(lost, 3) + 1n)]),
    ),
    invalid(
      "swapped",
      "two for each other",
      ["WrongShare"],
      recovery([shownBy(1, valueAt(lost, 2)), shownBy(2, valueAt(lost, 1)), shownBy(3)]),
    ),
    invalid("duplicate", "one of them twice", ["Duplicate"], recovery([shownBy(1), shownBy(2), shownBy(2)])),
    invalid("zero", "the secret itself at 0", ["Index"], recovery([shownBy(0), shownBy(1), shownBy(2)])),
    invalid(
      "raised",
      "a share with the order added",
      ["Reduced"],
      recovery([shownBy(1), shownBy(2), { by: 3, share: (valueAt(lost, 3) + ORDER).toString(16).padStart(64, "0") }]),
    ),
  ],
};
