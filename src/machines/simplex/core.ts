/**
 * Simplex consensus, the core of one node: its steps on proposals, certificates, timers and requests. To be read beside
 * `spec/tla/Simplex.tla`: the actions stand in the order of MachineNext, their guards in the order of the conjuncts. Signatures,
 * the counting of votes, block identities, payloads and the clock are checked outside; their results arrive as arguments.
 */

import { insert } from "../../lib/sorted-set.ts";
import type { Stepped } from "../protocol.ts";
import {
  finalization,
  knowsNotarized,
  knowsNullified,
  leader,
  learn,
  matching,
  mayDescend,
  missingFor,
  notarization,
  nullification,
  refOf,
  roundOf,
  signing,
  unanswered,
  unknown,
  validParent,
  wanting,
  wants,
} from "./knowledge.ts";
import { replay } from "./recovery.ts";
import type { Block, BlockRef, Constants, Effect, Item, NodeId, Proposal, State, Vote, Want } from "./types.ts";

type Step<R extends string> = Stepped<State, Effect, R>;

const persist = (...items: readonly Item[]): Effect => ({ type: "Persist", items });

const broadcast = (item: Item): Effect => ({ type: "Broadcast", item });

/**
 * Persist, then send: a vote that a crash made a node forget would be followed by another one.
 * @spec Simplex!Publish
 */
const publish = (item: Item): readonly Effect[] => [persist(item), broadcast(item)];

/**
 * Entering a view starts its timers.
 * @spec Simplex!EnterEffects
 */
const enterEffects = (s: State, view: number): readonly Effect[] => (view > s.view ? [{ type: "StartTimers", view }] : []);

/**
 * The leader of the view proposes `block`.
 * @spec Simplex!Propose
 */
export function Propose(
  c: Constants,
  s: State,
  { block }: { readonly block: Block },
): Step<"other-view" | "not-leader" | "already-proposed" | "invalid-parent"> {
  if (s.view !== block.view) return "other-view";
  if (leader(c, block.view) !== c.self) return "not-leader";
  if (roundOf(s, block.view).proposed !== null) return "already-proposed";
  if (!validParent(s, block.view, block.parent)) return "invalid-parent";
  const proposal: Proposal = { type: "propose", view: block.view, block };
  return [{ ...s, rounds: signing(s.rounds, block.view, { proposed: block.id }) }, publish(proposal)];
}

/**
 * The node votes to notarize the block that was proposed in its view.
 * @spec Simplex!Notarize
 */
export function Notarize(
  _c: Constants,
  s: State,
  { block }: { readonly block: Block },
): Step<"other-view" | "already-notarized" | "invalid-parent"> {
  if (s.view !== block.view) return "other-view";
  if (roundOf(s, block.view).notarized !== null) return "already-notarized";
  if (!validParent(s, block.view, block.parent)) return "invalid-parent";
  const vote: Vote = { type: "notarize", view: block.view, block: block.id };
  return [{ ...s, rounds: signing(s.rounds, block.view, { notarized: block.id }) }, publish(vote)];
}

/**
 * A timer of `view` has expired, or what was proposed in it is invalid.
 * @spec Simplex!Nullify
 */
export function Nullify(_c: Constants, s: State, { view }: { readonly view: number }): Step<"other-view" | "already-ended"> {
  if (s.view !== view) return "other-view";
  if (roundOf(s, view).ended !== "none") return "already-ended";
  return [{ ...s, rounds: signing(s.rounds, view, { ended: "nul" }) }, publish({ type: "nullify", view })];
}

/**
 * The node learns that a block is notarized. Unless it has ended the view in another way it votes to finalize the block, however
 * late it is.
 * @spec Simplex!OnNotarization
 */
export function OnNotarization(
  _c: Constants,
  s: State,
  { block }: { readonly block: BlockRef },
): Step<"already-final" | "already-known"> {
  if (block.view <= s.tip.view) return "already-final";
  if (knowsNotarized(s, block)) return "already-known";
  const certificate = notarization(block);
  const next = {
    ...s,
    blocks: learn(s.blocks, block),
    wanted: unanswered(s.wanted, certificate),
    view: Math.max(s.view, block.view + 1),
  };
  if (roundOf(s, block.view).ended !== "none") return [next, [...publish(certificate), ...enterEffects(s, block.view + 1)]];
  const vote: Vote = { type: "finalize", view: block.view, block: block.id };
  return [
    { ...next, rounds: signing(s.rounds, block.view, { ended: "fin" }) },
    [persist(certificate, vote), broadcast(certificate), broadcast(vote), ...enterEffects(s, block.view + 1)],
  ];
}

