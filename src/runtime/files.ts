/** Files that are replaced whole: after a crash a reader finds the old content or the new one. */

import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { canonicalJson } from "../lib/canonical.ts";
import type { Data } from "../lib/data.ts";
import { decodeCheckpoint } from "./codec.ts";
import type { CheckpointStore } from "./log.ts";

/**
 * Writes beside the file, synchronises, renames, and synchronises the directory that holds the name. What is written may come in
 * parts, as it is made.
 */
export async function replaceFile(path: string, content: string | Uint8Array | Iterable<string | Uint8Array>): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, "w");
  try {
    const parts = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  const directory = await open(dirname(path), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** A checkpoint in a file of canonical JSON. */
export function fileCheckpoints<S extends Data>(path: string): CheckpointStore<S> {
  return {
    load: async () => {
      try {
        return decodeCheckpoint(await readFile(path, "utf8"));
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    save: ({ module, position, state }) => replaceFile(path, canonicalJson({ module, position, state })),
  };
}
