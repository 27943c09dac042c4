/** Which nodes the GSI models do not tell apart: honest ones among themselves, and Byzantine ones among themselves. */

import type { Permutation, Symmetry } from "../../lib/model.ts";
import { shuffled } from "../../lib/random.ts";
import { difference, type SortedSet } from "../../lib/sorted-set.ts";
import type { NodeId } from "./types.ts";
import type { Closed, Setting } from "./world.ts";

/** Honest nodes are interchangeable, and so are Byzantine ones. */
export function symmetryOf({ constants, byzantine }: Setting): Symmetry<Closed> {
  return nodeSymmetry("honest nodes and in Byzantine nodes", [difference(constants.nodes, byzantine), byzantine]);
}

/**
 * The nodes of each class are interchangeable. The representative gives the least nodes of a class the greatest records, where a
 * node's record says of which sets of the state it is a member.
 */
export function nodeSymmetry(about: string, classes: readonly SortedSet<NodeId>[]): Symmetry<Closed> {
  const toCanonical = (closed: Closed): Permutation => {
    const records = recordsOf(closed);
    const sorted = (nodes: SortedSet<NodeId>) => nodes.toSorted((a, b) => (records.get(b) ?? 0) - (records.get(a) ?? 0));
    return new Map(classes.flatMap((nodes) => sorted(nodes).map((node, i) => [node, nodes[i] as NodeId] as const)));
  };
  const permuted = (closed: Closed, random: () => number): Closed =>
    rename(
      closed,
      new Map(classes.flatMap((nodes) => shuffled(nodes, random).map((to, i) => [nodes[i] as NodeId, to] as const))),
    );
  const canonical = (closed: Closed): Closed => rename(closed, toCanonical(closed));
  return { about, canonical, permuted, group: { classes, rename, toCanonical } };
}

/** Of which sets each node is a member, as bits. Equal records mean that exchanging the nodes changes nothing. */
function recordsOf({ machine, world }: Closed): ReadonlyMap<NodeId, number> {
  const records = new Map<NodeId, number>();
  const sets = [machine.cloud, ...machine.signers.map(({ by }) => by), machine.slashed, world.lied];
  sets.forEach((set, bit) => {
    for (const node of set) records.set(node, (records.get(node) ?? 0) | (1 << bit));
  });
  return records;
}

/** The state with every node renamed. */
function rename({ machine, world }: Closed, by: Permutation): Closed {
  const set = (nodes: SortedSet<NodeId>): SortedSet<NodeId> =>
    nodes.map((node) => (by.get(node) ?? node) as NodeId).sort((a, b) => a - b);
  return {
    machine: {
      ...machine,
      cloud: set(machine.cloud),
      signers: machine.signers.map(({ output, by }) => ({ output, by: set(by) })),
      slashed: set(machine.slashed),
    },
    world: { ...world, lied: set(world.lied) },
  };
}
