/** `nexus check`: explores models and says whether they are as pinned. */

import { ExitCode, NexusError, unreachable } from "../lib/errors.ts";
import { certifiable, certifiedWorld, writeCertificate } from "./certificate.ts";
import type { Entry, Manifest } from "./codec.ts";
import { counterexampleOf, writeCounterexample } from "./counterexample.ts";
import { type Coverage, coverageOf } from "./coverage.ts";
import { defaultSpecDir, shownPath } from "./files.ts";
import { type Parsed, parseCount, parseFlags } from "./flags.ts";
import type { Job } from "./job.ts";
import { judge, worst } from "./judge.ts";
import { acceptFigures, figuresOf, manifestPath, readManifest, selectEntries } from "./manifest.ts";
import { type ModuleGates, moduleGates } from "./module-gates.ts";
import type { Mode, Outcome } from "./outcome.ts";
import { writeOutputs } from "./outputs/write.ts";
import { availableWorkers, defaultBytes, Pool } from "./pool.ts";
import { ProgressLine } from "./progress.ts";
import { coverageText } from "./render/coverage.ts";
import { detailTexts } from "./render/details.ts";
import { problemText } from "./render/errors.ts";
import { gatesText } from "./render/gates.ts";
import { readSource } from "./render/source.ts";
import { styleOf } from "./render/style.ts";
import { summaryText } from "./render/summary.ts";
import { tableText } from "./render/table.ts";
import { reportJson } from "./report.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "./verb.ts";
import { packageVersion } from "./version.ts";

const flags = {
  model: { type: "string", multiple: true, placeholder: "M", about: "only this model, of any tier; may be repeated" },
  all: { type: "boolean", about: "also the models of tier full" },
  spec: { type: "boolean", about: "only the spec's graph" },
  code: { type: "boolean", about: "only the code's graph" },
  lockstep: { type: "boolean", about: "only models that compare spec and code" },
  "max-states": { type: "string", placeholder: "N", about: "states of one graph; more makes it inconclusive (500_000, 2M)" },
  "max-memory": {
    type: "string",
    placeholder: "BYTES",
    about: "bytes for the states of one graph (500M, 2GiB); half of the memory unless told",
  },
  jobs: { type: "string", placeholder: "N", about: "models to check at a time; as many as there are cores unless told" },
  bail: { type: "boolean", about: "start no model after one that is not as pinned" },
  "out-itf": { type: "string", placeholder: "FILE", about: "write the first counterexample as an ITF trace" },
  certificate: {
    type: "string",
    placeholder: "FILE",
    about: "write a certificate of one world of the one model, for nexus recheck",
  },
  symmetry: {
    type: "boolean",
    about: "with --code and --certificate: of one state of each orbit of the model's symmetry",
  },
  junit: { type: "string", placeholder: "FILE", about: "write JUnit's XML, for build servers" },
  markdown: {
    type: "string",
    placeholder: "FILE",
    about: "write a summary in Markdown; appended where FILE is $GITHUB_STEP_SUMMARY",
  },
  sarif: { type: "string", placeholder: "FILE", about: "write SARIF 2.1.0, for annotations at the lines of spec and code" },
  json: { type: "boolean", about: "one JSON document instead of the table" },
  accept: { type: "boolean", about: "write the figures that were found into the manifest" },
  "spec-dir": { type: "string", placeholder: "DIR", about: "a directory of specs with a manifest.json" },
  help: helpFlag,
} as const;

export const check: Verb = {
  name: "check",
  summary: "Explores models exhaustively, compares spec and code step for step, and compares what it finds with the pins.",
  usage: "nexus check [MODULE...] [--model M] [--spec|--code|--lockstep] [--all]",
  about: [
    `Without names it checks all quick models of all modules, in the order of the manifest: lockstep models in both
worlds, spec models alone, refinements between two specs, and broken variants, which must fail as pinned.`,
    `Of several models the worst decides the exit code: a bug (70), then violated or not as pinned (1), malformed
(2), environment (4), inconclusive (3), ok (0). An interrupt always gives 130.`,
  ],
  flags,
  examples: [
    ["nexus check", "what npm start does"],
    ["nexus check Gsi --all", "all models of one module"],
    ["nexus check --model MCGsiN10n2 --lockstep", "one model, both worlds"],
    ["nexus check --model MCGsiN10n2 --code --max-states 10k", "the machine alone, up to a limit"],
    ["nexus check --model MCGsiN4n4 --spec --certificate gsi.jsonl", "a certificate that nexus recheck can check"],
    ["nexus check --json > report.json", "for programs"],
    ["nexus check --sarif nexus.sarif --junit nexus.xml", "for continuous integration"],
    ["nexus check --accept", "pin what was found, after a change that is meant"],
  ],
  run,
};

interface Request {
  readonly specDir: string;
  readonly manifest: Manifest;
  readonly entries: readonly Entry[];
  readonly mode: Mode;
}

