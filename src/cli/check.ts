/** `nexus check`: explores models and says whether they are as pinned. */

import { ExitCode, unreachable } from "../lib/errors.ts";
import { accept } from "./check/accept.ts";
import { certifiedOf, certify } from "./check/certify.ts";
import { readRun } from "./check/checkpoint.ts";
import { checkFlags } from "./check/flags.ts";
import { keepRun } from "./check/interrupted.ts";
import { requestOf, unselected } from "./check/request.ts";
import { runJobs } from "./check/run-jobs.ts";
import { checkpointOwner } from "./check/sources.ts";
import { checkText, reportProblems } from "./check/text.ts";
import { heldAgainstTlc, requireSpecs } from "./check/with-tlc.ts";
import { commandLine } from "./command-line.ts";
import { writeItfFile } from "./counterexample.ts";
import { coverageOf } from "./coverage.ts";
import { type Parsed, parseCount, parseFlags } from "./flags.ts";
import type { Job } from "./job.ts";
import { worst } from "./judge.ts";
import { moduleGates } from "./module-gates.ts";
import { gitHubOf, writeOutputs } from "./outputs/write.ts";
import { availableWorkers, defaultBytes } from "./pool.ts";
import { reportJson } from "./report.ts";
import { engineOf, tlcSeconds } from "./tlc/flags.ts";
import { type Io, type Verb, verbHelp } from "./verb.ts";
import { packageVersion } from "./version.ts";
import { type Draw, isResumable } from "./way.ts";

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
  flags: checkFlags,
  examples: [
    ["nexus check", "what npm start does"],
    ["nexus check Gsi --all", "all models of one module"],
    ["nexus check --model MCGsiN10n2 --lockstep", "one model, both worlds"],
    ["nexus check --model MCGsiN10n2 --code --max-states 10k", "the machine alone, up to a limit"],
    ["nexus check --model MCGsiN4n4 --spec --certificate gsi.jsonl", "a certificate that nexus recheck can check"],
    ["nexus check --model MCGsiN10n2 --spec --workers 2", "one world on two threads, with the same counts"],
    ["nexus check --model MCGsiN10n2 --code --symmetry", "orbits instead of states"],
    ["nexus check --model MCGsiN10n2 --code --simulate 1000 --seed 7", "random behaviours, the same ones each time"],
    ["nexus check Gsi --engine tlc", "every spec also in TLC: verdicts and counts are compared"],
    ["nexus check --json > report.json", "for programs"],
    ["nexus check --sarif nexus.sarif --junit nexus.xml", "for continuous integration"],
    ["nexus check --accept", "pin what was found, after a change that is meant"],
  ],
  run,
};

/** The seed of a simulation, and the command that draws the same behaviours. */
function repeatText({ values, positionals }: Parsed<typeof checkFlags>, { seed, traces, maxSteps }: Draw): string {
  const all = { ...values, simulate: `${traces}`, seed: `${seed}`, "max-steps": `${maxSteps}` };
  return `The seed is ${seed}. The same behaviours again:\n  ${commandLine("check", all, positionals)}\n`;
}

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parseFlags(checkFlags, argv);
  const { values } = parsed;
  if (values.help === true) {
    io.out(verbHelp(check));
    return ExitCode.ok;
  }
  const start = performance.now();
  const { specDir, manifest, entries, mode, way } = requestOf(parsed);
  const cores = Math.max(1, Math.floor(availableWorkers() / (way.workers ?? 1)));
  const workers = Math.min(values.jobs === undefined ? cores : parseCount("jobs", values.jobs), entries.length);
  const limits = {
    ...(values["max-states"] === undefined ? {} : { maxStates: parseCount("max-states", values["max-states"]) }),
    maxBytes: values["max-memory"] === undefined ? defaultBytes(workers) : parseCount("max-memory", values["max-memory"]),
  };
  const certified =
    values.certificate === undefined ? null : certifiedOf(values.certificate, specDir, entries, mode, way.symmetry === true);
  const owner = isResumable(way) ? checkpointOwner(specDir) : null;
  const asked = owner === null ? null : { entries, mode, way, owner };
  const resumed = values.resume === undefined || asked === null ? null : readRun(values.resume, asked);
  const jobs = entries.map((entry): Job => {
    const counted = entry.kind === "refinement" ? manifest.models.find(({ name }) => name === entry.counted) : undefined;
    const resume = resumed?.searches.get(entry.name);
    const at = manifest.positions[manifest.models.indexOf(entry)] ?? unreachable("a model without a position");
    return {
      specDir,
      entry,
      at,
      mode,
      way,
      owner,
      ...limits,
      ...(counted === undefined ? {} : { counted }),
      ...(resume === undefined ? {} : { resume }),
    };
  });
  const asksTlc = engineOf(values, way);
  if (asksTlc) requireSpecs(mode);
  const ended = await runJobs(jobs, resumed?.done ?? new Map(), workers, values.bail === true, io);
  const held =
    asksTlc && !ended.interrupted ? await heldAgainstTlc(ended.outcomes, specDir, tlcSeconds(values), process.env) : ended;
  const { outcomes, interrupted } = held;
  const coverage = mode === "kind" ? coverageOf(manifest.models, outcomes) : [];
  const gates = mode === "kind" ? moduleGates(specDir, outcomes) : [];
  const hasGaps = coverage.some(({ gaps }) => gaps.length > 0);
  const isOpen = gates.some((module) => module.gates.some(({ problems }) => problems.length > 0));
  const codes = [...outcomes.map(({ exit }) => exit), ...(hasGaps || isOpen ? [ExitCode.violated] : [])];
  const kept =
    asked === null
      ? ExitCode.ok
      : await keepRun(parsed, asked, outcomes, { ...ended, interrupted }, resumed?.searches ?? new Map(), limits, io);
  const exit = interrupted ? ExitCode.interrupted : worst([...codes, kept]);
  const seconds = (performance.now() - start) / 1000;
  reportProblems(outcomes, io);
  const checked = new Set(outcomes.map(({ entry }) => entry.name));
  const notRun = entries.filter(({ name }) => !checked.has(name));
  const version = packageVersion();
  if (values.json === true) {
    io.out(reportJson({ version, exit, outcomes, coverage, gates, notRun: notRun.map(({ name }) => name), seconds }));
  } else {
    const full = values.model === undefined ? unselected(manifest, entries, parsed.positionals) : 0;
    const named = values.model !== undefined;
    io.out(checkText({ outcomes, coverage, gates, notRun: notRun.length, full, seconds, exit, named }, io));
  }
  if (way.simulation !== undefined) io.err(repeatText(parsed, way.simulation));
  await writeOutputs(values, { outcomes, coverage, gates, notRun, manifest, seconds, version }, gitHubOf(process.env, io));
  if (certified !== null && !interrupted) await certify(certified, outcomes, limits, io);
  if (values["out-itf"] !== undefined) await writeItfFile(values["out-itf"], outcomes, io);
  if (values.accept === true && !interrupted) return await accept(specDir, outcomes, io);
  return exit;
}
