/** Test data published by others. It is no part of this repository: what needs it says so and does nothing where it is missing. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { ExitCode, NexusError } from "nexus-reference/lib/errors";

/** Beside the repository, whose root is where all its commands run. */
const BESIDE = join("..", "shared", "external");

/**
 * A folder of the data, in the place that is named or else beside the repository; null where nobody named a place and there is none.
 *
 * @throws {@link NexusError} `missing-data`: a place that was named on purpose lacks the folder, which is no reason to skip
 */
export function externalFolder(name: string, named = process.env.NEXUS_EXTERNAL_DIR): string | null {
  const path = join(resolve(named ?? BESIDE), name);
  if (existsSync(path)) return path;
  if (named === undefined) return null;
  throw new NexusError("missing-data", `NEXUS_EXTERNAL_DIR names ${named}, which has no ${name}`, {
    exit: ExitCode.environment,
    hint: "name the folder that has bls-wycheproof, drand, eip-2537 and the others, or leave the variable unset",
  });
}

export const missingData = (name: string): string =>
  `skipped: there is no ${name} in ../shared/external (NEXUS_EXTERNAL_DIR names another place)`;
