/** The vectors as files: where they stand, what they must say, and the manifest of their digests. */

import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { coverOf, type StepLine, vectorLines } from "../../checker/index.ts";
import { sha256Hex } from "../../crypto/digest.ts";
import { NexusError } from "../../lib/errors.ts";
import type { Entry, Manifest } from "../codec.ts";
import { defaultVectorsDir, readText, shownPath } from "../files.ts";
import { formatJson } from "../manifest.ts";
import { writeWhole } from "../write-file.ts";
import { modelWalk } from "./model-walk.ts";

/** The directory of vectors: that of the package unless one is named. Throws {@link NexusError} `no-file` where the named one is none. */
export function vectorsDirectory(named: string | undefined): string {
  if (named === undefined) return defaultVectorsDir;
  if (statSync(named, { throwIfNoEntry: false })?.isDirectory() === true) return named;
  throw new NexusError("no-file", `there is no directory ${shownPath(named)}`, {
    hint: "--vectors-dir names a directory with a manifest.json; without it, the package's own is taken",
  });
}

/** Where a model's step vectors stand in the directory of vectors. */
export const stepsPath = ({ module, name }: Pick<Entry, "module" | "name">): string => join(module, name, "steps.jsonl");

/** The suites of programs have a directory of their own, as if they were a module's. */
export const PROGRAMS = "programs";

/** So have whole runs. */
export const TRACES = "traces";

/** What has a directory of its own, in which any file is one of vectors. */
const APART: readonly string[] = [PROGRAMS, TRACES];

/** Models of more states are left to live exploration: their vectors would cost more to make than they add. */
const MOST_STATES = 12_000;

/** All steps that are taken are listed where a model has at most so many. */
const WHOLE = 300;

/** The models that have step vectors: quick ones with a machine, up to a size. */
export function vectorModels({ models }: Manifest, modules: readonly string[]): readonly Entry[] {
  return models.filter(
    ({ kind, tier, module, ...entry }) =>
      kind === "lockstep" &&
      tier === "quick" &&
      (modules.length === 0 || modules.includes(module)) &&
      "distinct" in entry &&
      (entry.distinct ?? Number.POSITIVE_INFINITY) <= MOST_STATES,
  );
}

/** Larger files are not committed: the manifest has their digests, and who needs them generates them. In bytes. */
const LARGEST_COMMITTED = 2 ** 19;

/** A file of vectors as it must be. */
export interface Generated {
  readonly path: string;
  readonly text: string;
  readonly module: string;
  readonly model: string;
  readonly steps: number;
  /** Guards that refuse in the model, and those that do not. */
  readonly refusing: readonly string[];
  readonly idle: readonly string[];
}

/** What the spec says of a model, as vectors. `isChecked` shows on the way that the world makes no difference to a machine. */
export function generate(specDir: string, entry: Entry, isChecked = true): Generated {
  const { walk, subject, guards } = modelWalk(specDir, entry, isChecked);
  const cover = coverOf(walk, { guards, whole: WHOLE });
  return {
    path: stepsPath(entry),
    text: [...vectorLines(walk, cover, subject, sha256Hex)].join(""),
    module: entry.module,
    model: entry.name,
    steps: cover.steps.length,
    refusing: guards.filter((guard) => !cover.idle.includes(guard)),
    idle: cover.idle,
  };
}

/** Guards of a module that no vector of any of its models refuses by. */
export function idleGuards(all: readonly Generated[]): readonly string[] {
  const refusing = new Set(all.flatMap((file) => file.refusing));
  return [...new Set(all.flatMap(({ idle }) => idle))].filter((guard) => !refusing.has(guard));
}

/** A row of the manifest. */
export interface FileEntry {
  readonly path: string;
  readonly module: string;
  readonly model: string;
  /** Of a suite of programs or the index of traces, its cases; of a log, its events. */
  readonly steps: number;
  readonly bytes: number;
  readonly sha256: string;
  /** Whether the file is committed. If not, it is generated where it is needed, and has this digest. */
  readonly committed: boolean;
  /** Of a file that is not committed: how many steps take an action, refuse by a conjunct or are forbidden by one. */
  readonly covers?: { readonly [name: string]: number };
}

export interface VectorsManifest {
  readonly format: 1;
  /** The commit of the specs from which the files that changed last were generated. */
  readonly commit: string;
  readonly files: readonly FileEntry[];
}

export const fileEntry = ({ path, module, model, steps, text }: Generated): FileEntry => ({
  path,
  module,
  model,
  steps,
  bytes: Buffer.byteLength(text),
  sha256: sha256Hex(text),
  committed: isCommitted(text),
  ...(isCommitted(text) ? {} : { covers: coversOf(text) }),
});

