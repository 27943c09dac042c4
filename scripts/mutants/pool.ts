/** Threads that judge mutants. */

import { Worker } from "node:worker_threads";
import type { Judgement } from "./judgement.ts";
import type { Answer, Task, WorkerData } from "./worker.ts";

/** A thread ends after so many mutants: modules that were imported and values that were interned are never freed. */
const TASKS_PER_THREAD = 150;

/** No mutant takes this long, in seconds; one that does has no verdict, and the run fails. */
const MOST_SECONDS = 300;

export interface PoolOptions {
  readonly root: string;
  readonly threads: number;
  /** Called with each judgement, in the order in which they come. */
  readonly onJudgement: (index: number, judgement: Judgement) => void;
}

/** Judges all tasks; the judgements are in the order of the tasks. */
export async function judgeAll(tasks: readonly Task[], options: PoolOptions): Promise<readonly Judgement[]> {
  const judgements: Judgement[] = [];
  let next = 0;
  const thread = async (): Promise<void> => {
    while (next < tasks.length) {
      const data: WorkerData = { root: options.root };
      const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: data });
      try {
        for (let done = 0; done < TASKS_PER_THREAD && next < tasks.length; done++) {
          const index = next++;
          const judgement = await ask(worker, tasks[index] as Task);
          judgements[index] = judgement;
          options.onJudgement(index, judgement);
        }
      } finally {
        await worker.terminate();
      }
    }
  };
  await Promise.all(Array.from({ length: options.threads }, thread));
  return judgements;
}

function ask(worker: Worker, task: Task): Promise<Judgement> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`${task.mutant.id} has no verdict: ${why}`));
    };
    const onError = (error: Error): void => fail(error.stack ?? error.message);
    const timer = setTimeout(() => fail(`it takes more than ${MOST_SECONDS} s`), 1000 * MOST_SECONDS);
    worker.once("error", onError);
    worker.once("message", (answer: Answer) => {
      clearTimeout(timer);
      worker.off("error", onError);
      if ("judgement" in answer) resolve(answer.judgement);
      else fail(answer.failure);
    });
    worker.postMessage(task);
  });
}
