/** The world around the nodes of a Simplex model: their disks, the network, and the crashes. */

import { insert, type SortedSet } from "../../lib/sorted-set.ts";
import { write } from "./recovery.ts";
import type { BlockId, Effect, Item, NodeId, State, Want } from "./types.ts";
import { keyOf, type Universe } from "./universe.ts";

/** Items by their keys, in the order of the keys. */
export type Keys = SortedSet<string>;

export type World = {
  /** What each honest node has made durable, by the node's place among the honest ones. */
  readonly wal: readonly Keys[];
  /** The proposals and votes that each has sent. */
  readonly sent: readonly Keys[];
  readonly crashes: number;
};

export type Closed = { readonly machine: readonly State[]; readonly world: World };

/** Carries out a node's effects, in their order. */
export function carryOut(universe: Universe, world: World, at: number, effects: readonly Effect[]): World {
  let wal = world.wal[at] as Keys;
  let sent = world.sent[at] as Keys;
  for (const effect of effects) {
    if (effect.type === "Persist") wal = logged(universe, wal, effect.items);
    if (effect.type === "Broadcast" && isSigned(effect.item)) sent = insert(sent, keyOf(effect.item));
  }
  return { ...world, wal: world.wal.with(at, wal), sent: world.sent.with(at, sent) };
}

/** Certificates are not signed: whoever has the votes has them. */
const isSigned = ({ type }: Item): boolean => ["propose", "notarize", "nullify", "finalize"].includes(type);

function logged(universe: Universe, keys: Keys, items: readonly Item[]): Keys {
  return write(itemsOf(universe, keys), items).map(keyOf).sort();
}

export function itemsOf({ items }: Universe, keys: Keys): readonly Item[] {
  return keys.map((key) => items.get(key) as Item);
}

/** The log of a node. */
export function logOf(universe: Universe, { world }: Closed, at: number): readonly Item[] {
  return itemsOf(universe, world.wal[at] as Keys);
}

/**
 * How many honest nodes have sent it.
 * @spec Simplex!Senders
 */
export function senders({ world }: Closed, item: Item): number {
  const key = keyOf(item);
  return world.sent.filter((sent) => sent.includes(key)).length;
}

const viewOf = ({ blocks }: Universe, block: BlockId): number => blocks.get(block)?.view ?? 0;

/**
 * A certificate exists as soon as its votes do.
 * @spec Simplex!Notarized
 */
export function notarized(universe: Universe, closed: Closed, block: BlockId): boolean {
  return senders(closed, { type: "notarize", view: viewOf(universe, block), block }) >= universe.honestQuorum;
}

/** @spec Simplex!Nullified */
export function nullified({ honestQuorum }: Universe, closed: Closed, view: number): boolean {
  return senders(closed, { type: "nullify", view }) >= honestQuorum;
}

/** @spec Simplex!Finalized */
export function finalized(universe: Universe, closed: Closed, block: BlockId): boolean {
  return senders(closed, { type: "finalize", view: viewOf(universe, block), block }) >= universe.honestQuorum;
}

/**
 * A Byzantine leader has proposed everything.
 * @spec Simplex!Proposed
 */
export function proposed({ setting, blocks, leaders, honest }: Universe, { world }: Closed, block: BlockId): boolean {
  const view = blocks.get(block)?.view ?? 0;
  if (setting.byzantineViews.includes(view)) return true;
  return world.sent[honest.indexOf(leaders[view - 1] as NodeId)]?.includes(`propose:${view}:${block}`) ?? false;
}

/**
 * An honest leader has one payload to propose.
 * @spec Simplex!HonestlyMade
 */
export function honestlyMade({ blocks }: Universe, block: BlockId): boolean {
  return blocks.get(block)?.payload === "0";
}

/** @spec Simplex!Asked */
export function asked({ machine }: Closed, { kind, view }: Want): boolean {
  return machine.some(({ wanted }) => wanted.some((want) => want.kind === kind && want.view === view));
}

/**
 * Messages arrive in time in the good view.
 * @spec Simplex!TimersMayExpire
 */
export const timersMayExpire = ({ setting }: Universe, view: number): boolean => view !== setting.goodView;

/** @spec Simplex!MayCrash */
export const mayCrash = ({ setting }: Universe, { world }: Closed): boolean => world.crashes < setting.maxCrashes;
