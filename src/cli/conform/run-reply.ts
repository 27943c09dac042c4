/** What an implementation says of programs, read strictly. */

import { BadValue } from "../../checker/index.ts";
import { TRAPS } from "../../nvm/rules/ir.ts";
import type { Ended, Roots } from "../vectors/nvm/host.ts";
import type { TraceStep } from "../vectors/nvm/meter.ts";
import { REFUSALS, type RunInput, type RunOutput } from "../vectors/nvm/suite.ts";
import { arrayAt, fieldsOf, numberAt, oneAt } from "./strict.ts";

const ENDS = ["returned", "out of gas", ...TRAPS.slice(1)] as const;
const RETURNED = "returned";

/** Reads the answer to a case. Throws {@link BadValue} where it has not the form of docs/runner-protocol.md. */
export function runOutputAt(value: unknown, path: string, { calls, parts }: RunInput): RunOutput {
  if (typeof value === "object" && value !== null && "refused" in value) {
    const { refused } = fieldsOf(value, path, ["refused"]);
    return { refused: oneAt(refused, `${path}.refused`, REFUSALS) };
  }
  const given = arrayAt(fieldsOf(value, path, ["runs"]).runs, `${path}.runs`);
  const runs = given.map((run, i) => endedAt(run, `${path}.runs[${i}]`, i === 0, parts));
  const expected = runs[0]?.end === RETURNED ? 1 + calls.length : 1;
  if (runs.length !== expected)
    throw new BadValue(`${path}.runs`, `${expected} of them: instantiating, and each call if that returned`);
  return { runs };
}

/** Instantiating has no results and no trace, and leaves no state if it does not return. */
function endedAt(value: unknown, path: string, isStart: boolean, parts: RunInput["parts"]): Ended {
  const end = endAt(value, path);
  const hasResults = !isStart && end === RETURNED;
  const hasState = parts.includes("state") && (!isStart || end === RETURNED);
  const hasTrace = parts.includes("trace") && !isStart;
  const { gas, results, state, trace } = fieldsOf(value, path, [
    ...["end", "gas"],
    ...(hasResults ? ["results"] : []),
    ...(hasState ? ["state"] : []),
    ...(hasTrace ? ["trace"] : []),
  ]);
  return {
    end,
    gas: wholeAt(gas, `${path}.gas`),
    ...(hasResults
      ? { results: arrayAt(results, `${path}.results`).map((each, i) => bitsAt(each, `${path}.results[${i}]`)) }
      : {}),
    ...(hasState ? { state: rootsAt(state, `${path}.state`) } : {}),
    ...(hasTrace ? { trace: arrayAt(trace, `${path}.trace`).map((step, i) => stepAt(step, `${path}.trace[${i}]`)) } : {}),
  };
}

function endAt(value: unknown, path: string): string {
  const end = typeof value === "object" && value !== null && "end" in value ? value.end : undefined;
  if (end === undefined) throw new BadValue(path, 'the key "end"');
  return oneAt(end as string, `${path}.end`, ENDS);
}

function wholeAt(value: unknown, path: string): number {
  if (Number.isInteger(value)) return numberAt(value, path, 0, Number.MAX_SAFE_INTEGER);
  throw new BadValue(path, "a whole number from 0 to 2^53 - 1");
}

function bitsAt(value: unknown, path: string): string {
  if (typeof value === "string" && /^(0|[1-9a-f][0-9a-f]{0,31})$/.test(value)) return value;
  throw new BadValue(path, "a value's bits in hexadecimal: lower case, without leading zeros");
}

function rootAt(value: unknown, path: string): string {
  if (typeof value === "string" && /^[0-9a-f]{64}$/.test(value)) return value;
  throw new BadValue(path, "a root: 64 hexadecimal digits");
}

function rootsAt(value: unknown, path: string): Roots {
  const { globals, tables, memory } = fieldsOf(value, path, ["globals", "tables"], ["memory"]);
  return {
    globals: rootAt(globals, `${path}.globals`),
    tables: arrayAt(tables, `${path}.tables`).map((each, i) => rootAt(each, `${path}.tables[${i}]`)),
    ...(memory === undefined ? {} : { memory: rootAt(memory, `${path}.memory`) }),
  };
}

function stepAt(value: unknown, path: string): TraceStep {
  const [offset, gas, pushed, ...more] = arrayAt(value, path);
  if (pushed === undefined || more.length > 0) throw new BadValue(path, "the place, the gas that is left, and a value or null");
  return [wholeAt(offset, `${path}[0]`), wholeAt(gas, `${path}[1]`), pushed === null ? null : bitsAt(pushed, `${path}[2]`)];
}
