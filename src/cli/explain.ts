/** `nexus explain`: why each action is or is not possible at a state of a trace. */

import { explain as explainState, replay } from "../checker/index.ts";
import { ExitCode, NexusError } from "../lib/errors.ts";
import { defaultSpecDir } from "./files.ts";
import { parseCount, parseFlags } from "./flags.ts";
import { explainJson, explainText } from "./render/explain.ts";
import { styleOf } from "./render/style.ts";
import { oneTrace, traceFlags } from "./replay.ts";
import { openTrace } from "./trace-source.ts";
import { type Io, type Verb, verbHelp } from "./verb.ts";

const flags = {
  step: { type: "string", placeholder: "K", about: "the state from which step K leads: 1 is the initial state" },
  ...traceFlags,
} as const;

export const explain: Verb = {
  name: "explain",
  summary: "Says of every action at a state of a trace whether it is possible, or which conjunct is false first.",
  usage: "nexus explain TRACE --step K [--module M] [--model N]",
  about: [
    `For every action with every binding of its arguments, grouped: enabled, or the first false conjunct with the variables that
it mentions, directly or through definitions, and what the code says. The trace is found and replayed as by nexus replay.`,
  ],
  flags,
  examples: [["nexus explain GsiNoAppeal.json --step 5 --model MCGsiN10n2", "what could have happened instead of step 5"]],
  run: async (argv, io) => run(argv, io),
};

function run(argv: readonly string[], io: Io): ExitCode {
  const { values, positionals } = parseFlags(flags, argv);
  if (values.help === true) {
    io.out(verbHelp(explain));
    return ExitCode.ok;
  }
  const path = oneTrace("explain", positionals);
  if (values.step === undefined)
    throw new NexusError("bad-flag", "explain needs --step", { hint: "--step 1 is the initial state" });
  const step = parseCount("step", values.step);
  const source = openTrace({ path, specDir: values["spec-dir"] ?? defaultSpecDir, module: values.module, model: values.model });
  const { trace, model, system, file } = source;
  if (step > trace.states.length) {
    throw new NexusError("bad-flag", `--step ${step} is beyond the trace, which has ${trace.states.length} states`);
  }
  const { parting, last } = replay(model.spec, system, trace, step - 1);
  if (parting !== undefined || last === null) {
    const where = parting?.at === 0 ? "at its first state" : `at step ${parting?.at}`;
    throw new NexusError("trace-parts", `${file}: the trace leaves ${source.entry.name} ${where}, before state ${step}`, {
      hint: "nexus replay shows where and why",
      exit: ExitCode.violated,
    });
  }
  const explained = explainState(model.spec, system, last.spec, last.code);
  const at = { step, state: model.spec.states.show(last.spec), explained };
  io.out(values.json === true ? explainJson(source, at) : explainText(source, at, styleOf(io.colour && io.outIsTerminal)));
  return ExitCode.ok;
}
