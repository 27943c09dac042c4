import { describe, expect, test } from "vitest";
import { gsi } from "../gsi/protocol.ts";
import { deepFreeze } from "../gsi/testing-schedules.ts";
import { gsiBonds, init } from "./protocol.ts";
import { type ActionName, type AnyInput, act } from "./testing-inputs.ts";
import type { Constants, State } from "./types.ts";

/** Six nodes, a base cloud of two: clouds of 2, 4 and 6 with quorums of 2, 3 and 5. A bond is 4 and 2, a deposit 4. */
const constants: Constants = deepFreeze({
  nodes: [1, 2, 3, 4, 5, 6],
  baseSize: 2,
  assertThreshold: 1,
  stake: 5,
  margin: 0,
  rewardPart: 2,
});

const executing = init(constants, [1, 2]);
const signed: State = { ...executing, signers: [{ output: "bad", by: [1] }] };
const window: State = { ...signed, phase: "window", standing: "bad", rests: "bad" };
const claimed: State = { ...window, phase: "sampling" };
const voting: State = { ...claimed, phase: "voting", level: 1, cloud: [1, 2, 3, 4] };
const quorum: State = { ...voting, signers: [{ output: "good", by: [2, 3, 4] }] };
const final: State = { ...quorum, phase: "final", standing: "good" };
const settled: State = { ...final, phase: "settled" };
const released: State = { ...settled, rests: "good", released: "good" };
const top: State = { ...voting, level: 2, cloud: [1, 2, 3, 4, 5, 6] };

const poor = (s: State): State => ({ ...s, stake: [3, 3, 3, 3, 3, 3] });

type Row = readonly [action: ActionName, refusal: string, state: State, args: object];

const refusals: readonly Row[] = [
  ["Vote", "not-voting", window, { i: 2, o: "good" }],
  ["Vote", "no-member", executing, { i: 3, o: "good" }],
  ["Vote", "already-signed", signed, { i: 1, o: "bad" }],
  ["Assert", "not-executing", poor(window), { o: "bad" }],
  ["Assert", "too-few-signers", poor(signed), { o: "good" }],
  ["Assert", "too-few-deposits", poor(signed), { o: "bad" }],
  ["Claim", "no-window", poor(signed), { x: 2, o: "good" }],
  ["Claim", "no-standing", window, { x: 3, o: "good" }],
  ["Claim", "no-standing", window, { x: 9, o: "good" }],
  ["Claim", "same-output", poor(window), { x: 2, o: "bad" }],
  ["Claim", "top-of-ladder", { ...top, phase: "window" }, { x: 2, o: "good" }],
  ["Claim", "no-bond", poor(window), { x: 2, o: "good" }],
  ["Sample", "not-sampling", window, { S: [1, 2, 3, 4] }],
  ["Sample", "wrong-size", claimed, { S: [1, 2, 3] }],
  ["Sample", "not-nested", claimed, { S: [1, 3, 4, 5] }],
  ["Sample", "foreign-node", claimed, { S: [1, 2, 3, 9] }],
  ["Decide", "not-voting", window, { o: "bad" }],
  ["Decide", "no-quorum", voting, { o: "good" }],
  ["NoQuorum", "not-voting", claimed, { k: 0 }],
  ["NoQuorum", "other-level", voting, { k: 0 }],
  ["NoQuorum", "top-of-ladder", top, { k: 2 }],
  ["NoQuorum", "has-quorum", quorum, { k: 1 }],
  ["WindowExpire", "no-window", claimed, { k: 0 }],
  ["WindowExpire", "other-level", window, { k: 1 }],
  ["Settle", "not-final", window, {}],
  ["Rewind", "not-settled", final, {}],
  ["Rewind", "nothing-to-rewind", released, {}],
  ["Release", "not-settled", final, {}],
  ["Release", "not-rewound", settled, {}],
  ["Release", "already-released", released, {}],
  ["SlashedElsewhere", "settled", settled, { i: 1 }],
  ["SlashedElsewhere", "no-stake", { ...window, stake: [0, 5, 5, 5, 5, 5] }, { i: 1 }],
  ["SlashedElsewhere", "no-stake", window, { i: 7 }],
];

describe("refusals", () => {
  test.each(refusals)("%s: %s", (type, refusal, state, args) => {
    expect(act(constants, deepFreeze(state), deepFreeze({ type, ...args }))).toBe(refusal);
  });

  test("every refusal of every action has a row", () => {
    const declared = Object.entries(gsiBonds.refusals).flatMap(([action, of]) =>
      Object.keys(of).map((refusal) => `${action} ${refusal}`),
    );
    expect(new Set(refusals.map(([action, refusal]) => `${action} ${refusal}`))).toEqual(new Set(declared));
  });
});

/** A step of each action, from a state in which the ladder takes it. */
const taken: readonly (readonly [AnyInput, State])[] = [
  [{ type: "Vote", i: 2, o: "good" }, signed],
  [{ type: "Assert", o: "bad" }, signed],
  [{ type: "Claim", x: 2, o: "good" }, window],
  [{ type: "Sample", S: [1, 2, 3, 4] }, claimed],
  [{ type: "Decide", o: "good" }, quorum],
  [{ type: "NoQuorum", k: 1 }, voting],
  [{ type: "WindowExpire", k: 0 }, window],
  [{ type: "Settle" }, final],
  [{ type: "Rewind" }, settled],
  [{ type: "Release" }, { ...settled, rests: "good" }],
  [{ type: "SlashedElsewhere", i: 2 }, window],
];

describe("steps", () => {
  test.each(taken)("$type keeps the keys of the state in order, and the ladder's part is the ladder's", (input, state) => {
    const stepped = act(constants, deepFreeze(state), deepFreeze(input));
    if (typeof stepped === "string") throw new Error(stepped);
    expect(Object.keys(stepped[0])).toEqual(Object.keys(executing));
    const { stake, locked, claimants, executors, books, ...ladder } = stepped[0];
    const { type, ...args } = input;
    const { stake: _, locked: __, claimants: ___, executors: ____, books: _____, ...before } = state;
    const action = gsi.actions[type as keyof typeof gsi.actions] as unknown;
    const own =
      action === undefined
        ? [before, []]
        : (action as (...of: readonly unknown[]) => readonly [object, readonly object[]])(constants, before, args);
    expect(ladder).toEqual(own[0]);
    expect(stepped[1].filter(({ type: effect }) => !["Lock", "Unlock", "Pay", "Burn", "Advance"].includes(effect))).toEqual(
      own[1],
    );
  });

  test("every action has one", () => {
    expect(taken.map(([{ type }]) => type)).toEqual(Object.keys(gsiBonds.actions));
  });
});