function request({ values, positionals }: Parsed<typeof flags>): Request {
  const modes = (["spec", "code", "lockstep"] as const).filter((name) => values[name] === true);
  if (modes.length > 1) {
    throw new NexusError("bad-flag", `--${modes.join(" and --")} exclude each other`, { hint: "leave out all but one" });
  }
  const [mode] = modes;
  if (values.accept === true && (mode === "spec" || mode === "code")) {
    throw new NexusError("bad-flag", "--accept needs the whole check", { hint: `leave out --${mode}` });
  }
  const specDir = values["spec-dir"] ?? defaultSpecDir;
  const manifest = readManifest(specDir);
  const kinds: readonly Entry["kind"][] =
    mode === "spec"
      ? ["lockstep", "spec", "broken"]
      : mode === undefined
        ? ["lockstep", "spec", "refinement", "broken"]
        : ["lockstep"];
  const selection = { modules: positionals, models: values.model ?? [], all: values.all === true, kinds };
  return {
    specDir,
    manifest,
    entries: selectEntries(manifest, selection),
    mode: mode === "lockstep" || mode === undefined ? "kind" : mode,
  };
}

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parseFlags(flags, argv);
  const { values } = parsed;
  if (values.help === true) {
    io.out(verbHelp(check));
    return ExitCode.ok;
  }
  const start = performance.now();
  const { specDir, manifest, entries, mode } = request(parsed);
  const workers = Math.min(values.jobs === undefined ? availableWorkers() : parseCount("jobs", values.jobs), entries.length);
  const limits = {
    ...(values["max-states"] === undefined ? {} : { maxStates: parseCount("max-states", values["max-states"]) }),
    maxBytes: values["max-memory"] === undefined ? defaultBytes(workers) : parseCount("max-memory", values["max-memory"]),
  };
  const symmetry = values.symmetry === true;
  if (symmetry && values.certificate === undefined) {
    throw new NexusError("bad-flag", "--symmetry needs --certificate", { hint: "add --certificate FILE" });
  }
  const certified = values.certificate === undefined ? null : certifiedOf(values.certificate, specDir, entries, mode, symmetry);
  const jobs = entries.map((entry): Job => {
    const counted = entry.kind === "refinement" ? manifest.models.find(({ name }) => name === entry.counted) : undefined;
    const at = manifest.positions[manifest.models.indexOf(entry)] ?? unreachable("a model without a position");
    return { specDir, entry, at, mode, ...limits, ...(counted === undefined ? {} : { counted }) };
  });
  const { outcomes, interrupted } = await runJobs(jobs, workers, values.bail === true, io);
  const coverage = mode === "kind" ? coverageOf(manifest.models, outcomes) : [];
  const gates = mode === "kind" ? moduleGates(specDir, outcomes) : [];
  const hasGaps = coverage.some(({ gaps }) => gaps.length > 0);
  const isOpen = gates.some((module) => module.gates.some(({ problems }) => problems.length > 0));
  const codes = [...outcomes.map(({ exit }) => exit), ...(hasGaps || isOpen ? [ExitCode.violated] : [])];
  const exit = interrupted ? ExitCode.interrupted : worst(codes);
  const seconds = (performance.now() - start) / 1000;
  reportErrors(outcomes, io);
  const ran = new Set(outcomes.map(({ entry }) => entry.name));
  const notRun = entries.filter(({ name }) => !ran.has(name));
  const version = packageVersion();
  if (values.json === true) {
    io.out(reportJson({ version, exit, outcomes, coverage, gates, notRun: notRun.map(({ name }) => name), seconds }));
  } else {
    const full = values.model === undefined ? unselected(manifest, entries, parsed.positionals) : 0;
    const named = values.model !== undefined;
    io.out(checkText({ outcomes, coverage, gates, notRun: notRun.length, full, seconds, exit, named }, io));
  }
  const { GITHUB_STEP_SUMMARY: stepSummary } = process.env;
  await writeOutputs(values, { outcomes, coverage, gates, notRun, manifest, seconds, version }, stepSummary);
  if (certified !== null && !interrupted) await certify(certified, outcomes, limits, io);
  if (values["out-itf"] !== undefined) await writeItfFile(values["out-itf"], outcomes, io);
  if (values.accept === true && !interrupted) return await accept(specDir, outcomes, io);
  return exit;
}

async function runJobs(jobs: readonly Job[], workers: number, bail: boolean, io: Io) {
  const { err: write, errIsTerminal: isTerminal, errColumns: columns } = io;
  const progress = new ProgressLine({ write, isTerminal, columns, now: () => performance.now() }, jobs.length);
  const pool = new Pool({
    workers,
    onProgress: ({ entry }, world, figures) => progress.update(entry.name, world, figures),
    onFinding: ({ entry }, finding) => {
      progress.ended();
      return bail && judge(entry, finding).exit !== ExitCode.ok;
    },
  });
  let interrupted = false;
  const interrupt = () => {
    if (interrupted) process.exit(ExitCode.interrupted);
    interrupted = true;
    pool.stop();
  };
  process.on("SIGINT", interrupt);
  try {
    const findings = await pool.run(jobs);
    const outcomes = findings.flatMap((finding, i) => (finding === undefined ? [] : [judge((jobs[i] as Job).entry, finding)]));
    return { outcomes, interrupted };
  } finally {
    process.off("SIGINT", interrupt);
    progress.clear();
  }
}

