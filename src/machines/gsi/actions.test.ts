import { describe, expect, test } from "vitest";
import { gsi, init } from "./protocol.ts";
import { type ActionName, type AnyInput, act, deepFreeze } from "./testing-schedules.ts";
import type { Constants, Effect, State } from "./types.ts";

/** Six nodes, a base cloud of two, one signature for an assertion: clouds of 2, 4 and 6 with quorums of 2, 3 and 5. */
const constants: Constants = deepFreeze({ nodes: [1, 2, 3, 4, 5, 6], baseSize: 2, assertThreshold: 1 });

const executing: State = init([1, 2]);
const signed: State = { ...executing, signers: [{ output: "bad", by: [1] }] };
const window: State = { ...signed, phase: "window", standing: "bad", rests: "bad" };
const claimed: State = {
  ...window,
  phase: "sampling",
  signers: [
    { output: "bad", by: [1] },
    { output: "good", by: [2] },
  ],
};
const voting: State = { ...claimed, phase: "voting", level: 1, cloud: [1, 2, 3, 4] };
const quorum: State = {
  ...voting,
  signers: [
    { output: "bad", by: [1] },
    { output: "good", by: [2, 3, 4] },
  ],
};
const overturned: State = { ...quorum, phase: "window", standing: "good" };
const final: State = { ...overturned, phase: "final" };
const settled: State = { ...final, phase: "settled", slashed: [1] };
const rewound: State = { ...settled, rests: "good" };
const released: State = { ...rewound, released: "good" };
const whole: State = { ...voting, level: 2, cloud: [1, 2, 3, 4, 5, 6] };
const topWindow: State = { ...whole, phase: "window" };

type Row = readonly [action: ActionName, refusal: string, why: string, state: State, args: object];

/** In each state the guard that is named is the only one that is false, wherever the guards allow that. */
const refusals: readonly Row[] = [
  ["Vote", "not-voting", "a window is open", window, { i: 2, o: "good" }],
  ["Vote", "not-voting", "a sample is being drawn", claimed, { i: 2, o: "bad" }],
  ["Vote", "not-voting", "the verdict is final", final, { i: 2, o: "bad" }],
  ["Vote", "not-voting", "all is settled", settled, { i: 2, o: "bad" }],
  ["Vote", "no-member", "node 3 is not in the base cloud", executing, { i: 3, o: "good" }],
  ["Vote", "no-member", "node 5 is not in the cloud of four", voting, { i: 5, o: "good" }],
  ["Vote", "already-signed", "node 1 has signed this output", signed, { i: 1, o: "bad" }],
  ["Vote", "already-signed", "a claim is a signature", voting, { i: 2, o: "good" }],
  ["Assert", "not-executing", "there is an assertion", window, { o: "bad" }],
  ["Assert", "not-executing", "a voting is no assertion", quorum, { o: "good" }],
  ["Assert", "too-few-signers", "nobody has signed this output", signed, { o: "good" }],
  ["Claim", "no-window", "nothing is asserted", signed, { x: 2, o: "good" }],
  ["Claim", "no-window", "another claim was first", claimed, { x: 2, o: "good" }],
  ["Claim", "no-window", "the verdict is final", final, { x: 1, o: "bad" }],
  ["Claim", "no-standing", "node 3 is in no cloud of the ladder", window, { x: 3, o: "good" }],
  ["Claim", "same-output", "the claim is the standing verdict", window, { x: 2, o: "bad" }],
  ["Claim", "top-of-ladder", "the whole network has decided", topWindow, { x: 2, o: "good" }],
  ["Sample", "not-sampling", "nobody has claimed", window, { S: [1, 2, 3, 4] }],
  ["Sample", "not-sampling", "the sample is drawn", voting, { S: [1, 2, 3, 4, 5, 6] }],
  ["Sample", "not-nested", "node 2 would lose its standing", claimed, { S: [1, 3, 4, 5] }],
  ["Sample", "wrong-size", "a node too few", claimed, { S: [1, 2, 3] }],
  ["Sample", "wrong-size", "a node too many", claimed, { S: [1, 2, 3, 4, 5] }],
  ["Sample", "foreign-node", "node 9 is not in the network", claimed, { S: [1, 2, 3, 9] }],
  ["Decide", "not-voting", "the verdict stands", overturned, { o: "good" }],
  [
    "Decide",
    "not-voting",
    "a base cloud only asserts",
    { ...executing, signers: [{ output: "good", by: [1, 2] }] },
    { o: "good" },
  ],
  ["Decide", "no-quorum", "two of four have signed", { ...voting, signers: [{ output: "good", by: [2, 3] }] }, { o: "good" }],
  ["Decide", "no-quorum", "the quorum is for another output", quorum, { o: "bad" }],
  ["NoQuorum", "not-voting", "the sample is not drawn", claimed, { k: 0 }],
  ["NoQuorum", "other-level", "the clock of another level", voting, { k: 0 }],
  ["NoQuorum", "other-level", "the clock of a level to come", voting, { k: 2 }],
  ["NoQuorum", "top-of-ladder", "there is no larger cloud", whole, { k: 2 }],
  ["NoQuorum", "has-quorum", "three of four have signed", quorum, { k: 1 }],
  ["WindowExpire", "no-window", "the claim was in time", claimed, { k: 0 }],
  ["WindowExpire", "no-window", "the verdict is final already", final, { k: 1 }],
  ["WindowExpire", "other-level", "the clock of the window below", overturned, { k: 0 }],
  ["WindowExpire", "other-level", "the clock of a window to come", window, { k: 1 }],
  ["Settle", "not-final", "a window is open", overturned, {}],
  ["Settle", "not-final", "there is one settlement", settled, {}],
  ["Rewind", "not-settled", "the verdict is not settled", final, {}],
  ["Rewind", "nothing-to-rewind", "the soft state rests on the verdict", rewound, {}],
  ["Release", "not-settled", "the verdict is not settled", { ...final, rests: "good" }, {}],
  ["Release", "not-rewound", "the soft state rests on another output", settled, {}],
  ["Release", "already-released", "it goes out once", released, {}],
];

