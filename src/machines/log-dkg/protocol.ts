/** Distributed key generation over an ordered log as a record: what the runtime runs and the gates compare with `LogDkg.tla`. */

import type { Protocol } from "../protocol.ts";
import { Confirm, Deal, Endorse, Equivocate, Register, Reveal, Start, Tick } from "./actions.ts";
import { noKey } from "./ceremony.ts";
import type { Constants, Effect, SharedKey, State } from "./types.ts";

/**
 * Before the first ceremony, with a key in force that came from elsewhere, or with none.
 * @spec LogDkg!Init
 */
export function init(key: SharedKey = noKey): State {
  return {
    phase: "idle",
    ceremony: 0,
    kind: "generate",
    members: [],
    threshold: 0,
    height: 0,
    keys: [],
    deals: [],
    confirms: [],
    disq: [],
    slashed: [],
    qual: [],
    pub: [],
    reveals: [],
    key,
  };
}

const actions = { Start, Register, Deal, Equivocate, Confirm, Reveal, Endorse, Tick };

export const logDkg: Protocol<Constants, State, Effect, typeof actions> = {
  module: "LogDkg",
  actions,
  refusals: {
    Start: { running: 1, "wrong-kind": 2, "other-committee": 3, "bad-threshold": 4, unrevealed: 5 },
    Register: { "not-registering": 1, "no-member": 2, "already-registered": 3, "unproven-key": 4 },
    Deal: {
      "not-dealing": 1,
      "no-dealer": 2,
      "already-dealt": 3,
      "wrong-degree": 4,
      "zero-coefficient": 5,
      "other-share": 6,
      "unproven-secret": 7,
      "unproven-ephemeral": 8,
      "wrong-boxes": 9,
    },
    Equivocate: { "not-dealt": 1, "same-deal": 2, "already-slashed": 3, "unproven-secret": 4 },
    Confirm: {
      "not-confirming": 1,
      "no-key": 2,
      "already-confirmed": 3,
      slashed: 4,
      "not-dealt": 5,
      unproven: 6,
    },
    Reveal: {
      "not-done": 1,
      "not-exposed": 2,
      "no-key": 3,
      "already-revealed": 4,
      recovered: 5,
      "wrong-share": 6,
    },
    Endorse: { "not-done": 1, "not-rotating": 2, "already-endorsed": 3, unsigned: 4 },
    Tick: { "not-running": 1, "other-height": 2 },
  },
};
