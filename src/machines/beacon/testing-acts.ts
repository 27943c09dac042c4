/** Steps of the beacon's machine by name, for tests. */

import { beacon } from "./protocol.ts";
import type { Constants, Effect, State } from "./types.ts";

export type ActionName = keyof typeof beacon.actions;

/** An input by name, whatever its arguments' types are. */
export type AnyInput = { readonly type: ActionName } & { readonly [argument: string]: unknown };

export function act(c: Constants, s: State, { type, ...args }: AnyInput): readonly [State, readonly Effect[]] | string {
  return (beacon.actions[type] as (c: Constants, s: State, args: object) => readonly [State, readonly Effect[]] | string)(
    c,
    s,
    args,
  );
}

/** The step, which must be taken. */
export function taken(c: Constants, s: State, input: AnyInput): readonly [State, readonly Effect[]] {
  const stepped = act(c, s, input);
  if (typeof stepped === "string") throw new Error(`${input.type} is refused: ${stepped}`);
  return stepped;
}
