/** Test data published by others. It is no part of this repository: what needs it says so and does nothing where it is missing. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder of the data, from NEXUS_EXTERNAL_DIR or beside the repository; undefined where it is not there. */
export function externalData(folder: string): string | undefined {
  const path = join(resolve(process.env.NEXUS_EXTERNAL_DIR ?? join("..", "shared", "external")), folder);
  return existsSync(path) ? path : undefined;
}

export const missingData = (folder: string): string =>
  `skipped: ${folder} is not here; set NEXUS_EXTERNAL_DIR to the folder that has it`;
