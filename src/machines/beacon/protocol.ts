/** The beacon as a record: what the runtime runs and the gates compare with `Beacon.tla`. */

import type { Protocol } from "../protocol.ts";
import { Accept, Final, Learn, Release } from "./actions.ts";
import type { Constants, Effect, State } from "./types.ts";

/**
 * A member before the first block of a key epoch.
 * @spec Beacon!Init
 */
export function init(): State {
  return { height: 0, opened: 0, known: [], released: 0, waiting: [] };
}

const actions = { Release, Learn, Accept, Final };

export const beacon: Protocol<Constants, State, Effect, typeof actions> = {
  module: "Beacon",
  actions,
  refusals: {
    Release: { "already-released": 1, "already-opened": 2, "out-of-order": 3, "not-final": 4 },
    Learn: { "already-opened": 1, "already-known": 2, "bad-signature": 3 },
    Accept: { "round-not-final": 1, "bad-signature": 2 },
    Final: { "round-not-final": 1 },
  },
};
