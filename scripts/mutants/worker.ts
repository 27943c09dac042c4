/** One of the threads that judge mutants. It takes a mutant at a time and answers with the judgement. */

import { parentPort, workerData } from "node:worker_threads";
import { Judge } from "./judge.ts";
import type { Judgement } from "./judgement.ts";
import { mutatedModules } from "./modules.ts";
import type { Mutant } from "./mutant.ts";

export interface WorkerData {
  /** The project's root. */
  readonly root: string;
}

export interface Task {
  /** The mutated TLA+ module. */
  readonly module: string;
  readonly mutant: Mutant;
}

export type Answer = { readonly judgement: Judgement } | { readonly failure: string };

const { root } = workerData as WorkerData;
const judges = new Map(mutatedModules.map((of) => [of.module, new Judge(root, of)]));

parentPort?.on("message", async ({ module, mutant }: Task) => {
  const answer: Answer = await (judges.get(module) as Judge).judge(mutant).then(
    (judgement) => ({ judgement }),
    (error: Error) => ({ failure: error.stack ?? String(error) }),
  );
  parentPort?.postMessage(answer);
});
