/** Errors as data. */

import { ExitCode, NexusError } from "../lib/errors.ts";
import type { Problem } from "./outcome.ts";

/** An error that was thrown, as workers can send it. Whatever is no {@link NexusError} is a bug. */
export function problemOf(error: unknown): Problem {
  if (error instanceof NexusError) {
    const { code, message, at, hint, exit } = error;
    return { kind: "error", code, message, exit, ...(at === undefined ? {} : { at }), ...(hint === undefined ? {} : { hint }) };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: "bug", code: "bug", message, exit: ExitCode.bug, ...(stack === undefined ? {} : { stack }) };
}

/** Whether an error says that there is no memory left: a worker's heap is full, or an array cannot be had. */
export function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") return true;
  return error instanceof RangeError && /allocation failed/i.test(error.message);
}