describe("refusals", () => {
  test.each(refusals)("%s: %s, for %s", (type, refusal, _, state, args) => {
    expect(act(constants, deepFreeze(state), deepFreeze({ type, ...args }))).toBe(refusal);
  });

  test("every refusal of every action has a row", () => {
    const declared = Object.entries(gsi.refusals).flatMap(([action, of]) =>
      Object.keys(of).map((refusal) => `${action} ${refusal}`),
    );
    expect(new Set(refusals.map(([action, refusal]) => `${action} ${refusal}`))).toEqual(new Set(declared));
  });
});

/** What a step changes, and its effects. */
type Step = readonly [input: AnyInput, what: string, state: State, changes: Partial<State>, effects: readonly Effect[]];

const taken: readonly Step[] = [
  [
    { type: "Vote", i: 1, o: "bad" },
    "the first signature under an output opens its statement",
    executing,
    { signers: [{ output: "bad", by: [1] }] },
    [],
  ],
  [
    { type: "Vote", i: 1, o: "good" },
    "signing a second output is possible, and statements keep the order of outputs",
    { ...executing, signers: [{ output: "zero", by: [1] }] },
    {
      signers: [
        { output: "good", by: [1] },
        { output: "zero", by: [1] },
      ],
    },
    [],
  ],
  [
    { type: "Vote", i: 3, o: "bad" },
    "a member of a later cloud joins a statement of the base",
    voting,
    {
      signers: [
        { output: "bad", by: [1, 3] },
        { output: "good", by: [2] },
      ],
    },
    [],
  ],
  [
    { type: "Assert", o: "bad" },
    "an assertion opens the first window, and the soft state rests on it",
    signed,
    { phase: "window", standing: "bad", rests: "bad" },
    [{ type: "OpenWindow", level: 0 }],
  ],
  [
    { type: "Claim", x: 2, o: "good" },
    "a claim is a statement, and asks the beacon for the next cloud",
    window,
    { phase: "sampling", signers: claimed.signers },
    [{ type: "DrawSample", level: 1 }],
  ],
  [
    { type: "Claim", x: 1, o: "good" },
    "whoever has signed the standing verdict may claim against it",
    window,
    {
      phase: "sampling",
      signers: [
        { output: "bad", by: [1] },
        { output: "good", by: [1] },
      ],
    },
    [{ type: "DrawSample", level: 1 }],
  ],
  [
    { type: "Claim", x: 1, o: "bad" },
    "whoever has signed an output that fell may claim it again",
    overturned,
    { phase: "sampling" },
    [{ type: "DrawSample", level: 2 }],
  ],
  [
    { type: "Sample", S: [1, 2, 3, 4] },
    "the cloud grows, and only the newcomers execute",
    claimed,
    { phase: "voting", level: 1, cloud: [1, 2, 3, 4] },
    [
      { type: "Execute", nodes: [3, 4] },
      { type: "OpenVoting", level: 1 },
    ],
  ],
  [
    { type: "Decide", o: "good" },
    "a quorum overturns the verdict for now; the soft state stays where it is",
    quorum,
    { phase: "window", standing: "good" },
    [{ type: "OpenWindow", level: 1 }],
  ],
  [
    { type: "NoQuorum", k: 1 },
    "without a quorum the next cloud is drawn, and the verdict stands",
    voting,
    { phase: "sampling" },
    [{ type: "DrawSample", level: 2 }],
  ],
  [
    { type: "WindowExpire", k: 1 },
    "a window without a claim makes the verdict final",
    overturned,
    { phase: "final" },
    [{ type: "Finalize", output: "good" }],
  ],
  [
    { type: "Settle" },
    "whoever has signed another output loses its stake",
    final,
    { phase: "settled", slashed: [1] },
    [{ type: "Slash", nodes: [1] }],
  ],
  [
    { type: "Settle" },
    "liars under several outputs are slashed once, those of the verdict are not",
    {
      ...final,
      signers: [
        { output: "bad", by: [1, 4] },
        { output: "good", by: [2, 3, 4] },
        { output: "worse", by: [1, 2] },
      ],
    },
    { phase: "settled", slashed: [1, 2, 4] },
    [{ type: "Slash", nodes: [1, 2, 4] }],
  ],
  [
    { type: "Rewind" },
    "the cloud returns to the checkpoint and replays to the verdict",
    settled,
    { rests: "good" },
    [
      { type: "CancelSoft", output: "bad" },
      { type: "Replay", output: "good" },
    ],
  ],
  [{ type: "Release" }, "irrevocable effects go out", rewound, { released: "good" }, [{ type: "ReleaseHard", output: "good" }]],
];

describe("steps", () => {
  test.each(taken)("$type: %s", (input, _, state, changes, effects) => {
    expect(act(constants, deepFreeze(state), deepFreeze(input))).toEqual([{ ...state, ...changes }, effects]);
  });

  test("every action has a row, and keeps the keys of the state in order", () => {
    expect(new Set(taken.map(([{ type }]) => type))).toEqual(new Set(Object.keys(gsi.actions)));
    for (const [input, , state] of taken) {
      const stepped = act(constants, state, input);
      expect(typeof stepped === "string" ? [] : Object.keys(stepped[0])).toEqual(Object.keys(executing));
    }
  });
});
