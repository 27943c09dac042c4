/** What an interrupt of the user does. */

import { ExitCode } from "../lib/errors.ts";

/** Runs something that the first interrupt asks to stop; the second ends the process. */
export async function interruptible<T>(stop: () => void, run: () => Promise<T>) {
  let interrupted = false;
  const interrupt = () => {
    if (interrupted) process.exit(ExitCode.interrupted);
    interrupted = true;
    stop();
  };
  process.on("SIGINT", interrupt);
  try {
    const value = await run();
    return { value, interrupted };
  } finally {
    process.off("SIGINT", interrupt);
  }
}
