/** The world around the nodes of a model of SimplexVotes: that of Simplex, the votes that Byzantine members cast, and a record of them. */

import { insert, type SortedSet } from "../../lib/sorted-set.ts";
import { voteOf } from "../simplex/proofs.ts";
import type { BlockId, Certificate, NodeId, State, Vote } from "../simplex/types.ts";
import { keyOf } from "../simplex/universe.ts";
import type { Node, Release } from "../simplex/votes-types.ts";
import * as core from "../simplex/world.ts";
import type { Universe } from "./universe.ts";

/** The core of a node, and what its vote keeper holds; nothing if it has none. */
export type Member = State & Pick<Node, "votes" | "accused" | "released">;

export type World = core.World & {
  /** The votes of Byzantine members that accepted certificates contain, by {@link shownKey}. */
  readonly shown: SortedSet<string>;
  /** What the log of each honest node says that it has released. */
  readonly recorded: readonly Release[];
  /** The blocks of which each has signed what goes out, in that order. */
  readonly issued: readonly (readonly BlockId[])[];
};

export type Closed = { readonly machine: readonly Member[]; readonly world: World };

/** What names a vote and its sender: `4:notarize:1:1.0`. */
export const shownKey = (from: NodeId, vote: Vote): string => `${from}:${keyOf(vote)}`;

/** @spec SimplexVotes!HonestlyMade */
export const honestlyMade = core.honestlyMade;
/** @spec SimplexVotes!Proposed */
export const proposed = core.proposed;
/** @spec SimplexVotes!TimersMayExpire */
export const timersMayExpire = core.timersMayExpire;
/** @spec SimplexVotes!Asked */
export const asked = core.asked;
/** @spec SimplexVotes!MayCrash */
export const mayCrash = core.mayCrash;

/**
 * An honest member has sent its votes; others say anything.
 * @spec SimplexVotes!HasCast
 */
export function hasCast({ honest }: Universe, { world }: Closed, member: NodeId, vote: Vote): boolean {
  const at = honest.indexOf(member);
  return at === -1 || (world.sent[at] as core.Keys).includes(keyOf(vote));
}

/** @spec SimplexVotes!HaveSigned */
export function haveSigned(universe: Universe, closed: Closed, signers: readonly NodeId[], certificate: Certificate): boolean {
  return signers.every((member) => hasCast(universe, closed, member, voteOf(certificate)));
}

/**
 * What is in accepted certificates matters only where there are so many Byzantine members that something can go wrong.
 * @spec SimplexVotes!Show
 */
export function show({ setting, maxFaulty }: Universe, world: World, signers: readonly NodeId[], vote: Vote): World {
  const { byzantine } = setting;
  if (byzantine.length <= maxFaulty) return world;
  const culprits = signers.filter((member) => byzantine.includes(member));
  return { ...world, shown: culprits.reduce((shown, member) => insert(shown, shownKey(member, vote)), world.shown) };
}
