import { describe, expect, test } from "vitest";
import { newSharedValues } from "./shared-records.ts";
import { SharedValues } from "./shared-values.ts";
import { Universe } from "./universe.ts";
import { textOf, type Value } from "./value.ts";

/** One thread's part: a universe of its own over memory that the other shares. */
function thread(memory = newSharedValues()) {
  const universe = new Universe();
  return { memory, universe, values: new SharedValues(universe, memory) };
}

/** Some of everything, from a number, so that numbers give different values. */
function sample(universe: Universe, n: number): Value {
  const small = universe.setOf([n, -n - 1]);
  const record = universe.functionOf(universe.setOf([universe.string("at"), universe.string("weiß")]), [
    n,
    universe.string(`s${n}`),
  ]);
  switch (n % 5) {
    case 0:
      return small;
    case 1:
      return universe.sequence([record, universe.sequence([]), n % 2 === 0]);
    case 2:
      return universe.functionOf(universe.setOf([universe.modelValue("a"), universe.modelValue(`m${n}`)]), [
        small,
        universe.emptySet,
      ]);
    case 3:
      return 2 ** 30 + n;
    default:
      return universe.setOf([universe.setOf([n]), universe.setOf([n + 1, n])]);
  }
}

describe("shared values", () => {
  test("have the same id in all threads, and different values have different ids", () => {
    const one = thread();
    const two = thread(one.memory);
    const ids = new Set<number>();
    for (let n = 0; n < 2000; n++) {
      // Each meets half of the values first, so that the numbers in the universes differ.
      const [first, second] = n % 2 === 0 ? [one, two] : [two, one];
      if (n % 3 === 0) second.universe.string(`only here ${n}`);
      const id = first.values.idOf(sample(first.universe, n));
      expect(second.values.idOf(sample(second.universe, n))).toBe(id);
      ids.add(id);
    }
    expect(ids.size).toBe(2000);
  });

  test("are built anew in the universe of who reads them", () => {
    const [writer, reader] = [thread(), thread()];
    const values = new SharedValues(reader.universe, writer.memory);
    for (let n = 0; n < 500; n++) {
      const value = sample(writer.universe, n);
      const read = values.valueOf(writer.values.idOf(value));
      expect(read).toBe(sample(reader.universe, n));
      expect(textOf(read)).toBe(textOf(value));
      expect(values.idOf(read)).toBe(writer.values.idOf(value));
    }
  });

  test("booleans and small integers need no memory", () => {
    const { values, memory } = thread();
    const before = [...memory.counters];
    for (const value of [true, false, 0, 7, -3, 2 ** 30 - 1]) expect(values.valueOf(values.idOf(value))).toBe(value);
    expect([...memory.counters]).toEqual(before);
  });

  test("the memory grows with what is in it, for all who use it", () => {
    const writer = thread();
    const reader = new SharedValues(new Universe(), writer.memory);
    const first = writer.memory.records.byteLength;
    const long = Array.from({ length: 600_000 }, (_, i) => i * 2);
    const id = writer.values.idOf(writer.universe.setOfSorted(long));
    const last = writer.values.idOf(writer.universe.sequence([4, 5]));
    expect(writer.memory.records.byteLength).toBeGreaterThan(first * 2);
    expect(textOf(reader.valueOf(last))).toBe("<<4, 5>>");
    expect(textOf(reader.valueOf(id))).toBe(`{${long.join(", ")}}`);
  });

  test("a number that no value has is a bug", () => {
    expect(() => thread().values.valueOf(1000)).toThrow("no value has the number");
  });
});
