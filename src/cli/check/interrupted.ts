/** What a run of `nexus check` that ended before its end leaves behind. */

import { ExitCode, NexusError } from "../../lib/errors.ts";
import { commandLine } from "../command-line.ts";
import { type FilePart, partOf } from "../file-part.ts";
import { shownPath } from "../files.ts";
import type { Parsed } from "../flags.ts";
import type { Outcome } from "../outcome.ts";
import type { Io } from "../verb.ts";
import { type Asked, freePath, isDone, type SearchBytes, writeRun } from "./checkpoint.ts";
import type { checkFlags } from "./flags.ts";
import type { JobsEnd } from "./run-jobs.ts";

/** The limit that ended a search which more states or bytes would let go on. */
const limitOf = ({ finding: { found, limit } }: Outcome): "states" | "memory" | undefined =>
  found === "inconclusive" && (limit === "states" || limit === "memory") ? limit : undefined;

/** The searches to keep: those of this run, and those of the run before that this one did not come to or had no time to keep. */
function searchesOf(
  outcomes: readonly Outcome[],
  now: JobsEnd["checkpoints"],
  before: ReadonlyMap<string, FilePart>,
): ReadonlyMap<string, SearchBytes> {
  const answered = new Set(outcomes.filter(isDone).map(({ entry }) => entry.name));
  const searches = new Map<string, SearchBytes>();
  for (const [model, part] of before) if (!answered.has(model)) searches.set(model, { bytes: part.bytes, pieces: partOf(part) });
  for (const [model, pieces] of now) searches.set(model, { bytes: pieces.reduce((sum, { length }) => sum + length, 0), pieces });
  return searches;
}

/**
 * Writes the checkpoint of a run that was interrupted or met a limit, and prints the command that goes on. `before` are the
 * searches that the run went on from, `limits` those that it had. The exit code is `environment` where the file cannot be written, else that of the run.
 */
export async function keepRun(
  { values, positionals }: Parsed<typeof checkFlags>,
  asked: Asked,
  outcomes: readonly Outcome[],
  { interrupted, checkpoints, unsaved }: JobsEnd,
  before: ReadonlyMap<string, FilePart>,
  limits: { readonly maxStates?: number; readonly maxBytes: number },
  io: Io,
): Promise<ExitCode> {
  const reached = new Set(outcomes.flatMap((outcome) => limitOf(outcome) ?? []));
  if (!interrupted && reached.size === 0) return ExitCode.ok;
  for (const { model, why } of unsaved) io.err(`${model}: its search cannot be kept: ${why}\n`);
  const path = values.checkpoint ?? values.resume ?? freePath();
  try {
    if (!(await writeRun(path, asked, outcomes, searchesOf(outcomes, checkpoints, before)))) {
      io.err("Nothing is done that could be kept, so there is no checkpoint.\n");
      return ExitCode.ok;
    }
  } catch (error) {
    if (!(error instanceof NexusError)) throw error;
    io.err(`error[${error.code}] ${error.message}\nhint: --checkpoint names another file\n`);
    return error.exit;
  }
  const raised = {
    ...(reached.has("states") && limits.maxStates !== undefined ? { "max-states": `${2 * limits.maxStates}` } : {}),
    ...(reached.has("memory") ? { "max-memory": `${2 * limits.maxBytes}` } : {}),
  };
  const command = commandLine("check", { ...values, ...raised, resume: path }, positionals);
  const what = interrupted ? "Go on" : "Go on with twice the limit";
  io.err(`Checkpoint written to ${shownPath(path)}. ${what}:\n  ${command}\n`);
  return ExitCode.ok;
}
