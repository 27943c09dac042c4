/** A trace as a file, and the model that it is replayed on. */

import { type RecordedTrace, readTrace, startsIn } from "../checker/index.ts";
import { NexusError } from "../lib/errors.ts";
import type { System } from "../lib/model.ts";
import type { Entry } from "./codec.ts";
import { readText, shownPath } from "./files.ts";
import { known } from "./flags.ts";
import { systemOf } from "./job.ts";
import { type LoadedModel, loadModel } from "./load.ts";
import { readManifest } from "./manifest.ts";

export interface TraceSource {
  /** The file as messages show it. */
  readonly file: string;
  readonly trace: RecordedTrace;
  readonly entry: Entry;
  readonly model: LoadedModel;
  readonly system: System<unknown> | null;
}

export interface TraceRequest {
  readonly path: string;
  readonly specDir: string;
  readonly module?: string | undefined;
  readonly model?: string | undefined;
}

/**
 * Reads a trace and finds its model: the one that is named, or else the first in whose initial states the trace begins, models
 * with code before the others. Throws {@link NexusError} for a malformed trace, with its JSON path, and where there is no model.
 */
export function openTrace({ path, specDir, module, model }: TraceRequest): TraceSource {
  const file = shownPath(path);
  const trace = readRecorded(path, file);
  const { models } = readManifest(specDir);
  const candidates = models.filter(({ kind }) => kind !== "refinement");
  if (model !== undefined)
    known(
      "model",
      model,
      candidates.map(({ name }) => name),
    );
  if (module !== undefined) known("module", module, [...new Set(candidates.map((entry) => entry.module))]);
  const chosen = candidates.filter((entry) => (module ?? entry.module) === entry.module && (model ?? entry.name) === entry.name);
  const rank = (entry: Entry) => (entry.kind === "lockstep" ? 0 : 2) + (entry.name === trace.name ? 0 : 1);
  const ordered = chosen.toSorted((a, b) => rank(a) - rank(b));
  for (const entry of ordered) {
    const loaded = loadModel(specDir, { module: entry.module, cfg: entry.name, broken: entry.kind === "broken", witnesses: [] });
    if (ordered.length > 1 && !startsIn(loaded.spec, trace)) continue;
    return { file, trace, entry, model: loaded, system: entry.kind === "lockstep" ? systemOf(entry) : null };
  }
  const of = module === undefined ? "no model of the manifest" : `no model of ${module}`;
  throw new NexusError(
    "no-model",
    `${file}: ${ordered.length === 0 ? `${of} fits` : `${of} has the first state of the trace as an initial state`}`,
    {
      hint: "--model names the model to replay it on; nexus list shows all",
    },
  );
}

function readRecorded(path: string, file: string): RecordedTrace {
  const text = readText(path);
  try {
    return readTrace(text);
  } catch (error) {
    if (!(error instanceof NexusError)) throw error;
    const { code, message, hint, exit, cause } = error;
    throw new NexusError(code, `${file}: ${message}`, { exit, cause, ...(hint === undefined ? {} : { hint }) });
  }
}
