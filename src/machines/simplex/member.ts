/**
 * A node with its votes: the steps of the core under their names, each with the ballots kept beside it. What a step signs enters the
 * node's own ballot in that very step, and finalization forgets the ballots that it makes superfluous.
 */

import { sortedSet } from "../../lib/sorted-set.ts";
import type { Stepped } from "../protocol.ts";
import * as core from "./core.ts";
import { quorum } from "./knowledge.ts";
import { voteOf } from "./proofs.ts";
import { init as coreInit } from "./recovery.ts";
import { nothing, ofCore, Release, recorded, resumed } from "./release.ts";
import type { BlockRef, Certificate, Constants, Effect, Item, NodeId, State, Vote } from "./types.ts";
import { forget, isCertified, isMember, isVote, keep, OnVote } from "./vote-keeper.ts";
import type { DriverConstants, LogItem, Node, NodeEffect, Report } from "./votes-types.ts";

/** The node with the votes among these items in its own ballots. */
function signing<N extends Node>(c: DriverConstants, s: N, items: readonly Item[]): N {
  const votes = items.reduce((kept, item) => (isVote(item) ? keep(kept, c.self, item) : kept), s.votes);
  return votes === s.votes ? s : { ...s, votes };
}

/** What the ballots become when the core has made this durable. */
function kept<N extends Node>(c: DriverConstants, s: N, items: readonly Item[]): N {
  const final = items.find(({ type }) => type === "finalization");
  return final === undefined ? signing(c, s, items) : forget(s, final.view);
}

/** The node after a step of its core. */
function beside<N extends Node>(c: DriverConstants, s: N, core: State, effects: readonly Effect[]): N {
  let next: N = { ...s, core };
  for (const effect of effects) if (effect.type === "Persist") next = kept(c, next, effect.items);
  return next;
}

type CoreStep<A, R extends string> = (c: Constants, s: State, args: A) => Stepped<State, Effect, R>;

/** A step of the core, as one of a node with votes. */
function counting<A, R extends string>(step: CoreStep<A, R>) {
  return <N extends Node>(c: DriverConstants, s: N, args: A): Stepped<N, Effect, R> => {
    const stepped = step(c, s.core, args);
    return typeof stepped === "string" ? stepped : [beside(c, s, ...stepped), stepped[1]];
  };
}

/** The core's step on a certificate, where the ballots are a quorum of its votes. */
function certifying<A, R extends string>(vote: (args: A) => Vote, step: CoreStep<A, R>) {
  const certified = counting(step);
  return <N extends Node>(c: DriverConstants, s: N, args: A): Stepped<N, Effect, R | "already-final" | "too-few-votes"> => {
    const cast = vote(args);
    if (cast.view <= s.core.tip.view) return "already-final";
    return isCertified(c, s.votes, cast) ? certified(c, s, args) : "too-few-votes";
  };
}

type OfBlock = { readonly block: BlockRef };

const notarizeVote = ({ block }: OfBlock): Vote => ({ type: "notarize", view: block.view, block: block.id });
const nullifyVote = ({ view }: { readonly view: number }): Vote => ({ type: "nullify", view });
const finalizeVote = ({ block }: OfBlock): Vote => ({ type: "finalize", view: block.view, block: block.id });

/** The core's step on a certificate from wherever it comes. */
function learnt(c: Constants, s: State, certificate: Certificate) {
  const { view } = certificate;
  switch (certificate.type) {
    case "notarization":
      return core.OnNotarization(c, s, { block: { view, id: certificate.block } });
    case "nullification":
      return core.OnNullification(c, s, { view });
    case "finalization":
      return core.OnFinalization(c, s, { block: { view, id: certificate.block } });
  }
}

/**
 * A certificate has arrived. It counts by itself, whatever the ballots say. Its votes are kept like any others that arrive: one that
 * excludes a kept vote is evidence, reported first.
 */
function OnCertificate<N extends Node>(
  c: DriverConstants,
  s: N,
  { certificate, signers }: { readonly certificate: Certificate; readonly signers: readonly NodeId[] },
): Stepped<N, Effect | Report, "not-member" | "too-few-signers" | "already-final" | "already-known"> {
  const distinct = sortedSet(signers);
  if (!distinct.every((signer) => isMember(c, signer))) return "not-member";
  if (distinct.length < quorum(c.committee)) return "too-few-signers";
  const stepped = learnt(c, s.core, certificate);
  if (typeof stepped === "string") return stepped;
  const vote = voteOf(certificate);
  const reports: Report[] = [];
  let counted = s;
  for (const from of distinct) {
    const heard = OnVote(c, counted, { from, vote });
    if (typeof heard === "string") continue;
    counted = heard[0];
    reports.push(...heard[1]);
  }
  return [beside(c, counted, ...stepped), [...reports, ...stepped[1]]];
}

/** The node has crashed: it comes back with what its log says. The votes of others are lost, its own are in the log. */
function Recover<N extends Node>(
  c: DriverConstants,
  s: N,
  args: { readonly log: readonly LogItem[] },
): Stepped<N, NodeEffect, never> {
  const log = ofCore(args.log);
  const released = recorded(args.log);
  const [state, effects] = core.Recover(c, s.core, { log }) as readonly [State, readonly Effect[]];
  const next = signing(c, { ...s, core: state, votes: [], accused: [], released }, log);
  return [forget(next, state.tip.view), [...effects, ...resumed(released, state.tip)]];
}

/** In the order of MachineNext. */
export const steps = {
  Propose: counting(core.Propose),
  Notarize: counting(core.Notarize),
  Nullify: counting(core.Nullify),
  OnVote,
  OnNotarization: certifying(notarizeVote, core.OnNotarization),
  OnNullification: certifying(nullifyVote, core.OnNullification),
  OnFinalization: certifying(finalizeVote, core.OnFinalization),
  OnCertificate,
  Request: counting(core.Request),
  Gather: counting(core.Gather),
  Answer: counting(core.Answer),
  Release,
  Recover,
};

/** A node that has not been started yet. */
export const initNode = (): Node => ({ core: coreInit(), votes: [], accused: [], released: nothing });
