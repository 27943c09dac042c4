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
function positionAt(text: string, offset: number): Position {
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

const scalar =
  /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/** Where a text stops being JSON, which engines do not always say; its end where nothing is wrong but that more is expected. */
export function jsonErrorPosition(text: string): Position {
  const end = validEnd(text, 0);
  return positionAt(text, end.valid ? skipSpace(text, end.at) : end.at);
}

interface End {
  /** Behind the value, or at the first character that is wrong. */
  readonly at: number;
  readonly valid: boolean;
}

function validEnd(text: string, from: number): End {
  const at = skipSpace(text, from);
  const open = text[at];
  if (open === "{" || open === "[") return validParts(text, skipSpace(text, at + 1), open === "{");
  scalar.lastIndex = at;
  const valid = scalar.test(text);
  return { at: valid ? scalar.lastIndex : at, valid };
}

/** From behind the bracket of an object or array to behind its end. */
function validParts(text: string, from: number, keyed: boolean): End {
  const close = keyed ? "}" : "]";
  let at = from;
  if (text[at] === close) return { at: at + 1, valid: true };
  for (;;) {
    if (keyed) {
      const key = text[at] === '"' ? validEnd(text, at) : { at, valid: false };
      const colon = skipSpace(text, key.at);
      if (!key.valid || text[colon] !== ":") return { at: key.valid ? colon : key.at, valid: false };
      at = colon + 1;
    }
    const value = validEnd(text, at);
    if (!value.valid) return value;
    at = skipSpace(text, value.at);
    if (text[at] === close) return { at: at + 1, valid: true };
    if (text[at] !== ",") return { at, valid: false };
    at = skipSpace(text, at + 1);
  }
}
