/** The world around a combiner in the models: the group's members, what they send, and ghosts. */

import { has, insert, type SortedSet } from "../../lib/sorted-set.ts";
import type { Parts } from "../closed-system.ts";
import { interpolated, value } from "./arithmetic.ts";
import { pointOf } from "./naming.ts";
import type { Constants, ElementText, MemberIndex, State } from "./types.ts";

/** What the models fix. */
export type Setting = {
  readonly constants: Constants;
  /** The order of the toy group. */
  readonly q: number;
  readonly byzantine: SortedSet<MemberIndex>;
  /** The coefficients that keys are made of. */
  readonly coefficients: readonly number[];
  /** Messages of one byte, which the suite hashes to the element with that logarithm. */
  readonly messages: readonly number[];
};

export type World = {
  /** The members that have sent a bad partial. */
  readonly bad: SortedSet<MemberIndex>;
  /** The members whose partials made the signature. */
  readonly combined: SortedSet<MemberIndex>;
  /** Pairing checks so far. */
  readonly checks: number;
};

export type Closed = Parts<State, World>;

export const coefficientsOf = ({ key }: State): readonly number[] => key.map(Number);

/** What the member's share gives for the message. */
export function partialOf({ q }: Setting, s: State, i: MemberIndex): number {
  return (value(q, coefficientsOf(s), i) * pointOf(s.message)) % q;
}

/** What is to come of it. */
export const signatureOf = (setting: Setting, s: State): number => partialOf(setting, s, 0);

/** What these members have sent, as far as they have. */
function sent({ partials }: State, members: SortedSet<MemberIndex>): ReadonlyMap<number, number> {
  return new Map(partials.filter(({ index }) => has(members, index)).map(({ index, signature }) => [index, Number(signature)]));
}

/** Whether a member is honest; the machine refuses the indices that are nobody's. */
export const isHonest = ({ byzantine }: Setting, member: MemberIndex): boolean => !has(byzantine, member);

/**
 * Assumption: partials come over channels that show who has sent them. In the name of an honest member there is no other than its own.
 * @spec ThresholdBls!MaySend
 */
export function maySend(setting: Setting, s: State, i: MemberIndex, signature: ElementText): boolean {
  return !isHonest(setting, i) || signature === String(partialOf(setting, s, i));
}

/**
 * The message is signed. With this step, a state without any step is an error: the combiner is stuck.
 * @spec ThresholdBls!Done
 */
export function Done(closed: Closed): Closed | "not-signed" {
  return closed.machine.signature === null ? "not-signed" : closed;
}

/** What the world notes when the machine takes a step: the ghosts of the TLA+ actions, under the actions' names. */
export const notes = {
  Collect: (setting: Setting, w: World, state: State, { i, s }: { readonly i: MemberIndex; readonly s: ElementText }): World =>
    s === String(partialOf(setting, state, i)) ? w : { ...w, bad: insert(w.bad, i) },
  Combine: (setting: Setting, w: World, s: State, { S }: { readonly S: SortedSet<MemberIndex> }): World => {
    const signs = interpolated(setting.q, sent(s, S)) === signatureOf(setting, s);
    return { ...w, combined: signs ? S : w.combined, checks: w.checks + 1 };
  },
  Halve: (_: Setting, w: World): World => ({ ...w, checks: w.checks + 1 }),
};
