/** `nexus replay`: takes the spec and the code along a trace, and shows where they part. */

import { replay as follow } from "../checker/index.ts";
import { ExitCode, NexusError } from "../lib/errors.ts";
import { defaultSpecDir } from "./files.ts";
import { parseFlags } from "./flags.ts";
import { replayJson, replayText } from "./render/replay.ts";
import { styleOf } from "./render/style.ts";
import { openTrace } from "./trace-source.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "./verb.ts";

export const traceFlags = {
  module: { type: "string", placeholder: "M", about: "a model of this module" },
  model: { type: "string", placeholder: "N", about: "this model; else the first, code first, in which the trace can begin" },
  json: { type: "boolean", about: "one JSON document" },
  "spec-dir": { type: "string", placeholder: "DIR", about: "a directory of specs with a manifest.json" },
  help: helpFlag,
} as const;

export const replay: Verb = {
  name: "replay",
  summary: "Takes the spec and the code along a trace, step by step, and shows where they part.",
  usage: "nexus replay TRACE [--module M] [--model N]",
  about: [
    `TRACE is ITF, as --out-itf and other tools write it, or what TLC writes with -dumpTrace json. A step that the trace does
not name, or not with all arguments, is found by the state that it leads to; where none leads there, the one that leads
nearest is shown.`,
    `A wrong variant's counterexample is replayed on the right module and its code with --model, and on the variant by the
variant's name.`,
    `Exit codes: 0 the trace is a behaviour of both worlds and no invariant is false on it, 1 they part or an invariant is
false, 2 the trace is malformed.`,
  ],
  flags: traceFlags,
  examples: [
    ["nexus replay trace.itf.json", "a trace of nexus check --out-itf"],
    ["nexus replay GsiNoAppeal.json --model MCGsiN10n2", "TLC's counterexample of a wrong variant, on the code"],
  ],
  run: async (argv, io) => run(argv, io),
};

function run(argv: readonly string[], io: Io): ExitCode {
  const { values, positionals } = parseFlags(traceFlags, argv);
  if (values.help === true) {
    io.out(verbHelp(replay));
    return ExitCode.ok;
  }
  const path = oneTrace("replay", positionals);
  const source = openTrace({ path, specDir: values["spec-dir"] ?? defaultSpecDir, module: values.module, model: values.model });
  const result = follow(source.model.spec, source.system, source.trace);
  const exit = result.parting === undefined && result.violated.length === 0 ? ExitCode.ok : ExitCode.violated;
  io.out(
    values.json === true ? replayJson(source, result, exit) : replayText(source, result, styleOf(io.colour && io.outIsTerminal)),
  );
  return exit;
}

/** The one trace that a verb is about. */
export function oneTrace(verb: string, [path, ...more]: readonly string[]): string {
  if (path !== undefined && more.length === 0) return path;
  throw new NexusError("bad-argument", `${verb} needs one trace`, { hint: `nexus help ${verb} shows how it is used` });
}
