import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { canonicalJson } from "../../lib/canonical.ts";
import type { Decoded, DecodeError } from "../codec.ts";
import { decodeConstants, decodeEffect, decodeInput, decodeState } from "./codec.ts";
import { gsi } from "./protocol.ts";
import { type ActionName, chooser, chooseSetting, randomRun } from "./testing-schedules.ts";
import type { Constants, Effect, State } from "./types.ts";

const constants: Constants = { nodes: [1, 2, 3, 4], baseSize: 2, assertThreshold: 1 };

const voting: State = {
  phase: "voting",
  level: 1,
  cloud: [1, 2, 3, 4],
  signers: [
    { output: "bad", by: [1] },
    { output: "good", by: [2, 3] },
  ],
  standing: "bad",
  rests: "bad",
  slashed: [],
  released: null,
};

function errorOf(decoded: Decoded<unknown>): DecodeError {
  if ("error" in decoded) return decoded.error;
  throw new Error(`decoded: ${JSON.stringify(decoded.value)}`);
}

const reread = (value: unknown): unknown => JSON.parse(canonicalJson(value as never));

const inputs: readonly unknown[] = [
  { type: "Vote", i: 0, o: "good" },
  { type: "Assert", o: "good" },
  { type: "Claim", x: 3, o: "good" },
  { type: "Sample", S: [1, 2, 9] },
  { type: "Decide", o: "good" },
  { type: "NoQuorum", k: 0 },
  { type: "WindowExpire", k: 1 },
  { type: "Settle" },
  { type: "Rewind" },
  { type: "Release" },
];

const effects: readonly Effect[] = [
  { type: "OpenWindow", level: 0 },
  { type: "OpenVoting", level: 1 },
  { type: "DrawSample", level: 1 },
  { type: "Execute", nodes: [3, 4] },
  { type: "Finalize", output: "good" },
  { type: "Slash", nodes: [] },
  { type: "CancelSoft", output: "bad" },
  { type: "Replay", output: "good" },
  { type: "ReleaseHard", output: "good" },
];

describe("what is decoded", () => {
  test("every input, in the order of the actions", () => {
    expect(inputs.map((input) => (input as { type: ActionName }).type)).toEqual(Object.keys(gsi.actions));
    for (const input of inputs) expect(decodeInput(reread(input))).toEqual({ value: input });
  });

  test("every effect", () => {
    for (const effect of effects) expect(decodeEffect(reread(effect))).toEqual({ value: effect });
  });

  test("constants", () => {
    expect(decodeConstants(reread(constants))).toEqual({ value: constants });
  });

  test("a state, with its keys in the machine's order whatever the order was", () => {
    const decoded = decodeState(constants, reread(voting));
    expect(decoded).toEqual({ value: voting });
    expect(Object.keys(reread(voting) as object)).not.toEqual(Object.keys(voting));
    expect(JSON.stringify(decoded)).toBe(JSON.stringify({ value: voting }));
  });
});

const { released: _, ...unreleased } = voting;

