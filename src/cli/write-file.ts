/** Files that a verb writes. */

import { ExitCode, NexusError } from "../lib/errors.ts";
import { replaceFile } from "../runtime/files.ts";
import { shownPath } from "./files.ts";

/** Writes a text; a reader never sees half of it. Throws {@link NexusError} `environment` where it cannot be written. */
export async function writeWhole(path: string, content: string): Promise<void> {
  try {
    await replaceFile(path, content);
  } catch (cause) {
    throw new NexusError("environment", `cannot write ${shownPath(path)}: ${(cause as Error).message}`, {
      cause,
      exit: ExitCode.environment,
    });
  }
}
