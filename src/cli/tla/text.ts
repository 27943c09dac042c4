/** The result of a check for people: what was found, the behaviour in TLC's textual form, coverage, figures. */

import { basename } from "node:path";
import type { Trace } from "../../checker/index.ts";
import { stepText, traceText } from "../../checker/trace-text.ts";
import { formatPosition } from "../../lib/source.ts";
import { place, type ReadSource } from "../render/errors.ts";
import { counted, grouped, type Style } from "../render/style.ts";
import { compactTrace } from "../render/trace.ts";
import { tlcText } from "../tlc/text.ts";
import { blockedText } from "./blocked-text.ts";
import type { ActionCount, TlaFinding } from "./job.ts";

export interface TextOptions {
  /** The root module's file. */
  readonly file: string;
  readonly read: ReadSource;
  readonly style: Style;
  /** Show only the variables that each step changes. */
  readonly differences: boolean;
}

export function tlaText(finding: TlaFinding, options: TextOptions): string {
  const { read, style, differences } = options;
  const { trace, during, property, actions, model, blocked = [] } = finding;
  const modelValues = new Set(model?.modelValues ?? []);
  const paragraphs = [
    [headline(finding, options), ...(property?.at === undefined ? [] : place(property.at, read))].join("\n"),
    ...(trace === undefined
      ? []
      : [differences ? compactTrace(trace, modelValues) : traceText(trace, { modelValues }).trimEnd()]),
    ...(during === undefined ? [] : [`The step that fails: <${stepText(during, modelValues)}>`]),
    ...(blocked.length === 0 ? [] : [blockedText(blocked, modelValues, style)]),
    ...(actions.length === 0 || finding.verdict === "error" ? [] : [coverageText(actions, style)]),
    figuresText(finding),
    ...(finding.tlc === undefined ? [] : [tlcText(finding.tlc, style)]),
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

/** One sentence that says what was found, and of what. */
function headline(finding: TlaFinding, { file, style }: TextOptions): string {
  const { verdict, model, property, trace, limit } = finding;
  const name = model?.module ?? basename(file, ".tla");
  switch (verdict) {
    case "ok":
      return `${name}: ${style.good("ok")}, ${claims(finding)}`;
    case "violated":
      return `${name}: ${style.bad(`the ${property?.kind ?? "property"} ${property?.name} is false`)} ${where(trace)}`.trimEnd();
    case "deadlock":
      return `${name}: ${style.bad("deadlock")}, no step is possible ${where(trace)}`;
    case "inconclusive":
      return `${name}: ${style.warn("inconclusive")}, ${limitText(limit)}`;
    case "error":
      return `${name}: ${style.bad("error")}${trace === undefined ? "" : `, evaluation fails ${where(trace)}`}`;
  }
}

function claims({ model, temporal }: TlaFinding): string {
  if (model === undefined || model.assumptionsOnly) return "the assumptions hold, and there is no behaviour to explore";
  const { invariants, checkDeadlock } = model;
  return [
    "all reachable states were visited",
    ...(invariants.length === 0 ? [] : [`${invariants.join(", ")} hold${invariants.length === 1 ? "s" : ""}`]),
    ...temporal.map(({ name, needsFairness }) => `${name} holds${needsFairness ? " (it needs the fairness)" : ""}`),
    ...(checkDeadlock ? ["no deadlock"] : ["deadlock was not checked"]),
  ].join("; ");
}

function where(trace: Trace | undefined): string {
  if (trace === undefined) return "";
  if (trace.loop !== undefined) return trace.closing === undefined ? "if nothing happens any more" : "on a cycle";
  return trace.steps.length === 0 ? "in an initial state" : `after ${counted(trace.steps.length, "step")}`;
}

const limits: { readonly [limit in NonNullable<TlaFinding["limit"]>]: string } = {
  states: "the limit on states was reached (--max-states)",
  memory: "the memory is full (--max-memory)",
  depth: "the limit on the depth was reached",
  stopped: "the check was interrupted",
  simulation: "nothing was wrong in the behaviours that were drawn, which is no proof",
  constraint: "a constraint cuts behaviours off, so that temporal properties are not decided",
};

const limitText = (limit: TlaFinding["limit"]): string => (limit === undefined ? "a limit was reached" : limits[limit]);

/** One row for each action: how often it was taken, and to how many states first. */
function coverageText(actions: readonly ActionCount[], style: Style): string {
  const rows = actions.map(({ name, taken, discovered, at }) => [
    name,
    grouped(taken),
    discovered === undefined ? "-" : grouped(discovered),
    at === undefined ? "" : formatPosition(at),
  ]);
  const head = ["action", "taken", "new states", ""];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] as string).length)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 || i === 3 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)));
  const text = (row: readonly string[]) => `  ${line(row).join("  ")}`.trimEnd();
  return [style.faint(text(head)), ...rows.map((row) => (row[1] === "0" ? style.warn(text(row)) : text(row)))].join("\n");
}

function figuresText({ distinct, generated, depth, simulation, collisions, seconds }: TlaFinding): string {
  const figures = [
    ...(simulation === undefined
      ? []
      : [counted(simulation.drawn, "behaviour"), counted(simulation.steps, "step"), `seed ${simulation.seed}`]),
    ...(distinct === undefined ? [] : [counted(distinct, "distinct state")]),
    ...(generated === undefined ? [] : [`${grouped(generated)} generated`]),
    ...(depth === undefined ? [] : [`depth ${grouped(depth)}`]),
    ...(collisions === undefined ? [] : [`a state was missed with probability ${collisions.optimistic.toExponential(1)}`]),
    `${seconds.toFixed(1)} s`,
  ];
  return figures.join(", ");
}
