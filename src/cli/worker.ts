/** The thread in which one model is checked. */

import { parentPort, workerData } from "node:worker_threads";
import { unreachable } from "../lib/errors.ts";
import { type Job, runJob } from "./job.ts";
import type { Finding } from "./outcome.ts";
import { problemOf } from "./problem.ts";
import { PROGRESS_EVERY, reporter } from "./thread.ts";

export interface WorkerInput {
  readonly job: Job;
  /** One word; not 0 when the search should end. */
  readonly stop: Int32Array;
}

/** What the thread gives: a finding, and the checkpoint of a search that ended before its end, or why there is none. */
export interface Checked {
  readonly finding: Finding;
  readonly checkpoint?: readonly Uint8Array[];
  readonly unsaved?: string;
}

const { job, stop } = workerData as WorkerInput;
const { onProgress, saving, finding: send } = reporter<Checked>(parentPort ?? unreachable("this file runs in a worker"));

let saved: Pick<Checked, "checkpoint" | "unsaved"> = {};
const finding = runJob(job, {
  progressEvery: PROGRESS_EVERY,
  stop: () => Atomics.load(stop, 0) !== 0,
  onProgress,
  save: (pieces) => {
    saving();
    try {
      saved = { checkpoint: [...pieces] };
    } catch (error) {
      saved = { unsaved: problemOf(error).message };
    }
  },
});
send({ finding, ...saved }, buffersOf(saved.checkpoint ?? []));

/** Shared memory need not be handed over. */
function buffersOf(pieces: readonly Uint8Array[]): readonly ArrayBuffer[] {
  const buffers = new Set(pieces.map(({ buffer }) => buffer));
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}
