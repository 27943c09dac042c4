/** The closed system that `Gsi.tla` describes: the ladder's machine, the world around it, and the candidates of Next. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import type { AnySystemAction, RefusalTable, System } from "../../lib/model.ts";
import { integer, oneOf, option, record, type Schema, sequenceOf, setOf } from "../../lib/schema.ts";
import { has } from "../../lib/sorted-set.ts";
import { itfSet, machineActions, mergeRefusals, predicates, subsets, worldAction } from "../closed-system.ts";
import { ladderInputs } from "./candidates.ts";
import { top } from "./ladder.ts";
import { invariants, witnesses } from "./properties.ts";
import { gsi, init } from "./protocol.ts";
import { symmetryOf } from "./symmetry.ts";
import type { Effect } from "./types.ts";
import { Carry, type Closed, Done, honestClaimsAreIn, maySign, notes, type Setting } from "./world.ts";

/** Which conjunct each refusal of the world stands for. */
const worldRefusals: RefusalTable = {
  Vote: { "honest-signs-truth": "env1" },
  Claim: { "honest-signs-truth": "env1" },
  WindowExpire: { "honest-claim-pending": "env1" },
  Carry: { "not-released": 1, "already-carried": 2 },
  Done: { "not-done": 1 },
};

/** The closed system of a setting. `name` is the model's: the stem of its cfg file. */
export function gsiSystem(name: string, setting: Setting): System<Closed> {
  return {
    module: gsi.module,
    name,
    schema: schemaOf(setting),
    variables: {
      machine: ["phase", "level", "cloud", "signers", "standing", "rests", "slashed", "released"],
      world: ["irrevocable", "finals", "overturned", "lied", "work", "periods"],
    },
    initial: initialStates(setting),
    actions: actionsOf(setting),
    invariants: predicates(invariants, setting),
    witnesses: predicates(witnesses, setting),
    abstract: (closed) => abstract(setting, closed),
    abstractArg: { S: itfSet },
    abstractEffect: (effect) => abstractEffect(effect as Effect),
    refusals: mergeRefusals(gsi.refusals, worldRefusals),
    symmetry: symmetryOf(setting),
  };
}

/** One initial state for each base cloud that has an honest member. */
function initialStates({ constants, byzantine }: Setting): readonly Closed[] {
  return subsets(constants.nodes, constants.baseSize)
    .filter((cloud) => cloud.some((node) => !has(byzantine, node)))
    .map((cloud) => ({
      machine: init(cloud),
      world: { irrevocable: [], finals: [], overturned: [], lied: [], work: constants.baseSize, periods: 0 },
    }));
}

function actionsOf(setting: Setting): { readonly [name: string]: AnySystemAction<Closed> } {
  const { constants, outputs } = setting;
  const inputs = ladderInputs<Closed>(constants, outputs, {
    signing: (_, node, output) => (maySign(setting, node, output) ? null : "honest-signs-truth"),
    expiring: ({ machine }) => (honestClaimsAreIn(setting, machine) ? null : "honest-claim-pending"),
  });
  return {
    ...machineActions({ setting, constants, actions: gsi.actions, notes }, inputs),
    Carry: worldAction(Carry, { o: outputs }),
    Done: worldAction(Done, {}),
  };
}

function schemaOf(setting: Setting): Schema<Closed> {
  return record({ machine: record(machineSchemas(setting)), world: record(worldSchemas(setting)) });
}

/** The schemas of the machine's fields; modules that refine this one have more. */
export function machineSchemas({ constants, outputs }: Setting) {
  const nodes = setOf(constants.nodes);
  const output = oneOf(...outputs);
  return {
    phase: oneOf("executing", "window", "sampling", "voting", "final", "settled"),
    level: integer(0, top(constants)),
    cloud: nodes,
    signers: sequenceOf(record({ output, by: nodes }), outputs.length),
    standing: option(output),
    rests: option(output),
    slashed: nodes,
    released: option(output),
  };
}

/** The schemas of the world's fields; modules that refine this one have more. */
export function worldSchemas({ constants, outputs }: Setting) {
  return {
    irrevocable: setOf(outputs),
    finals: setOf(outputs),
    overturned: setOf(outputs),
    lied: setOf(constants.nodes),
    work: integer(0, 4 * constants.nodes.length),
    periods: integer(0, 2 * top(constants) + 2),
  };
}

/** Renames and reshapes a state into the variables of `Gsi.tla`; "none" stands for no output. */
function abstract({ outputs }: Setting, { machine: s, world: w }: Closed): ItfRecord {
  const none = "none";
  const signers = outputs.map((o) => [o, itfSet(s.signers.find(({ output }) => output === o)?.by ?? [])] as const);
  return {
    phase: s.phase,
    level: s.level,
    cloud: itfSet(s.cloud),
    signers: { "#map": signers },
    standing: s.standing ?? none,
    rests: s.rests ?? none,
    slashed: itfSet(s.slashed),
    released: s.released ?? none,
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
