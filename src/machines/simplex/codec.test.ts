import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../lib/canonical.ts";
import { randomIndex, seededRandom } from "../../lib/random.ts";
import type { Decoded, DecodeError } from "../codec.ts";
import { deepFreeze } from "../gsi/testing-schedules.ts";
import { decodeConstants, decodeInput, decodeLog, decodeMessage } from "./codec.ts";
import { initDriver, receive } from "./driver.ts";
import { block } from "./testing-scenario.ts";
import { chooseSchedule } from "./testing-schedules.ts";
import { simulate } from "./testing-simulation.ts";
import type { DriverConstants, Entry, Input } from "./votes-types.ts";

const constants: DriverConstants = { self: 2, committee: 4, leaders: [1, 2, 3, 4], horizon: 5 };

function errorOf(decoded: Decoded<unknown>): DecodeError {
  if ("error" in decoded) return decoded.error;
  throw new Error(`decoded: ${JSON.stringify(decoded.value)}`);
}

const reread = (value: unknown): unknown => JSON.parse(canonicalJson(value as never));

const child = block(3, { view: 2, id: "b2" });
const signers = [1, 3, 4];

const messages = {
  Proposal: { type: "Proposal", from: 3, block: child, valid: true },
  Vote: { type: "Vote", from: 1, vote: { type: "notarize", view: 3, block: "b3" } },
  Certificate: { type: "Certificate", certificate: { type: "nullification", view: 3 }, signers },
  Asked: { type: "Asked", from: 4, want: { kind: "any", view: 3 } },
} as const;

const log: readonly Entry[] = [
  { type: "finalization", view: 2, block: "b2", signers },
  { type: "propose", view: 3, block: child },
  { type: "notarize", view: 3, block: "b3" },
  { type: "notarization", view: 3, block: "b3", signers },
  { type: "finalize", view: 3, block: "b3" },
  { type: "nullify", view: 4 },
  { type: "nullification", view: 4, signers },
];

const released = { type: "released", view: 2, block: "b2", height: 1 } as const;

const inputs: readonly Input[] = [
  ...Object.values(messages),
  { type: "Vote", from: 1, vote: { type: "nullify", view: 3 } },
  { type: "Vote", from: 1, vote: { type: "finalize", view: 3, block: "b3" } },
  { type: "Certificate", certificate: { type: "notarization", view: 3, block: "b3" }, signers },
  { type: "Certificate", certificate: { type: "finalization", view: 3, block: "b3" }, signers },
  { type: "Proposal", from: 1, block: block(1), valid: false },
  { type: "Timer", view: 3, timer: "proposal" },
  { type: "Timer", view: 3, timer: "view" },
  { type: "Built", block: child },
  { type: "Executed", chain: [block(1), child] },
  { type: "Retransmit" },
  { type: "Restart", log },
  { type: "Restart", log: [released, ...log] },
];

describe("what is decoded", () => {
  test("every input, its keys in the order of the type whatever the order was", () => {
    for (const input of inputs) expect(JSON.stringify(decodeInput(reread(input)))).toBe(JSON.stringify({ value: input }));
  });

  test("of other nodes only what other nodes send", () => {
    for (const input of inputs) {
      const decoded = decodeMessage(reread(input));
      if (input.type in messages) expect(decoded).toEqual({ value: input });
      else expect(errorOf(decoded).path).toBe("$.type");
    }
  });

  test("the log and the constants", () => {
    for (const one of [log, [released, ...log]]) expect(decodeLog(reread(one))).toEqual({ value: one });
    expect(decodeConstants(reread(constants))).toEqual({ value: constants });
  });

  test("what nodes log in random schedules, the log being that of a node", () => {
    const random = seededRandom(3);
    for (let i = 0; i < 20; i++) {
      const { replicas } = simulate(chooseSchedule(4, (below) => randomIndex(random, below)));
      for (const { disk } of replicas) expect(JSON.stringify(decodeLog(reread(disk)))).toBe(JSON.stringify({ value: disk }));
    }
  });
});

const { Proposal, Vote, Certificate, Asked } = messages;
const aView = "a view: a whole number, 1 or more";
const aMember = "a member: a whole number, 1 or more";
const inOrder = "members in strictly ascending order";

