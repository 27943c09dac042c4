/** The protocol of a dispersal and its ladder as a record: what the runtime runs and the gates compare with `GsiData.tla`. */

import type { SortedSet } from "../../lib/sorted-set.ts";
import { gsi } from "../gsi/protocol.ts";
import type { Protocol } from "../protocol.ts";
import {
  Assert,
  Attest,
  Certify,
  Claim,
  Decide,
  NoQuorum,
  Release,
  Rewind,
  Sample,
  Settle,
  Vote,
  WindowExpire,
} from "./actions.ts";
import type { Constants, Effect, NodeId, State } from "./types.ts";

/**
 * The state before the first chunk, of a base cloud that has just been drawn.
 * @spec GsiData!Init
 */
export function init(cloud: SortedSet<NodeId>): State {
  return {
    phase: "dispersing",
    level: 0,
    cloud,
    attested: [],
    signers: [],
    standing: null,
    rests: null,
    slashed: [],
    released: null,
  };
}

const actions = {
  Attest,
  Certify,
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
};

export const gsiData: Protocol<Constants, State, Effect, typeof actions> = {
  module: "GsiData",
  actions,
  refusals: {
    ...gsi.refusals,
    Attest: { "not-dispersing": 1, "already-attested": 2, "foreign-node": "in:i" },
    Certify: { "not-dispersing": 1, "too-few-attested": 2 },
    Release: { "not-settled": 1, rejected: 2, "not-rewound": 3, "already-released": 4 },
  },
};
