/** Logs of runs: those of the module's own behaviours are accepted, and what is changed in them is found where it is. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { normal } from "../../checker/index.ts";
import type { Itf, ItfRecord } from "../../lib/data.ts";
import { defaultSpecDir, packageRoot } from "../files.ts";
import { loadModel } from "../load.ts";
import { type Ended, nexusIn } from "../testing-command.ts";
import { schemaProblems } from "../tla/testing-json-schema.ts";

const directory = mkdtempSync(join(tmpdir(), "nexus-logs-"));
afterAll(() => rmSync(directory, { recursive: true }));

interface Step {
  readonly action: string;
  readonly args: ItfRecord;
  readonly kind: string;
  /** The variables after it. */
  readonly next: ItfRecord;
}

/** A behaviour of a model, drawn with a seed: at each state the step of a place that a linear congruence gives. */
function behaviour(module: string, model: string, seed: number, length: number): readonly Step[] {
  const { spec } = loadModel(defaultSpecDir, { module, cfg: model, broken: false, witnesses: [] });
  let draw = seed;
  let [state] = spec.states.initial();
  const steps: Step[] = [];
  while (steps.length < length && state !== undefined) {
    const possible: { readonly step: Step; readonly next: typeof state }[] = [];
    const from = state;
    spec.states.successors(from, (action, next) => {
      const { name = "", kind = "" } = spec.actions[action] ?? {};
      const isMove = next.some((value, i) => value !== from[i]);
      if (isMove)
        possible.push({ step: { action: name, kind, args: spec.states.visitedArgs(), next: spec.states.show(next) }, next });
      return false;
    });
    draw = (Math.imul(draw, 1664525) + 1013904223) >>> 0;
    const chosen = possible[draw % Math.max(1, possible.length)];
    if (chosen === undefined) break;
    steps.push(chosen.step);
    state = chosen.next;
  }
  return steps;
}

type Line = { [key: string]: unknown };

/** The logs of the nodes that are the first arguments of a run of Simplex; each event is after the one before it in the run. */
function nodeLogs(steps: readonly Step[], header: object, isOrdered: boolean): Map<Itf, Line[]> {
  const logs = new Map<Itf, Line[]>();
  let before: object | null = null;
  for (const { action, args, next } of steps) {
    const [node] = Object.values(args) as [Itf];
    const log = logs.get(node) ?? [{ format: "nexus-log", version: 1, ...header, node }];
    logs.set(node, log);
    const seq = log.length - 1;
    const own = (next.view as { readonly "#map"?: readonly [Itf, Itf][]; readonly "#tup"?: readonly Itf[] } | undefined) ?? {};
    const view = own["#tup"]?.[(node as number) - 1] ?? own["#map"]?.find(([key]) => key === node)?.[1];
    log.push({
      seq,
      action,
      args,
      ...(before !== null && isOrdered ? { after: [before] } : {}),
      ...(view === undefined ? {} : { state: { view } }),
    });
    before = { node, seq };
  }
  return logs;
}

let written = 0;

/** Writes logs; their paths. */
function files(logs: Iterable<readonly Line[]>): readonly string[] {
  return [...logs].map((lines) => {
    const path = join(directory, `log${written++}.jsonl`);
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    return path;
  });
}

const validate = (paths: readonly string[], ...more: readonly string[]): Promise<Ended> =>
  nexusIn(packageRoot, "trace", "validate", ...paths, ...more);

const simplex = { module: "Simplex", model: "MCSimplexV1Good" };
const run = behaviour("Simplex", "MCSimplexV1Good", 1, 14);

