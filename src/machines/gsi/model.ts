/** The closed system that `Gsi.tla` describes: the ladder's machine, the world around it, and the candidates of Next. */

import type { Data, Itf, ItfRecord } from "../../lib/data.ts";
import type { AnySystemAction, Args, RefusalTable, Stepped, System } from "../../lib/model.ts";
import { integer, oneOf, option, record, type Schema, sequenceOf, setOf } from "../../lib/schema.ts";
import { has } from "../../lib/sorted-set.ts";
import { size, top } from "./ladder.ts";
import { invariants, predicates, witnesses } from "./properties.ts";
import { gsi, init } from "./protocol.ts";
import { symmetryOf } from "./symmetry.ts";
import type { Effect, NodeId, State } from "./types.ts";
import { Carry, type Closed, Done, honestClaimsAreIn, maySign, notes, type Setting, type World } from "./world.ts";

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
    abstractArg: { S: set },
    abstractEffect: (effect) => abstractEffect(effect as Effect),
    refusals: merge(gsi.refusals, worldRefusals),
    symmetry: symmetryOf(setting),
  };
}

function merge(machine: RefusalTable, world: RefusalTable): RefusalTable {
  const actions = [...new Set([...Object.keys(machine), ...Object.keys(world)])];
  return Object.fromEntries(actions.map((action) => [action, { ...machine[action], ...world[action] }]));
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
  const nodes = constants.nodes;
  const strangers = [-1, (nodes.at(-1) ?? 0) + 1];
  const levels = Array.from({ length: top(constants) + 1 }, (_, level) => level);
  const sizes = [...new Set(levels.slice(1).map((level) => size(constants, level)))];
  const clouds = sizes.flatMap((members) => subsets(nodes, members));
  const cloudsWithStranger = sizes.map((members) => [...nodes.slice(0, members - 1), ...strangers.slice(1)]);
  const signing = (node: NodeId, output: string) => (maySign(setting, node, output) ? null : "honest-signs-truth");
  const level = { params: { k: levels }, outside: { k: [-1, levels.length] } };
  const machine = (name: keyof typeof gsi.actions, parameters: Omit<AnySystemAction<Closed>, "kind" | "step">) =>
    machineAction(setting, name, parameters);
  return {
    Vote: machine("Vote", {
      params: { i: nodes, o: outputs },
      outside: { i: strangers },
      admits: (_: Closed, { i, o }: { readonly i: NodeId; readonly o: string }) => signing(i, o),
    }),
    Assert: machine("Assert", { params: { o: outputs } }),
    Claim: machine("Claim", {
      params: { x: nodes, o: outputs },
      outside: { x: strangers },
      admits: (_: Closed, { x, o }: { readonly x: NodeId; readonly o: string }) => signing(x, o),
    }),
    Sample: machine("Sample", { params: { S: clouds }, outside: { S: cloudsWithStranger } }),
    Decide: machine("Decide", { params: { o: outputs } }),
    NoQuorum: machine("NoQuorum", level),
    WindowExpire: machine("WindowExpire", {
      ...level,
      admits: ({ machine: s }: Closed) => (honestClaimsAreIn(setting, s) ? null : "honest-claim-pending"),
    }),
    Settle: machine("Settle", { params: {} }),
    Rewind: machine("Rewind", { params: {} }),
    Release: machine("Release", { params: {} }),
    Carry: worldAction(Carry, { o: outputs }),
    Done: worldAction(Done, {}),
  };
}

/** The machine's step, and what the world notes of it. */
function machineAction(
  setting: Setting,
  name: keyof typeof gsi.actions,
  parameters: Omit<AnySystemAction<Closed>, "kind" | "step">,
): AnySystemAction<Closed> {
  const act = gsi.actions[name] as (c: Setting["constants"], s: State, args: Args) => Stepped<State, Effect, string>;
  const note = (notes as { readonly [name: string]: unknown })[name] as
    | ((setting: Setting, w: World, s: State, args: Args) => World)
    | undefined;
  const step = (closed: Closed, args: Args): Stepped<Closed, Data, string> => {
    const stepped = act(setting.constants, closed.machine, args);
    if (typeof stepped === "string") return stepped;
    const world = note === undefined ? closed.world : note(setting, closed.world, closed.machine, args);
    return [{ machine: stepped[0], world }, stepped[1]];
  };
  return { kind: "machine", ...parameters, step };
}

function worldAction(
  act: (closed: Closed, args: never) => Closed | string,
  params: AnySystemAction<Closed>["params"],
): AnySystemAction<Closed> {
  const step = (closed: Closed, args: never): Stepped<Closed, Data, string> => {
    const next = act(closed, args);
    return typeof next === "string" ? next : [next, []];
  };
  return { kind: "environment", params, step };
}

function schemaOf({ constants, outputs }: Setting): Schema<Closed> {
  const nodes = setOf(constants.nodes);
  const output = oneOf(...outputs);
  const levels = top(constants);
  return record({
    machine: record({
      phase: oneOf("executing", "window", "sampling", "voting", "final", "settled"),
      level: integer(0, levels),
      cloud: nodes,
      signers: sequenceOf(record({ output, by: nodes }), outputs.length),
      standing: option(output),
      rests: option(output),
      slashed: nodes,
      released: option(output),
    }),
    world: record({
      irrevocable: setOf(outputs),
      finals: setOf(outputs),
      overturned: setOf(outputs),
      lied: nodes,
      work: integer(0, 4 * constants.nodes.length),
      periods: integer(0, 2 * levels + 2),
    }),
  });
}

const set = (elements: Data): Itf => ({ "#set": elements as readonly Itf[] });

/** Renames and reshapes a state into the variables of `Gsi.tla`; "none" stands for no output. */
function abstract({ outputs }: Setting, { machine: s, world: w }: Closed): ItfRecord {
  const none = "none";
  const signers = outputs.map((o) => [o, set(s.signers.find(({ output }) => output === o)?.by ?? [])] as const);
  return {
    phase: s.phase,
    level: s.level,
    cloud: set(s.cloud),
    signers: { "#map": signers },
    standing: s.standing ?? none,
    rests: s.rests ?? none,
    slashed: set(s.slashed),
    released: s.released ?? none,
    irrevocable: set(w.irrevocable),
    finals: set(w.finals),
    overturned: set(w.overturned),
    lied: set(w.lied),
    work: w.work,
    periods: w.periods,
  };
}

function abstractEffect(effect: Effect): Itf {
  return "nodes" in effect ? { type: effect.type, nodes: set(effect.nodes) } : effect;
}

/** All subsets of a size, in lexicographic order. */
function subsets<T>(of: readonly T[], members: number): readonly (readonly T[])[] {
  if (members === 0) return [[]];
  return of.flatMap((first, at) => subsets(of.slice(at + 1), members - 1).map((rest) => [first, ...rest]));
}
