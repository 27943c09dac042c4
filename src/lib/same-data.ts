/** Equality and freezing of data. */

import type { Data } from "./data.ts";

/** Whether two data are equal; the order of an object's fields means nothing. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return Object.is(one, other);
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    for (let i = 0; i < one.length; i++) if (!isSameData(one[i], other[i])) return false;
    return true;
  }
  const fields = Object.keys(one);
  if (fields.length !== Object.keys(other).length) return false;
  for (const name of fields) {
    if (!Object.hasOwn(other, name)) return false;
    if (!isSameData((one as { readonly [field: string]: unknown })[name], (other as { readonly [field: string]: unknown })[name]))
      return false;
  }
  return true;
}

/** The data itself, with all its parts frozen: whoever writes to it throws. */
export function frozen<T extends Data>(data: T): T {
  if (typeof data !== "object" || data === null || Object.isFrozen(data)) return data;
  for (const part of Object.values(data)) frozen(part as Data);
  return Object.freeze(data);
}
