/** What `nexus explain` prints. */

import { compareItf, type Explained, type ExplainedGroup, itfText } from "../../checker/index.ts";
import type { Itf, ItfRecord } from "../../lib/data.ts";
import { formatPosition, type SourceRange } from "../../lib/source.ts";
import { codeLines } from "../code-lines.ts";
import type { LoadedModel } from "../load.ts";
import type { TraceSource } from "../trace-source.ts";
import { sourceText } from "./replay.ts";
import { readSource } from "./source.ts";
import { counted, type Style, wrap } from "./style.ts";
import { callText } from "./trace.ts";

export const EXPLAIN_VERSION = 1;

export interface ExplainedState {
  /** The number of the state, from 1. */
  readonly step: number;
  readonly state: ItfRecord;
  readonly explained: readonly Explained[];
}

const WIDTH = 100;

/** `{"format": "nexus-explain", "version": 1, ...}`: values in neutral notation, positions from 1. */
export function explainJson({ file, entry, model }: TraceSource, { step, state, explained }: ExplainedState): string {
  const actions = explained.map(({ groups, ...action }) => ({
    ...action,
    groups: groups.map((group) => ({
      ...group,
      mentions: group.conjunct === undefined ? [] : mentioned(model, group.conjunct.text),
    })),
  }));
  const document = { format: "nexus-explain", version: EXPLAIN_VERSION, trace: file, model: entry.name, step, state, actions };
  return `${JSON.stringify(document, null, 2)}\n`;
}

export function explainText(source: TraceSource, { step, state, explained }: ExplainedState, style: Style): string {
  const { modelValues } = source.model.spec;
  const variables = Object.entries(state).flatMap(([name, value]) => indented(`/\\ ${name} = ${itfText(value, modelValues)}`, 0));
  return `${[
    sourceText(source),
    [style.strong(`State ${step}`), ...variables].join("\n"),
    ...explained.map((action) => actionText(source, state, action, style)),
  ].join("\n\n")}\n`;
}

function actionText(source: TraceSource, state: ItfRecord, explained: Explained, style: Style): string {
  const { action, params, bindings, groups, at } = explained;
  const head = `${style.strong(params.length === 0 ? action : `${action}(${params.join(", ")})`)}  ${style.faint(formatPosition(at))}`;
  const blocks = groups.flatMap((group) => groupLines(source, state, explained, group, style));
  return [head, ...(bindings === 0 ? ["  refused: a domain is empty"] : blocks)].join("\n");
}

function groupLines(
  { model, entry, system }: TraceSource,
  state: ItfRecord,
  { action, params, bindings, groups }: Explained,
  { conjunct, code, bindings: of }: ExplainedGroup,
  style: Style,
): readonly string[] {
  const number = params.length === 0 ? "" : groups.length === 1 ? ` for all ${bindings}` : ` for ${of.length} of ${bindings}`;
  const which =
    params.length === 0 || groups.length === 1 ? [] : indented(bindingsText(action, params, of, model.spec.modelValues), 4);
  const inCode = code === null ? [] : indented(codeText(code, conjunct !== undefined, entry.module, action), 4);
  if (conjunct === undefined) return [`  ${style.good("enabled")}${number}`, ...which, ...inCode];
  const ordinal = conjunct.id.slice(conjunct.id.indexOf("/") + 1);
  const values = mentioned(model, conjunct.text).flatMap((name) =>
    indented(`${name} = ${itfText(state[name] as Itf, model.spec.modelValues)}`, 6),
  );
  return [
    ...indented(`${style.bad("refused")}${number}: ${ordinal}, ${conjunct.text}`, 2),
    ...which,
    `    ${formatPosition(conjunct.at)}`,
    ...values,
    ...(system === null ? [] : inCode),
  ];
}

function codeText(code: NonNullable<ExplainedGroup["code"]>, isRefused: boolean, module: string, action: string): string {
  if (code.takes) return isRefused ? "code takes it: the worlds differ" : "code takes it too";
  if (code.refusal === null) return "code has no candidate for these arguments: the worlds differ";
  const { refusal } = codeLines(module, action, code.refusal);
  const differs = isRefused ? "" : ": the worlds differ";
  return `code "${code.refusal}"${refusal === undefined ? "" : ` ${formatPosition(refusal)}`}${differs}`;
}

const MOST_LISTED = 12;

/** Bindings as one product of sets where they are one, else as a list. */
function bindingsText(
  action: string,
  params: readonly string[],
  bindings: readonly ItfRecord[],
  modelValues: ReadonlySet<string>,
): string {
  const sets = params.map((param) => distinct(bindings.map((args) => args[param] as Itf)));
  if (
    sets.reduce((size, { length }) => size * length, 1) === bindings.length &&
    sets.every(({ length }) => length <= MOST_LISTED)
  ) {
    return params
      .map((param, i) => {
        const values = (sets[i] as readonly Itf[]).map((value) => itfText(value, modelValues));
        return values.length === 1 ? `${param} = ${values[0]}` : `${param} in {${values.join(", ")}}`;
      })
      .join(", ");
  }
  const calls = bindings.slice(0, MOST_LISTED).map((args) => callText({ action, args }, modelValues));
  const more = bindings.length - calls.length;
  return `${calls.join(", ")}${more === 0 ? "" : `, and ${counted(more, "other")}`}`;
}

function distinct(values: readonly Itf[]): readonly Itf[] {
  const sorted = values.toSorted(compareItf);
  return sorted.filter((value, i) => i === 0 || compareItf(sorted[i - 1] as Itf, value) !== 0);
}

/** The variables that a text mentions, directly or through definitions, in their order. */
export function mentioned({ spec }: Pick<LoadedModel, "spec">, text: string): readonly string[] {
  const seen = new Set<string>();
  const read = (of: string): void => {
    for (const [name] of of.replace(/"(?:[^"\\]|\\.)*"/g, "").matchAll(/(?<![\w\\.])[A-Za-z_]\w*/g)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const at = spec.definition(name);
      if (at !== undefined) read(textIn(at));
    }
  };
  read(text);
  return spec.variables.filter((name) => seen.has(name));
}

/** The text of a range of lines, without comments. */
function textIn({ file, start, end }: SourceRange): string {
  const lines = (readSource(file) ?? "").split("\n").slice(start.line - 1, end.line);
  return lines
    .map((line) => line.replace(/\\\*.*$/, ""))
    .join("\n")
    .replace(/\(\*[\s\S]*?\*\)/g, "");
}

const indented = (text: string, indent: number): readonly string[] =>
  wrap(text, WIDTH - indent - 2).map((line, i) => `${" ".repeat(i === 0 ? indent : indent + 2)}${line}`);
