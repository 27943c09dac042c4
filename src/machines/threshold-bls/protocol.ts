/** The combiner of threshold BLS as a record: what the runtime runs and the gates compare with `ThresholdBls.tla`. */

import type { Protocol } from "../protocol.ts";
import { Blame, Collect, Combine, Halve, Open } from "./actions.ts";
import type { Constants, Effect, State } from "./types.ts";

/**
 * A combiner without a message.
 * @spec ThresholdBls!Init
 */
export function init(): State {
  return { key: [], message: null, partials: [], quorum: [], suspects: [], blamed: [], signature: null };
}

const actions = { Open, Collect, Combine, Halve, Blame };

export const thresholdBls: Protocol<Constants, State, Effect, typeof actions> = {
  module: "ThresholdBls",
  actions,
  refusals: {
    Open: {
      "already-open": 1,
      "wrong-length": 2,
      "malformed-key": "in:p",
      "identity-key": 3,
      "low-degree": 4,
      "identity-message": 5,
    },
    Collect: {
      "not-open": 1,
      "already-signed": 2,
      "index-zero": 3,
      "no-member": 4,
      "already-blamed": 5,
      duplicate: 6,
      "no-element": "in:s",
    },
    Combine: { "not-open": 1, "already-signed": 2, blaming: 3, "wrong-size": 4, "not-collected": 5 },
    Halve: { "nothing-to-halve": 1 },
    Blame: { "not-convicted": 1 },
  },
};
