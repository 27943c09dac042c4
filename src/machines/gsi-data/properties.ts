/** Invariants and witnesses of the models of GSI with the interval's inputs, under their TLA+ names. */

import { difference, equals, has, intersection, isSubset } from "../../lib/sorted-set.ts";
import { quorum, signersOf, size, top } from "../gsi/ladder.ts";
import { UNAVAILABLE } from "./types.ts";
import { type Closed, correct, type Setting, statement, undone } from "./world.ts";

type Property = (setting: Setting, closed: Closed) => boolean;

const phases = ["dispersing", "executing", "window", "sampling", "voting", "final", "settled"];

/** @spec GsiData!TypeOK */
const TypeOK: Property = (setting, { machine: s, world: w }) => {
  const { constants, outputs } = setting;
  const verdicts = statement(setting);
  return (
    phases.includes(s.phase) &&
    s.level >= 0 &&
    s.level <= top(constants) &&
    [s.cloud, s.attested, s.slashed, w.lied].every((nodes) => isSubset(nodes, constants.nodes)) &&
    s.signers.every(({ output, by }) => verdicts.includes(output) && isSubset(by, constants.nodes)) &&
    [s.standing, s.rests].every((verdict) => verdict === null || verdicts.includes(verdict)) &&
    (s.released === null || outputs.includes(s.released)) &&
    w.served >= 0 &&
    w.served <= constants.codeThreshold &&
    isSubset(w.irrevocable, outputs) &&
    [w.finals, w.overturned].every((set) => isSubset(set, verdicts)) &&
    w.work >= 0 &&
    w.periods >= 0
  );
};

/**
 * Only members have signed, and the cloud has the size of its level.
 * @spec GsiData!Nested
 */
const Nested: Property = ({ constants }, { machine: s }) =>
  s.cloud.length === size(constants, s.level) && s.signers.every(({ by }) => isSubset(by, s.cloud));

/**
 * D1. The honest holders alone can give back the inputs of an interval that was certified.
 * @spec GsiData!Recoverable
 */
const Recoverable: Property = ({ constants }, { machine: s, world: w }) =>
  s.phase === "dispersing" || w.served >= constants.codeThreshold;

/**
 * D2. What two honest nodes say of the interval is equal, so what they have recovered is.
 * @spec GsiData!HonestAgree
 */
const HonestAgree: Property = ({ byzantine }, { machine: s }) =>
  s.signers.filter(({ by }) => !isSubset(by, byzantine)).length <= 1;

/**
 * The honest holders alone can give the inputs back, and they are inputs.
 * @spec GsiData!Obtainable
 */
function obtainable({ constants, codeword }: Setting, { world: w }: Closed): boolean {
  return codeword && w.served >= constants.codeThreshold;
}

/**
 * D3. No output is final whose inputs an honest executor cannot obtain.
 * @spec GsiData!FinalIsObtainable
 */
const FinalIsObtainable: Property = (setting, closed) =>
  intersection(closed.world.finals, setting.outputs).length === 0 || obtainable(setting, closed);

/**
 * D4. No assertion is rejected because nodes pretend that its inputs are unavailable.
 * @spec GsiData!ObtainableIsNotRejected
 */
const ObtainableIsNotRejected: Property = (setting, closed) =>
  !has(closed.world.finals, UNAVAILABLE) || !obtainable(setting, closed);

/**
 * G1. A final output is the truth.
 * @spec GsiData!FinalIsTrue
 */
const FinalIsTrue: Property = ({ outputs, truth }, { world }) =>
  intersection(world.finals, outputs).every((output) => output === truth);

/**
 * G2. No honest node is slashed.
 * @spec GsiData!HonestKeepStake
 */
const HonestKeepStake: Property = ({ byzantine }, { machine }) => isSubset(machine.slashed, byzantine);

/**
 * G3. Escalations, executions and delay are bounded.
 * @spec GsiData!Bounded
 */
const Bounded: Property = ({ constants }, { machine: s, world: w }) => {
  const [N, n, K] = [constants.nodes.length, constants.baseSize, top(constants)];
  return s.level <= K && s.cloud.length <= N && w.work <= n * (2 ** K - 1) + N && w.work < 3 * N - n && w.periods <= 2 * K + 1;
};

