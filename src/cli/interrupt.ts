/** What an interrupt does. */

import { ExitCode } from "../lib/errors.ts";

/** Of a user at a terminal, and of a system that wants the process to end. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Runs something that the first interrupt asks to stop; the second ends the process. */
export async function interruptible<T>(stop: () => void, run: () => Promise<T>) {
  let interrupted = false;
  const interrupt = () => {
    if (interrupted) process.exit(ExitCode.interrupted);
    interrupted = true;
    stop();
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    const value = await run();
    return { value, interrupted };
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}
