/** What rows are made of besides a module's own sources: the manifest, the vectors, the verdicts of mutants, the tests. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseConfig } from "../../tla/index.ts";
import { machineFolder } from "../code-lines.ts";
import type { Entry, Manifest } from "../codec.ts";
import { packageRoot, readText, shownPath } from "../files.ts";
import { namesIn, readVectorsManifest } from "../vectors/files.ts";
import { stepCases } from "../vectors/step-cases.ts";
import type { VectorCount } from "./row.ts";

export interface Evidence {
  readonly specDir: string;
  readonly vectorsDir: string;
  readonly manifest: Manifest;
  /** Verdicts of mutants by id; none where there is no ledger. */
  readonly verdicts: ReadonlyMap<string, string>;
}

export function evidenceOf(specDir: string, vectorsDir: string, manifest: Manifest): Evidence {
  const ledger = join(specDir, "mutants.json");
  const verdicts = existsSync(ledger) ? (JSON.parse(readText(ledger)) as { readonly verdicts: object }).verdicts : {};
  return { specDir, vectorsDir, manifest, verdicts: new Map(Object.entries(verdicts) as [string, string][]) };
}

/** The modules that have a machine. */
export const modulesWithMachines = ({ models }: Manifest): readonly string[] => [
  ...new Set(models.filter(({ kind }) => kind === "lockstep").map(({ module }) => module)),
];

/** The models of a module and its wrong variants. */
export const modelsOf = (module: string, manifest: Manifest): readonly Entry[] =>
  manifest.models.filter((entry) => entry.module === module || isVariantOf(entry, module, manifest));

/** Wrong variants are modules of their own, named after the one that they are variants of. */
function isVariantOf({ kind, module: variant }: Entry, module: string, manifest: Manifest): boolean {
  if (kind !== "broken") return false;
  const bases = modulesWithMachines(manifest).filter((name) => variant.startsWith(name));
  return bases.sort((a, b) => b.length - a.length)[0] === module;
}

/** Vectors by the action that they take, and by the conjunct that they refuse by or that forbids them. */
export function vectorCounts({ vectorsDir }: Evidence, module: string): ReadonlyMap<string, VectorCount> {
  const counts = new Map<string, VectorCount>();
  const add = (name: string, count: number, example: string) => {
    const known = counts.get(name);
    counts.set(name, { count: (known?.count ?? 0) + count, example: known?.example ?? example });
  };
  for (const { path, model, covers } of readVectorsManifest(vectorsDir).files.filter((file) => file.module === module)) {
    const suite = `L2/${module}/${model}`;
    for (const [name, count] of Object.entries(covers ?? {})) add(name, count, `${suite}/${name.split("/")[0]}-`);
    if (covers === undefined) for (const [name, id] of namesIn(readText(join(vectorsDir, path)))) add(name, 1, `${suite}/${id}`);
  }
  return counts;
}

/**
 * The names for which committed vectors are a test of the machine. An argument outside of its domain may be none that the system can ask
 * the machine about, so those are not.
 */
export const testedByVectors = ({ vectorsDir }: Evidence, module: string): ReadonlySet<string> =>
  new Set(stepCases(vectorsDir, module).flatMap(({ name }) => (name.includes("/in:") ? [] : [name])));

export interface CheckedProperties {
  /** The models that check each property, by the names that their cfg files give. */
  readonly models: ReadonlyMap<string, readonly string[]>;
  /** Those that are properties of behaviours. */
  readonly temporal: readonly string[];
  /** What the cfg files name as the beginning and the specification. */
  readonly roots: readonly string[];
}

/** What the module's own models check. */
export function checkedProperties({ specDir, manifest }: Evidence, module: string): CheckedProperties {
  const models = new Map<string, string[]>();
  const temporal = new Set<string>();
  const roots = new Set<string>();
  for (const { name } of manifest.models.filter((entry) => entry.module === module && entry.kind !== "broken")) {
    const file = join(specDir, `${name}.cfg`);
    if (!existsSync(file)) continue;
    const { invariants, properties, specification, init } = parseConfig(shownPath(file), readText(file));
    for (const root of [specification, init]) if (root !== undefined) roots.add(root.name);
    for (const property of properties) temporal.add(property.name);
    for (const property of [...invariants, ...properties]) {
      models.set(property.name, [...(models.get(property.name) ?? []), name]);
    }
  }
  return { models, temporal: [...temporal], roots: [...roots] };
}

export interface TestFile {
  readonly file: string;
  /** Without comments: what a comment names is not tested. */
  readonly text: string;
}

/** The tests beside a module's machine. */
export function testFiles(module: string): readonly TestFile[] {
  return testsIn(join(packageRoot, "src", "machines", machineFolder(module)));
}

/** The tests beside a file of the code. */
export const testsBeside = (file: string): readonly TestFile[] => testsIn(join(packageRoot, folderOf(file)));

/** `src/machines/gsi` for a file in it, however positions show its path. */
function folderOf(file: string): string {
  const at = file.indexOf("src/machines/");
  return at < 0 ? "src/machines" : file.slice(at, -basename(file).length);
}

const known = new Map<string, readonly TestFile[]>();

function testsIn(folder: string): readonly TestFile[] {
  const before = known.get(folder);
  if (before !== undefined || !existsSync(folder)) return before ?? [];
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => ({ file: shownPath(join(folder, name)), text: withoutComments(readFileSync(join(folder, name), "utf8")) }));
  known.set(folder, files);
  return files;
}

/** Whole lines and blocks of comment; what stands behind code on a line stays. */
const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