describe("the logs of several nodes", () => {
  test("are accepted, with causal ids and without", async () => {
    expect(run.length).toBeGreaterThan(8);
    for (const isOrdered of [true, false]) {
      const logs = nodeLogs(run, simplex, isOrdered);
      expect(logs.size).toBeGreaterThan(1);
      for (const line of [...logs.values()].flat()) expect(schemaProblems("log.schema.json", JSON.stringify(line))).toEqual([]);
      const { out, code } = await validate(files(logs.values()), "--module", "Simplex");
      expect(out).toContain(`accepted: ${run.length} events, 0 steps that nobody logged`);
      expect(code).toBe(0);
    }
  });

  /** The logs with one of them changed. */
  function changed(node: Itf, change: (log: Line[]) => void): readonly string[] {
    const logs = nodeLogs(run, simplex, true);
    const log = logs.get(node) as Line[];
    change(log);
    logs.set(node, log);
    return files([log, ...[...logs].filter(([other]) => other !== node).map(([, lines]) => lines)]);
  }
  const last = Object.values(run.at(-1)?.args ?? {})[0] as Itf;

  test("are refused where a step is repeated, at its line, with what was possible there", async () => {
    const paths = changed(last, (log) => {
      const { action, args } = log.at(-1) as Line;
      log.push({ seq: log.length - 1, action, args });
    });
    const { out, code } = await validate(paths);
    expect(code).toBe(1);
    expect(out).toContain(`refused: the shortest prefix that is no behaviour has ${run.length + 1} of ${run.length + 1} events`);
    const lines = [...(nodeLogs(run, simplex, true).get(last) as Line[])].length + 1;
    expect(out).toContain(`.jsonl:${lines}\n`);
    expect(out).toMatch(/the first false conjunct is \w+\/\w+, .*\nspec\/tla\/Simplex\.tla:\d+:\d+/);
    expect(out).toContain("Possible there:");
  });

  test("are refused where a node says that it is in another state", async () => {
    const paths = changed(last, (log) => {
      log[1] = { ...(log[1] as Line), state: { view: 9 } };
    });
    const { out, code } = await validate(paths, "--json");
    const refused = JSON.parse(out);
    expect(refused).toMatchObject({ verdict: "refused", line: 2, reason: { variable: "view", logged: 9 } });
    expect(code).toBe(1);
  });

  test("are refused where a step is missing that later ones need", async () => {
    const needed = run.findIndex(({ action }) => action === "Propose");
    const node = Object.values(run[needed]?.args ?? {})[0] as Itf;
    const log = (nodeLogs(run, simplex, false).get(node) as Line[]).filter(({ action }) => action !== "Propose");
    const others = [...nodeLogs(run, simplex, false)].filter(([other]) => other !== node).map(([, lines]) => lines);
    const { out, code } = await validate(files([log.map((line, i) => (i === 0 ? line : { ...line, seq: i - 1 })), ...others]));
    expect(code).toBe(1);
    expect(out).toMatch(/refused: the shortest prefix that is no behaviour has [1-9]\d* of /);
  });

  test("are inconclusive at a limit", async () => {
    const { out, code } = await validate(files(nodeLogs(run, simplex, false).values()), "--limit", "3");
    expect(out).toContain("inconclusive: 3 pairs");
    expect(code).toBe(3);
  });
});

describe("the log of a ladder", () => {
  const steps = behaviour("Gsi", "MCGsiN4n4", 3, 12).filter(({ kind }) => kind === "machine");
  const header = { format: "nexus-log", version: 1, module: "Gsi", model: "MCGsiN4n4" };
  const events = steps.map(({ action, args }, seq): Line => ({ seq, action, args }));

  test("is accepted, and so it is without the steps of a Byzantine node that logs nothing", async () => {
    expect((await validate(files([[header, ...events]]))).code).toBe(0);
    const isByzantine = ({ args }: Line) => Object.values(args as ItfRecord)[0] === 4;
    const silent = events.filter((event) => !isByzantine(event)).map((event, seq) => ({ ...event, seq }));
    expect(silent.length).toBeLessThan(events.length);
    const [path] = files([[{ ...header, unlogged: [4] }, ...silent]]) as [string];
    const { out, code } = await validate([path]);
    expect(out).toMatch(/accepted: \d+ events, \d+ steps? that nobody logged/);
    expect(code).toBe(0);
  });

  test("is refused where the effects are others", async () => {
    const at = events.findIndex(({ action }) => action === "Assert");
    expect(at).toBeGreaterThan(0);
    const wrong = events.with(at, { ...(events[at] as Line), effects: normal({ "#tup": [{ type: "OpenWindow", level: 1 }] }) });
    const { out, code } = await validate(files([[header, ...wrong]]));
    expect(out).toContain("the step has other effects");
    expect(out).toContain(`has ${at + 1} of`);
    expect(code).toBe(1);
  });

  const malformed: readonly (readonly [what: string, lines: readonly Line[], message: string])[] = [
    ["a gap in the sequence", [header, ...events.slice(1)], "$.seq: expected 0: sequence numbers begin at 0 and have no gap"],
    [
      "an event that is after one that there is not",
      [header, { ...events[0], after: [{ seq: 99 }] }],
      "$.after[0].seq: expected a number from 0 to 0",
    ],
    ["a circle", [header, { ...events[0], after: [{ seq: 0 }] }], "their order is a circle"],
    ["an unknown key", [header, { ...events[0], note: 1 }], "$.note: expected no such key"],
    ["an action that there is not", [header, { seq: 0, action: "Voted", args: {} }], "Gsi has no action Voted"],
    ["an argument too few", [header, { seq: 0, action: "Vote", args: { i: 1 } }], "Vote lacks the argument o"],
    ["an argument too many", [header, { seq: 0, action: "Settle", args: { i: 1 } }], "Settle has no parameter i"],
    ["another format", [{ ...header, format: "log" }], 'one of "nexus-log"'],
    ["a module that there is not", [{ ...header, module: "Gsy" }], "did you mean Gsi?"],
    ["no model", [{ format: "nexus-log", version: 1, module: "Gsi" }], "the logs name no model"],
  ];

  test.concurrent.each(malformed)("with %s is malformed", async (_, lines, message) => {
    const { err, code } = await validate(files([lines]));
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  test("is of one module and of one node", async () => {
    const [one, other] = files([[header], [header]]) as [string, string];
    expect((await validate([one, other])).err).toContain("two logs are of one node");
    expect((await validate([one], "--module", "Simplex")).err).toContain("the logs are of Gsi and not of Simplex");
    expect((await nexusIn(packageRoot, "trace", "valdate", one)).err).toContain("did you mean validate?");
    expect((await nexusIn(packageRoot, "trace")).err).toContain("trace needs a verb: validate");
  });
});
