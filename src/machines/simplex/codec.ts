/**
 * Simplex data from outside: what other nodes send, and what the log says. What these decoders accept, the driver can take: it never throws
 * on it. Whether it fits the node's state is for the guards; whether signatures and digests are good is checked apart.
 */

import {
  arrayOf,
  type Codec,
  consistent,
  type Decoded,
  decode,
  exact,
  flag,
  matching,
  natural,
  oneOf,
  positive,
  type Rule,
  sortedSetOf,
  tagged,
  text,
} from "../codec.ts";
import type { Block, BlockRef, Constants, Vote, Want } from "./types.ts";
import type { DriverConstants, Entry, Input } from "./votes-types.ts";

/** Members are numbered from 1, views too; 0 is the view of genesis. */
const member = positive("a member: a whole number, 1 or more");
const view = positive("a view: a whole number, 1 or more");
const signers = sortedSetOf(member, "members in strictly ascending order");
const id = text("the identity of a block: a text that is not empty and is well-formed Unicode");
const anyText = matching("a well-formed text", (u): u is string => typeof u === "string" && !/\p{Surrogate}/u.test(u));

/** Genesis, and nothing else, has view 0 and no identity. */
const parent: Codec<BlockRef> = consistent(
  exact("a parent", { view: natural("a view: a whole number, 0 or more"), id: anyText }),
  [{ at: "id", expected: "an identity, or none with view 0", holds: (ref) => (ref.view === 0) === (ref.id === "") }],
);

const block: Codec<Block> = consistent(exact("a block", { view, id, parent, payload: anyText }), [
  { at: "parent", expected: "a parent of an earlier view", holds: (one) => one.parent.view < one.view },
]);

const voteFields = { notarize: { view, block: id }, nullify: { view }, finalize: { view, block: id } };
const vote: Codec<Vote> = tagged("a vote", voteFields);

const certificateFields = { notarization: { view, block: id }, nullification: { view }, finalization: { view, block: id } };
const certificate = tagged("a certificate", certificateFields);

const want: Codec<Want> = exact("a wanted certificate", { kind: oneOf("any", "notarization", "nullification"), view });

const entry: Codec<Entry> = consistent(
  tagged("what is logged", {
    propose: { view, block },
    ...voteFields,
    notarization: { ...certificateFields.notarization, signers },
    nullification: { ...certificateFields.nullification, signers },
    finalization: { ...certificateFields.finalization, signers },
    released: { view, block: id, height: positive("a height: a whole number, 1 or more") },
  }) as Codec<Entry>,
  [{ expected: "a proposal of its block's view", holds: (item) => item.type !== "propose" || item.view === item.block.view }],
);

/** The log without what it says of the last height that was released. */
const unreleased = (log: readonly Entry[]): readonly Entry[] => (log[0]?.type === "released" ? log.slice(1) : log);

/** What is released stands first, then a finalization: it is written with the log cut down to what is later. */
const logRules: readonly Rule<readonly Entry[]>[] = [
  {
    expected: "one item of a type and view",
    holds: (log) => new Set(log.map(({ type, view: of }) => `${type} ${of}`)).size === log.length,
  },
  {
    expected: "a finalization at most at the beginning, and later views after it",
    holds: (log) => {
      const [first, ...rest] = unreleased(log);
      return rest.every((item) => item.type !== "finalization" && (first?.type !== "finalization" || item.view > first.view));
    },
  },
  {
    expected: "what is released in the first place, and final",
    holds: (log) => {
      const rest = unreleased(log);
      if (rest.some(({ type }) => type === "released")) return false;
      return rest === log || (rest[0]?.type === "finalization" && rest[0].view >= (log[0] as Entry).view);
    },
  },
];

const log = consistent(arrayOf(entry, "a log"), logRules);

/** What comes from other nodes. */
const wire = {
  Proposal: { from: member, block, valid: flag },
  Vote: { from: member, vote },
  Certificate: { certificate, signers },
  Asked: { from: member, want },
};

const received: Codec<Extract<Input, { readonly type: keyof typeof wire }>> = tagged("a message", wire);

const input: Codec<Input> = tagged("an input of the driver", {
  ...wire,
  Timer: { view, timer: oneOf("proposal", "view") },
  Built: { block },
  Executed: { chain: arrayOf(block, "the blocks from the one that was executed to the last that is final") },
  Retransmit: {},
  Restart: { log },
});

const membersLead = ({ committee, leaders }: Constants) => leaders.length > 0 && leaders.every((leader) => leader <= committee);

const constants: Codec<DriverConstants> = consistent(
  exact("constants", {
    self: member,
    committee: positive("a number of members: 1 or more"),
    leaders: arrayOf(member, "the leaders of the views in turn"),
    horizon: natural("a number of views"),
  }),
  [
    { at: "self", expected: "a member of the committee", holds: ({ self, committee }) => self <= committee },
    { at: "leaders", expected: "members of the committee, at least one", holds: membersLead },
  ],
);

/** A message of another node: a proposal with the application's verdict, a vote, a certificate, a request. */
export const decodeMessage = (json: unknown): Decoded<Extract<Input, { readonly type: keyof typeof wire }>> =>
  decode(received, json);

/** Any input of the driver, by its form alone. */
export const decodeInput = (json: unknown): Decoded<Input> => decode(input, json);

/** What a node finds in its log when it starts. */
export const decodeLog = (json: unknown): Decoded<readonly Entry[]> => decode(log, json);

/** A committee and a node's place in it. */
export const decodeConstants = (json: unknown): Decoded<DriverConstants> => decode(constants, json);
