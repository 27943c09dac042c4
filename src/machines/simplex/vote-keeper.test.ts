import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { quorum } from "./knowledge.ts";
import { initNode, steps } from "./member.ts";
import type { Vote } from "./types.ts";
import { isCertified, keep, OnVote, signersOf } from "./vote-keeper.ts";
import type { ConflictKind, DriverConstants, Node } from "./votes-types.ts";

const constants: DriverConstants = { self: 2, committee: 4, leaders: [1, 2, 3, 4], horizon: 3 };

const notarize = (block: string, view = 1): Vote => ({ type: "notarize", view, block });
const finalize = (block: string, view = 1): Vote => ({ type: "finalize", view, block });
const nullify = (view = 1): Vote => ({ type: "nullify", view });

/** The node after these votes, each of which it takes. */
function having(votes: readonly (readonly [from: number, vote: Vote])[], s: Node = initNode()): Node {
  return votes.reduce((node, [from, vote]) => {
    const stepped = OnVote(constants, node, { from, vote });
    return typeof stepped === "string" ? expect.fail(`refused: ${stepped}`) : stepped[0];
  }, s);
}

const atTip = (view: number): Node => ({
  ...initNode(),
  core: { ...initNode().core, view: view + 1, tip: { view, id: `b${view}` } },
});

describe("a vote", () => {
  test.each<[string, string, Node, number, Vote]>([
    ["not-member", "the committee ends with 4", initNode(), 5, nullify()],
    ["not-member", "members are numbered from 1", initNode(), 0, nullify()],
    ["not-member", "no member is between two", initNode(), 1.5, nullify()],
    ["own-vote", "the node's own ballot has what it has signed", initNode(), 2, nullify()],
    ["already-final", "the view is that of the tip", atTip(3), 1, notarize("b", 3)],
    ["beyond-horizon", "view 5 from view 1, with a horizon of 3", initNode(), 1, nullify(5)],
    ["already-known", "it is kept", having([[1, notarize("a")]]), 1, notarize("a")],
    [
      "already-known",
      "that the sender contradicts itself has been said",
      having([
        [1, notarize("a")],
        [1, notarize("b")],
      ]),
      1,
      notarize("c"),
    ],
  ])("is refused: %s, %s", (refusal, _why, s, from, vote) => {
    expect(OnVote(constants, s, { from, vote })).toBe(refusal);
  });

  test("is kept up to the horizon, ballots in the order of views and members", () => {
    const s = having([
      [4, nullify(4)],
      [3, notarize("a")],
      [1, notarize("a")],
      [1, finalize("a")],
    ]);
    expect(s.votes).toEqual([
      {
        view: 1,
        ballots: [
          { from: 1, notarize: "a", nullify: false, finalize: "a" },
          { from: 3, notarize: "a", nullify: false, finalize: null },
        ],
      },
      { view: 4, ballots: [{ from: 4, notarize: null, nullify: true, finalize: null }] },
    ]);
  });

  test.each<[ConflictKind, Vote, Vote]>([
    ["notarize", notarize("a"), notarize("b")],
    ["finalize", finalize("a"), finalize("b")],
    ["end", nullify(), finalize("a")],
    ["end", finalize("a"), nullify()],
  ])("that excludes a kept one (%s) is evidence, said once, and does not count", (kind, first, second) => {
    const s = having([[1, first]]);
    const stepped = OnVote(constants, s, { from: 1, vote: second });
    expect(stepped).toEqual([
      { ...s, accused: [{ from: 1, view: 1, kind }] },
      [{ type: "Report", evidence: { from: 1, view: 1, kind, first, second } }],
    ]);
    expect(OnVote(constants, stepped[0] as Node, { from: 1, vote: second })).toBe("already-known");
  });

  test.each<[string, Vote, Vote]>([
    ["to notarize and to nullify", notarize("a"), nullify()],
    ["to notarize one block and to finalize another", notarize("a"), finalize("b")],
    ["to nullify two views", nullify(1), nullify(2)],
    ["to notarize two blocks of two views", notarize("a", 1), notarize("b", 2)],
  ])("is no evidence: %s", (_what, first, second) => {
    expect(
      having([
        [1, first],
        [1, second],
      ]).accused,
    ).toEqual([]);
  });

  test("of one kind in two views accuses of both", () => {
    const votes = [1, 2].flatMap((view): readonly Vote[] => [nullify(view), finalize("a", view)]);
    const s = having(votes.map((vote) => [1, vote]));
    expect(s.accused).toEqual([1, 2].map((view) => ({ from: 1, view, kind: "end" })));
  });

  test("of each kind accuses apart, in the order of view, member and kind", () => {
    const s = having([
      [3, notarize("a")],
      [3, notarize("b")],
      [1, nullify(2)],
      [1, finalize("a", 2)],
      [3, nullify()],
      [3, finalize("a")],
      [1, notarize("a")],
      [1, notarize("b")],
    ]);
    expect(s.accused).toEqual([
      { from: 1, view: 1, kind: "notarize" },
      { from: 3, view: 1, kind: "end" },
      { from: 3, view: 1, kind: "notarize" },
      { from: 1, view: 2, kind: "end" },
    ]);
  });
});

