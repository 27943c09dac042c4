import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Itf } from "../../lib/data.ts";
import { fromItf, toItf } from "./itf.ts";
import { operationsOver } from "./operations.ts";
import { Universe } from "./universe.ts";
import { compare, EvaluationError, textOf, type Value } from "./value.ts";

const universe = new Universe();
const op = operationsOver(universe);
const { standard } = op;
const apply = (name: string, ...args: Value[]): Value => (standard[name] as (...given: Value[]) => Value)(...args);
const reading = { universe, modelValues: new Set(["m1", "m2"]), frozen: new WeakMap() };
const read = (itf: Itf): Value => fromItf(reading, itf);

/** Sets of small integers: JavaScript's sets are the model. */
const numbers = fc.uniqueArray(fc.integer({ min: -4, max: 8 }), { maxLength: 7 });
const setOf = (items: readonly number[]): Value => universe.setOf(items);
const modelOf = (items: Iterable<number>): string => textOf(setOf([...new Set(items)]));

describe("sets agree with JavaScript's", () => {
  const cases: { readonly [name: string]: (a: readonly number[], b: readonly number[]) => Iterable<number> } = {
    "\\cup": (a, b) => [...a, ...b],
    "\\cap": (a, b) => a.filter((item) => b.includes(item)),
    "\\": (a, b) => a.filter((item) => !b.includes(item)),
  };
  test.each(Object.entries(cases))("%s", (name, model) => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(textOf(universe.forced(apply(name, setOf(a), setOf(b))))).toBe(modelOf(model(a, b)));
      }),
    );
  });
  test("\\in, \\subseteq, Cardinality, SUBSET and UNION", () => {
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: -4, max: 8 }), (a, b, item) => {
        expect(apply("\\in", item, setOf(a))).toBe(a.includes(item));
        expect(apply("\\subseteq", setOf(a), setOf(b))).toBe(a.every((one) => b.includes(one)));
        expect(apply("Cardinality", setOf(a))).toBe(a.length);
        const subsets = apply("SUBSET", setOf(a));
        expect(apply("Cardinality", subsets)).toBe(2 ** a.length);
        expect(apply("UNION", universe.forced(subsets))).toBe(setOf(a));
        expect(apply("\\in", setOf(b), subsets)).toBe(b.every((one) => a.includes(one)));
      }),
    );
  });
  test("obey the laws of a Boolean algebra, equality being identity", () => {
    fc.assert(
      fc.property(numbers, numbers, numbers, (x, y, z) => {
        const [a, b, c] = [setOf(x), setOf(y), setOf(z)] as [Value, Value, Value];
        expect(apply("\\cup", a, b)).toBe(apply("\\cup", b, a));
        expect(apply("\\cup", a, apply("\\cup", b, c))).toBe(apply("\\cup", apply("\\cup", a, b), c));
        expect(apply("\\cap", a, apply("\\cup", b, c))).toBe(apply("\\cup", apply("\\cap", a, b), apply("\\cap", a, c)));
        expect(apply("\\", a, apply("\\cup", b, c))).toBe(apply("\\cap", apply("\\", a, b), apply("\\", a, c)));
        expect(apply("\\cup", a, a)).toBe(a);
      }),
    );
  });
});

describe("sequences agree with JavaScript's arrays", () => {
  const items = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 });
  test("Append, \\o, Head, Tail, SubSeq, Len", () => {
    fc.assert(
      fc.property(items, items, fc.integer({ min: 1, max: 6 }), (a, b, from) => {
        const [s, t] = [universe.sequence(a), universe.sequence(b)];
        expect(apply("\\o", s, t)).toBe(universe.sequence([...a, ...b]));
        expect(apply("Append", s, from)).toBe(universe.sequence([...a, from]));
        expect(apply("Len", s)).toBe(a.length);
        if (from <= a.length) expect(apply("SubSeq", s, from, a.length)).toBe(universe.sequence(a.slice(from - 1)));
        if (a.length === 0) return;
        expect(apply("Head", s)).toBe(a[0]);
        expect(apply("Tail", s)).toBe(universe.sequence(a.slice(1)));
      }),
    );
  });
});

