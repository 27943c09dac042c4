/** The core of Simplex as a record: what the driver runs and the gates compare with `Simplex.tla`. */

import type { Protocol } from "../protocol.ts";
import {
  Answer,
  Gather,
  Notarize,
  Nullify,
  OnFinalization,
  OnNotarization,
  OnNullification,
  Propose,
  Recover,
  Request,
} from "./core.ts";
import type { Constants, Effect, State } from "./types.ts";

const actions = {
  Propose,
  Notarize,
  Nullify,
  OnNotarization,
  OnNullification,
  OnFinalization,
  Request,
  Gather,
  Answer,
  Recover,
};

export const simplex: Protocol<Constants, State, Effect, typeof actions> = {
  module: "Simplex",
  actions,
  refusals: {
    Propose: { "other-view": 1, "not-leader": 2, "already-proposed": 3, "invalid-parent": 4 },
    Notarize: { "other-view": 1, "already-notarized": 2, "invalid-parent": 3 },
    Nullify: { "other-view": 1, "already-ended": 2 },
    OnNotarization: { "already-final": 1, "already-known": 2 },
    OnNullification: { "already-final": 1, "already-known": 2 },
    OnFinalization: { "already-final": 1 },
    Request: { "other-view": 1, "already-notarized": 2, "not-descending": 3, "nothing-missing": 4 },
    Gather: { "other-view": 1, "not-leader": 2, "already-proposed": 3, "nothing-missing": 4 },
    Answer: { unknown: 1 },
    Recover: {},
  },
};
