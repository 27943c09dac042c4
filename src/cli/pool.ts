/** Runs checks in workers, several at a time, and gives their findings in the order of the jobs. */

import { availableParallelism, totalmem } from "node:os";
import type { Progress } from "../checker/index.ts";
import type { Job } from "./job.ts";
import type { Finding } from "./outcome.ts";
import { problemOf } from "./problem.ts";
import { GRACE_MILLISECONDS, type JobThread, startJob } from "./thread.ts";
import type { Checked, WorkerInput } from "./worker.ts";

export interface PoolOptions {
  /** Workers at a time. */
  readonly workers: number;
  readonly onProgress: (job: Job, world: string, progress: Progress) => void;
  /** Called as each job ends; true starts no further job, and lets those that run go on. */
  readonly onFinding: (job: Job, finding: Finding) => boolean;
}

/** As many as there are cores: each worker has one thread. */
export const availableWorkers = (): number => availableParallelism();

/** Half of the memory, shared by the workers: states are most of what they hold, and not all. In bytes. */
export function defaultBytes(workers: number): number {
  const constrained = process.constrainedMemory();
  const memory = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.floor(memory / 2 / workers);
}

export class Pool {
  readonly #options: PoolOptions;
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  readonly #running = new Set<JobThread<Checked>>();
  /** Threads that write down where their searches were. */
  readonly #saving = new Set<JobThread<Checked>>();
  #stopped = false;
  #startsMore = true;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Ends all searches: they report what they reached. Those that do not answer in time are ended. */
  stop(): void {
    this.#stopped = true;
    Atomics.store(this.#stop, 0, 1);
    setTimeout(() => {
      for (const thread of this.#running) if (!this.#saving.has(thread)) thread.terminate();
    }, GRACE_MILLISECONDS).unref();
  }

  /** The findings of the jobs that were started, in the order of the jobs; jobs that were not started have none. */
  async run(jobs: readonly Job[]): Promise<readonly (Checked | undefined)[]> {
    const findings: (Checked | undefined)[] = jobs.map(() => undefined);
    let next = 0;
    const lane = async () => {
      while (next < jobs.length && this.#startsMore && !this.#stopped) {
        const at = next++;
        const job = jobs[at] as Job;
        const checked = await this.#runOne(job);
        findings[at] = checked;
        if (this.#options.onFinding(job, checked.finding)) this.#startsMore = false;
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.#options.workers, jobs.length) }, lane));
    return findings;
  }

  async #runOne(job: Job): Promise<Checked> {
    const start = performance.now();
    const input: WorkerInput = { job, stop: this.#stop };
    const onProgress = (world: string, progress: Progress) => this.#options.onProgress(job, world, progress);
    const onSaving = () => void this.#saving.add(thread);
    const thread = startJob<Checked>(new URL("./worker.js", import.meta.url), input, { onProgress, onSaving });
    this.#running.add(thread);
    const end = await thread.end;
    this.#running.delete(thread);
    const ended = (what: Pick<Finding, "found" | "limit" | "problem">): Checked => ({
      finding: { ...what, mode: job.mode, unchecked: [], seconds: (performance.now() - start) / 1000 },
    });
    switch (end.kind) {
      case "finding":
        return end.finding;
      case "memory":
        return ended({ found: "inconclusive", limit: "memory" });
      case "error":
        return ended({ found: "error", problem: problemOf(end.error) });
      case "ended":
        if (this.#stopped) return ended({ found: "inconclusive", limit: "stopped" });
        return ended({ found: "error", problem: problemOf(new Error("a worker ended without a finding")) });
    }
  }
}
