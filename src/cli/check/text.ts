/** What `nexus check` prints. */

import { ExitCode } from "../../lib/errors.ts";
import type { Coverage } from "../coverage.ts";
import type { ModuleGates } from "../module-gates.ts";
import type { Outcome } from "../outcome.ts";
import { coverageText } from "../render/coverage.ts";
import { detailTexts } from "../render/details.ts";
import { problemText, warningText } from "../render/errors.ts";
import { gatesText } from "../render/gates.ts";
import { readSource } from "../render/source.ts";
import { type Style, styleOf } from "../render/style.ts";
import { summaryText } from "../render/summary.ts";
import { tableText } from "../render/table.ts";
import { tlcText } from "../tlc/text.ts";
import type { Io } from "../verb.ts";
import { distinctWarnings } from "../warnings.ts";

/** Warnings, then errors of modules, cfgs and steps, and bugs. */
export function reportProblems(outcomes: readonly Outcome[], io: Io): void {
  const style = styleOf(io.colour && io.errIsTerminal);
  const warnings = distinctWarnings(outcomes.flatMap(({ finding }) => finding.warnings ?? []));
  for (const warning of warnings) io.err(`${warningText(warning, style)}\n`);
  for (const { finding } of outcomes) {
    if (finding.problem !== undefined) io.err(`${problemText(finding.problem, readSource, style)}\n\n`);
  }
}

interface Checked {
  readonly outcomes: readonly Outcome[];
  readonly coverage: readonly Coverage[];
  readonly gates: readonly ModuleGates[];
  readonly notRun: number;
  readonly full: number;
  readonly seconds: number;
  readonly exit: ExitCode;
  /** Models were named, so that counterexamples are wanted also where they are as pinned. */
  readonly named: boolean;
}

/** The counterexamples, the table, and what follows it. */
export function checkText({ coverage, gates, named, ...summary }: Checked, io: Io): string {
  const style = styleOf(io.colour && io.outIsTerminal);
  const { outcomes } = summary;
  const parts = [
    ...outcomes.flatMap((outcome) => (outcome.exit === ExitCode.ok && !named ? [] : detailTexts(outcome, style))),
    ...(outcomes.length === 0 ? [] : [tableText(outcomes, style)]),
    ...(outcomes.some(({ finding }) => finding.tlc !== undefined) ? [tlcTexts(outcomes, style)] : []),
    ...(coverage.length === 0 ? [] : [coverageText(coverage, style)]),
    ...(gates.length === 0 ? [] : [gatesText(gates, style)]),
    summaryText(summary, style),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** A line for each model that TLC was asked about. */
function tlcTexts(outcomes: readonly Outcome[], style: Style): string {
  return outcomes
    .flatMap(({ entry, finding: { tlc } }) => (tlc === undefined ? [] : [`${entry.name}: ${tlcText(tlc, style)}`]))
    .join("\n");
}
