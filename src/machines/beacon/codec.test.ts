import { describe, expect, test } from "vitest";
import { decodeConstants, decodeEffect, decodeInput, decodeState } from "./codec.ts";
import { setting } from "./models.ts";
import { beacon, init } from "./protocol.ts";
import { type AnyInput, act } from "./testing-acts.ts";
import type { Effect, State } from "./types.ts";

const { constants } = setting({
  members: 4,
  threshold: 2,
  byzantine: 1,
  offered: [],
  maxHeight: 9,
  requesting: [],
  goodHeight: 0,
});

const inputs: readonly AnyInput[] = [
  { type: "Release", r: 1 },
  { type: "Learn", r: 2 ** 53 - 1, s: "x" },
  { type: "Accept", b: { opens: ["4"], requests: false } },
  { type: "Final", b: { opens: ["4", "3"], requests: true } },
];

const effects: readonly Effect[] = [
  { type: "SendPartial", round: 1 },
  { type: "Spread", round: 1, signature: "4" },
  { type: "FetchBlocks", above: 0, upTo: 3 },
  { type: "Vote", height: 1 },
  { type: "Serve", height: 1, round: 2, value: "03" },
];

const ahead: State = { height: 3, opened: 1, known: [{ round: 3, signature: "3" }], released: 2, waiting: [1, 3] };

describe("what is decoded", () => {
  test("every input, in the order of the actions, and the machine takes each in any state", () => {
    expect(inputs.map(({ type }) => type)).toEqual(Object.keys(beacon.actions));
    for (const input of inputs) {
      expect(decodeInput(input)).toEqual({ value: input });
      for (const state of [init(), { ...init(), height: 1 }, ahead]) {
        const stepped = act(constants, state, input);
        if (typeof stepped === "string") expect(stepped).toMatch(/^[a-z-]+$/);
        else expect(decodeState(constants, stepped[0])).toEqual({ value: stepped[0] });
      }
    }
  });

  test("effects, states and constants", () => {
    for (const effect of effects) expect(decodeEffect(effect)).toEqual({ value: effect });
    for (const state of [init(), ahead]) expect(decodeState(constants, state)).toEqual({ value: state });
    const { suite, publicKey, key } = constants;
    expect(decodeConstants(suite, { publicKey, key })).toEqual({ value: constants });
  });
});

describe("what is refused", () => {
  const errorOf = (decoded: object): unknown => ("error" in decoded ? decoded.error : decoded);
  const { publicKey, key } = constants;

  test.each([
    ["the identity as key", { publicKey: "0" }, "$.publicKey"],
    ["a key that is no element", { publicKey: "5" }, "$.publicKey"],
    ["a cloud that is no digest", { key: { ...key, cloudId: "c1" } }, "$.key.cloudId"],
    ["a negative epoch of the key", { key: { ...key, keyEpoch: -1 } }, "$.key.keyEpoch"],
    ["no chain", { key: { cloudId: key.cloudId, keyEpoch: 1 } }, "$.key.chainId"],
  ])("constants: %s", (_, change, path) => {
    expect(errorOf(decodeConstants(constants.suite, { publicKey, key, ...change }))).toMatchObject({ path });
  });

  test.each([
    ["round 0", { type: "Release", r: 0 }, "$.r"],
    ["half a round", { type: "Learn", r: 1.5, s: "4" }, "$.r"],
    ["an empty signature", { type: "Learn", r: 1, s: "" }, "$.s"],
    ["signatures that are no list", { type: "Accept", b: { opens: "4", requests: false } }, "$.b.opens"],
    ["a block that does not say whether it requests", { type: "Final", b: { opens: [] } }, "$.b.requests"],
    ["a value that its sender chose", { type: "Final", b: { opens: [], requests: true, value: "00" } }, "$.b.value"],
    ["a step that nobody knows", { type: "Reroll" }, "$.type"],
  ])("an input: %s", (_, input, path) => {
    expect(errorOf(decodeInput(input))).toMatchObject({ path });
  });

  test.each<[string, State, string]>([
    ["a round that its own block opened", { ...ahead, opened: 3 }, "$.opened"],
    ["a round before its height", { ...init(), opened: 1 }, "$.opened"],
    ["a signature of an opened round", { ...ahead, known: [{ round: 1, signature: "4" }] }, "$.known"],
    [
      "signatures in another order",
      {
        ...ahead,
        known: [
          { round: 3, signature: "3" },
          { round: 2, signature: "1" },
        ],
      },
      "$.known",
    ],
    ["the identity as signature", { ...ahead, known: [{ round: 2, signature: "0" }] }, "$.known"],
    ["a partial of a height that is not final", { ...ahead, released: 4 }, "$.released"],
    ["a request of a height to come", { ...ahead, waiting: [4] }, "$.waiting"],
    ["a request whose round is opened", { ...ahead, opened: 2, waiting: [1] }, "$.waiting"],
    ["a request of no block", { ...init(), waiting: [0] }, "$.waiting[0]"],
  ])("a state: %s", (_, state, path) => {
    expect(errorOf(decodeState(constants, state))).toMatchObject({ path });
  });
});
