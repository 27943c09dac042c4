/** The thread in which a model is checked, or its graph collected. */

import { parentPort, workerData } from "node:worker_threads";
import { unreachable } from "../../lib/errors.ts";
import { PROGRESS_EVERY, reporter } from "../thread.ts";
import type { GraphJob } from "./job.ts";

export interface TlaTask {
  readonly task: "check" | "graph";
  readonly job: GraphJob;
}

export interface TlaWorkerInput extends TlaTask {
  /** One word; not 0 when the search should end. */
  readonly stop: Int32Array;
}

const { task, job, stop } = workerData as TlaWorkerInput;
const { onProgress, finding } = reporter<object>(parentPort ?? unreachable("this file runs in a worker"));
const hooks = { progressEvery: PROGRESS_EVERY, stop: () => Atomics.load(stop, 0) !== 0, onProgress };
if (task === "check") finding((await import("./run.ts")).runTla(job, hooks));
else finding((await import("./state-graph.ts")).runGraph(job, hooks));
