/** How the states and effects of a model of SimplexVotes are written in TLA+. It renames and reshapes. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import { itfSet } from "../closed-system.ts";
import {
  abstractionOf as coreAbstractionOf,
  abstractEffect as coreEffect,
  itemRecord,
  orNone,
  remembered,
} from "../simplex/abstraction.ts";
import type { NodeId } from "../simplex/types.ts";
import type { Accusation, Ballot, NodeEffect, ViewVotes } from "../simplex/votes-types.ts";
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
    shown: closed.world.shown.length === 0 ? none : shown(closed.world.shown),
  });
}

export function abstractEffect(effect: NodeEffect): Itf {
  if (effect.type !== "Report") return coreEffect(effect);
  const { kind, view, from, first, second } = effect.evidence;
  return { type: effect.type, evidence: { kind, view, from, first: itemRecord(first), second: itemRecord(second) } };
}
