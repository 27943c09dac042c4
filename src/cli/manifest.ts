/** The manifest as a file: reading it, choosing models, and writing figures back. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NexusError } from "../lib/errors.ts";
import { replaceFile } from "../runtime/files.ts";
import { decodeManifest, type Entry, type Manifest } from "./codec.ts";
import { readText, shownPath } from "./files.ts";
import { known } from "./flags.ts";
import type { Outcome } from "./outcome.ts";

export const manifestPath = (specDir: string): string => join(specDir, "manifest.json");

/** Reads and decodes the manifest of a directory of specs. */
export function readManifest(specDir: string): Manifest {
  const path = manifestPath(specDir);
  return decodeManifest(shownPath(path), readText(path, "a directory of specs has a manifest.json; --spec-dir names another"));
}

export interface Selection {
  /** Modules; none stands for all. */
  readonly modules: readonly string[];
  /** Models; none stands for all of the tier. */
  readonly models: readonly string[];
  /** Full models too. */
  readonly all: boolean;
  /** Kinds that the mode can check. */
  readonly kinds: readonly Entry["kind"][];
}

/** The chosen entries, in the manifest's order. Throws {@link NexusError} when a name is unknown or nothing is chosen. */
export function selectEntries({ models: entries }: Manifest, selection: Selection): readonly Entry[] {
  const modules = [...new Set(entries.map(({ module }) => module))];
  const names = entries.map(({ name }) => name);
  for (const module of selection.modules) known("module", module, modules);
  for (const model of selection.models) known("model", model, names);
  const selected = entries.filter(
    ({ name, module, tier, kind }) =>
      (selection.modules.length === 0 || selection.modules.includes(module)) &&
      (selection.models.length === 0 ? selection.all || tier === "quick" : selection.models.includes(name)) &&
      selection.kinds.includes(kind),
  );
  if (selected.length > 0) return selected;
  const full = selection.models.length === 0 && !selection.all && entries.some(({ tier }) => tier === "full");
  throw new NexusError("no-models", "no model is selected, so nothing would be checked", {
    hint: full ? "--all adds the models of tier full" : "nexus list shows all models with their modules and kinds",
  });
}

/** The order in which keys are written where an entry has not had them before. */
const keyOrder =
  "name module kind tier about verdict property actions explicit counted mapping distinct generated edges orbits witnesses sources".split(
    " ",
  );

export type Figures = {
  readonly [key in "property" | "actions" | "distinct" | "generated" | "edges" | "orbits" | "sources"]?: unknown;
};

/** The figures that a finding gives for the pins: those of complete explorations, and the shape of the counterexample. Orbits give theirs alone. */
export function figuresOf({ entry, finding }: Outcome): Figures {
  const { spec, edges, orbits, sources, property, trace } = finding;
  const whole = finding.found === "ok" && finding.mode === "kind";
  const isRefinement = entry.kind === "refinement";
  return {
    ...(property === undefined ? {} : { property }),
    ...(trace === undefined || entry.verdict === "ok" ? {} : { actions: trace.steps.map(({ action }) => action) }),
    ...(whole && spec !== undefined ? { distinct: spec.distinct } : {}),
    ...(whole && spec?.generated !== undefined && !isRefinement ? { generated: spec.generated } : {}),
    ...(whole && edges !== undefined ? { edges } : {}),
    ...(finding.found === "ok" && orbits !== undefined ? { orbits: orbits.distinct } : {}),
    ...(sources === undefined ? {} : { sources: sources.digest }),
  };
}

/** Writes figures into the manifest, by model, and replaces the file whole. */
export async function acceptFigures(specDir: string, figures: ReadonlyMap<string, Figures>): Promise<void> {
  const path = manifestPath(specDir);
  const manifest = JSON.parse(readFileSync(path, "utf8")) as { readonly models: readonly { readonly name: string }[] };
  const models = manifest.models.map((entry) => merge(entry, figures.get(entry.name) ?? {}));
  await replaceFile(path, formatJson({ ...manifest, models }));
}

/** The entry with new figures: known keys keep their places, new ones follow the nearest key before them in the order. */
function merge(entry: { readonly name: string }, figures: Figures): object {
  const keys: string[] = Object.keys(entry);
  for (const key of keyOrder) {
    if (!(key in figures) || keys.includes(key)) continue;
    const before = keyOrder.slice(0, keyOrder.indexOf(key)).findLast((other) => keys.includes(other));
    keys.splice(before === undefined ? keys.length : keys.indexOf(before) + 1, 0, key);
  }
  const values: { readonly [key: string]: unknown } = { ...entry, ...figures };
  return Object.fromEntries(keys.map((key) => [key, values[key]]));
}

const LINE_WIDTH = 130;

/** JSON as the formatter of the project writes it: objects on many lines, arrays of plain values on one where they fit. */
export function formatJson(value: unknown): string {
  return `${write(value, "", 0)}\n`;
}

/** `used` counts the columns before the value on its line, and the comma behind it. */
function write(value: unknown, indent: string, used: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    if (value.every((item) => typeof item !== "object") && used + line.length <= LINE_WIDTH) return line;
    return `[\n${value.map((item) => inner + write(item, inner, inner.length + 1)).join(",\n")}\n${indent}]`;
  }
  const fields = Object.entries(value).map(([key, field]) => {
    const head = `${inner}${JSON.stringify(key)}: `;
    return head + write(field, inner, head.length + 1);
  });
  return fields.length === 0 ? "{}" : `{\n${fields.join(",\n")}\n${indent}}`;
}
