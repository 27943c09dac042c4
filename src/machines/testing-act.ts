/** Steps of a machine by the action's name, for tests whose inputs are drawn, or are wrong on purpose. */

import type { Actions, Protocol, Stepped } from "./protocol.ts";

/** An input by name, whatever its arguments' types are. */
export type AnyInput<Name> = { readonly type: Name } & { readonly [argument: string]: unknown };

type Act<C, S, E, A> = (constants: C, state: S, input: AnyInput<keyof A>) => Stepped<S, E, string>;

export function actOf<C, S, E, A extends Actions<C, S, E>>({ actions }: Protocol<C, S, E, A>): Act<C, S, E, A> {
  return (constants, state, { type, ...args }) =>
    (actions[type] as unknown as (c: C, s: S, args: object) => Stepped<S, E, string>)(constants, state, args);
}
