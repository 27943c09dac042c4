import { describe, expect, test } from "vitest";
import { wanting, wants } from "./knowledge.ts";
import { simplex } from "./protocol.ts";
import { init, replay, write } from "./recovery.ts";
import type { Block, Constants, Effect, Item, State, Want } from "./types.ts";
import { genesis } from "./types.ts";

/** Node 2 of four; 1, 2, 3 and 4 lead in turn. */
const constants: Constants = { self: 2, committee: 4, leaders: [1, 2, 3, 4] };

const block = (view: number, parent: Block["parent"] = genesis): Block => ({ view, id: `b${view}`, parent, payload: "" });
const ref = (view: number) => ({ view, id: `b${view}` });

const first = init();
const inView = (view: number, more: Partial<State> = {}): State => ({
  ...first,
  view,
  skips: Array.from({ length: view - 1 }, (_, at) => at + 1),
  ...more,
});
const round = { proposed: null, notarized: null, ended: "none" } as const;

type Name = keyof typeof simplex.actions;
const act = (name: Name, s: State, args: object): readonly [State, readonly Effect[]] | string =>
  simplex.actions[name](constants, s, args as never);

function step(name: Name, s: State, args: object): readonly [State, readonly Effect[]] {
  const stepped = act(name, s, args);
  if (typeof stepped === "string") throw new Error(`refused: ${stepped}`);
  return stepped;
}

type Row = readonly [action: Name, refusal: string, why: string, state: State, args: object];

/** In each state the guard that is named is the only one that is false, wherever the guards allow that. */
const refusals: readonly Row[] = [
  ["Propose", "other-view", "the block is of view 3", inView(2), { block: block(3) }],
  ["Propose", "not-leader", "node 1 leads view 1", first, { block: block(1) }],
  ["Propose", "already-proposed", "", inView(2, { rounds: [{ ...round, view: 2, proposed: "x" }] }), { block: block(2) }],
  ["Propose", "invalid-parent", "view 1 is not known to be nullified", inView(2, { skips: [] }), { block: block(2) }],
  ["Propose", "invalid-parent", "the parent is not known", inView(2), { block: block(2, ref(1)) }],
  ["Notarize", "other-view", "the block is late", inView(2), { block: block(1) }],
  ["Notarize", "already-notarized", "", { ...first, rounds: [{ ...round, view: 1, notarized: "x" }] }, { block: block(1) }],
  ["Notarize", "invalid-parent", "the parent is of the same view", first, { block: block(1, ref(1)) }],
  ["Nullify", "other-view", "the timer is late", inView(2), { view: 1 }],
  [
    "Nullify",
    "already-ended",
    "it has voted to finalize",
    { ...first, rounds: [{ ...round, view: 1, ended: "fin" }] },
    { view: 1 },
  ],
  ["OnNotarization", "already-final", "", inView(3, { tip: ref(2) }), { block: ref(1) }],
  ["OnNotarization", "already-known", "", inView(2, { blocks: [ref(1)] }), { block: ref(1) }],
  ["OnNullification", "already-final", "", inView(3, { tip: ref(2), skips: [] }), { view: 2 }],
  ["OnNullification", "already-known", "", inView(2), { view: 1 }],
  ["OnFinalization", "already-final", "", inView(3, { tip: ref(2) }), { block: ref(2) }],
  ["Request", "other-view", "", inView(2), { block: block(1) }],
  ["Request", "already-notarized", "", { ...first, rounds: [{ ...round, view: 1, notarized: "x" }] }, { block: block(1) }],
  ["Request", "not-descending", "the parent is below the tip", inView(4, { tip: ref(2) }), { block: block(4, ref(1)) }],
  ["Request", "nothing-missing", "the parent is valid", inView(2), { block: block(2) }],
  ["Gather", "other-view", "", inView(2), { view: 3 }],
  ["Gather", "not-leader", "", inView(3, { skips: [2] }), { view: 3 }],
  ["Gather", "already-proposed", "", inView(2, { rounds: [{ ...round, view: 2, proposed: "x" }] }), { view: 2 }],
  ["Gather", "nothing-missing", "", inView(2), { view: 2 }],
  ["Answer", "unknown", "", first, { want: { kind: "any", view: 1 } }],
  ["Answer", "unknown", "it knows another kind", inView(2), { want: { kind: "notarization", view: 1 } }],
];

