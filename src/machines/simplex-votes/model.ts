/**
 * The closed system that `SimplexVotes.tla` describes: the honest nodes, some of them with a vote keeper, the world around them, and the
 * candidates of Next.
 */

import type { Data } from "../../lib/data.ts";
import type { AnySystemAction, Args, RefusalTable, Stepped, System } from "../../lib/model.ts";
import { arrayOf, boolean, integer, oneOf, option, record, type Schema, sequenceOf, setOf } from "../../lib/schema.ts";
import { itfSet, mergeRefusals, predicates } from "../closed-system.ts";
import { chainOf, itemRecord, wantRecord } from "../simplex/abstraction.ts";
import { beginnings } from "../simplex/beginnings.ts";
import { nodeSchemas, worldSchemas } from "../simplex/model.ts";
import { nothing } from "../simplex/release.ts";
import type { Block, BlockId, Certificate, Item, NodeId, Vote, Want } from "../simplex/types.ts";
import { isVote, keep } from "../simplex/vote-keeper.ts";
import type { LogItem, NodeEffect } from "../simplex/votes-types.ts";
import { itemsOf, type Keys } from "../simplex/world.ts";
import { abstractEffect, abstractionOf } from "./abstraction.ts";
import { driverActions, driverRefusals } from "./drivers.ts";
import { boundedInvariants, typeInvariant, unboundedInvariants, witnesses } from "./properties.ts";
import { simplexVotes } from "./protocol.ts";
import { chainFrom, logOf, type StepName, type SteppedUniverse, type Steps, stepOf } from "./steps.ts";
import { type Setting, type Universe, universeOf } from "./universe.ts";
import {
  asked,
  type Closed,
  hasCast,
  haveSigned,
  honestlyMade,
  type Member,
  mayCrash,
  proposed,
  shownKey,
  timersMayExpire,
} from "./world.ts";

/** Which conjunct each refusal of the world stands for. */
const worldRefusals: RefusalTable = {
  Propose: { "other-payload": "env1" },
  Notarize: { "not-proposed": "env1" },
  Nullify: { "good-view": "env1" },
  OnVote: { "not-cast": "env1" },
  OnCertificate: { "not-cast": "env1" },
  Request: { "not-proposed": "env1" },
  Answer: { "not-asked": "env1" },
  Recover: { "no-crash-left": "env1" },
};

type OfNode = { readonly i: NodeId };
type OfBlock = OfNode & { readonly b: BlockId };
type OfView = OfNode & { readonly v: number };
type OfVote = OfNode & { readonly m: NodeId; readonly vote: Vote };
type OfCertificate = OfNode & { readonly c: Certificate; readonly S: readonly NodeId[] };
type OfWant = { readonly j: NodeId; readonly w: Want };

/**
 * The closed system of a setting. `name` is the model's: the stem of its cfg file. Tests give other steps than those of a node, to see
 * which property refuses them.
 */
export function simplexVotesSystem(name: string, setting: Setting, steps: Steps = simplexVotes.actions): System<Closed> {
  const universe = { ...universeOf(setting), steps };
  const isBounded = setting.byzantine.length <= universe.maxFaulty;
  return {
    module: simplexVotes.module,
    name,
    schema: schemaOf(universe),
    variables: {
      machine: ["view", "rounds", "blocks", "skips", "tip", "wanted", "votes", "accused", "released"],
      world: ["wal", "sent", "crashes", "shown", "recorded", "issued"],
    },
    initial: [beginning(universe)],
    actions: { ...actionsOf(universe), ...(setting.isDriven ? driverActions(universe) : {}) },
    invariants: predicates({ ...typeInvariant, ...(isBounded ? boundedInvariants : {}), ...unboundedInvariants }, universe),
    witnesses: predicates(witnesses, universe),
    abstract: abstractionOf(universe),
    abstractArg: {
      b: (block) => chainOf(block as BlockId),
      w: (want) => wantRecord(want as Want),
      vote: (vote) => itemRecord(vote as Vote),
      c: (certificate) => itemRecord(certificate as Certificate),
      S: (signers) => itfSet(signers),
    },
    abstractEffect: (effect) => abstractEffect(effect as NodeEffect),
    refusals: mergeRefusals(mergeRefusals(simplexVotes.refusals, worldRefusals), setting.isDriven ? driverRefusals : {}),
  };
}

