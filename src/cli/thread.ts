/** One job in a thread of its own: the main thread can answer signals, and a heap that is full ends the job alone. */

import { type MessagePort, Worker } from "node:worker_threads";
import type { Progress } from "../checker/index.ts";
import { isOutOfMemory } from "./problem.ts";

type Message<T> =
  | { readonly kind: "progress"; readonly world: string; readonly progress: Progress }
  | { readonly kind: "saving" }
  | { readonly kind: "finding"; readonly finding: T };

/** How a job ended: with a finding, without memory, with an error that nobody expected, or from outside. */
export type JobEnd<T> =
  | { readonly kind: "finding"; readonly finding: T }
  | { readonly kind: "memory" }
  | { readonly kind: "error"; readonly error: unknown }
  | { readonly kind: "ended" };

export interface JobThread<T> {
  readonly end: Promise<JobEnd<T>>;
  /** Ends the thread at once. */
  readonly terminate: () => void;
}

export interface JobOptions {
  readonly onProgress: (world: string, progress: Progress) => void;
  /** Called when the thread begins to write down what it has found, which may take a while. */
  readonly onSaving?: () => void;
  /** Bytes of the thread's heap; what the host gives unless told. */
  readonly heapBytes?: number;
}

/** Starts a program with its input as `workerData`. It reports to {@link reporter}. */
export function startJob<T>(program: URL, input: unknown, { onProgress, onSaving, heapBytes }: JobOptions): JobThread<T> {
  const limits = heapBytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: Math.ceil(heapBytes / 2 ** 20) } };
  const worker = new Worker(program, { workerData: input, ...limits });
  const end = new Promise<JobEnd<T>>((resolve) => {
    worker.on("message", (message: Message<T>) => {
      if (message.kind === "progress") onProgress(message.world, message.progress);
      else if (message.kind === "saving") onSaving?.();
      else resolve(message);
    });
    worker.on("error", (error) => resolve(isOutOfMemory(error) ? { kind: "memory" } : { kind: "error", error }));
    worker.on("exit", () => resolve({ kind: "ended" }));
  });
  return { end, terminate: () => void worker.terminate() };
}

const MILLISECONDS_BETWEEN_MESSAGES = 100;

/** What a job's thread tells the thread that started it. */
export function reporter<T>(port: MessagePort) {
  const send = (message: Message<T>, transfer: readonly ArrayBuffer[] = []) => port.postMessage(message, transfer);
  let last = performance.now();
  return {
    onProgress: (world: string, progress: Progress): void => {
      const now = performance.now();
      if (now - last < MILLISECONDS_BETWEEN_MESSAGES) return;
      last = now;
      send({ kind: "progress", world, progress });
    },
    saving: (): void => send({ kind: "saving" }),
    /** The buffers are handed over instead of being copied. */
    finding: (finding: T, transfer?: readonly ArrayBuffer[]): void => send({ kind: "finding", finding }, transfer),
  };
}

/** States between two looks at the clock and the stop word. */
export const PROGRESS_EVERY = 256;

/** How long threads may take to stop before they are ended. */
export const GRACE_MILLISECONDS = 3000;
