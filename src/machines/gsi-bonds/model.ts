/** The closed system that `GsiBonds.tla` describes: the model of the ladder, and the money and the other intervals around it. */

import type { Itf } from "../../lib/data.ts";
import type { AnySystemAction, RefusalTable, System } from "../../lib/model.ts";
import { arrayOf, integer, record, type Schema, setOf } from "../../lib/schema.ts";
import { difference, type SortedSet, sortedSet } from "../../lib/sorted-set.ts";
import { itfSet, machineActions, mergeRefusals, predicates, worldAction } from "../closed-system.ts";
import { candidates, ladderInputs } from "../gsi/candidates.ts";
import { size, top } from "../gsi/ladder.ts";
import { gsiSystem, machineSchemas, worldSchemas } from "../gsi/model.ts";
import type { Effect as LadderEffect, NodeId } from "../gsi/types.ts";
import { invariants, witnesses } from "./properties.ts";
import { gsiBonds, init } from "./protocol.ts";
import type { Amounts, Effect } from "./types.ts";
import { Carry, type Closed, Done, honestClaimsAreIn, mayBeSlashed, maySign, notes, type Setting, Wait } from "./world.ts";

/** Which conjunct each refusal of the world stands for. */
const worldRefusals: RefusalTable = {
  Vote: { "honest-signs-truth": "env1" },
  Claim: { "honest-signs-truth": "env1" },
  WindowExpire: { "honest-claim-pending": "env1" },
  SlashedElsewhere: { "honest-keep-stake": "env1" },
  Carry: { "not-released": 1, "already-carried": 1 },
  Done: { "not-done": 1 },
  Wait: { asserted: 1, "can-assert": 2 },
};

/** The closed system of a setting. `name` is the model's: the stem of its cfg file. */
export function gsiBondsSystem(name: string, setting: Setting): System<Closed> {
  const ladder = gsiSystem(name, setting);
  return {
    module: gsiBonds.module,
    name,
    schema: schemaOf(setting),
    variables: {
      machine: [...(ladder.variables?.machine ?? []), "stake", "locked", "claimants", "executors", "books"],
      world: [...(ladder.variables?.world ?? []), "elsewhere"],
    },
    initial: setting.draws.map((cloud) => initialState(setting, cloud)),
    actions: actionsOf(setting),
    invariants: predicates(invariants, setting),
    witnesses: predicates(witnesses, setting),
    abstract: (closed) => ({ ...ladder.abstract(closed), ...abstractMoney(setting, closed) }),
    ...(ladder.abstractArg === undefined ? {} : { abstractArg: ladder.abstractArg }),
    abstractEffect: (effect) => abstractEffect(effect as Effect),
    refusals: mergeRefusals(gsiBonds.refusals, worldRefusals),
  };
}

function initialState({ constants }: Setting, cloud: readonly NodeId[]): Closed {
  const ladder = { irrevocable: [], finals: [], overturned: [], lied: [], work: constants.baseSize, periods: 0 };
  return { machine: init(constants, cloud), world: { ...ladder, elsewhere: 0 } };
}

function actionsOf(setting: Setting): { readonly [name: string]: AnySystemAction<Closed> } {
  const { constants, outputs } = setting;
  const ladder = ladderInputs<Closed>(constants, outputs, {
    signing: (_, node, output) => (maySign(setting, node, output) ? null : "honest-signs-truth"),
    expiring: ({ machine }) => (honestClaimsAreIn(setting, machine) ? null : "honest-claim-pending"),
  });
  const inputs = {
    ...ladder,
    Sample: { ...ladder.Sample, outside: { S: cloudsWithStranger(setting) } },
    SlashedElsewhere: {
      params: { i: constants.nodes },
      outside: { i: candidates(constants).strangers },
      admits: (_: Closed, { i }: { readonly i: NodeId }) => (mayBeSlashed(setting, i) ? null : "honest-keep-stake"),
    },
  };
  return {
    ...machineActions({ setting, constants, actions: gsiBonds.actions, notes }, inputs),
    Carry: worldAction(Carry, { o: outputs }),
    Done: worldAction(Done, {}),
    Wait: worldAction((closed: Closed) => Wait(setting, closed), {}),
  };
}

/** A cloud of each level above the base that extends a draw, with a node that is not in the network. */
function cloudsWithStranger({ constants, draws }: Setting): readonly SortedSet<NodeId>[] {
  const { nodes } = constants;
  const stranger = (nodes.at(-1) ?? 0) + 1;
  const sizes = new Set(Array.from({ length: top(constants) }, (_, k) => size(constants, k + 1)));
  return draws.flatMap((draw) =>
    [...sizes].map((members) => sortedSet([...[...draw, ...difference(nodes, draw)].slice(0, members - 1), stranger])),
  );
}

function schemaOf(setting: Setting): Schema<Closed> {
  const { nodes, stake } = setting.constants;
  const all = integer(0, stake * nodes.length);
  const amounts = arrayOf(integer(0, 3 * stake), nodes.length);
  const some = setOf(nodes);
  return record({
    machine: record({
      ...machineSchemas(setting),
      stake: amounts,
      locked: amounts,
      claimants: some,
      executors: some,
      books: record({ forfeited: all, paid: all, rewarded: all, burned: all, advanced: all }),
    }),
    world: record({ ...worldSchemas(setting), elsewhere: all }),
  });
}

function abstractMoney({ constants: { nodes } }: Setting, { machine: s, world }: Closed): { readonly [name: string]: Itf } {
  const amounts = (of: Amounts): Itf => ({ "#map": nodes.map((node, i) => [node, of[i] as number] as const) });
  return {
    stake: amounts(s.stake),
    locked: amounts(s.locked),
    claimants: itfSet(s.claimants),
    executors: itfSet(s.executors),
    books: s.books,
    elsewhere: world.elsewhere,
  };
}

function abstractEffect(effect: Effect | LadderEffect): Itf {
  return "nodes" in effect ? { ...effect, nodes: itfSet(effect.nodes) } : effect;
}