function unselected({ models }: Manifest, entries: readonly Entry[], modules: readonly string[]): number {
  const asked = models.filter(({ module }) => modules.length === 0 || modules.includes(module));
  return asked.filter((entry) => entry.tier === "full" && !entries.includes(entry)).length;
}

/** Errors of modules, cfgs and steps, and bugs. */
function reportErrors(outcomes: readonly Outcome[], io: Io): void {
  const style = styleOf(io.colour && io.errIsTerminal);
  for (const { finding } of outcomes) {
    if (finding.problem !== undefined) io.err(`${problemText(finding.problem, readSource, style)}\n\n`);
  }
}

interface Checked {
  readonly outcomes: readonly Outcome[];
  readonly coverage: readonly Coverage[];
  readonly gates: readonly ModuleGates[];
  readonly notRun: number;
  readonly full: number;
  readonly seconds: number;
  readonly exit: ExitCode;
  /** Models were named, so that counterexamples are wanted also where they are as pinned. */
  readonly named: boolean;
}

function checkText({ coverage, gates, named, ...summary }: Checked, io: Io): string {
  const style = styleOf(io.colour && io.outIsTerminal);
  const { outcomes } = summary;
  const parts = [
    ...outcomes.flatMap((outcome) => (outcome.exit === ExitCode.ok && !named ? [] : detailTexts(outcome, style))),
    ...(outcomes.length === 0 ? [] : [tableText(outcomes, style)]),
    ...(coverage.length === 0 ? [] : [coverageText(coverage, style)]),
    ...(gates.length === 0 ? [] : [gatesText(gates, style)]),
    summaryText(summary, style),
  ];
  return `${parts.join("\n\n")}\n`;
}

async function writeItfFile(path: string, outcomes: readonly Outcome[], io: Io): Promise<void> {
  const counterexample = counterexampleOf(outcomes);
  if (counterexample === undefined) {
    io.err(`no counterexample, so ${shownPath(path)} is not written\n`);
    return;
  }
  await writeCounterexample(path, counterexample.trace);
  io.err(`${counterexample.model}: counterexample written to ${shownPath(path)}\n`);
}

interface Certified {
  readonly path: string;
  readonly specDir: string;
  readonly entry: Entry;
  readonly world: "spec" | "code";
  readonly symmetry: boolean;
}

function certifiedOf(path: string, specDir: string, entries: readonly Entry[], mode: Mode, symmetry: boolean): Certified {
  const [entry, ...more] = entries;
  if (entry === undefined || more.length > 0) {
    throw new NexusError("bad-flag", `--certificate is of one model, and ${entries.length} are selected`, {
      hint: "select one with --model",
    });
  }
  const world = certifiedWorld(entry, mode === "kind" ? undefined : mode);
  if (symmetry && world === "spec") {
    throw new NexusError("bad-flag", "--symmetry is of the code: there is no certificate of orbits of a spec", {
      hint: "add --code, or leave out --symmetry",
    });
  }
  return { path, specDir, entry, world, symmetry };
}

async function certify(
  { path, specDir, entry, world, symmetry }: Certified,
  outcomes: readonly Outcome[],
  limits: { readonly maxStates?: number; readonly maxBytes: number },
  io: Io,
): Promise<void> {
  const safe = outcomes.every(({ exit }) => exit === ExitCode.ok);
  const states = safe ? await writeCertificate(path, certifiable(specDir, entry, world, symmetry), limits) : null;
  io.err(
    states === null
      ? `${entry.name} was not shown safe, so ${shownPath(path)} is not written\n`
      : `${entry.name}: certificate of the ${world}, ${states} ${symmetry ? "orbits" : "states"}, written to ${shownPath(path)}\n`,
  );
}

/** Pins what was found. A verdict or property that changed is not accepted: that is a change of meaning, to be made by hand. */
async function accept(specDir: string, outcomes: readonly Outcome[], io: Io): Promise<ExitCode> {
  const refused = outcomes.filter(({ entry, finding }) => {
    const property = "property" in entry ? entry.property : undefined;
    return finding.found !== entry.verdict || (property !== undefined && property !== finding.property);
  });
  for (const { entry } of refused) io.err(`${entry.name}: not accepted, because the verdict is not the pinned one\n`);
  const accepted = outcomes.filter((outcome) => !refused.includes(outcome));
  await acceptFigures(specDir, new Map(accepted.map((outcome) => [outcome.entry.name, figuresOf(outcome)])));
  const rejudged = accepted.map((outcome) => judge({ ...outcome.entry, ...figuresOf(outcome) } as Entry, outcome.finding));
  io.err(`${accepted.length} of ${outcomes.length} models pinned in ${shownPath(manifestPath(specDir))}\n`);
  return worst([...rejudged, ...refused].map(({ exit }) => exit));
}
