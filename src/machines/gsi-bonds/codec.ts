/**
 * Data of a ladder and the money behind it from outside: vectors, the wire, checkpoints. What these decoders accept, the machine can take:
 * it never throws on it, and no amount becomes negative.
 */

import { isSubset } from "../../lib/sorted-set.ts";
import { arrayOf, type Codec, consistent, type Decoded, decode, exact, natural, oneOf, type Rule, tagged } from "../codec.ts";
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
import type { InputOf } from "../protocol.ts";
import { bondAt } from "./money.ts";
import type { gsiBonds } from "./protocol.ts";
import type { Amounts, Books, Constants, Effect, State } from "./types.ts";

type Actions = typeof gsiBonds.actions;

/** An input of the machine: the action's name as `type`, and its arguments. */
export type Input = InputOf<typeof gsiBonds.actions>;

const amount = natural("an amount: a whole number, 0 or more");

const constants: Codec<Constants> = consistent(
  exact("constants", {
    ...constantsFields,
    stake: amount,
    margin: natural("a margin: a whole number, 0 or more"),
    rewardPart: natural("a part: a whole number, 1 or more"),
  }),
  [
    ...constantsRules,
    { at: "rewardPart", expected: "a part: a whole number, 1 or more", holds: (c) => c.rewardPart >= 1 },
    {
      at: "stake",
      expected: "a bond at the base of the ladder at least: (1 + margin) (N - n)",
      holds: (c) => c.stake >= bondAt(c, 0),
    },
    {
      at: "stake",
      expected: "a stake of which all nodes together have less than 2^53",
      holds: (c) => Number.isSafeInteger(c.stake * c.nodes.length),
    },
  ],
);

const input: Codec<Input> = tagged("an input of the machine", { ...inputFields, SlashedElsewhere: { i: node } } satisfies {
  readonly [N in keyof Actions]: object;
});

const effect: Codec<Effect> = tagged("an effect", {
  ...effectFields,
  Lock: { nodes, amount },
  Unlock: { nodes },
  Pay: { nodes, amount },
  Burn: { amount },
  Advance: { amount },
} satisfies { readonly [T in Effect["type"]]: object });

const amounts: Codec<Amounts> = arrayOf(amount, "amounts");

const books: Codec<Books> = consistent(
  exact("books", { forfeited: amount, paid: amount, rewarded: amount, burned: amount, advanced: amount }),
  [
    {
      expected: "forfeited and advanced as much as paid, rewarded and burned",
      holds: (b) => b.forfeited + b.advanced === b.paid + b.rewarded + b.burned,
    },
  ],
);

const state: Codec<State> = exact("a state", {
  phase: oneOf(...phases),
  ...stateFields,
  stake: amounts,
  locked: amounts,
  claimants: nodes,
  executors: nodes,
  books,
});

const nothing = (all: readonly number[]): boolean => all.every((one) => one === 0);

/** What the machine relies on between the fields of a state. */
function rules(c: Constants): readonly Rule<State>[] {
  const eachHas = "an amount for each node of the network";
  const sum = (s: State) => [...s.stake, ...s.locked, s.books.burned].reduce((all, one) => all + one, 0);
  return [
    ...stateRules(c),
    { at: "stake", expected: eachHas, holds: (s) => s.stake.length === c.nodes.length },
    { at: "locked", expected: eachHas, holds: (s) => s.locked.length === c.nodes.length },
    {
      at: "locked",
      expected: "nothing before the assertion and after the settlement",
      holds: (s) => (s.phase !== "executing" && s.phase !== "settled") || nothing(s.locked),
    },
    { at: "claimants", expected: "members of the cloud", holds: (s) => isSubset(s.claimants, s.cloud) },
    {
      at: "executors",
      expected: "members of the cloud, as many as it has more than the base",
      holds: (s) => isSubset(s.executors, s.cloud) && s.executors.length === s.cloud.length - c.baseSize,
    },
    {
      at: "books",
      expected: "nothing before the settlement",
      holds: (s) => s.phase === "settled" || nothing(Object.values(s.books)),
    },
    {
      at: "stake",
      expected: "no more than all nodes began with and the treasury gave, less what is locked and burned",
      holds: (s) => sum(s) <= c.stake * c.nodes.length + s.books.advanced,
    },
  ];
}

/** The constants of a network, cloud and money: sizes, thresholds and stakes in range. */
export const decodeConstants = (json: unknown): Decoded<Constants> => decode(constants, json);

/** An input, by its form alone: whether it fits the state is for the machine's guards. */
export const decodeInput = (json: unknown): Decoded<Input> => decode(input, json);

export const decodeEffect = (json: unknown): Decoded<Effect> => decode(effect, json);

/** A state of a ladder with these constants. */
export const decodeState = (c: Constants, json: unknown): Decoded<State> => decode(consistent(state, rules(c)), json);
