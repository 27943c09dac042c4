/** Invariants and witnesses of the GSI models, under their TLA+ names. */

import { isSubset } from "../../lib/sorted-set.ts";
import { quorum, size, top } from "./ladder.ts";
import type { Closed, Setting } from "./world.ts";

type Property = (setting: Setting, closed: Closed) => boolean;

const phases = ["executing", "window", "sampling", "voting", "final", "settled"];

/** @spec Gsi!TypeOK */
const TypeOK: Property = ({ constants, outputs }, { machine: s, world: w }) =>
  phases.includes(s.phase) &&
  s.level >= 0 &&
  s.level <= top(constants) &&
  isSubset(s.cloud, constants.nodes) &&
  s.signers.every(({ output, by }) => outputs.includes(output) && isSubset(by, constants.nodes)) &&
  [s.standing, s.rests, s.released].every((output) => output === null || outputs.includes(output)) &&
  isSubset(s.slashed, constants.nodes) &&
  [w.irrevocable, w.finals, w.overturned].every((set) => isSubset(set, outputs)) &&
  isSubset(w.lied, constants.nodes) &&
  w.work >= 0 &&
  w.periods >= 0;

/**
 * Only members have signed, and the cloud has the size of its level.
 * @spec Gsi!Nested
 */
const Nested: Property = ({ constants }, { machine: s }) =>
  s.cloud.length === size(constants, s.level) && s.signers.every(({ by }) => isSubset(by, s.cloud));

/**
 * G1. A final output is the truth.
 * @spec Gsi!FinalIsTrue
 */
const FinalIsTrue: Property = ({ truth }, { world }) => world.finals.every((output) => output === truth);

/**
 * G2. No honest node is slashed.
 * @spec Gsi!HonestKeepStake
 */
const HonestKeepStake: Property = ({ byzantine }, { machine }) => isSubset(machine.slashed, byzantine);

/**
 * G3. Escalations, executions and delay are bounded.
 * @spec Gsi!Bounded
 */
const Bounded: Property = ({ constants }, { machine: s, world: w }) => {
  const [N, n, K] = [constants.nodes.length, constants.baseSize, top(constants)];
  return s.level <= K && s.cloud.length <= N && w.work <= n * (2 ** K - 1) + N && w.work < 3 * N - n && w.periods <= 2 * K + 1;
};

/**
 * G5. Irrevocable effects come from final outputs only.
 * @spec Gsi!HardAfterFinal
 */
const HardAfterFinal: Property = (_, { world }) => isSubset(world.irrevocable, world.finals);

/**
 * G6. At most one output becomes final.
 * @spec Gsi!OneFinal
 */
const OneFinal: Property = (_, { world }) => world.finals.length <= 1;

/**
 * G7. After settlement whoever signed a wrong output is slashed.
 * @spec Gsi!LiarsAreSlashed
 */
const LiarsAreSlashed: Property = (_, { machine, world }) => machine.phase !== "settled" || isSubset(world.lied, machine.slashed);

/** @spec Gsi!WrongAssertionOverturned */
const WrongAssertionOverturned: Property = ({ truth }, { machine: s }) =>
  s.phase === "final" && s.rests !== null && s.rests !== truth && s.standing === truth;

/** @spec Gsi!WrongVerdictOverturned */
const WrongVerdictOverturned: Property = ({ truth }, { machine: s, world: w }) =>
  s.phase === "window" && s.standing === truth && w.overturned.includes(truth);

/** @spec Gsi!Rewound */
const Rewound: Property = ({ truth }, { machine: s, world: w }) =>
  s.phase === "settled" && s.rests === s.standing && w.overturned.length > 0 && !w.overturned.includes(truth);

/** @spec Gsi!NoQuorumReached */
const NoQuorumReached: Property = (_, { machine: s }) =>
  s.phase === "sampling" && s.level > 0 && s.signers.every(({ by }) => by.length < quorum(s.cloud.length));

/** @spec Gsi!ByzantineClaimLost */
const ByzantineClaimLost: Property = (_, { machine: s, world: w }) =>
  s.phase === "settled" && s.level > 0 && w.overturned.length === 0 && s.slashed.length > 0;

/** @spec Gsi!TopReached */
const TopReached: Property = ({ constants }, { machine: s }) => s.level === top(constants) && s.phase === "window";

/** @spec Gsi!HardEffectCarried */
const HardEffectCarried: Property = (_, { world }) => world.irrevocable.length > 0;

export const invariants = {
  TypeOK,
  Nested,
  FinalIsTrue,
  HonestKeepStake,
  Bounded,
  HardAfterFinal,
  OneFinal,
  LiarsAreSlashed,
};

export const witnesses = {
  WrongAssertionOverturned,
  WrongVerdictOverturned,
  Rewound,
  NoQuorumReached,
  ByzantineClaimLost,
  TopReached,
  HardEffectCarried,
};
