/** The world around the money of a ladder in its models: the ladder's world, and the other intervals. */

import { has, type SortedSet } from "../../lib/sorted-set.ts";
import type { NodeId, Output } from "../gsi/types.ts";
import * as ladder from "../gsi/world.ts";
import { amountOf, deposit } from "./money.ts";
import type { Amount, Constants, State } from "./types.ts";

export type Setting = ladder.Setting & {
  readonly constants: Constants;
  /** The base clouds that may have been drawn. */
  readonly draws: readonly SortedSet<NodeId>[];
};

export type World = ladder.World & {
  /** What nodes have lost in other intervals. */
  readonly elsewhere: Amount;
};

export type Closed = { readonly machine: State; readonly world: World };

/** @spec GsiBonds!MaySign */
export const maySign = ladder.maySign;

/** @spec GsiBonds!HonestClaimsAreIn */
export const honestClaimsAreIn = ladder.honestClaimsAreIn;

/**
 * Assumption: other intervals, too, slash none but Byzantine nodes.
 * @spec GsiBonds!MayBeSlashed
 */
export function mayBeSlashed({ byzantine }: Setting, node: NodeId): boolean {
  return has(byzantine, node);
}

/** @spec GsiBonds!Carry */
export function Carry({ machine, world }: Closed, args: { readonly o: Output }): Closed | "not-released" | "already-carried" {
  const carried = ladder.Carry({ machine, world }, args);
  return typeof carried === "string" ? carried : { machine, world: { ...world, ...carried.world } };
}

/** @spec GsiBonds!Done */
export function Done(closed: Closed): Closed | "not-done" {
  return ladder.Done(closed) === "not-done" ? "not-done" : closed;
}

/**
 * A base that cannot put up the deposits does not assert, whoever signs. It waits, as a base does whose members are silent.
 * @spec GsiBonds!Wait
 */
export function Wait({ constants: c }: Setting, closed: Closed): Closed | "asserted" | "can-assert" {
  const { phase, cloud, stake } = closed.machine;
  if (phase !== "executing") return "asserted";
  const able = cloud.filter((node) => amountOf(c, stake, node) >= deposit(c));
  return able.length >= c.assertThreshold ? "can-assert" : closed;
}

/** What the world notes when the machine takes a step. */
export const notes = {
  ...ladder.notes,
  SlashedElsewhere: ({ constants }: Setting, w: World, s: State, { i }: { readonly i: NodeId }): World => ({
    ...w,
    elsewhere: w.elsewhere + amountOf(constants, s.stake, i),
  }),
};
