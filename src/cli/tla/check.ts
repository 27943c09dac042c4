/** `nexus tla check`: explores anyone's model. */

import { ExitCode, NexusError } from "../../lib/errors.ts";
import { checkFlags } from "../check/flags.ts";
import { wayOf } from "../check/way.ts";
import { commandLine } from "../command-line.ts";
import { shownPath } from "../files.ts";
import { type Parsed, parseCount, parseFlags } from "../flags.ts";
import { interruptible } from "../interrupt.ts";
import { defaultBytes } from "../pool.ts";
import { problemOf } from "../problem.ts";
import type { JobEnd } from "../thread.ts";
import { engineOf, tlcFlags, tlcSeconds } from "../tlc/flags.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "../verb.ts";
import { packageVersion } from "../version.ts";
import { oneFile, tlaFlags } from "./flags.ts";
import type { TlaFinding, TlaJob } from "./job.ts";
import { checkJson } from "./json.ts";
import { report } from "./report.ts";
import { runInThread } from "./run-in-thread.ts";

const flags = {
  ...tlaFlags,
  deadlock: { type: "string", placeholder: "on|off", about: "off: states without successors are no error; else as the cfg says" },
  workers: checkFlags.workers,
  dfs: checkFlags.dfs,
  simulate: checkFlags.simulate,
  seed: checkFlags.seed,
  "max-steps": checkFlags["max-steps"],
  fingerprint: checkFlags.fingerprint,
  "max-states": { type: "string", placeholder: "N", about: "states to store; more makes it inconclusive (500_000, 2M)" },
  "max-memory": {
    type: "string",
    placeholder: "BYTES",
    about: "bytes for states, and for values (500M, 2GiB); half of the memory unless told",
  },
  ...tlcFlags,
  difftrace: { type: "boolean", about: "show only the variables that each step changes" },
  "out-itf": { type: "string", placeholder: "FILE", about: "write the counterexample as an ITF trace" },
  json: { type: "boolean", about: "one JSON document instead of the text" },
  help: helpFlag,
} as const;

export const check: Verb = {
  name: "tla check",
  summary: "Explores all states of a TLA+ model, as TLC does, and checks what its cfg names.",
  usage: "nexus tla check FILE.tla [--config FILE.cfg]",
  about: [
    `FILE.tla is the root module, and FILE.cfg beside it its model unless --config names another. Invariants, temporal
properties, deadlock and assumptions are checked as the cfg says; counterexamples are shortest ones.`,
    `Exit codes: 0 all that the cfg asks holds, 1 something is violated or a deadlock, 2 the module or cfg is malformed or
cannot be evaluated, 3 inconclusive (a limit was reached), 4 environment, 70 a bug in nexus, 130 interrupted.`,
  ],
  flags,
  examples: [
    ["nexus tla check Raft.tla", "the model in Raft.cfg"],
    ["nexus tla check Raft.tla --config MCsmall.cfg --deadlock off", "another model, which may end"],
    ["nexus tla check Raft.tla --workers 4", "with four threads, to the same figures"],
    ["nexus tla check Raft.tla --simulate 5000 --max-steps 60", "random behaviours, with a seed that repeats them"],
    ["nexus tla check Raft.tla --engine tlc", "also in TLC: verdict and counts are compared"],
    ["nexus tla check Raft.tla --json > result.json", "for programs; spec/schema/tla-check-result.schema.json describes it"],
    ["nexus tla check Raft.tla --out-itf trace.itf.json", "the counterexample for other tools"],
  ],
  run: async (argv, io) => {
    const parsed = parseFlags(flags, argv);
    const { values } = parsed;
    if (values.help === true) {
      io.out(verbHelp(check));
      return ExitCode.ok;
    }
    const job = jobOf(parsed);
    const asksTlc = engineOf(values, job.way);
    const rendering = loadRendering();
    const { finding, interrupted } = await found(job, asksTlc ? tlcSeconds(values) : null, io);
    const exit = interrupted ? ExitCode.interrupted : exitOf(finding);
    await report(finding, io);
    if (job.way.simulation !== undefined) io.err(repeatText(parsed, job.way.simulation.seed));
    if (values.json === true) io.out(checkJson(finding, packageVersion(), exit));
    else {
      const { tlaText, readSource, styleOf } = await rendering;
      const style = styleOf(io.colour && io.outIsTerminal);
      io.out(tlaText(finding, { file: job.file, read: readSource, style, differences: values.difftrace === true }));
    }
    if (values["out-itf"] !== undefined) await writeItfFile(values["out-itf"], finding, io);
    return exit;
  },
};

