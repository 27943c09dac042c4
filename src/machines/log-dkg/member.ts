/**
 * What a member of a ceremony logs: pure functions of its secrets and of what the log amounts to. Secrets are drawn once, when the ceremony
 * starts, and stored before anything of them is sent: after a crash the same entries come out again, and no honest dealer deals twice. Proofs
 * are randomised and may differ; what they prove does not.
 */

import { openShare, sealShare, sharedPoint } from "../../crypto/ecies.ts";
import { commit, verifyShare } from "../../crypto/feldman.ts";
import { type Polynomial, randomPolynomial, shareOf } from "../../crypto/shamir.ts";
import type { Random, Secret } from "../../crypto/suite.ts";
import { has } from "../../lib/sorted-set.ts";
import {
  dealers,
  dealOf,
  encryptionKey,
  exposed,
  proofContext,
  recovered,
  resharing,
  revealed,
  sealContext,
} from "./ceremony.ts";
import type {
  Complaint,
  Confirmation,
  Constants,
  Dealing,
  NodeId,
  ProvenDealing,
  Registration,
  Revelation,
  State,
} from "./types.ts";

/** A member's secrets of one ceremony. They serve no other one, and are erased when it ends. */
export interface CeremonySecrets {
  /** The logarithm of its encryption key. */
  readonly key: Secret;
  /** The logarithm of the ephemeral key of its deal. */
  readonly ephemeral: Secret;
  /** What it deals; null for a member that is no dealer, or has lost the share that it should deal. */
  readonly polynomial: Polynomial | null;
}

/** Draws a member's secrets for the ceremony that has started. `share` is its share of the key in force, which resharing deals. */
export function drawSecrets(c: Constants, s: State, me: NodeId, share: Secret | null, random: Random): CeremonySecrets {
  const { suite } = c;
  const constant = resharing(s) ? share : undefined;
  const deals = has(dealers(s), me) && constant !== null && !(constant !== undefined && isZero(c, constant));
  return {
    key: suite.secrets.random(random),
    ephemeral: suite.secrets.random(random),
    polynomial: deals ? randomPolynomial(suite, s.threshold, random, constant) : null,
  };
}

/** A share that is 0 cannot be dealt: nobody proves knowledge of the logarithm of the identity. */
function isZero({ suite: { g2 } }: Constants, share: Secret): boolean {
  return g2.isIdentity(g2.mulSecret(g2.generator, share));
}

/** The member's encryption key, for the log. */
export function registration(c: Constants, s: State, me: NodeId, { key }: CeremonySecrets, random: Random): Registration {
  const { g1, proofs } = c.suite;
  const E = g1.encode(g1.mulSecret(g1.generator, key));
  return { by: me, E, proof: proofs.proveKnowledge(proofContext.key(c, s, me), "G1", E, key, random) };
}

/** The dealer's deal to all that have registered; null for a member that does not deal. */
export function dealing(c: Constants, s: State, me: NodeId, secrets: CeremonySecrets, random: Random): ProvenDealing | null {
  const { suite } = c;
  const { polynomial, ephemeral } = secrets;
  const secret = polynomial?.[0];
  if (polynomial === null || secret === undefined) return null;
  const C = commit(suite, polynomial);
  const R = suite.g1.encode(suite.g1.mulSecret(suite.g1.generator, ephemeral));
  const boxes = s.members.map((member, at) => {
    const key = s.keys[at] ?? null;
    const share = shareOf(suite, polynomial, member);
    return key === null ? null : sealShare(suite, sealContext(c, s, me, member), ephemeral, key, share);
  });
  const statement = { dealer: me, C };
  const proofC = suite.proofs.proveKnowledge(proofContext.secret(c, s, statement), "G2", C[0] as string, secret, random);
  const proofR = suite.proofs.proveKnowledge(proofContext.ephemeral(c, s, statement), "G1", R, ephemeral, random);
  return { dealer: me, C, R, boxes, proofC, proofR };
}

/** The share that a deal has for the member; null for a bad one. */
export function receivedShare(c: Constants, s: State, me: NodeId, { key }: CeremonySecrets, deal: Dealing): Secret | null {
  const box = deal.boxes[s.members.indexOf(me)] ?? null;
  const share = box === null ? null : openShare(c.suite, sealContext(c, s, deal.dealer, me), key, deal.R, box);
  return share !== null && verifyShare(c.suite, deal.C, me, share) ? share : null;
}

/** The member's confirmation, with a complaint about every deal that has no good share for it. */
export function confirmation(c: Constants, s: State, me: NodeId, secrets: CeremonySecrets, random: Random): Confirmation {
  const bad = s.deals.filter((deal) => receivedShare(c, s, me, secrets, deal) === null);
  const complaints = bad.map((deal) => complaint(c, s, me, secrets, deal, random));
  return { by: me, complaints: complaints.sort((a, b) => a.dealer - b.dealer) };
}

/** Shows the key of the member's box and proves that it is that key. Whoever reads it opens this one box, and no other. */
export function complaint(
  c: Constants,
  s: State,
  me: NodeId,
  { key }: CeremonySecrets,
  { dealer, R }: Dealing,
  random: Random,
): Complaint {
  const element = encryptionKey(s, me) as string;
  const K = sharedPoint(c.suite, key, R) as string;
  const context = proofContext.complaint(c, s, dealer, me);
  return { dealer, K, proof: c.suite.proofs.proveEquality(context, { element, base: R, product: K }, key, random) };
}

/** What the member shows of exposed dealers' deals, so that victims get their shares. Of honest dealers it never shows anything. */
export function revelations(c: Constants, s: State, me: NodeId, secrets: CeremonySecrets): readonly Revelation[] {
  return exposed(s).flatMap((dealer) => {
    const isKnown = recovered(s, dealer) || revealed(s, dealer).some(({ by }) => by === me);
    const deal = dealOf(s, dealer);
    const share = isKnown || deal === undefined ? null : receivedShare(c, s, me, secrets, deal);
    return share === null ? [] : [{ dealer, by: me, share: c.suite.secrets.disclose(share) }];
  });
}