describe("the core of a node", () => {
  test.each(refusals)("%s: %s %s", (action, refusal, _why, state, args) => {
    expect(act(action, state, args)).toBe(refusal);
  });

  test("has a row for every refusal", () => {
    const named = new Set(refusals.map(([action, refusal]) => `${action}: ${refusal}`));
    const all = Object.entries(simplex.refusals).flatMap(([action, of]) => Object.keys(of).map((name) => `${action}: ${name}`));
    expect(all.filter((name) => !named.has(name))).toEqual([]);
  });

  test("persists what a proposal rests on in one write, before the proposal is sent", () => {
    const s = inView(6, { tip: ref(2), blocks: [ref(3)], skips: [4, 5] });
    const [next, effects] = step("Propose", s, { block: block(6, ref(3)) });
    const proposal: Item = { type: "propose", view: 6, block: block(6, ref(3)) };
    expect(effects).toEqual([
      { type: "Persist", items: [proposal] },
      { type: "Broadcast", item: proposal },
    ]);
    expect(next.rounds).toEqual([{ ...round, view: 6, proposed: "b6" }]);
  });

  test("votes to finalize a late notarization, once, and not after a nullify vote", () => {
    const late = inView(3, { skips: [2] });
    const [voted, effects] = step("OnNotarization", late, { block: ref(1) });
    expect(voted).toMatchObject({ view: 3, rounds: [{ view: 1, ended: "fin" }] });
    expect(effects.map(({ type }) => type)).toEqual(["Persist", "Broadcast", "Broadcast"]);
    const nullified = { ...late, rounds: [{ ...round, view: 1, ended: "nul" as const }] };
    const [kept, silent] = step("OnNotarization", nullified, { block: ref(1) });
    expect(kept).toMatchObject({ rounds: nullified.rounds, blocks: [ref(1)] });
    const notarization = { type: "notarization", view: 1, block: "b1" };
    expect(silent).toEqual([
      { type: "Persist", items: [notarization] },
      { type: "Broadcast", item: notarization },
    ]);
  });

  test("forgets what finalization makes superfluous, and answers with it", () => {
    const s: State = {
      view: 5,
      rounds: [
        { ...round, view: 1, ended: "nul" },
        { ...round, view: 4, notarized: "b4" },
      ],
      blocks: [ref(3)],
      skips: [1, 2, 4],
      tip: genesis,
      wanted: [{ kind: "any", view: 2 }],
    };
    const [next, effects] = step("OnFinalization", s, { block: ref(3) });
    expect(next).toEqual({
      view: 5,
      rounds: [{ ...round, view: 4, notarized: "b4" }],
      blocks: [],
      skips: [4],
      tip: ref(3),
      wanted: [],
    });
    expect(effects.at(-1)).toEqual({ type: "Deliver", block: ref(3) });
    expect(step("Answer", next, { want: { kind: "nullification", view: 2 } })[1]).toEqual([
      { type: "Answer", certificates: [{ type: "finalization", view: 3, block: "b3" }] },
    ]);
  });

  test("asks the leader for exactly the certificates that are missing, once", () => {
    const s = inView(5, { tip: ref(1), skips: [4] });
    const proposed = block(5, ref(2));
    const [asked, effects] = step("Request", s, { block: proposed });
    const wants = [
      { kind: "notarization", view: 2 },
      { kind: "nullification", view: 3 },
    ];
    expect(effects).toEqual([{ type: "Request", of: [1], wants }]);
    expect(act("Request", asked, { block: proposed })).toBe("nothing-missing");
    const [answered] = step("OnNullification", asked, { view: 3 });
    expect(answered.wanted).toEqual([wants[0]]);
  });

  test("keeps what it waits for in the order of views, then of kinds, however it came", () => {
    const inOrder = [1, 2, 3, 4].flatMap((view) =>
      (["any", "notarization", "nullification"] as const).map((kind): Want => ({ kind, view })),
    );
    for (const first of inOrder) {
      const others = inOrder.filter((want) => want !== first);
      expect(wanting([first], others)).toEqual(inOrder);
      expect(wanting(others, [first])).toEqual(inOrder);
      expect(wanting([], [...others].reverse().concat(first))).toEqual(inOrder);
    }
  });

  test("asks for nothing again, however much it waits for", () => {
    const kinds = ["any", "notarization", "nullification"] as const;
    const asked = Array.from({ length: 40 }, (_, at) => ({
      kind: kinds[at % 3] as Want["kind"],
      view: 2 + 2 * Math.floor(at / 3),
    }));
    for (const want of asked) expect(wants(asked, want)).toBe(true);
    for (let view = 1; view < 40; view++) {
      for (const kind of kinds)
        expect(wants(asked, { kind, view })).toBe(asked.some((one) => one.kind === kind && one.view === view));
    }
    expect(wants([], { kind: "any", view: 1 })).toBe(false);
    const far = inView(10_002, { skips: [10_001] });
    const [gathering] = step("Gather", far, { view: 10_002 });
    const [answered] = step("OnNullification", gathering, { view: 5_000 });
    expect(answered.wanted).toHaveLength(9_999);
    expect(act("Gather", answered, { view: 10_002 })).toBe("nothing-missing");
  });

  test("gathers, as a leader, a certificate of each view that it has jumped over", () => {
    const s = inView(6, { tip: ref(1), skips: [5] });
    const [asked, effects] = step("Gather", s, { view: 6 });
    const wants = [2, 3, 4].map((view) => ({ kind: "any", view }));
    expect(effects).toEqual([{ type: "Request", of: [1, 2, 3, 4], wants }]);
    const [known] = step("OnNotarization", asked, { block: ref(4) });
    expect(act("Gather", known, { view: 6 })).toBe("nothing-missing");
  });
});

