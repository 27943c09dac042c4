/**
 * Data of the beacon from outside: the wire, checkpoints. What these decoders accept, the machine can take: it never throws on it. Signatures of
 * an input are for the machine's guards; those of a state were verified when they were learned, and are not verified again.
 */

import { isCloudKey } from "../../crypto/statements.ts";
import type { Algebra } from "../../crypto/suite.ts";
import {
  arrayOf,
  type Codec,
  consistent,
  type Decoded,
  decode,
  exact,
  flag,
  hex,
  natural,
  positive,
  type Rule,
  sortedSetOf,
  tagged,
  text,
} from "../codec.ts";
import type { InputOf } from "../protocol.ts";
import type { beacon } from "./protocol.ts";
import { roundFor } from "./rounds.ts";
import type { Block, CloudKey, Constants, Effect, KnownSignature, Round, State, Value } from "./types.ts";

/** An input of the machine: the action's name as `type`, and its arguments. */
export type Input = InputOf<typeof beacon.actions>;

const height = natural("a height");
const signature = text("the text of a signature");

const round: Codec<Round> = positive("a round, 1 or more");

const value: Codec<Value> = hex("a digest in lower-case hexadecimal");

const block: Codec<Block> = exact("a block", { opens: arrayOf(signature, "signatures"), requests: flag });

const key: Codec<CloudKey> = consistent(
  exact("the key of a cloud", { chainId: natural("a chain"), cloudId: text("a cloud"), keyEpoch: natural("an epoch") }),
  [{ at: "cloudId", expected: "32 bytes in lower-case hexadecimal", holds: isCloudKey }],
);

const input: Codec<Input> = tagged("an input of the machine", {
  Release: { r: round },
  Learn: { r: round, s: signature },
  Accept: { b: block },
  Final: { b: block },
});

const effect: Codec<Effect> = tagged("an effect", {
  SendPartial: { round },
  Spread: { round, signature },
  FetchBlocks: { above: height, upTo: height },
  Vote: { height },
  Serve: { height, round, value },
});

const known: Codec<KnownSignature> = exact("a signature of a round", { round, signature });

const state: Codec<State> = exact("a state", {
  height,
  opened: height,
  known: arrayOf(known, "signatures of rounds"),
  released: height,
  waiting: sortedSetOf(positive("a height, 1 or more"), "heights in ascending order"),
});

/** What the machine relies on between the fields of a state. */
function rules({ suite }: Constants): readonly Rule<State>[] {
  return [
    {
      at: "opened",
      expected: "a round before that of the height, or 0",
      holds: (s) => s.opened === 0 || s.opened < s.height,
    },
    {
      at: "known",
      expected: "rounds that are not opened, ascending, and elements that are not the identity",
      holds: (s) =>
        s.known.every(
          (one, at) => one.round > (s.known[at - 1]?.round ?? s.opened) && suite.g1.decodeNonIdentity(one.signature) !== null,
        ),
    },
    { at: "released", expected: "a round up to the height", holds: (s) => s.released <= s.height },
    {
      at: "waiting",
      expected: "heights of final blocks whose round is not opened",
      holds: (s) => s.waiting.every((of) => of <= s.height && roundFor(of) > s.opened),
    },
  ];
}

/** The constants of a cloud's beacon over a suite: its public key must be an element of G2 that is not the identity. */
export function decodeConstants(suite: Algebra, json: unknown): Decoded<Constants> {
  const fields = exact("constants", { publicKey: text("a public key"), key });
  const holds = ({ publicKey }: { readonly publicKey: string }) => suite.g2.decodeNonIdentity(publicKey) !== null;
  const expected = `an element of G2 of ${suite.name} that is not the identity`;
  const decoded = decode(consistent(fields, [{ at: "publicKey", expected, holds }]), json);
  return "error" in decoded ? decoded : { value: { suite, ...decoded.value } };
}

/** An input, by its form alone: whether it fits the state is for the machine's guards. */
export const decodeInput = (json: unknown): Decoded<Input> => decode(input, json);

export const decodeEffect = (json: unknown): Decoded<Effect> => decode(effect, json);

/** A state of a beacon with these constants. */
export const decodeState = (c: Constants, json: unknown): Decoded<State> => decode(consistent(state, rules(c)), json);
