/** The steps of one node in a model of SimplexVotes, and what the world makes of their effects. */

import type { Args, Stepped } from "../../lib/model.ts";
import { voteOf } from "../simplex/proofs.ts";
import { isReleased, nothing } from "../simplex/release.ts";
import type { Block, BlockId, BlockRef, Certificate, Effect, NodeId, Vote } from "../simplex/types.ts";
import { signersOf } from "../simplex/vote-keeper.ts";
import type { DriverConstants, LogItem, Node, NodeEffect, Release, Released } from "../simplex/votes-types.ts";
import { carryOut, itemsOf, type Keys } from "../simplex/world.ts";
import type { simplexVotes } from "./protocol.ts";
import type { Universe } from "./universe.ts";
import { type Closed, type Member, show, type World } from "./world.ts";

export type StepName = keyof typeof simplexVotes.actions;

/** A node's steps by name. */
export type Steps = { readonly [N in StepName]: (c: DriverConstants, s: Node, args: never) => Stepped<Node, NodeEffect, string> };

/** What can occur in a model, and what its nodes do. */
export type SteppedUniverse = Universe & { readonly steps: Steps };

/** The constants of one node. */
export const constantsOf = ({ setting, leaders }: Universe, self: NodeId): DriverConstants => ({
  self,
  committee: setting.nodes.length,
  leaders,
  horizon: setting.horizon,
});

/** A member of the model as the code has it. */
export function nodeOf({ votes, accused, released, ...core }: Member): Node {
  return { core, votes, accused, released };
}

const none = { votes: [], accused: [], released: nothing };

/** The model with a node changed. One without a keeper keeps no votes. */
export function withNode({ setting, honest }: Universe, { machine }: Closed, self: NodeId, node: Node): readonly Member[] {
  const { votes, accused, released } = setting.detailed.includes(self) ? node : none;
  const member = { ...node.core, votes, accused, released };
  return machine.with(honest.indexOf(self), member);
}

/** The world after a node's effects. */
export function carriedOut(universe: Universe, world: World, self: NodeId, effects: readonly NodeEffect[]): World {
  const at = universe.honest.indexOf(self);
  let { recorded, issued } = world;
  const ofCore: Effect[] = [];
  for (const effect of effects) {
    if (effect.type === "SignOutward") issued = issued.with(at, noting(issued[at] as readonly BlockId[], effect.block.id));
    else if (effect.type === "Persist" && effect.items.some(isReleased)) {
      recorded = recorded.with(at, releaseOf(effect.items.find(isReleased) as Released));
    } else if (effect.type !== "Report" && effect.type !== "ReleaseBeacon") ofCore.push(effect as Effect);
  }
  return { ...world, ...carryOut(universe, world, at, ofCore), recorded, issued };
}

const releaseOf = ({ height, view, block }: Released): Release => ({ height, block: { view, id: block } });

/** The blocks with one more. What a node signs again after a crash is the last one's, and the same. */
const noting = (issued: readonly BlockId[], block: BlockId): readonly BlockId[] =>
  issued.at(-1) === block ? issued : [...issued, block];

/** What a node of the model finds in its log. */
export function logOf(universe: Universe, { world }: Closed, at: number): readonly LogItem[] {
  const { height, block } = world.recorded[at] as Release;
  const released: readonly Released[] = height === 0 ? [] : [{ type: "released", view: block.view, block: block.id, height }];
  return [...released, ...itemsOf(universe, world.wal[at] as Keys)];
}

/**
 * What the application hands in when it has executed a block: the chain from it to the last that is final, or the block alone if it is no
 * ancestor of that.
 */
export function chainFrom({ blocks }: Universe, block: Block, tip: BlockRef): readonly Block[] {
  const chain: Block[] = [];
  for (let at = blocks.get(tip.id); at !== undefined && at.view >= block.view; at = blocks.get(at.parent.id)) chain.unshift(at);
  return chain[0]?.id === block.id ? chain : [block];
}

/** A step of node `self`. */
export function stepOf(
  universe: SteppedUniverse,
  closed: Closed,
  self: NodeId,
  name: StepName,
  args: Args,
): Stepped<Closed, NodeEffect, string> {
  const act = universe.steps[name] as (c: DriverConstants, s: Node, args: Args) => Stepped<Node, NodeEffect, string>;
  const node = nodeOf(closed.machine[universe.honest.indexOf(self)] as Member);
  const stepped = act(constantsOf(universe, self), node, args);
  if (typeof stepped === "string") return stepped;
  const [next, effects] = stepped;
  const world = noted(universe, carriedOut(universe, closed.world, self, effects), node, name, args);
  return [{ machine: withNode(universe, closed, self, next), world }, effects];
}

/** What the world notes of a step besides its effects: the crash, or the signers of a certificate. */
function noted(universe: Universe, world: World, node: Node, name: StepName, args: Args): World {
  const counted = (vote: Vote) => show(universe, world, signersOf(node.votes, vote), vote);
  const { view, id } = (args.block ?? {}) as BlockRef;
  switch (name) {
    case "OnNotarization":
      return counted({ type: "notarize", view, block: id });
    case "OnNullification":
      return counted({ type: "nullify", view: args.view as number });
    case "OnFinalization":
      return counted({ type: "finalize", view, block: id });
    case "OnCertificate":
      return show(universe, world, args.signers as readonly NodeId[], voteOf(args.certificate as Certificate));
    case "Recover":
      return { ...world, crashes: world.crashes + 1 };
    default:
      return world;
  }
}
