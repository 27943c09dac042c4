/** The write-ahead log: what a node makes durable, and the state that a replay of it gives. */

import { insert } from "../../lib/sorted-set.ts";
import { learn, signing } from "./knowledge.ts";
import { type Certificate, genesis, type Item, type Round, type State } from "./types.ts";

/**
 * The log with more items. A finalization makes all that is logged of the views up to its own superfluous; what is there already
 * stays once.
 * @spec Simplex!Write
 */
export function append(log: readonly Item[], items: readonly Item[]): readonly Item[] {
  return items.reduce((all, item) => {
    if (item.type === "finalization") return [item, ...all.filter(({ view }) => view > item.view)];
    return all.some((one) => one.type === item.type && one.view === item.view) ? all : [...all, item];
  }, log);
}

/** The state of a node that has just been started for the first time. */
export function init(): State {
  return { view: 1, rounds: [], notarized: [], nullified: [], tip: genesis, wanted: [] };
}

/** What a node with this log has signed and knows. It is one view ahead of what it knows. */
export function replay(log: readonly Item[]): State {
  return log.reduce((s, item): State => {
    switch (item.type) {
      case "propose":
        return { ...s, rounds: signing(s.rounds, item.view, { proposed: item.block.id }) };
      case "notarize":
        return { ...s, rounds: signing(s.rounds, item.view, { notarized: item.block }) };
      case "nullify":
        return { ...s, rounds: signing(s.rounds, item.view, ended("nul")) };
      case "finalize":
        return { ...s, rounds: signing(s.rounds, item.view, ended("fin")) };
      case "notarization":
        return { ...above(s, item), notarized: learn(s.notarized, { view: item.view, id: item.block }) };
      case "nullification":
        return { ...above(s, item), nullified: insert(s.nullified, item.view) };
      case "finalization":
        return { ...above(s, item), tip: { view: item.view, id: item.block } };
    }
  }, init());
}

/** The state with the node above the view of a certificate. */
const above = (s: State, { view }: Certificate): State => ({ ...s, view: Math.max(s.view, view + 1) });

const ended = (how: Round["ended"]): Partial<Round> => ({ ended: how });
