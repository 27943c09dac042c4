/** Opens the files of a model. */

import { basename, dirname } from "node:path";
import { ExitCode, NexusError } from "../../lib/errors.ts";
import type { GraphSource } from "../../runtime/graph-source.ts";
import { heapRoom } from "../../runtime/heap-room.ts";
import { loadSharedSpec } from "../../runtime/spec-source.ts";
import {
  type Analysis,
  analyze,
  type CompiledSpec,
  type Config,
  checkConfig,
  compileSpec,
  loadModule,
  parseConfig,
  type ResolveModule,
  Universe,
} from "../../tla/index.ts";
import { shownPath } from "../files.ts";
import { SourceTexts } from "../load.ts";
import { hostOf } from "./host.ts";
import type { TlaFiles } from "./job.ts";

export interface OpenedModule {
  readonly analysis: Analysis;
  readonly resolve: ResolveModule;
  readonly texts: SourceTexts;
}

export interface OpenedModel extends OpenedModule {
  readonly spec: CompiledSpec;
  /** From which other threads build the graph, where it was opened for them. */
  readonly source?: GraphSource;
  readonly config: Config;
}

/** Reads and analyses a module with all that it needs. Throws {@link NexusError} with a position for what is wrong. */
export function openModule({ file, libraries }: Pick<TlaFiles, "file" | "libraries">): OpenedModule {
  const name = moduleName(file);
  const texts = new SourceTexts();
  texts.open(file, "name the file of the root module");
  const resolve = texts.resolver([dirname(file), ...libraries]);
  return { analysis: notTooDeep(() => analyze(loadModule(name, resolve))), texts, resolve };
}

/**
 * Reads, analyses, configures and compiles a model, for several threads where it is `shared`. `opened` gets the texts as soon as the
 * modules are read, whatever goes wrong later.
 */
export function openModel(files: TlaFiles, shared: boolean, opened: (texts: SourceTexts) => void): OpenedModel {
  const { analysis, texts, resolve } = openModule(files);
  opened(texts);
  const cfg = texts.open(
    files.config ?? files.file.replace(/\.tla$/, ".cfg"),
    files.config === undefined ? "a model has a cfg file beside its module; --config names another" : undefined,
  );
  return notTooDeep(() => {
    const config = parseConfig(cfg.file, cfg.source);
    checkConfig(config, analysis);
    const host = hostOf(files.file, files.libraries, (text) => process.stderr.write(`${text}\n`));
    const compiled = shared
      ? loadSharedSpec({ module: analysis.root.name, config: cfg, resolve, labels: "definitions" })
      : { spec: compileSpec(analysis, config, { labels: "definitions", universe: new Universe(heapRoom()), host }) };
    return { analysis, texts, resolve, config, ...compiled };
  });
}

function moduleName(file: string): string {
  const name = basename(file, ".tla");
  if (basename(file) === `${name}.tla` && name !== "") return name;
  throw new NexusError("bad-argument", `${shownPath(file)} is no file of a module: its name does not end in .tla`, {
    hint: "the module M stands in M.tla",
  });
}

/** What nests deeper than the host's stack is the module's doing. */
function notTooDeep<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError && /call stack/.test(error.message))) throw error;
    throw new NexusError("tla-depth", "the module is nested too deeply", {
      hint: "look for a recursion that does not end",
      exit: ExitCode.usage,
      cause: error,
    });
  }
}
