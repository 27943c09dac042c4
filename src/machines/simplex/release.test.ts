/** What goes out of the cloud after finality: when, in which order, after a crash, and how the beacon takes it. */

import { describe, expect, test } from "vitest";
import { simSuite } from "../../crypto/sim-suite.ts";
import { init as beaconInit } from "../beacon/protocol.ts";
import { taken as beaconStep } from "../beacon/testing-acts.ts";
import type { Constants as BeaconConstants, Effect as BeaconEffect } from "../beacon/types.ts";
import { initDriver, receive, taken } from "./driver.ts";
import { record, recorded } from "./release.ts";
import { Cluster } from "./testing-cluster.ts";
import { allHonest, alone, block, certificate, member, quiet, run, start } from "./testing-scenario.ts";
import { stabilise } from "./testing-simulation.ts";
import type { Block } from "./types.ts";
import { genesis } from "./types.ts";
import type { Driver, DriverEffect, Entry, Input } from "./votes-types.ts";

const ref = ({ view, id }: Block) => ({ view, id });

/** A chain over a view that was nullified, and a block beside it. */
const [first, third, fourth, beside] = [
  block(1),
  block(3, { view: 1, id: "b1" }),
  block(4, { view: 3, id: "b3" }),
  block(2, { view: 1, id: "b1" }, "x"),
];
const final = (of: Block): Input => certificate("finalization", of, [1, 3, 4]);
const executed = (...chain: readonly Block[]): Input => ({ type: "Executed", chain });

/** A node with the third block final, by which the first one is. */
const { s: node } = run([start, final(third)]);

const released = (of: Block, height: number) => ({ type: "released", view: of.view, block: of.id, height }) as const;
const goesOut = (of: Block, height: number): readonly DriverEffect[] => [
  { type: "SignOutward", height, block: ref(of) },
  { type: "ReleaseBeacon", round: height },
];

describe("a block that was executed", () => {
  test("is written down, and then what goes out of its height is signed", () => {
    const { s, effects } = run([executed(first, third)], node);
    expect(effects).toEqual([{ type: "Persist", items: [released(first, 1)] }, ...goesOut(first, 1)]);
    expect(s).toEqual({ ...node, released: { height: 1, block: ref(first) } });
    const next = run([executed(third)], s);
    expect(next.effects).toEqual([{ type: "Persist", items: [released(third, 2)] }, ...goesOut(third, 2)]);
    expect(taken(alone, s, executed(third)).map(({ action }) => action)).toEqual(["Release"]);
  });

  test("may be behind what has become final since", () => {
    const { s, effects } = run([final(fourth), executed(first, third, fourth), executed(third, fourth)], node);
    expect(effects).toContainEqual({ type: "ReleaseBeacon", round: 2 });
    expect(s.released).toEqual({ height: 2, block: ref(third) });
  });

  test.each<[string, Input, Driver, refusal: string]>([
    ["nothing", executed(), node, "not-final"],
    ["a block that nobody has made final", executed(fourth), node, "not-final"],
    ["one that is notarized", executed(first), run([start, certificate("notarization", first, [1, 3, 4])]).s, "not-final"],
    ["one that does not lead to what is final", executed(first), node, "not-final"],
    ["one beside the chain, to whose end it is put", executed(beside, third), node, "not-final"],
    ["a chain with a gap", executed(first, fourth), run([final(fourth)], node).s, "not-final"],
    ["a block of another view with the identity of the last", executed(first, { ...third, view: 5 }), node, "not-final"],
    ["one before its parent", executed(third), node, "not-next"],
    ["one that was released", executed(first, third), run([executed(first, third)], node).s, "not-next"],
  ])("is refused: %s", (_, input, s, refusal) => {
    expect(receive(alone, s, input)).toBe(refusal);
    expect(taken(alone, s, input)).toEqual([]);
  });
});

describe("after a crash", () => {
  const log: readonly Entry[] = [{ type: "finalization", view: 3, block: "b3", signers: [1, 3, 4] }];
  const restarted = (entries: readonly Entry[]) => run([{ type: "Restart", log: entries }]);

  test("what is final and was not executed is delivered again; nothing is said of it", () => {
    const { s, effects } = restarted(log);
    expect(s.released).toEqual({ height: 0, block: genesis });
    expect(effects.slice(2)).toEqual([{ type: "Deliver", block: ref(third) }]);
  });

  test("what was written down last is signed once more, and goes on from there", () => {
    const { s, effects } = restarted([released(first, 1), ...log]);
    expect(effects.slice(2)).toEqual([...goesOut(first, 1), { type: "Deliver", block: ref(third) }]);
    expect(receive(alone, s, executed(first, third))).toBe("not-next");
    const { s: all } = run([executed(third)], s);
    expect(all.released.height).toBe(2);
    expect(restarted([released(third, 2), ...log]).effects.slice(2)).toEqual(goesOut(third, 2));
  });

  test("the log says the last height alone, whatever becomes final", () => {
    const one = record(log, [released(first, 1)]);
    const two = record(one, [released(third, 2)]);
    const later = record(two, [{ type: "finalization", view: 4, block: "b4", signers: [1, 3, 4] }]);
    expect(one).toEqual([released(first, 1), ...log]);
    expect(two).toEqual([released(third, 2), ...log]);
    expect(later.map(({ type, view }) => [type, view])).toEqual([
      ["released", 3],
      ["finalization", 4],
    ]);
    expect(recorded(later)).toEqual({ height: 2, block: ref(third) });
    expect(recorded(log).height).toBe(0);
  });
});

test("the beacon's machine takes each height when it is final and releases its share then, in the order in which they go out", () => {
  const key = { chainId: 1, cloudId: "c1".repeat(32), keyEpoch: 1 };
  const constants: BeaconConstants = { suite: simSuite(), publicKey: "", key };
  const world = new Cluster(allHonest);
  for (let height = 0; height < 3; height++) stabilise(world, quiet);
  const { constants: of, delivered, disk } = member(world, 2);
  const chain = world.ledger.chain(genesis, delivered);
  expect(chain.length).toBeGreaterThan(2);
  let driver = initDriver();
  let beacon = beaconInit();
  const shares: BeaconEffect[] = [];
  const take = (input: Input) => {
    const stepped = receive(of, driver, input);
    if (typeof stepped === "string") throw new Error(stepped);
    driver = stepped[0];
    for (const effect of stepped[1]) {
      if (effect.type !== "ReleaseBeacon") continue;
      [beacon] = beaconStep(constants, beacon, { type: "Final", b: { opens: [], requests: false } });
      const [next, effects] = beaconStep(constants, beacon, { type: "Release", r: effect.round });
      beacon = next;
      shares.push(...effects);
    }
  };
  take({ type: "Restart", log: disk.filter(({ type }) => type !== "released") });
  for (let at = 0; at < chain.length; at++) take(executed(...chain.slice(at)));
  expect(shares).toEqual(chain.map((_, at) => ({ type: "SendPartial", round: at + 1 })));
});
