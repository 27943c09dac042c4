/** The step vectors as tests of a machine: a guard that is left out of its code shows in the vectors. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SystemVectors } from "nexus-reference/checker";
import { expect, test } from "vitest";
import { mutatedModels } from "./code-world.ts";
import { generate } from "./generate.ts";
import { type MutatedModule, mutatedModules } from "./modules.ts";
import type { CodeMutant, Mutant } from "./mutant.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const SUITE = ["MCGsiN4n4", "MCGsiN7n3", "MCGsiN7n4"];

const textOf = (model: string): string => readFileSync(join(root, "vectors", "Gsi", model, "steps.jsonl"), "utf8");

const isWithoutGuard = (mutant: Mutant): mutant is CodeMutant =>
  mutant.world === "code" && /\/actions\/[A-Z]\w*\/\d+\/drop$/.test(mutant.id);

/** An argument outside of this domain that a vector has is no candidate of the system's, so that the machine is not asked. */
const OF_A_DOMAIN = "code:gsi/actions/Sample/4/drop";

test("the vectors of Gsi show of each action that its last guard is left out of the code", async () => {
  const gsi = mutatedModules.find(({ module }) => module === "Gsi") as MutatedModule;
  const all = generate(root, gsi, []).filter(isWithoutGuard);
  const guards = all.filter(({ id }) => id !== OF_A_DOMAIN);
  // One for each action: a machine is compiled and loaded for each.
  const mutants = new Map(guards.map((mutant) => [mutant.id.split("/").slice(0, 3).join("/"), mutant]));
  expect(mutants.size).toBe(10);
  const unseen: string[] = [];
  for (const mutant of mutants.values()) {
    const systems = await mutatedModels(join(root, "dist"), mutant);
    const isSeen = SUITE.some((model) => {
      const build = systems[model];
      if (build === undefined) throw new Error(`no model ${model}`);
      return objects(new SystemVectors(build(), textOf(model)));
    });
    if (!isSeen) unseen.push(mutant.id);
  }
  expect(unseen).toEqual([]);
});

/** A mutant that throws is seen as well. */
function objects(vectors: SystemVectors): boolean {
  return [...vectors.steps.values()].some((line) => {
    try {
      return vectors.objection(line) !== null;
    } catch {
      return true;
    }
  });
}
