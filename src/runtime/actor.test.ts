import { describe, expect, test } from "vitest";
import { createActor } from "xstate";
import { type Outcome, type ProtocolEvent, protocolLogic } from "./actor.ts";
import { type BallotEffect, type BallotState, ballot, constants, initial } from "./testing-protocol.ts";

function run(...events: readonly ProtocolEvent[]) {
  const actor = createActor(protocolLogic(ballot, constants), { input: { initial } });
  const outcomes: Outcome<BallotState, BallotEffect>[] = [];
  actor.on("*", (outcome) => outcomes.push(outcome));
  actor.start();
  for (const event of events) actor.send(event);
  return { outcomes, state: actor.getSnapshot().context, actor };
}

describe("protocolLogic", () => {
  test("takes steps and emits their effects as one ordered batch", () => {
    const event = { type: "Vote", i: 2 };
    const next = { votes: [2], decided: false };
    const { outcomes, state } = run(event);
    expect(state).toEqual(next);
    expect(outcomes).toEqual([
      {
        type: "stepped",
        event,
        next,
        effects: [
          { type: "Persist", vote: 2 },
          { type: "Broadcast", vote: 2 },
        ],
      },
    ]);
  });

  test("reports a refusal and keeps the very same state", () => {
    const { outcomes, state } = run({ type: "Decide" });
    expect(state).toBe(initial);
    expect(outcomes).toEqual([{ type: "refused", event: { type: "Decide" }, refusal: "too-few" }]);
  });

  test.each(["Veto", "toString", "__proto__"])("refuses %s, which is no action", (type) => {
    const { outcomes, state } = run({ type });
    expect(state).toBe(initial);
    expect(outcomes).toEqual([{ type: "refused", event: { type }, refusal: "unknown-action" }]);
  });

  test("ignores the events of xstate", () => {
    const { outcomes, state, actor } = run({ type: "xstate.after" });
    actor.stop();
    expect(outcomes).toEqual([]);
    expect(state).toBe(initial);
  });
});
