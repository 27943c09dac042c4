/** Finds the lines of machines that a difference is about. The package ships its sources for this. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceRange } from "../lib/source.ts";
import { packageRoot, shownPath } from "./files.ts";
import { readSource } from "./render/source.ts";

export interface CodeLines {
  /** The function that mirrors the action. */
  readonly action?: SourceRange;
  /** The line that returns the refusal. */
  readonly refusal?: SourceRange;
}

/** `log-dkg` for `LogDkg`: the folder of a module's machine. */
export function machineFolder(module: string): string {
  return module.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}

/** The texts of a machine's files by their names, tests left out. */
export function machineTexts(module: string): readonly (readonly [name: string, text: string])[] {
  const folder = join(packageRoot, "src", "machines", machineFolder(module));
  return sourceFiles(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
}

/** Where the machine of a module defines an action and, if one is given, refuses it. */
export function codeLines(
  module: string,
  action: string,
  refusal?: string,
  root = join(packageRoot, "src", "machines"),
): CodeLines {
  const folder = join(root, machineFolder(module));
  const files = sourceFiles(folder).map((name) => {
    const path = join(folder, name);
    return { file: shownPath(path), lines: readFileSync(path, "utf8").split("\n") };
  });
  const starts = [`export function ${action}(`, `export function ${action}<`];
  for (const { file, lines } of files) {
    const first = lines.findIndex((line) => starts.some((start) => line.startsWith(start)));
    if (first < 0) continue;
    const end = lines.findIndex((line, i) => i > first && line === "}");
    const found = { action: range(file, first, "export function ".length, action.length) };
    if (refusal === undefined) return found;
    const at = refusalIn(file, lines, refusal, first, end < 0 ? lines.length : end);
    if (at !== undefined) return { ...found, refusal: at };
    const elsewhere = anywhere(files, refusal);
    return elsewhere === undefined ? found : { ...found, refusal: elsewhere };
  }
  const elsewhere = refusal === undefined ? undefined : anywhere(files, refusal);
  return elsewhere === undefined ? {} : { refusal: elsewhere };
}

/**
 * Where the model of a module's machine holds back an action's input, by the refusal that it gives for it: under the action's name in
 * `model.ts`, or where several actions share it.
 */
export function environmentLine(
  module: string,
  action: string,
  refusal: string,
  root = join(packageRoot, "src", "machines"),
): SourceRange | undefined {
  const file = join(root, machineFolder(module), "model.ts");
  const lines = readSource(file)?.split("\n") ?? [];
  const quoted = JSON.stringify(refusal);
  const isKey = (line: string): boolean => /^ {4}\w+: /.test(line);
  for (const [first, line] of lines.entries()) {
    if (!line.startsWith(`    ${action}: `)) continue;
    const next = lines.findIndex((other, i) => i > first && isKey(other));
    const at = lines.findIndex(
      (other, i) => i >= first && (next < 0 || i < next) && other.includes(quoted) && !other.includes(`${quoted}:`),
    );
    if (at >= 0) return range(shownPath(file), at, (lines[at] as string).indexOf(quoted), quoted.length);
  }
  return codeLines(module, action, refusal, root).refusal;
}

type Source = { readonly file: string; readonly lines: readonly string[] };

/** The action files come first: they are what an auditor reads. */
function sourceFiles(folder: string): readonly string[] {
  const order = ["actions.ts", "world.ts"];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  } catch {
    return [];
  }
}

/**
 * The environment's refusals stand outside of the action's function, in an expression that gives null or the refusal. A line that returns
 * it comes before one that names it in another way; types and the table of refusals name it as well, and give nothing.
 */
function anywhere(files: readonly Source[], refusal: string): SourceRange | undefined {
  const quoted = JSON.stringify(refusal);
  const gives = (line: string): boolean => /return|[?:=]/.test(line) && line.includes(quoted) && !line.includes(`${quoted}:`);
  const isType = (line: string): boolean =>
    line.includes(`| ${quoted}`) || line.includes(`${quoted} |`) || line.includes(`<${quoted}`);
  const kinds = [(line: string) => line.includes(`return ${quoted}`), (line: string) => gives(line) && !isType(line)];
  for (const isWanted of kinds) {
    for (const { file, lines } of files) {
      const at = lines.findIndex(isWanted);
      if (at >= 0) return range(file, at, (lines[at] as string).indexOf(quoted), quoted.length);
    }
  }
  return undefined;
}

function refusalIn(file: string, lines: readonly string[], refusal: string, from: number, to: number): SourceRange | undefined {
  const text = `return ${JSON.stringify(refusal)}`;
  for (let at = from; at < to; at++) {
    const column = (lines[at] as string).indexOf(text);
    if (column < 0) continue;
    const indent = (lines[at] as string).search(/\S/);
    return range(file, at, indent, (lines[at] as string).trimEnd().length - indent);
  }
  return undefined;
}

function range(file: string, line: number, column: number, length: number): SourceRange {
  return {
    file,
    start: { line: line + 1, column: column + 1 },
    end: { line: line + 1, column: column + length },
  };
}
