import { describe, expect, test } from "vitest";
import { randomIndex, seededRandom, shuffled } from "./random.ts";

const draw = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

describe("seeded random numbers", () => {
  test("repeat with their seed and differ between seeds", () => {
    expect(draw(7, 50)).toEqual(draw(7, 50));
    expect(draw(7, 50)).not.toEqual(draw(8, 50));
    expect(draw(0, 3)).not.toEqual(draw(1, 3));
  });

  test("never change: a seed in a report must repeat its run with later versions", () => {
    expect(draw(1, 3).map((n) => n * 2 ** 32)).toEqual([3685413526, 628251110, 212572038]);
  });

  test("lie in [0, 1), spread evenly", () => {
    const buckets = new Array<number>(8).fill(0);
    for (const n of draw(42, 80_000)) {
      expect(n >= 0 && n < 1).toBe(true);
      const bucket = Math.floor(n * 8);
      buckets[bucket] = (buckets[bucket] as number) + 1;
    }
    // Five standard deviations of a binomial with 80,000 trials at 1/8.
    for (const count of buckets) expect(Math.abs(count - 10_000)).toBeLessThan(470);
  });

  test("shuffle: a permutation, each as likely, the argument unchanged", () => {
    const random = seededRandom(3);
    const counts = new Map<string, number>();
    const elements = [1, 2, 3];
    for (let i = 0; i < 6000; i++) {
      const order = shuffled(elements, random).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(elements).toEqual([1, 2, 3]);
    expect([...counts.keys()].sort()).toEqual(["123", "132", "213", "231", "312", "321"]);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect(randomIndex(() => 0.999, 5)).toBe(4);
  });
});
