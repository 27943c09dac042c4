import { describe, expect, test } from "vitest";
import { deepFreeze } from "../gsi/testing-schedules.ts";
import { init } from "./protocol.ts";
import { type AnyInput, act } from "./testing-schedules.ts";
import { type Constants, type Effect, type NodeId, type State, UNAVAILABLE } from "./types.ts";

/** Seven nodes, of which 6 and 7 are Byzantine: clouds of 2, 4 and 7 with quorums of 2, 3 and 5; three chunks give the inputs back. */
const constants: Constants = deepFreeze({ nodes: [1, 2, 3, 4, 5, 6, 7], baseSize: 2, assertThreshold: 1, codeThreshold: 3 });

const attest = (...nodes: readonly NodeId[]): readonly AnyInput[] => nodes.map((i) => ({ type: "Attest", i }));
const certify: AnyInput = { type: "Certify" };
const votes = (o: string, ...nodes: readonly NodeId[]): readonly AnyInput[] => nodes.map((i) => ({ type: "Vote", i, o }));
const assertion = (o: string): AnyInput => ({ type: "Assert", o });
const claim = (x: NodeId, o: string): AnyInput => ({ type: "Claim", x, o });
const sample = (...S: readonly NodeId[]): AnyInput => ({ type: "Sample", S });
const decide = (o: string): AnyInput => ({ type: "Decide", o });
const noQuorum = (k: number): AnyInput => ({ type: "NoQuorum", k });
const expire = (k: number): AnyInput => ({ type: "WindowExpire", k });
const settle: AnyInput = { type: "Settle" };
const rewind: AnyInput = { type: "Rewind" };
const release: AnyInput = { type: "Release" };

/** The tightest certificate: three honest nodes hold a chunk, and both Byzantine ones say that they do. */
const certified = [...attest(1, 2, 3, 6, 7), certify];

function run(
  base: readonly NodeId[],
  inputs: readonly AnyInput[],
): { readonly state: State; readonly effects: readonly Effect[] } {
  let state = deepFreeze(init(base));
  const effects: Effect[] = [];
  for (const [i, input] of inputs.entries()) {
    const stepped = act(constants, state, deepFreeze(input));
    if (typeof stepped === "string") throw new Error(`input ${i}, ${JSON.stringify(input)}: ${stepped}`);
    state = deepFreeze(stepped[0]);
    effects.push(...stepped[1]);
  }
  return { state, effects };
}

const types = (effects: readonly Effect[]) => effects.map(({ type }) => type);

describe("a dispersal", () => {
  test("is certified by five of seven nodes, outwards and once", () => {
    const { state, effects } = run([1, 6], certified);
    expect(state).toEqual({ ...init([1, 6]), phase: "executing" });
    expect(effects).toEqual([{ type: "CertifyAvailability", nodes: [1, 2, 3, 6, 7] }]);
    expect(act(constants, state, certify)).toBe("not-dispersing");
  });

  test("counts one chunk of each node, of the network's nodes only, and four are too few", () => {
    const { state } = run([1, 6], attest(1, 2, 3, 6));
    expect(act(constants, state, certify)).toBe("too-few-attested");
    expect(act(constants, state, { type: "Attest", i: 6 })).toBe("already-attested");
    expect(act(constants, state, { type: "Attest", i: 8 })).toBe("foreign-node");
  });

  test("comes before every step of the ladder", () => {
    const { state } = run([1, 6], attest(1, 2, 3, 6, 7));
    const early: readonly (readonly [AnyInput, string])[] = [
      [{ type: "Vote", i: 1, o: "good" }, "not-voting"],
      [assertion("good"), "not-executing"],
      [claim(1, UNAVAILABLE), "no-window"],
      [sample(1, 2, 3, 6), "not-sampling"],
      [decide("good"), "not-voting"],
      [noQuorum(0), "not-voting"],
      [expire(0), "no-window"],
      [settle, "not-final"],
      [rewind, "not-settled"],
      [release, "not-settled"],
    ];
    for (const [input, refusal] of early) expect(act(constants, state, input)).toBe(refusal);
  });
});

