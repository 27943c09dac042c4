/** Errors of users and bugs of ours, for standard error. */

import { formatPosition, type SourceRange } from "../../lib/source.ts";
import { excerpt } from "../../tla/excerpt.ts";
import type { ModelWarning, Problem } from "../outcome.ts";
import type { Style } from "./style.ts";

/** The text of a source file by the name that positions give it, where it can be read. */
export type ReadSource = (file: string) => string | undefined;

/** The line of a position and carets under the range; nothing where the source cannot be read. */
export function sourceLines(at: SourceRange, read: ReadSource): readonly string[] {
  const source = read(at.file);
  return source === undefined ? [] : excerpt(source, at).split("\n").slice(1);
}

/** The position and its line. */
export function place(at: SourceRange, read: ReadSource): readonly string[] {
  return [formatPosition(at), ...sourceLines(at, read)];
}

/** `error[code] file:line:col message`, the source line with carets, and the hint. */
export function problemText(problem: Problem, read: ReadSource, style: Style): string {
  const { kind, code, message, at, hint, stack } = problem;
  if (kind === "bug") {
    return [
      `${style.bad("this is a bug")} in nexus, not in what it was given: ${message}`,
      ...(stack === undefined ? [] : [stack]),
      "Please report it with the command that you ran.",
    ].join("\n");
  }
  return [
    [style.bad(`error[${code}]`), ...(at === undefined ? [] : [formatPosition(at)]), visible(message)].join(" "),
    ...(at === undefined ? [] : sourceLines(at, read)),
    ...(hint === undefined ? [] : [`hint: ${visible(hint)}`]),
  ].join("\n");
}

/** Messages quote what they were given: characters that a terminal would obey are replaced. */
const visible = (text: string): string => text.replace(/[^\P{Cc}\n]/gu, "\ufffd");

/** Something that is allowed and seldom meant. */
/** `warning[code] file:line:col message` */
export function warningText({ code, message, at }: ModelWarning, style: Style): string {
  return [style.warn(`warning[${code}]`), ...(at === undefined ? [] : [formatPosition(at)]), visible(message)].join(" ");
}
