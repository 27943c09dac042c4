/** Reading parts of large files, block by block. */

import { closeSync, openSync, readSync } from "node:fs";
import { ExitCode, NexusError } from "../lib/errors.ts";
import { shownPath } from "./files.ts";

export interface FilePart {
  readonly path: string;
  readonly from: number;
  readonly bytes: number;
}

const BLOCK = 1 << 20;

/**
 * The bytes of a part, in blocks, as far as the file has them. Throws {@link NexusError} `no-file` where there is no file,
 * `environment` where it cannot be read.
 */
export function* partOf({ path, from, bytes }: FilePart): Generator<Uint8Array> {
  const file = open(path);
  try {
    for (let at = 0; at < bytes; ) {
      const block = new Uint8Array(Math.min(BLOCK, bytes - at));
      const count = read(file, block, from + at, path);
      if (count === 0) return;
      yield block.subarray(0, count);
      at += count;
    }
  } finally {
    closeSync(file);
  }
}

function open(path: string): number {
  try {
    return openSync(path, "r");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw new NexusError("no-file", `there is no file ${shownPath(path)}`, { cause });
    }
    throw unreadable(path, cause);
  }
}

function read(file: number, into: Uint8Array, from: number, path: string): number {
  try {
    return readSync(file, into, 0, into.length, from);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EISDIR") {
      throw new NexusError("bad-file", `${shownPath(path)} is a directory, expected a file`, { cause });
    }
    throw unreadable(path, cause);
  }
}

const unreadable = (path: string, cause: unknown): NexusError =>
  new NexusError("environment", `cannot read ${shownPath(path)}: ${(cause as Error).message}`, {
    cause,
    exit: ExitCode.environment,
  });
