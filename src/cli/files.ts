/** Files from outside: where the package's are, how messages show a path, and reading a text. */

import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ExitCode, NexusError } from "../lib/errors.ts";

/** The root of the package: what is built stands in `dist/`, beside `src/` and `spec/`. */
export const packageRoot = fileURLToPath(new URL("../../", import.meta.url));

export const defaultSpecDir = join(packageRoot, "spec", "tla");

export const defaultVectorsDir = join(packageRoot, "vectors");

/** Larger texts are refused: none of that size was meant, and strings end not far above. In bytes. */
const LARGEST_TEXT = 2 ** 28;

/** A path as messages show it: relative to the working directory where it is inside. */
export function shownPath(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside.startsWith("..") || isAbsolute(inside) || inside === "" ? path : inside;
}

/**
 * Reads a text of UTF-8. Throws {@link NexusError} `no-file` where there is none, `bad-file` where it is no file, too large or no text,
 * `environment` where it cannot be read.
 */
export function readText(path: string, hint?: string, largest = LARGEST_TEXT): string {
  const bytes = readBytes(path, hint, largest);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notUtf8(path, bytes);
  }
}

/** The same for bytes. */
export function readBytes(path: string, hint: string | undefined, largest: number): Uint8Array {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) throw badFile(path, "is a directory, expected a file");
    if (!stat.isFile() && !stat.isFIFO()) throw badFile(path, "is a device, expected a file");
    if (stat.size > largest) throw badFile(path, `has ${stat.size} bytes, expected at most ${largest}`);
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof NexusError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    const missing = code === "ENOENT" || code === "ENOTDIR";
    throw missing
      ? new NexusError("no-file", `there is no file ${shownPath(path)}`, { cause, ...(hint === undefined ? {} : { hint }) })
      : new NexusError("environment", `cannot read ${shownPath(path)}: ${message}`, { cause, exit: ExitCode.environment });
  }
}

const badFile = (path: string, what: string) =>
  new NexusError("bad-file", `${shownPath(path)} ${what}`, { hint: "was another file meant?" });

function notUtf8(path: string, bytes: Uint8Array): NexusError {
  const before = (new TextDecoder().decode(bytes).split("\ufffd", 1)[0] as string).split("\n");
  const place = { line: before.length, column: (before.at(-1) as string).length + 1 };
  return new NexusError("bad-file", "found a byte that is no UTF-8, expected a text", {
    at: { file: shownPath(path), start: place, end: place },
    hint: bytes.includes(0) ? "this looks like a binary file" : "save the file in the encoding UTF-8",
  });
}
