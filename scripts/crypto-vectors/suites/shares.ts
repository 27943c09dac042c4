/** Shares in boxes: what their receivers accept. */

import { type CeremonyName, type Dealing, received } from "../ceremony.ts";
import { ORDER, readScalar, writeScalar } from "../curve.ts";
import { deal, encryptionSecret, ephemeralSecret, keysOf, polynomial, sealed } from "../nodes.ts";
import { inG1, valueAt } from "../signatures.ts";
import { invalid, type SuiteDraft, valid } from "../suite.ts";
import { AT, boxNotes, flipped, honest, keys, MEMBER, raised, right, sealedElsewhere, withBox, withContent } from "./box.ts";
import { BOX_TEXT, CEREMONY_TEXT, DEAL_TEXT, first, reshare, SOURCE } from "./committee.ts";

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

const box = (change: Partial<ShareInput> = {}): ShareInput => ({
  ceremony: first,
  deal: honest,
  member: MEMBER,
  secretKey: writeScalar(encryptionSecret(first, MEMBER)),
  ...change,
});

export const shares: SuiteDraft<ShareInput> = {
  suite: "dkg-shares",
  description: `${CEREMONY_TEXT} ${DEAL_TEXT} ${BOX_TEXT} The input has the ceremony, a deal without its proofs, a member, and the secret of the member's encryption key. It is valid
if the member's box opens and the share in it is right; the output is the share, a scalar.`,
  source: SOURCE,
  notes: boxNotes,
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
