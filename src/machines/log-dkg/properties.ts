/** Invariants and witnesses of the models of ceremonies, under their TLA+ names. */

import { publicShare } from "../../crypto/feldman.ts";
import { difference, equals, has, intersection, isSortedSet, isSubset, type SortedSet, union } from "../../lib/sorted-set.ts";
import { dealOf, enough, exposed, recovered, registered, resharing, revealed, toBeEndorsed, usable } from "./ceremony.ts";
import { summedShare } from "./keyring.ts";
import { keyNumber, modelSecrets, shareOfKey, textOf } from "./numbers.ts";
import type { Dealing, NodeId, SharedKey, State } from "./types.ts";
import { type Closed, holds, honestOf, isGoodBoxOf, type Setting, signedBy } from "./world.ts";

type Property = (setting: Setting, closed: Closed) => boolean;

const dealt = (s: State): SortedSet<NodeId> => s.deals.map(({ dealer }) => dealer).sort((a, b) => a - b);

const honestHolders = (setting: Setting, s: State): SortedSet<NodeId> =>
  honestOf(setting).filter((node) => holds(setting, s, node));

const isSameKey = (a: SharedKey, b: SharedKey): boolean => JSON.stringify(a) === JSON.stringify(b);

/** @spec LogDkg!TypeOK */
const TypeOK: Property = (
  { constants: c, nodes, committees, thresholds, maxCeremonies, byzantine },
  { machine: s, world: w },
) => {
  const numbers = Array.from({ length: Number(c.suite.order) }, (_, number) => textOf(c, number));
  const committee = s.members.length === 0 || committees.some((members) => equals(members, s.members));
  const isDeal = ({ C, R, boxes }: Dealing) =>
    C.every((element) => numbers.includes(element)) &&
    numbers.slice(1).includes(R) &&
    boxes.every((box, at) => box === null || (s.keys[at] ?? null) !== null);
  return [
    s.ceremony <= maxCeremonies,
    committee,
    s.threshold === 0 || thresholds.includes(s.threshold),
    s.height < c.limit,
    s.keys.length === s.members.length && s.keys.every((key) => key === null || numbers.includes(key)),
    s.deals.every(isDeal) && isSortedSet(dealt(s)) && isSubset(dealt(s), nodes),
    isSubset(s.confirms, registered(s)),
    isSubset(s.disq, dealt(s)) && isSubset(s.qual, dealt(s)),
    isSubset(s.slashed, nodes) && isSubset(w.lied, nodes),
    (s.phase === "done") === s.pub.length > 0,
    s.reveals.every(({ dealer, by }) => has(exposed(s), dealer) && has(registered(s), by)),
    w.shares.every(({ by, share }) => has(nodes, by) && !has(byzantine, by) && numbers.includes(share)),
    isSubset(w.signers, difference(nodes, byzantine)),
    w.opened.every(({ by, R }) => has(nodes, by) && numbers.slice(1).includes(R)),
  ].every((holdsTrue) => holdsTrue);
};

/**
 * D1. All honest nodes that read the log derive one outcome.
 * @spec LogDkg!OneOutcome
 */
const OneOutcome: Property = (_, { machine: { qual, pub }, world }) =>
  world.outputs.every((output) => JSON.stringify(output) === JSON.stringify({ qual, pub })) && world.outputs.length <= 1;

/**
 * D2. The share of an honest node is what the public polynomial says.
 * @spec LogDkg!SharesFit
 */
const SharesFit: Property = (setting, { machine: s }) =>
  s.phase !== "done" ||
  honestHolders(setting, s).every((node) => {
    const { suite } = setting.constants;
    const share = summedShare(setting.constants, s, node, modelSecrets(setting.constants, s, node));
    return share !== null && suite.secrets.disclose(share) === publicShare(suite, s.pub, node);
  });

/**
 * D3. The honest nodes that hold their shares can use the key.
 * @spec LogDkg!EnoughShares
 */
