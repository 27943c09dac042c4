/** Modules and cfg files: where they are, what was read, and the compiled model. */

import { basename, join } from "node:path";
import { sha256Hex } from "../crypto/digest.ts";
import { canonicalJson } from "../lib/canonical.ts";
import { NexusError } from "../lib/errors.ts";
import type { GraphSource } from "../runtime/graph-source.ts";
import { heapRoom } from "../runtime/heap-room.ts";
import { loadSharedSpec } from "../runtime/spec-source.ts";
import { type CompiledSpec, type Config, loadSpec, parseConfig, type ResolveModule, Universe } from "../tla/index.ts";
import { readText, shownPath } from "./files.ts";
import type { Sources } from "./outcome.ts";

export interface ModelFiles {
  /** The root module. */
  readonly module: string;
  /** The stem of the cfg file. */
  readonly cfg: string;
  /** In `broken/`. */
  readonly broken: boolean;
  /** Operators without parameters that must be true in some state. */
  readonly witnesses: readonly string[];
  /** For several threads, which need the same numbers for the same values; false unless told. */
  readonly shared?: boolean;
}

export interface LoadedModel {
  readonly spec: CompiledSpec;
  /** From which other threads build the graph, where it was loaded for them. */
  readonly source?: GraphSource;
  readonly config: Config;
  /** The texts that were read, by path. */
  readonly read: ReadonlyMap<string, string>;
}

/** Compiles a module with a cfg. Throws {@link NexusError} with a position for what is wrong in either. */
export function loadModel(specDir: string, { module, cfg, broken, witnesses, shared = false }: ModelFiles): LoadedModel {
  const home = broken ? join(specDir, "broken") : specDir;
  const texts = new SourceTexts();
  const config = texts.open(join(home, `${cfg}.cfg`), `the cfg of the model ${cfg} stands beside its module`);
  const resolve = texts.resolver(broken ? [home, specDir] : [specDir]);
  const sources = { module, config, resolve, witnesses };
  const loaded = shared ? loadSharedSpec(sources) : { spec: loadSpec({ ...sources, universe: new Universe(heapRoom()) }) };
  return { ...loaded, config: parseConfig(config.file, config.source), read: texts.read };
}

/** More than any module that a person wrote. In bytes. */
const LARGEST_MODULE = 2 ** 24;

/** Texts of modules and cfg files, which it notes as they are read. */
export class SourceTexts {
  /** By path. */
  readonly read = new Map<string, string>();

  open(path: string, hint?: string): { readonly file: string; readonly source: string } {
    const source = readText(path, hint, LARGEST_MODULE);
    this.read.set(path, source);
    return { file: shownPath(path), source };
  }

  /** Finds modules by name in the first of the directories that has them. */
  resolver(directories: readonly string[]): ResolveModule {
    return (name) => {
      for (const directory of directories) {
        try {
          return this.open(join(directory, `${name}.tla`));
        } catch (error) {
          if (!(error instanceof NexusError && error.code === "no-file")) throw error;
        }
      }
      return undefined;
    };
  }
}

/** One digest of all files that models were read from, by their names and texts. */
export function sourcesOf(models: readonly Pick<LoadedModel, "read">[]): Sources {
  const texts = new Map(models.flatMap(({ read }) => [...read]));
  const digests = Object.fromEntries([...texts].map(([path, text]) => [basename(path), sha256Hex(text)]));
  return { files: [...texts.keys()].map(shownPath), digest: `sha256:${sha256Hex(canonicalJson(digests))}` };
}
