import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../lib/canonical.ts";
import type { Data } from "../../lib/data.ts";
import type { Decoded } from "../codec.ts";
import { decodeConstants, decodeEffect, decodeInput, decodeState } from "./codec.ts";
import { gsiBondsModels } from "./models.ts";
import { gsiBonds, init } from "./protocol.ts";
import { type ActionName, act } from "./testing-inputs.ts";
import type { Constants, Effect, State } from "./types.ts";
import type { Closed } from "./world.ts";

/** The constants of the model MCGsiBondsN4n2. */
const constants: Constants = {
  nodes: [1, 2, 3, 4],
  baseSize: 2,
  assertThreshold: 1,
  stake: 5,
  margin: 1,
  rewardPart: 2,
};

const voting: State = {
  ...init(constants, [1, 2]),
  phase: "voting",
  level: 1,
  cloud: [1, 2, 3, 4],
  signers: [{ output: "bad", by: [1] }],
  standing: "bad",
  rests: "bad",
  stake: [1, 1, 5, 5],
  locked: [4, 4, 0, 0],
  claimants: [2],
  executors: [3, 4],
};

const settled: State = {
  ...voting,
  phase: "settled",
  stake: [0, 6, 6, 6],
  locked: [0, 0, 0, 0],
  books: { forfeited: 5, paid: 2, rewarded: 1, burned: 2, advanced: 0 },
};

const reread = (value: unknown): unknown => JSON.parse(canonicalJson(value as Data));

const problem = (decoded: Decoded<unknown>): string =>
  "error" in decoded ? `${decoded.error.path} ${decoded.error.expected}` : `decoded: ${JSON.stringify(decoded.value)}`;

interface Taken {
  readonly closed: Closed;
  readonly input: { readonly type: ActionName } & { readonly [name: string]: unknown };
  readonly effects: readonly Effect[];
}

/** All steps of the machine in the model, admitted or not, from every state that admitted ones lead to. */
function stepsOf(model: string): readonly Taken[] {
  const system = gsiBondsModels[model]?.() ?? expect.unreachable(`no model ${model}`);
  const seen = new Set<string>();
  const queue = [...system.initial];
  const taken: Taken[] = [];
  for (let closed = queue.pop(); closed !== undefined; closed = queue.pop()) {
    const key = JSON.stringify(closed);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const [type, { kind, params, admits, step }] of Object.entries(system.actions)) {
      const bindings = Object.entries(params).reduce<readonly object[]>(
        (some, [name, values]) =>
          some.flatMap((args) => (values as readonly unknown[]).map((value) => ({ ...args, [name]: value }))),
        [{}],
      );
      for (const args of bindings) {
        const stepped = step(closed, args as never);
        if (typeof stepped === "string") continue;
        if (kind === "machine")
          taken.push({ closed, input: { type: type as ActionName, ...args }, effects: stepped[1] as readonly Effect[] });
        if ((admits?.(closed, args as never) ?? null) === null) queue.push(stepped[0]);
      }
    }
  }
  return taken;
}

/** The second model has a vote without a quorum, the first one all else. */
const models: readonly (readonly [name: string, c: Constants])[] = [
  ["MCGsiBondsN4n2", constants],
  ["MCGsiBondsN5n2", { ...constants, nodes: [1, 2, 3, 4, 5], assertThreshold: 2, stake: 4, margin: 0 }],
];

describe("what is decoded", () => {
  const taken = models.flatMap(([name, c]) => stepsOf(name).map((step) => ({ ...step, c })));

  test("every state, input and effect of two models, with its keys in the machine's order", () => {
    expect(new Set(taken.map(({ input }) => input.type))).toEqual(new Set(Object.keys(gsiBonds.actions)));
    for (const { c, closed, input, effects } of taken) {
      expect(JSON.stringify(decodeState(c, reread(closed.machine)))).toBe(JSON.stringify({ value: closed.machine }));
      expect(decodeInput(reread(input))).toEqual({ value: input });
      for (const effect of effects) expect(decodeEffect(reread(effect))).toEqual({ value: effect });
    }
  });

  test("what the machine makes of a decoded state is decoded as well, whoever is honest", () => {
    for (const { c, closed, input } of taken) {
      const stepped = act(c, closed.machine, input);
      if (typeof stepped === "string") throw new Error(stepped);
      expect(problem(decodeState(c, reread(stepped[0])))).toMatch(/^decoded/);
    }
  });

  test("constants, and the states that the rows below change", () => {
    expect(decodeConstants(reread(constants))).toEqual({ value: constants });
    for (const state of [voting, settled]) expect(decodeState(constants, reread(state))).toEqual({ value: state });
  });
});

