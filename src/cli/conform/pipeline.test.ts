/** Requests that are sent ahead: what an implementation does wrong fails the case that it is wrong in, as if it were asked one thing at a time. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { ItfRecord } from "../../lib/data.ts";
import { defaultVectorsDir } from "../files.ts";
import { directory, inReply, inStep, removeVariants, run, stateful, type Variant, vectors } from "./testing-variants.ts";

afterAll(removeVariants);

const WHOLE = "L2/Gsi/MCGsiN4n4/";

interface Line {
  readonly id: string;
  readonly on?: string;
  readonly state?: ItfRecord;
  readonly action?: string;
}

const lines = readFileSync(join(defaultVectorsDir, "Gsi", "MCGsiN4n4", "steps.jsonl"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => JSON.parse(line) as Line);
const steps = lines.filter(({ on }) => on !== undefined);

/** Some machines in the midst of the run: with 32 places under way, others are behind them. */
const SPOT = 'action === "Settle" && state.phase === "window"';
const inSpot = ({ phase }: ItfRecord) => phase === "window";

/** The cases of these machines in which it does what it should not. */
const machines = new Set(lines.flatMap(({ id, state }) => (state !== undefined && inSpot(state) ? [id] : [])));
const expected = steps
  .filter(({ action, on }) => action === "Settle" && machines.has(on as string))
  .map(({ id }) => `${WHOLE}${id}`);

describe("an implementation that does something wrong in the midst of what is under way", () => {
  const wrongs: readonly (readonly [what: string, code: string, kind: string])[] = [
    ["ends", "process.exit(7);", "protocol-end"],
    ["hangs", "for (;;);", "protocol-silence"],
    ["writes what is no JSON", 'process.stdout.write("settled\\n");', "protocol-garbage"],
    ["writes a reply too many", 'process.stdout.write(JSON.stringify({ id: 0, results: [] }) + "\\n");', "protocol-form"],
    ["answers out of form", "return { refused: 7 };", "protocol-form"],
  ];

  test("is wrong in some cases", () => {
    expect(expected.length).toBeGreaterThan(1);
    expect(expected.length).toBeLessThan(8);
  });

  test.each(wrongs)("%s fails these cases and no other", async (_, code, kind) => {
    const stateless: Variant = { ...inStep(`if (${SPOT}) { ${code} }`), adapter: { seconds: 0.6 } };
    const { cases, failures } = await vectors(stateless, WHOLE);
    expect(cases).toBe(steps.length);
    expect(failures.map(({ id }) => id)).toEqual(expected);
    expect(new Set(failures.map((failure) => failure.kind))).toEqual(new Set([kind]));
  });

  test.each(['"save"', ""])("and keeps its state, with the features [%s], fails the same", async (feature) => {
    const of = stateful(feature);
    const spoilt: Variant = { changes: [...(of.changes ?? []), ...(inStep(`if (${SPOT}) process.exit(7);`).changes ?? [])] };
    const { cases, failures } = await vectors(spoilt, WHOLE);
    expect(cases).toBe(steps.length);
    expect(failures.map(({ id }) => id)).toEqual(expected);
  });

  test("once, and never again, fails the first case that it was asked together with", async () => {
    const marker = JSON.stringify(join(directory, "once.txt"));
    const fs = 'process.getBuiltinModule("node:fs")';
    const once = `if (op === "step" && id === 40 && !${fs}.existsSync(${marker})) { ${fs}.writeFileSync(${marker}, ""); process.exit(7); }`;
    const { cases, failures } = await vectors(inReply(once), WHOLE);
    expect(cases).toBe(steps.length);
    // Request 0 is hello, 1 is init, and each other one is about a machine.
    const places = [...new Set(steps.map(({ on }) => on))];
    const first = steps.find(({ on }) => on === places[38]);
    expect(failures.map(({ id, kind }) => [id, kind])).toEqual([[`${WHOLE}${first?.id}`, "protocol-end"]]);
  });
});

describe("an implementation that floods", () => {
  test("the runner with lines that nobody asked for fails the case, and the run goes on", async () => {
    const flood = `if (op === "step" && id === 40) {
      process.stdout.write(JSON.stringify({ id, ...reply }) + "\\n");
      for (;;) process.stdout.write("{}\\n".repeat(100_000));
    }`;
    const { cases, failures } = await vectors(inReply(flood), WHOLE);
    expect(cases).toBe(steps.length);
    expect(failures.length).toBeGreaterThan(0);
    // Whether a question is under way when the line comes is a matter of time.
    for (const { kind } of failures) expect(["protocol-garbage", "protocol-form"]).toContain(kind);
  });

  test("from its beginning fails every case with what it did", async () => {
    const flood = 'if (op === "hello") setInterval(() => process.stdout.write("{}\\n".repeat(100_000)), 1);';
    const { cases, failures } = await vectors(inReply(flood));
    expect(failures).toHaveLength(cases);
  });

  test("both pipes is read all the time, so that nobody waits for ever", async () => {
    const padded = inReply('if (op === "step") { process.stdout.write(" ".repeat(2 ** 18)); }');
    const { code, out } = await run(padded, "--level", "3", "--filter", "MCGsiN4n4");
    expect(out).toMatch(/4,440 inputs \(264 edges\) in 120 states, all states, ok/);
    expect(code).toBe(0);
  });
});
