/** What `nexus replay` prints. */

import type { Difference, PartedVariable, Parting, Replay, TraceStep } from "../../checker/index.ts";
import { type ExitCode, unreachable } from "../../lib/errors.ts";
import { codeLines } from "../code-lines.ts";
import { guardsOf } from "../run-model.ts";
import type { TraceSource } from "../trace-source.ts";
import { stepParts } from "./difference.ts";
import { readSource } from "./source.ts";
import { counted, type Style } from "./style.ts";
import { callText } from "./trace.ts";

export const REPLAY_VERSION = 2;

/** `{"format": "nexus-replay", "version": 2, ...}`: values in neutral notation, positions from 1. */
export function replayJson(
  { file, trace, entry, system }: TraceSource,
  { steps, parting, states, violated }: Replay,
  exit: ExitCode,
): string {
  const document = {
    format: "nexus-replay",
    version: REPLAY_VERSION,
    trace: { file, format: trace.format, states: trace.states.length },
    model: entry.name,
    module: entry.module,
    worlds: system === null ? ["spec"] : ["spec", "code"],
    exit,
    steps,
    ...(parting === undefined ? {} : { parting }),
    states,
    violated,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The steps as a table, then where they part. */
export function replayText(source: TraceSource, result: Replay, style: Style): string {
  const { trace, system } = source;
  const { parting, violated, steps } = result;
  const lines = violated.map(({ state, world, invariant }) =>
    style.bad(`${invariant} is false in state ${state} of the ${world}.`),
  );
  const whole =
    parting !== undefined
      ? []
      : [
          `${counted(steps.length, "step")}: the trace is a behaviour of ${system === null ? "the spec" : "both worlds"}${trace.loop === undefined ? "" : `, back to state ${trace.loop + 1}`}.`,
        ];
  const parts = [
    sourceText(source),
    ...(steps.length === 0 ? [] : [tableText(result, source.model.spec.modelValues, style)]),
    ...(parting === undefined ? [] : partingParts(source, parting, style)),
    [...whole, ...lines].join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** `trace.json (TLC, 6 states) on MCGsiN10n2 (Gsi), spec and code`. */
export function sourceText({ file, trace, entry, system }: TraceSource): string {
  const worlds = system === null ? "the spec alone" : "spec and code";
  return `${file} (${trace.format}, ${counted(trace.states.length, "state")}) on ${entry.name} (${entry.module}), ${worlds}`;
}

const WIDEST_ACTION = 66;

function tableText({ steps }: Replay, modelValues: ReadonlySet<string>, style: Style): string {
  const textOf = (step: TraceStep) => callText(step, modelValues);
  const rows = steps.map(({ step, spec, code, internal }, i) => {
    const call = step === undefined ? (spec === "stutters" ? "(nothing changes)" : "?") : textOf(step);
    return {
      number: String(i + 1),
      call: call.length > WIDEST_ACTION ? `${call.slice(0, WIDEST_ACTION - 3)}...` : call,
      spec,
      code: code ?? "-",
      before: internal === undefined ? "" : `  after ${internal.map(textOf).join(", ")}`,
    };
  });
  const width = Math.max("step".length, ...rows.map(({ call }) => call.length));
  const word = (followed: string) =>
    ["takes", "stutters", "-"].includes(followed) ? style.good(followed.padEnd(9)) : style.bad(followed.padEnd(9));
  return [
    `  step  ${"action".padEnd(width)}  spec       code`,
    ...rows.map(({ number, call, spec, code, before }) =>
      `  ${number.padStart(4)}  ${call.padEnd(width)}  ${word(spec)}  ${word(code)}${before}`.trimEnd(),
    ),
  ].join("\n");
}

function partingParts(source: TraceSource, parting: Parting, style: Style): readonly string[] {
  const { at, message, named } = parting;
  const where = at === 0 ? "State 1" : `Step ${at}`;
  const name = named === undefined ? "" : ` (the trace names it ${named})`;
  return [
    `${style.strong(where)}: ${style.bad(message)}${name}`,
    ...bothWorlds(source, parting, style),
    ...variableParts(parting, style),
  ];
}

/** What each world says of the step, with its line, as for a difference of lockstep. */
function bothWorlds(
  { entry, model, system }: TraceSource,
  { step, spec, code, message }: Parting,
  style: Style,
): readonly string[] {
  if (step === undefined) return [];
  const difference: Difference = {
    kind: "refusal",
    message,
    step,
    ...(spec === undefined ? {} : { spec }),
    ...(code === undefined ? {} : { code }),
    variables: [],
  };
  const guards = system === null ? [] : guardsOf(model.spec, system);
  const lines = (action: string, refusal?: string) => codeLines(entry.module, action, refusal);
  const [, inSpec = unreachable("no spec"), inCode = ""] = stepParts(difference, {
    entry,
    read: readSource,
    style,
    guards,
    codeLines: lines,
  });
  if (code === undefined) return [inSpec];
  const isAsked = code.refusal !== undefined || code.next !== undefined;
  return [inSpec, isAsked ? inCode : `${style.strong("code")}  has no candidate for these arguments`];
}

function variableParts({ variables, at }: Parting, style: Style): readonly string[] {
  if (variables.length === 0) return [];
  const title = at === 0 ? "Variables that differ from the nearest initial state:" : "Variables that differ after the step:";
  const rows = variables.map((row) => {
    const lines = [...(at === 0 ? [] : [["before", row.before]]), ["trace", row.trace], ["spec", row.spec], ...codeRow(row)];
    return [`  ${row.variable}`, ...lines.map(([world = "", text]) => `    ${world.padEnd(6)}  ${text}`)].join("\n");
  });
  return [[style.strong(title), ...rows].join("\n")];
}

const codeRow = ({ code }: PartedVariable): readonly (readonly string[])[] => (code === null ? [] : [["code", code]]);
