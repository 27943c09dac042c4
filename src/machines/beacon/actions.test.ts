import { describe, expect, test } from "vitest";
import { encodeBeacon } from "../../crypto/statements.ts";
import { deepFreeze } from "../gsi/testing-schedules.ts";
import { setting } from "./models.ts";
import { beacon, init } from "./protocol.ts";
import { behind, proposal } from "./queries.ts";
import { digestOf, roundMessage } from "./rounds.ts";
import { type ActionName, act, taken } from "./testing-acts.ts";
import type { State } from "./types.ts";

/** The signatures of the rounds 1 to 4 are 4, 1, 3 and 2. */
const { constants } = setting({
  members: 4,
  threshold: 2,
  byzantine: 1,
  offered: [],
  maxHeight: 9,
  requesting: [],
  goodHeight: 0,
});

const known = (...of: readonly (readonly [round: number, signature: string])[]) =>
  of.map(([round, signature]) => ({ round, signature }));
const block = (opens: readonly string[], requests = false) => ({ opens, requests });

/** At height 3, the first round opened, the requests of the first and third height waiting. */
const third: State = deepFreeze({ height: 3, opened: 1, known: [], released: 1, waiting: [1, 3] });

type Row = readonly [action: ActionName, refusal: string, why: string, state: State, args: object];

const refusals: readonly Row[] = [
  ["Release", "already-released", "", { ...third, released: 2 }, { r: 2 }],
  ["Release", "already-opened", "nobody needs it any more", { ...third, released: 0 }, { r: 1 }],
  ["Release", "out-of-order", "", third, { r: 3 }],
  ["Release", "not-final", "", { ...third, released: 3 }, { r: 4 }],
  ["Release", "not-final", "nothing is", init(), { r: 1 }],
  ["Learn", "already-opened", "", third, { r: 1, s: "4" }],
  ["Learn", "already-known", "", { ...third, known: known([2, "1"]) }, { r: 2, s: "1" }],
  ["Learn", "bad-signature", "of another round", third, { r: 2, s: "4" }],
  ["Learn", "bad-signature", "the identity", third, { r: 2, s: "0" }],
  ["Learn", "bad-signature", "no element", third, { r: 2, s: "06" }],
  ["Accept", "round-not-final", "its own height's round", { ...third, opened: 2 }, { b: block(["3", "2"]) }],
  ["Accept", "bad-signature", "", third, { b: block(["3"]) }],
  ["Accept", "bad-signature", "only the second is bad", third, { b: block(["1", "1"]) }],
  ["Accept", "bad-signature", "not what is known", { ...third, known: known([2, "1"]) }, { b: block(["01"]) }],
  [
    "Final",
    "round-not-final",
    "a final block that opens its own height's round",
    { ...third, opened: 2 },
    { b: block(["3", "2"]) },
  ],
];