/**
 * The node learns that a view is nullified.
 * @spec Simplex!OnNullification
 */
export function OnNullification(
  _c: Constants,
  s: State,
  { view }: { readonly view: number },
): Step<"already-final" | "already-known"> {
  if (view <= s.tip.view) return "already-final";
  if (knowsNullified(s, view)) return "already-known";
  const certificate = nullification(view);
  return [
    {
      ...s,
      skips: insert(s.skips, view),
      wanted: unanswered(s.wanted, certificate),
      view: Math.max(s.view, view + 1),
    },
    [...publish(certificate), ...enterEffects(s, view + 1)],
  ];
}

/**
 * The node learns that a block is final: it delivers the block and those ancestors that it has not delivered. Nothing that it
 * will do rests on the views up to that of the block, and it forgets them.
 * @spec Simplex!OnFinalization
 */
export function OnFinalization(_c: Constants, s: State, { block }: { readonly block: BlockRef }): Step<"already-final"> {
  if (block.view <= s.tip.view) return "already-final";
  const above = ({ view }: { readonly view: number }) => view > block.view;
  return [
    {
      view: Math.max(s.view, block.view + 1),
      rounds: s.rounds.filter(above),
      blocks: s.blocks.filter(above),
      skips: s.skips.filter((view) => view > block.view),
      tip: refOf(block),
      wanted: s.wanted.filter(above),
    },
    [...publish(finalization(block)), { type: "Deliver", block }, ...enterEffects(s, block.view + 1)],
  ];
}

/**
 * The node cannot vote for `block` because a certificate is missing: it asks the leader, who had to know it, for exactly that one.
 * @spec Simplex!Request
 */
export function Request(
  c: Constants,
  s: State,
  { block }: { readonly block: Block },
): Step<"other-view" | "already-notarized" | "not-descending" | "nothing-missing"> {
  if (s.view !== block.view) return "other-view";
  if (roundOf(s, block.view).notarized !== null) return "already-notarized";
  if (!mayDescend(s, block)) return "not-descending";
  const missing = missingFor(s, block).filter((want) => !wants(s.wanted, want));
  if (missing.length === 0) return "nothing-missing";
  return asking(s, [leader(c, block.view)], missing);
}

function asking(s: State, of: readonly NodeId[], missing: readonly Want[]): [State, readonly Effect[]] {
  return [{ ...s, wanted: wanting(s.wanted, missing) }, [{ type: "Request", of, wants: missing }]];
}

/**
 * The leader of `view` has no parent for its block because it has jumped over a view: it asks everybody for a certificate of it.
 * @spec Simplex!Gather
 */
export function Gather(
  c: Constants,
  s: State,
  { view }: { readonly view: number },
): Step<"other-view" | "not-leader" | "already-proposed" | "nothing-missing"> {
  if (s.view !== view) return "other-view";
  if (leader(c, view) !== c.self) return "not-leader";
  if (roundOf(s, view).proposed !== null) return "already-proposed";
  const missing = unknown(s, view).filter((want) => !wants(s.wanted, want));
  if (missing.length === 0) return "nothing-missing";
  return asking(
    s,
    Array.from({ length: c.committee }, (_, i) => i + 1),
    missing,
  );
}

/**
 * The node is asked for a certificate and has it, however old it is.
 * @spec Simplex!Answer
 */
export function Answer(_c: Constants, s: State, { want }: { readonly want: Want }): Step<"unknown"> {
  const certificates = matching(s, want);
  if (certificates.length === 0) return "unknown";
  return [s, [{ type: "Answer", certificates }]];
}

/**
 * The node has crashed: it comes back with what its log says, and sends again what it may have sent before.
 * @spec Simplex!Recover
 */
export function Recover(_c: Constants, _s: State, { log }: { readonly log: readonly Item[] }): Step<never> {
  const state = replay(log);
  return [
    state,
    [
      { type: "Resend", items: log },
      { type: "StartTimers", view: state.view },
    ],
  ];
}
