/** The numbers of the models: everybody's secrets over a toy suite, and what a Byzantine dealer makes of them. */

import { publicShare } from "../../crypto/feldman.ts";
import type { Polynomial } from "../../crypto/shamir.ts";
import type { Random, Secret } from "../../crypto/suite.ts";
import { unreachable } from "../../lib/errors.ts";
import { has, type SortedSet } from "../../lib/sorted-set.ts";
import { resharing, sealContext } from "./ceremony.ts";
import { type CeremonySecrets, dealing } from "./member.ts";
import type { Constants, Dealing, NodeId, ProvenDealing, SharedKey, State } from "./types.ts";

/** Proofs of a toy suite are ideal and need no randomness. */
export const noRandom: Random = () => unreachable("a toy suite draws no randomness");

/** The secret of a number, modulo the order. */
export function secretOf({ suite }: Constants, number: number): Secret {
  return suite.secrets.decode(suite.scalars.encode(suite.scalars.from(number))) as Secret;
}

/** A number modulo the order, as text of scalars and of groups: in a toy suite they are the same. */
export function textOf({ suite }: Constants, number: number): string {
  return suite.scalars.encode(suite.scalars.from(number));
}

const lastOf = ({ suite }: Constants): number => Number(suite.order) - 1;

/** @spec LogDkg!KeyNumber */
export const keyNumber = (c: Constants, node: NodeId): number => (node % lastOf(c)) + 1;

/** @spec LogDkg!EphemeralNumber */
export const ephemeralNumber = (c: Constants, dealer: NodeId): number => ((dealer + 1) % lastOf(c)) + 1;

/** @spec LogDkg!Chosen */
export const chosen = (dealer: NodeId, coefficient: number): number => (dealer === 2 * coefficient - 1 ? 2 : 1);

/** A node's share of a key; in a toy suite the public share is the same text. */
export function shareOfKey({ suite }: Constants, { poly }: SharedKey, node: NodeId): string {
  return publicShare(suite, poly, node);
}

/** A node's share of the key in force. */
export function ownShare(c: Constants, s: State, dealer: NodeId): string {
  return shareOfKey(c, s.key, dealer);
}

/**
 * What a dealer deals: its share of the key, or a secret of its own.
 * @spec LogDkg!Polynomial
 */
export function polynomial(c: Constants, s: State, dealer: NodeId, length = s.threshold): readonly string[] {
  return Array.from({ length }, (_, at) =>
    at === 0 && resharing(s) ? ownShare(c, s, dealer) : textOf(c, chosen(dealer, at + 1)),
  );
}

/** A node's secrets of the ceremony. */
export function modelSecrets(c: Constants, s: State, node: NodeId): CeremonySecrets {
  return {
    key: secretOf(c, keyNumber(c, node)),
    ephemeral: secretOf(c, ephemeralNumber(c, node)),
    polynomial: secretsOf(c, polynomial(c, s, node)),
  };
}

function secretsOf({ suite }: Constants, texts: readonly string[]): Polynomial {
  return texts.map((text) => suite.secrets.decode(text) as Secret);
}

/** A deal with these coefficients and the ephemeral key of this number. */
function dealWith(c: Constants, s: State, dealer: NodeId, coefficients: readonly string[], ephemeral?: Secret): ProvenDealing {
  const secrets = modelSecrets(c, s, dealer);
  const polynomial = secretsOf(c, coefficients);
  const made = dealing(c, s, dealer, { ...secrets, polynomial, ephemeral: ephemeral ?? secrets.ephemeral }, noRandom);
  return made ?? unreachable(`dealer ${dealer} has nothing to deal`);
}

/** @spec LogDkg!HonestDeal */
export function honestDeal(c: Constants, s: State, dealer: NodeId): ProvenDealing {
  return dealWith(c, s, dealer, polynomial(c, s, dealer));
}

/** What a Byzantine dealer may be, besides being honest. */
export interface Temper {
  readonly corruptions: readonly SortedSet<NodeId>[];
  readonly lucky: boolean;
  /** The nodes whose boxes a dealer cannot make if it does not know the ephemeral key. */
  readonly honest: SortedSet<NodeId>;
}

