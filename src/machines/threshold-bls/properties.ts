/** Invariants and witnesses of the models of threshold BLS, under their TLA+ names. */

import { difference, equals, intersection, isSubset } from "../../lib/sorted-set.ts";
import { subsets } from "../closed-system.ts";
import { interpolated, lists, value } from "./arithmetic.ts";
import type { MemberIndex } from "./types.ts";
import { type Closed, coefficientsOf, isHonest, partialOf, type Setting, signatureOf } from "./world.ts";

type Property = (setting: Setting, closed: Closed) => boolean;

const membersOf = ({ constants }: Setting): readonly MemberIndex[] =>
  Array.from({ length: constants.members }, (_, at) => at + 1);

const elementsOf = ({ q }: Setting): readonly number[] => Array.from({ length: q }, (_, element) => element);

/** @spec ThresholdBls!TypeOK */
const TypeOK: Property = (setting, { machine: s, world: w }) => {
  const members = membersOf(setting);
  const texts = elementsOf(setting).map(String);
  return (
    [0, setting.constants.threshold].includes(s.key.length) &&
    s.key.every((commitment) => texts.includes(commitment)) &&
    s.partials.every(({ index, signature }) => members.includes(index) && texts.includes(signature)) &&
    isSubset(s.suspects, s.quorum) &&
    [s.quorum, s.blamed, w.bad, w.combined].every((set) => isSubset(set, members)) &&
    (s.signature === null || texts.includes(s.signature)) &&
    w.checks >= 0
  );
};

/**
 * T1. There is one signature: that of the group's secret.
 * @spec ThresholdBls!Unique
 */
const Unique: Property = (setting, { machine: s }) => s.signature === null || s.signature === String(signatureOf(setting, s));

/** What the partials of some members interpolate to. */
const combination = (setting: Setting, { machine: s }: Closed, members: readonly MemberIndex[]): number =>
  interpolated(setting.q, new Map(members.map((member) => [member, partialOf(setting, s, member)])));

/**
 * T2. Whatever quorum is taken, it is this one.
 * @spec ThresholdBls!QuorumsAgree
 */
const QuorumsAgree: Property = (setting, closed) =>
  closed.machine.message === null ||
  subsets(membersOf(setting), setting.constants.threshold).every(
    (quorum) => combination(setting, closed, quorum) === signatureOf(setting, closed.machine),
  );

/**
 * T3. Fewer do not do.
 * @spec ThresholdBls!FewDoNotDo
 */
const FewDoNotDo: Property = (setting, closed) =>
  closed.machine.message === null ||
  subsets(membersOf(setting), setting.constants.threshold - 1).every(
    (few) => combination(setting, closed, few) !== signatureOf(setting, closed.machine),
  );

/**
 * T4. Fewer say nothing: whatever t - 1 shares of the key are, they go with any secret. Looked at before anything has come.
 * @spec ThresholdBls!FewSayNothing
 */
const FewSayNothing: Property = (setting, { machine: s }) => {
  if (s.message === null || s.partials.length > 0 || s.signature !== null) return true;
  const { q, constants } = setting;
  const key = coefficientsOf(s);
  const keys = lists(elementsOf(setting), key.length);
  return subsets(membersOf(setting), constants.threshold - 1).every((few) => {
    const fitting = keys.filter((one) => few.every((member) => value(q, one, member) === value(q, key, member)));
    return new Set(fitting.map((one) => value(q, one, 0))).size === q;
  });
};

/**
 * T5. No signature without t members, so none without honest ones.
 * @spec ThresholdBls!HonestTookPart
 */
const HonestTookPart: Property = ({ constants, byzantine }, { machine: s, world: w }) =>
  s.signature === null ||
  (w.combined.length === constants.threshold &&
    difference(w.combined, byzantine).length >= constants.threshold - byzantine.length);

/**
 * T6. The signature is not the identity.
 * @spec ThresholdBls!NotIdentity
 */
const NotIdentity: Property = (_, { machine: s }) => s.signature !== "0";

/**
 * T7. Only who has sent a bad partial is blamed.
 * @spec ThresholdBls!OnlyBadAreBlamed
 */
const OnlyBadAreBlamed: Property = (_, { machine: s, world: w }) => isSubset(s.blamed, w.bad);

/** @spec ThresholdBls!HonestNotBlamed */
const HonestNotBlamed: Property = (setting, { machine: s }) => !s.blamed.some((member) => isHonest(setting, member));

/**
 * The suspects are never all good.
 * @spec ThresholdBls!OneIsBad
 */
const OneIsBad: Property = (_, { machine: s, world: w }) => s.suspects.length === 0 || intersection(s.suspects, w.bad).length > 0;

/**
 * How often a quorum is halved, at most, until one member is left.
 * @spec ThresholdBls!Doublings
 */
const doublings = ({ constants }: Setting): number => Math.ceil(Math.log2(constants.threshold));

/**
 * T8. Each Byzantine member costs one failed combination and its halving.
 * @spec ThresholdBls!Bounded
 */
const Bounded: Property = (setting, { world: w }) => w.checks <= 1 + setting.byzantine.length * (1 + doublings(setting));

/** @spec ThresholdBls!SignedAfterBlame */
const SignedAfterBlame: Property = ({ byzantine }, { machine: s }) =>
  s.signature !== null && s.blamed.length > 0 && equals(s.blamed, byzantine);

/** @spec ThresholdBls!SignedWithByzantine */
const SignedWithByzantine: Property = ({ byzantine }, { machine: s, world: w }) =>
  s.signature !== null && intersection(w.combined, byzantine).length > 0;

/**
 * A bad partial does no harm where it is not among the first.
 * @spec ThresholdBls!BadIsLate
 */
const BadIsLate: Property = (_, { machine: s, world: w }) => s.signature !== null && w.bad.length > 0 && s.blamed.length === 0;

/**
 * It took as long as it can.
 * @spec ThresholdBls!Slow
 */
const Slow: Property = (setting, { machine: s, world: w }) =>
  s.signature !== null && w.checks === 1 + setting.byzantine.length * (1 + doublings(setting));

export const invariants = {
  TypeOK,
  Unique,
  QuorumsAgree,
  FewDoNotDo,
  FewSayNothing,
  HonestTookPart,
  NotIdentity,
  OnlyBadAreBlamed,
  HonestNotBlamed,
  OneIsBad,
  Bounded,
};

export const witnesses = { SignedAfterBlame, SignedWithByzantine, BadIsLate, Slow };
