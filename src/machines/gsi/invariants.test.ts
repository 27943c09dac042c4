import { isDeepStrictEqual } from "node:util";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { decodeConstants, decodeInput } from "./codec.ts";
import { top } from "./ladder.ts";
import { gsiSystem } from "./model.ts";
import { setting } from "./models.ts";
import { invariants, witnesses } from "./properties.ts";
import { gsi } from "./protocol.ts";
import {
  type ActionName,
  type AnyInput,
  act,
  type Choose,
  chooser,
  chooseSetting,
  deepFreeze,
  randomRun,
  steps,
  type Visited,
} from "./testing-schedules.ts";
import type { Closed, Setting } from "./world.ts";

const choices = fc.infiniteStream(fc.nat()).map(chooser);
const names = Object.keys(gsi.actions) as readonly ActionName[];

/** An input that decodes, and otherwise may be anything: strangers, outputs that nobody knows, sets of any size. */
function anyInput(choose: Choose, { constants }: Setting): AnyInput {
  const N = constants.nodes.length;
  const node = () => (choose(8) === 0 ? choose(2 ** 31) : choose(N + 2));
  const output = () => ["bad", "good", "none", "\u{1f980}"][choose(4)] as string;
  const level = () => (choose(8) === 0 ? Number.MAX_SAFE_INTEGER : choose(top(constants) + 3));
  const subset = () => [...new Set(Array.from({ length: choose(N + 2) }, node))].sort((a, b) => a - b);
  const type = names[choose(names.length)] as ActionName;
  const args: { readonly [N in ActionName]: () => object } = {
    Vote: () => ({ i: node(), o: output() }),
    Assert: () => ({ o: output() }),
    Claim: () => ({ x: node(), o: output() }),
    Sample: () => ({ S: subset() }),
    Decide: () => ({ o: output() }),
    NoQuorum: () => ({ k: level() }),
    WindowExpire: () => ({ k: level() }),
    Settle: () => ({}),
    Rewind: () => ({}),
    Release: () => ({}),
  };
  const input: AnyInput = { type, ...args[type]() };
  expect(decodeInput(input)).toEqual({ value: input });
  return input;
}

function broken(of: Setting, closed: Closed): readonly string[] {
  return Object.entries(invariants).flatMap(([name, holds]) => (holds(of, closed) ? [] : [name]));
}

describe("random runs on networks of up to 40 nodes", () => {
  test.prop([choices])("keep every invariant, always have a next step, and end", (choose) => {
    const of = chooseSetting(choose);
    const run = randomRun(of, choose);
    for (const { next } of run) expect(broken(of, next)).toEqual([]);
    const { machine, world } = (run.at(-1) as Visited).next;
    expect(machine).toMatchObject({ phase: "settled", standing: of.truth, rests: of.truth, released: of.truth });
    expect(world.irrevocable).toEqual([of.truth]);
    // Each node signs each output once; a level has a sample, an end of its voting, a claim; six steps lead from the base to the end.
    expect(run.length).toBeLessThanOrEqual(2 * of.constants.nodes.length + 3 * top(of.constants) + 8);
  });

  test.prop([choices])("never throw and never change an input, whatever is decoded, and answer the same twice", (choose) => {
    const of = deepFreeze(chooseSetting(choose));
    for (const { next } of randomRun(of, choose)) {
      const state = deepFreeze(next.machine);
      for (let i = 0; i < 8; i++) {
        const input = deepFreeze(anyInput(choose, of));
        const stepped = act(of.constants, state, input);
        expect(act(of.constants, structuredClone(state), structuredClone(input))).toEqual(stepped);
        const declared: object = gsi.refusals[input.type];
        if (typeof stepped === "string") expect(Object.keys(declared)).toContain(stepped);
        else expect(Object.keys(stepped[0])).toEqual(Object.keys(state));
      }
    }
  });

  test.prop([choices])("name no output in an effect that nobody has signed", (choose) => {
    const of = chooseSetting(choose);
    for (const taken of randomRun(of, choose)) {
      if (taken.input === null) continue;
      for (const effect of taken.effects) {
        if (!("output" in effect)) continue;
        expect(taken.next.machine.signers.map(({ output }) => output)).toContain(effect.output);
      }
    }
  });

  test.prop([choices], { numRuns: 40 })(
    "have the same steps as the model of the checker, on networks that it enumerates",
    (choose) => {
      const of = chooseSetting(choose, 7);
      const system = gsiSystem("random", of);
      for (const { next } of randomRun(of, choose)) {
        const ours = steps(of, next, choose).filter(({ input }) => input.type !== "Sample");
        const theirs = Object.entries(system.actions).flatMap(([name, { kind, params, admits, step }]) => {
          if (kind !== "machine" || name === "Sample") return [];
          const candidates = Object.entries(params).reduce<readonly object[]>(
            (some, [param, values]) =>
              some.flatMap((args) => (values as readonly unknown[]).map((value) => ({ ...args, [param]: value }))),
            [{}],
          );
          return candidates.flatMap((args) => {
            const stepped = admits?.(next, args as never) ?? step(next, args as never);
            return typeof stepped === "string" ? [] : [{ input: { type: name, ...args }, next: stepped[0], effects: stepped[1] }];
          });
        });
        expect(ours).toEqual(theirs);
      }
    },
  );
});

