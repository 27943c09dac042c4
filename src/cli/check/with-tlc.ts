/** Holds the findings of specs against what TLC says of the same models. */

import { join } from "node:path";
import { ExitCode, NexusError } from "../../lib/errors.ts";
import { interruptible } from "../interrupt.ts";
import type { Finding, Mode, Outcome } from "../outcome.ts";
import { differences } from "../tlc/compare.ts";
import { type Environment, runTlc, type TlcTask } from "../tlc/run.ts";

/** The code is not TLC's. Throws {@link NexusError} `bad-flag` where it alone is explored. */
export function requireSpecs(mode: Mode): void {
  if (mode !== "code") return;
  throw new NexusError("bad-flag", "--engine tlc and --code exclude each other: TLC explores specs", {
    hint: "leave out one of them",
  });
}

/**
 * The outcomes with TLC's: a difference fails a model, and no answer of TLC makes it inconclusive. Refinements are comparisons of two
 * specs and no models of TLC; they stay as they are.
 */
export async function heldAgainstTlc(
  outcomes: readonly Outcome[],
  specDir: string,
  seconds: number,
  env: Environment,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly interrupted: boolean }> {
  const stop = new AbortController();
  const { value, interrupted } = await interruptible(
    () => stop.abort(),
    async () => {
      const held: Outcome[] = [];
      for (const outcome of outcomes) {
        const task = taskOf(outcome, specDir, seconds, stop.signal);
        held.push(task === null || stop.signal.aborted ? outcome : await heldOne(outcome, task, env));
      }
      return held;
    },
  );
  return { outcomes: value, interrupted };
}

function taskOf({ entry, finding }: Outcome, specDir: string, seconds: number, signal: AbortSignal): TlcTask | null {
  if (entry.kind === "refinement" || finding.found === "error") return null;
  const home = entry.kind === "broken" ? join(specDir, "broken") : specDir;
  const file = join(home, `${entry.module}.tla`);
  const libraries = entry.kind === "broken" ? [specDir] : [];
  return { file, config: join(home, `${entry.name}.cfg`), libraries, checkDeadlock: true, seconds, signal };
}

async function heldOne(outcome: Outcome, task: TlcTask, env: Environment): Promise<Outcome> {
  const run = await runTlc(task, env);
  const found = differences(run, ownOf(outcome.finding));
  const tlc = { ...run, differences: found };
  const finding = { ...outcome.finding, tlc };
  if (found.length > 0) {
    const exit = outcome.exit === ExitCode.ok ? ExitCode.violated : outcome.exit;
    return { ...outcome, finding, verdict: "not as pinned", exit, failures: [...outcome.failures, ...found] };
  }
  return {
    ...outcome,
    finding,
    exit: run.verdict === "inconclusive" && outcome.exit === ExitCode.ok ? ExitCode.inconclusive : outcome.exit,
  };
}

/** Where the worlds differ, the spec alone was found right before. */
function ownOf({ found, property, spec }: Finding) {
  return {
    verdict: found === "different" ? "ok" : found,
    ...(property === undefined ? {} : { property }),
    ...(spec?.distinct === undefined ? {} : { distinct: spec.distinct }),
    ...(spec?.generated === undefined ? {} : { generated: spec.generated }),
  };
}
