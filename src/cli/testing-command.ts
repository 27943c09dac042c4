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

/** How the command ends, run in a directory. Where the tests themselves run in a job of GitHub, the command does not see it. */
export const nexusIn = (cwd: string, ...argv: readonly string[]): Promise<Ended> =>
  programIn(cwd, {}, process.execPath, main, ...argv);

/** How a program ends, run in a directory with more in its environment. */
export function programIn(cwd: string, more: NodeJS.ProcessEnv, program: string, ...argv: readonly string[]): Promise<Ended> {
  const { GITHUB_ACTIONS: _, GITHUB_WORKSPACE: __, ...env } = process.env;
  return new Promise((resolve) => {
    const child = execFile(program, argv, { cwd, env: { ...env, ...more }, maxBuffer: 2 ** 26 }, (___, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });
}

/** A command line that was printed, as `sh` takes it apart, without the name of the program. */
export const wordsOf = (line: string): readonly string[] => line.trim().split(" ").slice(1);
