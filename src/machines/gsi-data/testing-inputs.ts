/** Inputs of the machine by name, for tests. */

import { gsiData } from "./protocol.ts";
import type { Constants, Effect, State } from "./types.ts";

export type ActionName = keyof typeof gsiData.actions;
type Arguments = { readonly [name: string]: unknown };

/** An input by name, whatever its arguments' types are. */
export type AnyInput = { readonly type: ActionName } & Arguments;

export function act(constants: Constants, s: State, { type, ...args }: AnyInput): readonly [State, readonly Effect[]] | string {
  return (gsiData.actions[type] as (c: Constants, s: State, args: Arguments) => readonly [State, readonly Effect[]] | string)(
    constants,
    s,
    args,
  );
}