describe("what is not decoded", () => {
  test.each<[string, unknown, path: string, expected: string]>([
    ["nothing", null, "$", "a message"],
    ["no type", { from: 1 }, "$.type", '"Proposal" or "Vote" or "Certificate" or "Asked"'],
    ["the name of an inherited key", { type: "toString" }, "$.type", '"Proposal" or "Vote" or "Certificate" or "Asked"'],
    ["an extra key", { ...Vote, at: 1 }, "$.at", "no key but type, from, vote"],
    ["a vote of nobody", { type: "Vote", vote: Vote.vote }, "$.from", aMember],
    ["a member 0", { ...Vote, from: 0 }, "$.from", aMember],
    ["half a member", { ...Vote, from: 1.5 }, "$.from", aMember],
    ["a member as a text", { ...Vote, from: "1" }, "$.from", aMember],
    [
      "a vote of another kind",
      { ...Vote, vote: { type: "propose", view: 1 } },
      "$.vote.type",
      '"notarize" or "nullify" or "finalize"',
    ],
    ["a vote for view 0", { ...Vote, vote: { type: "nullify", view: 0 } }, "$.vote.view", aView],
    ["a view too large", { ...Vote, vote: { type: "nullify", view: 2 ** 53 } }, "$.vote.view", aView],
    ["a block to nullify", { ...Vote, vote: { type: "nullify", view: 1, block: "b" } }, "$.vote.block", "no key but type, view"],
    [
      "no block to notarize",
      { ...Vote, vote: { type: "notarize", view: 1 } },
      "$.vote.block",
      "the identity of a block: a text that is not empty and is well-formed Unicode",
    ],
    [
      "a block without bytes",
      { ...Vote, vote: { type: "notarize", view: 1, block: "\ud800" } },
      "$.vote.block",
      "the identity of a block: a text that is not empty and is well-formed Unicode",
    ],
    ["signers out of order", { ...Certificate, signers: [3, 1] }, "$.signers", inOrder],
    ["who signs twice", { ...Certificate, signers: [1, 1, 3] }, "$.signers", inOrder],
    ["signers as a bitmap", { ...Certificate, signers: 7 }, "$.signers", inOrder],
    [
      "signers in the certificate",
      { ...Certificate, certificate: { type: "nullification", view: 1, signers } },
      "$.certificate.signers",
      "no key but type, view",
    ],
    ["a block of view 0", { ...Proposal, block: { ...child, view: 0 } }, "$.block.view", aView],
    ["a parent of the same view", { ...Proposal, block: { ...child, view: 2 } }, "$.block.parent", "a parent of an earlier view"],
    [
      "a parent without identity",
      { ...Proposal, block: { ...child, parent: { view: 2, id: "" } } },
      "$.block.parent.id",
      "an identity, or none with view 0",
    ],
    [
      "another genesis",
      { ...Proposal, block: { ...child, parent: { view: 0, id: "x" } } },
      "$.block.parent.id",
      "an identity, or none with view 0",
    ],
    ["a verdict that is none", { ...Proposal, valid: 1 }, "$.valid", "true or false"],
    ["a payload that is no text", { ...Proposal, block: { ...child, payload: null } }, "$.block.payload", "a well-formed text"],
    [
      "a request for a finalization",
      { ...Asked, want: { kind: "finalization", view: 1 } },
      "$.want.kind",
      '"any" or "notarization" or "nullification"',
    ],
  ])("a message with %s", (_, json, path, expected) => {
    expect(errorOf(decodeMessage(json))).toMatchObject({ path, expected });
  });

  const [final, ...later] = log as readonly [Entry, ...Entry[]];
  test.each<[string, unknown, path: string]>([
    ["no list", {}, "$"],
    ["an unknown item", [{ type: "vote", view: 1 }], "$[0].type"],
    ["a certificate without signers", [{ type: "nullification", view: 1 }], "$[0].signers"],
    ["two votes of one type and view", [later[1], { ...later[1], block: "x" }], "$"],
    ["a finalization behind other items", [...later, final], "$"],
    ["what finalization has made superfluous", [final, { type: "nullify", view: 2 }], "$"],
    ["what is released behind other items", [final, released], "$"],
    ["two heights that are released", [released, { ...released, view: 1, height: 2 }, final], "$"],
    ["what is released and not final", [{ ...released, view: 3 }, final], "$"],
    ["what is released, and no finalization", [released, ...later], "$"],
    ["a height 0", [{ ...released, height: 0 }, final], "$[0].height"],
    ["a proposal of another view than its block", [{ type: "propose", view: 4, block: child }], "$[0]"],
  ])("a log with %s", (_, json, path) => {
    expect(errorOf(decodeLog(json)).path).toBe(path);
  });

  test.each<[string, unknown, path: string]>([
    ["a stranger's place", { ...constants, self: 5 }, "$.self"],
    ["a leader who is no member", { ...constants, leaders: [5] }, "$.leaders"],
    ["nobody who leads", { ...constants, leaders: [] }, "$.leaders"],
    ["nobody in it", { ...constants, committee: 0 }, "$.committee"],
    ["a horizon behind", { ...constants, horizon: -1 }, "$.horizon"],
  ])("constants with %s", (_, json, path) => {
    expect(errorOf(decodeConstants(json)).path).toBe(path);
  });
});

/** A value of any shape that an input may have in a place, sound or not. */
function spoilt(json: unknown, choose: (below: number) => number): unknown {
  if (choose(6) === 0) return [null, true, 0, -1, 1, 2 ** 53 - 1, "", "x", "constructor", [], {}][choose(11)];
  if (Array.isArray(json)) return json.map((item) => spoilt(item, choose));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, spoilt(value, choose)]));
}

test("the driver takes, or refuses as a value, whatever is decoded, changes none of it, and does the same twice", () => {
  const random = seededRandom(8);
  const choose = (below: number) => randomIndex(random, below);
  let [decodedInputs, refused] = [0, 0];
  let s = initDriver();
  for (let i = 0; i < 20_000; i++) {
    const decoded = decodeInput(spoilt(inputs[choose(inputs.length)], choose));
    if ("error" in decoded) continue;
    decodedInputs++;
    const stepped = receive(constants, deepFreeze(s), deepFreeze(decoded.value));
    if (i % 10 === 0) expect(receive(constants, structuredClone(s), structuredClone(decoded.value))).toEqual(stepped);
    if (typeof stepped === "string") refused++;
    // A view that no committee reaches would end the run: nobody signs it.
    else s = stepped[0].core.view < 1e6 ? stepped[0] : initDriver();
  }
  expect(decodedInputs).toBeGreaterThan(1000);
  expect(refused).toBeGreaterThan(100);
  expect(refused).toBeLessThan(decodedInputs);
});
