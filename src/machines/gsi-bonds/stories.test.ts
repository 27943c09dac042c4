import { describe, expect, test } from "vitest";
import { deepFreeze } from "../gsi/testing-schedules.ts";
import type { NodeId } from "../gsi/types.ts";
import { init } from "./protocol.ts";
import { type AnyInput, act } from "./testing-inputs.ts";
import type { Amount, Constants, Effect, State } from "./types.ts";

/** Ten nodes: clouds of 4, 8 and 10. A bond at the base is 12, at the second cloud 4; a deposit is 6. */
const constants: Constants = deepFreeze({
  nodes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  baseSize: 4,
  assertThreshold: 2,
  stake: 20,
  margin: 1,
  rewardPart: 2,
});

const votes = (o: string, ...nodes: readonly NodeId[]): readonly AnyInput[] => nodes.map((i) => ({ type: "Vote", i, o }));
const assertion = (o: string): AnyInput => ({ type: "Assert", o });
const claim = (x: NodeId, o: string): AnyInput => ({ type: "Claim", x, o });
const sample = (...S: readonly NodeId[]): AnyInput => ({ type: "Sample", S });
const decide = (o: string): AnyInput => ({ type: "Decide", o });
const noQuorum = (k: number): AnyInput => ({ type: "NoQuorum", k });
const slashedElsewhere = (i: NodeId): AnyInput => ({ type: "SlashedElsewhere", i });
const ending = (k: number): readonly AnyInput[] => [{ type: "WindowExpire", k }, { type: "Settle" }];

const base = [1, 2, 3, 4];
const eight = [1, 2, 3, 4, 5, 6, 7, 8];

/** The state after some inputs, each of which must be accepted, and all effects in order. */
function run(
  inputs: readonly AnyInput[],
  c: Constants = constants,
): { readonly state: State; readonly effects: readonly Effect[] } {
  let state = deepFreeze(init(c, base));
  const effects: Effect[] = [];
  for (const [i, input] of inputs.entries()) {
    const stepped = act(c, state, deepFreeze(input));
    if (typeof stepped === "string") throw new Error(`input ${i}, ${JSON.stringify(input)}: ${stepped}`);
    state = deepFreeze(stepped[0]);
    effects.push(...stepped[1]);
  }
  return { state, effects };
}

/** What all nodes have, and what was burned less what the treasury gave. */
const money = ({ stake, locked, books }: State): Amount =>
  [...stake, ...locked].reduce((sum, amount) => sum + amount, 0) + books.burned - books.advanced;

const all = constants.nodes.length * constants.stake;

/** 1, 2 and 3 assert the truth, and 4 claims that it is wrong. */
const falseClaim = [...votes("good", 1, 2, 3), assertion("good"), claim(4, "bad"), sample(...eight)];

/** 3 and 4 assert a lie, and 1 claims. */
const lie = [...votes("bad", 3, 4), assertion("bad"), claim(1, "good"), sample(...eight)];

