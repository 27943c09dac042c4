/** The states in which the Simplex models begin. */

import { init } from "./recovery.ts";
import type { Item, NodeId, State } from "./types.ts";
import { keyOf, type Setting, type Universe } from "./universe.ts";
import type { Closed } from "./world.ts";

/** All nodes are new. */
function newNodes({ honest }: Universe): Closed {
  return { machine: honest.map(init), world: { wal: honest.map(() => []), sent: honest.map(() => []), crashes: 0 } };
}

/**
 * What it would need too many states to get to: the leader of the last view has seen nothing of the views before, which the others
 * have nullified.
 * @spec Simplex!BehindInit
 */
function behindInit({ honest, views, leaders }: Universe): Closed {
  const passed = views.slice(0, -1);
  const votes = passed.map((view): Item => ({ type: "nullify", view }));
  const known = passed.map((view): Item => ({ type: "nullification", view }));
  const ahead: State = {
    ...init(),
    view: views.length,
    rounds: passed.map((view) => ({ view, proposed: null, notarized: null, ended: "nul" })),
    skips: passed,
  };
  const forAhead = <T>(ofAhead: T, ofLeader: T): readonly T[] =>
    honest.map((node: NodeId) => (node === leaders.at(-1) ? ofLeader : ofAhead));
  const keys = (items: readonly Item[]) => items.map(keyOf).sort();
  return {
    machine: forAhead(ahead, init()),
    world: { wal: forAhead(keys([...votes, ...known]), []), sent: forAhead(keys(votes), []), crashes: 0 },
  };
}

export const beginnings: { readonly [begins in Setting["begins"]]: (universe: Universe) => Closed } = {
  new: newNodes,
  behind: behindInit,
};
