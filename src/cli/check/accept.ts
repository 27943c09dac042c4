/** Pins what `nexus check --accept` has found. */

import type { ExitCode } from "../../lib/errors.ts";
import type { Entry } from "../codec.ts";
import { shownPath } from "../files.ts";
import { judge, worst } from "../judge.ts";
import { acceptFigures, figuresOf, manifestPath } from "../manifest.ts";
import type { Outcome } from "../outcome.ts";
import type { Io } from "../verb.ts";

/** Pins what was found. A verdict or property that changed is not accepted: that is a change of meaning, to be made by hand. */
export async function accept(specDir: string, outcomes: readonly Outcome[], io: Io): Promise<ExitCode> {
  const refused = outcomes.filter(({ entry, finding }) => {
    const property = "property" in entry ? entry.property : undefined;
    return finding.found !== entry.verdict || (property !== undefined && property !== finding.property);
  });
  for (const { entry } of refused) io.err(`${entry.name}: not accepted, because the verdict is not the pinned one\n`);
  const accepted = outcomes.filter((outcome) => !refused.includes(outcome));
  await acceptFigures(specDir, new Map(accepted.map((outcome) => [outcome.entry.name, figuresOf(outcome)])));
  const rejudged = accepted.map((outcome) => judge({ ...outcome.entry, ...figuresOf(outcome) } as Entry, outcome.finding));
  io.err(`${accepted.length} of ${outcomes.length} models pinned in ${shownPath(manifestPath(specDir))}\n`);
  return worst([...rejudged, ...refused].map(({ exit }) => exit));
}
