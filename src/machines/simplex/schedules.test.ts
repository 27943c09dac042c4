import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { DriverRefusal } from "./driver.ts";
import { chooseSchedule } from "./testing-schedules.ts";
import { simulate } from "./testing-simulation.ts";

/** A schedule by numbers that are drawn one after the other. */
const schedules = (size: 4 | 7) =>
  fc.infiniteStream(fc.nat()).map((numbers) => chooseSchedule(size, (below) => numbers.next().value % below));

describe("random schedules over the driver: Byzantine members, a bad network and crashes, then a good network", () => {
  test.prop([schedules(4)], { numRuns: 2000, seed: 4 })("four members", (schedule) => {
    simulate(schedule);
  });

  test.prop([schedules(7)], { numRuns: 1000, seed: 7 })("seven members", (schedule) => {
    simulate(schedule);
  });

  test("are not vacuous", () => {
    const happened = new Set<string>();
    for (const schedule of fc.sample(fc.oneof(schedules(4), schedules(7)), { numRuns: 300, seed: 1 })) {
      for (const what of Object.keys(simulate(schedule).tally)) happened.add(what);
    }
    const effects = ["Deliver", "SignOutward", "Request", "Gather", "evidence: end", "evidence: finalize", "evidence: notarize"];
    const inputs = ["Asked", "Built", "Certificate", "Executed", "Proposal", "Restart", "Retransmit", "Timer", "Vote"];
    const network = ["crash", "divided", "lost: network", "lost: partition"];
    const refusals = [
      "already-ended",
      "already-final",
      "already-kept",
      "already-known",
      "beyond-horizon",
      "not-leader",
      "not-member",
      "other-view",
      "own-proposal",
      "own-vote",
      "parent-not-below",
      "past-view",
      "proposal-arrived",
      "too-few-signers",
      "unknown",
    ] satisfies readonly DriverRefusal[];
    const expected = [...effects, ...inputs, ...network, ...refusals.map((refusal) => `refused: ${refusal}`)];
    expect([...happened].sort()).toEqual(expected.sort());
  });
});
