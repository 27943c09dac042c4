import { describe, expect, test } from "vitest";
import { type DriverRefusal, initDriver, receive, taken } from "./driver.ts";
import type { Block, BlockRef, NodeId, Vote } from "./types.ts";
import { genesis } from "./types.ts";
import type { Certified, Driver, DriverConstants, DriverEffect, Input, Message } from "./votes-types.ts";

/** Node 2 of four; 1, 2, 3 and 4 lead in turn. */
const constants: DriverConstants = { self: 2, committee: 4, leaders: [1, 2, 3, 4], horizon: 3 };

const block = (view: number, parent: BlockRef = genesis): Block => ({ view, id: `b${view}`, parent, payload: "" });
const ref = (view: number): BlockRef => ({ view, id: `b${view}` });
const notarize = (view: number): Vote => ({ type: "notarize", view, block: `b${view}` });
const finalize = (view: number): Vote => ({ type: "finalize", view, block: `b${view}` });
const nullify = (view: number): Vote => ({ type: "nullify", view });

const proposal = (from: NodeId, of: Block, valid = true): Input => ({ type: "Proposal", from, block: of, valid });
const vote = (from: NodeId, of: Vote): Input => ({ type: "Vote", from, vote: of });
const certificate = (of: Certified): Input => {
  const { signers, ...rest } = of;
  return { type: "Certificate", certificate: rest, signers };
};
const notarization = (view: number, signers = [1, 3, 4]): Certified => ({
  type: "notarization",
  view,
  block: `b${view}`,
  signers,
});
const nullification = (view: number, signers = [1, 3, 4]): Certified => ({ type: "nullification", view, signers });
const finalization = (view: number, signers = [1, 3, 4]): Certified => ({
  type: "finalization",
  view,
  block: `b${view}`,
  signers,
});
const viewTimer = (view: number): Input => ({ type: "Timer", view, timer: "view" });

function step(s: Driver, input: Input): readonly [Driver, readonly DriverEffect[]] {
  const stepped = receive(constants, s, input);
  return typeof stepped === "string" ? expect.fail(`${input.type} was refused: ${stepped}`) : stepped;
}

const driven = (...inputs: readonly Input[]): Driver => inputs.reduce((s, input) => step(s, input)[0], started);
const [started] = step(initDriver(), { type: "Restart", log: [] });

const persist = (...items: readonly Message[]): DriverEffect => ({ type: "Persist", items });
const broadcast = (item: Message): DriverEffect => ({ type: "Broadcast", item });

const refusals: readonly (readonly [DriverRefusal, why: string, Driver, Input])[] = [
  ["own-proposal", "", started, proposal(2, block(2))],
  ["not-leader", "node 1 leads view 1", started, proposal(3, block(1))],
  ["not-leader", "no view is below 1", started, proposal(4, { ...block(0), parent: { view: -1, id: "" } })],
  ["past-view", "", driven(certificate(nullification(1))), proposal(1, block(1))],
  ["beyond-horizon", "view 5 from view 1", started, proposal(1, block(5))],
  ["parent-not-below", "", started, proposal(1, block(1, ref(1)))],
  ["already-kept", "another block of the view came first", driven(proposal(1, block(1))), proposal(1, { ...block(1), id: "x" })],
  ["not-member", "a vote of a stranger", started, vote(5, nullify(1))],
  ["own-vote", "", started, vote(2, nullify(1))],
  ["already-final", "", driven(certificate(finalization(1))), vote(1, nullify(1))],
  ["beyond-horizon", "", started, vote(1, nullify(5))],
  ["already-known", "", driven(vote(1, nullify(1))), vote(1, nullify(1))],
  ["not-member", "a stranger's signature", started, certificate(nullification(1, [1, 3, 5]))],
  ["too-few-signers", "", started, certificate(nullification(1, [1, 3]))],
  ["too-few-signers", "one signs twice", started, certificate(nullification(1, [1, 1, 3]))],
  ["already-known", "", driven(certificate(nullification(1))), certificate(nullification(1))],
  ["already-final", "", driven(certificate(finalization(1))), certificate(notarization(1))],
  ["proposal-arrived", "", driven(proposal(1, block(1))), { type: "Timer", view: 1, timer: "proposal" }],
  ["other-view", "", started, viewTimer(2)],
  ["already-ended", "", driven(viewTimer(1)), viewTimer(1)],
  ["other-view", "", started, { type: "Built", block: block(2) }],
  ["not-leader", "", started, { type: "Built", block: block(1) }],
  ["invalid-parent", "", driven(certificate(nullification(1))), { type: "Built", block: block(2, ref(1)) }],
  [
    "already-proposed",
    "",
    driven(certificate(nullification(1)), { type: "Built", block: block(2) }),
    { type: "Built", block: { ...block(2), id: "x" } },
  ],
  ["not-member", "a stranger asks", started, { type: "Asked", from: 5, want: { kind: "any", view: 1 } }],
  ["unknown", "", started, { type: "Asked", from: 1, want: { kind: "any", view: 1 } }],
];

