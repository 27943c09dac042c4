/** How the states and effects of the Simplex model are written in TLA+. It renames and reshapes. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import { itfSet } from "../closed-system.ts";
import type { BlockId, BlockRef, Effect, Item, NodeId, Round, Want } from "./types.ts";
import { keyOf, type Universe } from "./universe.ts";
import type { Closed, Keys } from "./world.ts";
import { itemsOf } from "./world.ts";

const sequence = (elements: readonly Itf[]): Itf => Object.freeze({ "#tup": elements });

const chains = new Map<BlockId, Itf>();

/** A block is its chain: `1.0-3.1` is `<<<<1, 0>>, <<3, 1>>>>`. Frozen and given again, so that it is read once. */
export function chainOf(block: BlockId): Itf {
  const known = chains.get(block);
  if (known !== undefined) return known;
  const chain = sequence(block === "" ? [] : block.split("-").map((link) => sequence(link.split(".").map(Number))));
  chains.set(block, chain);
  return chain;
}

const None: Itf = sequence([sequence([0, 0])]);

/** A block, or what stands for none. */
export const orNone = (block: BlockId | null): Itf => (block === null ? None : chainOf(block));

const records = new Map<string, Itf>();

/** An item as a record of type, view and block. */
export function itemRecord(item: Item): Itf {
  const key = keyOf(item);
  const known = records.get(key);
  if (known !== undefined) return known;
  const block = "block" in item ? chainOf(typeof item.block === "string" ? item.block : item.block.id) : None;
  const record = Object.freeze({ type: item.type, view: item.view, block });
  records.set(key, record);
  return record;
}

/**
 * A function of data that gives the same frozen result for the same contents. A model has few different parts, and very many objects: to
 * remember these one by one costs more than to look at what is in them.
 */
export function remembered<T extends object>(of: (one: T) => Itf): (one: T) => Itf {
  const results = new Map<string, Itf>();
  return (one) => {
    const contents = JSON.stringify(one);
    const known = results.get(contents);
    if (known !== undefined) return known;
    const written = Object.freeze(of(one) as object as ItfRecord);
    results.set(contents, written);
    return written;
  };
}

/** What was signed in a view, nothing if there is no round. */
function roundRecord(round: Round | undefined): Itf {
  const { proposed = null, notarized = null, ended = "none" } = round ?? {};
  return { proposed: orNone(proposed), notarized: orNone(notarized), ended };
}

export const wantRecord = ({ kind, view }: Want): Itf => ({ kind, view });

/** The abstraction of a model's states. Successors share most parts with their state: those are written once. */
export function abstractionOf(universe: Universe): (closed: Closed) => ItfRecord {
  const { honest, views } = universe;
  const perNode = <T>(all: readonly T[], value: (one: T) => Itf): Itf => ({
    "#map": honest.map((node: NodeId, at): [Itf, Itf] => [node, value(all[at] as T)]),
  });
  const rounds = remembered((all: readonly Round[]) => ({
    "#map": views.map((view): [Itf, Itf] => [view, roundRecord(all.find((one) => one.view === view))]),
  }));
  const blocks = remembered((all: readonly BlockRef[]) => itfSet(all.map(({ id }) => chainOf(id))));
  const skips = remembered((all: readonly number[]) => itfSet(all));
  const wanted = remembered((all: readonly Want[]) => itfSet(all.map(wantRecord)));
  const items = remembered((keys: Keys) => itfSet(itemsOf(universe, keys).map(itemRecord)));
  return ({ machine: nodes, world }) => ({
    view: perNode(nodes, ({ view }) => view),
    rounds: perNode(nodes, (node) => rounds(node.rounds)),
    blocks: perNode(nodes, (node) => blocks(node.blocks)),
    skips: perNode(nodes, (node) => skips(node.skips)),
    tip: perNode(nodes, ({ tip }) => chainOf(tip.id)),
    wanted: perNode(nodes, (node) => wanted(node.wanted)),
    wal: perNode(world.wal, items),
    sent: perNode(world.sent, items),
    crashes: world.crashes,
  });
}

export function abstractEffect(effect: Effect): Itf {
  switch (effect.type) {
    case "Persist":
    case "Resend":
      return { type: effect.type, items: itfSet(effect.items.map(itemRecord)) };
    case "Broadcast":
      return { type: effect.type, item: itemRecord(effect.item) };
    case "Deliver":
      return { type: effect.type, block: chainOf(effect.block.id) };
    case "Request":
      return { type: effect.type, of: itfSet(effect.of), wants: itfSet(effect.wants.map(wantRecord)) };
    case "Answer":
      return { type: effect.type, certificates: itfSet(effect.certificates.map(itemRecord)) };
    case "StartTimers":
      return effect;
  }
}
