/** What a node sends again and again, because messages are lost: whatever others need to follow it into its view and to leave it. */

import { leader, roundOf } from "./knowledge.ts";
import type { NodeId, Vote, Want } from "./types.ts";
import type { Driver, DriverConstants, DriverEffect } from "./votes-types.ts";

/** Every member. */
const everybody = (c: DriverConstants): readonly NodeId[] => Array.from({ length: c.committee }, (_, at) => at + 1);

/** The proposal and the votes of the node's view, the certificates by which it has entered it, and what it has asked for. */
export function repeated(c: DriverConstants, s: Driver): readonly DriverEffect[] {
  const { view } = s.core;
  const entry = s.proofs.filter((proof) => proof.view === view - 1);
  const items = [...entry, ...ownProposal(c, s), ...ownVotes(s, view)];
  return [...items.map((item): DriverEffect => ({ type: "Broadcast", item })), ...requests(c, s)];
}

function ownProposal(c: DriverConstants, { core, proposals }: Driver) {
  const { proposed } = roundOf(core, core.view);
  if (leader(c, core.view) !== c.self || proposed === null) return [];
  return proposals
    .filter(({ block }) => block.view === core.view && block.id === proposed)
    .map(({ block }) => ({ type: "propose", view: block.view, block }) as const);
}

/** What the node has signed in its view. It has voted to finalize none: that vote takes it to the next one. */
function ownVotes({ core }: Driver, view: number): readonly Vote[] {
  const { notarized, ended } = roundOf(core, view);
  const votes: Vote[] = [];
  if (notarized !== null) votes.push({ type: "notarize", view, block: notarized });
  if (ended === "nul") votes.push({ type: "nullify", view });
  return votes;
}

/** A leader asks everybody; who wants to vote asks the leader of its view. */
function requests(c: DriverConstants, { core }: Driver): readonly DriverEffect[] {
  const asking = (of: readonly NodeId[], wants: readonly Want[]): readonly DriverEffect[] =>
    wants.length === 0 ? [] : [{ type: "Request", of, wants }];
  return [
    ...asking(
      everybody(c),
      core.wanted.filter(({ kind }) => kind === "any"),
    ),
    ...asking(
      [leader(c, core.view)],
      core.wanted.filter(({ kind }) => kind !== "any"),
    ),
  ];
}
