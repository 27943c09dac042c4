/** The counterexample that `--out-itf` writes. */

import { type Trace, writeItf } from "../checker/index.ts";
import { ExitCode } from "../lib/errors.ts";
import { shownPath } from "./files.ts";
import type { Outcome } from "./outcome.ts";
import type { Io } from "./verb.ts";
import { writeWhole } from "./write-file.ts";

export interface Counterexample {
  readonly model: string;
  readonly trace: Trace;
}

/** The first counterexample of a model that is not as pinned, else the first of all. */
export function counterexampleOf(outcomes: readonly Outcome[]): Counterexample | undefined {
  const all = outcomes.flatMap(({ entry, finding, exit }) => {
    const trace = finding.trace ?? finding.difference?.trace;
    return trace === undefined ? [] : [{ model: entry.name, trace, exit }];
  });
  return all.find(({ exit }) => exit !== ExitCode.ok) ?? all[0];
}

/** Writes a trace as ITF. Throws `NexusError` `environment` where it cannot be written. */
export async function writeCounterexample(path: string, trace: Trace): Promise<void> {
  await writeWhole(path, writeItf(trace));
}

/** Writes the counterexample of a run, where there is one, and says so. */
export async function writeItfFile(path: string, outcomes: readonly Outcome[], io: Io): Promise<void> {
  const counterexample = counterexampleOf(outcomes);
  if (counterexample === undefined) {
    io.err(`no counterexample, so ${shownPath(path)} is not written\n`);
    return;
  }
  await writeCounterexample(path, counterexample.trace);
  io.err(`${counterexample.model}: counterexample written to ${shownPath(path)}\n`);
}