describe("a certificate", () => {
  test("needs a quorum of members, each counted once, for the same vote of the same view", () => {
    const votes = having([
      [1, notarize("a")],
      [3, notarize("a")],
      [4, notarize("b")],
      [4, notarize("a", 2)],
      [4, finalize("a")],
    ]).votes;
    expect(isCertified(constants, votes, notarize("a"))).toBe(false);
    expect(signersOf(votes, notarize("a"))).toEqual([1, 3]);
    const own = keep(keep(votes, 2, notarize("a")), 2, notarize("a"));
    expect(isCertified(constants, own, notarize("a"))).toBe(true);
    expect(signersOf(own, notarize("a"))).toEqual([1, 2, 3]);
    expect(isCertified(constants, own, notarize("a", 2))).toBe(false);
    expect(isCertified(constants, own, finalize("a"))).toBe(false);
  });

  test.each(["OnNotarization", "OnFinalization"] as const)("from votes, %s, is not one vote less", (name) => {
    const vote = name === "OnNotarization" ? notarize("a") : finalize("a");
    const args = { block: { view: 1, id: "a" } };
    const two = having([
      [1, vote],
      [3, vote],
    ]);
    expect(steps[name](constants, two, args)).toBe("too-few-votes");
    expect(steps[name](constants, having([[4, vote]], two), args)).not.toBe("too-few-votes");
  });

  test("that has arrived counts though one of its votes excludes a kept one, which is reported first", () => {
    const s = having([[4, notarize("b")]]);
    const certificate = { type: "notarization", view: 1, block: "a" } as const;
    const [next, effects] = steps.OnCertificate(constants, s, { certificate, signers: [1, 3, 4] }) as readonly [
      Node,
      readonly { readonly type: string }[],
    ];
    expect(effects.map(({ type }) => type)).toEqual(["Report", "Persist", "Broadcast", "Broadcast", "StartTimers"]);
    expect(next.accused).toEqual([{ from: 4, view: 1, kind: "notarize" }]);
    expect(signersOf(next.votes, notarize("a"))).toEqual([1, 3]);
    expect(next.core.blocks).toEqual([{ view: 1, id: "a" }]);
  });

  test.each([
    ["not-member", [1, 3, 5], 1],
    ["too-few-signers", [1, 3, 3], 1],
    ["already-final", [1, 3, 4], 0],
  ] as const)("that has arrived is refused: %s", (refusal, signers, view) => {
    const certificate = { type: "nullification", view } as const;
    expect(steps.OnCertificate(constants, initNode(), { certificate, signers })).toBe(refusal);
  });

  test("a quorum is n - floor((n - 1) / 3)", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 10, 16].map(quorum)).toEqual([1, 2, 3, 3, 4, 5, 5, 7, 11]);
  });
});

