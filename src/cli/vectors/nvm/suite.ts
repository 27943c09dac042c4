/** Suites of programs: what an implementation is given with the op `run`, and what it must answer. */

import { type Call, type Ended, HostProgram } from "./host.ts";
import { planOf, type Source } from "./notation.ts";

/** What is compared besides ends, results and gas. */
export const PARTS = ["state", "trace"] as const;
export type Part = (typeof PARTS)[number];

/** A module to be instantiated with so much gas, and calls of its functions. */
export interface RunInput {
  /** The bytes in hexadecimal. */
  readonly module: string;
  readonly gas: number;
  readonly calls: readonly Call[];
  readonly parts: readonly Part[];
}

/** Why a module is not run. */
export const REFUSALS = ["malformed", "invalid", "limit", "unlinkable"] as const;
export type Refusal = (typeof REFUSALS)[number];

/** How instantiating and the calls ended; calls only where there is an instance. */
export type RunOutput = { readonly refused: Refusal } | { readonly runs: readonly Ended[] };

export interface ProgramCase {
  readonly id: string;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly input: RunInput;
  readonly output: RunOutput;
  /** Where a refused module is wrong: informative, and not compared. */
  readonly place?: { readonly section: string; readonly offset: number };
}

/** A file of `vectors/programs`: `spec/schema/vectors-programs.schema.json`. */
export interface ProgramSuite {
  readonly suite: string;
  readonly description: string;
  /** Where the expected results come from. */
  readonly source: string;
  readonly flags: { readonly [flag: string]: string };
  readonly cases: readonly ProgramCase[];
}

/** A program with what it is asked. */
export interface Asked {
  readonly id: string;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly source: Source;
  /** Calls, with gas that suffices for anything unless told. */
  readonly calls?: readonly (Omit<Call, "gas"> & { readonly gas?: number })[];
  /** Of instantiating. */
  readonly gas?: number;
  readonly parts?: readonly Part[];
}

/** Gas of a call that is not about gas. */
export const ENOUGH = 100_000_000;

export function caseOf({ id, comment, flags, source, calls = [], gas = ENOUGH, parts = [] }: Asked): ProgramCase {
  const program = new HostProgram(planOf(source));
  const asked = calls.map((call) => ({ ...call, gas: call.gas ?? ENOUGH }));
  const started = program.start(gas);
  const ran = started.end === "returned" ? asked.map((call) => program.call(call)) : [];
  const module = Buffer.from(program.emitted.bytes).toString("hex");
  return {
    id,
    comment,
    flags,
    input: { module, gas, calls: asked, parts },
    output: { runs: [started, ...ran].map((run, i) => shown(run, i === 0 ? parts.filter((part) => part !== "trace") : parts)) },
  };
}

/** Only what is asked for. */
function shown({ end, gas, results, state, trace }: Ended, parts: readonly Part[]): Ended {
  return {
    end,
    gas,
    ...(results === undefined ? {} : { results }),
    ...(state !== undefined && parts.includes("state") ? { state } : {}),
    ...(trace !== undefined && parts.includes("trace") ? { trace } : {}),
  };
}
