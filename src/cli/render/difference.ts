/** A counterexample in both worlds: the way to it, the step on which they differ, both source lines, and what differs. */

import { match } from "ts-pattern";
import { type Answer, type Difference, itfText, stepText } from "../../checker/index.ts";
import type { SourceRange } from "../../lib/source.ts";
import type { CodeLines } from "../code-lines.ts";
import type { Entry } from "../codec.ts";
import type { Guard } from "../outcome.ts";
import { place, type ReadSource } from "./errors.ts";
import type { Style } from "./style.ts";
import { compactTrace } from "./trace.ts";

export interface DifferenceContext {
  readonly entry: Entry;
  readonly read: ReadSource;
  readonly style: Style;
  /** Which conjunct each refusal stands for. */
  readonly guards: readonly Guard[];
  /** The code's lines for an action and a refusal. */
  readonly codeLines: (action: string, refusal?: string) => CodeLines;
}

export function differenceText(difference: Difference, context: DifferenceContext): string {
  const { entry, style } = context;
  const { kind, message, trace } = difference;
  const [left, right] = worldNames(entry);
  const title = `${entry.name}: ${style.bad(kindText(kind, left, right))}: ${message}`;
  const way = trace === undefined ? [] : [headline(style, wayText(difference)), compactTrace(trace)];
  return [title, ...way, ...stepParts(difference, context), ...variableParts(difference, left, right, style)].join("\n\n");
}

const headline = (style: Style, text: string): string => style.strong(text);

function worldNames({ kind }: Entry): readonly [spec: string, code: string] {
  return kind === "refinement" ? ["counted", "explicit"] : ["spec", "code"];
}

function kindText(kind: Difference["kind"], spec: string, code: string): string {
  return match(kind)
    .with("code-extra", () => `${code}-extra`)
    .with("spec-extra", () => `${spec}-extra`)
    .otherwise((other) => other);
}

function wayText({ trace, step, kind }: Difference): string {
  const length = (trace?.states.length ?? 1) - 1;
  const what = step === undefined ? "the state in question" : "the state in which they differ";
  const whose = kind === "shape" ? "" : step === undefined ? "" : ", which both take";
  return length === 0
    ? `An initial state is ${what}:`
    : `The shortest way to ${what}${whose} (${length} steps; variables that change):`;
}

/** The step on which the worlds differ: what each says, with its line. */
export function stepParts(difference: Difference, context: DifferenceContext): readonly string[] {
  const { step, spec, code } = difference;
  if (step === undefined) return [];
  const { entry, style, read } = context;
  const { at, ...label } = step;
  const head = `${headline(style, "The step on which they differ:")} ${stepText(label)}`;
  if (entry.kind === "refinement") return at === undefined ? [head] : [[head, ...place(at, read)].join("\n")];
  const sides = sidesOf(difference, context.guards, context.codeLines);
  return [
    head,
    [
      `${style.strong("spec")}  ${sides.spec.says}`,
      ...(sides.spec.at === undefined ? [] : place(sides.spec.at, read)),
      ...effects(spec),
    ].join("\n"),
    [
      `${style.strong("code")}  ${sides.code.says}`,
      ...(sides.code.at === undefined ? [] : place(sides.code.at, read)),
      ...effects(code),
    ].join("\n"),
  ];
}

/** What one world says of the step on which they differ, and the line that says it. */
export interface Side {
  readonly says: string;
  readonly at?: SourceRange;
}

export interface Sides {
  readonly spec: Side;
  readonly code: Side;
  /** The conjunct in question: the first false one, or the one that the code's refusal stands for. */
  readonly conjunct?: string;
}

/** Both worlds' answers to the step of a lockstep difference; without a step they say nothing. */
export function sidesOf(
  { step, spec, code }: Difference,
  guards: readonly Guard[],
  codeLines: DifferenceContext["codeLines"],
): Sides {
  if (step === undefined) return { spec: { says: "" }, code: { says: "" } };
  const guard = guards.find(({ conjunct, refusal }) => conjunct.startsWith(`${step.action}/`) && refusal === code?.refusal);
  const specPlace = spec?.conjunct?.at ?? guard?.at ?? step.at;
  const lines = codeLines(step.action, code?.refusal);
  const codePlace = code?.refusal === undefined ? lines.action : (lines.refusal ?? lines.action);
  const conjunct = spec?.conjunct?.id ?? guard?.conjunct;
  return {
    ...(conjunct === undefined ? {} : { conjunct }),
    spec: { says: specSays(spec, guard), ...(specPlace === undefined ? {} : { at: specPlace }) },
    code: { says: codeSays(code, spec, guard), ...(codePlace === undefined ? {} : { at: codePlace }) },
  };
}

function specSays(answer: Answer | undefined, guard: Guard | undefined): string {
  if (answer?.conjunct !== undefined)
    return `refuses: the first false conjunct is ${named(answer.conjunct.id, answer.conjunct.text)}`;
  return guard === undefined ? "takes the step" : `takes the step: ${named(guard.conjunct, guard.text)}, is true`;
}

function codeSays(answer: Answer | undefined, spec: Answer | undefined, guard: Guard | undefined): string {
  if (answer?.refusal === undefined) return "takes the step";
  const stands =
    guard === undefined || spec?.conjunct === undefined ? "" : `, which stands for ${named(guard.conjunct, guard.text)}`;
  return `refuses: "${answer.refusal}"${stands}`;
}

const named = (conjunct: string, text: string): string => `${conjunct}, ${text}`;

function effects(answer: Answer | undefined): readonly string[] {
  return answer?.effects === undefined ? [] : [`effects: ${itfText(answer.effects)}`];
}

function variableParts({ variables }: Difference, left: string, right: string, style: Style): readonly string[] {
  if (variables.length === 0) return [];
  const width = Math.max("before".length, left.length, right.length);
  const rows = variables.map(({ variable, before, spec, code }) =>
    [
      `  ${variable}`,
      `    ${"before".padEnd(width)}  ${before}`,
      `    ${left.padEnd(width)}  ${style.good(spec)}`,
      `    ${right.padEnd(width)}  ${style.bad(code)}`,
    ].join("\n"),
  );
  return [[headline(style, "Variables that differ after the step:"), ...rows].join("\n")];
}
