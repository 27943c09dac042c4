/**
 * What a member keeps: its share of the key in force, and during a ceremony the secrets of that. Everything else is erased, by not being in
 * the next keyring: the log and a keyring do not yield a share of an older epoch. An honest member that erases and a former member that
 * does not are two things: against the second only a rotation helps.
 */

import { verifyShare } from "../../crypto/feldman.ts";
import { addSecrets, type IndexedShare, interpolate } from "../../crypto/shamir.ts";
import type { Random, Secret } from "../../crypto/suite.ts";
import { unreachable } from "../../lib/errors.ts";
import { has } from "../../lib/sorted-set.ts";
import { dealOf, isInForce, recovered, registered, resharing, revealed } from "./ceremony.ts";
import { type CeremonySecrets, drawSecrets, receivedShare } from "./member.ts";
import type { Constants, Effect, NodeId, State } from "./types.ts";

export interface Keyring {
  /** The ceremony that the share is of. */
  readonly ceremony: number;
  /** The share of the key in force; null for a member that has none, or not yet. */
  readonly share: Secret | null;
  /** The secrets of the ceremony under way, or of the last one while its share can still be completed. */
  readonly secrets: CeremonySecrets | null;
}

export const emptyKeyring: Keyring = { ceremony: 0, share: null, secrets: null };

/** A ceremony has started: secrets for it. To be stored before anything is sent. Those of an earlier ceremony are gone. */
export function began(c: Constants, s: State, me: NodeId, ring: Keyring, random: Random): Keyring {
  return { ...ring, secrets: drawSecrets(c, s, me, ring.share, random) };
}

/** The ceremony has failed: its secrets are gone, the old share stays. */
function failed(ring: Keyring): Keyring {
  return { ...ring, secrets: null };
}

/**
 * What a member keeps once it has heard an effect of the log. That a ceremony has started needs randomness, and is `began`'s. The last
 * effect may be heard again, as after a crash before its result was stored: nothing is lost by it.
 */
export function heard(c: Constants, s: State, me: NodeId, ring: Keyring, { type }: Effect): Keyring {
  if (type === "Fail") return failed(ring);
  return (type === "Activate" || type === "Recover") && isInForce(s) ? activated(c, s, me, ring) : ring;
}

/**
 * The new key is in force: the old share and the member's polynomial are gone. The encryption key stays only while the share is not complete,
 * or may have to be revealed to victims (until the next ceremony starts): it opens boxes of this ceremony alone. A rotation's key is not in
 * force before the old one has signed it, and what is recovered until then changes nothing: the old shares have to sign.
 */
function activated(c: Constants, s: State, me: NodeId, ring: Keyring): Keyring {
  const { ceremony, secrets } = ring;
  const isSettled = secrets === null && ceremony === s.key.ceremony;
  if (isSettled) return ring;
  const share = secrets === null ? null : newShare(c, s, me, secrets);
  return { ceremony: s.key.ceremony, share, secrets: secrets === null ? null : { ...secrets, polynomial: null } };
}

/** No more complaints are expected: the encryption key of the ceremony goes, too. */
export function settled(ring: Keyring): Keyring {
  return { ...ring, secrets: null };
}

/** The member's share of the new key. One that does not fit the public polynomial is a bug: the log has been read wrongly. */
function newShare(c: Constants, s: State, me: NodeId, secrets: CeremonySecrets): Secret | null {
  const share = summedShare(c, s, me, secrets);
  if (share === null || verifyShare(c.suite, s.pub, me, share)) return share;
  return unreachable(`the share of node ${me} is not on the key's polynomial`);
}

/** What the deals that count have given to the member, out of boxes and out of what holders have revealed; null while one's part is missing. */
export function summedShare(c: Constants, s: State, me: NodeId, secrets: CeremonySecrets): Secret | null {
  if (s.phase !== "done" || !has(registered(s), me)) return null;
  const parts: IndexedShare[] = [];
  for (const dealer of s.qual) {
    const part = dealtShare(c, s, me, secrets, dealer);
    if (part === null) return null;
    parts.push([dealer, part]);
  }
  if (resharing(s)) return interpolate(c.suite, parts);
  return addSecrets(
    c.suite,
    parts.map(([, part]) => part),
  );
}

/**
 * What a dealer has dealt to the member, or what the shares in the open make it.
 * @spec LogDkg!DealtShare
 */
export function dealtShare(c: Constants, s: State, me: NodeId, secrets: CeremonySecrets, dealer: NodeId): Secret | null {
  const deal = dealOf(s, dealer);
  const received = deal === undefined ? null : receivedShare(c, s, me, secrets, deal);
  if (received !== null) return received;
  if (!recovered(s, dealer)) return null;
  const open = revealed(s, dealer).map(({ by, share }) => [by, c.suite.secrets.decode(share) as Secret] as const);
  return interpolate(c.suite, open, me);
}
