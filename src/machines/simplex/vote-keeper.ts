/**
 * The vote keeper: which votes count. Of each member it keeps the first vote of each type in a view; a second one that excludes a kept
 * one is evidence and does not count. What is kept is bounded: views up to the tip's are forgotten, views beyond the horizon refused.
 */

import type { Stepped } from "../protocol.ts";
import { quorum } from "./knowledge.ts";
import type { BlockId, NodeId, Vote } from "./types.ts";
import type { Accusation, Ballot, ConflictKind, DriverConstants, LogItem, Node, Report, ViewVotes } from "./votes-types.ts";

type Votes = readonly ViewVotes[];

/** Members are numbered from 1. */
export function isMember({ committee }: { readonly committee: number }, node: NodeId): boolean {
  return Number.isInteger(node) && node >= 1 && node <= committee;
}

export const isVote = (item: LogItem): item is Vote =>
  item.type === "notarize" || item.type === "nullify" || item.type === "finalize";

const blank = (from: NodeId): Ballot => ({ from, notarize: null, nullify: false, finalize: null });

/** What is kept of a member in a view. */
function ballotOf(votes: Votes, view: number, from: NodeId): Ballot {
  for (const of of votes) {
    if (of.view !== view) continue;
    for (const ballot of of.ballots) if (ballot.from === from) return ballot;
  }
  return blank(from);
}

/** Whether a ballot holds this very vote. */
function holds({ notarize, nullify, finalize }: Ballot, vote: Vote): boolean {
  switch (vote.type) {
    case "notarize":
      return notarize === vote.block;
    case "nullify":
      return nullify;
    case "finalize":
      return finalize === vote.block;
  }
}

/** The kept vote that a vote excludes, and how; null if there is none. */
function conflicting({ notarize, nullify, finalize }: Ballot, vote: Vote): { kind: ConflictKind; first: Vote } | null {
  const { type, view } = vote;
  switch (type) {
    case "notarize":
      return differs(notarize, vote.block) ? { kind: "notarize", first: { type, view, block: notarize } } : null;
    case "nullify":
      return finalize === null ? null : { kind: "end", first: { type: "finalize", view, block: finalize } };
    case "finalize":
      if (nullify) return { kind: "end", first: { type: "nullify", view } };
      return differs(finalize, vote.block) ? { kind: "finalize", first: { type, view, block: finalize } } : null;
  }
}

const differs = (kept: BlockId | null, block: BlockId): kept is BlockId => kept !== null && kept !== block;

function marked(ballot: Ballot, vote: Vote): Ballot {
  switch (vote.type) {
    case "notarize":
      return { ...ballot, notarize: vote.block };
    case "nullify":
      return { ...ballot, nullify: true };
    case "finalize":
      return { ...ballot, finalize: vote.block };
  }
}

/** The votes with one more, which excludes none of them. */
export function keep(votes: Votes, from: NodeId, vote: Vote): Votes {
  const at = votes.findIndex(({ view }) => view >= vote.view);
  const of = votes[at];
  if (of?.view !== vote.view) {
    return votes.toSpliced(at === -1 ? votes.length : at, 0, { view: vote.view, ballots: [marked(blank(from), vote)] });
  }
  const place = of.ballots.findIndex((ballot) => ballot.from >= from);
  const ballot = of.ballots[place];
  const ballots =
    ballot?.from === from
      ? of.ballots.with(place, marked(ballot, vote))
      : of.ballots.toSpliced(place === -1 ? of.ballots.length : place, 0, marked(blank(from), vote));
  return votes.with(at, { view: vote.view, ballots });
}

/** The members whose kept ballots hold this vote, ascending. A member counts once. */
export function signersOf(votes: Votes, vote: Vote): readonly NodeId[] {
  const signers: NodeId[] = [];
  for (const { view, ballots } of votes) {
    if (view !== vote.view) continue;
    for (const ballot of ballots) if (holds(ballot, vote)) signers.push(ballot.from);
  }
  return signers;
}

/** Whether the kept votes certify what this vote says. */
export function isCertified(c: DriverConstants, votes: Votes, vote: Vote): boolean {
  let count = 0;
  for (const { view, ballots } of votes) {
    if (view !== vote.view) continue;
    for (const ballot of ballots) if (holds(ballot, vote)) count++;
  }
  return count >= quorum(c.committee);
}

function isAccused(accused: readonly Accusation[], from: NodeId, view: number, kind: ConflictKind): boolean {
  return accused.some((one) => one.from === from && one.view === view && one.kind === kind);
}

function precedes(a: Accusation, b: Accusation): boolean {
  if (a.view !== b.view) return a.view < b.view;
  return a.from === b.from ? a.kind < b.kind : a.from < b.from;
}

function accusing(accused: readonly Accusation[], one: Accusation): readonly Accusation[] {
  return [...accused.filter((other) => precedes(other, one)), one, ...accused.filter((other) => precedes(one, other))];
}

/** What a node that has this final block still keeps. */
export function forget<N extends Pick<Node, "votes" | "accused">>(node: N, view: number): N {
  const above = (of: { readonly view: number }) => of.view > view;
  return { ...node, votes: node.votes.filter(above), accused: node.accused.filter(above) };
}

/**
 * A vote has arrived. It is kept, or it excludes a kept one: then it is evidence, reported once.
 */
export function OnVote<N extends Node>(
  c: DriverConstants,
  s: N,
  { from, vote }: { readonly from: NodeId; readonly vote: Vote },
): Stepped<N, Report, "not-member" | "own-vote" | "already-final" | "beyond-horizon" | "already-known"> {
  if (!isMember(c, from)) return "not-member";
  if (from === c.self) return "own-vote";
  const { view } = vote;
  if (view <= s.core.tip.view) return "already-final";
  if (view > s.core.view + c.horizon) return "beyond-horizon";
  const ballot = ballotOf(s.votes, view, from);
  if (holds(ballot, vote)) return "already-known";
  const conflict = conflicting(ballot, vote);
  if (conflict === null) return [{ ...s, votes: keep(s.votes, from, vote) }, []];
  const { kind, first } = conflict;
  if (isAccused(s.accused, from, view, kind)) return "already-known";
  const report: Report = { type: "Report", evidence: { from, view, kind, first, second: vote } };
  return [{ ...s, accused: accusing(s.accused, { from, view, kind }) }, [report]];
}