function jobOf({ values, positionals }: Parsed<typeof flags>): TlaJob {
  const { "max-memory": memory, "max-states": states, config, library = [], deadlock } = values;
  return {
    file: oneFile("tla check", positionals),
    ...(config === undefined ? {} : { config }),
    libraries: library,
    checkDeadlock: checksDeadlock(deadlock),
    way: wayOf(values),
    maxBytes: memory === undefined ? defaultBytes(1) : parseCount("max-memory", memory),
    ...(states === undefined ? {} : { maxStates: parseCount("max-states", states) }),
  };
}

/** What was found, held against TLC's finding where that may take so many seconds. */
async function found(job: TlaJob, seconds: number | null, io: Io) {
  const start = performance.now();
  const { end, interrupted } = await runInThread<TlaFinding>({ task: "check", job }, io);
  const own = findingOf(end, start);
  if (seconds === null || interrupted || own.sources === undefined) return { finding: own, interrupted };
  const { withTlc } = await import("./with-tlc.ts");
  const stop = new AbortController();
  const held = await interruptible(
    () => stop.abort(),
    () => withTlc(own, job, { seconds, signal: stop.signal }, process.env),
  );
  return { finding: held.value, interrupted: held.interrupted };
}

/** The seed of a simulation, and the command that draws the same behaviours. */
function repeatText({ values, positionals }: Parsed<typeof flags>, seed: number): string {
  const all = { ...values, seed: String(seed) };
  return `seed ${seed}; to repeat: ${commandLine("tla", all, ["check", ...positionals])}\n`;
}

/** What prints the text is loaded while the thread works. */
async function loadRendering() {
  const [text, source, style] = await Promise.all([
    import("./text.ts"),
    import("../render/source.ts"),
    import("../render/style.ts"),
  ]);
  return { ...text, ...source, ...style };
}

function checksDeadlock(value: string | undefined): boolean {
  if (value === undefined || value === "on" || value === "off") return value !== "off";
  throw new NexusError("bad-flag", `--deadlock is on or off, not ${JSON.stringify(value)}`, { hint: "write --deadlock off" });
}

/** The exit code of a finding: a difference to TLC is a violation, and no answer of TLC is none. */
export function exitOf(finding: TlaFinding): ExitCode {
  if ((finding.tlc?.differences.length ?? 0) > 0) return ExitCode.violated;
  const exit = ownExit(finding);
  return exit === ExitCode.ok && finding.tlc?.verdict === "inconclusive" ? ExitCode.inconclusive : exit;
}

function ownExit({ verdict, problem }: TlaFinding): ExitCode {
  switch (verdict) {
    case "ok":
      return ExitCode.ok;
    case "violated":
    case "deadlock":
      return ExitCode.violated;
    case "inconclusive":
      return ExitCode.inconclusive;
    case "error":
      return problem?.exit ?? ExitCode.bug;
  }
}

/** What a thread found, or how it ended without a finding. */
function findingOf(end: JobEnd<TlaFinding>, start: number): TlaFinding {
  const none = { actions: [], temporal: [], warnings: [], seconds: (performance.now() - start) / 1000 };
  switch (end.kind) {
    case "finding":
      return end.finding;
    case "memory":
      return { verdict: "inconclusive", limit: "memory", ...none };
    case "ended":
      return { verdict: "inconclusive", limit: "stopped", ...none };
    case "error":
      return { verdict: "error", problem: problemOf(end.error), ...none };
  }
}

async function writeItfFile(path: string, { trace }: TlaFinding, io: Io): Promise<void> {
  if (trace === undefined) {
    io.err(`no counterexample, so ${shownPath(path)} is not written\n`);
    return;
  }
  const { writeCounterexample } = await import("../counterexample.ts");
  await writeCounterexample(path, trace);
  io.err(`counterexample written to ${shownPath(path)}\n`);
}
