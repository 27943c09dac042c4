/**
 * One text for each datum, so that equal data have equal bytes: JSON without white space, keys in ascending order of UTF-16 code
 * units, as RFC 8785 (JSON Canonicalization Scheme) writes it. Digests and logs are taken over it. Signed protocol bytes are not:
 * they are canonical binary, defined by each protocol.
 */

import type { Data } from "./data.ts";

/**
 * The canonical text of a datum. Numbers must be finite, and -0 is written as 0. A value that is not {@link Data} (undefined, NaN, a
 * Map) has no text and throws a TypeError that names the path to it: that is a bug of the caller. O(n log k) for objects of k keys.
 */
export function canonicalJson(data: Data): string {
  try {
    return write(data);
  } catch (error) {
    throw error instanceof NoText ? new TypeError(`$${error.path}: ${error.message}`) : error;
  }
}

/** What has no canonical text. The path to it is put together on the way back, so that it costs nothing where there is a text. */
class NoText extends Error {
  path = "";
}

function write(data: Data): string {
  if (data === null) return "null";
  if (typeof data === "boolean") return data ? "true" : "false";
  if (typeof data === "number") {
    if (!Number.isFinite(data)) throw new NoText(`${data} has no canonical text`);
    return JSON.stringify(data);
  }
  if (typeof data === "string") return writeString(data);
  if (isArray(data)) return `[${Array.from(data, (element, i) => within(element, i)).join(",")}]`;
  if (typeof data !== "object" || !isPlain(data)) throw new NoText("not JSON-shaped data");
  const fields = Object.keys(data)
    .sort()
    .map((key) => `${writeString(key)}:${within(data[key] as Data, key)}`);
  return `{${fields.join(",")}}`;
}

function within(data: Data, at: string | number): string {
  try {
    return write(data);
  } catch (error) {
    if (error instanceof NoText) error.path = (typeof at === "number" ? `[${at}]` : `.${at}`) + error.path;
    throw error;
  }
}

/** A lone surrogate has no UTF-8 form: two such strings could have the same bytes. */
function writeString(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new NoText("a string with a lone surrogate has no canonical bytes");
  return JSON.stringify(text);
}

function isArray(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}

function isPlain(data: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(data);
  return prototype === Object.prototype || prototype === null;
}
