/** What the models of all protocols are made of: a machine's steps with what the world notes of them, the world's own steps, candidates. */

import type { Data, Itf } from "../lib/data.ts";
import type { AnySystemAction, Args, RefusalTable, Stepped } from "../lib/model.ts";

/** A machine and the world around it. */
export interface Parts<S, W> {
  readonly machine: S;
  readonly world: W;
}

/** What closes a machine's actions: its constants, and the ghosts that the world keeps, under the actions' names. */
export interface Closing<T> {
  readonly setting: T;
  readonly constants: unknown;
  readonly actions: object;
  readonly notes: object;
}

/** What the world makes of a step: from the state before it, with its arguments, to the state and with the effects after it. */
type Note<T, S, W> = (setting: T, world: W, before: S, args: Args, stepped: readonly [S, readonly Data[]]) => W;

/** The machine's step under a name, and what the world notes of it. */
export function machineAction<T, S, W>(
  { setting, constants, actions, notes }: Closing<T>,
  name: string,
  parameters: Omit<AnySystemAction<Parts<S, W>>, "kind" | "step">,
): AnySystemAction<Parts<S, W>> {
  const act = (actions as { readonly [name: string]: (c: unknown, s: S, args: Args) => Stepped<S, Data, string> })[name];
  const note = (notes as { readonly [name: string]: Note<T, S, W> })[name];
  const step = ({ machine, world }: Parts<S, W>, args: Args): Stepped<Parts<S, W>, Data, string> => {
    const stepped = (act as NonNullable<typeof act>)(constants, machine, args);
    if (typeof stepped === "string") return stepped;
    const noted = note === undefined ? world : note(setting, world, machine, args, stepped);
    return [{ machine: stepped[0], world: noted }, stepped[1]];
  };
  return { kind: "machine", ...parameters, step };
}

/** The machine's steps under their names, in order, each with its inputs. */
export function machineActions<T, S, W>(
  closing: Closing<T>,
  inputs: { readonly [name: string]: Omit<AnySystemAction<Parts<S, W>>, "kind" | "step"> },
): { readonly [name: string]: AnySystemAction<Parts<S, W>> } {
  return Object.fromEntries(Object.entries(inputs).map(([name, of]) => [name, machineAction(closing, name, of)]));
}

/** A step of the world, which has no effects. */
export function worldAction<S>(
  act: (closed: S, args: never) => S | string,
  params: AnySystemAction<S>["params"],
): AnySystemAction<S> {
  const step = (closed: S, args: never): Stepped<S, Data, string> => {
    const next = act(closed, args);
    return typeof next === "string" ? next : [next, []];
  };
  return { kind: "environment", params, step };
}

/** The refusals of machine and world by action. */
export function mergeRefusals(machine: RefusalTable, world: RefusalTable): RefusalTable {
  const actions = [...new Set([...Object.keys(machine), ...Object.keys(world)])];
  return Object.fromEntries(actions.map((action) => [action, { ...machine[action], ...world[action] }]));
}

/** A set as TLA+ writes it. */
export const itfSet = (elements: Data): Itf => ({ "#set": elements as readonly Itf[] });

export { subsets } from "../lib/subsets.ts";

/** Properties of a setting as predicates of its states. */
export function predicates<T, S>(
  properties: { readonly [name: string]: (setting: T, closed: S) => boolean },
  setting: T,
): { readonly [name: string]: (closed: S) => boolean } {
  const entries = Object.entries(properties).map(([name, holds]) => [name, (closed: S) => holds(setting, closed)]);
  return Object.fromEntries(entries);
}