describe("functions agree with JavaScript's maps", () => {
  const entries = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 9 })), {
    selector: ([key]) => key,
    maxLength: 6,
  });
  const functionOf = (pairs: readonly (readonly [number, number])[]): Value => {
    const map = new Map(pairs);
    return op.functionOn(setOf([...map.keys()]), (key) => map.get(key as number) as number);
  };
  test("application, EXCEPT, DOMAIN, @@", () => {
    fc.assert(
      fc.property(entries, entries, fc.integer({ min: 0, max: 6 }), (a, b, key) => {
        const map = new Map(a);
        const f = functionOf(a);
        expect(apply("DOMAIN", f)).toBe(setOf([...map.keys()]));
        for (const [argument, value] of a) expect(op.apply1(f, argument)).toBe(value);
        const changed = map.has(key) ? new Map(map).set(key, 77) : map;
        expect(op.except(f, [key], () => 77)).toBe(functionOf([...changed]));
        expect(apply("@@", f, functionOf(b))).toBe(functionOf([...new Map([...b, ...a])]));
      }),
    );
  });
});

describe("arithmetic is exact up to 2^53 - 1", () => {
  /** Around the edges of 32 and of 53 bits, and between. */
  const integer = fc.oneof(
    fc.integer({ min: -(2 ** 31) - 3, max: 2 ** 31 + 3 }),
    fc.constantFrom(...[2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1].flatMap((edge) => [edge, -edge, edge - 2, 2 - edge])),
    fc.maxSafeInteger(),
  );
  const isExact = (value: bigint) => BigInt(Number.MIN_SAFE_INTEGER) <= value && value <= BigInt(Number.MAX_SAFE_INTEGER);
  test.each(["+", "-", "*"])("%s, or overflows", (name) => {
    fc.assert(
      fc.property(integer, integer, (a, b) => {
        const [x, y] = [BigInt(a), BigInt(b)];
        const exact = name === "+" ? x + y : name === "-" ? x - y : x * y;
        if (isExact(exact)) expect(apply(name, a, b)).toBe(Number(exact));
        else expect(() => apply(name, a, b)).toThrow(/^overflow: /);
      }),
    );
  });
  test("division rounds down and the remainder is not negative", () => {
    fc.assert(
      fc.property(integer, fc.oneof(fc.integer({ min: 1, max: 999 }), fc.maxSafeNat()), (a, b) => {
        fc.pre(b > 0);
        const [quotient, remainder] = [apply("\\div", a, b) as number, apply("%", a, b) as number];
        expect(BigInt(quotient) * BigInt(b) + BigInt(remainder)).toBe(BigInt(a));
        expect(remainder >= 0 && remainder < b).toBe(true);
        expect(Object.is(remainder, -0) || Object.is(quotient, -0)).toBe(false);
      }),
    );
  });
  test("division by a negative number rounds down", () => {
    fc.assert(
      fc.property(integer, fc.integer({ min: -999, max: -1 }), (a, b) => {
        const [x, y] = [BigInt(a), BigInt(b)];
        const down = x / y - (x % y !== 0n && x > 0n ? 1n : 0n);
        expect(apply("\\div", a, b)).toBe(Number(down));
      }),
    );
  });
  test("powers, or overflows", () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), fc.nat(60), (base, exponent) => {
        const exact = BigInt(base) ** BigInt(exponent);
        if (isExact(exact)) expect(apply("^", base, exponent)).toBe(Number(exact));
        else expect(() => apply("^", base, exponent)).toThrow(/^overflow: /);
      }),
    );
    expect(apply("^", -1, 2 ** 53 - 1)).toBe(-1);
  });
  test("comparison and sets", () => {
    fc.assert(
      fc.property(fc.array(integer, { maxLength: 30 }), integer, (items, item) => {
        expect(textOf(setOf(items))).toBe(modelOf(items));
        expect(textOf(setOf(items))).toBe(`{${[...new Set(items)].sort((a, b) => a - b).join(", ")}}`);
        expect(apply("\\in", item, setOf(items))).toBe(items.includes(item));
        expect(universe.valueOf(universe.idOf(item))).toBe(item);
        const least = Math.min(item, ...items);
        expect(apply("<", least, item)).toBe(least !== item);
      }),
    );
  });
});

