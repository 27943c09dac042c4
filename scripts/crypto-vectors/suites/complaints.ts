/** Complaints about boxes: void, right, or false. */

import { type CeremonyName, type Complaint, contexts, type Dealing, isFounded, shareIn } from "../ceremony.ts";
import { complaint, encryptionSecret, ephemeralSecret, number } from "../nodes.ts";
import { proveEquality, sharedPoint } from "../proofs.ts";
import { inG1 } from "../signatures.ts";
import { invalid, type SuiteDraft, valid } from "../suite.ts";
import { AT, boxNotes, flipped, honest, keys, MEMBER, raised, right, sealedElsewhere, withBox, withContent } from "./box.ts";
import { BOX_TEXT, CEREMONY_TEXT, COMPLAINT_TEXT, DEAL_TEXT, first, SOURCE } from "./committee.ts";

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
const context = contexts.complaint(first, honest.dealer, MEMBER);
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
  return about(honest, { K, proof: proveEquality(context, statement, encryptionSecret(first, MEMBER)) });
}

export const complaints: SuiteDraft<ComplaintInput> = {
  suite: "dkg-complaints",
  description: `${CEREMONY_TEXT} ${DEAL_TEXT} ${BOX_TEXT} ${COMPLAINT_TEXT} The input has the ceremony, a deal without its proofs, the member that complains with its encryption key
E, and the complaint. A void complaint is invalid; the output of another one is who is guilty: "dealer" or "member".`,
  source: SOURCE,
  notes: {
    ...boxNotes,
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
          context,
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
