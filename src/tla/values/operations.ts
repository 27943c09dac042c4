/** The operators of TLA+ and of the standard modules, as functions of values. Generated code calls them. */

import { functionOperations } from "./function-operations.ts";
import { arithmetic, WideIntegers } from "./integers.ts";
import {
  contains,
  elementsOf,
  FunctionSet,
  InfiniteSet,
  IntervalSet,
  PowerSet,
  ProductSet,
  RecordSet,
  SequenceSet,
} from "./lazy-sets.ts";
import { equal, expected, fail, isInfinite, toBoolean, toFunction, toInteger, toSequence, toSet, toText } from "./operands.ts";
import { setOperations } from "./set-operations.ts";
import type { Universe } from "./universe.ts";
import { LazySet, type SetValue, StringValue, textOf, type Value } from "./value.ts";

/** An operator with a value for each parameter; parameters that are operators are functions. */
export type Operator = (...args: never[]) => Value;

/** The operations over one universe. */
export type Operations = ReturnType<typeof operationsOver>;

/** The operations over a universe. Integers that leave 32 bits are noted in `wide`. */
export function operationsOver(universe: Universe, wide = new WideIntegers()) {
  const sets = setOperations(universe);
  const functions = functionOperations(universe, sets);
  const { filtered, union, unionOf, difference, subset, rows, permutations } = sets;
  const { key, apply, combine } = functions;

  const standard: { readonly [name: string]: Operator } = {
    TRUE: () => true,
    FALSE: () => false,
    BOOLEAN: () => universe.setOf([false, true]),
    STRING: () => new InfiniteSet("STRING", (value) => value instanceof StringValue),
    Nat: () => new InfiniteSet("Nat", (value) => toInteger(value) >= 0),
    Int: () => new InfiniteSet("Int", (value) => typeof value === "number" || expected("an integer", value)),
    "=": equal,
    "#": (a: Value, b: Value) => !equal(a, b),
    "~": (a: Value) => !toBoolean(a),
    "=>": (a: Value, b: Value) => !toBoolean(a) || toBoolean(b),
    "<=>": (a: Value, b: Value) => toBoolean(a) === toBoolean(b),
    "\\in": (a: Value, b: Value) => contains(b, a),
    "\\notin": (a: Value, b: Value) => !contains(b, a),
    "\\subseteq": subset,
    "\\supseteq": (a: Value, b: Value) => subset(b, a),
    "\\supset": (a: Value, b: Value) => subset(b, a) && !subset(a, b),
    "\\cup": union,
    "\\cap": (a: Value, b: Value) => {
      toSet(b);
      if (isInfinite(a) && isInfinite(b)) {
        return new InfiniteSet(`${textOf(a)} \\cap ${textOf(b)}`, (value) => contains(a, value) && contains(b, value));
      }
      return isInfinite(a) ? filtered(b, (element) => contains(a, element)) : filtered(a, (element) => contains(b, element));
    },
    "\\": difference,
    UNION: (sets: Value) => unionOf(elementsOf(sets)),
    SUBSET: (set: Value) => new PowerSet(universe, toSet(set)),
    DOMAIN: (fn: Value) => toFunction(fn).domain,
    ...arithmetic(wide),
    "<": (a: Value, b: Value) => toInteger(a) < toInteger(b),
    ">": (a: Value, b: Value) => toInteger(a) > toInteger(b),
    "\\leq": (a: Value, b: Value) => toInteger(a) <= toInteger(b),
    "\\geq": (a: Value, b: Value) => toInteger(a) >= toInteger(b),
    "..": (a: Value, b: Value) => new IntervalSet(universe, toInteger(a), toInteger(b)),
    Seq: (set: Value) => new SequenceSet(toSet(set)),
    Len: (s: Value) => (s instanceof StringValue ? s.text.length : toSequence(s).values.length),
    Head: (s: Value) => toSequence(s).values[0] ?? fail("Head of an empty sequence"),
    Tail: (s: Value) => {
      const { values } = toSequence(s);
      return values.length === 0 ? fail("Tail of an empty sequence") : universe.sequence(values.slice(1));
    },
    Append: (s: Value, item: Value) => universe.appended(toSequence(s), universe.forced(item)),
    "\\o": (s: Value, t: Value) =>
      s instanceof StringValue && t instanceof StringValue
        ? universe.string(s.text + t.text)
        : universe.sequence([...toSequence(s).values, ...toSequence(t).values]),
    SubSeq: (s: Value, from: Value, to: Value) => {
      const { values } = toSequence(s);
      const [first, last] = [toInteger(from), toInteger(to)];
      if (first > last) return universe.sequence([]);
      if (first < 1 || last > values.length) fail(`SubSeq(s, ${first}, ${last}) of a sequence of length ${values.length}`);
      return universe.sequence(values.slice(first - 1, last));
    },
    SelectSeq: (s: Value, test: (item: Value) => Value) =>
      universe.sequence(toSequence(s).values.filter((item) => toBoolean(test(item)))),
    IsFiniteSet: (set: Value) => !(set instanceof LazySet) || set.finite,
    Cardinality: (set: Value) => elementsOf(set).length,
    ":>": (argument: Value, value: Value) => universe.functionOf(universe.setOf([argument]), [universe.forced(value)]),
    "@@": combine,
    Permutations: permutations,
    SortSeq: (s: Value, before: (a: Value, b: Value) => Value) =>
      universe.sequence(
        [...toSequence(s).values].sort((a, b) => (toBoolean(before(a, b)) ? -1 : toBoolean(before(b, a)) ? 1 : 0)),
      ),
    Assert: (condition: Value, message: Value) => toBoolean(condition) || fail(`Assert: ${toText(message)}`),
    ToString: (value: Value) => universe.string(textOf(universe.forced(value))),
    TLCEval: (value: Value) => universe.forced(value),
  };

  return {
    ...sets,
    ...functions,
    standard,
    apply: (fn: Value, args: readonly Value[]) => apply(fn, key(args)),
    apply1: apply,
    once,
    mapped: (sets: readonly Value[], of: (row: readonly Value[]) => Value) => universe.setOf(rows(sets).map(of)),
    mapped1: (set: Value, of: (element: Value) => Value) => universe.setOf(elementsOf(set).map(of)),
    tuple: (items: readonly Value[]) => universe.sequence(items.map((item) => universe.forced(item))),
    set: (items: readonly Value[]) => universe.setOf(items),
    record: (domain: SetValue, values: readonly Value[]) =>
      universe.functionOf(
        domain,
        values.map((value) => universe.forced(value)),
      ),
    recordSet: (domain: SetValue, ranges: readonly Value[]) => new RecordSet(universe, domain, ranges.map(toSet)),
    functionSet: (domain: Value, range: Value) => new FunctionSet(universe, toSet(domain), toSet(range)),
    product: (sets: readonly Value[]) => new ProductSet(universe, sets.map(toSet)),
    forced: (value: Value) => universe.forced(value),
    elementsOf,
    contains,
    equal,
    toBoolean,
    /** The items of a tuple that is taken apart. */
    parts: (value: Value, count: number): readonly Value[] => {
      const { values } = toSequence(value);
      return values.length === count ? values : fail(`${textOf(value)} has not ${count} items`);
    },
    fail,
  };
}

/** A function that evaluates an argument when it is first used. */
function once(evaluate: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= evaluate();
    return value;
  };
}
