/** The inputs of the real driver as steps of a model: each is compared with the actions of `SimplexVotes.tla` that it takes in sequence. */

import type { Data } from "../../lib/data.ts";
import type { AnySystemAction, Args, CoveredStep, RefusalTable, Stepped } from "../../lib/model.ts";
import { receive, taken } from "../simplex/driver.ts";
import { leader } from "../simplex/knowledge.ts";
import type { Taken } from "../simplex/run.ts";
import type { Block, BlockId, Certificate, Item, NodeId, Vote, Want } from "../simplex/types.ts";
import type { Driver, DriverEffect, Entry, Input, LogItem, NodeEffect } from "../simplex/votes-types.ts";
import {
  carriedOut,
  chainFrom,
  constantsOf,
  logOf,
  nodeOf,
  type StepName,
  type SteppedUniverse,
  stepOf,
  withNode,
} from "./steps.ts";
import {
  asked,
  type Closed,
  hasCast,
  haveSigned,
  honestlyMade,
  type Member,
  mayCrash,
  proposed,
  timersMayExpire,
} from "./world.ts";

/** Which conjunct each refusal of the driver stands for, in the first step that it would take. */
export const driverRefusals: RefusalTable = {
  VoteReceived: {
    "not-member": "OnVote/1",
    "own-vote": "OnVote/2",
    "already-final": "OnVote/3",
    "beyond-horizon": "OnVote/4",
    "already-known": "OnVote/5",
  },
  CertificateReceived: {
    "not-member": "OnCertificate/1",
    "too-few-signers": "OnCertificate/2",
    "already-final": "OnCertificate/3",
    "already-known": "OnCertificate/3",
  },
  ProposalReceived: { "past-view": "Notarize/1", "beyond-horizon": "Notarize/1" },
  TimerExpired: { "other-view": "Nullify/1", "already-ended": "Nullify/1" },
  BlockBuilt: {
    "other-view": "Propose/1",
    "not-leader": "Propose/1",
    "already-proposed": "Propose/1",
    "invalid-parent": "Propose/1",
  },
  WantAsked: { unknown: "Answer/1" },
  BlockExecuted: { "not-final": "Release/1", "not-next": "Release/2" },
  Restarted: {},
};

/** A driver's input in a model. */
interface DriverInput<A extends Args> {
  readonly params: AnySystemAction<Closed>["params"];
  /** Whether the input can occur. */
  readonly occurs: (s: Closed, args: A) => boolean;
  readonly input: (args: A, s: Closed) => Input;
  /** What the input is about: the driver takes one of these steps first, or refuses the first of them. */
  readonly about: (args: A) => readonly Step[];
}

/** A step of the spec, and what the node's step of that name is given. */
interface Step {
  readonly action: StepName;
  readonly args: Args;
  readonly given: Args;
}

type OfNode = { readonly i: NodeId };