describe("what is not decoded", () => {
  test.each<[string, unknown, DecodeError]>([
    ["no object", [], { path: "$", expected: "a state", found: "[]" }],
    [
      "a missing key",
      unreleased,
      error("$.released", "an output: a text that is not empty and is well-formed Unicode or null", "nothing"),
    ],
    ["an extra key", { ...voting, round: 3 }, error("$.round", `no key but ${Object.keys(voting).join(", ")}`, "3")],
    [
      "an own key __proto__",
      JSON.parse(`{"__proto__": {}, ${JSON.stringify(voting).slice(1)}`),
      error("$.__proto__", `no key but ${Object.keys(voting).join(", ")}`, "{}"),
    ],
    [
      "an unknown phase",
      { ...voting, phase: "done" },
      error("$.phase", '"executing" or "window" or "sampling" or "voting" or "final" or "settled"', '"done"'),
    ],
    ["a fraction", { ...voting, level: 0.5 }, error("$.level", "a level: a whole number, 0 or more", "0.5")],
    ["a second zero", { ...voting, level: -0 }, error("$.level", "a level: a whole number, 0 or more", "0")],
    ["a level above the top", { ...voting, level: 2 }, error("$.level", "a level of the ladder: 0 to 1", "2")],
    ["a voting of the base", { ...voting, level: 0 }, error("$.level", "a level above 0 in a voting", "0")],
    [
      "a base that executes at level 1",
      { ...voting, phase: "executing" },
      error("$.level", "level 0 while the base cloud executes", "1"),
    ],
    [
      "a sample beyond the top",
      { ...voting, phase: "sampling" },
      error("$.level", "a level below the top while a sample is drawn", "1"),
    ],
    ["an unsorted set", { ...voting, cloud: [2, 1] }, error("$.cloud", "nodes in strictly ascending order", "[2,1]")],
    ["a repeated element", { ...voting, cloud: [1, 1] }, error("$.cloud", "nodes in strictly ascending order", "[1,1]")],
    ["a negative node", { ...voting, cloud: [-1] }, error("$.cloud[0]", "a node: a whole number, 0 or more", "-1")],
    ["a foreign node", { ...voting, cloud: [1, 2, 3, 5] }, error("$.cloud", "nodes of the network", "[1,2,3,5]")],
    [
      "a cloud of another size",
      { ...voting, cloud: [1, 2, 3] },
      error("$.cloud", "as many nodes as the level's cloud has", "[1,2,3]"),
    ],
    [
      "statements out of order",
      { ...voting, signers: voting.signers.toReversed() },
      error("$.signers", "statements in strictly ascending order of their outputs", JSON.stringify(voting.signers.toReversed())),
    ],
    [
      "a statement of nobody",
      { ...voting, signers: [{ output: "good", by: [] }] },
      error("$.signers[0].by", "at least one signer", "[]"),
    ],
    [
      "a node too large",
      { ...voting, signers: [{ output: "good", by: [1, 2 ** 53] }] },
      error("$.signers[0].by[1]", "a node: a whole number, 0 or more", "9007199254740992"),
    ],
    [
      "a signer outside the cloud",
      { ...voting, signers: [{ output: "good", by: [7] }] },
      error("$.signers", "signers in the cloud", '[{"output":"good","by":[7]}]'),
    ],
    [
      "no standing verdict",
      { ...voting, standing: null },
      error("$.standing", "an output from the assertion on, null before", "null"),
    ],
    ["no soft output", { ...voting, rests: null }, error("$.rests", "an output from the assertion on, null before", "null")],
    [
      "an output without bytes",
      { ...voting, standing: "\ud800" },
      error("$.standing", "an output: a text that is not empty and is well-formed Unicode or null", '"\\ud800"'),
    ],
    [
      "a stake lost too early",
      { ...voting, slashed: [1] },
      error("$.slashed", "members of the cloud, and none before the settlement", "[1]"),
    ],
    [
      "an early release",
      { ...voting, released: "bad" },
      error("$.released", "null, or the final output after settlement and rewinding", '"bad"'),
    ],
    [
      "a release before the rewind",
      { ...voting, phase: "settled", standing: "good", released: "good" },
      error("$.released", "null, or the final output after settlement and rewinding", '"good"'),
    ],
  ])("a state with %s", (_, json, expected) => {
    expect(errorOf(decodeState(constants, json))).toEqual(expected);
  });

  const threshold = "more than floor((n - 1) / 3), and at most n, the size of the base cloud";
  test.each<[string, unknown, string, string]>([
    ["an empty network", { ...constants, nodes: [] }, "$.nodes", "at least one node"],
    ["an empty base", { ...constants, baseSize: 0 }, "$.baseSize", "1 to the number of nodes"],
    ["a base larger than the network", { ...constants, baseSize: 5 }, "$.baseSize", "1 to the number of nodes"],
    ["a threshold of nobody", { ...constants, assertThreshold: 0 }, "$.assertThreshold", threshold],
    ["a threshold of f members", { ...constants, baseSize: 4 }, "$.assertThreshold", threshold],
    ["a threshold above the base", { ...constants, assertThreshold: 3 }, "$.assertThreshold", threshold],
  ])("constants with %s", (_, json, path, expected) => {
    expect(errorOf(decodeConstants(json))).toMatchObject({ path, expected });
  });

  test.each<[string, unknown, string]>([
    ["null", null, "$"],
    ["no type", { i: 1, o: "good" }, "$.type"],
    ["an unknown action", { type: "vote", i: 1, o: "good" }, "$.type"],
    ["the name of an inherited key", { type: "toString" }, "$.type"],
    ["an action of the world", { type: "Carry", o: "good" }, "$.type"],
    ["a missing argument", { type: "Vote", o: "good" }, "$.i"],
    ["an argument of another action", { type: "Settle", o: "good" }, "$.o"],
    ["an empty output", { type: "Assert", o: "" }, "$.o"],
    ["no output", { type: "Decide", o: null }, "$.o"],
    ["a set that is none", { type: "Sample", S: [3, 2] }, "$.S"],
    ["a sparse set", { type: "Sample", S: [1, null] }, "$.S[1]"],
    ["a level as a text", { type: "NoQuorum", k: "1" }, "$.k"],
  ])("an input with %s", (_, json, path) => {
    expect(errorOf(decodeInput(json)).path).toBe(path);
  });

  test("an effect of another type", () => {
    expect(errorOf(decodeEffect({ type: "Persist" }))).toEqual({
      path: "$.type",
      expected: effects.map(({ type }) => JSON.stringify(type)).join(" or "),
      found: '"Persist"',
    });
  });
});

