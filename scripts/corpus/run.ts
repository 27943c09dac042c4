/** Runs each model in a process of its own, within limits of time and memory. */

import { fork } from "node:child_process";
import type { Message } from "./child.ts";
import type { Found, Model, NoVerdict, Tier } from "./model.ts";

const childProgram = new URL("./child.js", import.meta.url);

export interface Limits {
  /** Seconds of one model, start included. */
  readonly seconds: number;
  /** Mebibytes: of the heap, and again of the store of states. */
  readonly memory: number;
  /** The program of a process; `child.js` unless told. */
  readonly child?: URL;
}

export interface RunOptions extends Limits {
  readonly dir: string;
  readonly jobs: number;
  /** Called with what was found of each model, in the order in which they end. */
  readonly onFound: (model: Model, found: Found) => void;
}

/** Checks all models; what was found is in the order of the models. */
export async function runModels(models: readonly Model[], options: RunOptions): Promise<readonly Found[]> {
  const results: Found[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < models.length) {
      const index = next++;
      const model = models[index] as Model;
      const found = await runModel(options.dir, model, options);
      results[index] = found;
      options.onFound(model, found);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, lane));
  return results;
}

/** Checks one model. Never throws: a process that ends early is a result without a verdict. */
export function runModel(dir: string, model: Model, { seconds, memory, child: program = childProgram }: Limits): Promise<Found> {
  const start = performance.now();
  const child = fork(program, [], {
    execArgv: [`--max-old-space-size=${memory}`, "--stack-size=3900"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  return new Promise((resolve) => {
    let found: Found | undefined;
    let stderr = "";
    let tier: Tier = "unread";
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, 1000 * seconds);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-4000);
    });
    child.on("message", (message: Message) => {
      if ("found" in message) found = message.found;
      else tier = message.tier;
    });
    child.once("error", (error) => {
      stderr += error.message;
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      const why = isLate ? ({ kind: "time", seconds } as const) : ended(stderr, code, signal);
      resolve(found ?? { verdict: null, why, tier, seconds: (performance.now() - start) / 1000 });
    });
    child.send({ dir, model, maxBytes: memory * 2 ** 20 });
  });
}

/** Why a process ended without an answer. */
function ended(stderr: string, code: number | null, signal: string | null): NoVerdict {
  if (/heap out of memory|Array buffer allocation failed/.test(stderr)) return { kind: "memory" };
  const line = stderr.split("\n").find((one) => /^\w*Error: /.test(one)) ?? stderr.trim().split("\n").at(-1) ?? "";
  return { kind: "crash", message: `the process ended with ${signal ?? `code ${code}`}: ${line.slice(0, 200)}` };
}
