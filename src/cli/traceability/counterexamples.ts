/** The counterexamples of wrong variants: the checker finds them again, each time that they are shown. */

import { ExitCode, unreachable } from "../../lib/errors.ts";
import { runJobs } from "../check/run-jobs.ts";
import type { BrokenEntry, Entry, Manifest } from "../codec.ts";
import type { Job } from "../job.ts";
import type { Outcome } from "../outcome.ts";
import { availableWorkers, defaultBytes } from "../pool.ts";
import type { Io } from "../verb.ts";

export interface Counterexamples {
  /** Of the variants that were checked, by name. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Ok where each of them fails as it is pinned. */
  readonly exit: ExitCode;
}

const isBroken = (entry: Entry): entry is BrokenEntry => entry.kind === "broken";

/** Checks the wrong variants among the entries, breadth-first, so that each counterexample is a shortest one, and the one that is pinned. */
export async function counterexamplesOf(
  specDir: string,
  manifest: Manifest,
  entries: readonly Entry[],
  io: Io,
): Promise<Counterexamples> {
  const variants = entries.filter(isBroken);
  const workers = Math.max(1, Math.min(availableWorkers(), variants.length));
  const jobs = variants.map((entry): Job => {
    const at = manifest.positions[manifest.models.indexOf(entry)] ?? unreachable("a model without a position");
    return { specDir, entry, at, mode: "kind", way: {}, owner: null, maxBytes: defaultBytes(workers) };
  });
  const { outcomes, interrupted } = await runJobs(jobs, new Map(), workers, false, io);
  const codes = outcomes.map(({ exit }) => exit);
  return {
    outcomes: new Map(outcomes.map((outcome) => [outcome.entry.name, outcome])),
    exit: interrupted ? ExitCode.interrupted : (codes.find((code) => code !== ExitCode.ok) ?? ExitCode.ok),
  };
}
