/** The frozen manifest of the suite: how many commands of each kind each file has, so that the reader cannot lose any in silence. */

import { readFileSync, writeFileSync } from "node:fs";
import { NexusError } from "nexus-reference/lib/errors";
import { type Counts, countsOf, type Script } from "./suite.ts";

/** From the repository's root. */
export const MANIFEST = "conformance/wasm/manifest.json";

export interface Manifest {
  readonly source: string;
  readonly files: { readonly [file: string]: Counts };
}

export function readManifest(): Manifest {
  return JSON.parse(readFileSync(MANIFEST, "utf8")) as Manifest;
}

export function writeManifest(scripts: readonly Script[]): void {
  const files = Object.fromEntries(scripts.map((script) => [script.file, countsOf(script)]));
  const manifest: Manifest = { source: "WebAssembly/spec, tag wg-2.0, test/core", files };
  writeFileSync(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Throws where the scripts have other commands than the manifest. */
export function checkManifest(scripts: readonly Script[], { files }: Manifest): void {
  const found = new Map(scripts.map((script) => [script.file, JSON.stringify(countsOf(script))]));
  const parted = [...new Set([...Object.keys(files), ...found.keys()])].filter(
    (file) => JSON.stringify(files[file]) !== found.get(file),
  );
  if (parted.length === 0) return;
  const file = parted[0] as string;
  throw new NexusError("suite-changed", `${parted.length} files have other commands than ${MANIFEST}, the first is ${file}`, {
    hint: `there ${found.get(file) ?? "nothing"}, pinned ${JSON.stringify(files[file]) ?? "nothing"}`,
  });
}
