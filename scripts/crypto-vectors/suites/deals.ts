/** Registrations and deals: what everybody can check of them. */

import { type CeremonyName, isRegistration, type OldKey, type ProvenDealing, type Registration, rightDeal } from "../ceremony.ts";
import { ORDER } from "../curve.ts";
import { writeG2 } from "../encodings.ts";
import { deal, encryptionSecret, ephemeralSecret, keysOf, number, polynomial, proofsOf, registration } from "../nodes.ts";
import { commitmentTo, committedAt, inG1, inG2 } from "../signatures.ts";
import { type Draft, invalid, type SuiteDraft, valid } from "../suite.ts";
import { BOX_TEXT, CEREMONY_TEXT, DEAL_TEXT, first, old, oldShare, REGISTRATION_TEXT, reshare, SOURCE } from "./committee.ts";

interface RegistrationInput {
  readonly ceremony: CeremonyName;
  readonly registration: Registration;
}

const registered = (change: Partial<Registration> = {}, ceremony = first, by = 5): RegistrationInput => ({
  ceremony,
  registration: { ...registration(first, by), ...change },
});

const others: readonly (readonly [id: string, comment: string, ceremony: CeremonyName])[] = [
  ["other-cloud", "of another cloud", { ...first, cloud: "cloud2" }],
  ["other-number", "of the ceremony after it", { ...first, ceremony: 2 }],
  ["other-kind", "of another kind", { ...first, kind: "rotate" }],
  ["other-threshold", "with another threshold", { ...first, threshold: 3 }],
  ["other-committee", "with another member in the committee", { ...first, members: [2, 3, 5, 9] }],
];

export const registrations: SuiteDraft<RegistrationInput> = {
  suite: "dkg-registrations",
  description: `${CEREMONY_TEXT} ${REGISTRATION_TEXT} The input has the ceremony and a registration, which is valid if by is a member and the proof holds; the output is true.`,
  source: SOURCE,
  notes: {
    Ceremony: {
      bugType: "WRONG_CONTEXT",
      description: "a registration for another ceremony",
      effect: "a key serves two ceremonies, and what one reveals opens boxes of the other",
    },
    Member: {
      bugType: "WRONG_CONTEXT",
      description: "the key of another member, or of none",
      effect: "a member registers a key that is not its own",
    },
    Proof: {
      bugType: "MISSING_CHECK",
      description: "a key without a proof of knowledge",
      effect: "a member takes the key of another one as its own",
    },
  },
  judge: ({ ceremony, registration: of }) => isRegistration(ceremony, of) || undefined,
  cases: [
    ...first.members.map((by) => valid(`member-${by}`, `member ${by}`, [], registered({}, first, by))),
    ...others.map(([id, comment, ceremony]) => invalid(id, comment, ["Ceremony"], registered({}, ceremony))),
    invalid("other-member", "the registration of member 5 by member 3", ["Member"], registered({ by: 3 })),
    invalid("outsider", "a node that is no member", ["Member"], registered({}, first, 4)),
    invalid(
      "copied-key",
      "the key of member 3 with a proof of one's own",
      ["Proof"],
      registered({ E: inG1(encryptionSecret(first, 3)) }),
    ),
    invalid("identity", "the identity as key", ["Proof"], registered({ E: inG1(0n) })),
    invalid("key-in-g2", "a key in the wrong group", ["Proof"], registered({ E: inG2(encryptionSecret(first, 5)) })),
    invalid("no-proof", "no proof", ["Proof"], registered({ proof: "" })),
  ],
};

interface DealInput {
  readonly ceremony: CeremonyName;
  readonly keys: readonly (string | null)[];
  readonly key: OldKey | null;
  readonly deal: ProvenDealing;
}

/** The public shares of the members that have registered, by this deal; null for the others. */
function judgeDeal({ ceremony, keys, key, deal: dealt }: DealInput): readonly (string | null)[] | undefined {
  const points = rightDeal(ceremony, keys, key, dealt);
  if (points === null) return undefined;
  return ceremony.members.map((member, at) => (keys[at] === null ? null : writeG2(committedAt(points, member))));
}

