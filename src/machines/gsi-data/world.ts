/** The world around a dispersal and its ladder in the models: encoder, holders, honest nodes' behaviour, consumers and ghosts. */

import { difference, has, insert, isSubset, type SortedSet } from "../../lib/sorted-set.ts";
import type { Parts } from "../closed-system.ts";
import { top } from "../gsi/ladder.ts";
import type { Setting as LadderSetting, World as LadderWorld } from "../gsi/world.ts";
import { finding } from "./coding.ts";
import { type Constants, type NodeId, type Output, type State, UNAVAILABLE, type Verdict } from "./types.ts";

/** What the world knows and the machine does not. */
export type Setting = LadderSetting & {
  readonly constants: Constants;
  /** Whether the encoder committed to chunks of one encoding. */
  readonly codeword: boolean;
};

export type World = LadderWorld & {
  /** Chunks that honest holders serve, up to the `codeThreshold` that are enough. */
  readonly served: number;
};

export type Closed = Parts<State, World>;

/**
 * What can be said of an interval, in the order of texts.
 * @spec GsiData!Statement
 */
export function statement({ outputs }: Setting): SortedSet<Verdict> {
  return insert(outputs, UNAVAILABLE);
}

/**
 * What honest nodes say of the interval, given all chunks.
 * @spec GsiData!Correct
 */
export function correct({ codeword, truth }: Setting): Verdict {
  return codeword ? truth : UNAVAILABLE;
}

/**
 * How many chunks a node that asks for them may obtain. Assumption: the answers of honest holders arrive in time; how many Byzantine
 * nodes answer this node is the adversary's choice.
 * @spec GsiData!Answers
 */
export function answers({ byzantine }: Setting, { served }: World): readonly number[] {
  return Array.from({ length: byzantine.length + 1 }, (_, answering) => served + answering);
}

/**
 * What an honest node may find, by who answers it.
 * @spec GsiData!Findings
 */
export function findings(setting: Setting, w: World): readonly Verdict[] {
  const executed = setting.codeword ? setting.truth : null;
  return answers(setting, w).map((chunks) => finding(setting.constants, { chunks, executed }));
}

/**
 * An honest node signs what it found; a Byzantine one signs anything.
 * @spec GsiData!MaySign
 */
export function maySign(setting: Setting, w: World, node: NodeId, verdict: Verdict): boolean {
  return has(setting.byzantine, node) || findings(setting, w).includes(verdict);
}

/**
 * Assumption: the claim of an honest node gets in before the window runs out, so no window closes while such a node still has
 * one to make.
 * @spec GsiData!HonestClaimsAreIn
 */
export function honestClaimsAreIn(setting: Setting, { machine: s, world: w }: Closed): boolean {
  const wrong = !findings(setting, w).includes(s.standing as Verdict) && s.level < top(setting.constants);
  return !(wrong && !isSubset(s.cloud, setting.byzantine));
}

/**
 * A consumer, shown the release of `o`, carries out its irrevocable effects.
 * @spec GsiData!Carry
 */
export function Carry({ machine, world }: Closed, { o }: { readonly o: Output }): Closed | "not-released" | "already-carried" {
  if (machine.released !== o) return "not-released";
  if (world.irrevocable.includes(o)) return "already-carried";
  return { machine, world: { ...world, irrevocable: insert(world.irrevocable, o) } };
}

/**
 * A rejected assertion is undone.
 * @spec GsiData!Undone
 */
export function undone({ machine: s }: Closed): boolean {
  return s.phase === "settled" && s.standing === UNAVAILABLE && s.rests === s.standing;
}

/**
 * The interval is over. With this step, a state without any step is an error: the ladder is stuck.
 * @spec GsiData!Done
 */
export function Done(closed: Closed): Closed | "not-done" {
  if (closed.world.irrevocable.length === 0 && !undone(closed)) return "not-done";
  return closed;
}

/** What the world notes when the machine takes a step: the ghosts of the TLA+ actions, under the actions' names. */
export const notes = {
  Certify: ({ constants, byzantine }: Setting, w: World, s: State): World => ({
    ...w,
    served: Math.min(constants.codeThreshold, difference(s.attested, byzantine).length),
  }),
  Vote: (setting: Setting, w: World, _s: State, { i, o }: { readonly i: NodeId; readonly o: Verdict }): World =>
    noteLie(setting, w, i, o),
  Assert: (_: Setting, w: World): World => ({ ...w, periods: w.periods + 1 }),
  Claim: (setting: Setting, w: World, _s: State, { x, o }: { readonly x: NodeId; readonly o: Verdict }): World =>
    noteLie(setting, w, x, o),
  Sample: (_: Setting, w: World, _s: State, { S }: { readonly S: SortedSet<NodeId> }): World => ({
    ...w,
    work: w.work + S.length,
    periods: w.periods + 1,
  }),
  Decide: (_: Setting, w: World, s: State, { o }: { readonly o: Verdict }): World => ({
    ...w,
    overturned: s.standing === null || o === s.standing ? w.overturned : insert(w.overturned, s.standing),
    periods: w.periods + 1,
  }),
  NoQuorum: (_: Setting, w: World): World => ({ ...w, periods: w.periods + 1 }),
  WindowExpire: (_: Setting, w: World, s: State): World => ({
    ...w,
    finals: s.standing === null ? w.finals : insert(w.finals, s.standing),
  }),
};

function noteLie(setting: Setting, w: World, node: NodeId, verdict: Verdict): World {
  return verdict === correct(setting) ? w : { ...w, lied: insert(w.lied, node) };
}
