/** Modules, cfg files and machines as files: where they are, what was read, and the compiled model. */

import { readFileSync } from "node:fs";
import { basename, isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256Hex } from "../crypto/digest.ts";
import { canonicalJson } from "../lib/canonical.ts";
import { ExitCode, NexusError } from "../lib/errors.ts";
import { type CompiledSpec, type Config, loadSpec, parseConfig } from "../tla/index.ts";
import type { Sources } from "./outcome.ts";

/** The root of the package: what is built stands in `dist/`, beside `src/` and `spec/`. */
export const packageRoot = fileURLToPath(new URL("../../", import.meta.url));

export const defaultSpecDir = join(packageRoot, "spec", "tla");

/** A path as messages show it: relative to the working directory where it is inside. */
export function shownPath(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside.startsWith("..") || isAbsolute(inside) || inside === "" ? path : inside;
}

/** Reads a text. Throws {@link NexusError} `no-file` where there is none, `environment` where it cannot be read. */
export function readText(path: string, hint?: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const missing = code === "ENOENT" || code === "ENOTDIR";
    throw missing
      ? new NexusError("no-file", `there is no file ${shownPath(path)}`, { cause, ...(hint === undefined ? {} : { hint }) })
      : new NexusError("environment", `cannot read ${shownPath(path)}: ${message}`, { cause, exit: ExitCode.environment });
  }
}

export interface ModelFiles {
  /** The root module. */
  readonly module: string;
  /** The stem of the cfg file. */
  readonly cfg: string;
  /** In `broken/`. */
  readonly broken: boolean;
  /** Operators without parameters that must be true in some state. */
  readonly witnesses: readonly string[];
}

export interface LoadedModel {
  readonly spec: CompiledSpec;
  readonly config: Config;
  /** The texts that were read, by path. */
  readonly read: ReadonlyMap<string, string>;
}

/** Compiles a module with a cfg. Throws {@link NexusError} with a position for what is wrong in either. */
export function loadModel(specDir: string, { module, cfg, broken, witnesses }: ModelFiles): LoadedModel {
  const home = broken ? join(specDir, "broken") : specDir;
  const read = new Map<string, string>();
  const open = (path: string, hint?: string) => {
    const source = readText(path, hint);
    read.set(path, source);
    return { file: shownPath(path), source };
  };
  const resolve = (name: string) => {
    for (const directory of broken ? [home, specDir] : [specDir]) {
      try {
        return open(join(directory, `${name}.tla`));
      } catch (error) {
        if (!(error instanceof NexusError && error.code === "no-file")) throw error;
      }
    }
    return undefined;
  };
  const config = open(join(home, `${cfg}.cfg`), `the cfg of the model ${cfg} stands beside its module`);
  return { spec: loadSpec({ module, config, resolve, witnesses }), config: parseConfig(config.file, config.source), read };
}

/** One digest of all files that models were read from, by their names and texts. */
export function sourcesOf(models: readonly LoadedModel[]): Sources {
  const texts = new Map(models.flatMap(({ read }) => [...read]));
  const digests = Object.fromEntries([...texts].map(([path, text]) => [basename(path), sha256Hex(text)]));
  return { files: [...texts.keys()].map(shownPath), digest: `sha256:${sha256Hex(canonicalJson(digests))}` };
}
