import { describe, expect, test } from "vitest";
import { canonicalJson } from "../lib/canonical.ts";
import type { ProtocolEvent } from "./actor.ts";
import type { EffectId } from "./executor.ts";
import { type Log, memoryCheckpoints, memoryLog } from "./log.ts";
import { type NodeOptions, startNode } from "./node.ts";
import { type BallotEffect, type BallotState, ballot, constants, initial } from "./testing-protocol.ts";

type Options = NodeOptions<typeof constants, BallotState, BallotEffect>;

const vote = (i: number): ProtocolEvent => ({ type: "Vote", i });
const decide: ProtocolEvent = { type: "Decide" };

/** A world that records, in order, what becomes durable and what is executed; it fails where it is told to. */
function world(failAt = Number.POSITIVE_INFINITY) {
  const happened: string[] = [];
  const failures: unknown[] = [];
  const memory = memoryLog();
  let happenings = 0;
  const happen = async (what: string): Promise<void> => {
    await Promise.resolve();
    if (++happenings === failAt) throw new Error("disk full");
    happened.push(what);
  };
  const log: Log = {
    ...memory,
    append: async (text) => {
      await happen(`append ${text}`);
      return memory.append(text);
    },
  };
  const options: Options = {
    protocol: ballot,
    constants,
    initial,
    log,
    checkpoints: memoryCheckpoints<BallotState>(),
    execute: (effect: BallotEffect, { position, index }: EffectId) => happen(`${position}.${index} ${effect.type}`),
    onFailure: (error) => failures.push(error),
  };
  return { happened, failures, options };
}

const whole = [
  `append ${canonicalJson(vote(1))}`,
  "1.0 Persist",
  "1.1 Broadcast",
  `append ${canonicalJson(vote(2))}`,
  "2.0 Persist",
  "2.1 Broadcast",
  `append ${canonicalJson(decide)}`,
  "3.0 Announce",
];

