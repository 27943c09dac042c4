import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeInput } from "../machines/gsi/codec.ts";
import { gsi, init } from "../machines/gsi/protocol.ts";
import type { Constants, Effect, State } from "../machines/gsi/types.ts";
import type { ProtocolEvent } from "./actor.ts";
import { openFileLog } from "./file-log.ts";
import { fileCheckpoints } from "./files.ts";
import { startNode } from "./node.ts";

const constants: Constants = { nodes: [1, 2, 3, 4], baseSize: 2, assertThreshold: 1 };

/** One member of the base cloud asserts a lie, the honest one claims, the whole network decides, and the cloud is rewound. */
const interval: readonly ProtocolEvent[] = [
  { type: "Vote", i: 1, o: "bad" },
  { type: "Assert", o: "bad" },
  { type: "Claim", x: 2, o: "good" },
  { type: "Sample", S: [1, 2, 3, 4] },
  { type: "Vote", i: 3, o: "good" },
  { type: "Vote", i: 4, o: "good" },
  { type: "Decide", o: "good" },
  { type: "WindowExpire", k: 1 },
  { type: "Settle" },
  { type: "Rewind" },
  { type: "Release" },
];

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "nexus-gsi-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function start(name: string, executed: Effect["type"][]) {
  const { log } = await openFileLog(join(root, `${name}.log`));
  const checkpoints = fileCheckpoints<State>(join(root, `${name}.json`));
  const execute = async (effect: Effect) => void executed.push(effect.type);
  return startNode({ protocol: gsi, constants, initial: init([1, 2]), log, checkpoints, execute, decode: decodeInput });
}

describe("GSI on the runtime", () => {
  test("rewinds a wrong assertion and releases the right output, with restarts anywhere", async () => {
    const executed: Effect["type"][] = [];
    const whole = await start("whole", executed);
    for (const event of interval) expect(await whole.submit(event)).toHaveProperty("position");
    await whole.stop();
    expect(whole.state()).toMatchObject({ phase: "settled", standing: "good", rests: "good", released: "good", slashed: [1] });
    expect(executed.slice(-5)).toEqual(["Finalize", "Slash", "CancelSoft", "Replay", "ReleaseHard"]);

    for (const [index, event] of interval.entries()) {
      const node = await start("restarted", []);
      expect(await node.submit(event)).toEqual({ position: index + 1 });
      if (index % 3 === 2) await node.checkpoint();
      await node.stop();
    }
    const last = await start("restarted", []);
    expect(last.state()).toEqual(whole.state());
    expect(await last.submit({ type: "Release" })).toEqual({ refusal: "already-released" });
    await last.stop();
  });

  test("refuses malformed inputs before the machine sees them", async () => {
    const node = await start("hostile", []);
    const before = node.state();
    for (const input of [
      { type: "Vote", i: -1, o: "good" },
      { type: "Vote", i: 1 },
      { type: "Sample", S: [2, 1] },
    ]) {
      await expect(node.submit(input as ProtocolEvent)).rejects.toMatchObject({ code: "bad-input" });
    }
    await expect(node.submit({ type: "Vot", i: 1, o: "good" })).rejects.toMatchObject({ code: "unknown-action" });
    expect(node.state()).toBe(before);
    await node.stop();
  });
});