describe("a node's own ballot", () => {
  const block = { view: 1, id: "a", parent: { view: 0, id: "" }, payload: "" };

  test("has a vote as soon as the node has signed it", () => {
    const [notarized] = steps.Notarize(constants, initNode(), { block }) as readonly [Node, unknown];
    expect(signersOf(notarized.votes, notarize("a"))).toEqual([2]);
    const counted = having(
      [
        [1, notarize("a")],
        [4, notarize("a")],
      ],
      notarized,
    );
    const [finalized] = steps.OnNotarization(constants, counted, { block: { view: 1, id: "a" } }) as readonly [Node, unknown];
    expect(signersOf(finalized.votes, finalize("a"))).toEqual([2]);
    const [nullified] = steps.Nullify(constants, initNode(), { view: 1 }) as readonly [Node, unknown];
    expect(signersOf(nullified.votes, nullify())).toEqual([2]);
  });

  test("comes back from the log after a crash; the ballots of others and what was reported do not", () => {
    const s = having([
      [1, notarize("a", 2)],
      [1, notarize("b", 2)],
    ]);
    const log = [
      { type: "finalization", view: 1, block: "a" },
      { type: "notarize", view: 2, block: "b" },
      { type: "nullify", view: 2 },
    ] as const;
    const [recovered] = steps.Recover(constants, s, { log }) as readonly [Node, unknown];
    expect(recovered.accused).toEqual([]);
    expect(recovered.votes).toEqual([{ view: 2, ballots: [{ from: 2, notarize: "b", nullify: true, finalize: null }] }]);
  });

  test("goes with those of others when finalization makes its view superfluous", () => {
    const s = having([
      [1, notarize("a", 1)],
      [1, notarize("b", 1)],
      [1, finalize("a", 1)],
      [3, finalize("a", 1)],
      [4, finalize("a", 1)],
      [3, nullify(2)],
      [3, finalize("a", 2)],
      [4, nullify(3)],
    ]);
    const [final] = steps.OnFinalization(constants, s, { block: { view: 1, id: "a" } }) as readonly [Node, unknown];
    expect(final.votes.map(({ view }) => view)).toEqual([2, 3]);
    expect(final.accused).toEqual([{ from: 3, view: 2, kind: "end" }]);
  });
});

const anyVote: fc.Arbitrary<Vote> = fc.oneof(
  fc.record({
    type: fc.constantFrom("notarize" as const, "finalize" as const),
    view: fc.integer({ min: 1, max: 3 }),
    block: fc.constantFrom("a", "b"),
  }),
  fc.record({ type: fc.constant("nullify" as const), view: fc.integer({ min: 1, max: 3 }) }),
);

describe("any votes in any order", () => {
  test.prop([fc.array(fc.tuple(fc.constantFrom(1, 3, 4), anyVote), { maxLength: 40 })])(
    "leave ballots of votes that do not exclude each other, and each that was sent is kept or excluded by a kept one",
    (sent) => {
      let s = initNode();
      const reported: unknown[] = [];
      for (const [from, vote] of sent) {
        const stepped = OnVote(constants, s, { from, vote });
        if (typeof stepped === "string") continue;
        s = stepped[0];
        reported.push(...stepped[1].map(({ evidence: { from: who, view, kind } }) => ({ from: who, view, kind })));
      }
      for (const { ballots } of s.votes)
        for (const ballot of ballots) expect(ballot.nullify && ballot.finalize !== null).toBe(false);
      for (const [from, vote] of sent) {
        const others = sent.filter(([sender, other]) => sender === from && other.view === vote.view);
        const kept = signersOf(s.votes, vote).includes(from);
        expect(kept || s.accused.some((one) => one.from === from && one.view === vote.view)).toBe(true);
        if (!kept) expect(others.length).toBeGreaterThan(1);
      }
      expect(new Set(reported.map((one) => JSON.stringify(one))).size).toBe(reported.length);
      expect(reported).toHaveLength(s.accused.length);
    },
  );
});