describe("an input", () => {
  test.each(refusals)("is refused: %s %s", (refusal, _why, s, input) => {
    expect(receive(constants, s, input)).toBe(refusal);
    expect(taken(constants, s, input)).toEqual([]);
  });
});

describe("a view that goes well", () => {
  test("a proposal is voted for; the vote is durable before it is sent", () => {
    expect(step(started, proposal(1, block(1)))[1]).toEqual([persist(notarize(1)), broadcast(notarize(1))]);
  });

  test("the third vote completes a notarization; the finalize vote goes with it, and the next leader is asked for a block", () => {
    const [s, effects] = step(driven(proposal(1, block(1)), vote(1, notarize(1))), vote(4, notarize(1)));
    const proof = notarization(1, [1, 2, 4]);
    expect(effects).toEqual([
      persist(proof, finalize(1)),
      broadcast(proof),
      broadcast(finalize(1)),
      { type: "StartTimers", view: 2 },
      { type: "Build", view: 2, parent: ref(1) },
    ]);
    expect(s).toMatchObject({ core: { view: 2 }, proposals: [], proofs: [proof], built: 2 });
  });

  test("what the application has built is proposed and voted for", () => {
    const led = driven(certificate(nullification(1)));
    expect(led.built).toBe(2);
    const [s, effects] = step(led, { type: "Built", block: block(2) });
    const item: Message = { type: "propose", view: 2, block: block(2) };
    expect(effects).toEqual([persist(item), broadcast(item), persist(notarize(2)), broadcast(notarize(2))]);
    expect(s.proposals).toEqual([{ block: block(2), valid: true }]);
  });

  test("finalize votes make a block final, though its notarization has not been seen", () => {
    const [s, effects] = step(driven(proposal(1, block(1)), vote(1, finalize(1)), vote(3, finalize(1))), vote(4, finalize(1)));
    const proof = finalization(1, [1, 3, 4]);
    expect(effects.slice(0, 3)).toEqual([persist(proof), broadcast(proof), { type: "Deliver", block: ref(1) }]);
    expect(s).toMatchObject({ core: { view: 2, tip: ref(1) }, votes: [], proofs: [proof] });
  });

  test("a block is asked for once a view", () => {
    const led = driven(certificate(nullification(1)));
    expect(step(led, vote(3, nullify(3)))[1]).toEqual([]);
  });
});

describe("a view that goes badly", () => {
  test("what the application finds invalid is voted away, at once or when its view comes", () => {
    expect(step(started, proposal(1, block(1), false))[1]).toEqual([persist(nullify(1)), broadcast(nullify(1))]);
    const [, effects] = step(driven(proposal(3, block(3), false)), certificate(nullification(2)));
    expect(effects.slice(-2)).toEqual([persist(nullify(3)), broadcast(nullify(3))]);
  });

  test("a proposal whose parent is not known waits for exactly the certificate that is missing", () => {
    const [waiting, effects] = step(driven(certificate(nullification(2))), proposal(3, block(3, ref(1))));
    expect(effects).toEqual([{ type: "Request", of: [3], wants: [{ kind: "notarization", view: 1 }] }]);
    const [, then] = step(waiting, certificate(notarization(1)));
    expect(then.at(-1)).toEqual(broadcast(notarize(3)));
  });

  test("a leader that has jumped over a view gathers before it asks for a block", () => {
    const jumping: DriverConstants = { ...constants, self: 3 };
    const first = receive(jumping, initDriver(), { type: "Restart", log: [] }) as readonly [Driver, readonly DriverEffect[]];
    const [s, effects] = receive(jumping, first[0], certificate(nullification(2))) as typeof first;
    expect(effects.at(-1)).toEqual({ type: "Request", of: [1, 2, 3, 4], wants: [{ kind: "any", view: 1 }] });
    const [, then] = receive(jumping, s, certificate(notarization(1, [1, 2, 4]))) as typeof first;
    expect(then.at(-1)).toEqual({ type: "Build", view: 3, parent: ref(1) });
  });

  test("the timer for the proposal does not end a view whose proposal is there; that for the view does", () => {
    const s = driven(proposal(1, block(1)));
    expect(receive(constants, s, { type: "Timer", view: 1, timer: "proposal" })).toBe("proposal-arrived");
    expect(step(s, viewTimer(1))[1]).toEqual([persist(nullify(1)), broadcast(nullify(1))]);
    expect(step(started, { type: "Timer", view: 1, timer: "proposal" })[1]).toEqual([persist(nullify(1)), broadcast(nullify(1))]);
  });

  test("a certificate counts by itself; a vote in it that excludes a kept one is evidence, reported first", () => {
    const s = driven(vote(1, nullify(1)), vote(3, finalize(1)));
    const [next, effects] = step(s, certificate(finalization(1)));
    expect(effects[0]).toEqual({
      type: "Report",
      evidence: { from: 1, view: 1, kind: "end", first: nullify(1), second: finalize(1) },
    });
    expect(effects[1]).toEqual(persist(finalization(1)));
    expect(next.core.tip).toEqual(ref(1));
  });

  test("a certificate that is known already still gives evidence, and may be refused the next time", () => {
    const s = driven(certificate(nullification(1, [1, 2, 3])), vote(4, finalize(1)));
    const [next, effects] = step(s, certificate(nullification(1, [1, 3, 4])));
    expect(effects).toEqual([
      { type: "Report", evidence: { from: 4, view: 1, kind: "end", first: finalize(1), second: nullify(1) } },
    ]);
    expect(receive(constants, next, certificate(nullification(1, [1, 3, 4])))).toBe("already-known");
  });

  test("a certificate far beyond the horizon counts; its votes are not kept", () => {
    const [s, effects] = step(started, certificate(nullification(100)));
    expect(s).toMatchObject({ core: { view: 101 }, votes: [], proofs: [nullification(100)] });
    expect(effects).toContainEqual({ type: "StartTimers", view: 101 });
  });
});

