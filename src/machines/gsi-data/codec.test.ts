import { describe, expect, test } from "vitest";
import { deepFreeze } from "../gsi/testing-schedules.ts";
import { decodeConstants, decodeEffect, decodeInput, decodeState } from "./codec.ts";
import { gsiData, init } from "./protocol.ts";
import { type AnyInput, act } from "./testing-schedules.ts";
import { type Constants, type Effect, type State, UNAVAILABLE } from "./types.ts";

const constants: Constants = deepFreeze({ nodes: [1, 2, 3, 4, 5, 6, 7], baseSize: 2, assertThreshold: 1, codeThreshold: 3 });

const inputs: readonly AnyInput[] = [
  { type: "Attest", i: 0 },
  { type: "Certify" },
  { type: "Vote", i: 0, o: "good" },
  { type: "Assert", o: "good" },
  { type: "Claim", x: 3, o: UNAVAILABLE },
  { type: "Sample", S: [1, 2, 9] },
  { type: "Decide", o: "good" },
  { type: "NoQuorum", k: 0 },
  { type: "WindowExpire", k: 1 },
  { type: "Settle" },
  { type: "Rewind" },
  { type: "Release" },
];

const effects: readonly Effect[] = [
  { type: "CertifyAvailability", nodes: [1, 2, 3, 4, 5] },
  { type: "Fetch", nodes: [3, 4] },
  { type: "Reject" },
  { type: "Finalize", output: "good" },
  { type: "Slash", nodes: [] },
];

const dispersing: State = { ...init([1, 6]), attested: [1, 2, 6] };
const executing: State = { ...init([1, 6]), phase: "executing", signers: [{ output: "good", by: [1] }] };
const rejected: State = {
  ...executing,
  phase: "settled",
  signers: [
    { output: "bad", by: [6] },
    { output: UNAVAILABLE, by: [1] },
  ],
  standing: UNAVAILABLE,
  rests: "bad",
  slashed: [6],
};

describe("what is decoded", () => {
  test("every input, in the order of the actions, and the machine takes each in any state", () => {
    expect(inputs.map(({ type }) => type)).toEqual(Object.keys(gsiData.actions));
    for (const input of inputs) {
      expect(decodeInput(input)).toEqual({ value: input });
      for (const state of [dispersing, executing, rejected]) {
        const stepped = act(constants, deepFreeze(state), deepFreeze(input));
        if (typeof stepped === "string") expect(Object.keys(gsiData.refusals[input.type])).toContain(stepped);
        else expect(decodeState(constants, stepped[0])).toEqual({ value: stepped[0] });
      }
    }
  });

  test.each(effects)("the effect $type", (effect) => {
    expect(decodeEffect(effect)).toEqual({ value: effect });
  });

  test("constants and states", () => {
    expect(decodeConstants(constants)).toEqual({ value: constants });
    for (const state of [dispersing, executing, rejected]) expect(decodeState(constants, state)).toEqual({ value: state });
  });
});

describe("what is refused", () => {
  const errorOf = (decoded: object): unknown => ("error" in decoded ? decoded.error : decoded);

  test.each([
    ["no chunk is enough", { codeThreshold: 0 }, "$.codeThreshold"],
    ["more chunks than honest nodes surely hold", { codeThreshold: 4 }, "$.codeThreshold"],
    ["half a chunk", { codeThreshold: 1.5 }, "$.codeThreshold"],
    ["an assertion of too few", { assertThreshold: 0 }, "$.assertThreshold"],
    ["a base larger than the network", { baseSize: 8 }, "$.baseSize"],
  ])("constants: %s", (_, change, path) => {
    expect(errorOf(decodeConstants({ ...constants, ...change }))).toMatchObject({ path });
  });

  test.each<[string, State, string]>([
    ["a foreign node that has attested", { ...dispersing, attested: [1, 8] }, "$.attested"],
    ["attestations after the certificate", { ...executing, attested: [1] }, "$.attested"],
    ["a statement before the certificate", { ...dispersing, signers: executing.signers }, "$.signers"],
    ["a verdict before the certificate", { ...dispersing, standing: "good" }, "$.standing"],
    ["a level before the certificate", { ...dispersing, level: 1, cloud: [1, 2, 3, 6] }, "$.level"],
    ["a rejected assertion that is released", { ...rejected, rests: UNAVAILABLE, released: UNAVAILABLE }, "$.released"],
    ["slashing before the settlement", { ...executing, slashed: [6] }, "$.slashed"],
  ])("a state: %s", (_, state, path) => {
    expect(errorOf(decodeState(constants, state))).toMatchObject({ path });
  });

  test("the ladder's effect that sends nodes to execute what they do not have", () => {
    expect(errorOf(decodeEffect({ type: "Execute", nodes: [1] }))).toMatchObject({ path: "$.type" });
  });

  test("an attestation with more than its node", () => {
    expect(errorOf(decodeInput({ type: "Attest", i: 1, chunk: "00" }))).toMatchObject({ path: "$.chunk" });
  });
});
