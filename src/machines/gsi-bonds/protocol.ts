/** The money behind a GSI ladder as a record: what the runtime runs and the gates compare with `GsiBonds.tla`. */

import type { SortedSet } from "../../lib/sorted-set.ts";
import { init as initialLadder } from "../gsi/protocol.ts";
import type { NodeId } from "../gsi/types.ts";
import type { Protocol } from "../protocol.ts";
import {
  Assert,
  Claim,
  Decide,
  NoQuorum,
  Release,
  Rewind,
  Sample,
  Settle,
  SlashedElsewhere,
  Vote,
  WindowExpire,
} from "./actions.ts";
import type { Books, Constants, Effect, State } from "./types.ts";

/** @spec GsiBonds!NoBooks */
export const noBooks: Books = { forfeited: 0, paid: 0, rewarded: 0, burned: 0, advanced: 0 };

/**
 * The state of a ladder whose base cloud has just been drawn: nothing is locked.
 * @spec GsiBonds!Init
 */
export function init(c: Constants, cloud: SortedSet<NodeId>): State {
  return {
    ...initialLadder(cloud),
    stake: c.nodes.map(() => c.stake),
    locked: c.nodes.map(() => 0),
    claimants: [],
    executors: [],
    books: noBooks,
  };
}

const actions = {
  Vote,
  Assert,
  Claim,
  Sample,
  Decide,
  NoQuorum,
  WindowExpire,
  Settle,
  Rewind,
  Release,
  SlashedElsewhere,
};

/** Conjunct 1 of an action is the ladder's action, whose refusals `Gsi.tla` tells apart. */
export const gsiBonds: Protocol<Constants, State, Effect, typeof actions> = {
  module: "GsiBonds",
  actions,
  refusals: {
    Vote: { "not-voting": 1, "no-member": 1, "already-signed": 1 },
    Assert: { "not-executing": 1, "too-few-signers": 1, "too-few-deposits": 2 },
    Claim: { "no-window": 1, "no-standing": 1, "same-output": 1, "top-of-ladder": 1, "no-bond": 2 },
    Sample: { "not-sampling": 1, "wrong-size": 1, "not-nested": 1, "foreign-node": "in:S" },
    Decide: { "not-voting": 1, "no-quorum": 1 },
    NoQuorum: { "not-voting": 1, "other-level": 1, "top-of-ladder": 1, "has-quorum": 1 },
    WindowExpire: { "no-window": 1, "other-level": 1 },
    Settle: { "not-final": 1 },
    Rewind: { "not-settled": 1, "nothing-to-rewind": 1 },
    Release: { "not-settled": 1, "not-rewound": 1, "already-released": 1 },
    SlashedElsewhere: { settled: 1, "no-stake": 2 },
  },
};