describe("stories", () => {
  test("an assertion that nobody doubts locks deposits and gives them back", () => {
    const asserted = run([...votes("good", 1, 2, 3), assertion("good")]);
    expect(asserted.state.stake).toEqual([14, 14, 14, 20, 20, 20, 20, 20, 20, 20]);
    expect(asserted.state.locked).toEqual([6, 6, 6, 0, 0, 0, 0, 0, 0, 0]);
    expect(asserted.effects).toEqual([
      { type: "Lock", nodes: [1, 2, 3], amount: 6 },
      { type: "OpenWindow", level: 0 },
    ]);
    const { state, effects } = run([...votes("good", 1, 2, 3), assertion("good"), ...ending(0)]);
    expect([state.stake, state.locked]).toEqual([constants.nodes.map(() => 20), constants.nodes.map(() => 0)]);
    expect(effects.at(-1)).toEqual({ type: "Unlock", nodes: [1, 2, 3] });
  });

  test("a false claim pays the newcomers and is burned for the rest", () => {
    const { state, effects } = run([...falseClaim, ...votes("good", 5, 6, 7), decide("good"), ...ending(1)]);
    expect(state.stake).toEqual([20, 20, 20, 0, 21, 21, 21, 21, 20, 20]);
    expect(state.books).toEqual({ forfeited: 20, paid: 4, rewarded: 0, burned: 16, advanced: 0 });
    expect(effects.slice(-6)).toEqual([
      { type: "Slash", nodes: [4] },
      { type: "Pay", nodes: [5, 6, 7, 8], amount: 1 },
      { type: "Pay", nodes: [], amount: 0 },
      { type: "Burn", amount: 16 },
      { type: "Advance", amount: 0 },
      { type: "Unlock", nodes: [1, 2, 3] },
    ]);
    expect(money(state)).toBe(all);
  });

  test("a newcomer whose signature comes too late is paid, since it was asked", () => {
    const early = [...falseClaim, ...votes("good", 5, 6, 7), decide("good")];
    expect(act(constants, run(early).state, { type: "Vote", i: 8, o: "good" })).toBe("not-voting");
    expect(run([...early, ...ending(1)]).state.stake[7]).toBe(21);
  });

  test("a vote without a quorum leads on at the expense of the first claim, also when its claimant has lost all else", () => {
    const climb = [...falseClaim, noQuorum(1), slashedElsewhere(4), sample(...constants.nodes)];
    const { state } = run([...climb, ...votes("good", 5, 6, 7, 8), decide("good"), ...ending(2)]);
    expect(state.claimants).toEqual([4]);
    expect(state.books).toEqual({ forfeited: 12, paid: 6, rewarded: 0, burned: 6, advanced: 0 });
    expect(money(state)).toBe(all - 8);
  });

  test("a right claimant gets its bond back, and its part of what the executors leave", () => {
    const { state } = run([...lie, ...votes("good", 2, 5, 6, 7, 8), decide("good"), ...ending(1)]);
    expect(state.books).toEqual({ forfeited: 40, paid: 4, rewarded: 18, burned: 18, advanced: 0 });
    expect(state.stake).toEqual([38, 20, 0, 0, 21, 21, 21, 21, 20, 20]);
  });

  test("two right claimants share, and what cannot be divided is burned", () => {
    const overturned = [...lie, ...votes("bad", 5, 6, 7, 8), decide("bad"), claim(2, "good"), sample(...constants.nodes)];
    const { state } = run([...overturned, ...votes("good", 5, 6, 7, 9, 10), decide("good"), ...ending(2)], {
      ...constants,
      stake: 12,
      rewardPart: 4,
    });
    // Six liars forfeit 72, two executors are paid, and a fourth of 70 is 17, of which each gets 8.
    expect(state.slashed).toEqual([3, 4, 5, 6, 7, 8]);
    expect(state.books).toEqual({ forfeited: 72, paid: 2, rewarded: 16, burned: 54, advanced: 0 });
    expect(state.stake).toEqual([20, 20, 0, 0, 0, 0, 0, 0, 13, 13]);
  });

  test("an executor that has lied is not paid", () => {
    const { state } = run([...falseClaim, ...votes("bad", 8), ...votes("good", 5, 6, 7), decide("good"), ...ending(1)]);
    expect(state.books).toMatchObject({ forfeited: 40, paid: 3 });
    expect(state.stake[7]).toBe(0);
  });

  test("a second claim of one node needs no second bond, and a deposit counts for it", () => {
    const once = run([...falseClaim, ...votes("good", 5, 6, 7), decide("good")]).state;
    expect(act(constants, once, claim(4, "bad"))).toEqual([
      { ...once, phase: "sampling" },
      [
        { type: "Lock", nodes: [4], amount: 0 },
        { type: "DrawSample", level: 2 },
      ],
    ]);
    const own = run([...votes("good", 1, 2, 3), assertion("good"), claim(1, "bad")]);
    expect(own.state.locked).toEqual([12, 6, 6, 0, 0, 0, 0, 0, 0, 0]);
    expect(own.effects.at(-2)).toEqual({ type: "Lock", nodes: [1], amount: 6 });
  });

  test("who is slashed elsewhere keeps what is locked, and has no standing without", () => {
    const { state } = run([...votes("good", 1, 2, 3), assertion("good"), slashedElsewhere(1), slashedElsewhere(4)]);
    expect([state.stake[0], state.locked[0]]).toEqual([0, 6]);
    expect(act(constants, state, claim(4, "bad"))).toBe("no-bond");
    expect(act(constants, state, claim(1, "bad"))).toBe("no-bond");
    expect(act(constants, state, slashedElsewhere(4))).toBe("no-stake");
  });

  test("an assertion counts the signers who can lock a deposit", () => {
    const { state } = run([...votes("good", 1, 2), slashedElsewhere(2)]);
    expect(act(constants, state, assertion("good"))).toBe("too-few-deposits");
    const third = run([...votes("good", 1, 2, 3), slashedElsewhere(2), assertion("good")]);
    expect(third.state.locked.slice(0, 4)).toEqual([6, 0, 6, 0]);
  });

  test("a base that is the whole network locks nothing and owes nothing", () => {
    const whole: Constants = { ...constants, nodes: base };
    const { state } = run([...votes("good", 1, 2), assertion("good"), ...ending(0)], whole);
    expect([state.stake, state.books.paid]).toEqual([[20, 20, 20, 20], 0]);
  });

  test("what executors lack is advanced by the treasury, and shows in the books", () => {
    const poor = { ...run([...lie, ...votes("good", 2, 5, 6, 7, 8), decide("good"), ...ending(1).slice(0, 1)]).state };
    const drained: State = { ...poor, stake: poor.stake.map(() => 0), locked: poor.locked.map((_, i) => (i === 2 ? 1 : 0)) };
    const stepped = act(constants, drained, { type: "Settle" });
    if (typeof stepped === "string") throw new Error(stepped);
    expect(stepped[0].books).toEqual({ forfeited: 1, paid: 4, rewarded: 0, burned: 0, advanced: 3 });
    expect(stepped[1]).toContainEqual({ type: "Advance", amount: 3 });
  });
});
