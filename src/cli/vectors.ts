/** `nexus vectors`: generates the step vectors from the specs and compares them with those that are committed. */

import { execFileSync } from "node:child_process";
import { ExitCode, NexusError } from "../lib/errors.ts";
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
  readVectorsManifest,
  stepFiles,
  vectorModels,
  vectorsDirectory,
  writeVectors,
} from "./vectors/files.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "./verb.ts";

const flags = {
  accept: { type: "boolean", about: "write the vectors and the manifest of their digests" },
  "spec-dir": { type: "string", placeholder: "DIR", about: "a directory of specs with a manifest.json" },
  "vectors-dir": { type: "string", placeholder: "DIR", about: "the directory of vectors; that of the package unless told" },
  help: helpFlag,
} as const;

export const vectors: Verb = {
  name: "vectors",
  summary: "Generates step vectors from the specs and compares them with the committed ones.",
  usage: "nexus vectors [MODULE...] [--accept]",
  about: [
    `What a step must do comes from the evaluator of TLA+, never from a machine. Every model that is quick, has a machine and is not
large has a file; docs/runner-protocol.md describes it. Of large files only the digest is committed.`,
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
  const withMachines = [...new Set(vectorModels(manifest, []).map(({ module }) => module))];
  for (const module of positionals) known("module", module, withMachines);
  const modules = positionals.length === 0 ? withMachines : positionals;
  const all: Generated[] = [];
  for (const entry of vectorModels(manifest, modules)) {
    const generated = generate(specDir, entry);
    all.push(generated);
    io.err(`${generated.path}: ${counted(generated.steps, "step")}, ${grouped(Buffer.byteLength(generated.text))} bytes\n`);
  }
  if (all.length === 0) throw new NexusError("no-models", "no model has vectors, so nothing would be checked");
  const gaps = modules.flatMap((module) => idleGuards(all.filter((file) => file.module === module)));
  if (values.accept === true) await writeVectors(directory, modules, all, headCommit());
  const problems = [...driftProblems(directory, modules, all), ...gaps.map((guard) => `no vector is refused by ${guard}`)];
  for (const problem of problems) io.out(`${problem}\n`);
  const steps = all.reduce((sum, file) => sum + file.steps, 0);
  io.out(
    problems.length === 0
      ? `${counted(steps, "step")} in ${counted(all.length, "file")} of ${shownPath(directory)} are those of the specs\n`
      : "npm run vectors -- --accept writes the vectors of the specs\n",
  );
  return problems.length === 0 ? ExitCode.ok : ExitCode.violated;
}

function driftProblems(directory: string, modules: readonly string[], all: readonly Generated[]): readonly string[] {
  const manifest = readVectorsManifest(directory);
  const paths = committedPaths(all);
  const stale = modules.flatMap((module) => stepFiles(directory, module)).filter((path) => !paths.has(path));
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
