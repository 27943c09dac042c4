/** Runs the checks of a request, shows progress, and stops them at an interrupt. */

import { ExitCode } from "../../lib/errors.ts";
import { interruptible } from "../interrupt.ts";
import type { Job } from "../job.ts";
import { judge } from "../judge.ts";
import type { Finding, Outcome } from "../outcome.ts";
import { Pool } from "../pool.ts";
import { ProgressLine } from "../progress.ts";
import type { Io } from "../verb.ts";

/** How jobs ended. */
export interface JobsEnd {
  readonly interrupted: boolean;
  /** The checkpoints of searches that ended before their end, by model. */
  readonly checkpoints: ReadonlyMap<string, readonly Uint8Array[]>;
  /** Searches without a checkpoint, although their way of searching has them. */
  readonly unsaved: readonly { readonly model: string; readonly why: string }[];
}

export interface JobsRun extends JobsEnd {
  /** Of the jobs that were started or done before, in the order of the jobs. */
  readonly outcomes: readonly Outcome[];
}

/** Runs the jobs of the models that are not `done`. */
export async function runJobs(
  all: readonly Job[],
  done: ReadonlyMap<string, Finding>,
  workers: number,
  bail: boolean,
  io: Io,
): Promise<JobsRun> {
  const { err: write, errIsTerminal: isTerminal, errColumns: columns } = io;
  const jobs = all.filter(({ entry }) => !done.has(entry.name));
  const progress = new ProgressLine({ write, isTerminal, columns, now: () => performance.now() }, jobs.length);
  const pool = new Pool({
    workers,
    onProgress: ({ entry }, world, figures) => progress.update(entry.name, world, figures),
    onFinding: ({ entry }, finding) => {
      progress.ended();
      return bail && judge(entry, finding).exit !== ExitCode.ok;
    },
  });
  try {
    const { value, interrupted } = await interruptible(
      () => pool.stop(),
      () => pool.run(jobs),
    );
    const ended = new Map(value.flatMap((checked, i) => (checked === undefined ? [] : [[(jobs[i] as Job).entry.name, checked]])));
    const outcomes = all.flatMap(({ entry }) => {
      const finding = done.get(entry.name) ?? ended.get(entry.name)?.finding;
      return finding === undefined ? [] : [judge(entry, finding)];
    });
    const checkpoints = [...ended].flatMap(([model, { checkpoint }]) =>
      checkpoint === undefined ? [] : [[model, checkpoint] as const],
    );
    const unsaved = [...ended].flatMap(([model, { unsaved: why }]) => (why === undefined ? [] : [{ model, why }]));
    return { outcomes, interrupted, checkpoints: new Map(checkpoints), unsaved };
  } finally {
    progress.clear();
  }
}
