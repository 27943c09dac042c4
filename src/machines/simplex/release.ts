/**
 * What goes out of the cloud after finality: a node that has executed a final block signs the outward statement of its height, and its share
 * of the beacon's round. It does so height by height, each once; the log says how far it is.
 */

import type { Stepped } from "../protocol.ts";
import { write } from "./recovery.ts";
import { type Block, type BlockRef, genesis, type Item } from "./types.ts";
import type { Entry, Release as Height, LogItem, Node, NodeEffect, Outward, Released } from "./votes-types.ts";

/** Nothing has been released. */
export const nothing: Height = { height: 0, block: genesis };

export const isReleased = (item: LogItem | Entry): item is Released => item.type === "released";

/** The log of the core. */
export const ofCore = (log: readonly LogItem[]): readonly Item[] => log.filter((item): item is Item => !isReleased(item));

const same = (a: BlockRef, b: BlockRef): boolean => a.view === b.view && a.id === b.id;

/** Whether each block is the parent of the next, and the last is this one. */
function leadsTo(chain: readonly Block[], last: BlockRef): boolean {
  const end = chain.at(-1);
  return (
    end !== undefined && same(end, last) && chain.every(({ parent }, at) => at === 0 || same(parent, chain[at - 1] as Block))
  );
}

/** What is signed of a height. */
const issue = ({ height, block }: Height): readonly Outward[] => [
  { type: "SignOutward", height, block },
  { type: "ReleaseBeacon", round: height },
];

/**
 * The first block of the chain has been executed: the next one that is final. That it is released is durable before it is.
 */
export function Release<N extends Node>(
  _c: unknown,
  s: N,
  { chain }: { readonly chain: readonly Block[] },
): Stepped<N, NodeEffect, "not-final" | "not-next"> {
  if (!leadsTo(chain, s.core.tip)) return "not-final";
  const { view, id, parent } = chain[0] as Block;
  if (!same(parent, s.released.block)) return "not-next";
  const released: Height = { height: s.released.height + 1, block: { view, id } };
  const item: Released = { type: "released", view, block: id, height: released.height };
  return [{ ...s, released }, [{ type: "Persist", items: [item] }, ...issue(released)]];
}

/** How far the log says that the node is. */
export function recorded(log: readonly LogItem[]): Height {
  const item = log.find(isReleased);
  return item === undefined ? nothing : { height: item.height, block: { view: item.view, id: item.block } };
}

/**
 * After a crash: what was written down last may not have gone out, and what is final may not have been executed. Who signs again gives the
 * same signature; who delivers again, what is not there yet.
 */
export function resumed(released: Height, tip: BlockRef): readonly NodeEffect[] {
  const again = released.height === 0 ? [] : issue(released);
  return same(released.block, tip) ? again : [...again, { type: "Deliver", block: tip }];
}

/** The log with more entries. Of what is released it says the last height alone, in the first place. */
export function record(log: readonly Entry[], items: readonly Entry[]): readonly Entry[] {
  const released = items.findLast(isReleased) ?? log.find(isReleased);
  const rest = write(ofCore(log), ofCore(items)) as readonly Entry[];
  return released === undefined ? rest : [released, ...rest];
}
