/**
 * The shape of a protocol. Every protocol is a record of this type; the gates compare it with its TLA+ module by name and order.
 */

import type { Args, RefusalTable, Stepped } from "../lib/model.ts";

export type { Stepped } from "../lib/model.ts";

/** A machine action: pure, total, never throws. It reads `Claim(constants, state, { x, o })`. */
export type Action<C, S, A extends Args, E, R extends string> = (constants: C, state: S, args: A) => Stepped<S, E, R>;

/** Actions by their TLA+ names. `never` arguments let actions of different arguments stand in one record. */
export type Actions<C, S, E> = { readonly [name: string]: Action<C, S, never, E, string> };

/** An input of a machine: an action's name as `type`, and its arguments beside it. */
export type InputOf<A extends { readonly [name: string]: (c: never, s: never, args: never) => unknown }> = {
  [N in keyof A]: { readonly type: N } & Parameters<A[N]>[2];
}[keyof A];

/** The refusals that an action can return. */
export type RefusalOf<F> = F extends (...args: never[]) => infer R ? Extract<R, string> : never;

/** Every refusal of every action, with the conjunct that it stands for; the compiler rejects a missing or an extra one. */
export type RefusalsOf<A> = {
  readonly [N in keyof A]: { readonly [R in RefusalOf<A[N]>]: RefusalTable[string][string] };
};

export interface Protocol<C, S, E, A extends Actions<C, S, E> = Actions<C, S, E>> {
  /** The TLA+ module. */
  readonly module: string;
  /** In the order of MachineNext. */
  readonly actions: A;
  readonly refusals: RefusalsOf<A>;
}
