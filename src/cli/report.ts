/** The document of `nexus check --json`. The version changes when a field changes its meaning or goes. */

import type { ExitCode } from "../lib/errors.ts";
import type { Coverage } from "./coverage.ts";
import type { ModuleGates } from "./module-gates.ts";
import type { Outcome } from "./outcome.ts";
import { notChecked } from "./render/summary.ts";

export const REPORT_VERSION = 1;

export interface Report {
  readonly version: string;
  readonly exit: ExitCode;
  readonly outcomes: readonly Outcome[];
  readonly coverage: readonly Coverage[];
  readonly gates: readonly ModuleGates[];
  readonly notRun: readonly string[];
  readonly seconds: number;
}

/** `{"format": "nexus-check", "version": 1, ...}`: traces and differences in neutral notation, positions from 1. */
export function reportJson({ version, exit, outcomes, coverage, gates, notRun, seconds }: Report): string {
  const models = outcomes.map(({ entry, finding, verdict, exit: code, failures, unpinned }) => ({
    name: entry.name,
    module: entry.module,
    kind: entry.kind,
    tier: entry.tier,
    verdict,
    exit: code,
    failures,
    unpinned,
    ...finding,
  }));
  const document = {
    format: "nexus-check",
    version: REPORT_VERSION,
    nexus: version,
    exit,
    models,
    coverage,
    gates,
    notRun,
    notChecked: notChecked(outcomes),
    seconds,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
