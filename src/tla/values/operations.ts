/** The operators of TLA+ and of the standard modules, as functions of values. Generated code calls them. */

import {
  contains,
  elementsOf,
  FunctionSet,
  InfiniteSet,
  IntervalSet,
  indexIn,
  PowerSet,
  ProductSet,
  placeIn,
  RecordSet,
  SequenceSet,
  type SetLike,
} from "./lazy-sets.ts";
import type { Universe } from "./universe.ts";
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

const LARGEST = 2 ** 31 - 1;
const SMALLEST = -(2 ** 31);

function expected(what: string, value: Value): never {
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

function toText(value: Value): string {
  return value instanceof StringValue ? value.text : textOf(value);
}

function inRange(value: number): number {
  if (value > LARGEST || value < SMALLEST) throw new EvaluationError(`overflow: ${value} is no 32-bit integer`);
  // No negative zero.
  return value + 0;
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
function isInfinite(set: Value): set is LazySet {
  return set instanceof LazySet && !set.finite;
}

/** Those of `a`, then those of `b` that are not in `a`: both sorted, the result sorted. */
function merge(a: readonly Value[], b: readonly Value[]): Value[] {
  const merged: Value[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const order = compare(a[i] as Value, b[j] as Value);
    merged.push((order <= 0 ? a[i] : b[j]) as Value);
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
  }
  while (i < a.length) merged.push(a[i++] as Value);
  while (j < b.length) merged.push(b[j++] as Value);
  return merged;
}

/** Whether one list in canonical order has all its elements in another. */
function isWithin(some: readonly Value[], all: readonly Value[]): boolean {
  let at = 0;
  for (let i = 0; i < some.length; i++) {
    const wanted = some[i] as Value;
    while (at < all.length && all[at] !== wanted && compare(all[at] as Value, wanted) < 0) at += 1;
    if (all[at] !== wanted) return false;
    at += 1;
  }
  return true;
}

/** An operator with a value for each parameter; parameters that are operators are functions. */
export type Operator = (...args: never[]) => Value;

/** The operations over one universe. */
export type Operations = ReturnType<typeof operationsOver>;

export function operationsOver(universe: Universe) {
  const filtered = (set: Value, keep: (element: Value) => boolean): SetValue | LazySet => {
    if (isInfinite(set)) return new InfiniteSet(`{x \\in ${textOf(set)} : ...}`, (value) => contains(set, value) && keep(value));
    const elements = elementsOf(set);
    const kept = elements.filter(keep);
    return kept.length === elements.length ? (universe.forced(set) as SetValue) : universe.setOfSorted(kept);
  };
  const union = (a: Value, b: Value): SetValue | LazySet => {
    if (isInfinite(a) || isInfinite(b)) {
      const [one, other] = [toSet(a), toSet(b)];
      return new InfiniteSet(`${textOf(a)} \\cup ${textOf(b)}`, (value) => contains(other, value) || contains(one, value));
    }
    const [one, other] = [elementsOf(a), elementsOf(b)];
    if (one.length === 0) return universe.forced(b) as SetValue;
    if (other.length === 0) return universe.forced(a) as SetValue;
    if (other.length === 1 && a instanceof SetValue) return withElement(a, other[0] as Value);
    return universe.setOfSorted(merge(one, other));
  };
  const unionOf = (sets: readonly Value[]): SetValue | LazySet => {
    if (!sets.some(isInfinite)) return universe.setOf(sets.flatMap((set) => elementsOf(set)));
    return new InfiniteSet(`UNION {${sets.map(textOf).join(", ")}}`, (value) => sets.some((set) => contains(set, value)));
  };
  const withElement = (set: SetValue, element: Value): SetValue => {
    const place = placeIn(set.elements, element);
    return place >= 0 ? set : universe.setWith(set, ~place, element);
  };
  /** `set \cup {element}`. */
  const including = (set: Value, element: Value): SetValue | LazySet =>
    set instanceof SetValue ? withElement(set, universe.forced(element)) : union(set, universe.setOf([element]));
  /** `set \ {element}`. */
  const excluding = (set: Value, element: Value): SetValue | LazySet => {
    if (!(set instanceof SetValue)) return difference(set, universe.setOf([element]));
    const place = indexIn(set, element);
    return place < 0 ? set : universe.setWithout(set, place);
  };
  /** `value \in low..high`. */
  const within = (value: Value, low: Value, high: Value): boolean => {
    if (typeof value !== "number") return contains(new IntervalSet(universe, toInteger(low), toInteger(high)), value);
    return value >= toInteger(low) && value <= toInteger(high);
  };
  const difference = (a: Value, b: Value): SetValue | LazySet => {
    const removed = toSet(b);
    if (isInfinite(a)) {
      return new InfiniteSet(`${textOf(a)} \\ ${textOf(b)}`, (value) => contains(a, value) && !contains(removed, value));
    }
    return filtered(a, (element) => !contains(b, element));
  };
  const subset = (a: Value, b: Value): boolean => {
    if (a instanceof SetValue && b instanceof SetValue) return a === b || isWithin(a.elements, b.elements);
    return elementsOf(a).every((element) => contains(b, element));
  };
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
  const cartesian = (sets: readonly Value[]): readonly (readonly Value[])[] => {
    let rows: readonly (readonly Value[])[] = [[]];
    for (const set of sets) rows = rows.flatMap((row) => elementsOf(set).map((element) => [...row, element]));
    return rows;
  };
  const inDomain = (domain: Value, argument: Value): void => {
    if (!contains(domain, argument)) fail(`${textOf(argument)} is not in the domain of the function, ${textOf(domain)}`);
  };
  const choose = (set: Value, holds: (element: Value) => boolean): Value => {
    const found = elementsOf(set).find(holds);
    if (found === undefined) throw new EvaluationError(`CHOOSE finds no element of ${textOf(set)} that satisfies its predicate`);
    return found;
  };
  const combine = (f: Value, g: Value): Value => {
    const [one, other] = [toFunction(f), toFunction(g)];
    const domain = universe.forced(union(one.domain, other.domain)) as SetValue;
    return universe.functionOf(
      domain,
      domain.elements.map((element) => apply(indexIn(one.domain, element) >= 0 ? one : other, element)),
    );
  };
  const permutations = (set: Value): SetValue => {
    const base = universe.forced(toSet(set)) as SetValue;
    let orders: readonly (readonly Value[])[] = [[]];
    for (let i = 0; i < base.elements.length; i++) {
      orders = orders.flatMap((order) => base.elements.filter((e) => !order.includes(e)).map((e) => [...order, e]));
    }
    return universe.setOf(orders.map((order) => universe.functionOf(base, order)));
  };
  const divide = (a: Value, b: Value): number => {
    if (toInteger(b) === 0) throw new EvaluationError("division by zero");
    return inRange(Math.floor(toInteger(a) / toInteger(b)));
  };

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
    "+": (a: Value, b: Value) => inRange(toInteger(a) + toInteger(b)),
    "-": (a: Value, b: Value) => inRange(toInteger(a) - toInteger(b)),
    "*": (a: Value, b: Value) => inRange(toInteger(a) * toInteger(b)),
    "-.": (a: Value) => inRange(-toInteger(a)),
    "\\div": divide,
    "%": (a: Value, b: Value) => {
      if (toInteger(b) <= 0) throw new EvaluationError("the right side of % must be positive");
      return toInteger(a) - toInteger(b) * Math.floor(toInteger(a) / toInteger(b));
    },
    "^": (a: Value, b: Value) => {
      const [base, exponent] = [toInteger(a), toInteger(b)];
      if (exponent < 0) throw new EvaluationError("the exponent must not be negative");
      // Powers of two are what specifications have most, and raising is slow.
      return base === 2 && exponent < 31 ? 1 << exponent : inRange(base ** exponent);
    },
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
    standard,
    filtered,
    /** Whether an element is in a set and `keep` holds for it. */
    inFiltered: (element: Value, set: Value, keep: (element: Value) => boolean): boolean =>
      contains(set, element) && keep(universe.forced(element)),
    apply: (fn: Value, args: readonly Value[]) => apply(fn, key(args)),
    apply1: apply,
    field,
    except,
    including,
    excluding,
    within,
    except1,
    except2,
    key,
    choose,
    inDomain,
    once,
    /** All rows that take one element of each set. */
    rows: cartesian,
    unionOf,
    functionOn,
    functionOver: (sets: readonly Value[], of: (args: readonly Value[]) => Value) => {
      const rows = cartesian(sets);
      const values = new Map(rows.map((row) => [universe.sequence(row) as Value, universe.forced(of(row))]));
      const domain = universe.setOf([...values.keys()]);
      return universe.functionOf(
        domain,
        domain.elements.map((element) => values.get(element) as Value),
      );
    },
    mapped: (sets: readonly Value[], of: (row: readonly Value[]) => Value) => universe.setOf(cartesian(sets).map(of)),
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

function fail(message: string): never {
  throw new EvaluationError(message);
}
