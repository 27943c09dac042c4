/** `nexus vectors`: generates the step vectors from the specs and compares them with those that are committed. */

import { execFileSync } from "node:child_process";
import { ExitCode, NexusError } from "../lib/errors.ts";
import type { Manifest } from "./codec.ts";
import { defaultSpecDir, defaultVectorsDir, packageRoot, shownPath } from "./files.ts";
import { known, parseFlags } from "./flags.ts";
import { readManifest } from "./manifest.ts";
import { counted, grouped } from "./render/style.ts";
import {
  committedPaths,
  driftOf,
  type Generated,
  generate,
  idleGuards,
  PROGRAMS,
  readVectorsManifest,
  TRACES,
  vectorFiles,
  vectorModels,
  vectorsDirectory,
  writeVectors,
} from "./vectors/files.ts";
import { programFiles } from "./vectors/program-files.ts";
import { traceFiles } from "./vectors/trace-files.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "./verb.ts";

const flags = {
  accept: { type: "boolean", about: "write the vectors and the manifest of their digests" },
  "spec-dir": { type: "string", placeholder: "DIR", about: "a directory of specs with a manifest.json" },
  "vectors-dir": { type: "string", placeholder: "DIR", about: "the directory of vectors; that of the package unless told" },
  help: helpFlag,
} as const;

export const vectors: Verb = {
  name: "vectors",
  summary: "Generates vectors from the specs and compares them with the committed ones.",
  usage: "nexus vectors [MODULE...] [--accept]",
  about: [
    `What a step must do comes from the evaluator of TLA+, never from a machine. Every model that is quick, has a machine and is not
large has a file; docs/runner-protocol.md describes it. Of large files only the digest is committed. What programs of the NVM must do comes from
the host's WebAssembly and the published gas schedule; their module is called programs.`,
    `Exit codes: 0 the committed vectors are those of the specs, 1 they are not, or some guard of a module refuses in none of its
vectors, 2 usage, or a directory that is not there.`,
  ],
  flags,
  examples: [
    ["nexus vectors", "all modules"],
    ["nexus vectors Gsi --accept", "write those of one module, after a change of the spec that is meant"],
  ],
  run: async (argv, io) => run(argv, io),
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseFlags(flags, argv);
  if (values.help === true) {
    io.out(verbHelp(vectors));
    return ExitCode.ok;
  }
  const specDir = values["spec-dir"] ?? defaultSpecDir;
  // What is accepted may be written to a new place; what is compared has to be there.
  const directory =
    values.accept === true ? (values["vectors-dir"] ?? defaultVectorsDir) : vectorsDirectory(values["vectors-dir"]);
  const manifest = readManifest(specDir);
  const sources = [...new Set(vectorModels(manifest, []).map(({ module }) => module)), PROGRAMS, TRACES];
  for (const module of positionals) known("module", module, sources);
  const modules = positionals.length === 0 ? sources : positionals;
  const all: Generated[] = [];
  for (const generated of generatedOf(specDir, manifest, modules)) {
    all.push(generated);
    io.err(`${generated.path}: ${countedOf([generated])}, ${grouped(Buffer.byteLength(generated.text))} bytes\n`);
  }
  if (all.length === 0) throw new NexusError("no-models", "no model has vectors, so nothing would be checked");
  const gaps = modules.flatMap((module) => idleGuards(all.filter((file) => file.module === module)));
  if (values.accept === true) await writeVectors(directory, modules, all, headCommit());
  const problems = [...driftProblems(directory, modules, all), ...gaps.map((guard) => `no vector is refused by ${guard}`)];
  for (const problem of problems) io.out(`${problem}\n`);
  io.out(
    problems.length === 0
      ? `${countedOf(all)} in ${counted(all.length, "file")} of ${shownPath(directory)} are those of the specs\n`
      : "npm run vectors -- --accept writes the vectors of the specs\n",
  );
  return problems.length === 0 ? ExitCode.ok : ExitCode.violated;
}

function* generatedOf(specDir: string, manifest: Manifest, modules: readonly string[]): Generator<Generated> {
  const ofSpecs = modules.filter((module) => module !== PROGRAMS && module !== TRACES);
  for (const entry of ofSpecs.length > 0 ? vectorModels(manifest, ofSpecs) : []) yield generate(specDir, entry);
  if (modules.includes(PROGRAMS)) yield* programFiles();
  if (modules.includes(TRACES)) yield* traceFiles(specDir);
}

/** `12 steps, 3 cases`: of models and of programs. */
function countedOf(files: readonly Generated[]): string {
  const sum = (of: readonly Generated[]) => of.reduce((all, { steps }) => all + steps, 0);
  const [steps, cases] = [files.filter(({ module }) => module !== PROGRAMS), files.filter(({ module }) => module === PROGRAMS)];
  return [
    ...(steps.length === 0 ? [] : [counted(sum(steps), "step")]),
    ...(cases.length === 0 ? [] : [counted(sum(cases), "case")]),
  ].join(" and ");
}

function driftProblems(directory: string, modules: readonly string[], all: readonly Generated[]): readonly string[] {
  const manifest = readVectorsManifest(directory);
  const paths = committedPaths(all);
  const stale = modules.flatMap((module) => vectorFiles(directory, module)).filter((path) => !paths.has(path));
  const drifts = all.map((file) => driftOf(directory, manifest, file)).filter((drift) => drift !== null);
  return [...drifts, ...stale.map((path) => `${path} is generated no more`)];
}

/** The commit that is checked out. Throws {@link NexusError} `environment` where there is none. */
function headCommit(): string {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { cwd: packageRoot, encoding: "utf8" }).trim();
  } catch (cause) {
    const hint = "vectors are written in a clone of the repository";
    throw new NexusError("environment", "the commit of the specs is not known", { cause, hint, exit: ExitCode.environment });
  }
}