/**
 * G5. Irrevocable effects come from final outputs only.
 * @spec GsiData!HardAfterFinal
 */
const HardAfterFinal: Property = (_, { world }) => isSubset(world.irrevocable, world.finals);

/**
 * G6. At most one verdict becomes final.
 * @spec GsiData!OneFinal
 */
const OneFinal: Property = (_, { world }) => world.finals.length <= 1;

/**
 * G7. After settlement whoever signed a wrong statement is slashed.
 * @spec GsiData!LiarsAreSlashed
 */
const LiarsAreSlashed: Property = (_, { machine, world }) => machine.phase !== "settled" || isSubset(world.lied, machine.slashed);

/**
 * No more honest nodes hold a chunk than are needed.
 * @spec GsiData!TightlyCertified
 */
const TightlyCertified: Property = ({ constants, byzantine }, { machine: s }) =>
  s.phase === "dispersing" &&
  s.attested.length === quorum(constants.nodes.length) &&
  difference(s.attested, byzantine).length === constants.codeThreshold;

/**
 * An output was asserted, its inputs cannot be obtained, and it is undone.
 * @spec GsiData!WithheldRejected
 */
const WithheldRejected: Property = ({ outputs }, closed) =>
  undone(closed) && intersection(closed.world.overturned, outputs).length > 0;

/**
 * An honest node's claim that the inputs are withheld drew a larger cloud.
 * @spec GsiData!WithholdingEscalated
 */
const WithholdingEscalated: Property = ({ outputs, byzantine }, { machine: s }) =>
  s.phase === "voting" &&
  s.standing !== null &&
  outputs.includes(s.standing) &&
  !isSubset(signersOf(s.signers, UNAVAILABLE), byzantine);

/**
 * Nodes pretended that the inputs are unavailable, a larger cloud obtained them, and only who pretended is slashed.
 * @spec GsiData!UnavailabilityRefuted
 */
const UnavailabilityRefuted: Property = ({ truth }, { machine: s, world: w }) =>
  s.phase === "settled" &&
  s.level > 0 &&
  s.standing === truth &&
  w.overturned.length === 0 &&
  w.lied.length > 0 &&
  equals(s.slashed, signersOf(s.signers, UNAVAILABLE));

/**
 * A verdict that the inputs are unavailable fell, and the cloud has executed.
 * @spec GsiData!PretenceOverturned
 */
const PretenceOverturned: Property = ({ truth }, { machine: s, world: w }) =>
  s.phase === "settled" && has(w.overturned, UNAVAILABLE) && s.rests === truth;

/** @spec GsiData!WrongAssertionOverturned */
const WrongAssertionOverturned: Property = (setting, { machine: s }) =>
  s.phase === "final" &&
  s.rests !== null &&
  setting.outputs.includes(s.rests) &&
  s.rests !== correct(setting) &&
  s.standing === correct(setting);

/** @spec GsiData!NoQuorumReached */
const NoQuorumReached: Property = (_, { machine: s }) =>
  s.phase === "sampling" && s.level > 0 && s.signers.every(({ by }) => by.length < quorum(s.cloud.length));

/** @spec GsiData!TopReached */
const TopReached: Property = ({ constants }, { machine: s }) => s.level === top(constants) && s.phase === "window";

/** @spec GsiData!HardEffectCarried */
const HardEffectCarried: Property = (_, { world }) => world.irrevocable.length > 0;

export const invariants = {
  TypeOK,
  Nested,
  Recoverable,
  HonestAgree,
  FinalIsObtainable,
  ObtainableIsNotRejected,
  FinalIsTrue,
  HonestKeepStake,
  Bounded,
  HardAfterFinal,
  OneFinal,
  LiarsAreSlashed,
};

export const witnesses = {
  TightlyCertified,
  WithheldRejected,
  WithholdingEscalated,
  UnavailabilityRefuted,
  PretenceOverturned,
  WrongAssertionOverturned,
  NoQuorumReached,
  TopReached,
  HardEffectCarried,
};
