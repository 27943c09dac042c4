/** A change, in the line that it changes. */

import type { SourceRange } from "nexus-reference/lib/source";
import { oneLine } from "./mutant.ts";

/** Characters that are shown on each side of a change. */
const AROUND = 40;

/**
 * The changed line with `[old → new]` in the place of the change, or `[drop old]`, for example `x' = x + [1 → 2]`.
 * Positions count from 1 and include the last character.
 */
export function showChange(source: string, { start, end }: Pick<SourceRange, "start" | "end">, text: string): string {
  const lines = source.split("\n");
  const before = (lines[start.line - 1] ?? "").slice(0, start.column - 1).trimStart();
  const after = (lines[end.line - 1] ?? "").slice(end.column).trimEnd();
  const inside = lines.slice(start.line - 1, end.line);
  inside[inside.length - 1] = (inside.at(-1) ?? "").slice(0, end.column);
  inside[0] = (inside[0] ?? "").slice(start.column - 1);
  const old = oneLine(inside.join("\n"));
  const change = text.trim() === "" ? `[drop ${old}]` : `[${old} \u2192 ${oneLine(text)}]`;
  const left = before.length <= AROUND ? before : `...${before.slice(-AROUND)}`;
  const right = after.length <= AROUND ? after : `${after.slice(0, AROUND)}...`;
  return oneLine(`${left}${change}${right}`, 300);
}
