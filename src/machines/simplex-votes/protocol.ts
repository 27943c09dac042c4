/** A node of Simplex with its votes as a record: what the driver runs and the gates compare with `SimplexVotes.tla`. */

import type { Protocol } from "../protocol.ts";
import { steps } from "../simplex/member.ts";
import type { DriverConstants, Node, NodeEffect } from "../simplex/votes-types.ts";

/** @spec SimplexVotes!Propose */
export const Propose = steps.Propose<Node>;
/** @spec SimplexVotes!Notarize */
export const Notarize = steps.Notarize<Node>;
/** @spec SimplexVotes!Nullify */
export const Nullify = steps.Nullify<Node>;
/** @spec SimplexVotes!OnVote */
export const OnVote = steps.OnVote<Node>;
/** @spec SimplexVotes!OnNotarization */
export const OnNotarization = steps.OnNotarization<Node>;
/** @spec SimplexVotes!OnNullification */
export const OnNullification = steps.OnNullification<Node>;
/** @spec SimplexVotes!OnFinalization */
export const OnFinalization = steps.OnFinalization<Node>;
/** @spec SimplexVotes!OnCertificate */
export const OnCertificate = steps.OnCertificate<Node>;
/** @spec SimplexVotes!Request */
export const Request = steps.Request<Node>;
/** @spec SimplexVotes!Gather */
export const Gather = steps.Gather<Node>;
/** @spec SimplexVotes!Answer */
export const Answer = steps.Answer<Node>;
/** @spec SimplexVotes!Release */
export const Release = steps.Release<Node>;
/** @spec SimplexVotes!Recover */
export const Recover = steps.Recover<Node>;

const actions = {
  Propose,
  Notarize,
  Nullify,
  OnVote,
  OnNotarization,
  OnNullification,
  OnFinalization,
  OnCertificate,
  Request,
  Gather,
  Answer,
  Release,
  Recover,
};

/** Conjunct 1 of an action of the core, or 3 of one that counts first, is the core's action, whose refusals `Simplex.tla` tells apart. */
export const simplexVotes: Protocol<DriverConstants, Node, NodeEffect, typeof actions> = {
  module: "SimplexVotes",
  actions,
  refusals: {
    Propose: { "other-view": 1, "not-leader": 1, "already-proposed": 1, "invalid-parent": 1 },
    Notarize: { "other-view": 1, "already-notarized": 1, "invalid-parent": 1 },
    Nullify: { "other-view": 1, "already-ended": 1 },
    OnVote: { "not-member": 1, "own-vote": 2, "already-final": 3, "beyond-horizon": 4, "already-known": 5 },
    OnNotarization: { "already-final": 1, "too-few-votes": 2, "already-known": 3 },
    OnNullification: { "already-final": 1, "too-few-votes": 2, "already-known": 3 },
    OnFinalization: { "already-final": 1, "too-few-votes": 2 },
    OnCertificate: { "not-member": 1, "too-few-signers": 2, "already-final": 3, "already-known": 3 },
    Request: { "other-view": 1, "already-notarized": 1, "not-descending": 1, "nothing-missing": 1 },
    Gather: { "other-view": 1, "not-leader": 1, "already-proposed": 1, "nothing-missing": 1 },
    Answer: { unknown: 1 },
    Release: { "not-final": 1, "not-next": 2 },
    Recover: {},
  },
};
