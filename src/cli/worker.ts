/** The thread in which one model is checked. */

import { parentPort, workerData } from "node:worker_threads";
import { unreachable } from "../lib/errors.ts";
import { type Job, runJob } from "./job.ts";
import type { Finding } from "./outcome.ts";
import { PROGRESS_EVERY, reporter } from "./thread.ts";

export interface WorkerInput {
  readonly job: Job;
  /** One word; not 0 when the search should end. */
  readonly stop: Int32Array;
}

const { job, stop } = workerData as WorkerInput;
const { onProgress, finding } = reporter<Finding>(parentPort ?? unreachable("this file runs in a worker"));
finding(runJob(job, { progressEvery: PROGRESS_EVERY, stop: () => Atomics.load(stop, 0) !== 0, onProgress }));
