/** Shows a place in a source text on a terminal. */

import { formatPosition, type SourceRange } from "../lib/source.ts";

const tabWidth = 8;

/** A longer line is cut to so many columns, with at most so many before the range. */
const widest = 120;
const before = 40;

/**
 * A line with tabs expanded, so that its columns are those of {@link SourceRange}; one array item per column. Characters that a
 * terminal would obey instead of showing them are replaced.
 */
function columns(line: string): string[] {
  const out: string[] = [];
  for (const character of line) {
    if (character !== "\t") out.push(/[\p{Cc}\p{Cf}]/u.test(character) ? "\ufffd" : character);
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
  const from = line.length <= widest ? 0 : Math.max(0, Math.min(start.column - 1 - before, line.length - widest));
  const window = line.slice(from, from + widest);
  if (from > 0) window[0] = "\u2026";
  if (from + widest < line.length) window[widest - 1] = "\u2026";
  const last = end.line === start.line ? end.column : line.length;
  const offset = start.column - 1 - from;
  const carets = "^".repeat(Math.max(1, Math.min(last - start.column + 1, Math.max(window.length, 1) - offset)));
  const shown = window.join("").trimEnd();
  return [formatPosition(at), `${number} | ${shown}`, `${" ".repeat(5)} | ${" ".repeat(offset)}${carets}`].join("\n");
}
