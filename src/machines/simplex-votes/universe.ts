/** What can occur in a model of `SimplexVotes.tla` beyond what occurs in one of `Simplex.tla`: votes, certificates, and who signs them. */

import type { Certificate, NodeId, Vote } from "../simplex/types.ts";
import { type Setting as CoreSetting, type Universe as CoreUniverse, universeOf as coreUniverseOf } from "../simplex/universe.ts";
import { isVote } from "../simplex/vote-keeper.ts";

/** What a model of SimplexVotes fixes. */
export type Setting = CoreSetting & {
  /** The honest nodes that have a vote keeper. */
  readonly detailed: readonly NodeId[];
  /** How many views above its own a keeper keeps votes of. */
  readonly horizon: number;
  /** Who is not in the committee and sends votes. */
  readonly strangers: readonly NodeId[];
  /** The sets that may sign a certificate, or try to. */
  readonly signers: readonly (readonly NodeId[])[];
  /** Whether the real driver is compared as well: it takes several steps at once, which liveness does not bear. */
  readonly isDriven: boolean;
};

export interface Universe extends CoreUniverse {
  readonly setting: Setting;
  /** f, the most members that may be faulty. */
  readonly maxFaulty: number;
  readonly votes: readonly Vote[];
  readonly certificates: readonly Certificate[];
}

export function universeOf(setting: Setting): Universe {
  const core = coreUniverseOf(setting);
  const items = [...core.items.values()];
  return {
    ...core,
    setting,
    maxFaulty: setting.nodes.length - core.quorum,
    votes: items.filter(isVote),
    certificates: items.filter((item): item is Certificate => !isVote(item) && item.type !== "propose"),
  };
}
