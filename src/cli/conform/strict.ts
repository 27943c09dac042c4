/** Reads JSON from outside, strictly: what is missing, has another type or is too much is a {@link BadValue} with its path. */

import { BadValue } from "../../checker/index.ts";

export type Fields = { readonly [key: string]: unknown };

/** An object with all the required keys and no others than those and the optional ones. */
export function fieldsOf(value: unknown, path: string, required: readonly string[], optional: readonly string[] = []): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadValue(path, "an object");
  const fields = value as Fields;
  for (const key of required) if (!Object.hasOwn(fields, key)) throw new BadValue(path, `the key "${key}"`);
  for (const key of Object.keys(fields)) {
    if (!required.includes(key) && !optional.includes(key)) throw new BadValue(`${path}.${key}`, "no such key");
  }
  return fields;
}

export function textAt(value: unknown, path: string, longest = 200): string {
  if (typeof value === "string" && value !== "" && value.length <= longest) return value;
  throw new BadValue(path, `a text of 1 to ${longest} characters`);
}

export function arrayAt(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new BadValue(path, "an array");
}

export function textsAt(value: unknown, path: string, longest?: number): readonly string[] {
  return arrayAt(value, path).map((item, i) => textAt(item, `${path}[${i}]`, longest));
}

/** One of some values. */
export function oneAt<T>(value: unknown, path: string, of: readonly T[]): T {
  if ((of as readonly unknown[]).includes(value)) return value as T;
  throw new BadValue(path, `one of ${of.map((one) => JSON.stringify(one)).join(", ")}`);
}

export function numberAt(value: unknown, path: string, least: number, most: number): number {
  if (typeof value === "number" && value >= least && value <= most) return value;
  throw new BadValue(path, `a number from ${least} to ${most}`);
}