describe("what is not decoded", () => {
  test.each<[string, object, string]>([
    ["a stake below a bond", { stake: 3 }, "$.stake a bond at the base of the ladder at least: (1 + margin) (N - n)"],
    ["a fraction of a stake", { stake: 5.5 }, "$.stake an amount: a whole number, 0 or more"],
    ["stakes beyond 2^53", { stake: 2 ** 52 }, "$.stake a stake of which all nodes together have less than 2^53"],
    ["a negative margin", { margin: -1 }, "$.margin a margin: a whole number, 0 or more"],
    ["a part that divides by zero", { rewardPart: 0 }, "$.rewardPart a part: a whole number, 1 or more"],
    ["what no ladder has", { baseSize: 0 }, "$.baseSize 1 to the number of nodes"],
  ])("constants with %s", (_, change, expected) => {
    expect(problem(decodeConstants({ ...constants, ...change }))).toBe(expected);
  });

  const { books: _, ...unbooked } = voting;
  test.each<[string, object, string]>([
    ["no books", unbooked, "$.books books"],
    ["a negative amount", { ...voting, stake: [-1, 1, 5, 5] }, "$.stake[0] an amount: a whole number, 0 or more"],
    ["an amount too few", { ...voting, stake: [1, 1, 5] }, "$.stake an amount for each node of the network"],
    ["a lock too many", { ...voting, locked: [4, 4, 0, 0, 0] }, "$.locked an amount for each node of the network"],
    [
      "a lock before the assertion",
      { ...init(constants, [1, 2]), locked: [1, 0, 0, 0] },
      "$.locked nothing before the assertion and after the settlement",
    ],
    [
      "a lock after the settlement",
      { ...settled, locked: [1, 0, 0, 0] },
      "$.locked nothing before the assertion and after the settlement",
    ],
    ["a claimant outside of the cloud", { ...voting, claimants: [9] }, "$.claimants members of the cloud"],
    [
      "an executor too few",
      { ...voting, executors: [3] },
      "$.executors members of the cloud, as many as it has more than the base",
    ],
    ["books before the settlement", { ...voting, books: settled.books }, "$.books nothing before the settlement"],
    [
      "books that do not balance",
      { ...settled, books: { ...settled.books, burned: 3 } },
      "$.books forfeited and advanced as much as paid, rewarded and burned",
    ],
    [
      "money from nowhere",
      { ...settled, stake: [1, 6, 6, 6] },
      "$.stake no more than all nodes began with and the treasury gave, less what is locked and burned",
    ],
    ["what no ladder has", { ...voting, level: 0 }, "$.level a level above 0 in a voting"],
  ])("a state with %s", (_, json, expected) => {
    expect(problem(decodeState(constants, json))).toBe(expected);
  });

  test.each<[string, object, string]>([
    ["an action of the world", { type: "Wait" }, "$.type"],
    ["a node that is none", { type: "SlashedElsewhere", i: -1 }, "$.i"],
    ["an argument too many", { type: "SlashedElsewhere", i: 1, amount: 2 }, "$.amount"],
  ])("an input with %s", (_, json, path) => {
    expect(problem(decodeInput(json)).split(" ")[0]).toBe(path);
  });

  test("an effect with a negative amount", () => {
    expect(problem(decodeEffect({ type: "Burn", amount: -1 }))).toBe("$.amount an amount: a whole number, 0 or more");
  });
});
