/** The result of a conformance run, for readers and for programs. */

import { ExitCode } from "../../lib/errors.ts";
import type { Case, Failure as CaseFailure } from "../outputs/cases.ts";
import { counted, grouped, type Style } from "../render/style.ts";
import type { Hello } from "./protocol.ts";
import type { Failure, Suite } from "./suite.ts";

export const CONFORM_VERSION = 1;

export interface ConformReport {
  readonly hello: Hello;
  readonly suites: readonly Suite[];
  /** Modules with vectors that the implementation does not claim. */
  readonly unclaimed: readonly string[];
  /** Inputs and data that it was asked about. */
  readonly steps: number;
  readonly seconds: number;
  readonly exit: ExitCode;
}

export const exitOf = (suites: readonly Suite[]): ExitCode =>
  suites.some(({ failures }) => failures.length > 0) ? ExitCode.violated : ExitCode.ok;

/** One JSON document: `spec/schema/conform-result.schema.json`. */
export function conformJson({ hello, ...report }: ConformReport, version: string): string {
  const { name, levels, features, modules, suites: data } = hello;
  const implementation = { name, version: hello.version, levels, features: [...features], modules, suites: data };
  return `${JSON.stringify({ format: "nexus-conform", version: CONFORM_VERSION, nexus: version, implementation, ...report }, null, 2)}\n`;
}

const nameOf = ({ level, module, model }: Suite): string => `L${level}  ${module}${model === undefined ? "" : ` ${model}`}`;

export function conformText(report: ConformReport, style: Style): string {
  const { hello, suites, unclaimed, seconds, steps } = report;
  const width = Math.max(...suites.map((suite) => nameOf(suite).length));
  const rows = suites.map((suite) => `  ${nameOf(suite).padEnd(width)}  ${rowText(suite, style)}`);
  const failures = suites.flatMap((suite) => suite.failures);
  const skipped = suites.flatMap((suite) => suite.skipped);
  const cases = suites.reduce((sum, suite) => sum + suite.cases, 0);
  const parts = [
    ...suites.flatMap(failureTexts),
    [`${hello.name} ${hello.version}`, ...rows].join("\n"),
    ...(skipped.length === 0 ? [] : [skippedText(skipped)]),
    ...(unclaimed.length === 0 ? [] : [`not claimed: ${unclaimed.join(", ")}`]),
  ];
  const rate = seconds > 0 ? `, ${grouped(Math.round(steps / seconds))} inputs a second` : "";
  const verdict = failures.length === 0 ? style.good("conforms") : style.bad(`${counted(failures.length, "case")} failed`);
  const skips = skipped.length === 0 ? "" : `, ${grouped(skipped.length)} skipped`;
  return `${parts.join("\n\n")}\n\n${verdict}: ${counted(cases, "case")}${skips}, ${seconds.toFixed(1)} s${rate}\n`;
}

function rowText(suite: Suite, style: Style): string {
  const { cases, failures, skipped, explored } = suite;
  const verdict = failures.length > 0 ? style.bad(`${grouped(failures.length)} failed`) : cases > 0 ? style.good("ok") : "-";
  const skips = skipped.length === 0 ? "" : `, ${grouped(skipped.length)} skipped`;
  if (explored === undefined) return `${counted(cases, "case")}, ${verdict}${skips}`;
  const { steps, edges, machines, complete, budget } = explored;
  const extent = complete ? "all states" : `of a budget of ${grouped(budget)}`;
  return `${grouped(steps)} inputs (${grouped(edges)} edges) in ${counted(machines, "state")}, ${extent}, ${verdict}${skips}`;
}

/** What failed, the first of each suite in full. */
function failureTexts(suite: Suite): readonly string[] {
  const told = suite.failures.filter(({ detail }) => detail !== undefined);
  const others = suite.failures.filter(({ detail }) => detail === undefined);
  const listed = others.slice(0, MOST_LISTED).map(({ id, kind, message }) => `${id}: ${kind}: ${message}`);
  const more = others.length > MOST_LISTED ? [`... and ${grouped(others.length - MOST_LISTED)} more of ${nameOf(suite)}`] : [];
  return [
    ...told.map(({ id, message, detail, kind }) =>
      detail?.includes(message) ? `${id}\n${detail}` : `${id}: ${kind}: ${message}\n${detail}`,
    ),
    ...(listed.length + more.length === 0 ? [] : [[...listed, ...more].join("\n")]),
  ];
}

const MOST_LISTED = 5;

/** Each reason once, with its link. */
function skippedText(skipped: Suite["skipped"]): string {
  const reasons = new Map<string, number>();
  for (const { reason, link } of skipped) reasons.set(`${reason} (${link})`, (reasons.get(`${reason} (${link})`) ?? 0) + 1);
  return ["skipped:", ...[...reasons].map(([reason, count]) => `  ${counted(count, "case")}: ${reason}`)].join("\n");
}

/** Cases for JUnit: one for each failure, one for the rest of a suite, one for each reason to skip. */
export function conformCases({ suites }: ConformReport): readonly Case[] {
  return suites.flatMap((suite): readonly Case[] => {
    const module = `L${suite.level}.${suite.module}`;
    const passed = suite.cases - suite.failures.length;
    const name = suite.model ?? suite.module;
    return [
      ...(passed > 0 ? [{ module, name: `${name}: ${counted(passed, "case")}`, verdict: "ok", seconds: suite.seconds }] : []),
      ...suite.failures.map((failure) => ({
        module,
        name: failure.id,
        verdict: failure.kind,
        seconds: 0,
        failure: caseFailure(failure),
      })),
      ...suite.skipped.map(({ id }) => ({ module, name: id, verdict: "skipped", seconds: 0, skipped: true as const })),
    ];
  });
}

const caseFailure = ({ id, kind, message, detail }: Failure): CaseFailure => ({
  rule: kind,
  message,
  detail: detail ?? "",
  identity: [id],
  places: [],
  flows: [],
});

/** A table for the summary of a job, and what failed first. */
export function conformMarkdown(report: ConformReport): string {
  const { hello, suites, exit, seconds } = report;
  const title = `## ${escaped(hello.name)} ${escaped(hello.version)}: ${exit === ExitCode.ok ? "conforms" : "does not conform"}`;
  const head = "| level | of | cases | failed | skipped | explored |\n| --- | --- | --- | --- | --- | --- |";
  const rows = suites.map(({ level, module, model, cases, failures, skipped, explored }) => {
    const extent =
      explored === undefined ? "" : `${grouped(explored.steps)} inputs, ${explored.complete ? "all states" : "budget spent"}`;
    return `| ${level} | ${escaped(`${module} ${model ?? ""}`.trim())} | ${cases} | ${failures.length} | ${skipped.length} | ${extent} |`;
  });
  const failed = suites.flatMap(({ failures }) => failures.slice(0, 1));
  const parts = failed.map(({ id, message, detail }) => `### ${escaped(id)}\n\n${escaped(message)}\n\n${fenced(detail ?? "")}`);
  return `${[title, ...parts, [head, ...rows].join("\n"), `${seconds.toFixed(1)} s.`].join("\n\n")}\n`;
}

const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>()#+!|~-]/g, "\\$&").replace(/\s+/g, " ");

/** The fence is longer than any run of backquotes in the text. */
function fenced(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}text\n${text}\n${fence}`;
}
