/** Inputs of the machine by name, for tests. */

import { gsiBonds } from "./protocol.ts";
import type { Constants, Effect, State } from "./types.ts";

export type ActionName = keyof typeof gsiBonds.actions;
type Arguments = { readonly [name: string]: unknown };
type Step = readonly [State, readonly Effect[]] | string;

/** An input by name, whatever its arguments' types are. */
export type AnyInput = { readonly type: ActionName } & Arguments;

export function act(constants: Constants, s: State, { type, ...args }: AnyInput): Step {
  return (gsiBonds.actions[type] as (c: Constants, s: State, args: Arguments) => Step)(constants, s, args);
}