/** Values whose parts are of one kind, so that any two can be compared. */
const nested = fc.letrec<{ value: Itf }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.record({ "#set": fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }) }),
    fc.record({ "#set": fc.array(tie("value"), { maxLength: 3 }) }),
  ),
})).value;
const anyValue: fc.Arbitrary<Itf> = fc.oneof(
  fc.boolean(),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.constantFrom("m1", "m2", "a", "", "b c"),
  fc.record({ "#tup": fc.array(fc.oneof(fc.integer(), fc.boolean()), { maxLength: 4 }) }),
  fc.record({ "#set": fc.array(fc.integer(), { maxLength: 5 }) }),
  fc.record({ a: fc.integer(), b: fc.record({ "#set": fc.array(fc.constantFrom("x", "y", "z")) }) }),
  fc
    .uniqueArray(fc.integer({ min: 5, max: 9 }), { minLength: 1 })
    .map((keys) => ({ "#map": keys.map((key) => [key, key % 2 === 0] as const) })),
);

describe("hash-consing", () => {
  test("a value written as ITF and read again is the same object", () => {
    fc.assert(
      fc.property(anyValue, (itf) => {
        const value = read(itf);
        expect(read(toItf(value))).toBe(value);
        expect(universe.valueOf(universe.idOf(value))).toBe(value);
      }),
    );
  });
  test("the order is the same in every universe, whatever was interned before", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom("p", "q", "r", "s"), { maxLength: 3 }), { maxLength: 5 }), (sets) => {
        const texts = [sets, sets.toReversed()].map((order) => {
          const other = new Universe();
          return textOf(other.setOf(order.map((items) => other.setOf(items.map((item) => other.string(item))))));
        });
        expect(texts[0]).toBe(texts[1]);
      }),
    );
  });
  test("compare is a total order that is zero on the same object only", () => {
    const sets = fc
      .array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }), { maxLength: 3 })
      .map((items) => universe.setOf(items.map(setOf)));
    fc.assert(
      fc.property(sets, sets, sets, (a, b, c) => {
        expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0);
        expect(compare(a, b) === 0).toBe(a === b);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
  test("model values come before other kinds and compare with all of them", () => {
    expect(textOf(read({ "#set": [3, "m2", 1, "m1"] }))).toBe("{m1, m2, 1, 3}");
  });
  test("values of different kinds cannot be compared", () => {
    expect(() => universe.setOf([1, true])).toThrow(EvaluationError);
    expect(() => universe.setOf([universe.string("a"), universe.emptySet])).toThrow(EvaluationError);
  });
  test("a map of ITF with a key twice is refused", () => {
    expect(() =>
      read({
        "#map": [
          [1, 2],
          [1, 3],
        ],
      }),
    ).toThrow("a #map names a key twice");
  });
});

describe("sets that are not enumerated", () => {
  test.each([
    ["1..1000000000", (): Value => apply("..", 1, 1_000_000_000), 5, true],
    ["SUBSET Nat", (): Value => apply("SUBSET", apply("Nat")), universe.setOf([3]), true],
    ["[a : Nat]", (): Value => op.recordSet(universe.setOf([universe.string("a")]), [apply("Nat")]), read({ a: -1 }), false],
    ["[1..2 -> Int]", (): Value => op.functionSet(apply("..", 1, 2), apply("Int")), universe.sequence([7, -7]), true],
    ["Nat \\X Nat", (): Value => op.product([apply("Nat"), apply("Nat")]), universe.sequence([1, -2]), false],
    ["Seq(Nat)", (): Value => apply("Seq", apply("Nat")), universe.sequence([1, 2, 3]), true],
  ])("%s answers membership", (_, set, element, expected) => {
    expect(apply("\\in", element, set())).toBe(expected);
  });
  test("equal the enumerated ones", () => {
    expect(apply("=", apply("..", 1, 3), setOf([3, 2, 1]))).toBe(true);
    expect(apply("=", apply("SUBSET", setOf([])), universe.setOf([universe.emptySet]))).toBe(true);
  });
});

test("nested sets are equal exactly if their text is", () => {
  fc.assert(
    fc.property(nested, nested, (a, b) => {
      const texts = [a, b].map((itf) => {
        try {
          return textOf(read(itf));
        } catch (error) {
          // Integers and sets in one set cannot be compared.
          if (error instanceof EvaluationError) return null;
          throw error;
        }
      });
      if (texts.includes(null)) return;
      expect(read(a) === read(b)).toBe(texts[0] === texts[1]);
    }),
  );
});