describe("invariants are not vacuous", () => {
  test("random runs at ten nodes reach every witness and every step of the ladder", () => {
    const reached = new Set<string>();
    const actions = new Set<string>();
    const [stream] = fc.sample(choices, { numRuns: 1, seed: 20 });
    const choose = stream as Choose;
    for (let i = 0; i < 2000; i++) {
      const of = setting(10, 2 + 2 * choose(2), 1, 3);
      for (const taken of randomRun(of, choose)) {
        if (taken.input !== null) actions.add(taken.input.type);
        for (const [name, holds] of Object.entries(witnesses)) if (holds(of, taken.next)) reached.add(name);
      }
    }
    expect(actions).toEqual(new Set(names));
    expect(reached).toEqual(new Set(Object.keys(witnesses)));
  });

  const of = setting(10, 2, 2, 3);
  const calm: Closed = {
    machine: {
      phase: "settled",
      level: 1,
      cloud: [1, 2, 3, 10],
      signers: [
        { output: "bad", by: [10] },
        { output: "good", by: [1, 2, 3] },
      ],
      standing: "good",
      rests: "good",
      slashed: [10],
      released: "good",
    },
    world: { irrevocable: ["good"], finals: ["good"], overturned: [], lied: [10], work: 6, periods: 3 },
  };
  const { machine, world } = calm;

  test("with a threshold below f+1, a base that is the whole network would make a lie final", () => {
    const weak = setting(4, 4, 1, 1);
    const lie = [
      { type: "Vote", i: 4, o: "bad" } as const,
      { type: "Assert", o: "bad" } as const,
      { type: "WindowExpire", k: 0 } as const,
    ];
    const end = lie.reduce((closed: Closed, wanted) => {
      const taken = steps(weak, closed, () => 0).find(({ input }) => isDeepStrictEqual(input, wanted));
      return taken?.next ?? expect.fail(`${wanted.type} is not possible`);
    }, gsiSystem("weak", weak).initial[0] as Closed);
    expect(broken(weak, end)).toEqual(["FinalIsTrue"]);
    expect(decodeConstants(weak.constants)).toHaveProperty("error");
  });

  test("a sound state keeps all of them", () => {
    expect(broken(of, calm)).toEqual([]);
  });

  test.each<[keyof typeof invariants, string, Closed]>([
    ["TypeOK", "an unknown phase", { ...calm, machine: { ...machine, phase: "done" as "final" } }],
    ["TypeOK", "a level below the ladder", { ...calm, machine: { ...machine, level: -1, cloud: [1] } }],
    ["TypeOK", "a foreign node that signs", { ...calm, machine: { ...machine, signers: [{ output: "good", by: [11] }] } }],
    ["TypeOK", "an unknown output that is signed", { ...calm, machine: { ...machine, signers: [{ output: "odd", by: [1] }] } }],
    ["TypeOK", "an unknown verdict", { ...calm, machine: { ...machine, standing: "odd" } }],
    ["TypeOK", "an unknown soft output", { ...calm, machine: { ...machine, rests: "odd" } }],
    ["TypeOK", "an unknown release", { ...calm, machine: { ...machine, released: "odd" } }],
    ["TypeOK", "an unknown overturned output", { ...calm, world: { ...world, overturned: ["odd"] } }],
    ["TypeOK", "negative work", { ...calm, world: { ...world, work: -1 } }],
    ["TypeOK", "negative periods", { ...calm, world: { ...world, periods: -1 } }],
    ["Nested", "a cloud of another size", { ...calm, machine: { ...machine, cloud: [1, 2, 3, 4, 10] } }],
    ["Nested", "a signer outside the cloud", { ...calm, machine: { ...machine, signers: [{ output: "good", by: [4] }] } }],
    ["FinalIsTrue", "a lie that is final", { ...calm, world: { ...world, finals: ["bad", "good"] } }],
    ["HonestKeepStake", "an honest node that is slashed", { ...calm, machine: { ...machine, slashed: [1, 10] } }],
    ["Bounded", "an execution too many", { ...calm, world: { ...world, work: 25 } }],
    ["Bounded", "a period too many", { ...calm, world: { ...world, periods: 8 } }],
    ["Bounded", "a level above the top", { ...calm, machine: { ...machine, level: 4 } }],
    [
      "HardAfterFinal",
      "an irrevocable effect of no final output",
      { ...calm, world: { ...world, irrevocable: ["bad", "good"] } },
    ],
    ["OneFinal", "two final outputs", { ...calm, world: { ...world, finals: ["bad", "good"] } }],
    ["LiarsAreSlashed", "a liar that keeps its stake", { ...calm, machine: { ...machine, slashed: [] } }],
  ])("%s refuses %s", (name, _, closed) => {
    expect(broken(of, closed)).toContain(name);
  });
});
