/** Opens the files of a model. */

import { basename, dirname } from "node:path";
import { ExitCode, NexusError } from "../../lib/errors.ts";
import {
  type Analysis,
  analyze,
  type CompiledSpec,
  type Config,
  checkConfig,
  compileSpec,
  loadModule,
  parseConfig,
} from "../../tla/index.ts";
import { shownPath } from "../files.ts";
import { SourceTexts } from "../load.ts";
import type { TlaFiles } from "./job.ts";

export interface OpenedModule {
  readonly analysis: Analysis;
  readonly texts: SourceTexts;
}

export interface OpenedModel extends OpenedModule {
  readonly spec: CompiledSpec;
  readonly config: Config;
}

/** Reads and analyses a module with all that it needs. Throws {@link NexusError} with a position for what is wrong. */
export function openModule({ file, libraries }: Pick<TlaFiles, "file" | "libraries">): OpenedModule {
  const name = moduleName(file);
  const texts = new SourceTexts();
  texts.open(file, "name the file of the root module");
  const resolve = texts.resolver([dirname(file), ...libraries]);
  return { analysis: notTooDeep(() => analyze(loadModule(name, resolve))), texts };
}

/** Reads, analyses, configures and compiles a model. `read` gets the texts as they are read, whatever goes wrong later. */
export function openModel(files: TlaFiles, opened: (texts: SourceTexts) => void): OpenedModel {
  const { analysis, texts } = openModule(files);
  opened(texts);
  const { file, source } = texts.open(
    files.config ?? files.file.replace(/\.tla$/, ".cfg"),
    files.config === undefined ? "a model has a cfg file beside its module; --config names another" : undefined,
  );
  return notTooDeep(() => {
    const config = parseConfig(file, source);
    checkConfig(config, analysis);
    return { analysis, texts, config, spec: compileSpec(analysis, config, { labels: "definitions" }) };
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
