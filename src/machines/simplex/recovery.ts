/** The write-ahead log: what a node makes durable, and the state that a replay of it gives. */

import { insert } from "../../lib/sorted-set.ts";
import { learn, signing } from "./knowledge.ts";
import { type BlockId, genesis, type Item, type Round, type State } from "./types.ts";

/**
 * The log with more items. A finalization makes all that is logged of the views up to its own superfluous; what is there already
 * stays once.
 * @spec Simplex!Write
 */
export function write(log: readonly Item[], items: readonly Item[]): readonly Item[] {
  let all = log;
  for (const item of items) {
    if (item.type === "finalization") all = [item, ...all.filter(({ view }) => view > item.view)];
    else if (!all.some((logged) => sameItem(logged, item))) all = [...all, item];
  }
  return all;
}

const sameItem = (a: Item, b: Item): boolean => a.type === b.type && a.view === b.view && blockOf(a) === blockOf(b);

/** The identity of the block that an item is about; null for that of a view. */
function blockOf(item: Item): BlockId | null {
  if (item.type === "propose") return item.block.id;
  return "block" in item ? item.block : null;
}

/**
 * The state of a node that has just been started for the first time.
 * @spec Simplex!Init
 */
export function init(): State {
  return { view: 1, rounds: [], blocks: [], skips: [], tip: genesis, wanted: [] };
}

/** What a node with this log has signed and knows. It is one view ahead of what it knows. */
export function replay(log: readonly Item[]): State {
  let s = init();
  for (const item of log) s = replayed(s, item);
  return s;
}

function replayed(s: State, item: Item): State {
  switch (item.type) {
    case "propose":
      return signed(s, item, { proposed: item.block.id });
    case "notarize":
      return signed(s, item, { notarized: item.block });
    case "nullify":
      return signed(s, item, { ended: "nul" });
    case "finalize":
      return signed(s, item, { ended: "fin" });
    case "notarization":
      return { ...above(s, item), blocks: learn(s.blocks, { view: item.view, id: item.block }) };
    case "nullification":
      return { ...above(s, item), skips: insert(s.skips, item.view) };
    case "finalization":
      return { ...above(s, item), tip: { view: item.view, id: item.block } };
  }
}

const signed = (s: State, { view }: Item, what: Partial<Round>): State => ({ ...s, rounds: signing(s.rounds, view, what) });

/** The state with the node above the view of a certificate. */
const above = (s: State, { view }: Item): State => ({ ...s, view: Math.max(s.view, view + 1) });