describe("a member of the beacon", () => {
  test.each(refusals)("%s: %s %s", (type, refusal, _, state, args) => {
    expect(act(constants, deepFreeze(state), { type, ...args })).toBe(refusal);
  });

  test("has a row for every refusal", () => {
    const named = new Set(refusals.map(([action, refusal]) => `${action}: ${refusal}`));
    const all = Object.entries(beacon.refusals).flatMap(([action, of]) => Object.keys(of).map((name) => `${action}: ${name}`));
    expect(all.filter((name) => !named.has(name))).toEqual([]);
  });

  test("releases one round after the other, and leaves out what is opened", () => {
    const [state, effects] = taken(constants, third, { type: "Release", r: 2 });
    expect([state.released, effects]).toEqual([2, [{ type: "SendPartial", round: 2 }]]);
    const caughtUp = { ...third, released: 0 };
    expect(taken(constants, caughtUp, { type: "Release", r: 2 })[0].released).toBe(2);
  });

  test("serves waiting requests by the rounds that a block opens, in order, and its own request by none of them", () => {
    const [state, effects] = taken(constants, third, { type: "Final", b: block(["1", "3"], true) });
    expect(effects).toEqual([{ type: "Serve", height: 1, round: 2, value: "01" }]);
    expect(state).toEqual({ height: 4, opened: 3, known: [], released: 1, waiting: [3, 4] });
    const [later, more] = taken(constants, state, { type: "Final", b: block(["2"]) });
    expect(more).toEqual([{ type: "Serve", height: 3, round: 4, value: "02" }]);
    expect(later.waiting).toEqual([4]);
  });

  test("waits while no block opens the round, however many pass", () => {
    let state = third;
    for (let i = 0; i < 5; i++) {
      const [next, effects] = taken(constants, state, { type: "Final", b: block([]) });
      expect(effects).toEqual([]);
      state = next;
    }
    expect(state).toMatchObject({ height: 8, waiting: [1, 3] });
  });

  test("proposes all that it knows of the next rounds, up to a gap or its height", () => {
    const knows = (...of: readonly (readonly [number, string])[]) => proposal({ ...third, known: known(...of) });
    expect(knows()).toEqual([]);
    expect(knows([3, "3"])).toEqual([]);
    expect(knows([2, "1"], [3, "3"], [4, "2"])).toEqual(["1", "3"]);
    const own = { ...third, known: known([2, "1"], [3, "3"]) };
    expect(act(constants, own, { type: "Accept", b: block(proposal(own)) })).toEqual([own, [{ type: "Vote", height: 4 }]]);
  });

  test("signs the cloud, the key's epoch and the round, and nothing that a leader chooses", () => {
    expect(roundMessage(constants, 7)).toEqual(encodeBeacon({ ...constants.key, round: 7 }));
    for (const change of [{ chainId: 9 }, { cloudId: "ff".repeat(32) }, { keyEpoch: 9 }])
      expect(roundMessage({ ...constants, key: { ...constants.key, ...change } }, 7)).not.toEqual(roundMessage(constants, 7));
  });
});

/** Findings in drand, by thread. */
describe("catching up", () => {
  test("drand issue 1340: who is behind by one asks at once, and not when it is behind by three", () => {
    const [state, effects] = taken(constants, third, { type: "Learn", r: 4, s: "2" });
    expect(effects).toEqual([
      { type: "Spread", round: 4, signature: "2" },
      { type: "FetchBlocks", above: 3, upTo: 4 },
    ]);
    expect(behind(state)).toEqual({ above: 3, upTo: 4 });
    const [caughtUp] = taken(constants, state, { type: "Final", b: block([]) });
    expect(behind(caughtUp)).toBeNull();
  });

  test("drand issue 863: who is behind knows it from one signature, whatever its partials do, and asks for exactly what it lacks", () => {
    expect(behind(third)).toBeNull();
    const [state] = taken(constants, init(), { type: "Learn", r: 3, s: "3" });
    expect(behind(state)).toEqual({ above: 0, upTo: 3 });
    const [halfway] = taken(constants, state, { type: "Final", b: block([], true) });
    expect(behind(halfway)).toEqual({ above: 1, upTo: 3 });
    expect(taken(constants, halfway, { type: "Release", r: 1 })[1]).toEqual([{ type: "SendPartial", round: 1 }]);
  });

  test("a signature of the own height or below asks for nothing", () => {
    const [state, effects] = taken(constants, third, { type: "Learn", r: 3, s: "3" });
    expect(effects).toEqual([{ type: "Spread", round: 3, signature: "3" }]);
    expect(behind(state)).toBeNull();
  });

  test("a member that catches up serves what it has missed", () => {
    const [first] = taken(constants, init(), { type: "Final", b: block([], true) });
    const [second] = taken(constants, first, { type: "Final", b: block(["4"]) });
    const [state, effects] = taken(constants, second, { type: "Final", b: block(["1"]) });
    expect(effects).toEqual([{ type: "Serve", height: 1, round: 2, value: digestOf(constants, "1") }]);
    expect(state.waiting).toEqual([]);
  });
});