const EnoughShares: Property = (setting, { machine: s }) => s.phase !== "done" || honestHolders(setting, s).length >= s.threshold;

/**
 * D4. No honest node is disqualified or slashed.
 * @spec LogDkg!HonestKeepStake
 */
const HonestKeepStake: Property = ({ byzantine }, { machine: s }) => isSubset(union(s.disq, s.slashed), byzantine);

/**
 * D5. Some dealer that makes the key is honest.
 * @spec LogDkg!HonestDealer
 */
const HonestDealer: Property = ({ byzantine }, { machine: s }) => s.phase !== "done" || !isSubset(s.qual, byzantine);

/**
 * D6. Resharing keeps the public key.
 * @spec LogDkg!KeyStays
 */
const KeyStays: Property = (_, { machine: s, world: { previous } }) =>
  s.phase !== "done" || !resharing(s) || s.pub[0] === previous.poly[0];

/**
 * The points of an honest dealer's polynomial that the adversary knows.
 * @spec LogDkg!KnownPoints
 */
function knownPoints({ byzantine }: Setting, { machine: s, world }: Closed, dealer: NodeId): readonly NodeId[] {
  const R = dealOf(s, dealer)?.R;
  return registered(s).filter(
    (node) =>
      has(byzantine, node) ||
      world.opened.some((opened) => opened.by === node && opened.R === R) ||
      revealed(s, dealer).some(({ by }) => by === node),
  );
}

/**
 * D7. Fewer points of an honest deal are known than determine it. When a key is reshared, every honest deal hides a share of the key.
 * @spec LogDkg!HonestDealsAreSecret
 */
const HonestDealsAreSecret: Property = (setting, closed) =>
  difference(dealt(closed.machine), setting.byzantine).every(
    (dealer) => knownPoints(setting, closed, dealer).length < closed.machine.threshold,
  );

/**
 * D8. Threshold shares give the key, and no fewer.
 * @spec LogDkg!FullDegreeKey
 */
const FullDegreeKey: Property = ({ constants }, { machine: s }) => s.phase !== "done" || usable(constants, s, s.pub);

/**
 * As much is demanded of every deal, and a box for every member that has registered: fewer shares than the threshold give nobody's secret.
 * @spec LogDkg!DealsAreFull
 */
const DealsAreFull: Property = ({ constants }, { machine: s }) =>
  s.deals.every(
    ({ C, boxes }) =>
      usable(constants, s, C) &&
      boxes.length === s.members.length &&
      boxes.every((box, at) => (box === null) === (s.keys[at] === null)),
  );

/**
 * Nobody registers a key that is not its own.
 * @spec LogDkg!KeysAreOwn
 */
const KeysAreOwn: Property = ({ constants: c }, { machine: s }) =>
  s.members.every((node, at) => s.keys[at] === null || s.keys[at] === textOf(c, keyNumber(c, node)));

/**
 * The shares that honest nodes keep are of the key in force, and enough to use it, whatever has become of ceremonies since.
 * @spec LogDkg!SharesInForce
 */
const SharesInForce: Property = ({ constants: c }, { machine: { key }, world: { shares } }) =>
  shares.every(({ by, share }) => share === shareOfKey(c, key, by)) && shares.length >= key.threshold;

/**
 * The key of a rotation is in force once the old key has signed it.
 * @spec LogDkg!OldKeyEndorses
 */
const OldKeyEndorses: Property = (setting, { machine: s, world: { previous, signers } }) =>
  s.kind !== "rotate" || isSameKey(s.key, previous) || signedBy(setting, signers, previous);

/**
 * The old key stays in force until a ceremony succeeds.
 * @spec LogDkg!OldKeyStays
 */
const OldKeyStays: Property = (_, { machine: s, world }) => s.phase === "done" || isSameKey(s.key, world.previous);

/**
 * Key epochs count keys that came into force, not ceremonies.
 * @spec LogDkg!EpochsCountKeys
 */
