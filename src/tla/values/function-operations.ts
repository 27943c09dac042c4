/** Operations on functions, records and sequences. */

import { contains, indexIn } from "./lazy-sets.ts";
import { expected, fail, toFunction, toSet } from "./operands.ts";
import type { setOperations } from "./set-operations.ts";
import type { Universe } from "./universe.ts";
import { EvaluationError, FunctionValue, type SetValue, type StringValue, textOf, type Value } from "./value.ts";

export function functionOperations(universe: Universe, { union, rows }: ReturnType<typeof setOperations>) {
  const key = (args: readonly Value[]): Value => (args.length === 1 ? (args[0] as Value) : universe.sequence(args));
  /** The place of an argument in a function's domain, or -1. */
  const placeOf = ({ domain }: FunctionValue, argument: Value): number =>
    typeof argument === "number" && domain.elements[argument - 1] === argument ? argument - 1 : indexIn(domain, argument);
  const apply = (fn: Value, argument: Value): Value => {
    if (!(fn instanceof FunctionValue)) return expected("a function", fn);
    const at = placeOf(fn, argument);
    if (at < 0) throw new EvaluationError(`${textOf(argument)} is not in the domain of ${textOf(fn)}`);
    return fn.values[at] as Value;
  };
  const field = (record: Value, name: StringValue): Value => {
    if (!(record instanceof FunctionValue)) return expected("a record", record);
    const { elements } = record.domain;
    for (let i = 0; i < elements.length; i++) if (elements[i] === name) return record.values[i] as Value;
    throw new EvaluationError(`the record ${textOf(record)} has no field ${name.text}`);
  };
  /** `[fn EXCEPT ![key] = change(old)]`; a key outside the domain leaves the function as it is, as in TLC. */
  const except1 = (fn: Value, key: Value, change: (old: Value) => Value): Value => {
    const base = toFunction(fn);
    const at = placeOf(base, key);
    if (at < 0) return fn;
    const old = base.values[at] as Value;
    const next = universe.forced(change(old));
    return next === old ? fn : universe.functionWith(base, at, next);
  };
  /** `[fn EXCEPT ![first][second] = change(old)]`. */
  const except2 = (fn: Value, first: Value, second: Value, change: (old: Value) => Value): Value => {
    const base = toFunction(fn);
    const at = placeOf(base, first);
    if (at < 0) return fn;
    const old = base.values[at] as Value;
    const next = except1(old, second, change);
    return next === old ? fn : universe.functionWith(base, at, next);
  };
  /** `[fn EXCEPT ![keys[0]][keys[1]]... = change(old)]`. */
  const except = (fn: Value, keys: readonly Value[], change: (old: Value) => Value, depth = 0): Value => {
    if (depth === keys.length) return change(fn);
    return except1(fn, keys[depth] as Value, (old) => except(old, keys, change, depth + 1));
  };
  const functionOn = (domain: Value, of: (element: Value) => Value): FunctionValue => {
    const keys = universe.forced(toSet(domain)) as SetValue;
    return universe.functionOf(
      keys,
      keys.elements.map((element) => universe.forced(of(element))),
    );
  };
  const functionOver = (sets: readonly Value[], of: (args: readonly Value[]) => Value) => {
    const all = rows(sets);
    const values = new Map(all.map((row) => [universe.sequence(row) as Value, universe.forced(of(row))]));
    const domain = universe.setOf([...values.keys()]);
    return universe.functionOf(
      domain,
      domain.elements.map((element) => values.get(element) as Value),
    );
  };
  const inDomain = (domain: Value, argument: Value): void => {
    if (!contains(domain, argument)) fail(`${textOf(argument)} is not in the domain of the function, ${textOf(domain)}`);
  };
  const combine = (f: Value, g: Value): Value => {
    const [one, other] = [toFunction(f), toFunction(g)];
    const domain = universe.forced(union(one.domain, other.domain)) as SetValue;
    return universe.functionOf(
      domain,
      domain.elements.map((element) => apply(indexIn(one.domain, element) >= 0 ? one : other, element)),
    );
  };
  return { key, apply, field, except1, except2, except, functionOn, functionOver, inDomain, combine };
}
