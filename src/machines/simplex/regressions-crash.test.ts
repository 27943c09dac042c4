/** Faults of other implementations in a crash, named by their threads: what was sent before must not be contradicted after. */

import { describe, expect, test } from "vitest";
import { Cluster, proposalOf } from "./testing-cluster.ts";
import { allHonest, arrives, certificate, faulty, loses, member, notarize, nullify, quiet } from "./testing-scenario.ts";
import { stabilise } from "./testing-simulation.ts";
import type { Block, Vote } from "./types.ts";
import { genesis } from "./types.ts";

describe("votes that a crash makes a node forget", () => {
  /** A view with a leader that shows its second block after the crash; the node's steps, cut off after some effects of one of them. */
  function crashing(step: number, effects: number): readonly Vote[] {
    const world = new Cluster({ ...faulty, puppets: [1] });
    const node = member(world, 2);
    const [a, b] = [world.ledger.block(1, 1, genesis, ""), world.ledger.block(1, 1, genesis, "")];
    const script = [
      () => proposalOf(1, a),
      () => certificate("notarization", a, [1, 3, 4]),
      () => ({ type: "Timer", view: 2, timer: "view" }) as const,
    ];
    for (const self of [3, 4]) world.give(member(world, self), proposalOf(1, a));
    world.ledger.signs(1, notarize(a));
    for (const [at, input] of script.entries()) world.give(node, input(), at === step ? effects : undefined);
    world.crash(node);
    world.restart(node);
    world.give(node, proposalOf(1, b));
    world.expire(node, "view");
    return world.ledger.signedVotes().filter((vote) => world.ledger.signersOf(vote).includes(2));
  }

  test("circlefin/malachite#864: after its recovery a node sends no vote that contradicts what it sent before", () => {
    const world = new Cluster({ ...faulty, puppets: [1] });
    const node = member(world, 2);
    const [a, b] = [world.ledger.block(1, 1, genesis, ""), world.ledger.block(1, 1, genesis, "")];
    world.give(node, proposalOf(1, a));
    world.crash(node);
    world.restart(node);
    // The ledger throws when an honest member signs two votes that exclude each other.
    world.give(node, proposalOf(1, b));
    world.expire(node, "view");
    expect(world.ledger.signersOf(notarize(a))).toEqual([2]);
    expect(world.ledger.signersOf(notarize(b))).toEqual([]);
    expect(world.ledger.signersOf(nullify(1))).toEqual([2]);
  });

  test("Telcoin-Association/telcoin-network#934: wherever a step is cut off, what was sent is on the disk", () => {
    const outcomes = new Set<string>();
    for (const step of [0, 1, 2]) {
      for (const effects of [0, 1, 2, 3, 4]) {
        const blocks = crashing(step, effects).flatMap((vote) => (vote.type === "notarize" ? [vote.block] : []));
        expect(blocks.length).toBe(1);
        outcomes.add(blocks.join());
      }
    }
    // Cut off before the vote was durable, the node votes for the other block; it had sent nothing.
    expect(outcomes.size).toBe(2);
  });

  test("a leader that is cut off while it proposes has one proposal in the end", () => {
    for (const effects of [0, 1, 2, 3, 4]) {
      const world = new Cluster(allHonest);
      const node = member(world, 1);
      const built = world.ledger.block(1, 1, genesis, "");
      world.give(node, { type: "Built", block: built }, effects);
      world.crash(node);
      world.restart(node);
      world.build(node);
      const proposed = world.flights.flatMap(({ input }) => (input.type === "Proposal" ? [input.block.id] : []));
      expect(new Set(proposed).size).toBe(1);
    }
  });

  test("tempoxyz/tempo#1020: all stop when the log has gone on to what is final, and nothing has been made of it; none of it is lost", () => {
    const world = new Cluster(allHonest);
    world.build(member(world, 1));
    arrives(world, ({ input }) => input.type !== "Vote" || input.vote.type === "notarize");
    const [block] = world.ledger.allBlocks() as [Block];
    for (const replica of world.replicas) {
      expect(replica.driver.core).toMatchObject({ view: 2, rounds: [{ ended: "fin" }] });
      // The log is written, and the first effect after it is not carried out.
      world.give(replica, certificate("finalization", block, [1, 2, 3]), 1);
      expect(replica).toMatchObject({ up: false, delivered: genesis, disk: [{ type: "finalization", view: 1 }] });
    }
    for (const replica of world.replicas) {
      world.restart(replica);
      expect(replica.delivered).toEqual({ view: 1, id: block.id });
      world.execute(replica);
      expect(replica.out).toEqual({ statement: 1, share: 1 });
    }
    stabilise(world, quiet);
  });

  test("serai-dex/serai#345: all nodes stop in the middle of a view and come back; nobody equivocates, and nobody waits for ever", () => {
    for (const voted of [1, 2, 3, 4]) {
      const world = new Cluster(allHonest);
      world.build(member(world, 1));
      arrives(world, ({ to, input }) => input.type === "Proposal" && to.constants.self <= voted);
      for (const replica of world.replicas) world.crash(replica);
      loses(world);
      stabilise(world, quiet);
      for (const { delivered } of world.replicas) expect(delivered.view).toBeGreaterThan(1);
    }
  });
});
