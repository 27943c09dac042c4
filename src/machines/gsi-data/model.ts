/** The closed system that `GsiData.tla` describes: dispersal and ladder, the world around them, and the candidates of Next. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import type { AnySystemAction, RefusalTable, System } from "../../lib/model.ts";
import { integer, oneOf, option, record, type Schema, sequenceOf, setOf } from "../../lib/schema.ts";
import { isSubset } from "../../lib/sorted-set.ts";
import { itfSet, machineActions, mergeRefusals, predicates, subsets, worldAction } from "../closed-system.ts";
import { candidates, ladderInputs } from "../gsi/candidates.ts";
import { top } from "../gsi/ladder.ts";
import { invariants, witnesses } from "./properties.ts";
import { gsiData, init } from "./protocol.ts";
import type { Effect } from "./types.ts";
import { Carry, type Closed, Done, honestClaimsAreIn, maySign, notes, type Setting, statement } from "./world.ts";

/** Which conjunct each refusal of the world stands for. */
const worldRefusals: RefusalTable = {
  Vote: { "honest-signs-finding": "env1" },
  Claim: { "honest-signs-finding": "env1" },
  WindowExpire: { "honest-claim-pending": "env1" },
  Carry: { "not-released": 1, "already-carried": 2 },
  Done: { "not-done": 1 },
};

/** The closed system of a setting. `name` is the model's: the stem of its cfg file. */
export function gsiDataSystem(name: string, setting: Setting): System<Closed> {
  return {
    module: gsiData.module,
    name,
    schema: schemaOf(setting),
    variables: {
      machine: ["phase", "level", "cloud", "attested", "signers", "standing", "rests", "slashed", "released"],
      world: ["served", "irrevocable", "finals", "overturned", "lied", "work", "periods"],
    },
    initial: initialStates(setting),
    actions: actionsOf(setting),
    invariants: predicates(invariants, setting),
    witnesses: predicates(witnesses, setting),
    abstract: (closed) => abstract(setting, closed),
    abstractArg: { S: itfSet },
    abstractEffect: (effect) => abstractEffect(effect as Effect),
    refusals: mergeRefusals(gsiData.refusals, worldRefusals),
  };
}

/** One initial state for each base cloud that has an honest member. */
function initialStates({ constants, byzantine }: Setting): readonly Closed[] {
  return subsets(constants.nodes, constants.baseSize)
    .filter((cloud) => !isSubset(cloud, byzantine))
    .map((cloud) => ({
      machine: init(cloud),
      world: { served: 0, irrevocable: [], finals: [], overturned: [], lied: [], work: constants.baseSize, periods: 0 },
    }));
}

function actionsOf(setting: Setting): { readonly [name: string]: AnySystemAction<Closed> } {
  const { constants, outputs } = setting;
  const { strangers, firstWithStranger, lastWithStranger } = candidates(constants);
  const ladder = ladderInputs<Closed>(constants, statement(setting), {
    signing: ({ world }, node, verdict) => (maySign(setting, world, node, verdict) ? null : "honest-signs-finding"),
    expiring: (closed) => (honestClaimsAreIn(setting, closed) ? null : "honest-claim-pending"),
  });
  const inputs = {
    Attest: { params: { i: constants.nodes }, outside: { i: strangers } },
    Certify: { params: {} },
    ...ladder,
    Sample: { ...ladder.Sample, outside: { S: [...firstWithStranger, ...lastWithStranger] } },
  };
  return {
    ...machineActions({ setting, constants, actions: gsiData.actions, notes }, inputs),
    Carry: worldAction(Carry, { o: outputs }),
    Done: worldAction(Done, {}),
  };
}

function schemaOf(setting: Setting): Schema<Closed> {
  const { constants, outputs } = setting;
  const nodes = setOf(constants.nodes);
  const verdicts = statement(setting);
  const verdict = oneOf(...verdicts);
  const levels = top(constants);
  return record({
    machine: record({
      phase: oneOf("dispersing", "executing", "window", "sampling", "voting", "final", "settled"),
      level: integer(0, levels),
      cloud: nodes,
      attested: nodes,
      signers: sequenceOf(record({ output: verdict, by: nodes }), verdicts.length),
      standing: option(verdict),
      rests: option(verdict),
      slashed: nodes,
      released: option(verdict),
    }),
    world: record({
      served: integer(0, constants.codeThreshold),
      irrevocable: setOf(outputs),
      finals: setOf(verdicts),
      overturned: setOf(verdicts),
      lied: nodes,
      work: integer(0, 4 * constants.nodes.length),
      periods: integer(0, 2 * levels + 2),
    }),
  });
}

/** Renames and reshapes a state into the variables of `GsiData.tla`; "none" stands for no verdict. */
function abstract(setting: Setting, { machine: s, world: w }: Closed): ItfRecord {
  const none = "none";
  const verdicts = [...setting.outputs, "unavailable"];
  const signers = verdicts.map((o) => [o, itfSet(s.signers.find(({ output }) => output === o)?.by ?? [])] as const);
  return {
    phase: s.phase,
    level: s.level,
    cloud: itfSet(s.cloud),
    attested: itfSet(s.attested),
    signers: { "#map": signers },
    standing: s.standing ?? none,
    rests: s.rests ?? none,
    slashed: itfSet(s.slashed),
    released: s.released ?? none,
    served: w.served,
    irrevocable: itfSet(w.irrevocable),
    finals: itfSet(w.finals),
    overturned: itfSet(w.overturned),
    lied: itfSet(w.lied),
    work: w.work,
    periods: w.periods,
  };
}

function abstractEffect(effect: Effect): Itf {
  return "nodes" in effect ? { type: effect.type, nodes: itfSet(effect.nodes) } : effect;
}
