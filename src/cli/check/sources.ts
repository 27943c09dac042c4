/** What a checkpoint belongs to: the program and the specs as they are when a run begins. */

import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { CheckpointOwner } from "../../checker/index.ts";
import { sha256Hex } from "../../crypto/digest.ts";
import { canonicalJson } from "../../lib/canonical.ts";
import { packageRoot } from "../files.ts";
import { packageVersion } from "../version.ts";

/** Digests the program as it was built, and all modules, cfgs and the manifest of a directory of specs. */
export function checkpointOwner(specDir: string): CheckpointOwner {
  const program = filesIn(join(packageRoot, "dist"), (name) => name.endsWith(".js"));
  const specs = filesIn(specDir, (name) => /\.(tla|cfg)$/.test(name) || name === "manifest.json");
  const digests = [program, specs].map(({ root, paths }) =>
    Object.fromEntries(paths.map((path) => [relative(root, path), sha256Hex(readFileSync(path, "latin1"))])),
  );
  return { version: packageVersion(), sources: `sha256:${sha256Hex(canonicalJson(digests))}` };
}

function filesIn(root: string, wanted: (name: string) => boolean) {
  const paths: string[] = [];
  const visit = (directory: string): void => {
    for (const entry of entriesOf(directory)) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && wanted(entry.name)) paths.push(path);
    }
  };
  visit(root);
  return { root, paths: paths.sort() };
}

function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    // A directory that cannot be read has no models either.
    return [];
  }
}
