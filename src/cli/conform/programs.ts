/** Level 1, programs of the NVM: how they end, with which results, gas, state and steps. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { unreachable } from "../../lib/errors.ts";
import { loadModule, moduleNames, type ValidModule } from "../../nvm/index.ts";
import { readText } from "../files.ts";
import { instructionText } from "../nvm/disassemble.ts";
import { Places } from "../nvm/places.ts";
import { PROGRAMS } from "../vectors/files.ts";
import type { Ended } from "../vectors/nvm/host.ts";
import type { TraceStep } from "../vectors/nvm/meter.ts";
import type { ProgramCase, ProgramSuite, RunOutput } from "../vectors/nvm/suite.ts";
import { Misbehaviour } from "./channel.ts";
import { askAll } from "./level1.ts";
import { Skipped } from "./protocol.ts";
import { misbehaviour, type Run, type Suite, SuiteResults } from "./suite.ts";

/** The suites that there are. */
export function programSuitesIn(vectorsDir: string): readonly ProgramSuite[] {
  const directory = join(vectorsDir, PROGRAMS);
  const names = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith(".json")) : [];
  return names.sort().map((name) => JSON.parse(readText(join(directory, name))) as ProgramSuite);
}

/** Cases in one request. */
const BATCH = 32;

export async function programs(run: Run, suite: ProgramSuite): Promise<Suite> {
  const results = new SuiteResults(run);
  const idOf = ({ id }: ProgramCase) => `L1/${suite.suite}/${id}`;
  const chosen = suite.cases.filter((one) => results.admits(idOf(one)));
  for (let first = 0; first < chosen.length && !results.isOver; first += BATCH) {
    const batch = chosen.slice(first, first + BATCH);
    const answers = await askAll(batch, (cases) => run.implementation.run(cases.map(({ input }) => input)));
    for (const [i, one] of batch.entries()) {
      if (results.isOver) break;
      const answer = answers[i] ?? unreachable("an answer is missing");
      if (answer instanceof Skipped) results.skip(idOf(one), answer.message, answer.link);
      else if (answer instanceof Misbehaviour) results.failed(misbehaviour(idOf(one), answer));
      else judge(suite, one, answer, idOf(one), results);
    }
  }
  return results.suite({ level: 1, module: suite.suite });
}

function judge({ flags }: ProgramSuite, one: ProgramCase, said: RunOutput, id: string, results: SuiteResults): void {
  const message = differenceOf(one, said);
  if (message === null) {
    results.passed();
    return;
  }
  results.failed({ id, kind: "run", message }, () =>
    [
      `about  ${one.comment}`,
      `module ${brief(one.input.module)}`,
      ...one.flags.map((flag) => `${flag}  ${flags[flag] ?? ""}`),
      ...stepsBefore(one, said),
    ].join("\n"),
  );
}

/** The first difference, in the order of the runs; null where there is none. */
function differenceOf({ input, output }: ProgramCase, said: RunOutput): string | null {
  if ("refused" in output) {
    const told = "refused" in said ? `calls it ${said.refused}` : "runs it";
    return "refused" in said && said.refused === output.refused ? null : `it ${told}, and the module is ${output.refused}`;
  }
  if ("refused" in said) return `it calls it ${said.refused}, and the module runs`;
  for (const [i, expected] of output.runs.entries()) {
    const { function: name, args } = input.calls[i - 1] ?? { function: "", args: [] };
    const what = i === 0 ? "instantiating" : `call ${i}, ${name}(${args.join(", ")})`;
    const run = said.runs[i];
    if (run === undefined) return `${what}: it says nothing`;
    const difference = runDifference(expected, run);
    if (difference !== null) return `${what}: ${difference}`;
  }
  return null;
}

function runDifference(expected: Ended, said: Ended): string | null {
  const step = firstDifferentStep(expected, said);
  if (step !== null) return `step ${step + 1} is ${stepText(said.trace?.[step])}, expected ${stepText(expected.trace?.[step])}`;
  if (said.end !== expected.end) return `the end is ${said.end}, expected ${expected.end}`;
  const parts = ["results", "gas", "state"] as const;
  const part = parts.find((name) => JSON.stringify(said[name]) !== JSON.stringify(expected[name]));
  if (part === undefined) return null;
  return `${part}: ${JSON.stringify(said[part] ?? null)}, expected ${JSON.stringify(expected[part] ?? null)}`;
}

function firstDifferentStep({ trace: expected = [] }: Ended, { trace: said = [] }: Ended): number | null {
  const longest = Math.max(expected.length, said.length);
  for (let i = 0; i < longest; i++) if (JSON.stringify(expected[i]) !== JSON.stringify(said[i])) return i;
  return null;
}

function stepText(step: TraceStep | undefined): string {
  if (step === undefined) return "none";
  const [offset, gas, value] = step;
  return `at byte ${offset} with ${gas} gas left${value === null ? "" : `, giving ${value}`}`;
}

/** Steps that are shown before the first that differs. */
const SHOWN = 5;

/** The last steps that both take, with their instructions, where steps differ. */
function stepsBefore({ input, output }: ProgramCase, said: RunOutput): readonly string[] {
  if (!("runs" in output) || !("runs" in said)) return [];
  const run = output.runs.findIndex((each, i) => firstDifferentStep(each, said.runs[i] ?? each) !== null);
  const expected = output.runs[run];
  if (expected === undefined) return [];
  const at = firstDifferentStep(expected, said.runs[run] as Ended) as number;
  const valid = loadModule(Buffer.from(input.module, "hex"));
  const places = new Places(valid);
  const steps = (expected.trace ?? []).slice(Math.max(0, at - SHOWN), at + 1);
  return [
    "steps that are expected, up to the one that differs:",
    ...steps.map((step) => `  ${stepText(step)}: ${textAt(valid, places, step[0])}`),
  ];
}

function textAt({ module }: ValidModule, places: Places, offset: number): string {
  const at = places.instructionAt(offset);
  return at === undefined ? "no instruction" : instructionText(module, at, moduleNames(module));
}

const brief = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}...` : text);
