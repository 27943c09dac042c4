/**
 * Faults that others have found in their implementations, played against this driver. Each scenario is named by its thread and says what
 * the thread reports.
 */

import { afterEach, describe, expect, test, vi } from "vitest";
import { receive } from "./driver.ts";
import type * as ClusterModule from "./testing-cluster.ts";
import { Cluster } from "./testing-cluster.ts";
import {
  allHonest,
  alone,
  arrives,
  between,
  block,
  certificate,
  faulty,
  finalize,
  loses,
  member,
  notarize,
  nullify,
  quiet,
  run,
  sent,
  start,
  votes,
} from "./testing-scenario.ts";
import type * as Simulation from "./testing-simulation.ts";
import { stabilise } from "./testing-simulation.ts";
import type { Block } from "./types.ts";
import { genesis } from "./types.ts";
import type { Certified, DriverEffect, Input } from "./votes-types.ts";

/**
 * One node knows N(1) and will not nullify view 1, two know X(1); each certificate has a Byzantine vote that does not come again. Then
 * all leave view 2, and with it what they say again and again about view 1.
 */
function divide(world: Cluster): void {
  world.build(member(world, 1));
  arrives(world, between(1, 2));
  const [proposed] = world.ledger.allBlocks();
  votes(world, notarize(proposed as Block), [1]);
  expect(member(world, 1).driver.core).toMatchObject({ view: 2, rounds: [{ view: 1, ended: "fin" }] });
  loses(world);
  for (const self of [2, 3]) world.expire(member(world, self), "view");
  arrives(world, between(2, 3));
  votes(world, nullify(1), [2, 3]);
  loses(world);
  for (const self of [2, 3]) expect(member(world, self).driver.core).toMatchObject({ view: 2, blocks: [], skips: [1] });
  for (const self of [1, 2, 3]) world.expire(member(world, self), "view");
  arrives(world, ({ input }) => input.type === "Vote");
  for (const self of [1, 2, 3])
    expect(member(world, self).driver.core).toMatchObject({ view: 3, skips: self === 1 ? [2] : [1, 2] });
}

describe("commonwarexyz/monorepo#2137, mended in #2192: with enough honest nodes online, a configuration of certificates stops all progress", () => {
  afterEach(() => {
    vi.doUnmock("./core.ts");
    vi.resetModules();
  });

  test("a node that cannot vote asks for exactly the certificate that it lacks, and all go on", () => {
    const world = new Cluster(faulty);
    divide(world);
    stabilise(world, quiet);
    expect(world.tally.Request).toBeGreaterThan(0);
  });

  test("a leader that has jumped over a view gathers what it lacks of a parent, and proposes", () => {
    const world = new Cluster(faulty);
    for (const view of [1, 2]) {
      for (const self of [1, 2]) world.expire(member(world, self), "view");
      votes(world, nullify(view), [1, 2]);
      arrives(world, ({ from, to, input }) => between(1, 2)({ from, to, input }));
    }
    const leader = member(world, 3);
    world.give(leader, certificate("nullification", block(2), [1, 2, 4]));
    expect(leader.driver.core).toMatchObject({ view: 3, skips: [2], wanted: [{ kind: "any", view: 1 }] });
    expect(leader.building).toBeNull();
    arrives(world, ({ input }) => input.type === "Asked" || input.type === "Certificate");
    expect(leader.building).toMatchObject({ view: 3, parent: genesis });
  });

  test("without such requests all wait for ever", async () => {
    vi.resetModules();
    vi.doMock("./core.ts", async (original) => ({ ...((await original()) as object), Request: () => "nothing-missing" }));
    const mutant: typeof ClusterModule = await import("./testing-cluster.ts");
    const { stabilise: unrepaired }: typeof Simulation = await import("./testing-simulation.ts");
    const world = new mutant.Cluster(faulty);
    divide(world);
    expect(() => unrepaired(world, quiet)).toThrow("Progress");
  });
});

describe("ava-labs/Simplex#280: a finalize vote for a round that the node has timed out on, whose record pruning has erased", () => {
  const [first, second] = [block(1), block(2)];
  const timedOut: readonly Input[] = [
    start,
    { type: "Timer", view: 1, timer: "view" },
    certificate("nullification", first, [1, 3, 4]),
  ];
  const finalVotes = (effects: readonly DriverEffect[]) => sent(effects).filter(({ type }) => type === "finalize");

  test("a notarization that comes late, or is sent again, gets no finalize vote; nor does anything after finalization", () => {
    const late = certificate("notarization", first, [1, 3, 4]);
    const again: Input = { type: "Retransmit" };
    const { s, effects } = run([...timedOut, late, again]);
    expect(s.core).toMatchObject({ view: 2, blocks: [{ view: 1 }], rounds: [{ view: 1, ended: "nul" }] });
    expect(finalVotes(effects)).toEqual([]);
    const pruned = run(
      [certificate("finalization", second, [1, 3, 4]), late, again, certificate("finalization", first, [1, 3, 4])],
      s,
    );
    expect(pruned.s.core).toMatchObject({ tip: { view: 2 }, rounds: [] });
    expect(finalVotes(pruned.effects)).toEqual([]);
  });

  test("nor does it after a crash", () => {
    const { effects } = run(timedOut);
    const log = effects.flatMap((effect) => (effect.type === "Persist" ? effect.items : []));
    expect(finalVotes(run([{ type: "Restart", log }, certificate("notarization", first, [1, 3, 4])]).effects)).toEqual([]);
  });
});

