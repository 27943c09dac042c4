/** Invariants and witnesses of the models of the beacon, under their TLA+ names. */

import { equals, intersection, isSubset } from "../../lib/sorted-set.ts";
import { knownOf, roundFor } from "./rounds.ts";
import type { Round, State, Value } from "./types.ts";
import { type Closed, known, releasers, type Setting, signature } from "./world.ts";

type Property = (setting: Setting, closed: Closed) => boolean;

const roundsOf = ({ maxHeight }: Setting): readonly Round[] => Array.from({ length: maxHeight }, (_, at) => at + 1);

/** The value of the round that serves a height. */
const valueFor = (setting: Setting, height: number): Value | undefined =>
  setting.values[Number(signature(setting, roundFor(height)))];

/** @spec Beacon!TypeOK */
const TypeOK: Property = (setting, { machine: members, world: w }) => {
  const { maxHeight, requesting, values } = setting;
  const texts = values.map((_, element) => String(element));
  const isHeight = (height: number) => height >= 0 && height <= maxHeight;
  return (
    members.every(
      ({ height, opened, released, known: signatures, waiting }) =>
        [height, opened, released].every(isHeight) &&
        signatures.every((one) => roundsOf(setting).includes(one.round) && texts.includes(one.signature)) &&
        isSubset(waiting, requesting),
    ) &&
    w.chain.length <= maxHeight &&
    w.chain.every((opens) => opens.length < maxHeight && opens.every((text) => texts.includes(text))) &&
    w.served.flat().every((value) => value === null || values.includes(value)) &&
    w.foreseen.every(isHeight)
  );
};

/**
 * R1. Nobody knows a value before an honest member, at which its height was final, has released its partial.
 * @spec Beacon!HonestFirst
 */
const HonestFirst: Property = (setting, closed) =>
  roundsOf(setting).every(
    (round) =>
      !known(setting, closed, round) || closed.machine.some(({ released, height }) => released >= round && height >= round),
  );

/**
 * R2. The content of a block is fixed before anybody knows the value that serves its requests.
 * @spec Beacon!CommittedFirst
 */
const CommittedFirst: Property = ({ requesting }, { world }) => intersection(world.foreseen, requesting).length === 0;

/**
 * R3. A request is served by the value of the one round, at all members.
 * @spec Beacon!ServedByItsRound
 */
const ServedByItsRound: Property = (setting, { world }) =>
  world.served.every((values) =>
    setting.requesting.every((height, at) => [null, valueFor(setting, height)].includes(values[at] as Value | null)),
  );

/**
 * R4. It waits exactly as long as that round is not opened.
 * @spec Beacon!WaitsForItsRound
 */
const WaitsForItsRound: Property = ({ requesting }, { machine: members, world }) =>
  members.every(({ height, opened, waiting }, at) => {
    const made = requesting.filter((of) => of <= height);
    const served = requesting.filter((_, place) => world.served[at]?.[place] !== null);
    return (
      equals(
        waiting,
        made.filter((of) => roundFor(of) > opened),
      ) &&
      equals(
        served,
        made.filter((of) => roundFor(of) <= opened),
      )
    );
  });

/**
 * R5. A round is opened by a later block than that of its height.
 * @spec Beacon!OpenedLater
 */
const OpenedLater: Property = (_, { machine: members }) => members.every(({ opened, height }) => opened === 0 || opened < height);

/**
 * R6. A signature that a member knows is right, and shows that the height of its round is final.
 * @spec Beacon!SignatureProvesFinal
 */
const SignatureProvesFinal: Property = (setting, { machine: members }) =>
  members.every((member) =>
    member.known.every(
      (one) => one.signature === signature(setting, one.round) && members.some(({ height }) => height >= one.round),
    ),
  );

export const invariants = {
  TypeOK,
  HonestFirst,
  CommittedFirst,
  ServedByItsRound,
  WaitsForItsRound,
  OpenedLater,
  SignatureProvesFinal,
};

/** @spec Beacon!AllServed */
const AllServed: Property = (_, { world }) => world.served.flat().every((value) => value !== null);

/**
 * A member waits for two rounds.
 * @spec Beacon!SeveralWait
 */
const SeveralWait: Property = (_, { machine: members }) => members.some(({ waiting }) => waiting.length > 1);

/**
 * One block has served the requests of two heights.
 * @spec Beacon!ServedTogether
 */
const ServedTogether: Property = ({ requesting }, { machine: members, world }) =>
  members.some(({ height, opened }, at) => {
    const before = opened - (world.chain[height - 1]?.length ?? 0);
    return requesting.filter((of, place) => world.served[at]?.[place] !== null && roundFor(of) > before).length > 1;
  });

/**
 * A member serves a request of a height that another has not reached.
 * @spec Beacon!ServedAhead
 */
const ServedAhead: Property = ({ requesting }, { machine: members, world }) =>
  world.served.some((values) =>
    requesting.some((height, at) => values[at] !== null && members.some((member) => member.height < height)),
  );

const furthest = ({ known: signatures }: State): Round => signatures.at(-1)?.round ?? 0;

/**
 * A member learns that it is behind by one height.
 * @spec Beacon!BehindByOne
 */
const BehindByOne: Property = (_, { machine: members }) =>
  members.some((member) => furthest(member) === member.height + 1 && knownOf(member, member.height + 1) !== undefined);

/**
 * A leader has left out rounds that it could have opened.
 * @spec Beacon!OpenedLate
 */
const OpenedLate: Property = ({ maxHeight }, { machine: members }) =>
  members.some(({ height, opened }) => height === maxHeight && opened === 0);

/**
 * As few honest partials as can be were enough for the adversary.
 * @spec Beacon!KnownFromFew
 */
const KnownFromFew: Property = (setting, closed) =>
  roundsOf(setting).some(
    (round) => known(setting, closed, round) && releasers(closed, round) === setting.threshold - setting.byzantine,
  );

export const witnesses = { AllServed, SeveralWait, ServedTogether, ServedAhead, BehindByOne, OpenedLate, KnownFromFew };
