/** What is wrong with how mutants died, if anything is. */

import type { Failures, Verdicts } from "./judge.ts";
import type { CryptoMutant } from "./mutant.ts";

/** One line for each mutant that its test did not kill, and one if the right files fail. */
export function objectionsTo(mutants: readonly CryptoMutant[], { right, wrong }: Verdicts): readonly string[] {
  const ours =
    right === null || right.length > 0 ? [`the files as they are fail: ${right?.join("; ") ?? "they do not load"}`] : [];
  return [...ours, ...mutants.flatMap((mutant, at) => objectionTo(mutant, wrong[at] ?? null) ?? [])];
}

function objectionTo({ id, dies: [file, test] }: CryptoMutant, failures: Failures): string | null {
  if (failures === null) return `${id}: its tests in ${file} do not run`;
  if (failures.length === 0) return `${id}: survives ${file}`;
  if (failures.some((title) => title.includes(test))) return null;
  return `${id}: no test of ${file} with "${test}" in its name fails, but these do: ${failures.join("; ")}`;
}
