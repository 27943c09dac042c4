/** The lines under the table: totals, what was not checked, and how it ended. */

import { match, P } from "ts-pattern";
import { ExitCode } from "../../lib/errors.ts";
import type { Outcome } from "../outcome.ts";
import { counted, grouped, type Style, wrap } from "./style.ts";
import { TABLE_WIDTH } from "./table.ts";

export interface Summary {
  readonly outcomes: readonly Outcome[];
  /** Models that were selected and not run. */
  readonly notRun: number;
  /** Models of tier full that were not selected. */
  readonly full: number;
  readonly seconds: number;
  readonly exit: ExitCode;
}

export function summaryText({ outcomes, notRun, full, seconds, exit }: Summary, style: Style): string {
  const lines = [
    totals(outcomes, seconds),
    `Not checked: ${notChecked(outcomes).join("; ")}.`,
    ...(notRun === 0 ? [] : [`Not run: ${counted(notRun, "selected model")}.`]),
    ...(full === 0 ? [] : [`Not selected: ${counted(full, "model")} of tier full (--all).`]),
  ];
  return [...lines.flatMap((line) => wrap(line, TABLE_WIDTH)), ending(exit, style)].join("\n");
}

function totals(outcomes: readonly Outcome[], seconds: number): string {
  const verdicts = [...new Set(outcomes.map(({ verdict }) => verdict))];
  const parts = verdicts.map((verdict) => `${outcomes.filter((outcome) => outcome.verdict === verdict).length} ${verdict}`);
  const sum = (of: (outcome: Outcome) => number | undefined) =>
    outcomes.reduce((total, outcome) => total + (of(outcome) ?? 0), 0);
  const states = sum(({ finding }) => finding.spec?.distinct ?? finding.code?.distinct);
  const bindings = sum(({ finding }) => finding.bindings);
  const compared = bindings === 0 ? "" : `, ${grouped(bindings)} bindings compared in both worlds`;
  return `${counted(outcomes.length, "model")}: ${parts.join(", ")}. ${counted(states, "state")}${compared}, ${seconds.toFixed(1)} s.`;
}

/** What no verdict of the table says anything about. */
export function notChecked(outcomes: readonly Outcome[]): readonly string[] {
  const temporal = [...new Set(outcomes.flatMap(({ finding }) => finding.unchecked))];
  const liveness = temporal.length === 0 ? "liveness" : `liveness (${temporal.join(", ")})`;
  return [`${liveness}`, "constants other than those of the cfgs"];
}

function ending(exit: ExitCode, style: Style): string {
  return match(exit)
    .with(ExitCode.ok, () => style.good("Everything that was asked was shown."))
    .with(ExitCode.inconclusive, () => style.warn("Inconclusive: a limit was reached before an answer (exit 3)."))
    .with(ExitCode.interrupted, () => style.warn("Interrupted: what was reached stands above (exit 130)."))
    .with(ExitCode.violated, () => style.bad("Violated, or not as pinned: see above (exit 1)."))
    .with(P.union(ExitCode.usage, ExitCode.environment), (code) =>
      style.bad(`Something could not be checked: see the errors (exit ${code}).`),
    )
    .with(ExitCode.bug, () => style.bad("A bug in nexus: see the errors (exit 70)."))
    .exhaustive();
}
