import { describe, expect, test } from "vitest";
import type { Suite } from "../crypto/suite.ts";
import { SUITES } from "../crypto/testing-suites.ts";
import { beacon, init as beaconInit } from "../machines/beacon/protocol.ts";
import { logDkg, init as logDkgInit } from "../machines/log-dkg/protocol.ts";
import type { Actions, Protocol } from "../machines/protocol.ts";
import { thresholdBls, init as thresholdBlsInit } from "../machines/threshold-bls/protocol.ts";
import { type Log, memoryCheckpoints, memoryLog } from "./log.ts";
import { type ProtocolNode, startNode } from "./node.ts";

const key = { chainId: 1, cloudId: "c1".repeat(32), keyEpoch: 1 };
const publicKeyOf = ({ g2 }: Suite) => g2.encode(g2.generator);

/** A log that counts how often it was opened for reading. */
function countingLog(): { readonly log: Log; readonly reads: () => number } {
  const memory = memoryLog();
  let reads = 0;
  const read: Log["read"] = (after) => {
    reads++;
    return memory.read(after);
  };
  return { log: { ...memory, read }, reads: () => reads };
}

interface Attempt {
  readonly suite: Suite;
  readonly log: Log;
  readonly simulation?: boolean;
}

type Start = (attempt: Attempt) => Promise<ProtocolNode<unknown>>;

function starting<C extends object, S, E>(
  protocol: Protocol<C, S, E, Actions<C, S, E>>,
  initial: S,
  constantsOf: (suite: Suite) => C,
): Start {
  return async ({ suite, ...rest }) =>
    startNode<C, S, E>({
      protocol,
      constants: constantsOf(suite),
      initial,
      checkpoints: memoryCheckpoints<S>(),
      execute: async () => {},
      ...rest,
    });
}

/** Every machine that computes in a suite. */
const machines: readonly (readonly [name: string, start: Start])[] = [
  ["Beacon", starting(beacon, beaconInit(), (suite) => ({ suite, publicKey: publicKeyOf(suite), key }))],
  ["ThresholdBls", starting(thresholdBls, thresholdBlsInit(), (suite) => ({ suite, members: 4, threshold: 2 }))],
  ["LogDkg", starting(logDkg, logDkgInit(), (suite) => ({ suite, cloud: "a cloud", limit: 5 }))],
];

const insecure = SUITES.filter(([name]) => name !== "bls12-381");
const [bls] = SUITES.filter(([name]) => name === "bls12-381").map(([, { suite }]) => suite);

describe.each(machines)("a node of %s", (_, start) => {
  test.each(insecure)("refuses %s before it reads anything", async (_name, { suite }) => {
    const { log, reads } = countingLog();
    await expect(start({ suite, log })).rejects.toMatchObject({ name: "NexusError", code: "suite-without-security", exit: 2 });
    await expect(start({ suite, log, simulation: false })).rejects.toMatchObject({ code: "suite-without-security" });
    expect(reads()).toBe(0);
  });

  test.each(insecure)("takes %s where it is marked as a simulation", async (_name, { suite }) => {
    const { log, reads } = countingLog();
    const node = await start({ suite, log, simulation: true });
    expect(reads()).toBeGreaterThan(0);
    await node.stop();
  });

  test("takes BLS12-381", async () => {
    const node = await start({ suite: bls as Suite, log: memoryLog() });
    await node.stop();
  });
});
