/** Values to and from the neutral notation. */

import type { Itf } from "../../lib/data.ts";
import type { Universe } from "./universe.ts";
import {
  compare,
  EvaluationError,
  isRecord,
  isSequence,
  LazySet,
  ModelValue,
  SetValue,
  StringValue,
  type Value,
} from "./value.ts";

/** What reading needs: where values live, and which strings stand for model values. */
export interface Reading {
  readonly universe: Universe;
  readonly modelValues: ReadonlySet<string>;
  /** The values of frozen notations. An abstraction that freezes the parts that it gives again has them read once. */
  readonly frozen: WeakMap<object, Value>;
}

/** The value of a neutral notation. */
export function fromItf(reading: Reading, itf: Itf): Value {
  const { universe, modelValues, frozen } = reading;
  if (typeof itf === "number" || typeof itf === "boolean") return itf;
  if (typeof itf === "string") return modelValues.has(itf) ? universe.modelValue(itf) : universe.string(itf);
  if (!Object.isFrozen(itf)) return composite(reading, itf);
  const known = frozen.get(itf);
  if (known !== undefined) return known;
  const value = composite(reading, itf);
  frozen.set(itf, value);
  return value;
}

function composite(reading: Reading, itf: object): Value {
  const { universe } = reading;
  const parts = itf as { readonly "#set"?: readonly Itf[]; readonly "#tup"?: readonly Itf[]; readonly "#map"?: Pairs };
  if (parts["#set"] !== undefined) return setFrom(universe, readAll(reading, parts["#set"]));
  if (parts["#tup"] !== undefined) return universe.sequence(readAll(reading, parts["#tup"]));
  if (parts["#map"] !== undefined) return functionFrom(reading, parts["#map"]);
  const fields = Object.keys(itf).sort((a, b) => (a < b ? -1 : 1));
  const domain = universe.setOfSorted(fields.map((field) => universe.string(field)));
  const record = itf as { readonly [field: string]: Itf };
  return universe.functionOf(
    domain,
    fields.map((field) => fromItf(reading, record[field] as Itf)),
  );
}

type Pairs = readonly (readonly [Itf, Itf])[];

function readAll(reading: Reading, items: readonly Itf[]): readonly Value[] {
  const values = new Array<Value>(items.length);
  for (let i = 0; i < items.length; i++) values[i] = fromItf(reading, items[i] as Itf);
  return values;
}

/** The set of some values. An abstraction mostly gives them in canonical order: then nothing is sorted. */
function setFrom(universe: Universe, elements: readonly Value[]): SetValue {
  return isAscending(elements) ? universe.setOfSorted(elements) : universe.setOf(elements);
}

function isAscending(elements: readonly Value[]): boolean {
  for (let i = 1; i < elements.length; i++) if (compare(elements[i - 1] as Value, elements[i] as Value) >= 0) return false;
  return true;
}

function functionFrom(reading: Reading, pairs: Pairs): Value {
  const { universe } = reading;
  const keys = pairs.map(([key]) => fromItf(reading, key));
  const values = pairs.map(([, value]) => fromItf(reading, value));
  if (isAscending(keys)) return universe.functionOf(universe.setOfSorted(keys), values);
  const byKey = new Map<Value, Value>(keys.map((key, i) => [key, values[i] as Value]));
  if (byKey.size < pairs.length) throw new EvaluationError("a #map names a key twice");
  const domain = universe.setOf(keys);
  return universe.functionOf(
    domain,
    domain.elements.map((key) => byKey.get(key) as Value),
  );
}

export function toItf(value: Value): Itf {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (value instanceof StringValue) return value.text;
  if (value instanceof ModelValue) return value.name;
  if (value instanceof LazySet) return toItf(value.force());
  if (value instanceof SetValue) return { "#set": value.elements.map(toItf) };
  if (isSequence(value)) return { "#tup": value.values.map(toItf) };
  const keys = value.domain.elements;
  if (isRecord(value)) {
    return Object.fromEntries(value.values.map((item, i) => [(keys[i] as StringValue).text, toItf(item)]));
  }
  return { "#map": value.values.map((item, i) => [toItf(keys[i] as Value), toItf(item)] as const) };
}