describe("startNode", () => {
  test("makes each input durable, then executes its effects one by one, in order", async () => {
    const { happened, options } = world();
    const node = await startNode(options);
    expect(await Promise.all([node.submit(vote(1)), node.submit(vote(2)), node.submit(decide)])).toEqual([
      { position: 1 },
      { position: 2 },
      { position: 3 },
    ]);
    expect(happened).toEqual(whole);
    expect(node.state()).toEqual({ votes: [1, 2], decided: true });
  });

  test("tells a refusal and forgets the input", async () => {
    const { happened, options } = world();
    const node = await startNode(options);
    const same = vote(1);
    expect(await Promise.all([node.submit(decide), node.submit(same), node.submit(same)])).toEqual([
      { refusal: "too-few" },
      { position: 1 },
      { refusal: "voted" },
    ]);
    expect(happened).toEqual(whole.slice(0, 3));
  });

  test("refuses an event without an action, with the nearest name", async () => {
    const node = await startNode(world().options);
    await expect(node.submit({ type: "Vot", i: 1 })).rejects.toMatchObject({
      code: "unknown-action",
      hint: "did you mean Vote?",
    });
    await expect(node.submit({ type: "xstate.stop" })).rejects.toMatchObject({ hint: "its actions are Vote, Decide" });
  });

  test("fails closed wherever it fails: nothing that stands behind happens", async () => {
    for (let failAt = 1; failAt <= whole.length; failAt++) {
      const { happened, failures, options } = world(failAt);
      const node = await startNode(options);
      const submitted = await Promise.allSettled([node.submit(vote(1)), node.submit(vote(2)), node.submit(decide)]);
      const undone = submitted.filter((each) => each.status === "rejected");
      expect(happened).toEqual(whole.slice(0, failAt - 1));
      expect(undone).toHaveLength(failAt <= 3 ? 3 : failAt <= 6 ? 2 : 1);
      for (const { reason } of undone) expect(reason).toMatchObject({ code: "node-failed", cause: new Error("disk full") });
      expect(failures).toEqual([new Error("disk full")]);
      await expect(node.submit(vote(3))).rejects.toMatchObject({ code: "node-failed" });
      await expect(node.checkpoint()).rejects.toThrow("disk full");
      await node.stop();
      expect(happened).toHaveLength(failAt - 1);
    }
  });

  test("fails closed when the machine throws", async () => {
    const { happened, failures, options } = world();
    const bug = new Error("bug");
    const Decide = (): never => {
      throw bug;
    };
    const node = await startNode({ ...options, protocol: { ...ballot, actions: { ...ballot.actions, Decide } } });
    const submitted = await Promise.allSettled([node.submit(vote(1)), node.submit(decide), node.submit(vote(2))]);
    expect(submitted.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(failures).toEqual([bug]);
    expect(happened).toEqual([]);
  });

  test("takes nothing after it was stopped, and finishes what was on its way", async () => {
    const { happened, options } = world();
    const node = await startNode(options);
    const submitted = node.submit(vote(1));
    const stopped = node.stop();
    await expect(node.submit(vote(2))).rejects.toMatchObject({ code: "node-stopped" });
    expect(await submitted).toEqual({ position: 1 });
    await stopped;
    expect(happened).toEqual(whole.slice(0, 3));
  });
});

describe("recovery", () => {
  test("after a crash anywhere, every effect of a durable input is executed, in order", async () => {
    for (let failAt = 1; failAt <= whole.length; failAt++) {
      const { happened, options } = world(failAt);
      const crashed = await startNode(options);
      await Promise.allSettled([crashed.submit(vote(1)), crashed.submit(vote(2)), crashed.submit(decide)]);
      const before = happened.filter((what) => what.startsWith("append")).length;
      const node = await startNode(options);
      for (const event of [vote(1), vote(2), decide].slice(before)) await node.submit(event);
      expect(node.state()).toEqual({ votes: [1, 2], decided: true });
      const again = happened.slice(failAt - 1);
      expect([...new Set([...happened.slice(0, failAt - 1), ...again])].sort()).toEqual([...whole].sort());
      expect(again).toEqual([
        ...whole.filter((what, i) => !what.startsWith("append") && i < appendOf(before)),
        ...whole.slice(appendOf(before)),
      ]);
    }
  });

  test("replays from the checkpoint only", async () => {
    const { happened, options } = world();
    const first = await startNode(options);
    await first.submit(vote(1));
    expect(await first.checkpoint()).toEqual({ module: "Ballot", position: 1, state: { votes: [1], decided: false } });
    await first.submit(vote(2));
    happened.length = 0;
    const second = await startNode(options);
    expect(happened).toEqual(["2.0 Persist", "2.1 Broadcast"]);
    expect(second.state()).toEqual({ votes: [1, 2], decided: false });
    expect(await second.submit(decide)).toEqual({ position: 3 });
  });

  test("a checkpoint holds no step whose effects are on their way", async () => {
    const node = await startNode(world().options);
    const submitted = node.submit(vote(1));
    const checkpoint = node.checkpoint();
    const later = node.submit(vote(2));
    expect(await checkpoint).toEqual({ module: "Ballot", position: 1, state: { votes: [1], decided: false } });
    expect(await Promise.all([submitted, later])).toEqual([{ position: 1 }, { position: 2 }]);
  });

  test("refuses what another machine has written", async () => {
    const other = { module: "Other", position: 0, state: initial };
    const { options } = world();
    await options.checkpoints.save(other);
    await expect(startNode(options)).rejects.toMatchObject({ code: "log-mismatch", exit: 4 });

    const refused = world().options;
    await refused.log.append(canonicalJson(decide));
    await expect(startNode(refused)).rejects.toThrow("record 1 of the log, Decide, is refused: too-few");

    const malformed = world().options;
    await malformed.log.append('{"typ":"Vote"}');
    await expect(startNode(malformed)).rejects.toMatchObject({ code: "malformed-record" });

    const gap = world().options;
    await gap.checkpoints.save({ module: "Ballot", position: 1, state: initial });
    const shifted = { ...gap.log, read: async () => [{ position: 3, text: canonicalJson(vote(1)) }] };
    await expect(startNode({ ...gap, log: shifted })).rejects.toThrow("the log continues at record 3, after 1");
  });
});

/** The index in `whole` of the append after `count` inputs. */
function appendOf(count: number): number {
  return count * 3;
}
