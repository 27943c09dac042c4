/** Finds where a value of a JSON text stands, so that errors in JSON files have positions as errors in modules have. */

import type { Position } from "../lib/source.ts";

export type JsonPath = readonly (string | number)[];

/** `$.models[3].tier`. */
export function formatPath(path: JsonPath): string {
  return `$${path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("")}`;
}

/**
 * The position of the value at a path of a well-formed JSON text, or of the deepest value on the way that exists. A path may end
 * in a key that the reader did not expect: keys are found as they stand.
 */
export function jsonPosition(text: string, path: JsonPath): Position {
  let at = skipSpace(text, 0);
  for (const key of path) {
    const child = childAt(text, at, key);
    if (child === undefined) break;
    at = child;
  }
  return positionAt(text, at);
}

/** The line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) as string).length + 1 };
}

function childAt(text: string, at: number, key: string | number): number | undefined {
  if (text[at] !== (typeof key === "number" ? "[" : "{")) return undefined;
  let next = skipSpace(text, at + 1);
  for (let place = 0; next < text.length && text[next] !== "]" && text[next] !== "}"; place++) {
    let name: string | number = place;
    if (typeof key === "string") {
      const end = skipValue(text, next);
      name = JSON.parse(text.slice(next, end)) as string;
      next = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (name === key) return next;
    next = skipSpace(text, skipValue(text, next));
    if (text[next] === ",") next = skipSpace(text, next + 1);
  }
  return undefined;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? "")) at += 1;
  return at;
}

/** The offset behind the value that starts at `from`. */
function skipValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const first = text[at] as string;
    if (first === '"') at = skipString(text, at);
    else if ("{[".includes(first)) {
      depth += 1;
      at += 1;
    } else if ("}]".includes(first)) {
      depth -= 1;
      at += 1;
    } else if (",:".includes(first) || /\s/.test(first)) at += 1;
    else while (at < text.length && !/[\s,:\]}]/.test(text[at] as string)) at += 1;
  } while (depth > 0 && at < text.length);
  return at;
}

function skipString(text: string, from: number): number {
  let at = from + 1;
  while (text[at] !== '"' && at < text.length) at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}
