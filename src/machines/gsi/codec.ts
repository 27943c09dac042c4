/**
 * GSI data from outside: vectors, the wire, checkpoints. What these decoders accept, the machine can take: it never throws on it, and
 * no output that an effect names is missing.
 */

import { isSubset } from "../../lib/sorted-set.ts";
import {
  arrayOf,
  type Codec,
  consistent,
  type Decoded,
  decode,
  exact,
  natural,
  nullable,
  oneOf,
  type Rule,
  sortedSetOf,
  tagged,
  text,
} from "../codec.ts";
import type { InputOf } from "../protocol.ts";
import { size, top } from "./ladder.ts";
import type { gsi } from "./protocol.ts";
import type { Constants, Effect, State, Statement } from "./types.ts";

type Actions = typeof gsi.actions;

/** An input of the machine: the action's name as `type`, and its arguments. */
export type Input = InputOf<typeof gsi.actions>;

export const node = natural("a node: a whole number, 0 or more");
export const nodes = sortedSetOf(node, "nodes in strictly ascending order");
const level = natural("a level: a whole number, 0 or more");
const output = text("an output: a text that is not empty and is well-formed Unicode");

/** The fields of a ladder's constants, and what must hold between them. */
export const constantsFields = { nodes, baseSize: natural("a size"), assertThreshold: natural("a number of members") };

export const constantsRules: readonly Rule<Constants>[] = [
  { at: "nodes", expected: "at least one node", holds: (c) => c.nodes.length > 0 },
  { at: "baseSize", expected: "1 to the number of nodes", holds: (c) => c.baseSize >= 1 && c.baseSize <= c.nodes.length },
  {
    at: "assertThreshold",
    expected: "more than floor((n - 1) / 3), and at most n, the size of the base cloud",
    holds: (c) => c.assertThreshold > Math.floor((c.baseSize - 1) / 3) && c.assertThreshold <= c.baseSize,
  },
];

const constants: Codec<Constants> = consistent(exact("constants", constantsFields), constantsRules);

/** The arguments of the ladder's inputs. */
export const inputFields = {
  Vote: { i: node, o: output },
  Assert: { o: output },
  Claim: { x: node, o: output },
  Sample: { S: nodes },
  Decide: { o: output },
  NoQuorum: { k: level },
  WindowExpire: { k: level },
  Settle: {},
  Rewind: {},
  Release: {},
} satisfies {
  readonly [N in keyof Actions]: { readonly [A in keyof Parameters<Actions[N]>[2]]: Codec<Parameters<Actions[N]>[2][A]> };
};

const input: Codec<Input> = tagged("an input of the machine", inputFields);

/** The fields of the ladder's effects. */
export const effectFields = {
  OpenWindow: { level },
  OpenVoting: { level },
  DrawSample: { level },
  Execute: { nodes },
  Finalize: { output },
  Slash: { nodes },
  CancelSoft: { output },
  Replay: { output },
  ReleaseHard: { output },
} satisfies { readonly [T in Effect["type"]]: object };

const effect: Codec<Effect> = tagged("an effect", effectFields);

const statement: Codec<Statement> = consistent(exact("a statement", { output, by: nodes }), [
  { at: "by", expected: "at least one signer", holds: ({ by }) => by.length > 0 },
]);

const statements: Codec<readonly Statement[]> = consistent(arrayOf(statement, "statements"), [
  {
    expected: "statements in strictly ascending order of their outputs",
    holds: (all) => all.every(({ output: o }, i) => i === 0 || (all[i - 1] as Statement).output < o),
  },
]);

/** The fields of a ladder's state but for the phase, which comes first. */
export const stateFields = {
  level,
  cloud: nodes,
  signers: statements,
  standing: nullable(output),
  rests: nullable(output),
  slashed: nodes,
  released: nullable(output),
};

/** The phases of a ladder. */
export const phases = ["executing", "window", "sampling", "voting", "final", "settled"] as const;

const state: Codec<State> = exact("a state", { phase: oneOf(...phases), ...stateFields });

/** What the machine relies on between the fields of a state. */
export function stateRules(c: Constants): readonly Rule<State>[] {
  const asserted = (s: State) => s.phase !== "executing";
  return [
    { at: "level", expected: `a level of the ladder: 0 to ${top(c)}`, holds: (s) => s.level <= top(c) },
    { at: "level", expected: "level 0 while the base cloud executes", holds: (s) => asserted(s) || s.level === 0 },
    { at: "level", expected: "a level above 0 in a voting", holds: (s) => s.phase !== "voting" || s.level > 0 },
    {
      at: "level",
      expected: "a level below the top while a sample is drawn",
      holds: (s) => s.phase !== "sampling" || s.level < top(c),
    },
    { at: "cloud", expected: "nodes of the network", holds: (s) => isSubset(s.cloud, c.nodes) },
    { at: "cloud", expected: "as many nodes as the level's cloud has", holds: (s) => s.cloud.length === size(c, s.level) },
    { at: "signers", expected: "signers in the cloud", holds: (s) => s.signers.every(({ by }) => isSubset(by, s.cloud)) },
    {
      at: "standing",
      expected: "an output from the assertion on, null before",
      holds: (s) => (s.standing !== null) === asserted(s),
    },
    { at: "rests", expected: "an output from the assertion on, null before", holds: (s) => (s.rests !== null) === asserted(s) },
    {
      at: "slashed",
      expected: "members of the cloud, and none before the settlement",
      holds: (s) => (s.phase === "settled" ? isSubset(s.slashed, s.cloud) : s.slashed.length === 0),
    },
    {
      at: "released",
      expected: "null, or the final output after settlement and rewinding",
      holds: (s) => s.released === null || (s.phase === "settled" && s.released === s.standing && s.rests === s.standing),
    },
  ];
}

/** The constants of a network and cloud: base size and threshold in range. */
export const decodeConstants = (json: unknown): Decoded<Constants> => decode(constants, json);

/** An input, by its form alone: whether it fits the state is for the machine's guards. */
export const decodeInput = (json: unknown): Decoded<Input> => decode(input, json);

export const decodeEffect = (json: unknown): Decoded<Effect> => decode(effect, json);

/** A state of a ladder with these constants. */
export const decodeState = (c: Constants, json: unknown): Decoded<State> => decode(consistent(state, stateRules(c)), json);
