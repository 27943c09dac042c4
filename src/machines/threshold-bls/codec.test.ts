import { describe, expect, test } from "vitest";
import { toySuite } from "../../crypto/toy-suite.ts";
import { decodeConstants, decodeEffect, decodeInput, decodeState } from "./codec.ts";
import { setting } from "./models.ts";
import { init, thresholdBls } from "./protocol.ts";
import { type AnyInput, act } from "./testing-runs.ts";
import type { Effect, State } from "./types.ts";

const sizes = { members: 4, threshold: 2 };
const { constants } = setting({ q: 5, ...sizes, byzantine: [4], coefficients: [], messages: [] });

const inputs: readonly AnyInput[] = [
  { type: "Open", p: ["2", "1"], m: "01" },
  { type: "Collect", i: 1, s: "3" },
  { type: "Combine", S: [1, 4] },
  { type: "Halve" },
  { type: "Blame", i: 4 },
];

const effects: readonly Effect[] = [
  { type: "Publish", signature: "2" },
  { type: "Blame", member: 4 },
];

const open: State = { ...init(), key: ["2", "1"], message: "01" };
const failed: State = {
  ...open,
  partials: [
    { index: 1, signature: "3" },
    { index: 4, signature: "0" },
  ],
  quorum: [1, 4],
  suspects: [4],
};
const signed: State = { ...open, signature: "2", blamed: [4] };

describe("what is decoded", () => {
  test("every input, in the order of the actions, and the machine takes each in any state", () => {
    expect(inputs.map(({ type }) => type)).toEqual(Object.keys(thresholdBls.actions));
    for (const input of inputs) {
      expect(decodeInput(input)).toEqual({ value: input });
      for (const state of [init(), open, failed, signed]) {
        const stepped = act(constants, state, input);
        if (typeof stepped === "string") expect(stepped).toMatch(/^[a-z-]+$/);
        else expect(decodeState(constants, stepped[0])).toEqual({ value: stepped[0] });
      }
    }
  });

  test("effects, states and constants", () => {
    for (const effect of effects) expect(decodeEffect(effect)).toEqual({ value: effect });
    for (const state of [init(), open, failed, signed]) expect(decodeState(constants, state)).toEqual({ value: state });
    const { suite } = constants;
    expect(decodeConstants(suite, sizes)).toEqual({ value: { suite, ...sizes } });
  });
});

describe("what is refused", () => {
  const errorOf = (decoded: object): unknown => ("error" in decoded ? decoded.error : decoded);

  test.each([
    ["a threshold of 0 (celo-threshold-bls-rs pull request 206)", { threshold: 0 }, "$.threshold"],
    ["a threshold above the members", { threshold: 5 }, "$.threshold"],
    ["nobody", { members: 0 }, "$.members"],
    ["half a member", { members: 1.5 }, "$.members"],
    ["a member whose index is 0 modulo the order", { members: 5 }, "$.members"],
    ["one key too many", { suite: "toy-5" }, "$.suite"],
  ])("constants: %s", (_, change, path) => {
    expect(errorOf(decodeConstants(toySuite(5), { ...sizes, ...change }))).toMatchObject({ path });
  });

  test.each([
    ["a message in capitals", { type: "Open", p: ["2", "1"], m: "0A" }, "$.m"],
    ["half a byte", { type: "Open", p: ["2", "1"], m: "1" }, "$.m"],
    ["an empty message", { type: "Open", p: ["2", "1"], m: "" }, "$.m"],
    ["a commitment that is no text", { type: "Open", p: [2, "1"], m: "01" }, "$.p[0]"],
    ["a negative index", { type: "Collect", i: -1, s: "3" }, "$.i"],
    ["an index that a double does not hold", { type: "Collect", i: 2 ** 53, s: "3" }, "$.i"],
    ["an empty partial", { type: "Collect", i: 1, s: "" }, "$.s"],
    ["a quorum with a member twice", { type: "Combine", S: [1, 1] }, "$.S"],
    ["a quorum that is not ascending", { type: "Combine", S: [4, 1] }, "$.S"],
    ["a step that nobody knows", { type: "Forge" }, "$.type"],
  ])("an input: %s", (_, input, path) => {
    expect(errorOf(decodeInput(input))).toMatchObject({ path });
  });

  const [first, second] = failed.partials as [State["partials"][0], State["partials"][0]];
  test.each<[string, State, string]>([
    ["a key without a message", { ...init(), key: ["2", "1"] }, "$.key"],
    ["a key of another length", { ...open, key: ["2"] }, "$.key"],
    ["the identity as key", { ...open, key: ["0", "1"] }, "$.key"],
    ["a key of a lower degree", { ...open, key: ["2", "0"] }, "$.key"],
    ["a key of no elements", { ...open, key: ["2", "7"] }, "$.key"],
    ["a message that is hashed to the identity", { ...open, message: "00" }, "$.message"],
    ["somebody blamed for nothing", { ...init(), blamed: [4] }, "$.blamed"],
    ["a stranger that is blamed", { ...open, blamed: [5] }, "$.blamed"],
    ["the identity as signature", { ...open, signature: "0" }, "$.signature"],
    ["a signature of nothing", { ...init(), signature: "2" }, "$.signature"],
    ["partials in another order", { ...open, partials: [second, first] }, "$.partials"],
    ["a partial of a stranger", { ...open, partials: [{ index: 6, signature: "1" }] }, "$.partials"],
    ["a partial that is no element", { ...open, partials: [{ index: 1, signature: "9" }] }, "$.partials"],
    ["a partial of who is blamed", { ...open, blamed: [1], partials: [first] }, "$.partials"],
    ["partials after the signature", { ...signed, partials: [first] }, "$.partials"],
    ["partials without a message", { ...init(), partials: [first] }, "$.partials"],
    ["a quorum that is too small", { ...failed, quorum: [4] }, "$.quorum"],
    ["a quorum whose partials are not there", { ...failed, quorum: [2, 4] }, "$.quorum"],
    ["suspects outside the quorum", { ...failed, suspects: [2] }, "$.suspects"],
    ["a quorum without suspects", { ...failed, suspects: [] }, "$.suspects"],
  ])("a state: %s", (_, state, path) => {
    expect(errorOf(decodeState(constants, state))).toMatchObject({ path });
  });
});
