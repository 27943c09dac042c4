/** A run of a machine in its closed system, as one log: the steps of the world are not in it. */

import { normal } from "../../../checker/index.ts";
import type { Data, Itf, ItfRecord } from "../../../lib/data.ts";
import type { Args, System } from "../../../lib/model.ts";
import type { Line } from "./changes.ts";
import { Draw } from "./draw.ts";

interface Possible {
  readonly action: string;
  readonly args: Args;
  readonly next: unknown;
  readonly effects: readonly Data[];
}

/** The lines of a log of at most so many steps, drawn with a seed among those that change something. */
export function closedRun(system: System<unknown>, header: Line, seed: number, length: number): readonly Line[] {
  const draw = new Draw(seed);
  const lines: Line[] = [{ format: "nexus-log", version: 1, module: system.module, model: system.name, ...header }];
  let state = draw.among(system.initial);
  for (let taken = 0; taken < length && state !== undefined; taken++) {
    const one = draw.among(possibleIn(system, state));
    if (one === undefined) break;
    if (system.actions[one.action]?.kind === "machine") lines.push(eventOf(system, lines.length - 1, one));
    state = one.next;
  }
  return lines;
}

function eventOf(system: System<unknown>, seq: number, { action, args, next, effects }: Possible): Line {
  const written = Object.entries(args).map(([name, value]) => [
    name,
    normal(system.abstractArg?.[name]?.(value) ?? (value as Itf)),
  ]);
  const all = system.abstract(next);
  const own = (system.variables?.machine ?? []).map((name) => [name, normal(all[name] as Itf)]);
  const tuple = { "#tup": effects.map((effect) => system.abstractEffect?.(effect) ?? (effect as Itf)) };
  return { seq, action, args: Object.fromEntries(written), state: Object.fromEntries(own) as ItfRecord, effects: normal(tuple) };
}

/** The steps that the world allows and that lead elsewhere. */
function possibleIn(system: System<unknown>, state: unknown): readonly Possible[] {
  const here = JSON.stringify(system.abstract(state));
  return Object.entries(system.actions).flatMap(([action, { params, admits, step }]) =>
    argsOf(params, state).flatMap((args) => {
      const stepped = step(state, args as never);
      if (typeof stepped === "string" || (admits?.(state, args as never) ?? null) !== null) return [];
      const [next, effects] = stepped;
      return JSON.stringify(system.abstract(next)) === here ? [] : [{ action, args, next, effects }];
    }),
  );
}

function argsOf(params: System<unknown>["actions"][string]["params"], state: unknown): readonly Args[] {
  let rows: readonly Args[] = [{}];
  for (const [name, domain] of Object.entries(params)) {
    const values = typeof domain === "function" ? domain(state) : domain;
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value })));
  }
  return rows;
}