function error(path: string, expected: string, found: string): DecodeError {
  return { path, expected, found };
}

/** All ways to spoil one place of a JSON value: another kind of value, a missing key, an extra key, a repeated element. */
function mutations(json: unknown): readonly unknown[] {
  const strange = [true, -1, 0.5, "", {}];
  if (Array.isArray(json)) {
    const inside = json.flatMap((item, i) => mutations(item).map((bad) => json.with(i, bad)));
    return [...strange, ...inside, ...(json.length === 0 ? [] : [[...json, json.at(-1)]])];
  }
  if (typeof json !== "object" || json === null) return [...strange, []];
  const entries = Object.entries(json);
  return [
    true,
    [],
    { ...json, extra: 1 },
    ...entries.map(([key]) => Object.fromEntries(entries.filter(([other]) => other !== key))),
    ...entries.flatMap(([key, value]) => mutations(value).map((bad) => ({ ...json, [key]: bad }))),
  ];
}

const choices = fc.infiniteStream(fc.nat());

describe("on random runs", () => {
  test.prop([choices])("encoded and decoded, states, inputs and effects are what they were", (stream) => {
    const choose = chooser(stream);
    const of = chooseSetting(choose, 12);
    expect(decodeConstants(reread(of.constants))).toEqual({ value: of.constants });
    for (const taken of randomRun(of, choose)) {
      const { machine } = taken.next;
      expect(JSON.stringify(decodeState(of.constants, reread(machine)))).toBe(JSON.stringify({ value: machine }));
      if (taken.input === null) continue;
      expect(decodeInput(reread(taken.input))).toEqual({ value: taken.input });
      for (const effect of taken.effects) expect(decodeEffect(reread(effect))).toEqual({ value: effect });
    }
  });

  test.prop([choices], { numRuns: 20 })("whatever is spoilt in one place is refused", (stream) => {
    const choose = chooser(stream);
    const of = chooseSetting(choose, 8);
    for (const bad of mutations(of.constants)) expect(decodeConstants(bad)).toHaveProperty("error");
    for (const taken of randomRun(of, choose)) {
      for (const bad of mutations(taken.next.machine)) {
        expect(decodeState(of.constants, bad), JSON.stringify(bad)).toHaveProperty("error");
      }
      if (taken.input !== null) for (const bad of mutations(taken.input)) expect(decodeInput(bad)).toHaveProperty("error");
    }
  });
});