const EpochsCountKeys: Property = (_, { machine: s, world: { previous } }) =>
  s.key.epoch === previous.epoch + (isSameKey(s.key, previous) || resharing(s) ? 0 : 1);

/**
 * Who makes a false complaint, deals a share that somebody proves bad, or deals twice, is slashed.
 * @spec LogDkg!LiarsAreSlashed
 */
const LiarsAreSlashed: Property = (_, { machine, world }) => isSubset(world.lied, machine.slashed);

/** @spec LogDkg!BadDealerIsOut */
const BadDealerIsOut: Property = (_, { machine: s }) => s.phase === "done" && difference(s.disq, s.qual).length > 0;

/** @spec LogDkg!BadDealerIsIn */
const BadDealerIsIn: Property = ({ byzantine }, { machine: s }) =>
  s.phase === "done" && intersection(s.qual, byzantine).length > 0 && exposed(s).length === 0;

/** @spec LogDkg!VictimRecovers */
const VictimRecovers: Property = (setting, { machine: s }) =>
  s.phase === "done" &&
  honestHolders(setting, s).some((node) =>
    s.qual.some((dealer) => !isGoodBoxOf(setting.constants, s, dealOf(s, dealer) as Dealing, node)),
  );

/** @spec LogDkg!FalseComplaint */
const FalseComplaint: Property = (_, { machine: s }) =>
  s.phase === "done" && s.slashed.some((node) => !has(s.disq, node) && !has(dealt(s), node));

/** @spec LogDkg!DealtTwice */
const DealtTwice: Property = (_, { machine: s }) =>
  s.phase === "done" && difference(intersection(s.slashed, s.qual), s.disq).length > 0;

/** @spec LogDkg!SomebodyIsLate */
const SomebodyIsLate: Property = ({ byzantine }, { machine: s }) =>
  s.phase === "done" && difference(difference(s.members, byzantine), registered(s)).length > 0;

/** @spec LogDkg!RetryAfterFailure */
const RetryAfterFailure: Property = ({ firstKey }, { machine: s, world }) =>
  s.phase === "done" && s.ceremony > 1 && isSameKey(world.previous, firstKey);

/** @spec LogDkg!GuessedDegree */
const GuessedDegree: Property = (_, { machine: s }) => s.phase === "abort" && enough(s);

/** @spec LogDkg!NewKeyEndorsed */
const NewKeyEndorsed: Property = (_, { machine: s, world }) =>
  s.phase === "done" && s.kind === "rotate" && !isSameKey(s.key, world.previous);

/** @spec LogDkg!RecoversBeforeEndorsed */
const RecoversBeforeEndorsed: Property = (_, { machine: s, world: { previous } }) =>
  s.phase === "done" && toBeEndorsed(s) && isSameKey(s.key, previous) && exposed(s).some((dealer) => recovered(s, dealer));

/** @spec LogDkg!KeyReshared */
const KeyReshared: Property = (_, { machine: s }) => s.phase === "done" && s.kind === "reshare";

/** @spec LogDkg!KeyRefreshed */
const KeyRefreshed: Property = (_, { machine: s }) => s.phase === "done" && s.kind === "refresh";

export const invariants = {
  TypeOK,
  OneOutcome,
  SharesFit,
  EnoughShares,
  HonestKeepStake,
  HonestDealer,
  KeyStays,
  HonestDealsAreSecret,
  FullDegreeKey,
  DealsAreFull,
  KeysAreOwn,
  SharesInForce,
  OldKeyEndorses,
  OldKeyStays,
  EpochsCountKeys,
  LiarsAreSlashed,
};

export const witnesses = {
  BadDealerIsOut,
  BadDealerIsIn,
  VictimRecovers,
  FalseComplaint,
  DealtTwice,
  SomebodyIsLate,
  RetryAfterFailure,
  GuessedDegree,
  NewKeyEndorsed,
  RecoversBeforeEndorsed,
  KeyReshared,
  KeyRefreshed,
};
