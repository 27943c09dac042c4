/** The world around a GSI ladder in its models: the adversary, the honest nodes' behaviour, the consumers and the ghosts. */

import { insert, isSubset, type SortedSet } from "../../lib/sorted-set.ts";
import { top } from "./ladder.ts";
import type { Constants, NodeId, Output, State } from "./types.ts";

/** What the world knows and the machine does not. */
export type Setting = {
  readonly constants: Constants;
  readonly outputs: SortedSet<Output>;
  readonly byzantine: SortedSet<NodeId>;
  /** The output that an execution of the interval yields. */
  readonly truth: Output;
};

export type World = {
  readonly irrevocable: SortedSet<Output>;
  readonly finals: SortedSet<Output>;
  readonly overturned: SortedSet<Output>;
  readonly lied: SortedSet<NodeId>;
  readonly work: number;
  readonly periods: number;
};

export type Closed = { readonly machine: State; readonly world: World };

/**
 * An honest node signs what it executed; a Byzantine one signs anything.
 * @spec Gsi!MaySign
 */
export function maySign(setting: Setting, node: NodeId, output: Output): boolean {
  return setting.byzantine.includes(node) || output === setting.truth;
}

/**
 * Assumption: the claim of an honest node gets in before the window runs out, so no window closes while such a node still has
 * one to make.
 * @spec Gsi!HonestClaimsAreIn
 */
export function honestClaimsAreIn(setting: Setting, s: State): boolean {
  const wrong = s.standing !== setting.truth && s.level < top(setting.constants);
  return !(wrong && !isSubset(s.cloud, setting.byzantine));
}

/**
 * A consumer, shown the release of `o`, carries out its irrevocable effects.
 * @spec Gsi!Carry
 */
export function Carry({ machine, world }: Closed, { o }: { readonly o: Output }): Closed | "not-released" | "already-carried" {
  if (machine.released !== o) return "not-released";
  if (world.irrevocable.includes(o)) return "already-carried";
  return { machine, world: { ...world, irrevocable: insert(world.irrevocable, o) } };
}

/**
 * The interval is over. With this step, a state without any step is an error: the ladder is stuck.
 * @spec Gsi!Done
 */
export function Done(closed: Closed): Closed | "not-done" {
  if (closed.world.irrevocable.length === 0) return "not-done";
  return closed;
}

/** What the world notes when the machine takes a step: the ghosts of the TLA+ actions, under the actions' names. */
export const notes = {
  Vote: (setting: Setting, w: World, _s: State, { i, o }: { readonly i: NodeId; readonly o: Output }): World =>
    noteLie(setting, w, i, o),
  Assert: (_: Setting, w: World): World => ({ ...w, periods: w.periods + 1 }),
  Claim: (setting: Setting, w: World, _s: State, { x, o }: { readonly x: NodeId; readonly o: Output }): World =>
    noteLie(setting, w, x, o),
  Sample: (_: Setting, w: World, _s: State, { S }: { readonly S: SortedSet<NodeId> }): World => ({
    ...w,
    work: w.work + S.length,
    periods: w.periods + 1,
  }),
  Decide: (_: Setting, w: World, s: State, { o }: { readonly o: Output }): World => ({
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

function noteLie(setting: Setting, w: World, node: NodeId, output: Output): World {
  return output === setting.truth ? w : { ...w, lied: insert(w.lied, node) };
}