describe("withholding", () => {
  test("an assertion whose inputs nobody can obtain is rejected, its signers slashed, and the cloud back at the checkpoint", () => {
    const { state, effects } = run(
      [1, 6],
      [
        ...certified,
        ...votes("bad", 6),
        assertion("bad"),
        claim(1, UNAVAILABLE),
        sample(1, 2, 6, 7),
        ...votes(UNAVAILABLE, 2),
        ...votes("bad", 7),
        noQuorum(1),
        sample(1, 2, 3, 4, 5, 6, 7),
        ...votes(UNAVAILABLE, 3, 4, 5),
        decide(UNAVAILABLE),
        expire(2),
        settle,
        rewind,
      ],
    );
    expect(state).toMatchObject({ phase: "settled", standing: UNAVAILABLE, rests: UNAVAILABLE, slashed: [6, 7], released: null });
    expect(effects.slice(-3)).toEqual([
      { type: "Reject" },
      { type: "Slash", nodes: [6, 7] },
      { type: "CancelSoft", output: "bad" },
    ]);
    expect(act(constants, state, release)).toBe("rejected");
    expect(act(constants, state, rewind)).toBe("nothing-to-rewind");
  });

  test("newcomers are sent for the inputs before they vote", () => {
    const { effects } = run([1, 6], [...certified, ...votes("bad", 6), assertion("bad"), claim(1, "good"), sample(1, 2, 3, 6)]);
    expect(effects.slice(-2)).toEqual([
      { type: "Fetch", nodes: [2, 3] },
      { type: "OpenVoting", level: 1 },
    ]);
  });

  test("a pretended claim is refuted by the next cloud and costs its signers alone", () => {
    const { state, effects } = run(
      [1, 6],
      [
        ...certified,
        ...votes("good", 1),
        assertion("good"),
        claim(6, UNAVAILABLE),
        sample(1, 2, 6, 7),
        ...votes(UNAVAILABLE, 7),
        ...votes("good", 2),
        noQuorum(1),
        sample(1, 2, 3, 4, 5, 6, 7),
        ...votes("good", 3, 4, 5),
        decide("good"),
        expire(2),
        settle,
        release,
      ],
    );
    expect(state).toMatchObject({ standing: "good", rests: "good", slashed: [6, 7], released: "good" });
    expect(types(effects)).not.toContain("CancelSoft");
    expect(types(effects)).not.toContain("Reject");
  });

  test("an interval that was given up wrongly executes: nothing to cancel, inputs to replay", () => {
    const { state, effects } = run(
      [1, 6],
      [
        ...certified,
        ...votes(UNAVAILABLE, 6),
        assertion(UNAVAILABLE),
        claim(1, "good"),
        sample(1, 2, 3, 6),
        ...votes("good", 2, 3),
        decide("good"),
        expire(1),
        settle,
        rewind,
        release,
      ],
    );
    expect(state).toMatchObject({ standing: "good", rests: "good", slashed: [6], released: "good" });
    expect(effects.slice(-3)).toEqual([
      { type: "Slash", nodes: [6] },
      { type: "Replay", output: "good" },
      { type: "ReleaseHard", output: "good" },
    ]);
  });

  test("a wrong output that replaces another is cancelled and replayed, and goes out once, after the rewind", () => {
    const before = [
      ...certified,
      ...votes("bad", 6),
      assertion("bad"),
      claim(1, "good"),
      sample(1, 2, 3, 6),
      ...votes("good", 2, 3),
      decide("good"),
      expire(1),
      settle,
    ];
    const settled = run([1, 6], before).state;
    expect(act(constants, settled, release)).toBe("not-rewound");
    const { state, effects } = run([1, 6], [...before, rewind, release]);
    expect(types(effects).slice(-3)).toEqual(["CancelSoft", "Replay", "ReleaseHard"]);
    expect(act(constants, state, release)).toBe("already-released");
  });
});
