/** Steps of the beacon's machine by name, for tests. */

import { actOf, type AnyInput as InputOf } from "../testing-act.ts";
import { beacon } from "./protocol.ts";
import type { Constants, Effect, State } from "./types.ts";

export type ActionName = keyof typeof beacon.actions;

export type AnyInput = InputOf<ActionName>;

export const act = actOf(beacon);

/** The step, which must be taken. */
export function taken(c: Constants, s: State, input: AnyInput): readonly [State, readonly Effect[]] {
  const stepped = act(c, s, input);
  if (typeof stepped === "string") throw new Error(`${input.type} is refused: ${stepped}`);
  return stepped;
}
