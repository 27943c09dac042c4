/** Runs a task of `nexus tla` in a thread, shows its progress, and stops it at an interrupt. */

import { shownPath } from "../files.ts";
import { interruptible } from "../interrupt.ts";
import { ProgressLine } from "../progress.ts";
import { GRACE_MILLISECONDS, type JobEnd, startJob } from "../thread.ts";
import type { Io } from "../verb.ts";
import type { TlaTask, TlaWorkerInput } from "./worker.ts";

export interface Ended<T> {
  readonly end: JobEnd<T>;
  readonly interrupted: boolean;
}

export async function runInThread<T>(task: TlaTask, io: Io): Promise<Ended<T>> {
  const { err: write, errIsTerminal: isTerminal, errColumns: columns } = io;
  const progress = new ProgressLine({ write, isTerminal, columns, now: () => performance.now() }, 1);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const input: TlaWorkerInput = { ...task, stop };
  const thread = startJob<T>(new URL("./worker.js", import.meta.url), input, {
    onProgress: (world, figures) => progress.update(shownPath(task.job.file), world, figures),
    heapBytes: task.job.maxBytes,
  });
  const halt = () => {
    Atomics.store(stop, 0, 1);
    setTimeout(thread.terminate, GRACE_MILLISECONDS).unref();
  };
  try {
    const { value: end, interrupted } = await interruptible(halt, () => thread.end);
    return { end, interrupted };
  } finally {
    progress.clear();
  }
}
