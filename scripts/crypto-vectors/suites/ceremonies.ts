/** Logs of ceremonies, and what they come to. */

import { writeScalar } from "../curve.ts";
import { Ledger } from "../ledger.ts";
import type { Json, SuiteDraft } from "../suite.ts";
import { firstKeys, later } from "./ceremony-cases.ts";
import { BOX_TEXT, CEREMONY_TEXT, COMPLAINT_TEXT, DEAL_TEXT, REGISTRATION_TEXT, SOURCE } from "./committee.ts";
import type { Input } from "./log.ts";

function judge({ cloud, limit, log, member, secretKey }: Input): Json {
  const ledger = new Ledger(cloud, limit);
  const refused = log.flatMap((entry, at) => (ledger.take(entry) ? [] : [at + 1]));
  const share = ledger.shareOf(member, BigInt(`0x${secretKey}`));
  const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);
  return {
    refused,
    phase: ledger.phase,
    disqualified: sorted(ledger.disqualified),
    slashed: sorted(ledger.slashed),
    qualified: ledger.qualified,
    commitment: ledger.pub,
    key: ledger.key as unknown as Json,
    share: share === null ? null : writeScalar(share),
  };
}

export const ceremonies: SuiteDraft<Input> = {
  suite: "dkg-ceremonies",
  description: `${CEREMONY_TEXT} ${REGISTRATION_TEXT} ${DEAL_TEXT} ${BOX_TEXT} ${COMPLAINT_TEXT} The input has a cloud, the limit of each phase in blocks, a log, and a member with the secret of
its encryption key in the last ceremony. The log's entries are taken in order, from a state without a key (epoch 0) and ceremony 0. An entry that does not fit is refused and changes nothing. f of n is (n - 1) div 3.
Start (kind k, members M, threshold t) begins the next ceremony, unless one is running: generate if there is no key, and only then; a refresh with the members and threshold of the key; f + 1 <= t <= n - 2f; a refresh or
reshare only after the shares of all exposed dealers are recovered. Register (r): a member's first right registration, in the phase register; with the last one the deal phase begins. Deal (d): a dealer's first right deal
(suite dkg-deals), in the deal phase; with n - f of them (n: members; in a refresh or reshare the members of the key) the confirm phase begins. Another deal of a dealer that has dealt, at any later time, with another C, R or boxes, and with a
right proofC: the dealer is slashed, once, and the first deal stands. Confirm (e: by, complaints in ascending order of dealers), in the confirm phase or once done: the first of a member with a key that is not slashed, all complaints about
deals that there are and none void (suite dkg-complaints). Guilty dealers are disqualified and slashed; if a complaint is false the member is slashed and the entry is no confirmation. With t + f confirmations the ceremony is done: the
dealers that are not disqualified are qualified, in a refresh or reshare the first of them by the order of deals, as many as the old threshold; the commitment is the sum of theirs, in a refresh or reshare with Lagrange's weights of the dealers' numbers at 0. If its first
or last element is the identity the ceremony has failed (abort). Else the key is in force: its epoch is one more, in a refresh or reshare the same; its holders are those that have registered. In a rotation it is in force after Endorse:
the old key's signature (suite bls-signatures) of the transcript nexus/dkg/endorse of the ceremony's id, the new epoch and each element of the commitment. Dealers that are disqualified later stay qualified, and are exposed; then Reveal (k, j, share) shows the
right share that j has dealt to k, a member with a key, once, until t are shown. Tick (h) is block h of the phase, counted from 1 when a phase begins: at the limit registering goes on to dealing if n - f have
registered; otherwise the ceremony has failed. The output has the positions of refused entries (from 1), the phase, who is disqualified, slashed and qualified (ascending), the commitment (empty unless done), the key in force
(ceremony: which one its shares are of), and the member's share of the commitment: the sum of its shares, weighed alike, those in bad boxes interpolated from t that are revealed; null while one is missing or the ceremony is not done.`,
  source: SOURCE,
  notes: {
    BadShare: {
      bugType: "MISSING_CHECK",
      description: "a dealer deals a bad share, and is out of the key",
      effect: "members with shares off the key's polynomial",
      links: ["https://github.com/piplabs/story/issues/717"],
    },
    Cancelled: {
      bugType: "MISSING_CHECK",
      description: "deals that are right each by itself add up to a polynomial of a lower degree, or with the secret 0",
      effect: "fewer members sign than there should be, and every later reshare is refused",
      links: ["https://github.com/commonwarexyz/monorepo/pull/4592"],
    },
    Confirms: {
      bugType: "MISSING_CHECK",
      description: "too few members have confirmed",
      effect: "too few honest members have shares",
    },
    Endorsement: { bugType: "MISSING_CHECK", description: "a new key is in force once the old one has signed it" },
    Equivocation: {
      bugType: "MISSING_CHECK",
      description: "a dealer deals twice: the first deal stands",
      effect: "nodes with different keys",
    },
    FalseComplaint: { bugType: "MISSING_CHECK", description: "who complains falsely is slashed, and has not confirmed" },
    Fixed: {
      bugType: "MISSING_CHECK",
      description: "a deal after enough others is none",
      effect: "nodes with different keys",
      links: ["https://github.com/commonwarexyz/monorepo/issues/3707"],
    },
    Late: {
      bugType: "EDGE_CASE",
      description:
        "a complaint after the key is made slashes the dealer and leaves the key; the victim gets its share from others",
    },
    Limit: {
      bugType: "EDGE_CASE",
      description: "a phase ends at its limit",
      effect: "a ceremony that never ends, or a key that is lost",
    },
    OtherShare: {
      bugType: "MISSING_CHECK",
      description: "a holder deals another number than its share",
      effect: "the key is another one afterwards",
    },
    Refused: { bugType: "MISSING_CHECK", description: "an entry that is refused leaves nothing behind" },
    StolenR: {
      bugType: "MISSING_CHECK",
      description: "the ephemeral key of another dealer",
      effect: "complaints about the thief show the keys of the other dealer's boxes",
    },
    Threshold: { bugType: "MISSING_CHECK", description: "a ceremony that must not begin" },
    Void: { bugType: "MISSING_CHECK", description: "an entry with a void complaint is refused as a whole" },
  },
  judge,
  cases: [...firstKeys, ...later],
};