/** @spec LogDkg!ByzantineDeals */
export function byzantineDeals(c: Constants, s: State, dealer: NodeId, temper: Temper): readonly ProvenDealing[] {
  const own = polynomial(c, s, dealer);
  const honest = dealWith(c, s, dealer, own);
  const others = s.deals.filter((deal) => deal.dealer !== dealer);
  const changed = (at: number, text: string) => own.map((each, k) => (k === at ? text : each));
  const last = s.threshold - 1;
  const guessed = cancelling(c, s);
  return [
    ...temper.corruptions.map((members) => spoil(c, s, honest, members)),
    ...others.map(({ R }) => ({
      ...spoil(c, s, dealWith(c, s, dealer, own, c.suite.secrets.decode(R) as Secret), temper.honest),
      proofR: "",
    })),
    dealWith(c, s, dealer, [...own, textOf(c, 1)]),
    dealWith(
      c,
      s,
      dealer,
      Array.from({ length: last }, (_, k) => textOf(c, chosen(dealer, k + 1))),
    ),
    dealWith(c, s, dealer, changed(last, textOf(c, 0))),
    dealWith(c, s, dealer, changed(0, textOf(c, 0))),
    ...(resharing(s) ? [dealWith(c, s, dealer, changed(0, textOf(c, Number(own[0]) + 1)))] : []),
    ...(temper.lucky && guessed !== 0 ? [dealWith(c, s, dealer, changed(last, textOf(c, guessed)))] : []),
    { ...honest, proofC: "" },
    { ...honest, proofR: "" },
    { ...honest, R: textOf(c, 0) },
    unboxed(s, honest),
  ];
}

/**
 * A deal that has no box for the first member.
 * @spec LogDkg!Unboxed
 */
function unboxed(s: State, deal: ProvenDealing): ProvenDealing {
  const first = s.keys.findIndex((key) => key !== null);
  return { ...deal, boxes: deal.boxes.map((box, at) => (at === first ? null : box)) };
}

/**
 * What a dealer has dealt in another ceremony, logged again by somebody: another polynomial, proofs for that ceremony, and boxes that do not
 * open.
 * @spec LogDkg!Replayed
 */
export function replayed(c: Constants, s: State, dealer: NodeId, honest: SortedSet<NodeId>): ProvenDealing {
  const last = s.threshold - 1;
  const other = polynomial(c, s, dealer).map((text, at) => (at === last ? textOf(c, Number(text) + 1) : text));
  return { ...spoil(c, s, dealWith(c, s, dealer, other), honest), proofC: "", proofR: "" };
}

/** @spec LogDkg!Cancelling */
function cancelling(c: Constants, s: State): number {
  const sum = s.deals.reduce((all, { C }) => all + Number(C[s.threshold - 1]), 0);
  return Number(textOf(c, -sum));
}

/**
 * Boxes of another share for odd members, boxes that do not open for even ones.
 * @spec LogDkg!Spoil
 */
function spoil<D extends Dealing>(c: Constants, s: State, deal: D, members: SortedSet<NodeId>): D {
  const boxes = deal.boxes.map((box, at) => {
    const member = s.members[at] as NodeId;
    if (box === null || !has(members, member)) return box;
    const { K, share } = readBox(box);
    const context = sealContext(c, s, deal.dealer, member);
    return member % 2 === 1
      ? c.suite.sealing.seal(context, deal.R, textOf(c, K), secretOf(c, share + 1))
      : c.suite.sealing.seal(context, deal.R, textOf(c, K + 1), secretOf(c, share));
  });
  return { ...deal, boxes };
}

/** The receiver of a box of a toy suite, the K that it opens with, and the share in it: it ends in `,receiver,R,K,share)`. */
export function readBox(box: string): { readonly receiver: NodeId; readonly K: number; readonly share: number } {
  const numbers = /,(\d+),\d+,(\d+),(\d+)\)$/.exec(box) ?? unreachable(`${box} is no box of a toy suite`);
  return { receiver: Number(numbers[1]), K: Number(numbers[2]), share: Number(numbers[3]) };
}

/** Every box that a deal of the ceremony can have; the ephemeral keys are those of `nodes`. */
export function boxesOf(c: Constants, s: State, dealer: NodeId, nodes: SortedSet<NodeId>): readonly string[] {
  const all = Array.from({ length: lastOf(c) + 1 }, (_, number) => number);
  const ephemerals = [...new Set(nodes.map((node) => textOf(c, ephemeralNumber(c, node))))];
  const box = (member: NodeId, R: string, K: number, share: number) =>
    c.suite.sealing.seal(sealContext(c, s, dealer, member), R, textOf(c, K), secretOf(c, share));
  return s.members.flatMap((member) =>
    ephemerals.flatMap((R) => all.flatMap((K) => all.map((share) => box(member, R, K, share)))),
  );
}
