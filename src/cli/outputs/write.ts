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

/**
 * Writes the reports that are asked for, each whole or not at all. `stepSummary` is GitHub's file of the job's summary, to which steps
 * append. Throws {@link NexusError} `environment` where a file cannot be written.
 */
export async function writeOutputs(outputs: Outputs, input: OutputInput, stepSummary: string | undefined): Promise<void> {
  const { junit, markdown, sarif } = outputs;
  if (junit === undefined && markdown === undefined && sarif === undefined) return;
  const { manifest, seconds, version } = input;
  const cases = casesOf(input, {
    details: (outcome) => detailTexts(outcome, styleOf(false)),
    codeLines,
    pinnedAt: (model) => manifest.positions[manifest.models.findIndex(({ name }) => name === model)],
  });
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

/** The reference of a file from the root of the package, else from the working directory; a file URI where it is in neither. */
export function sourceUri(file: string): string {
  const path = resolve(file);
  for (const root of [packageRoot, process.cwd()]) {
    const inside = relative(root, path);
    if (!inside.startsWith("..") && !isAbsolute(inside)) return inside.split(sep).map(encodeURIComponent).join("/");
  }
  return pathToFileURL(path).href;
}