export function driverActions(universe: SteppedUniverse): { readonly [name: string]: AnySystemAction<Closed> } {
  const { setting, views, wants, votes, certificates, honest } = universe;
  const { detailed, nodes, strangers, signers } = setting;
  const blocks = [...universe.blocks.keys()];
  const blockOf = (b: BlockId) => universe.blocks.get(b) as Block;
  const chainOf = (s: Closed, { i, b }: OfNode & { readonly b: BlockId }) =>
    chainFrom(universe, blockOf(b), (s.machine[honest.indexOf(i)] as Member).tip);
  const driver = <A extends OfNode>(of: DriverInput<A>) => driverAction(universe, of);
  return {
    VoteReceived: driver<OfNode & { readonly m: NodeId; readonly vote: Vote }>({
      params: { i: detailed, m: [...nodes, ...strangers], vote: votes },
      occurs: (s, { m, vote }) => hasCast(universe, s, m, vote),
      input: ({ m, vote }) => ({ type: "Vote", from: m, vote }),
      about: (args) => [{ action: "OnVote", args, given: { from: args.m, vote: args.vote } }],
    }),
    CertificateReceived: driver<OfNode & { readonly c: Certificate; readonly S: readonly NodeId[] }>({
      params: { i: detailed, c: certificates, S: signers },
      occurs: (s, { c, S }) => haveSigned(universe, s, S, c),
      input: ({ c, S }) => ({ type: "Certificate", certificate: c, signers: S }),
      about: (args) => [{ action: "OnCertificate", args, given: { certificate: args.c, signers: args.S } }],
    }),
    ProposalReceived: driver<OfNode & { readonly b: BlockId }>({
      params: { i: detailed, b: blocks },
      occurs: (s, { i, b }) => proposed(universe, s, b) && leader(constantsOf(universe, i), blockOf(b).view) !== i,
      input: ({ i, b }) => {
        const block = blockOf(b);
        return { type: "Proposal", from: leader(constantsOf(universe, i), block.view), block, valid: true };
      },
      about: (args) => (["Notarize", "Request"] as const).map((action) => ({ action, args, given: { block: blockOf(args.b) } })),
    }),
    TimerExpired: driver<OfNode & { readonly v: number }>({
      params: { i: detailed, v: views },
      occurs: (_, { v }) => timersMayExpire(universe, v),
      input: ({ v }) => ({ type: "Timer", view: v, timer: "view" }),
      about: (args) => [{ action: "Nullify", args, given: { view: args.v } }],
    }),
    BlockBuilt: driver<OfNode & { readonly b: BlockId }>({
      params: { i: detailed, b: blocks },
      occurs: (_, { b }) => honestlyMade(universe, b),
      input: ({ b }) => ({ type: "Built", block: blockOf(b) }),
      about: (args) => [{ action: "Propose", args, given: { block: blockOf(args.b) } }],
    }),
    WantAsked: driver<OfNode & { readonly w: Want }>({
      params: { i: detailed, w: wants },
      occurs: (s, { w }) => asked(s, w),
      input: ({ w }) => ({ type: "Asked", from: nodes[0] as NodeId, want: w }),
      about: ({ i, w }) => [{ action: "Answer", args: { j: i, w }, given: { want: w } }],
    }),
    BlockExecuted: driver<OfNode & { readonly b: BlockId }>({
      params: { i: detailed, b: blocks },
      occurs: () => true,
      input: (args, s) => ({ type: "Executed", chain: chainOf(s, args) }),
      about: (args) => [{ action: "Release", args, given: { chain: [blockOf(args.b)] } }],
    }),
    Restarted: driver<OfNode>({
      params: { i: detailed },
      occurs: (s) => mayCrash(universe, s),
      input: ({ i }, s) => ({ type: "Restart", log: logOf(universe, s, honest.indexOf(i)).map(logged) }),
      about: (args) => [{ action: "Recover", args, given: { log: [] } }],
    }),
  };
}

/** The log of a driver has the signers of certificates, which models do not distinguish. */
const logged = (item: LogItem): Entry =>
  item.type === "notarization" || item.type === "nullification" || item.type === "finalization" ? { ...item, signers: [] } : item;

/** The driver of a member that has received no proposal yet: one that it keeps for later is one that is late. */
const driverOf = (member: Member): Driver => ({ ...nodeOf(member), proposals: [], proofs: [], built: 0 });

/** The certificate as the core has it. */
const unsigned = <T extends LogItem = Item>({ signers: _, ...item }: Entry & { readonly signers?: readonly NodeId[] }): T =>
  item as unknown as T;

/** An effect without what the driver adds to those of the core: signers, addressees, and the demand for a block. */
function seenBySpec(effect: DriverEffect): readonly NodeEffect[] {
  switch (effect.type) {
    case "Build":
      return [];
    case "Persist":
      return [{ ...effect, items: effect.items.map((item) => unsigned<LogItem>(item)) }];
    case "Resend":
      return [{ type: effect.type, items: effect.items.map((item): Item => unsigned(item)) }];
    case "Broadcast":
      return [{ ...effect, item: unsigned(effect.item) }];
    case "Answer":
      return [{ type: effect.type, certificates: effect.certificates.map((item) => unsigned(item)) as readonly Certificate[] }];
    default:
      return [effect];
  }
}

/** What the driver makes of an input. */
interface Outcome {
  readonly covered: readonly CoveredStep<Closed>[];
  readonly stepped: Stepped<Closed, Data, string>;
  /** It goes on in the model: no view is above the last, and a proposal is not merely kept for later. */
  readonly isWithin: boolean;
}

function driverAction<A extends OfNode>(universe: SteppedUniverse, of: DriverInput<A>): AnySystemAction<Closed> {
  let last: { readonly closed: Closed; readonly args: A; readonly outcome: Outcome } | null = null;
  /** Lockstep asks several times about one input. */
  const outcome = (closed: Closed, args: A): Outcome => {
    if (last?.closed !== closed || last.args !== args) last = { closed, args, outcome: outcomeOf(universe, of, closed, args) };
    return last.outcome;
  };
  return {
    kind: "machine",
    params: of.params,
    admits: (closed: Closed, args: A) => (of.occurs(closed, args) && outcome(closed, args).isWithin ? null : "does-not-occur"),
    covers: (closed: Closed, args: A) => outcome(closed, args).covered,
    step: (closed: Closed, args: A) => outcome(closed, args).stepped,
  } as AnySystemAction<Closed>;
}