const keys = keysOf(first);
const honest = deal(first, keys, 3);
const dealt = (change: Partial<ProvenDealing> = {}): DealInput => ({
  ceremony: first,
  keys,
  key: null,
  deal: { ...honest, ...change },
});
const cheated = (of: ProvenDealing): DealInput => dealt(of);
const coefficients = polynomial(first, 3) as readonly [bigint, bigint];
const withCoefficients = (list: readonly bigint[]): DealInput => cheated(deal(first, keys, 3, { coefficients: list }));

/** The deal of holder 3 in the reshare, of a constant term that may not be its share. */
const reshared = (constant = oldShare(3), dealer = 3): DealInput => ({
  ceremony: reshare,
  keys: keysOf(reshare),
  key: old,
  deal: deal(reshare, keysOf(reshare), dealer, { coefficients: polynomial(reshare, dealer, constant) }),
});

/** Another dealer's R: the thief does not know its logarithm, and proves with the number that it has. */
function stolen(): ProvenDealing {
  const victim = deal(first, keys, 2);
  return { ...honest, R: victim.R, proofR: proofsOf(first, { ...honest, R: victim.R }, coefficients[0], number("thief")).proofR };
}

/** Another dealer's commitment, with what the thief can prove: its own ephemeral key, and a secret that it is not. */
function copied(): Partial<ProvenDealing> {
  const C = commitmentTo(polynomial(first, 2));
  return { C, ...proofsOf(first, { ...honest, C }, coefficients[0], ephemeralSecret(first, 3)) };
}

const absent = keysOf(first, [8]);
const shortened = honest.C.slice(0, 1);

const shapes: readonly Draft<DealInput>[] = [
  invalid(
    "one-coefficient-more",
    "a commitment to a polynomial of a higher degree",
    ["Degree"],
    withCoefficients([...coefficients, 7n]),
  ),
  invalid("one-coefficient-fewer", "a commitment to a constant", ["Degree"], withCoefficients([coefficients[0]])),
  invalid("padded", "a coefficient of 0 beyond the degree", ["Degree"], withCoefficients([...coefficients, 0n])),
  invalid("cut", "a commitment that is cut after it was proved", ["Degree"], dealt({ C: shortened })),
  invalid("no-commitment", "no commitment", ["Degree"], dealt({ C: [] })),
  invalid("flat", "a last coefficient of 0", ["Zero"], withCoefficients([coefficients[0], 0n])),
  invalid("zero-secret", "a secret of 0", ["Zero"], withCoefficients([0n, coefficients[1]])),
  invalid("zero", "zeros alone", ["Zero"], withCoefficients([0n, 0n])),
  invalid("missing-box", "no box for a member that has registered", ["Boxes"], dealt({ boxes: honest.boxes.with(1, null) })),
  invalid("boxes-cut", "fewer boxes than members", ["Boxes"], dealt({ boxes: honest.boxes.slice(0, 3) })),
  invalid("boxes-more", "more boxes than members", ["Boxes"], dealt({ boxes: [...honest.boxes, honest.boxes[0] as string] })),
  invalid("box-for-the-absent", "a box for a member that has not registered", ["Boxes"], { ...dealt(), keys: absent }),
];

