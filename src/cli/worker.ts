/** The thread in which one model is checked. */

import { parentPort, workerData } from "node:worker_threads";
import type { Progress } from "../checker/index.ts";
import { unreachable } from "../lib/errors.ts";
import { type Job, runJob } from "./job.ts";
import type { Finding } from "./outcome.ts";

export interface WorkerInput {
  readonly job: Job;
  /** One word; not 0 when the search should end. */
  readonly stop: Int32Array;
}

export type WorkerMessage =
  | { readonly kind: "progress"; readonly world: string; readonly progress: Progress }
  | { readonly kind: "finding"; readonly finding: Finding };

/** States between two looks at the clock and the stop word. */
const PROGRESS_EVERY = 256;
const MILLISECONDS_BETWEEN_MESSAGES = 100;

const { job, stop } = workerData as WorkerInput;
const port = parentPort ?? unreachable("this file runs in a worker");
const send = (message: WorkerMessage) => port.postMessage(message);

let last = performance.now();
const finding = runJob(job, {
  progressEvery: PROGRESS_EVERY,
  stop: () => Atomics.load(stop, 0) !== 0,
  onProgress: (world, progress) => {
    const now = performance.now();
    if (now - last < MILLISECONDS_BETWEEN_MESSAGES) return;
    last = now;
    send({ kind: "progress", world, progress });
  },
});
send({ kind: "finding", finding });
