/** Traces for terminals: TLC's textual form with the variables that change, as TLC's `-difftrace` prints them. */

import type { Trace, TraceStep } from "../../checker/index.ts";
import { compareItf } from "../../checker/itf-order.ts";
import { itfText, loopText, stepText } from "../../checker/trace-text.ts";
import type { Itf } from "../../lib/data.ts";

/** The first state whole, then for each step its label and the variables that it changed; model values stand without quotes. */
export function compactTrace(trace: Trace, modelValues?: ReadonlySet<string>): string {
  const { vars, states, steps, loop } = trace;
  const paragraphs = states.map((state, i) => {
    const step = steps[i - 1];
    const before = states[i - 1];
    const changed = vars.filter((name) => before === undefined || compareItf(state[name] as Itf, before[name] as Itf) !== 0);
    const lines = changed.map((name) => `/\\ ${name} = ${itfText(state[name] as Itf, modelValues)}`);
    const label = step === undefined ? "<Initial predicate>" : `<${stepText(step, modelValues)}>`;
    return [`State ${i + 1}: ${label}`, ...(lines.length === 0 ? ["(nothing changes)"] : lines)].join("\n");
  });
  if (loop !== undefined) paragraphs.push(loopText(trace, loop, modelValues));
  return paragraphs.join("\n");
}

/** How a behaviour fails a property, in words that fit before or behind the number of its steps. */
export function failureText(property: string | undefined, trace: Trace | undefined): string {
  if (trace?.loop === undefined) return `${property} is false`;
  return `${property} fails: ${trace.closing === undefined ? "nothing need happen" : `a cycle leads back to state ${trace.loop + 1}`}`;
}

/** `Vote x3, Assert, Claim`: actions in their order, repetitions counted. */
export function actionSummary(actions: readonly string[]): string {
  const runs: { readonly name: string; count: number }[] = [];
  for (const name of actions) {
    const last = runs.at(-1);
    if (last?.name === name) last.count += 1;
    else runs.push({ name, count: 1 });
  }
  return runs.map(({ name, count }) => (count === 1 ? name : `${name} x${count}`)).join(", ");
}

/** A step as a call, its arguments in the order of the parameters: `Claim(13, "bad")`. */
export function callText({ action, args }: TraceStep, modelValues?: ReadonlySet<string>): string {
  const values = Object.values(args).map((value) => itfText(value, modelValues));
  return values.length === 0 ? action : `${action}(${values.join(", ")})`;
}