export const deals: SuiteDraft<DealInput> = {
  suite: "dkg-deals",
  description: `${CEREMONY_TEXT} ${DEAL_TEXT} ${BOX_TEXT} The input has the ceremony, the members' encryption keys in the order of members, null for those that have not
registered; key: null, or in a refresh or reshare the holders of the key in force and its commitment (poly); and a deal. It is valid if the dealer is a member, or in a refresh or reshare a
holder; C has exactly t elements, of which neither the first nor the last is the identity; in a refresh or reshare C[0] is right; the two proofs hold; and there is a box for exactly
those that have registered. What is in the boxes nobody but their receivers can see: garbage is valid here. The output is the value of C at each member's number, null for those that have not
registered.`,
  source: SOURCE,
  notes: {
    Boxes: {
      bugType: "MISSING_CHECK",
      description: "a box is missing or left over",
      effect: "a member without a share, and no complaint that would show it",
    },
    Ceremony: {
      bugType: "WRONG_CONTEXT",
      description: "a deal of another ceremony, dealer or commitment",
      effect: "what an honest dealer has dealt elsewhere is logged again, and it is slashed",
    },
    Dealer: {
      bugType: "MISSING_CHECK",
      description: "a dealer that is none",
      effect: "an outsider is part of the key, or ends the ceremony",
      links: ["https://github.com/tempoxyz/tempo/issues/1133"],
    },
    Degree: {
      bugType: "MISSING_CHECK",
      description: "a commitment of another length than the threshold",
      effect: "more members are needed to sign than there should be",
      links: ["https://github.com/gonka-ai/gonka/pull/822"],
    },
    OtherShare: {
      bugType: "MISSING_CHECK",
      description: "in a refresh or reshare, another constant term than the dealer's share",
      effect: "the key is another one afterwards",
    },
    Proof: { bugType: "MISSING_CHECK", description: "a dealer that does not know what it shares" },
    StolenR: {
      bugType: "MISSING_CHECK",
      description: "the ephemeral key of another dealer",
      effect: "complaints about the thief show the keys of the other dealer's boxes",
    },
    Unseen: { bugType: "EDGE_CASE", description: "a bad box: nobody sees it but its receiver, and a deal is not refused for it" },
    Zero: {
      bugType: "MISSING_CHECK",
      description: "the first or the last coefficient is 0",
      effect: "a key of a lower degree: fewer members can sign; or a key that is known",
    },
  },
  judge: judgeDeal,
  cases: [
    ...[2, 3, 5, 8].map((dealer) => valid(`dealer-${dealer}`, `member ${dealer} deals`, [], cheated(deal(first, keys, dealer)))),
    valid("absent-member", "a member has not registered", [], { ...cheated(deal(first, absent, 3)), keys: absent }),
    valid("bad-box", "the share of one member is off by one", ["Unseen"], cheated(deal(first, keys, 3, { contents: { 5: 1n } }))),
    valid("garbage-box", "a box that does not open", ["Unseen"], dealt({ boxes: honest.boxes.with(0, "00".repeat(48)) })),
    valid("reshare", "a holder deals its share to seven members", [], reshared()),
    valid("reshare-by-another", "another holder", [], reshared(oldShare(8), 8)),
    ...shapes,
    invalid("outsider", "a dealer that is no member", ["Dealer"], cheated(deal(first, keys, 4))),
    invalid("reshare-outsider", "a new member that holds no share", ["Dealer"], reshared(number("any"), 13)),
    invalid("reshare-other-share", "a holder deals another number than its share", ["OtherShare"], reshared(oldShare(3) + 1n)),
    invalid("reshare-share-of-another", "a holder deals another holder's share", ["OtherShare"], reshared(oldShare(2))),
    invalid(
      "reshare-by-place",
      "the polynomial's value at the holder's place in the list",
      ["OtherShare"],
      reshared(oldShare(4), 8),
    ),
    invalid("other-dealer", "in the name of another dealer", ["Ceremony"], dealt({ dealer: 5 })),
    ...others
      .filter(([id]) => id !== "other-threshold")
      .map(([id, comment, ceremony]) => invalid(id, comment, ["Ceremony"], { ...dealt(), ceremony })),
    invalid(
      "other-last-coefficient",
      "another last coefficient than was proved",
      ["Ceremony"],
      dealt({
        C: [honest.C[0] as string, inG2(coefficients[1] + 1n)],
      }),
    ),
    invalid("copied-secret", "the commitment of another dealer, without its secret", ["Proof"], dealt(copied())),
    invalid("no-proof-of-secret", "no proof of the secret", ["Proof"], dealt({ proofC: "" })),
    invalid(
      "proofs-swapped",
      "the two proofs for each other",
      ["Proof"],
      dealt({ proofC: honest.proofR, proofR: honest.proofC }),
    ),
    invalid(
      "negative-secret",
      "the negative secret with the same proof",
      ["Proof"],
      dealt({
        C: [inG2(ORDER - coefficients[0]), honest.C[1] as string],
      }),
    ),
    invalid("stolen-r", "the ephemeral key of another dealer", ["StolenR"], cheated(stolen())),
    invalid(
      "stolen-r-and-proof",
      "the same, with that dealer's proof",
      ["StolenR"],
      dealt({
        R: deal(first, keys, 2).R,
        proofR: deal(first, keys, 2).proofR,
      }),
    ),
    invalid("identity-r", "the identity as ephemeral key", ["StolenR"], dealt({ R: inG1(0n) })),
    invalid("no-proof-of-r", "no proof of the ephemeral key", ["StolenR"], dealt({ proofR: "" })),
  ],
};