/** @spec SimplexVotes!BehindInit */
function behindInit(universe: Universe): Closed {
  const { machine, world } = beginnings.behind(universe);
  const members = machine.map((core, at): Member => {
    const self = universe.honest[at] as NodeId;
    const votes = universe.setting.detailed.includes(self) ? ownVotes(itemsOf(universe, world.wal[at] as Keys), self) : [];
    return { ...core, votes, accused: [], released: nothing };
  });
  return { machine: members, world: { ...world, ...quiet(universe) } };
}

/** No certificate has been accepted, and nothing has gone out. */
const quiet = ({ honest }: Universe) => ({
  shown: [],
  recorded: honest.map(() => nothing),
  issued: honest.map((): readonly BlockId[] => []),
});

/** The ballots that a node has of itself alone. */
function ownVotes(log: readonly Item[], self: NodeId): Member["votes"] {
  return log.filter(isVote).reduce((votes: Member["votes"], vote) => keep(votes, self, vote), []);
}

function beginning(universe: Universe): Closed {
  if (universe.setting.begins === "behind") return behindInit(universe);
  const { machine, world } = beginnings.new(universe);
  const members = machine.map((core): Member => ({ ...core, votes: [], accused: [], released: nothing }));
  return { machine: members, world: { ...world, ...quiet(universe) } };
}

const unless = (admitted: boolean, refusal: string) => (admitted ? null : refusal);

const refOf = ({ view, id }: Block) => ({ view, id });

function actionsOf(universe: SteppedUniverse): { readonly [name: string]: AnySystemAction<Closed> } {
  const { honest, views, wants, setting, votes, certificates } = universe;
  const { detailed, signers } = setting;
  const blocks = [...universe.blocks.keys()];
  const blockOf = (b: BlockId) => universe.blocks.get(b) as Block;
  const machine = <A extends Args>(name: StepName, action: MachineAction<A>) => machineAction(universe, name, action);
  return {
    Propose: machine<OfBlock>("Propose", {
      params: { i: honest, b: blocks },
      admits: (_, { b }) => unless(honestlyMade(universe, b), "other-payload"),
      input: ({ b }) => ({ block: blockOf(b) }),
    }),
    Notarize: machine<OfBlock>("Notarize", {
      params: { i: honest, b: blocks },
      admits: (s, { b }) => unless(proposed(universe, s, b), "not-proposed"),
      input: ({ b }) => ({ block: blockOf(b) }),
    }),
    Nullify: machine<OfView>("Nullify", {
      params: { i: honest, v: views },
      outside: { v: [0] },
      admits: (_, { v }) => unless(timersMayExpire(universe, v), "good-view"),
      input: ({ v }) => ({ view: v }),
    }),
    OnVote: machine<OfVote>("OnVote", {
      params: { i: detailed, m: [...setting.nodes, ...setting.strangers], vote: votes },
      admits: (s, { m, vote }) => unless(hasCast(universe, s, m, vote), "not-cast"),
      input: ({ m, vote }) => ({ from: m, vote }),
    }),
    OnNotarization: machine<OfBlock>("OnNotarization", {
      params: { i: detailed, b: blocks },
      input: ({ b }) => ({ block: refOf(blockOf(b)) }),
    }),
    OnNullification: machine<OfView>("OnNullification", {
      params: { i: detailed, v: views },
      input: ({ v }) => ({ view: v }),
    }),
    OnFinalization: machine<OfBlock>("OnFinalization", {
      params: { i: detailed, b: blocks },
      input: ({ b }) => ({ block: refOf(blockOf(b)) }),
    }),
    OnCertificate: machine<OfCertificate>("OnCertificate", {
      params: { i: honest, c: certificates, S: signers },
      admits: (s, { c, S }) => unless(haveSigned(universe, s, S, c), "not-cast"),
      input: ({ c, S }) => ({ certificate: c, signers: S }),
    }),
    Request: machine<OfBlock>("Request", {
      params: { i: honest, b: blocks },
      admits: (s, { b }) => unless(proposed(universe, s, b), "not-proposed"),
      input: ({ b }) => ({ block: blockOf(b) }),
    }),
    Gather: machine<OfView>("Gather", { params: { i: honest, v: views }, input: ({ v }) => ({ view: v }) }),
    Answer: machine<OfWant>("Answer", {
      params: { j: honest, w: wants },
      admits: (s, { w }) => unless(asked(s, w), "not-asked"),
      input: ({ w }) => ({ want: w }),
    }),
    Release: machine<OfBlock>("Release", {
      params: { i: detailed, b: blocks },
      input: ({ i, b }, s) => ({ chain: chainFrom(universe, blockOf(b), (s.machine[honest.indexOf(i)] as Member).tip) }),
    }),
    Recover: machine<OfNode>("Recover", {
      params: { i: honest },
      admits: (s) => unless(mayCrash(universe, s), "no-crash-left"),
      input: ({ i }, s) => ({ log: logOf(universe, s, honest.indexOf(i)) }),
    }),
  };
}

