/** The arguments of actions that the spec does not have: internal ones and drivers. */

import type { AnySystemAction, Args } from "../../lib/model.ts";

/** Every combination of an action's candidates in a state. */
export function argumentsIn<S>({ params }: AnySystemAction<S>, state: S): readonly Args[] {
  let rows: readonly Args[] = [{}];
  for (const [name, domain] of Object.entries(params)) {
    const candidates = typeof domain === "function" ? domain(state) : domain;
    rows = rows.flatMap((args) => candidates.map((value) => ({ ...args, [name]: value })));
  }
  return rows;
}

/** An action of the code with the types of its arguments forgotten. */
export interface CodeAction<S> {
  readonly name: string;
  readonly action: AnySystemAction<S>;
}

/** The actions that the spec has, in order, apart from those that only the code has. */
export function partsOf<S>(system: {
  readonly actions: { readonly [name: string]: AnySystemAction<S> };
  readonly internal?: { readonly [action: string]: string };
}): {
  readonly shared: readonly CodeAction<S>[];
  readonly internal: readonly CodeAction<S>[];
  readonly drivers: readonly CodeAction<S>[];
} {
  const all = Object.entries(system.actions).map(([name, action]) => ({ name, action }));
  const isInternal = ({ name }: CodeAction<S>) => system.internal?.[name] !== undefined;
  const isDriver = ({ action }: CodeAction<S>) => action.covers !== undefined;
  return {
    shared: all.filter((one) => !isInternal(one) && !isDriver(one)),
    internal: all.filter(isInternal),
    drivers: all.filter((one) => isDriver(one) && !isInternal(one)),
  };
}
