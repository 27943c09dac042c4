/**
 * One input's run through core and vote keeper: steps are taken until nothing is left to do. The order is fixed, so that the same input in
 * the same state gives the same effects.
 */

import type { RefusalOf, Stepped } from "../protocol.ts";
import { leader, roundOf, unknown } from "./knowledge.ts";
import { steps } from "./member.ts";
import { certificateOf, certified, decorated, proven } from "./proofs.ts";
import type { NodeId, Vote } from "./types.ts";
import { isVote, signersOf } from "./vote-keeper.ts";
import type { Certified, Driver, DriverConstants, DriverEffect, NodeEffect } from "./votes-types.ts";

export type StepName = keyof typeof steps;
export type ArgsOf<N extends StepName> = Parameters<(typeof steps)[N]>[2];
type AnyStep = (c: DriverConstants, s: Driver, args: unknown) => Stepped<Driver, NodeEffect, string>;

/** A step of the core or the vote keeper that the driver has taken, and the state after it. */
export type Taken = { readonly action: StepName; readonly args: ArgsOf<StepName>; readonly after: Driver };

/** An input on its way. It lives in one call of the driver; nothing else changes in place. */
export type Run = {
  readonly c: DriverConstants;
  s: Driver;
  readonly effects: DriverEffect[];
  /** The votes that this input has brought into the ballots: only they can have completed a certificate. */
  readonly counted: Vote[];
  readonly taken: Taken[] | null;
};

/** What the driver knows of a step beyond its arguments: the certificate that it is about, or who gets the answer. */
type About = { readonly proof?: () => Certified; readonly to?: NodeId };

/** Takes a step; gives its refusal. */
export function take<N extends StepName>(
  run: Run,
  action: N,
  args: ArgsOf<N>,
  { proof, to = run.c.self }: About = {},
): RefusalOf<(typeof steps)[N]> | null {
  const stepped = (steps[action] as AnyStep)(run.c, run.s, args);
  if (typeof stepped === "string") return stepped as RefusalOf<(typeof steps)[N]>;
  const [next, effects] = stepped;
  run.s = arrived(proof === undefined ? next : { ...next, proofs: proven(next.proofs, proof()) });
  for (const effect of effects) {
    if (effect.type === "Persist") for (const item of effect.items) if (isVote(item)) run.counted.push(item);
    run.effects.push(decorated(run.s.proofs, effect, to));
  }
  run.taken?.push({ action, args, after: run.s });
  return null;
}

/** The driver without the proposals of views that it has left. */
function arrived(s: Driver): Driver {
  const [first] = s.proposals;
  if (first === undefined || first.block.view >= s.core.view) return s;
  return { ...s, proposals: s.proposals.filter(({ block }) => block.view >= s.core.view) };
}

/** Takes the step of the certificate that the ballots hold, if they do. */
function onVotes(run: Run, vote: Vote) {
  const { view } = vote;
  const proof = () => certified(certificateOf(vote), signersOf(run.s.votes, vote));
  switch (vote.type) {
    case "notarize":
      return take(run, "OnNotarization", { block: { view, id: vote.block } }, { proof });
    case "nullify":
      return take(run, "OnNullification", { view }, { proof });
    case "finalize":
      return take(run, "OnFinalization", { block: { view, id: vote.block } }, { proof });
  }
}

/** Whether the ballots have completed a certificate that is new to the core. */
const certifies = (run: Run, type: Vote["type"]): boolean =>
  run.counted.some((vote) => vote.type === type && onVotes(run, vote) === null);

/** Whether the node does something about the proposal of its view: votes, asks for what it lacks, or ends the view. */
function judges(run: Run): boolean {
  const { core, proposals } = run.s;
  const [kept] = proposals;
  if (kept === undefined || kept.block.view !== core.view) return false;
  if (!kept.valid) return take(run, "Nullify", { view: core.view }) === null;
  const { block } = kept;
  const refusal = take(run, "Notarize", { block });
  return refusal === null || (refusal === "invalid-parent" && take(run, "Request", { block }) === null);
}

/** Whether the node, as leader of its view, asks for a block, or for what it lacks of a parent. */
function leads(run: Run): boolean {
  const { c, s } = run;
  const { view } = s.core;
  if (leader(c, view) !== c.self || roundOf(s.core, view).proposed !== null) return false;
  if (unknown(s.core, view).length > 0) return take(run, "Gather", { view }) === null;
  if (s.built === view) return false;
  run.s = { ...s, built: view };
  const parent = s.core.blocks.findLast((block) => block.view < view) ?? s.core.tip;
  run.effects.push({ type: "Build", view, parent });
  return true;
}

/** Takes steps until none is left. Each adds to what the node has signed, knows or has asked for, so there is an end. */
export function settle(run: Run): void {
  while (certifies(run, "finalize") || certifies(run, "notarize") || certifies(run, "nullify") || judges(run) || leads(run));
}
