/** `nexus nvm run`: a module on the step machine, from the command line. */

import { match } from "ts-pattern";
import { ExitCode, NexusError } from "../../lib/errors.ts";
import { SCHEDULE } from "../../nvm/gas/schedule.ts";
import { hex, LIMITS, type ModuleNames, moduleNames, type ValidModule, type ValType } from "../../nvm/index.ts";
import type { Instance } from "../../nvm/step/instantiate.ts";
import { createMachine } from "../../nvm/step/machine.ts";
import { run as runSteps } from "../../nvm/step/run.ts";
import { begin, beginInstance, type Report, type Settled, settle } from "../../nvm/step/settle.ts";
import { shownPath } from "../files.ts";
import { parseFlags } from "../flags.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "../verb.ts";
import { type Called, calledFunction, gasOf } from "./call.ts";
import { moduleOf } from "./module-file.ts";
import { Trace } from "./trace.ts";
import { valueText } from "./values.ts";

const flags = {
  invoke: { type: "string", placeholder: "NAME", about: "the exported function to call; _start if there is one" },
  gas: { type: "string", placeholder: "N", about: "gas of instantiation and call together; 1000000000 unless told" },
  trace: { type: "string", placeholder: "FILE", about: "each step: gas, depth, function, byte, instruction, top of the stack" },
  json: { type: "boolean", about: "one JSON document instead of the text" },
  help: helpFlag,
} as const;

export const RUN_VERSION = 1;

export const run: Verb = {
  name: "nvm run",
  summary: "Runs a WebAssembly module on the step machine: instantiates it and calls an exported function.",
  usage: "nexus nvm run FILE.wasm [--invoke NAME [ARG ...]] [--gas N] [--trace FILE] [--json]",
  about: [
    `Arguments are decimal or 0x numbers, nan, inf, 0x and 32 digits for vectors, null for references; negative ones stand after --. The
module must import nothing: this command has no host.`,
    "Exit codes: 0 it returned, 1 it trapped or ran out of gas, 2 usage or a refused module, 4 environment.",
  ],
  flags,
  examples: [
    ["nexus nvm run fac.wasm --invoke fac 10", "the results, one in a line; gas and steps on standard error"],
    [
      "nexus nvm run fac.wasm --invoke fac --json -- -1",
      "how it ended and where; spec/schema/nvm-run-result.schema.json describes it",
    ],
    ["nexus nvm run fac.wasm --invoke fac --trace steps.tsv 3", "every step as a line of a file"],
  ],
  run: async (argv, io) => runVerb(argv, io),
};

function runVerb(argv: readonly string[], io: Io): ExitCode {
  const { values, positionals } = parseFlags(flags, argv);
  if (values.help === true) {
    io.out(verbHelp(run));
    return ExitCode.ok;
  }
  const [file, ...args] = positionals;
  if (file === undefined) {
    throw new NexusError("bad-argument", "nvm run needs a module", { hint: "nexus help nvm run shows how it is used" });
  }
  const valid = moduleOf(file);
  const called = calledFunction(valid, values.invoke, args);
  const names = moduleNames(valid.module);
  const trace = values.trace === undefined ? undefined : new Trace(values.trace, valid, names);
  const outcome = runModule(valid, called, gasOf(values.gas), trace);
  trace?.close();
  return show(outcome, { valid, names, called, json: values.json === true, file: shownPath(file) }, io);
}

interface Outcome {
  readonly settled: Settled;
  /** Of both parts together. */
  readonly gasUsed: number;
  readonly steps: number;
  /** Whether the function was reached. */
  readonly instantiated: boolean;
}

function runModule(valid: ValidModule, called: Called | null, gas: number, trace: Trace | undefined): Outcome {
  const m = createMachine(LIMITS, SCHEDULE);
  const steps = (): number => trace?.run(m) ?? runSteps(m, Number.MAX_SAFE_INTEGER);
  const start = beginInstance(m, valid, () => undefined, gas);
  const taken = steps();
  const instantiated = settle(m, start);
  if (instantiated.kind !== "committed" || called === null) {
    return {
      settled: instantiated,
      gasUsed: instantiated.gasUsed,
      steps: taken,
      instantiated: instantiated.kind === "committed",
    };
  }
  const call = begin(m, addressOf(start.instance, called.name), called.words, gas - instantiated.gasUsed);
  const more = steps();
  const settled = settle(m, call);
  return { settled, gasUsed: instantiated.gasUsed + settled.gasUsed, steps: taken + more, instantiated: true };
}

const addressOf = ({ exports }: Instance, name: string): number => (exports.get(name) as { address: number }).address;

interface Shown {
  readonly valid: ValidModule;
  readonly names: ModuleNames;
  readonly called: Called | null;
  readonly json: boolean;
  readonly file: string;
}

function show({ settled, gasUsed, steps, instantiated }: Outcome, { names, called, json, file }: Shown, io: Io): ExitCode {
  const results = settled.kind === "committed" && called !== null ? valuesOf(called.type.results, settled.results) : [];
  const report = settled.kind === "rolled back" ? settled.report : undefined;
  if (json) {
    const outcome = report === undefined ? "returned" : report.kind === "out of gas" ? "out of gas" : "trapped";
    const versions = { schedule: SCHEDULE.version, limits: LIMITS.version };
    const document = {
      format: "nexus-nvm-run",
      version: RUN_VERSION,
      ...versions,
      file,
      outcome,
      results,
      gasUsed,
      steps,
      report,
    };
    io.out(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    for (const { type, value } of results) io.out(`${type} ${value}\n`);
    if (report !== undefined) io.err(`${reportText(report, names, instantiated)}\n`);
    io.err(`${gasUsed.toLocaleString("en-US")} gas, ${steps.toLocaleString("en-US")} steps\n`);
  }
  return report === undefined ? ExitCode.ok : ExitCode.violated;
}

/** Values take two words each, vectors four. */
function valuesOf(
  types: readonly ValType[],
  words: readonly number[],
): readonly { readonly type: ValType; readonly value: string }[] {
  let at = 0;
  return types.map((type) => {
    const start = at;
    at += type === "v128" ? 4 : 2;
    return { type, value: valueText(type, words.slice(start, at)) };
  });
}

function reportText({ kind, calls, gasReached }: Report, { functions }: ModuleNames, instantiated: boolean): string {
  const what = match(kind)
    .with("out of gas", () => "out of gas")
    .otherwise((trap) => `trap: ${trap}`);
  const lines = calls.map(({ func, offset }, i) => {
    const name =
      func === null
        ? "the module's segments and start"
        : `function ${func}${functions.has(func) ? ` ${functions.get(func)}` : ""}`;
    return `  ${i === 0 ? "in" : "called from"} ${name}, byte ${hex(offset)}`;
  });
  const when = instantiated ? "" : " while instantiating";
  return [`${what}${when}, after ${gasReached.toLocaleString("en-US")} gas; all is rolled back`, ...lines].join("\n");
}
