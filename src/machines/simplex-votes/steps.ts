/** The steps of one node in a model of SimplexVotes, and what the world makes of their effects. */

import type { Args, Stepped } from "../../lib/model.ts";
import { voteOf } from "../simplex/proofs.ts";
import type { BlockRef, Certificate, Effect, NodeId, Vote } from "../simplex/types.ts";
import { signersOf } from "../simplex/vote-keeper.ts";
import type { DriverConstants, Node, NodeEffect } from "../simplex/votes-types.ts";
import { carryOut } from "../simplex/world.ts";
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
export function nodeOf({ votes, accused, ...core }: Member): Node {
  return { core, votes, accused };
}

const nothing = { votes: [], accused: [] };

/** The model with a node changed. One without a keeper keeps no votes. */
export function withNode({ setting, honest }: Universe, { machine }: Closed, self: NodeId, node: Node): readonly Member[] {
  const { votes, accused } = setting.detailed.includes(self) ? node : nothing;
  const member = { ...node.core, votes, accused };
  return machine.with(honest.indexOf(self), member);
}

/** The world after a node's effects. */
export function carriedOut(universe: Universe, world: World, self: NodeId, effects: readonly NodeEffect[]): World {
  const ofCore = effects.filter((effect): effect is Effect => effect.type !== "Report");
  return { ...world, ...carryOut(universe, world, universe.honest.indexOf(self), ofCore) };
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