describe("unverified data never displaces verified data", () => {
  const first = block(1);

  test("ava-labs/Simplex#544: what an attacker says first about a view that is to come does not shadow the truth", () => {
    const { s } = run([start]);
    const forged: readonly Input[] = [
      certificate("finalization", { ...first, id: "x" }, [1, 4]),
      certificate("finalization", { ...first, view: 3, id: "x" }, [1, 4, 4]),
      certificate("finalization", { ...first, id: "x" }, [1, 3, 5]),
      { type: "Proposal", from: 4, block: { ...first, id: "x" }, valid: true },
      { type: "Proposal", from: 1, block: { ...first, parent: first }, valid: true },
    ];
    for (const input of forged) expect(receive(alone, s, input)).toBeTypeOf("string");
    expect(run([certificate("finalization", first, [1, 3, 4])], s).s.core.tip).toEqual({ view: 1, id: "b1" });
  });

  test("a leader's other proposal does not keep a node from following the one that is certified", () => {
    const other = { type: "Proposal", from: 1, block: { ...first, id: "x" }, valid: true } as const;
    const { s } = run([
      start,
      other,
      certificate("notarization", first, [1, 3, 4]),
      certificate("finalization", first, [1, 3, 4]),
    ]);
    expect(s.core.tip).toEqual({ view: 1, id: "b1" });
  });

  test("cometbft/cometbft#5801: one malicious peer cannot hold up a node that is catching up", () => {
    const world = new Cluster(faulty);
    const behind = member(world, 3);
    world.crash(behind);
    for (let view = 1; view <= 8; view++) {
      for (const replica of world.replicas) world.build(replica);
      const proposed = world.ledger.allBlocks().findLast((one) => one.view === view);
      if (proposed === undefined) for (const self of [1, 2]) world.expire(member(world, self), "view");
      else votes(world, notarize(proposed), [1, 2]);
      votes(world, proposed === undefined ? nullify(view) : finalize(proposed), [1, 2]);
      arrives(world, between(1, 2));
      if (proposed === undefined) votes(world, nullify(view), [1, 2]);
      loses(world);
    }
    const { tip } = member(world, 1).driver.core;
    expect(tip.view).toBeGreaterThan(3);
    world.restart(behind);
    loses(world);
    const lies: readonly Input[] = [
      certificate("finalization", block(tip.view, genesis, "x"), [4]),
      { type: "Proposal", from: 4, block: block(4, genesis, "x"), valid: true },
    ];
    for (const lie of lies) world.give(behind, lie);
    votes(world, { type: "finalize", view: tip.view, block: "x" }, [3]);
    stabilise(world, quiet);
    expect(behind.delivered.view).toBeGreaterThan(tip.view);
  });

  test("circlefin/malachite#103: a kept vote does not make a node deaf to a certificate with its sender's other vote", () => {
    const { s, effects } = run([
      start,
      { type: "Vote", from: 4, vote: nullify(1) },
      certificate("finalization", first, [1, 3, 4]),
    ]);
    expect(s.core.tip).toEqual({ view: 1, id: "b1" });
    expect(effects).toContainEqual(expect.objectContaining({ type: "Report", evidence: expect.objectContaining({ from: 4 }) }));
  });

  test("serai-dex/serai#1250: a vote of a round far away does not hide that its sender contradicts itself here", () => {
    const far = { type: "Vote", from: 4, vote: nullify(Number.MAX_SAFE_INTEGER) } as const;
    const edge = { type: "Vote", from: 4, vote: nullify(6) } as const;
    const here = [notarize(first), notarize({ ...first, id: "x" })].map((vote): Input => ({ type: "Vote", from: 4, vote }));
    const { s, effects } = run([start, far, edge, ...here]);
    expect(effects.filter(({ type }) => type === "Report")).toHaveLength(1);
    expect(s.votes.map(({ view }) => view)).toEqual([1, 6]);
  });
});

describe("commonwarexyz/monorepo#2695: two of four honest nodes have nullified a view when its notarization comes", () => {
  test("they go on with the others, though the view is neither nullified nor final", () => {
    const world = new Cluster(allHonest);
    world.build(member(world, 1));
    const [proposed] = world.ledger.allBlocks() as readonly [Block];
    arrives(
      world,
      (flight) => (between(1, 2, 3)(flight) && [1, 2].includes(flight.to.constants.self)) || flight.input.type === "Proposal",
    );
    for (const self of [1, 2]) expect(member(world, self).driver.core).toMatchObject({ view: 2, rounds: [{ ended: "fin" }] });
    loses(world);
    for (const self of [3, 4]) world.expire(member(world, self), "view");
    loses(world);
    const notarization = member(world, 1).driver.proofs[0] as Certified;
    for (const self of [3, 4]) {
      world.give(member(world, self), certificate("notarization", proposed, notarization.signers));
      expect(member(world, self).driver.core).toMatchObject({
        view: 2,
        blocks: [{ id: proposed.id }],
        rounds: [{ ended: "nul" }],
      });
    }
    loses(world);
    stabilise(world, quiet);
    for (const { driver } of world.replicas) expect(driver.core.tip.view).toBeGreaterThan(1);
    expect(world.ledger.allBlocks()[1]?.parent).toEqual({ view: 1, id: proposed.id });
  });
});
