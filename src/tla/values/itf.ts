/** Values to and from the neutral notation. */

import type { Itf } from "../../lib/data.ts";
import type { Universe } from "./universe.ts";
import { EvaluationError, isRecord, isSequence, LazySet, ModelValue, SetValue, StringValue, type Value } from "./value.ts";

/** The value of a neutral notation. `modelValues` are the strings that stand for model values. */
export function fromItf(universe: Universe, modelValues: ReadonlySet<string>, itf: Itf): Value {
  const read = (inner: Itf): Value => fromItf(universe, modelValues, inner);
  if (typeof itf === "number" || typeof itf === "boolean") return itf;
  if (typeof itf === "string") return modelValues.has(itf) ? universe.modelValue(itf) : universe.string(itf);
  if ("#set" in itf) return universe.setOf((itf["#set"] as readonly Itf[]).map(read));
  if ("#tup" in itf) return universe.sequence((itf["#tup"] as readonly Itf[]).map(read));
  if ("#map" in itf) {
    const pairs = (itf["#map"] as readonly (readonly [Itf, Itf])[]).map(([key, value]) => [read(key), read(value)] as const);
    const values = new Map<Value, Value>(pairs);
    if (values.size < pairs.length) throw new EvaluationError("a #map names a key twice");
    const domain = universe.setOf([...values.keys()]);
    return universe.functionOf(domain, domain.elements.map((key) => values.get(key) as Value));
  }
  const fields = Object.keys(itf).sort((a, b) => (a < b ? -1 : 1));
  const domain = universe.setOfSorted(fields.map((field) => universe.string(field)));
  return universe.functionOf(domain, fields.map((field) => read((itf as { readonly [field: string]: Itf })[field] as Itf)));
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