describe("the log", () => {
  const log: readonly Item[] = [
    { type: "notarize", view: 1, block: "b1" },
    { type: "notarization", view: 1, block: "b1" },
    { type: "finalize", view: 1, block: "b1" },
    { type: "nullify", view: 2 },
    { type: "nullification", view: 2 },
    { type: "propose", view: 3, block: block(3, ref(1)) },
  ];

  test("gives back what was signed and what was known", () => {
    expect(replay(log)).toEqual({
      view: 3,
      rounds: [
        { view: 1, proposed: null, notarized: "b1", ended: "fin" },
        { ...round, view: 2, ended: "nul" },
        { ...round, view: 3, proposed: "b3" },
      ],
      blocks: [ref(1)],
      skips: [2],
      tip: genesis,
      wanted: [],
    });
  });

  test("is as short as what finalization leaves, and says everything once", () => {
    const final: Item = { type: "finalization", view: 2, block: "b2" };
    const written = write(log, [final]);
    expect(written).toEqual([final, log[5]]);
    expect(write(log, [{ type: "nullification", view: 2 }])).toEqual(log);
    expect(replay(written)).toMatchObject({ view: 3, tip: ref(2), rounds: [{ view: 3 }], blocks: [], skips: [] });
  });

  test("makes a crash after any step a return to what was signed", () => {
    const [, effects] = step("Recover", first, { log });
    expect(effects).toEqual([
      { type: "Resend", items: log },
      { type: "StartTimers", view: 3 },
    ]);
  });
});
