/** Traces in TLC's textual form. */

import type { Itf, ItfRecord } from "../lib/data.ts";
import { isFieldName } from "../lib/field-name.ts";
import type { SourceRange } from "../lib/source.ts";
import { compareItf, isMap, isSet, isTuple, sortedElements, sortedPairs } from "./itf-order.ts";
import type { Trace, TraceStep } from "./trace.ts";

export interface TraceTextOptions {
  /** Put `* ` before each variable that the step changed, two blanks before the others. */
  readonly markChanges?: boolean;
  /** Strings that stand for model values, and are written without quotes. */
  readonly modelValues?: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/** One paragraph per state: `State 2: <Claim(x = 3) line 40, col 1 to line 52, col 30 of module Gsi>`, then its variables. */
export function traceText(trace: Trace, { markChanges = false, modelValues = none }: TraceTextOptions = {}): string {
  const paragraphs = trace.states.map((state, i) => {
    const step = trace.steps[i - 1];
    const label = step === undefined ? "<Initial predicate>" : `<${stepText(step, modelValues)}>`;
    const shown = trace.aliases?.[i];
    const before = markChanges ? ((trace.aliases ?? trace.states)[i - 1] ?? shown ?? state) : undefined;
    const vars = shown === undefined ? trace.vars : Object.keys(shown);
    return `State ${i + 1}: ${label}\n${stateText(vars, shown ?? state, before, modelValues)}`;
  });
  if (trace.loop !== undefined) paragraphs.push(`${loopText(trace, trace.loop, modelValues)}\n`);
  return paragraphs.join("\n");
}

/** `Back to state 3: <Tick line ...>`, or `State 5: Stuttering`. */
export function loopText({ states, closing }: Trace, loop: number, modelValues = none): string {
  if (closing !== undefined) return `Back to state ${loop + 1}: <${stepText(closing, modelValues)}>`;
  return loop === states.length - 1 ? `State ${states.length + 1}: Stuttering` : `Back to state ${loop + 1}`;
}

/** `Claim(x = 3, o = "bad") line 40, col 1 to line 52, col 30 of module Gsi`; the position only where it is known. */
export function stepText({ action, args, at }: TraceStep, modelValues = none): string {
  const parts = Object.entries(args).map(([name, value]) => `${name} = ${itfText(value, modelValues)}`);
  const call = parts.length === 0 ? action : `${action}(${parts.join(", ")})`;
  return at === undefined ? call : `${call} ${rangeText(at)}`;
}

/** A position as TLC prints it. */
export function rangeText({ file, start, end }: SourceRange): string {
  const module = file.replace(/^.*[/\\]/, "").replace(/\.tla$/, "");
  return `line ${start.line}, col ${start.column} to line ${end.line}, col ${end.column} of module ${module}`;
}

/** One line per variable; with `before`, lines of changed variables are marked. */
function stateText(
  vars: readonly string[],
  state: ItfRecord,
  before: ItfRecord | undefined,
  modelValues: ReadonlySet<string>,
): string {
  return vars
    .map((name) => {
      const value = state[name] as Itf;
      const line = `/\\ ${name} = ${itfText(value, modelValues)}\n`;
      if (before === undefined) return line;
      const was = before[name];
      return was !== undefined && compareItf(value, was) === 0 ? `  ${line}` : `* ${line}`;
    })
    .join("");
}

/**
 * A value as TLC prints it: sets in order, functions as `(1 :> "a" @@ 2 :> "b")`, those of names as records, however the notation has
 * them, and the empty function as `<<>>`. A string that is a model value's name cannot be told from the model value.
 */
export function itfText(value: Itf, modelValues = none): string {
  const text = (part: Itf): string => itfText(part, modelValues);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return modelValues.has(value) ? value : JSON.stringify(value);
  if (isTuple(value)) return `<<${value["#tup"].map(text).join(", ")}>>`;
  if (isSet(value)) return `{${sortedElements(value["#set"]).map(text).join(", ")}}`;
  const pairs = sortedPairs(isMap(value) ? value["#map"] : Object.entries(value));
  if (pairs.every(([key], i) => key === i + 1)) return `<<${pairs.map(([, image]) => text(image)).join(", ")}>>`;
  if (pairs.every(([key]) => typeof key === "string" && isFieldName(key) && !modelValues.has(key))) {
    return `[${pairs.map(([key, image]) => `${key} |-> ${text(image)}`).join(", ")}]`;
  }
  return `(${pairs.map(([key, image]) => `${text(key)} :> ${text(image)}`).join(" @@ ")})`;
}