function outcomeOf<A extends OfNode>(universe: SteppedUniverse, of: DriverInput<A>, closed: Closed, args: A): Outcome {
  const { i } = args;
  const c = constantsOf(universe, i);
  const s = driverOf(closed.machine[universe.honest.indexOf(i)] as Member);
  const input = of.input(args, closed);
  const received = receive(c, s, input);
  const steps = taken(c, s, input);
  if (steps.length === 0) return withoutSteps(universe, of, closed, args, received);
  const covered = coveredBy(universe, closed, i, steps);
  const { after, isWithin } = covered;
  if (typeof received === "string") return { covered: covered.steps, stepped: received, isWithin };
  const effects = received[1].flatMap(seenBySpec);
  const { wal, sent } = carriedOut(universe, closed.world, i, effects);
  const next = { machine: withNode(universe, closed, i, received[0]), world: { ...after.world, wal, sent } };
  const missed = certified(universe, closed, i) === null ? certified(universe, after, i) : null;
  return {
    covered: missed === null ? covered.steps : [...covered.steps, { action: missed.action, args: missed.args, after }],
    stepped: [next, effects as unknown as readonly Data[]],
    isWithin,
  };
}

/** The driver has refused the input, or it has kept a proposal for later. */
function withoutSteps<A extends OfNode>(
  universe: SteppedUniverse,
  of: DriverInput<A>,
  closed: Closed,
  args: A,
  received: ReturnType<typeof receive>,
): Outcome {
  const about = of.about(args);
  const covering = (steps: readonly Step[]) => steps.map(({ action, args: own }) => ({ action, args: own, after: closed }));
  if (typeof received === "string") return { covered: covering(about.slice(0, 1)), stepped: received, isWithin: true };
  const missed = about.filter((step) => isPossible(universe, closed, args.i, step));
  return { covered: covering(missed), stepped: [closed, []], isWithin: missed.length > 0 };
}

/** The steps of the spec for those of the driver, the model after them, and whether all views are in the model. */
function coveredBy(universe: SteppedUniverse, closed: Closed, i: NodeId, steps: readonly Taken[]) {
  let after = closed;
  let isWithin = true;
  const covered = steps.map(({ action, args, after: node }): CoveredStep<Closed> => {
    const given = args as unknown as Args;
    const stepped = stepOf(universe, after, i, action, given);
    const { world } = typeof stepped === "string" ? after : stepped[0];
    after = { machine: withNode(universe, after, i, node), world };
    if (action === "Gather" && (given.view as number) > universe.setting.maxView) isWithin = false;
    return { action, args: specArgs(i, action, given as never), after };
  });
  return { steps: covered, after, isWithin };
}

/** A certificate that the ballots of a node hold and its core does not know, as the step that learns it. */
function certified(universe: SteppedUniverse, closed: Closed, i: NodeId): Step | null {
  const steps = universe.votes.map((vote): Step => {
    const { view } = vote;
    if (vote.type === "nullify") return { action: "OnNullification", args: { i, v: view }, given: { view } };
    const action = vote.type === "notarize" ? "OnNotarization" : "OnFinalization";
    return { action, args: { i, b: vote.block }, given: { block: { view, id: vote.block } } };
  });
  return steps.find((step) => isPossible(universe, closed, i, step)) ?? null;
}

const isPossible = (universe: SteppedUniverse, closed: Closed, i: NodeId, { action, given }: Step): boolean =>
  typeof stepOf(universe, closed, i, action, given) !== "string";

/** The arguments of a step as the spec has them. */
function specArgs(
  i: NodeId,
  action: StepName,
  given: {
    readonly block: { readonly id: BlockId };
    readonly view: number;
    readonly from: NodeId;
    readonly vote: Vote;
    readonly certificate: Certificate;
    readonly signers: readonly NodeId[];
    readonly want: Want;
    readonly chain: readonly Block[];
  },
): Args {
  switch (action) {
    case "Propose":
    case "Notarize":
    case "OnNotarization":
    case "OnFinalization":
    case "Request":
      return { i, b: given.block.id };
    case "Nullify":
    case "OnNullification":
    case "Gather":
      return { i, v: given.view };
    case "OnVote":
      return { i, m: given.from, vote: given.vote };
    case "OnCertificate":
      return { i, c: given.certificate, S: given.signers };
    case "Answer":
      return { j: i, w: given.want };
    case "Release":
      return { i, b: (given.chain[0] as Block).id };
    case "Recover":
      return { i };
  }
}
