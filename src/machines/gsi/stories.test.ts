import { describe, expect, test } from "vitest";
import { init } from "./protocol.ts";
import { type AnyInput, act, deepFreeze } from "./testing-schedules.ts";
import type { Constants, Effect, NodeId, State } from "./types.ts";

/** Ten nodes, of which 8, 9 and 10 are Byzantine: clouds of 2, 4, 8 and 10 with quorums of 2, 3, 6 and 7. */
const constants: Constants = deepFreeze({
  nodes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  baseSize: 2,
  assertThreshold: 1,
});

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

const everybody = constants.nodes;
const four = [1, 8, 9, 10];
const eight = [1, 2, 3, 4, 5, 8, 9, 10];

/** The state after some inputs, each of which must be accepted, and all effects in order. */
function run(
  base: readonly NodeId[],
  inputs: readonly AnyInput[],
): { readonly state: State; readonly effects: readonly Effect[] } {
  let state = deepFreeze(init(base));
  const effects: Effect[] = [];
  for (const [i, input] of inputs.entries()) {
    const stepped = act(constants, state, input);
    if (typeof stepped === "string") throw new Error(`input ${i}, ${JSON.stringify(input)}: ${stepped}`);
    state = deepFreeze(stepped[0]);
    effects.push(...stepped[1]);
  }
  return { state, effects };
}

const types = (effects: readonly Effect[]) => effects.map(({ type }) => type);

/** The Byzantine member of the base asserts a lie, and the honest one claims. */
const lieIsClaimed = [...votes("bad", 8), assertion("bad"), claim(1, "good")];

/** A cloud of four with all three Byzantine nodes upholds the lie. */
const lieIsUpheld = [...lieIsClaimed, sample(...four), ...votes("bad", 9, 10), decide("bad")];

describe("stories", () => {
  test("an honest run: one window, no sample, no rewind, no stake lost", () => {
    const { state, effects } = run([1, 2], [...votes("good", 1, 2), assertion("good"), expire(0), settle, release]);
    expect(state).toMatchObject({ phase: "settled", level: 0, standing: "good", rests: "good", released: "good", slashed: [] });
    expect(effects).toEqual([
      { type: "OpenWindow", level: 0 },
      { type: "Finalize", output: "good" },
      { type: "Slash", nodes: [] },
      { type: "ReleaseHard", output: "good" },
    ]);
    expect(act(constants, state, rewind)).toBe("nothing-to-rewind");
  });

  test("a false claim costs an execution of two newcomers and its claimant's stake, and nobody rewinds", () => {
    const { state, effects } = run(
      [1, 8],
      [
        ...votes("good", 1),
        assertion("good"),
        claim(8, "bad"),
        sample(1, 2, 3, 8),
        ...votes("good", 2, 3),
        decide("good"),
        expire(1),
        settle,
        release,
      ],
    );
    expect(state).toMatchObject({ level: 1, standing: "good", rests: "good", slashed: [8], released: "good" });
    expect(types(effects)).not.toContain("CancelSoft");
    expect(effects.filter(({ type }) => type === "Execute")).toEqual([{ type: "Execute", nodes: [2, 3] }]);
  });

  test("a wrong assertion is overturned, its signer slashed, and the soft state rewound before anything irrevocable", () => {
    const { state, effects } = run(
      [1, 8],
      [...lieIsClaimed, sample(1, 2, 3, 8), ...votes("good", 2, 3), decide("good"), expire(1), settle, rewind, release],
    );
    expect(state).toMatchObject({ standing: "good", rests: "good", slashed: [8], released: "good" });
    expect(effects.slice(-5)).toEqual([
      { type: "Finalize", output: "good" },
      { type: "Slash", nodes: [8] },
      { type: "CancelSoft", output: "bad" },
      { type: "Replay", output: "good" },
      { type: "ReleaseHard", output: "good" },
    ]);
  });

  test("a wrong intermediate verdict slashes nobody and is overturned by the one honest member that all clouds share", () => {
    const upheld = run([1, 8], lieIsUpheld);
    expect(upheld.state).toMatchObject({ phase: "window", level: 1, standing: "bad", slashed: [] });
    expect(types(upheld.effects)).not.toContain("Slash");
    const { state } = run(
      [1, 8],
      [...lieIsUpheld, claim(1, "good"), sample(...eight), ...votes("good", 2, 3, 4, 5), noQuorum(2)],
    );
    expect(state).toMatchObject({ phase: "sampling", level: 2, standing: "bad", rests: "bad" });
  });

  test("an overturned verdict is settled once, at the end, against the final verdict alone", () => {
    const { state, effects } = run(
      [1, 8],
      [
        ...lieIsUpheld,
        claim(1, "good"),
        sample(...eight),
        ...votes("good", 2, 3, 4, 5),
        noQuorum(2),
        sample(...everybody),
        ...votes("good", 6, 7),
        decide("good"),
        expire(3),
        settle,
        rewind,
        release,
      ],
    );
    expect(state).toMatchObject({ level: 3, standing: "good", rests: "good", slashed: [8, 9, 10], released: "good" });
    expect(types(effects).filter((type) => type === "Slash")).toHaveLength(1);
    // Together with the base of two, everybody has executed once.
    expect(effects.flatMap((effect) => (effect.type === "Execute" ? effect.nodes : [])).toSorted((a, b) => a - b)).toEqual([
      2, 3, 4, 5, 6, 7, 9, 10,
    ]);
  });

  test("without a quorum at any level the ladder climbs to the whole network, which waits until it has one", () => {
    const climbed = run(
      [1, 8],
      [...lieIsClaimed, sample(...four), noQuorum(1), sample(...eight), noQuorum(2), sample(...everybody)],
    );
    expect(climbed.state).toMatchObject({ phase: "voting", level: 3, standing: "bad" });
    expect(act(constants, climbed.state, noQuorum(3))).toBe("top-of-ladder");
    expect(act(constants, climbed.state, decide("good"))).toBe("no-quorum");
    let state = climbed.state;
    for (const vote of votes("good", 2, 3, 4, 5, 6, 7)) {
      expect(act(constants, state, decide("good"))).toBe("no-quorum");
      const stepped = act(constants, state, vote);
      state = typeof stepped === "string" ? state : stepped[0];
    }
    expect(act(constants, state, decide("good"))).toEqual([
      { ...state, phase: "window", standing: "good" },
      [{ type: "OpenWindow", level: 3 }],
    ]);
  });

  test("signing two outputs is allowed and convicts itself, whichever becomes final", () => {
    const equivocation = [...votes("bad", 8), ...votes("good", 8)];
    const honest = run([1, 8], [...equivocation, ...votes("good", 1), assertion("good"), expire(0), settle]);
    expect(honest.state).toMatchObject({ standing: "good", slashed: [8] });
    const lie = run([1, 8], [...equivocation, assertion("bad"), expire(0), settle]);
    expect(lie.state).toMatchObject({ standing: "bad", slashed: [8] });
  });

  test("a claim during a climb joins it as a statement and opens nothing", () => {
    const { state } = run([1, 8], [...lieIsClaimed, sample(1, 2, 3, 8)]);
    expect(act(constants, state, claim(2, "good"))).toBe("no-window");
    const { effects } = run([1, 8], [...lieIsClaimed, sample(1, 2, 3, 8), ...votes("good", 2)]);
    expect(types(effects).filter((type) => type === "DrawSample")).toHaveLength(1);
  });
});