interface MachineAction<A extends Args> {
  readonly params: AnySystemAction<Closed>["params"];
  readonly outside?: AnySystemAction<Closed>["outside"];
  readonly admits?: (s: Closed, args: A) => string | null;
  /** What the node's step is given. */
  readonly input: (args: A, s: Closed) => { readonly [name: string]: Data | readonly LogItem[] };
}

/** The step of one node, and what becomes of its effects. */
function machineAction<A extends Args>(
  universe: SteppedUniverse,
  name: StepName,
  { input, ...action }: MachineAction<A>,
): AnySystemAction<Closed> {
  const step = (closed: Closed, args: A): Stepped<Closed, Data, string> => {
    const stepped = stepOf(universe, closed, (args.i ?? args.j) as NodeId, name, input(args, closed) as Args);
    return stepped as Stepped<Closed, Data, string>;
  };
  return { kind: "machine", ...action, step } as AnySystemAction<Closed>;
}

function schemaOf(universe: Universe): Schema<Closed> {
  const { honest, setting, views, votes } = universe;
  const { nodes, strangers, byzantine, maxView } = setting;
  const view = integer(1, maxView);
  const block = oneOf(...universe.blocks.keys());
  const from = oneOf(...nodes, ...strangers);
  const ballot = record({ from, notarize: option(block), nullify: boolean, finalize: option(block) });
  const accusation = record({ from, view, kind: oneOf("end", "finalize", "notarize") });
  const release = record({
    height: integer(0, maxView),
    block: record({ view: integer(0, maxView), id: oneOf("", ...universe.blocks.keys()) }),
  });
  const senders = nodes.length + strangers.length;
  const member = record({
    ...nodeSchemas(universe),
    blocks: sequenceOf(record({ view, id: block }), universe.blocks.size),
    votes: sequenceOf(record({ view, ballots: sequenceOf(ballot, senders) }), views.length),
    accused: sequenceOf(accusation, 3 * views.length * senders),
    released: release,
  });
  const shown = setOf(byzantine.flatMap((culprit) => votes.map((vote) => shownKey(culprit, vote))).sort());
  const world = record({
    ...worldSchemas(universe),
    shown,
    recorded: arrayOf(release, honest.length),
    issued: arrayOf(sequenceOf(block, views.length), honest.length),
  });
  return record({ machine: arrayOf(member, honest.length), world }) as unknown as Schema<Closed>;
}