/** The names that each step of a file covers, with the step's id: the action that is taken, the conjuncts that refuse or forbid. */
export function* namesIn(text: string): Generator<readonly [name: string, id: string]> {
  for (const row of text.trimEnd().split("\n").slice(1)) {
    if (!row.includes('"on":')) continue;
    const { id, action, refused, forbidden } = JSON.parse(row) as StepLine;
    if (refused === undefined) yield [action, id];
    for (const conjunct of refused ?? []) yield [conjunct, id];
    if (forbidden !== undefined) yield [forbidden, id];
  }
}

function coversOf(text: string): NonNullable<FileEntry["covers"]> {
  const counts = new Map<string, number>();
  for (const [name] of namesIn(text)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const isCommitted = (text: string): boolean => Buffer.byteLength(text) <= LARGEST_COMMITTED;

const manifestIn = (directory: string): string => join(directory, "manifest.json");

/** The manifest of a directory of vectors; one without files where there is none. Files of this package, so that their form is trusted. */
export function readVectorsManifest(directory: string): VectorsManifest {
  if (!existsSync(manifestIn(directory))) return { format: 1, commit: "", files: [] };
  return JSON.parse(readText(manifestIn(directory))) as VectorsManifest;
}

/** What is wrong with a committed file, or null. */
export function driftOf(directory: string, manifest: VectorsManifest, generated: Generated): string | null {
  const { path, text } = generated;
  if (isCommitted(text)) {
    const full = join(directory, path);
    if (!existsSync(full)) return `${path} is missing`;
    const committed = readText(full);
    if (committed !== text) return `${path}: ${firstDifferentLine(committed, text)}`;
  }
  const pinned = manifest.files.find((file) => file.path === path);
  if (pinned === undefined) return `${path} is not in the manifest`;
  return JSON.stringify(pinned) === JSON.stringify(fileEntry(generated)) ? null : `the manifest has other figures of ${path}`;
}

function firstDifferentLine(committed: string, generated: string): string {
  const [before, after] = [committed.split("\n"), generated.split("\n")];
  const at = after.findIndex((line, i) => line !== before[i]);
  const shown = (line: string | undefined) => (line === undefined || line === "" ? "nothing" : line.slice(0, 160));
  const place = at < 0 ? after.length : at;
  return `line ${place + 1} differs: committed ${shown(before[place])}, generated ${shown(after[place])}`;
}

/**
 * Writes the files of some modules and the manifest. Files of these modules that are generated no more are removed. The commit is
 * written only if a digest changes, so that writing again changes nothing.
 */
export async function writeVectors(
  directory: string,
  modules: readonly string[],
  all: readonly Generated[],
  commit: string,
): Promise<void> {
  const before = readVectorsManifest(directory);
  const kept = before.files.filter(({ module }) => !modules.includes(module));
  const files = [...kept, ...all.map(fileEntry)].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const module of modules) removeStale(directory, module, committedPaths(all));
  for (const { path, text } of all.filter(({ text }) => isCommitted(text))) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    await writeWhole(join(directory, path), text);
  }
  const isSame = JSON.stringify(files) === JSON.stringify(before.files);
  const manifest: VectorsManifest = { format: 1, commit: isSame ? before.commit : commit, files };
  await writeWhole(manifestIn(directory), formatJson(manifest));
}

/** Where the files stand that are committed. */
export const committedPaths = (all: readonly Generated[]): ReadonlySet<string> =>
  new Set(all.filter(({ text }) => isCommitted(text)).map(({ path }) => path));

function removeStale(directory: string, module: string, wanted: ReadonlySet<string>): void {
  for (const path of vectorFiles(directory, module).filter((file) => !wanted.has(file))) {
    rmSync(join(directory, APART.includes(module) ? path : dirname(path)), { recursive: true });
  }
}

/** The files of step vectors that a module has, or those of programs or of traces, by their paths in the directory. */
export function vectorFiles(directory: string, module: string): readonly string[] {
  if (!existsSync(join(directory, module))) return [];
  if (APART.includes(module)) {
    const names = readdirSync(join(directory, module), { recursive: true, encoding: "utf8" });
    return names.map((name) => join(module, name)).filter((path) => statSync(join(directory, path)).isFile());
  }
  const names = readdirSync(join(directory, module));
  return names.map((model) => stepsPath({ module, name: model })).filter((path) => existsSync(join(directory, path)));
}
