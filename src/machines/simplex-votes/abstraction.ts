/** How the states and effects of a model of SimplexVotes are written in TLA+. It renames and reshapes. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import { itfSet } from "../closed-system.ts";
import {
  chainOf,
  abstractionOf as coreAbstractionOf,
  abstractEffect as coreEffect,
  itemRecord,
  orNone,
  remembered,
} from "../simplex/abstraction.ts";
import { isReleased } from "../simplex/release.ts";
import type { NodeId } from "../simplex/types.ts";
import type { Accusation, Ballot, LogItem, NodeEffect, ViewVotes } from "../simplex/votes-types.ts";
import type { Universe } from "./universe.ts";
import { type Closed, shownKey } from "./world.ts";

/** What is kept of a member in a view, nothing if there is no ballot. */
function ballotRecord(ballot: Ballot | undefined): Itf {
  const { notarize = null, nullify = false, finalize = null } = ballot ?? {};
  return { notarize: orNone(notarize), nullify, finalize: orNone(finalize) };
}

const accusationRecord = ({ from, view, kind }: Accusation): Itf => ({ from, view, kind });

/** The abstraction of a model's states. */
export function abstractionOf(universe: Universe): (closed: Closed) => ItfRecord {
  const { honest, views, votes: all, setting } = universe;
  const { nodes, byzantine, detailed } = setting;
  const core = coreAbstractionOf(universe);
  const none = itfSet([]);
  const shownRecords = new Map(
    byzantine.flatMap((from) => all.map((vote) => [shownKey(from, vote), { from, vote: itemRecord(vote) }] as const)),
  );
  const perKeeper = <T>(of: readonly T[], value: (one: T) => Itf): Itf => ({
    "#map": detailed.map((node: NodeId): [Itf, Itf] => [node, value(of[honest.indexOf(node)] as T)]),
  });
  const votes = remembered((of: readonly ViewVotes[]) => ({
    "#map": views.map((view): [Itf, Itf] => {
      const ballots = of.find((one) => one.view === view)?.ballots;
      const rows = nodes.map((node): [Itf, Itf] => [node, ballotRecord(ballots?.find(({ from }) => from === node))]);
      return [view, { "#map": rows }];
    }),
  }));
  const accused = remembered((of: readonly Accusation[]) => itfSet(of.map(accusationRecord)));
  const shown = remembered((keys: readonly string[]) => itfSet(keys.map((key) => shownRecords.get(key) as Itf)));
  return (closed) => ({
    ...core(closed),
    votes: perKeeper(closed.machine, (member) => votes(member.votes)),
    accused: perKeeper(closed.machine, (member) => accused(member.accused)),
    released: perKeeper(closed.machine, ({ released }) => chainOf(released.block.id)),
    recorded: perKeeper(closed.world.recorded, ({ block }) => chainOf(block.id)),
    issued: perKeeper(closed.world.issued, (blocks) => ({ "#tup": blocks.map(chainOf) })),
    shown: closed.world.shown.length === 0 ? none : shown(closed.world.shown),
  });
}

export function abstractEffect(effect: NodeEffect): Itf {
  switch (effect.type) {
    case "Report": {
      const { kind, view, from, first, second } = effect.evidence;
      return { type: effect.type, evidence: { kind, view, from, first: itemRecord(first), second: itemRecord(second) } };
    }
    case "Persist":
      return { type: effect.type, items: itfSet(effect.items.map(entryRecord)) };
    case "SignOutward":
      return { type: effect.type, height: effect.height, block: chainOf(effect.block.id) };
    case "ReleaseBeacon":
      return effect;
    default:
      return coreEffect(effect);
  }
}

/** What the log says; the height of a block is the length of its chain. */
const entryRecord = (item: LogItem): Itf =>
  isReleased(item) ? { type: item.type, view: item.view, block: chainOf(item.block) } : itemRecord(item);
