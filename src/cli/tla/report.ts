/** Warnings and errors of a finding, on standard error. */

import type { ModelWarning, Problem } from "../outcome.ts";
import type { Io } from "../verb.ts";

interface Reported {
  readonly warnings: readonly ModelWarning[];
  readonly problem?: Problem;
}

/** What prints is loaded only where there is something to print. */
export async function report({ warnings, problem }: Reported, io: Io): Promise<void> {
  if (warnings.length === 0 && problem === undefined) return;
  const [{ problemText, warningText }, { readSource }, { styleOf }] = await Promise.all([
    import("../render/errors.ts"),
    import("../render/source.ts"),
    import("../render/style.ts"),
  ]);
  const style = styleOf(io.colour && io.errIsTerminal);
  for (const warning of warnings) io.err(`${warningText(warning, style)}\n`);
  if (problem !== undefined) io.err(`${problemText(problem, readSource, style)}\n`);
}
