/** Shows a place in a source text on a terminal. */

import { formatPosition, type SourceRange } from "../lib/source.ts";

const tabWidth = 8;

/** A line with tabs expanded, so that its columns are those of {@link SourceRange}; one array item per column. */
function columns(line: string): string[] {
  const out: string[] = [];
  for (const character of line) {
    if (character !== "\t") out.push(character);
    else
      do out.push(" ");
      while (out.length % tabWidth !== 0);
  }
  return out;
}

/**
 * The line where a range starts, with its number, and carets under the range as far as it goes on that line:
 *
 * ```
 * Gsi.tla:12:9
 *    12 |   /\ x' = y
 *       |      ^^
 * ```
 */
export function excerpt(source: string, at: SourceRange): string {
  const { start, end } = at;
  const line = columns(source.split(/\r\n|\n|\r/)[start.line - 1] ?? "");
  const number = String(start.line).padStart(5);
  const last = end.line === start.line ? end.column : line.length;
  const carets = "^".repeat(Math.max(1, last - start.column + 1));
  const shown = line.join("").trimEnd();
  return [formatPosition(at), `${number} | ${shown}`, `${" ".repeat(5)} | ${" ".repeat(start.column - 1)}${carets}`].join("\n");
}