describe("what others need", () => {
  test("an answer has the signers, and goes to who asked", () => {
    const s = driven(certificate(nullification(1)));
    expect(step(s, { type: "Asked", from: 4, want: { kind: "any", view: 1 } })).toEqual([
      s,
      [{ type: "Answer", to: 4, certificates: [nullification(1)] }],
    ]);
  });

  test("is sent again: the view's proposal and votes, the certificates of the view before, the standing requests", () => {
    const again = { type: "Retransmit" } as const;
    expect(step(started, again)).toEqual([started, []]);
    const led = driven(certificate(nullification(1)), { type: "Built", block: block(2) }, viewTimer(2));
    expect(step(led, again)).toEqual([
      led,
      [
        broadcast(nullification(1)),
        broadcast({ type: "propose", view: 2, block: block(2) }),
        broadcast(notarize(2)),
        broadcast(nullify(2)),
      ],
    ]);
    const waiting = driven(certificate(nullification(2)), proposal(3, block(3, ref(1))));
    expect(step(waiting, again)[1]).toEqual([
      broadcast(nullification(2)),
      { type: "Request", of: [3], wants: [{ kind: "notarization", view: 1 }] },
    ]);
    const gathering = driven(certificate(nullification(5)));
    const wants = [1, 2, 3, 4].map((view) => ({ kind: "any", view }));
    expect(step(gathering, again)[1]).toEqual([broadcast(nullification(5)), { type: "Request", of: [1, 2, 3, 4], wants }]);
  });
});

describe("a restart", () => {
  const log: readonly Message[] = [nullification(1), { type: "propose", view: 2, block: block(2) }, notarize(2)];

  test("of a node that never ran starts its timers, and asks a leader for a block", () => {
    const leading: DriverConstants = { ...constants, self: 1 };
    expect(receive(leading, initDriver(), { type: "Restart", log: [] })).toEqual([
      { ...initDriver(), built: 1 },
      [
        { type: "Resend", items: [] },
        { type: "StartTimers", view: 1 },
        { type: "Build", view: 1, parent: genesis },
      ],
    ]);
  });

  test("brings back what was signed, and nothing else", () => {
    const before = driven(
      certificate(nullification(1)),
      { type: "Built", block: block(2) },
      vote(3, notarize(2)),
      vote(3, nullify(2)),
    );
    const [s, effects] = step(before, { type: "Restart", log });
    expect(effects).toEqual([
      { type: "Resend", items: log },
      { type: "StartTimers", view: 2 },
    ]);
    expect(s).toMatchObject({
      core: { view: 2, rounds: [{ view: 2, proposed: "b2", notarized: "b2", ended: "none" }] },
      votes: [{ view: 2, ballots: [{ from: 2, notarize: "b2", nullify: false, finalize: null }] }],
      proposals: [{ block: block(2), valid: true }],
      proofs: [nullification(1)],
    });
    expect(receive(constants, s, { type: "Built", block: { ...block(2), id: "x" } })).toBe("already-proposed");
  });

  test("asks again for a block that was not proposed", () => {
    const [, effects] = step(driven(certificate(nullification(1))), { type: "Restart", log: [nullification(1)] });
    expect(effects.at(-1)).toEqual({ type: "Build", view: 2, parent: genesis });
  });
});

describe("the steps of core and vote keeper that an input takes", () => {
  test("are given in order, each with the state after it", () => {
    const s = driven(proposal(1, block(1)), vote(1, notarize(1)));
    const steps = taken(constants, s, vote(3, notarize(1)));
    expect(steps.map(({ action }) => action)).toEqual(["OnVote", "OnNotarization"]);
    expect(steps[1]?.args).toEqual({ block: ref(1) });
    expect(steps.at(-1)?.after.core).toEqual(step(s, vote(3, notarize(1)))[0].core);
  });
});
