/** What the evaluator of TLA+ says of a trace: accepted, or refused where and why. */

import { type Reason, readTrace, replay, validateLogs } from "../../../checker/index.ts";
import { NexusError, unreachable } from "../../../lib/errors.ts";
import type { Spec } from "../../../lib/spec.ts";
import { type LogText, readLogTexts } from "../../trace/read-logs.ts";

/** A line of a log, from 1; or a step of a trace, from 1. */
export type PlaceInTrace = { readonly file: string; readonly line: number } | { readonly step: number };

/** The first false conjunct, the variable that differs, that the effects differ, or what is wrong with the form. */
export type WhyRefused =
  | { readonly conjunct: string }
  | { readonly variable: string }
  | { readonly effects: "differ" }
  | { readonly form: string };

export type TraceVerdict =
  | { readonly verdict: "accepted" }
  | { readonly verdict: "refused" | "malformed"; readonly at: PlaceInTrace; readonly because: WhyRefused };

/** More pairs of a prefix and a state than any of these logs needs. */
const LIMIT = 1_000_000;

export function judgedLogs(spec: Spec, texts: readonly LogText[]): TraceVerdict {
  try {
    const { headers, logs, places } = readLogTexts(texts);
    const unlogged = headers.flatMap((header) => header.unlogged);
    const validation = validateLogs(spec, logs, { unlogged, limit: LIMIT });
    if (validation.verdict === "accepted") return { verdict: "accepted" };
    if (validation.verdict === "inconclusive") return unreachable("a log that is too long");
    const [log, position] = validation.event;
    const { file, line } = places[log]?.[position] ?? unreachable("an event without a place");
    return { verdict: "refused", at: { file, line }, because: whyOf(validation.reason) };
  } catch (error) {
    if (!(error instanceof NexusError) || error.at === undefined) throw error;
    return {
      verdict: "malformed",
      at: { file: error.at.file, line: error.at.start.line },
      because: { form: error.message.split(":")[0] as string },
    };
  }
}

function whyOf(reason: Reason): WhyRefused {
  if ("conjunct" in reason) return { conjunct: reason.conjunct.id };
  return "variable" in reason ? { variable: reason.variable } : { effects: "differ" };
}

export function judgedTrace(spec: Spec, text: string): TraceVerdict {
  const { parting } = replay(spec, null, readTrace(text));
  if (parting === undefined) return { verdict: "accepted" };
  const [variable] = parting.variables;
  const conjunct = parting.spec?.conjunct?.id;
  const because = conjunct !== undefined ? { conjunct } : { variable: variable?.variable ?? unreachable("nothing differs") };
  return { verdict: "refused", at: { step: parting.at }, because };
}
