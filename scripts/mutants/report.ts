/** The committed table of mutants, and the summary line. */

import { survives } from "./judgement.ts";
import type { Equivalent } from "./ledger.ts";
import type { MutatedModule } from "./modules.ts";
import type { Judged, Killers, Summary } from "./verdicts.ts";

/** One module's part of the report. */
export interface ModuleReport {
  readonly of: MutatedModule;
  readonly judged: readonly Judged[];
  readonly killers: readonly Killers[];
}

export function summaryLine({ mutants, byLockstep, alone, byInvariants, survivors }: Summary): string {
  return (
    `${mutants} mutants, ${byLockstep} killed by lockstep, ${alone} killed with lockstep off (${byInvariants} by invariants), ` +
    `${survivors} equivalent`
  );
}

/** `docs/mutants.md`. */
export function markdown(reports: readonly ModuleReport[], equivalent: readonly Equivalent[], summary: Summary): string {
  const parts = [
    "# Mutants",
    "",
    "Written by `npm run mutants -- --accept`; do not edit. Each row is one change to one world, the module or the code. *Alone* is what",
    "kills the changed world with lockstep off: an invariant, a deadlock, an error, a witness that is no longer reached, or other counts of",
    "states and steps. *Lockstep* is the class of the first difference from the other world as it is. In a line, `[old → new]` is the change.",
    "After an edit that only moves lines, `npm run mutants -- --table` writes the table again.",
    "",
    `${summaryLine(summary)}.`,
    ...reports.flatMap((report) => moduleSection(report, equivalent)),
  ];
  return `${parts.join("\n")}\n`;
}

function moduleSection({ of, judged, killers }: ModuleReport, equivalent: readonly Equivalent[]): readonly string[] {
  const surviving = judged.filter(({ judgement }) => survives(judgement));
  const argumentOf = new Map(equivalent.map(({ id, argument }) => [id, argument]));
  return [
    "",
    `## ${of.module}`,
    "",
    `Judged by the models ${of.models.join(", ")}.`,
    "",
    "### What each invariant kills with lockstep off",
    "",
    "| invariant | mutants of the spec | for example | mutants of the code | for example |",
    "| --- | ---: | --- | ---: | --- |",
    ...killers.map(({ invariant, spec, code }) => row(invariant, spec.length, example(spec), code.length, example(code))),
    "",
    "### Equivalent mutants",
    "",
    "| mutant | argument |",
    "| --- | --- |",
    ...surviving.map(({ mutant }) => row(inCode(mutant.id), argumentOf.get(mutant.id) ?? "none")),
    ...definitionSections(judged),
  ];
}

/** One table for each definition of the spec and each function of the code. */
function definitionSections(judged: readonly Judged[]): readonly string[] {
  const definitions = new Map<string, Judged[]>();
  for (const one of judged) {
    const definition = splitId(one.mutant.id).definition;
    definitions.set(definition, [...(definitions.get(definition) ?? []), one]);
  }
  return [...definitions].flatMap(([definition, rows]) => [
    "",
    `### ${inCode(definition)}`,
    "",
    "| mutant | line | change | alone | lockstep |",
    "| --- | ---: | --- | --- | --- |",
    ...rows.map(({ mutant, judgement }) =>
      row(
        splitId(mutant.id).place,
        mutant.line,
        mutant.target === undefined ? inCode(mutant.change) : mutant.change,
        judgement.alone,
        judgement.lockstep,
      ),
    ),
  ]);
}

/** `spec:Gsi/Claim` and `2/drop`; `code:gsi/actions/Claim` and `2/drop`. */
function splitId(id: string): { readonly definition: string; readonly place: string } {
  const parts = id.split("/");
  const depth = id.startsWith("code:") && parts[1] !== "named" ? 3 : 2;
  return { definition: parts.slice(0, depth).join("/"), place: parts.slice(depth).join("/") };
}

function example(ids: readonly string[]): string {
  return ids[0] === undefined ? "" : inCode(ids[0]);
}

/** Code in a cell: a bar would end the cell, a backtick the code. */
function inCode(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  const padded = fence === "``" ? ` ${text} ` : text;
  return `${fence}${padded.replaceAll("|", "\\|")}${fence}`;
}

function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}
