/** What is printed above the table for a model that has a counterexample. */

import { codeLines } from "../code-lines.ts";
import type { Outcome } from "../outcome.ts";
import { differenceText } from "./difference.ts";
import { readSource } from "./source.ts";
import type { Style } from "./style.ts";
import { violationText } from "./violation.ts";

/** The counterexample of an outcome, in one world or in both. */
export function detailTexts(outcome: Outcome, style: Style): readonly string[] {
  const { entry, finding } = outcome;
  if (finding.difference !== undefined) {
    const lines = (action: string, refusal?: string) => codeLines(entry.module, action, refusal);
    return [
      differenceText(finding.difference, { entry, read: readSource, style, guards: finding.guards ?? [], codeLines: lines }),
    ];
  }
  return finding.trace === undefined ? [] : [violationText(outcome, readSource, style)];
}
