/** Runs the checks of a request, shows progress, and stops them at an interrupt. */

import { ExitCode } from "../../lib/errors.ts";
import { interruptible } from "../interrupt.ts";
import type { Job } from "../job.ts";
import { judge } from "../judge.ts";
import { Pool } from "../pool.ts";
import { ProgressLine } from "../progress.ts";
import type { Io } from "../verb.ts";

export async function runJobs(jobs: readonly Job[], workers: number, bail: boolean, io: Io) {
  const { err: write, errIsTerminal: isTerminal, errColumns: columns } = io;
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
    const { value: findings, interrupted } = await interruptible(
      () => pool.stop(),
      () => pool.run(jobs),
    );
    const outcomes = findings.flatMap((finding, i) => (finding === undefined ? [] : [judge((jobs[i] as Job).entry, finding)]));
    return { outcomes, interrupted };
  } finally {
    progress.clear();
  }
}
