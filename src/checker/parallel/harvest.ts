/** What the threads leave when a level is done: indices without a state, findings, witnesses. The leader gathers it. */

import { At, Found, Own, ownWord, type SharedSearch } from "./shared-memory.ts";
import type { SharedStore } from "./shared-store.ts";
import type { Team } from "./team.ts";

/** The finding to report, if there is one. */
export interface Harvest {
  readonly kind: Found;
  readonly at: number;
  /** States that have another index now. */
  readonly moved: ReadonlyMap<number, number>;
  /** States in the store, which has no gaps any more. */
  readonly size: number;
}

/** Moves the last states into the indices that threads did not use, and picks the first of the gravest findings. */
export function harvest(shared: SharedSearch, team: Team, store: SharedStore, order: (a: number, b: number) => number): Harvest {
  const { control, threads } = shared;
  const gaps = team.gaps();
  const used = Atomics.load(control, At.size);
  const size = used - gaps.length;
  const moved = new Map<number, number>();
  let last = used - 1;
  for (const gap of gaps.filter((index) => index < size)) {
    while (gaps.includes(last)) last--;
    store.move(last, gap);
    moved.set(last--, gap);
  }
  Atomics.store(control, At.size, size);
  let kind: Found = Found.nothing;
  let at = -1;
  for (let member = 0; member < threads; member++) {
    Atomics.store(control, ownWord(member, Own.spare), -1);
    const found = Atomics.load(control, ownWord(member, Own.found)) as Found;
    const index = Atomics.load(control, ownWord(member, Own.foundAt));
    const foundAt = moved.get(index) ?? index;
    if (found === Found.nothing || found < kind) continue;
    if (found > kind || order(foundAt, at) < 0) [kind, at] = [found, foundAt];
  }
  return { kind, at, moved, size };
}

/** The first of the states that reach a witness in the level that is done, or -1. */
export function firstReaching(
  { witnesses, reached, threads }: SharedSearch,
  witness: number,
  { moved }: Harvest,
  order: (a: number, b: number) => number,
): number {
  let first = -1;
  for (let member = 0; member < threads; member++) {
    const index = Atomics.load(witnesses, member * reached.length + witness);
    const at = moved.get(index) ?? index;
    if (at >= 0 && (first < 0 || order(at, first) < 0)) first = at;
  }
  return first;
}
