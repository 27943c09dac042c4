/**
 * The driver of a node: messages, timers, built blocks and its log in; effects out, in the order in which they must be carried out. It
 * runs core and vote keeper on each input until nothing is left to do. Pure: the same input in the same state gives the same. What it
 * holds is bounded by the horizon and by the views since the last final block.
 */

import { sortedSet } from "../../lib/sorted-set.ts";
import type { Stepped } from "../protocol.ts";
import { leader } from "./knowledge.ts";
import { initNode } from "./member.ts";
import { certified, proofsOf, voteOf } from "./proofs.ts";
import { repeated } from "./retransmission.ts";
import { type Run, settle, type Taken, take } from "./run.ts";
import { isMember, isVote } from "./vote-keeper.ts";
import type { Driver, DriverConstants, DriverEffect, Input, KeptProposal } from "./votes-types.ts";

type InputOf<T extends Input["type"]> = Extract<Input, { readonly type: T }>;

/** The driver of a node that has not been started: `Restart` with an empty log starts it. */
export const initDriver = (): Driver => ({ ...initNode(), proposals: [], proofs: [], built: 0 });

const isKept = ({ proposals }: Driver, view: number): boolean => proposals.some(({ block }) => block.view === view);

/** The driver with one more proposal, of a view of which it has none. */
function keeping(s: Driver, one: KeptProposal): Driver {
  const before = s.proposals.filter(({ block }) => block.view < one.block.view);
  const after = s.proposals.filter(({ block }) => block.view > one.block.view);
  return { ...s, proposals: [...before, one, ...after] };
}

/** The first proposal of a view is kept until the node leaves the view; what comes later never takes its place. */
function onProposal(run: Run, { from, block, valid }: InputOf<"Proposal">) {
  const { c, s } = run;
  if (from === c.self) return "own-proposal";
  if (from !== leader(c, block.view)) return "not-leader";
  if (block.view < s.core.view) return "past-view";
  if (block.view > s.core.view + c.horizon) return "beyond-horizon";
  if (block.parent.view >= block.view) return "parent-not-below";
  if (isKept(s, block.view)) return "already-kept";
  run.s = keeping(s, { block, valid });
  return null;
}

function onVote(run: Run, { from, vote }: InputOf<"Vote">) {
  const refusal = take(run, "OnVote", { from, vote });
  if (refusal === null) run.counted.push(vote);
  return refusal;
}

/** A certificate that the core knows already may have votes that are news: one of them may be evidence. */
function onCertified(run: Run, { certificate, signers }: InputOf<"Certificate">) {
  const distinct = sortedSet(signers);
  const proof = () => certified(certificate, distinct);
  const refusal = take(run, "OnCertificate", { certificate, signers: distinct }, { proof });
  if (refusal !== "already-final" && refusal !== "already-known") return refusal;
  const vote = voteOf(certificate);
  let news = false;
  for (const from of distinct) if (take(run, "OnVote", { from, vote }) === null) news = true;
  return news ? null : refusal;
}

function onTimer(run: Run, { view, timer }: InputOf<"Timer">) {
  if (timer === "proposal" && isKept(run.s, view)) return "proposal-arrived";
  return take(run, "Nullify", { view });
}

function onBuilt(run: Run, { block }: InputOf<"Built">) {
  const refusal = take(run, "Propose", { block });
  if (refusal === null) run.s = keeping(run.s, { block, valid: true });
  return refusal;
}

function onExecuted(run: Run, { chain }: InputOf<"Executed">) {
  return take(run, "Release", { chain });
}

function onAsked(run: Run, { from, want }: InputOf<"Asked">) {
  return isMember(run.c, from) ? take(run, "Answer", { want }, { to: from }) : "not-member";
}

function onRetransmit(run: Run) {
  run.effects.push(...repeated(run.c, run.s));
  return null;
}

/** What the log does not say is gone: the ballots of others, their proposals, and what the application was building. */
function onRestart(run: Run, { log }: InputOf<"Restart">) {
  const proposals = log.flatMap((item) => (item.type === "propose" ? [{ block: item.block, valid: true }] : []));
  run.s = { ...run.s, proposals, proofs: proofsOf(log), built: 0 };
  for (const item of log) if (isVote(item)) run.counted.push(item);
  return take(run, "Recover", { log });
}

function handle(run: Run, input: Input) {
  switch (input.type) {
    case "Proposal":
      return onProposal(run, input);
    case "Vote":
      return onVote(run, input);
    case "Certificate":
      return onCertified(run, input);
    case "Asked":
      return onAsked(run, input);
    case "Timer":
      return onTimer(run, input);
    case "Built":
      return onBuilt(run, input);
    case "Executed":
      return onExecuted(run, input);
    case "Retransmit":
      return onRetransmit(run);
    case "Restart":
      return onRestart(run, input);
  }
}

/** Why an input was refused: the driver's own reason, or that of the step which the input is about. */
export type DriverRefusal = NonNullable<ReturnType<typeof handle>>;

/** The next state and the effects in order, or why the input is refused. */
export function receive(c: DriverConstants, s: Driver, input: Input): Stepped<Driver, DriverEffect, DriverRefusal> {
  return run(c, s, input, null);
}

/** The steps of core and vote keeper that {@link receive} takes on an input, in order; none if it is refused. */
export function taken(c: DriverConstants, s: Driver, input: Input): readonly Taken[] {
  const steps: Taken[] = [];
  return typeof run(c, s, input, steps) === "string" ? [] : steps;
}

function run(c: DriverConstants, s: Driver, input: Input, steps: Taken[] | null): Stepped<Driver, DriverEffect, DriverRefusal> {
  const run: Run = { c, s, effects: [], counted: [], taken: steps };
  const refusal = handle(run, input);
  if (refusal !== null) return refusal;
  settle(run);
  return [run.s, run.effects];
}
