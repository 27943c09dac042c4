/** Puts the reports for continuous integration where the flags of `nexus check` say. */

import { appendFile } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { ExitCode, NexusError } from "../../lib/errors.ts";
import { replaceFile } from "../../runtime/files.ts";
import { codeLines } from "../code-lines.ts";
import type { Manifest } from "../codec.ts";
import { packageRoot, shownPath } from "../files.ts";
import { detailTexts } from "../render/details.ts";
import { styleOf } from "../render/style.ts";
import type { Io } from "../verb.ts";
import { workflowCommands } from "./annotations.ts";
import { type CaseInput, casesOf } from "./cases.ts";
import { junitXml } from "./junit.ts";
import { markdownText } from "./markdown.ts";
import { sarifJson } from "./sarif.ts";

export interface Outputs {
  readonly junit?: string | undefined;
  readonly markdown?: string | undefined;
  readonly sarif?: string | undefined;
}

export interface OutputInput extends CaseInput {
  readonly manifest: Manifest;
  readonly seconds: number;
  readonly version: string;
}

/** What a job of GitHub gives to its steps. */
export interface GitHub {
  /** The file of the job's summary, to which steps append. */
  readonly stepSummary?: string;
  /** The directory of the repository, from which annotations name files. */
  readonly workspace?: string;
  /** Prints the annotations of a step, where the step runs in a job. */
  readonly annotate?: (text: string) => void;
}

/** GitHub as the environment of a step tells it. Its runner reads both streams, and standard output may be a document. */
export function gitHubOf(env: NodeJS.ProcessEnv, { err }: Pick<Io, "err">): GitHub {
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY: stepSummary, GITHUB_WORKSPACE: workspace } = env;
  return {
    ...(stepSummary === undefined ? {} : { stepSummary }),
    ...(workspace === undefined || workspace === "" ? {} : { workspace }),
    ...(GITHUB_ACTIONS === "true" ? { annotate: err } : {}),
  };
}

/**
 * Writes the reports that are asked for, each whole or not at all, and the annotations. Throws {@link NexusError} `environment` where
 * a file cannot be written.
 */
export async function writeOutputs(outputs: Outputs, input: OutputInput, gitHub: GitHub): Promise<void> {
  const { junit, markdown, sarif } = outputs;
  const { stepSummary, workspace, annotate } = gitHub;
  if (junit === undefined && markdown === undefined && sarif === undefined && annotate === undefined) return;
  const { manifest, seconds, version } = input;
  const cases = casesOf(input, {
    details: (outcome) => detailTexts(outcome, styleOf(false)),
    codeLines,
    pinnedAt: (model) => manifest.positions[manifest.models.findIndex(({ name }) => name === model)],
  });
  annotate?.(workflowCommands(cases, (file) => pathFrom([...(workspace === undefined ? [] : [workspace]), ...roots()], file)));
  if (junit !== undefined) await write(junit, () => replaceFile(junit, junitXml(cases, seconds)));
  if (markdown !== undefined) {
    const text = markdownText(cases, seconds);
    await write(markdown, () => (markdown === stepSummary ? appendFile(markdown, text) : replaceFile(markdown, text)));
  }
  if (sarif !== undefined) await write(sarif, () => replaceFile(sarif, sarifJson(cases, { version, uri: sourceUri })));
}

async function write(path: string, put: () => Promise<void>): Promise<void> {
  try {
    await put();
  } catch (cause) {
    throw new NexusError("environment", `cannot write ${shownPath(path)}: ${(cause as Error).message}`, {
      cause,
      exit: ExitCode.environment,
    });
  }
}

/** The root of the package, which is that of the repository here, and the working directory. */
const roots = (): readonly string[] => [packageRoot, process.cwd()];

/** The path of a file, with slashes, from the first of the directories that it is in; absolute where it is in none. */
function pathFrom(directories: readonly string[], file: string): string {
  const path = resolve(file);
  const inside = directories
    .map((directory) => relative(directory, path))
    .find((one) => !one.startsWith("..") && !isAbsolute(one));
  return (inside ?? path).split(sep).join("/");
}

/** The reference of a file from the root of the package, else from the working directory; a file URI where it is in neither. */
export function sourceUri(file: string): string {
  const path = pathFrom(roots(), file);
  return isAbsolute(path) ? pathToFileURL(path).href : path.split("/").map(encodeURIComponent).join("/");
}
