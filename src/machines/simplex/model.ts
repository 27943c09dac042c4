/** The closed system that `Simplex.tla` describes: the cores of the honest nodes, the world around them, and the candidates of Next. */

import type { Data } from "../../lib/data.ts";
import type { AnySystemAction, Args, RefusalTable, Stepped, System } from "../../lib/model.ts";
import { arrayOf, integer, oneOf, option, record, type Schema, sequenceOf, setOf } from "../../lib/schema.ts";
import { mergeRefusals } from "../closed-system.ts";
import { abstractEffect, abstractionOf, chainOf, wantRecord } from "./abstraction.ts";
import { beginnings } from "./beginnings.ts";
import { invariants, witnesses } from "./properties.ts";
import { simplex } from "./protocol.ts";
import type { Block, BlockId, Constants, Effect, NodeId, State, Want } from "./types.ts";
import { genesis } from "./types.ts";
import { type Setting, type Universe, universeOf } from "./universe.ts";
import {
  asked,
  type Closed,
  carryOut,
  finalized,
  honestlyMade,
  logOf,
  mayCrash,
  notarized,
  nullified,
  proposed,
  timersMayExpire,
} from "./world.ts";

/** Which conjunct each refusal of the world stands for. */
const worldRefusals: RefusalTable = {
  Propose: { "other-payload": "env1" },
  Notarize: { "not-proposed": "env1" },
  Nullify: { "good-view": "env1" },
  OnNotarization: { "too-few-votes": "env1" },
  OnNullification: { "too-few-votes": "env1" },
  OnFinalization: { "too-few-votes": "env1" },
  Request: { "not-proposed": "env1" },
  Answer: { "not-asked": "env1" },
  Recover: { "no-crash-left": "env1" },
};

type OfNode = { readonly i: NodeId };
type OfBlock = OfNode & { readonly b: BlockId };
type OfView = OfNode & { readonly v: number };

/** The closed system of a setting. `name` is the model's: the stem of its cfg file. */
export function simplexSystem(name: string, setting: Setting): System<Closed> {
  const universe = universeOf(setting);
  const predicates = (of: { readonly [property: string]: (u: Universe, closed: Closed) => boolean }) =>
    Object.fromEntries(Object.entries(of).map(([property, holds]) => [property, (s: Closed) => holds(universe, s)]));
  return {
    module: simplex.module,
    name,
    schema: schemaOf(universe),
    variables: {
      machine: ["view", "rounds", "blocks", "skips", "tip", "wanted"],
      world: ["wal", "sent", "crashes"],
    },
    initial: [beginnings[setting.begins](universe)],
    actions: actionsOf(universe),
    invariants: predicates(invariants),
    witnesses: predicates(witnesses),
    abstract: abstractionOf(universe),
    abstractArg: { b: (block) => chainOf(block as BlockId), w: (want) => wantRecord(want as Want) },
    abstractEffect: (effect) => abstractEffect(effect as Effect),
    refusals: mergeRefusals(simplex.refusals, worldRefusals),
  };
}

