/** Combinatorics, Bitwise, DyadicRationals. */

import { isWide } from "../../values/integers.ts";
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
      let ways = 1n;
      // Each product of consecutive numbers is divisible, and they grow; the range is checked in the end.
      for (let i = 1; i <= Math.min(k, n - k) && ways <= Number.MAX_SAFE_INTEGER; i++) {
        ways = (ways * BigInt(n - i + 1)) / BigInt(i);
      }
      return times(Number(ways), 1);
    },
  };
}

export function bitwiseLibrary(): Library {
  const natural = (value: Value): number => {
    const number = toInteger(value);
    return number >= 0 ? number : fail(`expected a natural number, found ${number}`);
  };
  /** JavaScript's operators of numbers have 32 bits. */
  const bitwise = (narrow: (a: number, b: number) => number, wide: (a: bigint, b: bigint) => bigint) => (a: Value, b: Value) => {
    const [left, right] = [natural(a), natural(b)];
    return isWide(left) || isWide(right) ? Number(wide(BigInt(left), BigInt(right))) : narrow(left, right);
  };
  return {
    "&": bitwise(
      (a, b) => a & b,
      (a, b) => a & b,
    ),
    "|": bitwise(
      (a, b) => a | b,
      (a, b) => a | b,
    ),
    "^^": bitwise(
      (a, b) => a ^ b,
      (a, b) => a ^ b,
    ),
    /** The complement within the number's own bits. */
    Not: (a: Value) => (natural(a) === 0 ? 0 : 2 ** natural(a).toString(2).length - 1 - natural(a)),
    shiftR: (a: Value, places: Value) => Math.floor(natural(a) / 2 ** natural(places)),
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
      return d > 0 && 2 ** Math.round(Math.log2(d)) === d;
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
