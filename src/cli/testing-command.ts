/** Runs the built command in tests: `npm run build` comes first. */

import { execFile } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "./files.ts";

export const main = join(packageRoot, "dist", "cli", "main.js");

/** The flag for a directory of fixtures. */
export const fixtures = (name: string): readonly string[] => ["--spec-dir", join(packageRoot, "src", "cli", "fixtures", name)];

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** How the command ends, run in a directory. */
export function nexusIn(cwd: string, ...argv: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...argv], { cwd, maxBuffer: 2 ** 26 }, (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });
}

/** A command line that was printed, as `sh` takes it apart, without the name of the program. */
export const wordsOf = (line: string): readonly string[] => line.trim().split(" ").slice(1);
