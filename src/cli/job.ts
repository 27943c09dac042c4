/** One model's check, from files to finding. It runs in a worker, so that the main thread can answer signals. */

import type { CheckpointOwner } from "../checker/index.ts";
import { NexusError } from "../lib/errors.ts";
import type { System } from "../lib/model.ts";
import type { SourceRange } from "../lib/source.ts";
import { models } from "../machines/index.ts";
import type { GraphSource } from "../runtime/index.ts";
import type { Entry } from "./codec.ts";
import { type FilePart, partOf } from "./file-part.ts";
import { type LoadedModel, loadModel, sourcesOf } from "./load.ts";
import type { Finding, Mode } from "./outcome.ts";
import { isOutOfMemory, problemOf } from "./problem.ts";
import { runModel } from "./run-model.ts";
import type { Saving } from "./run-search.ts";
import type { RunOptions } from "./run-spec.ts";
import { distinctWarnings, modelWarnings } from "./warnings.ts";
import type { Way } from "./way.ts";

export interface Job {
  readonly specDir: string;
  readonly entry: Entry;
  /** The counted model of a refinement. */
  readonly counted?: Entry;
  /** Where the manifest names the model: the position of errors that have none of their own. */
  readonly at: SourceRange;
  readonly mode: Mode;
  readonly way: Way;
  /** What checkpoints belong to; null where there are to be none. */
  readonly owner: CheckpointOwner | null;
  /** The part of a file that holds the checkpoint to go on from. */
  readonly resume?: FilePart;
  readonly maxStates?: number;
  readonly maxBytes?: number;
}

export interface JobHooks extends Pick<RunOptions, "onProgress" | "progressEvery" | "stop"> {
  /** Takes the checkpoint of a search that ended before its end. */
  readonly save: Saving["save"];
}

/** Never throws: what goes wrong is part of the finding. */
export function runJob(job: Job, hooks: JobHooks): Finding {
  const start = performance.now();
  const { entry, mode, way, owner, resume, maxStates, maxBytes } = job;
  const { save, ...watch } = hooks;
  const saving = owner === null ? {} : { saving: { owner, save, ...(resume === undefined ? {} : { resume: partOf(resume) }) } };
  const loaded: LoadedModel[] = [];
  const files = () => ({
    ...(loaded.length === 0 ? {} : { sources: sourcesOf(loaded) }),
    ...warningsOf(loaded),
    seconds: (performance.now() - start) / 1000,
  });
  const unchecked = () => loaded.flatMap(uncheckedOf);
  try {
    const parts = loadParts(job, loaded);
    const limits = { ...(maxStates === undefined ? {} : { maxStates }), ...(maxBytes === undefined ? {} : { maxBytes }) };
    const run = runModel(entry, mode, parts, { ...limits, ...watch, ...saving, way });
    return { ...run, unchecked: run.temporal === undefined ? unchecked() : [], ...files() };
  } catch (error) {
    if (isOutOfMemory(error)) return { found: "inconclusive", mode, limit: "memory", unchecked: unchecked(), ...files() };
    return { found: "error", mode, problem: { at: job.at, ...problemOf(error) }, unchecked: unchecked(), ...files() };
  }
}

function loadParts({ specDir, entry, counted, mode, way }: Job, loaded: LoadedModel[]) {
  const load = (module: string, cfg: string, broken: boolean, witnesses: readonly string[] = []) => {
    const model = loadModel(specDir, { module, cfg, broken, witnesses, shared: way.workers !== undefined && mode !== "code" });
    loaded.push(model);
    return model;
  };
  if (entry.kind === "refinement") {
    const explicit = load(entry.module, entry.explicit, false);
    const other = counted ?? missing(entry.counted);
    const implied = load(other.module, other.name, other.kind === "broken");
    return {
      spec: explicit.spec,
      counted: implied.spec,
      checkDeadlock: explicit.config.checkDeadlock && implied.config.checkDeadlock,
      isTemporal: false,
    };
  }
  const system = entry.kind === "lockstep" && mode !== "spec" ? systemOf(entry) : undefined;
  const code = system === undefined ? {} : { system };
  const wanted = entry.kind === "broken" ? [] : (entry.witnesses ?? []);
  const witnesses = system === undefined ? wanted : Object.keys(system.witnesses);
  const { spec, source, config } = load(entry.module, entry.name, entry.kind === "broken", witnesses);
  const built = mode === "code" ? systemSource(entry.name, way) : source;
  return {
    spec,
    ...(built === undefined ? {} : { source: built }),
    ...code,
    checkDeadlock: config.checkDeadlock,
    isTemporal: config.properties.length > 0,
  };
}

/** From which other threads build the graph of a model's code. */
const systemSource = (model: string, { symmetry }: Way): GraphSource => ({
  module: new URL("../machines/index.js", import.meta.url).href,
  model,
  options: { symmetry: symmetry === true },
});

/** The temporal properties that a cfg names; without any, fairness has nothing to help. */
const uncheckedOf = ({ config }: LoadedModel): readonly string[] => config.properties.map(({ name }) => name);

function warningsOf(loaded: readonly LoadedModel[]): Pick<Finding, "warnings"> {
  const warnings = distinctWarnings(loaded.flatMap(({ config, spec }) => modelWarnings(config, spec)));
  return warnings.length === 0 ? {} : { warnings };
}

/** The executable model of an entry. Throws {@link NexusError} `no-code` where there is none. */
export function systemOf({ name, module }: Entry): System<unknown> {
  const model = models[name];
  if (model !== undefined) return model();
  throw new NexusError("no-code", `the module ${module} has no executable model ${name}`, {
    hint: "src/machines/index.ts lists the executable models; a model without code has the kind spec",
  });
}

function missing(name: string): never {
  throw new NexusError("no-model", `the manifest has no model ${name}, which a refinement names`);
}
