import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { top } from "../gsi/ladder.ts";
import { type Choose, chooser, grown } from "../gsi/testing-schedules.ts";
import { setting } from "./models.ts";
import { invariants, witnesses } from "./properties.ts";
import { gsiData } from "./protocol.ts";
import { chooseSetting, randomRun, type Visited } from "./testing-schedules.ts";
import { UNAVAILABLE } from "./types.ts";
import { type Closed, correct, type Setting, undone } from "./world.ts";

const choices = fc.infiniteStream(fc.nat()).map(chooser);

function broken(of: Setting, closed: Closed): readonly string[] {
  return Object.entries(invariants).flatMap(([name, holds]) => (holds(of, closed) ? [] : [name]));
}

describe("random runs on networks of up to 40 nodes", () => {
  test.prop([choices], { seed: 4, numRuns: 40 })(
    "keep every invariant, always have a next step, and end as they must",
    (choose) => {
      const of = chooseSetting(choose);
      const run = randomRun(of, choose, grown);
      for (const { next } of run) expect(broken(of, next)).toEqual([]);
      const last = (run.at(-1) as Visited).next;
      expect(last.machine).toMatchObject({ phase: "settled", standing: correct(of), rests: correct(of) });
      expect(undone(last)).toBe(!of.codeword);
      expect(last.world.irrevocable).toEqual(of.codeword ? [of.truth] : []);
      // Each node attests once and signs each statement once; a level has a sample, an end of its voting, a claim; seven steps are the rest.
      expect(run.length).toBeLessThanOrEqual(4 * of.constants.nodes.length + 3 * top(of.constants) + 9);
    },
  );

  test("reach every witness and every step at ten nodes", () => {
    const reached = new Set<string>();
    const actions = new Set<string>();
    const [choose] = fc.sample(choices, { numRuns: 1, seed: 6 }) as [Choose];
    for (let i = 0; i < 200; i++) {
      const sizes = { N: 10, baseSize: 2 + 2 * choose(2), assertThreshold: 2, codeThreshold: 4, byzantine: 3 };
      const of = setting(sizes, choose(2) === 0);
      for (const { input, next } of randomRun(of, choose, grown)) {
        if (input !== null) actions.add(input.type);
        for (const [name, holds] of Object.entries(witnesses)) if (holds(of, next)) reached.add(name);
      }
    }
    expect(actions).toEqual(new Set(Object.keys(gsiData.actions)));
    expect(reached).toEqual(new Set(Object.keys(witnesses)));
  });
});

describe("what each invariant refuses", () => {
  const sizes = { N: 10, baseSize: 2, assertThreshold: 2, codeThreshold: 4, byzantine: 3 };
  const [of, bad] = [setting(sizes, true), setting(sizes, false)];
  const calm: Closed = {
    machine: {
      phase: "settled",
      level: 1,
      cloud: [1, 2, 3, 10],
      attested: [],
      signers: [
        { output: "good", by: [1, 2, 3] },
        { output: UNAVAILABLE, by: [10] },
      ],
      standing: "good",
      rests: "good",
      slashed: [10],
      released: "good",
    },
    world: { served: 4, irrevocable: ["good"], finals: ["good"], overturned: [], lied: [10], work: 6, periods: 3 },
  };
  const { machine, world } = calm;
  const rejected: Closed = {
    machine: {
      ...machine,
      signers: [
        { output: "bad", by: [10] },
        { output: UNAVAILABLE, by: [1, 2, 3] },
      ],
      standing: UNAVAILABLE,
      rests: UNAVAILABLE,
      released: null,
    },
    world: { ...world, irrevocable: [], finals: [UNAVAILABLE], overturned: ["bad"] },
  };

  test("sound states keep all of them", () => {
    expect(broken(of, calm)).toEqual([]);
    expect(broken(bad, rejected)).toEqual([]);
  });

  test.each<[keyof typeof invariants, string, Setting, Closed]>([
    ["TypeOK", "an unknown phase", of, { ...calm, machine: { ...machine, phase: "done" as "final" } }],
    ["TypeOK", "a foreign node that attests", of, { ...calm, machine: { ...machine, attested: [11] } }],
    ["TypeOK", "a statement that nobody knows", of, { ...calm, machine: { ...machine, standing: "odd" } }],
    [
      "TypeOK",
      "a rejected assertion that is released",
      bad,
      { ...rejected, machine: { ...rejected.machine, released: UNAVAILABLE } },
    ],
    ["TypeOK", "more chunks than are counted", of, { ...calm, world: { ...world, served: 5 } }],
    ["Nested", "a cloud of another size", of, { ...calm, machine: { ...machine, cloud: [1, 2, 3, 4, 10] } }],
    ["Nested", "a signer outside the cloud", of, { ...calm, machine: { ...machine, signers: [{ output: "good", by: [4] }] } }],
    ["Recoverable", "a chunk too few at honest holders", of, { ...calm, world: { ...world, served: 3 } }],
    [
      "HonestAgree",
      "honest nodes that recovered different inputs",
      of,
      {
        ...calm,
        machine: {
          ...machine,
          signers: [
            { output: "bad", by: [1] },
            { output: "good", by: [2, 3] },
          ],
        },
      },
    ],
    ["FinalIsObtainable", "a final output of chunks of no encoding", bad, calm],
    ["FinalIsObtainable", "a final output with a chunk too few", of, { ...calm, world: { ...world, served: 3 } }],
    ["ObtainableIsNotRejected", "a rejection of inputs that are there", of, rejected],
    ["FinalIsTrue", "a lie that is final", of, { ...calm, world: { ...world, finals: ["bad", "good"] } }],
    ["HonestKeepStake", "an honest node that is slashed", of, { ...calm, machine: { ...machine, slashed: [1, 10] } }],
    ["Bounded", "an execution too many", of, { ...calm, world: { ...world, work: 25 } }],
    [
      "HardAfterFinal",
      "an irrevocable effect of a rejected assertion",
      bad,
      { ...rejected, world: { ...rejected.world, irrevocable: ["bad"] } },
    ],
    ["OneFinal", "an output and a rejection", of, { ...calm, world: { ...world, finals: ["good", UNAVAILABLE] } }],
    ["LiarsAreSlashed", "a node that pretended and keeps its stake", of, { ...calm, machine: { ...machine, slashed: [] } }],
  ])("%s refuses %s", (name, _, setting, closed) => {
    expect(broken(setting, closed)).toContain(name);
  });
});
