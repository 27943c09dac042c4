/** How the states and effects of the Simplex model are written in TLA+. It renames and reshapes. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import { itfSet } from "../closed-system.ts";
import type { BlockId, Effect, Item, NodeId, Round, Want } from "./types.ts";
import type { Universe } from "./universe.ts";
import type { Closed, Keys } from "./world.ts";
import { itemsOf } from "./world.ts";

const sequence = (elements: readonly Itf[]): Itf => ({ "#tup": elements });

/** A block is its chain: `1.0-3.1` is `<<<<1, 0>>, <<3, 1>>>>`. */
export function chainOf(block: BlockId): Itf {
  return sequence(block === "" ? [] : block.split("-").map((link) => sequence(link.split(".").map(Number))));
}

const None: Itf = { "#tup": [{ "#tup": [0, 0] }] };

const orNone = (block: BlockId | null): Itf => (block === null ? None : chainOf(block));

/** An item as a record of type, view and block. */
function itemRecord(item: Item): Itf {
  const block = "block" in item ? chainOf(typeof item.block === "string" ? item.block : item.block.id) : None;
  return { type: item.type, view: item.view, block };
}

/** What was signed in a view, nothing if there is no round. */
function roundRecord(round: Round | undefined): Itf {
  const { proposed = null, notarized = null, ended = "none" } = round ?? {};
  return { proposed: orNone(proposed), notarized: orNone(notarized), ended };
}

export const wantRecord = ({ kind, view }: Want): Itf => ({ kind, view });

export function abstractState(universe: Universe, { machine: nodes, world }: Closed): ItfRecord {
  const { honest, views } = universe;
  const perNode = <T>(all: readonly T[], value: (one: T) => Itf): Itf => ({
    "#map": honest.map((node: NodeId, at): [Itf, Itf] => [node, value(all[at] as T)]),
  });
  const perView = (rounds: readonly Round[]): Itf => ({
    "#map": views.map((view): [Itf, Itf] => [view, roundRecord(rounds.find((one) => one.view === view))]),
  });
  const keys = (all: readonly Keys[]) => perNode(all, (one) => itfSet(itemsOf(universe, one).map(itemRecord)));
  return {
    view: perNode(nodes, ({ view }) => view),
    rounds: perNode(nodes, ({ rounds }) => perView(rounds)),
    blocks: perNode(nodes, ({ blocks }) => itfSet(blocks.map(({ id }) => chainOf(id)))),
    skips: perNode(nodes, ({ skips }) => itfSet(skips)),
    tip: perNode(nodes, ({ tip }) => chainOf(tip.id)),
    wanted: perNode(nodes, ({ wanted }) => itfSet(wanted.map(wantRecord))),
    wal: keys(world.wal),
    sent: keys(world.sent),
    crashes: world.crashes,
  };
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
