/** The deal that the cases on boxes are about, and what is done to one member's box. */

import type { CeremonyName, Dealing } from "../ceremony.ts";
import { ORDER } from "../curve.ts";
import { deal, ephemeralSecret, keysOf, polynomial, sealed } from "../nodes.ts";
import { valueAt } from "../signatures.ts";
import { first } from "./committee.ts";

export const keys = keysOf(first);
export const { proofC: _c, proofR: _r, ...honest } = deal(first, keys, 3);
/** The member whose box is looked at, and its place. */
export const MEMBER = 5;
export const AT = first.members.indexOf(MEMBER);
export const right = valueAt(polynomial(first, 3), MEMBER);

/** The deal with another box for the member. */
export const withBox = (box: string | null): Dealing => ({ ...honest, boxes: honest.boxes.with(AT, box) });
/** The same with any content, sealed as a share is. */
export const withContent = (content: bigint): Dealing => withBox(sealed(first, 3, MEMBER, ephemeralSecret(first, 3), content));

/** A share below 2^256 - r, whose number plus the order still has 32 bytes. */
export const raised = right + ORDER;

/** One digit of a text changed. */
export const flipped = (text: string, at: number): string =>
  text.slice(0, at) + (text[at] === "0" ? "1" : "0") + text.slice(at + 1);

/** The right share, sealed with the secrets of this ceremony in the context of another one. */
export function sealedElsewhere(of: CeremonyName): string {
  const elsewhere = deal(of, keysOf(first), 3, { coefficients: polynomial(first, 3), ephemeral: ephemeralSecret(first, 3) });
  return elsewhere.boxes[AT] as string;
}

export const boxNotes = {
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
