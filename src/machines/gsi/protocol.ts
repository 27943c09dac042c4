/** The GSI protocol as a record: what the runtime runs and the gates compare with `Gsi.tla`. */

import type { SortedSet } from "../../lib/sorted-set.ts";
import type { Protocol } from "../protocol.ts";
import { Assert, Claim, Decide, NoQuorum, Release, Rewind, Sample, Settle, Vote, WindowExpire } from "./actions.ts";
import type { Constants, Effect, NodeId, State } from "./types.ts";

/**
 * The state of a ladder whose base cloud has just been drawn.
 * @spec Gsi!Init
 */
export function init(cloud: SortedSet<NodeId>): State {
  return { phase: "executing", level: 0, cloud, signers: [], standing: null, rests: null, slashed: [], released: null };
}

const actions = { Vote, Assert, Claim, Sample, Decide, NoQuorum, WindowExpire, Settle, Rewind, Release };

export const gsi: Protocol<Constants, State, Effect, typeof actions> = {
  module: "Gsi",
  actions,
  refusals: {
    Vote: { "not-voting": 1, "no-member": 2, "already-signed": 3 },
    Assert: { "not-executing": 1, "too-few-signers": 2 },
    Claim: { "no-window": 1, "no-standing": 2, "same-output": 3, "top-of-ladder": 4 },
    Sample: { "not-sampling": 1, "wrong-size": 2, "not-nested": 3, "foreign-node": "in:S" },
    Decide: { "not-voting": 1, "no-quorum": 2 },
    NoQuorum: { "not-voting": 1, "other-level": 2, "top-of-ladder": 3, "has-quorum": 4 },
    WindowExpire: { "no-window": 1, "other-level": 2 },
    Settle: { "not-final": 1 },
    Rewind: { "not-settled": 1, "nothing-to-rewind": 2 },
    Release: { "not-settled": 1, "not-rewound": 2, "already-released": 3 },
  },
};
