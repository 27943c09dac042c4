/**
 * Data of a dispersal and its ladder from outside: vectors, the wire, checkpoints. What these decoders accept, the machine can take: it
 * never throws on it, and no verdict that an effect names is missing.
 */

import { isSubset } from "../../lib/sorted-set.ts";
import { type Codec, consistent, type Decoded, decode, exact, natural, oneOf, type Rule, tagged } from "../codec.ts";
import {
  constantsFields,
  constantsRules,
  effectFields,
  inputFields,
  node,
  nodes,
  phases,
  stateFields,
  stateRules,
} from "../gsi/codec.ts";
import type { State as LadderState } from "../gsi/types.ts";
import type { InputOf } from "../protocol.ts";
import type { gsiData } from "./protocol.ts";
import { type Constants, type Effect, type State, UNAVAILABLE } from "./types.ts";

/** An input of the machine: the action's name as `type`, and its arguments. */
export type Input = InputOf<typeof gsiData.actions>;

/**
 * The most of `size` nodes that are fewer than a third.
 * @spec GsiData!Faults
 */
export function faults(size: number): number {
  return Math.floor((size - 1) / 3);
}

const constants: Codec<Constants> = consistent(
  exact("constants", { ...constantsFields, codeThreshold: natural("a number of chunks") }),
  [
    ...constantsRules,
    {
      at: "codeThreshold",
      expected: "1 to N - 2 floor((N - 1) / 3), N being the number of nodes",
      holds: (c) => c.codeThreshold >= 1 && c.codeThreshold <= c.nodes.length - 2 * faults(c.nodes.length),
    },
  ],
);

const input: Codec<Input> = tagged("an input of the machine", { Attest: { i: node }, Certify: {}, ...inputFields });

const { Execute: _, ...inherited } = effectFields;

const effect: Codec<Effect> = tagged("an effect", { ...inherited, CertifyAvailability: { nodes }, Fetch: { nodes }, Reject: {} });

const { level, cloud, ...restOfState } = stateFields;

const state: Codec<State> = exact("a state", {
  phase: oneOf("dispersing", ...phases),
  level,
  cloud,
  attested: nodes,
  ...restOfState,
});

/** The ladder knows no dispersal: before the certificate it is executing, as in `GsiDataRefinesGsi.tla`. */
const asLadder = (s: State): LadderState => ({ ...s, phase: s.phase === "dispersing" ? "executing" : s.phase });

/** What the machine relies on between the fields of a state. */
function rules(c: Constants): readonly Rule<State>[] {
  const dispersing = (s: State) => s.phase === "dispersing";
  return [
    ...stateRules(c).map((rule) => ({ ...rule, holds: (s: State) => rule.holds(asLadder(s)) })),
    {
      at: "attested",
      expected: "nodes of the network, and none after the dispersal",
      holds: (s) => (dispersing(s) ? isSubset(s.attested, c.nodes) : s.attested.length === 0),
    },
    { at: "signers", expected: "no statement before the certificate", holds: (s) => !dispersing(s) || s.signers.length === 0 },
    { at: "released", expected: "null, or an output", holds: (s) => s.released !== UNAVAILABLE },
  ];
}

/** The constants of a network, cloud and code: sizes and thresholds in range. */
export const decodeConstants = (json: unknown): Decoded<Constants> => decode(constants, json);

/** An input, by its form alone: whether it fits the state is for the machine's guards. */
export const decodeInput = (json: unknown): Decoded<Input> => decode(input, json);

export const decodeEffect = (json: unknown): Decoded<Effect> => decode(effect, json);

/** A state of a dispersal or ladder with these constants. */
export const decodeState = (c: Constants, json: unknown): Decoded<State> => decode(consistent(state, rules(c)), json);
