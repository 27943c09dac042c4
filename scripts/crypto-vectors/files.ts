/** The suites of cryptography as committed files: compared with what the independent implementation says, and written. */

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SuiteFile } from "./suite.ts";

/** Where they stand, from the root of the repository. */
export const DIRECTORY = join("vectors", "data");

/** How the files of a directory differ from those that are made; a line for each that does. */
export function driftsIn(directory: string, files: readonly SuiteFile[]): readonly string[] {
  return files.flatMap(({ name, text }) => {
    const path = join(directory, name);
    if (!existsSync(path)) return [`${path} is missing`];
    const committed = readFileSync(path, "utf8");
    return committed === text ? [] : [`${path}: ${firstDifference(committed.split("\n"), text.split("\n"))}`];
  });
}

function firstDifference(committed: readonly string[], made: readonly string[]): string {
  const at = made.findIndex((line, i) => line !== committed[i]);
  const place = at < 0 ? made.length : at;
  const shown = (line: string | undefined) => line?.trim().slice(0, 160) || "nothing";
  return `line ${place + 1} differs: committed ${shown(committed[place])}, made ${shown(made[place])}`;
}

export function writeSuites(directory: string, files: readonly SuiteFile[]): void {
  for (const { name, text } of files) {
    const path = join(directory, name);
    writeFileSync(`${path}.part`, text);
    renameSync(`${path}.part`, path);
  }
}
