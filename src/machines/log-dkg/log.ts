/** The fold over the log: the public part of every node, from nothing but the entries in their order. */

import type { InputOf, Stepped } from "../protocol.ts";
import { logDkg } from "./protocol.ts";
import type { Constants, Effect, State } from "./types.ts";

/** An input of the machine: the action's name as `type`, and its arguments. */
export type Input = InputOf<typeof logDkg.actions>;

/** An entry of the log. That a dealer has dealt twice is not logged by anybody: it is what a second deal amounts to. */
export type Entry = Exclude<Input, { readonly type: "Equivocate" }>;

/** Takes an entry in. One that is refused leaves everything as it is; its author's fee is not this machine's. */
export function take(c: Constants, s: State, entry: Entry): Stepped<State, Effect, string> {
  const stepped = step(c, s, entry);
  const isLateOrSecond = stepped === "already-dealt" || stepped === "not-dealing";
  return entry.type === "Deal" && isLateOrSecond ? secondDeal(c, s, entry, stepped) : stepped;
}

function step(c: Constants, s: State, { type, ...args }: Input): Stepped<State, Effect, string> {
  return (logDkg.actions[type] as (c: Constants, s: State, args: object) => Stepped<State, Effect, string>)(c, s, args);
}

/** A deal that comes after the dealer's first one, in whatever phase. */
function secondDeal(
  c: Constants,
  s: State,
  { d }: Extract<Entry, { readonly type: "Deal" }>,
  refusal: string,
): Stepped<State, Effect, string> {
  const caught = step(c, s, { type: "Equivocate", d });
  return typeof caught === "string" ? refusal : caught;
}

/** The state after a log, and the effects of its entries in order. */
export function fold(c: Constants, from: State, entries: readonly Entry[]): readonly [State, readonly Effect[]] {
  let state = from;
  const effects: Effect[] = [];
  for (const entry of entries) {
    const stepped = take(c, state, entry);
    if (typeof stepped === "string") continue;
    state = stepped[0];
    effects.push(...stepped[1]);
  }
  return [state, effects];
}
