/** Combinatorics, Bitwise, DyadicRationals. */

import { toInteger } from "../../values/operands.ts";
import { type StringValue, textOf, type Value } from "../../values/value.ts";
import { type Binary, type Context, fail, type Library } from "./context.ts";

/** 12! is the largest factorial that fits into 32 bits. */
const MOST_FACTORIAL = 12;

export function combinatoricsLibrary({ universe, core }: Context): Library {
  const factorials = Array.from({ length: MOST_FACTORIAL + 1 }, () => 1);
  for (let n = 1; n <= MOST_FACTORIAL; n++) factorials[n] = n * (factorials[n - 1] as number);
  const domain = universe.setOfSorted(factorials.map((_, n) => n));
  const times = core.standard["*"] as Binary;
  return {
    /** On 0..12; beyond, no value is a 32-bit integer. */
    factorial: () => universe.functionOf(domain, factorials),
    choose: (of: Value, some: Value) => {
      const [n, k] = [toInteger(of), toInteger(some)];
      if (n < 0 || k < 0 || k > n) return fail(`choose(${n}, ${k}) needs 0 <= k <= n`);
      let ways = 1;
      // Each product of consecutive numbers is divisible; the range is checked in the end.
      for (let i = 1; i <= Math.min(k, n - k); i++) ways = (ways * (n - i + 1)) / i;
      return times(ways, 1);
    },
  };
}

export function bitwiseLibrary(): Library {
  const natural = (value: Value): number => {
    const number = toInteger(value);
    return number >= 0 ? number : fail(`expected a natural number, found ${number}`);
  };
  return {
    "&": (a: Value, b: Value) => natural(a) & natural(b),
    "|": (a: Value, b: Value) => natural(a) | natural(b),
    "^^": (a: Value, b: Value) => natural(a) ^ natural(b),
    /** The complement within the number's own bits. */
    Not: (a: Value) => natural(a) ^ (natural(a) === 0 ? 0 : 2 ** (32 - Math.clz32(natural(a))) - 1),
    shiftR: (a: Value, places: Value) => (natural(places) > 31 ? 0 : natural(a) >> natural(places)),
  };
}

/** Rationals with a power of two as denominator: records `num`, `den`, in lowest terms. */
export function dyadicRationalsLibrary({ universe, core }: Context): Library {
  const [num, den] = [universe.string("num"), universe.string("den")];
  const fields = universe.setOf([num, den]);
  const plus = core.standard["+"] as Binary;
  const times = core.standard["*"] as Binary;
  const read = (value: Value) => ({ n: toInteger(core.field(value, num)), d: toInteger(core.field(value, den)) });
  const rational = (n: number, d: number): Value => {
    let [top, bottom] = [n, d];
    while (bottom > 1 && top % 2 === 0) [top, bottom] = [top / 2, bottom / 2];
    return core.record(
      fields,
      fields.elements.map((field) => (field === num ? top : bottom)),
    );
  };
  const zero = rational(0, 1);
  return {
    Zero: () => zero,
    One: () => rational(1, 1),
    IsDyadicRational: (value: Value) => {
      const { d } = read(value);
      return d > 0 && Number.isInteger(Math.log2(d));
    },
    Add: (a: Value, b: Value) => {
      const [p, q] = [read(a), read(b)];
      const common = Math.max(p.d, q.d);
      return rational(toInteger(plus(times(p.n, common / p.d), times(q.n, common / q.d))), common);
    },
    Half: (value: Value) => {
      const { n, d } = read(value);
      return rational(n, toInteger(times(d, 2)));
    },
    PrettyPrint: (value: Value): StringValue => {
      const { n, d } = read(value);
      return universe.string(d === 1 && (n === 0 || n === 1) ? textOf(n) : `${n}/${d}`);
    },
  };
}
