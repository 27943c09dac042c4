/** What operators expect of their operands, and how values are compared. */

import type { SetLike } from "./lazy-sets.ts";
import {
  compare,
  EvaluationError,
  FunctionValue,
  isSequence,
  kindOf,
  LazySet,
  SetValue,
  StringValue,
  textOf,
  type Value,
} from "./value.ts";

export function expected(what: string, value: Value): never {
  throw new EvaluationError(`expected ${what}, found the ${kindOf(value)} ${textOf(value)}`);
}

export function toBoolean(value: Value): boolean {
  return typeof value === "boolean" ? value : expected("a boolean", value);
}

export function toInteger(value: Value): number {
  return typeof value === "number" ? value : expected("an integer", value);
}

export function toSet(value: Value): SetLike {
  return value instanceof SetValue || value instanceof LazySet ? value : expected("a set", value);
}

export function toFunction(value: Value): FunctionValue {
  return value instanceof FunctionValue ? value : expected("a function", value);
}

export function toSequence(value: Value): FunctionValue {
  return value instanceof FunctionValue && isSequence(value) ? value : expected("a sequence", value);
}

export function toText(value: Value): string {
  return value instanceof StringValue ? value.text : textOf(value);
}

/** Equality; values of different kinds cannot be compared, as in TLC. */
export function equal(a: Value, b: Value): boolean {
  return a === b || (typeof a !== "boolean" && unequalIdentities(a, b));
}

function unequalIdentities(a: Value, b: Value): boolean {
  if (typeof a === "number" && typeof b === "number") return false;
  if (a instanceof FunctionValue && b instanceof FunctionValue && a.values.length !== b.values.length) return false;
  if (a instanceof LazySet || b instanceof LazySet) return compare(a, b) === 0;
  compare(a, b);
  return false;
}

/** Whether a set can only be asked for membership. */
export function isInfinite(set: Value): set is LazySet {
  return set instanceof LazySet && !set.finite;
}

export function fail(message: string): never {
  throw new EvaluationError(message);
}
