/**
 * The shape of a protocol. Every protocol is a record of this type; the gates compare it with its TLA+ module by name and order.
 */

import type { Args, Stepped } from "../lib/model.ts";

export type { Stepped } from "../lib/model.ts";

/** A machine action: pure, total, never throws. Constants first, so that an action reads `Claim(c, s, { x, o })`. */
export type Action<C, S, A extends Args, E, R extends string> = (constants: C, state: S, args: A) => Stepped<S, E, R>;

/**
 * `actions` in the order of MachineNext, keyed by the TLA+ names. `refusals` maps each refusal of each action to the conjunct
 * of the TLA+ definition that it stands for, in the order of the guards.
 */
export interface Protocol<C, S, E> {
  /** The TLA+ module. */
  readonly module: string;
  init(constants: C, ...seed: never[]): S;
  // biome-ignore lint/suspicious/noExplicitAny: the record holds actions of different arguments; each is typed where it is defined
  readonly actions: { readonly [name: string]: Action<C, S, any, E, string> };
  readonly refusals: { readonly [action: string]: readonly string[] };
}
