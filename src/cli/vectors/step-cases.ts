/** The tests that a file of step vectors stands for: one for each action that it takes and each conjunct that refuses or forbids in it. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { readText } from "../files.ts";
import { namesIn, readVectorsManifest } from "./files.ts";

/** Where the tests are made of them. */
export const STEP_TESTS = "src/cli/vectors/machines.test.ts";

/** `Gsi: Claim is taken`, `Gsi: Claim/4 refuses`, `Gsi: Vote/env1 forbids`: what a test is called. */
export function stepTestTitle(module: string, name: string): string {
  const does = !name.includes("/") ? "is taken" : name.includes("/env") ? "forbids" : "refuses";
  return `${module}: ${name} ${does}`;
}

export interface StepCase {
  readonly module: string;
  /** `Claim`, `Claim/4`, `Claim/in:x`, `Vote/env1`. */
  readonly name: string;
  /** The ids of the steps that show it, by model. */
  readonly steps: ReadonlyMap<string, readonly string[]>;
}

/**
 * Actions and conjuncts of the committed vectors, in the order of the files. Of those that are not committed only the digest is known
 * here, so that they are no tests.
 */
export function stepCases(vectorsDir: string, module?: string): readonly StepCase[] {
  const cases = new Map<string, Omit<StepCase, "steps"> & { readonly steps: Map<string, string[]> }>();
  for (const { path, module: of, model, committed } of readVectorsManifest(vectorsDir).files) {
    const file = join(vectorsDir, path);
    if (!committed || (module !== undefined && of !== module) || !existsSync(file)) continue;
    for (const [name, id] of namesIn(readText(file))) {
      const known = cases.get(`${of}!${name}`) ?? { module: of, name, steps: new Map<string, string[]>() };
      cases.set(`${of}!${name}`, known);
      const ids = known.steps.get(model);
      if (ids === undefined) known.steps.set(model, [id]);
      else ids.push(id);
    }
  }
  return [...cases.values()];
}