function actionsOf(universe: Universe): { readonly [name: string]: AnySystemAction<Closed> } {
  const { honest, views, wants } = universe;
  const blocks = [...universe.blocks.keys()];
  const blockOf = (b: BlockId) => universe.blocks.get(b) as Block;
  const ofBlock = { i: honest, b: blocks };
  const ofView = { i: honest, v: views };
  const unless = (admitted: boolean, refusal: string) => (admitted ? null : refusal);
  const machine = <A extends Args>(
    name: keyof typeof simplex.actions,
    action: Omit<AnySystemAction<Closed>, "kind" | "step"> & {
      readonly node: (args: A) => NodeId;
      readonly input: (args: A, s: Closed) => Args;
    },
  ) => machineAction(universe, name, action as never);
  return {
    Propose: machine<OfBlock>("Propose", {
      params: ofBlock,
      admits: (_: Closed, { b }: OfBlock) => unless(honestlyMade(universe, b), "other-payload"),
      node: ({ i }) => i,
      input: ({ b }) => ({ block: blockOf(b) }),
    }),
    Notarize: machine<OfBlock>("Notarize", {
      params: ofBlock,
      admits: (s: Closed, { b }: OfBlock) => unless(proposed(universe, s, b), "not-proposed"),
      node: ({ i }) => i,
      input: ({ b }) => ({ block: blockOf(b) }),
    }),
    Nullify: machine<OfView>("Nullify", {
      params: ofView,
      outside: { v: [0] },
      admits: (_: Closed, { v }: OfView) => unless(timersMayExpire(universe, v), "good-view"),
      node: ({ i }) => i,
      input: ({ v }) => ({ view: v }),
    }),
    OnNotarization: machine<OfBlock>("OnNotarization", {
      params: ofBlock,
      admits: (s: Closed, { b }: OfBlock) => unless(notarized(universe, s, b), "too-few-votes"),
      node: ({ i }) => i,
      input: ({ b }) => ({ block: refOf(blockOf(b)) }),
    }),
    OnNullification: machine<OfView>("OnNullification", {
      params: ofView,
      outside: { v: [0] },
      admits: (s: Closed, { v }: OfView) => unless(nullified(universe, s, v), "too-few-votes"),
      node: ({ i }) => i,
      input: ({ v }) => ({ view: v }),
    }),
    OnFinalization: machine<OfBlock>("OnFinalization", {
      params: ofBlock,
      admits: (s: Closed, { b }: OfBlock) => unless(finalized(universe, s, b), "too-few-votes"),
      node: ({ i }) => i,
      input: ({ b }) => ({ block: refOf(blockOf(b)) }),
    }),
    Request: machine<OfBlock>("Request", {
      params: ofBlock,
      admits: (s: Closed, { b }: OfBlock) => unless(proposed(universe, s, b), "not-proposed"),
      node: ({ i }) => i,
      input: ({ b }) => ({ block: blockOf(b) }),
    }),
    Gather: machine<OfView>("Gather", { params: ofView, node: ({ i }) => i, input: ({ v }) => ({ view: v }) }),
    Answer: machine<{ readonly j: NodeId; readonly w: Want }>("Answer", {
      params: { j: honest, w: wants },
      admits: (s: Closed, { w }: { readonly w: Want }) => unless(asked(s, w), "not-asked"),
      node: ({ j }) => j,
      input: ({ w }) => ({ want: w }),
    }),
    Recover: machine<OfNode>("Recover", {
      params: { i: honest },
      admits: (s: Closed) => unless(mayCrash(universe, s), "no-crash-left"),
      node: ({ i }) => i,
      input: ({ i }, s) => ({ log: logOf(universe, s, honest.indexOf(i)) as unknown as Data }),
    }),
  };
}

const refOf = ({ view, id }: Block) => ({ view, id });

/** The step of one node's core, and what becomes of its effects. */
function machineAction(
  universe: Universe,
  name: keyof typeof simplex.actions,
  {
    node,
    input,
    ...action
  }: Omit<AnySystemAction<Closed>, "kind" | "step"> & {
    readonly node: (args: Args) => NodeId;
    readonly input: (args: Args, s: Closed) => Args;
  },
): AnySystemAction<Closed> {
  const act = simplex.actions[name] as (c: Constants, s: State, args: Args) => Stepped<State, Effect, string>;
  const constants = new Map(
    universe.honest.map((self) => [self, { self, committee: universe.setting.nodes.length, leaders: universe.leaders }]),
  );
  const step = (closed: Closed, args: Args): Stepped<Closed, Data, string> => {
    const self = node(args);
    const at = universe.honest.indexOf(self);
    const stepped = act(constants.get(self) as Constants, closed.machine[at] as State, input(args, closed));
    if (typeof stepped === "string") return stepped;
    const [next, effects] = stepped;
    const world = carryOut(universe, closed.world, at, effects);
    const crashed = name === "Recover" ? { ...world, crashes: world.crashes + 1 } : world;
    return [{ machine: closed.machine.with(at, next), world: crashed }, effects as unknown as readonly Data[]];
  };
  return { kind: "machine", ...action, step } as AnySystemAction<Closed>;
}

const schemaOf = (universe: Universe): Schema<Closed> =>
  record({
    machine: arrayOf(record(nodeSchemas(universe)), universe.honest.length),
    world: record(worldSchemas(universe)),
  }) as unknown as Schema<Closed>;

/** What a node can hold. */
export function nodeSchemas({ setting, views, blocks }: Universe) {
  const ids = [...blocks.keys()];
  const view = integer(1, setting.maxView);
  const block = oneOf(...ids);
  return {
    view: integer(1, setting.maxView + 1),
    rounds: sequenceOf(
      record({ view, proposed: option(block), notarized: option(block), ended: oneOf("none", "nul", "fin") }),
      views.length,
    ),
    blocks: sequenceOf(record({ view, id: block }), views.length),
    skips: setOf(views),
    tip: record({ view: integer(0, setting.maxView), id: oneOf(genesis.id, ...ids) }),
    wanted: sequenceOf(record({ kind: oneOf("any", "notarization", "nullification"), view }), 3 * views.length),
  };
}

/** What the world can hold. */
export const worldSchemas = ({ setting, honest, keys }: Universe) => ({
  wal: arrayOf(setOf(keys), honest.length),
  sent: arrayOf(setOf(keys), honest.length),
  crashes: integer(0, setting.maxCrashes),
});
