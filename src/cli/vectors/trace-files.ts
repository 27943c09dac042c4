/** Whole runs as files of vectors: logs and traces to accept, and changed ones to refuse at a named place. */

import { join } from "node:path";
import { writeItf } from "../../checker/index.ts";
import { canonicalJson } from "../../lib/canonical.ts";
import type { Data } from "../../lib/data.ts";
import { unreachable } from "../../lib/errors.ts";
import type { Spec } from "../../lib/spec.ts";
import { models } from "../../machines/index.ts";
import { loadModel } from "../load.ts";
import { type Generated, TRACES } from "./files.ts";
import { behaviourOf, stateLeftOut, valueKept } from "./traces/behaviours.ts";
import { type Change, gsiChanges, type Line, type Logs, simplexChanges } from "./traces/changes.ts";
import { closedRun } from "./traces/closed-run.ts";
import { judgedLogs, judgedTrace, type TraceVerdict } from "./traces/judged.ts";
import { BYZANTINE, simplexRuns } from "./traces/runs.ts";

/** A case of `vectors/traces/index.json`. `spec/schema/vectors-traces.schema.json` describes it. */
export type TraceCase = TraceVerdict & {
  readonly id: string;
  readonly about: string;
  /** Logs of a run, one for each node, or a trace in ITF. */
  readonly form: "logs" | "itf";
  readonly module: string;
  readonly model: string;
  /** In the directory of the index. */
  readonly files: readonly string[];
};

/** A good run, and what is made of it. */
interface Run {
  readonly module: string;
  readonly model: string;
  readonly name: string;
  readonly about: string;
  readonly logs: Logs;
}

/** Drawn so that two claims are decided, one after the other, before all is settled. */
const LADDER = { model: "MCGsiN7n3", seed: 14, length: 40 };

/** Models whose behaviours are drawn, with the length of each and a seed. */
const BEHAVIOURS: readonly (readonly [module: string, model: string, seed: number, length: number])[] = [
  ["Beacon", "MCBeaconN4Good2", 1, 12],
  ["Gsi", "MCGsiN7n3", 9, 14],
  ["LogDkg", "MCLogDkgGenerate", 8, 14],
  ["Simplex", "MCSimplexV1Good", 7, 12],
  ["ThresholdBls", "MCThresholdBlsN4t3", 1, 12],
];

/** All files, the index last. */
export function traceFiles(specDir: string): readonly Generated[] {
  const specs = new Map<string, Spec>();
  const specOf = (module: string, model: string): Spec => {
    const spec = specs.get(model) ?? loadModel(specDir, { module, cfg: model, broken: false, witnesses: [] }).spec;
    specs.set(model, spec);
    return spec;
  };
  const files = new Files();
  const cases = [
    ...[...simplexLogs(), ladder()].flatMap((run) => logCases(run, files, specOf(run.module, run.model))),
    ...BEHAVIOURS.flatMap(([module, model, seed, length]) =>
      behaviourCases(files, specOf(module, model), { module, model, seed, length }),
    ),
  ];
  const index = { format: "nexus-traces", version: 1, cases };
  files.add("index.json", `${JSON.stringify(index, null, 2)}\n`, { model: "index", steps: cases.length });
  return files.all;
}

class Files {
  readonly all: Generated[] = [];

  add(path: string, text: string, { model, steps }: { readonly model: string; readonly steps: number }): void {
    this.all.push({ path: join(TRACES, path), text, module: TRACES, model, steps, refusing: [], idle: [] });
  }
}

function simplexLogs(): readonly Run[] {
  return simplexRuns().map(({ name, about, model, logs }) => {
    const header = { format: "nexus-log", version: 1, module: "Simplex", model, unlogged: [BYZANTINE] };
    const files = [...logs].map(
      ([node, events]) =>
        [`node${node}.jsonl`, [{ ...header, node }, ...(events as readonly unknown[] as readonly Line[])]] as const,
    );
    return { module: "Simplex", model, name, about, logs: new Map<string, readonly Line[]>(files) };
  });
}

function ladder(): Run {
  const { model, seed, length } = LADDER;
  const lines = closedRun((models[model] ?? unreachable(model))(), {}, seed, length);
  const about = "a ladder, with the steps of all nodes";
  return { module: "Gsi", model, name: "ladder", about, logs: new Map([["ladder.jsonl", lines]]) };
}

/** A run and what is changed in it. Logs that are as they were stand in the files of the run. */
function logCases(run: Run, files: Files, spec: Spec): readonly TraceCase[] {
  const { module, model, name, about } = run;
  const changes = (module === "Gsi" ? gsiChanges : simplexChanges).filter(({ of }) => of === name);
  const good = textsOf(run.logs);
  for (const [file, text] of good) addLog(files, `${module}/${name}/${file}`, text, model);
  const cases: TraceCase[] = [];
  const put = (id: string, what: string, texts: ReadonlyMap<string, string>) => {
    const named = [...texts].map(([file, text]) => ({
      file: text === good.get(file) ? `${module}/${name}/${file}` : `${id}/${file}`,
      text,
    }));
    cases.push({
      id,
      about: what,
      form: "logs",
      module,
      model,
      files: named.map(({ file }) => file),
      ...judgedLogs(spec, named),
    });
    for (const { file, text } of named)
      if (file.startsWith(`${id}/`) && id !== `${module}/${name}`) addLog(files, file, text, model);
  };
  put(`${module}/${name}`, about, good);
  for (const change of changes) put(`${module}/${name}-${change.name}`, change.about, changed(run, change));
  return cases;
}

function changed({ logs }: Run, { change, cut }: Change): ReadonlyMap<string, string> {
  const copy: Logs = new Map(logs);
  change(copy);
  const texts = textsOf(copy);
  if (cut !== undefined) texts.set(cut.file, (texts.get(cut.file) ?? unreachable(cut.file)).slice(0, -cut.characters));
  return texts;
}

const textsOf = (logs: Logs): Map<string, string> =>
  new Map(
    [...logs].map(([file, lines]) => [file, lines.map((line) => `${canonicalJson(line as { [key: string]: Data })}\n`).join("")]),
  );

const addLog = (files: Files, path: string, text: string, model: string): void =>
  files.add(path, text, { model, steps: text.trimEnd().split("\n").length - 1 });

function behaviourCases(
  files: Files,
  spec: Spec,
  {
    module,
    model,
    seed,
    length,
  }: { readonly module: string; readonly model: string; readonly seed: number; readonly length: number },
): readonly TraceCase[] {
  const trace = behaviourOf(spec, model, seed, length);
  const steps = trace.steps.length;
  const [leftOut, kept] = [stateLeftOut(trace), valueKept(trace)];
  return [
    { name: "behaviour", about: `a behaviour of ${steps} steps`, text: writeItf(trace), step: null },
    { name: "behaviour-state-left-out", about: "a state is left out, so that a step leads from another one", ...leftOut },
    { name: "behaviour-value-kept", about: "a variable keeps its value, which the last step changes", ...kept },
  ].map(({ name, about, text, step }): TraceCase => {
    const verdict = judgedTrace(spec, text);
    const at = verdict.verdict === "accepted" ? null : "step" in verdict.at ? verdict.at.step : unreachable("a line");
    if (at !== step) return unreachable(`${module} ${name} is refused at step ${at}, and is wrong at ${step}`);
    const file = `${module}/${name}.itf.json`;
    files.add(file, text, { model, steps });
    return { id: `${module}/${name}`, about, form: "itf", module, model, files: [file], ...verdict };
  });
}
