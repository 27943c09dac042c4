/**
 * Faults that others have found in their implementations, played against this driver. Each scenario is named by its thread and says what
 * the thread reports. tempoxyz/tempo#1020 (a node that restarts has lost the epoch that has not ended yet) has no scenario: this machine
 * runs one epoch.
 */

import { afterEach, describe, expect, test, vi } from "vitest";
import { initDriver, receive } from "./driver.ts";
import type * as Cluster from "./testing-cluster.ts";
import type * as Simulation from "./testing-simulation.ts";
import type { Block, NodeId, Vote } from "./types.ts";
import { genesis } from "./types.ts";
import type { Certified, Driver, DriverConstants, DriverEffect, Input } from "./votes-types.ts";

type Flight = Cluster.Flight;
type Replica = Cluster.Replica;
type World = Cluster.Cluster;

/** Four members, the last of them in the hands of the adversary; 1, 2, 3 and 4 lead in turn. */
const faulty = { size: 4, horizon: 5, twins: [], puppets: [4] } as const;
const allHonest = { ...faulty, puppets: [] };

const { Cluster: World } = await import("./testing-cluster.ts");
const { proposalOf } = await import("./testing-cluster.ts");
const { stabilise } = await import("./testing-simulation.ts");

const quiet = () => {};

const member = (world: World, self: NodeId): Replica =>
  world.replicas.find(({ constants }) => constants.self === self) ?? expect.fail(`no replica of ${self}`);

/** Lets what matches arrive, and what it brings about as far as that matches too; the rest is lost. */
function arrives(world: World, matches: (flight: Flight) => boolean): void {
  for (let flight = world.flights.shift(); flight !== undefined; flight = world.flights.shift()) {
    if (matches(flight)) world.deliver(flight);
  }
}

const loses = (world: World) => arrives(world, () => false);

/** A vote of the adversary's member, to some. */
function votes(world: World, vote: Vote, to: readonly NodeId[]): void {
  world.ledger.signs(4, vote);
  for (const self of to) world.give(member(world, self), { type: "Vote", from: 4, vote });
}

const between =
  (...members: readonly NodeId[]) =>
  ({ from, to }: Flight) =>
    members.includes(from?.constants.self ?? 0) && members.includes(to.constants.self);

const notarize = ({ view, id }: Block): Vote => ({ type: "notarize", view, block: id });
const finalize = ({ view, id }: Block): Vote => ({ type: "finalize", view, block: id });
const nullify = (view: number): Vote => ({ type: "nullify", view });

/** One node alone: member 2 of four. */
const constants: DriverConstants = { self: 2, committee: 4, leaders: [1, 2, 3, 4], horizon: 5 };
const block = (view: number, parent: Block["parent"] = genesis, id = `b${view}`): Block => ({ view, id, parent, payload: "" });

function run(
  inputs: readonly Input[],
  from: Driver = initDriver(),
): { readonly s: Driver; readonly effects: readonly DriverEffect[] } {
  let s = from;
  const effects: DriverEffect[] = [];
  for (const input of inputs) {
    const stepped = receive(constants, s, input);
    if (typeof stepped === "string") continue;
    s = stepped[0];
    effects.push(...stepped[1]);
  }
  return { s, effects };
}

const start: Input = { type: "Restart", log: [] };
const sent = (effects: readonly DriverEffect[]) =>
  effects.flatMap((effect) => (effect.type === "Broadcast" ? [effect.item] : []));
const certificate = (type: Certified["type"], of: Block, signers: readonly NodeId[]): Input => {
  const { view, id } = of;
  return { type: "Certificate", certificate: type === "nullification" ? { type, view } : { type, view, block: id }, signers };
};

/**
 * One node knows N(1) and will not nullify view 1, two know X(1); each certificate has a Byzantine vote that does not come again. Then
 * all leave view 2, and with it what they say again and again about view 1.
 */
function divide(world: World): void {
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
    const world = new World(faulty);
    divide(world);
    stabilise(world, quiet);
    expect(world.tally.Request).toBeGreaterThan(0);
  });

  test("a leader that has jumped over a view gathers what it lacks of a parent, and proposes", () => {
    const world = new World(faulty);
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
    const mutant: typeof Cluster = await import("./testing-cluster.ts");
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
    for (const input of forged) expect(receive(constants, s, input)).toBeTypeOf("string");
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
    const world = new World(faulty);
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
    const world = new World(allHonest);
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

describe("votes that a crash makes a node forget", () => {
  /** A view with a leader that shows its second block after the crash; the node's steps, cut off after some effects of one of them. */
  function crashing(step: number, effects: number): readonly Vote[] {
    const world = new World({ ...faulty, puppets: [1] });
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
    const world = new World({ ...faulty, puppets: [1] });
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
      const world = new World(allHonest);
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

  test("serai-dex/serai#345: all nodes stop in the middle of a view and come back; nobody equivocates, and nobody waits for ever", () => {
    for (const voted of [1, 2, 3, 4]) {
      const world = new World(allHonest);
      world.build(member(world, 1));
      arrives(world, ({ to, input }) => input.type === "Proposal" && to.constants.self <= voted);
      for (const replica of world.replicas) world.crash(replica);
      loses(world);
      stabilise(world, quiet);
      for (const { delivered } of world.replicas) expect(delivered.view).toBeGreaterThan(1);
    }
  });
});
