/** Files that a verb writes. */

import { statSync } from "node:fs";
import { dirname } from "node:path";
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

/** Refuses files whose directory is not there, before the minutes of work that they are to hold. Throws {@link NexusError} `environment`. */
export function requireDirectories(...paths: readonly (string | undefined)[]): void {
  for (const path of paths) {
    if (path === undefined || statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() === true) continue;
    throw new NexusError("environment", `cannot write ${shownPath(path)}: there is no directory ${shownPath(dirname(path))}`, {
      exit: ExitCode.environment,
    });
  }
}
