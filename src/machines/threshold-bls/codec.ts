/**
 * Data of a combiner from outside: the wire, checkpoints. What these decoders accept, the machine can take: it never throws on it. Whether an
 * element belongs to the suite is for the machine's guards in an input, and checked here in a state. A state's signature is not verified
 * again.
 */

import type { Algebra } from "../../crypto/suite.ts";
import { has, isSortedSet, isSubset } from "../../lib/sorted-set.ts";
import {
  arrayOf,
  type Codec,
  consistent,
  type Decoded,
  decode,
  exact,
  hex,
  natural,
  nullable,
  type Rule,
  sortedSetOf,
  tagged,
  text,
} from "../codec.ts";
import type { InputOf } from "../protocol.ts";
import { isMember } from "./actions.ts";
import { messagePoint } from "./checks.ts";
import type { thresholdBls } from "./protocol.ts";
import type { Constants, Effect, Hex, Partial, State } from "./types.ts";

/** An input of the machine: the action's name as `type`, and its arguments. */
export type Input = InputOf<typeof thresholdBls.actions>;

const index = natural("the index of a member");
const indices = sortedSetOf(index, "indices in ascending order");
const element = text("the text of an element");

/** Bytes; those of a message to be signed are never none. */
const bytes: Codec<Hex> = hex("bytes in lower-case hexadecimal");

const sizes: Codec<Omit<Constants, "suite">> = consistent(
  exact("constants", { members: natural("a number of members"), threshold: natural("a threshold") }),
  [
    { at: "members", expected: "at least one member", holds: ({ members }) => members >= 1 },
    {
      at: "threshold",
      expected: "1 to the number of members",
      holds: ({ members, threshold }) => threshold >= 1 && threshold <= members,
    },
  ],
);

const input: Codec<Input> = tagged("an input of the machine", {
  Open: { p: arrayOf(element, "commitments"), m: bytes },
  Collect: { i: index, s: element },
  Combine: { S: indices },
  Halve: {},
  Blame: { i: index },
});

const effect: Codec<Effect> = tagged("an effect", { Publish: { signature: element }, Blame: { member: index } });

const partial: Codec<Partial> = exact("a partial signature", { index, signature: element });

const state: Codec<State> = exact("a state", {
  key: arrayOf(element, "commitments"),
  message: nullable(bytes),
  partials: arrayOf(partial, "partial signatures"),
  quorum: indices,
  suspects: indices,
  blamed: indices,
  signature: nullable(element),
});

/** What the machine relies on between the fields of a state. */
function rules(c: Constants): readonly Rule<State>[] {
  const { g1, g2 } = c.suite;
  const senders = ({ partials }: State) => partials.map(({ index: of }) => of);
  return [
    {
      at: "key",
      expected: "t commitments with the first and the last not the identity, and none without a message",
      holds: ({ key, message }) =>
        message === null
          ? key.length === 0
          : key.length === c.threshold &&
            key.every((commitment) => g2.decode(commitment) !== null) &&
            [key[0], key.at(-1)].every((commitment) => g2.decodeNonIdentity(commitment as string) !== null),
    },
    {
      at: "message",
      expected: "a message that is not hashed to the identity",
      holds: ({ message }) => message === null || !g1.isIdentity(messagePoint(c, message)),
    },
    {
      at: "blamed",
      expected: "members, and none without a message",
      holds: ({ blamed, message }) => blamed.every((of) => isMember(c, of)) && (message !== null || blamed.length === 0),
    },
    {
      at: "signature",
      expected: "an element that is not the identity, or null; null without a message",
      holds: ({ signature, message }) => signature === null || (message !== null && g1.decodeNonIdentity(signature) !== null),
    },
    {
      at: "partials",
      expected: "elements of members that are not blamed, ascending, and none before a message or after the signature",
      holds: (s) =>
        isSortedSet(senders(s)) &&
        senders(s).every((of) => isMember(c, of) && !has(s.blamed, of)) &&
        s.partials.every(({ signature }) => g1.decode(signature) !== null) &&
        (s.partials.length === 0 || (s.message !== null && s.signature === null)),
    },
    {
      at: "quorum",
      expected: "t members whose partials are there, or nobody",
      holds: (s) => s.quorum.length === 0 || (s.quorum.length === c.threshold && isSubset(s.quorum, senders(s))),
    },
    {
      at: "suspects",
      expected: "some of the quorum, or nobody with it",
      holds: ({ quorum, suspects }) => isSubset(suspects, quorum) && (quorum.length === 0) === (suspects.length === 0),
    },
  ];
}

/** The constants of a group over a suite, in which its indices must differ from each other and from 0. */
export function decodeConstants(suite: Algebra, json: unknown): Decoded<Constants> {
  const fits = { at: "members" as const, expected: `fewer members than the order of ${suite.name}` };
  const holds = ({ members }: Omit<Constants, "suite">) => BigInt(members) < suite.order;
  const decoded = decode(consistent(sizes, [{ ...fits, holds }]), json);
  return "error" in decoded ? decoded : { value: { suite, ...decoded.value } };
}

/** An input, by its form alone: whether it fits the state is for the machine's guards. */
export const decodeInput = (json: unknown): Decoded<Input> => decode(input, json);

export const decodeEffect = (json: unknown): Decoded<Effect> => decode(effect, json);

/** A state of a combiner with these constants. */
export const decodeState = (c: Constants, json: unknown): Decoded<State> => decode(consistent(state, rules(c)), json);
