import { describe, expect, test } from "vitest";
import { type Exploration, explore, graphOf } from "../checker/index.ts";
import { gsiSystem } from "../machines/gsi/model.ts";
import { setting } from "../machines/gsi/models.ts";

const LARGEST = 6;

/** Explores GSI's code for every base size, threshold and number of Byzantine nodes of the small networks. */
function explorations(thresholds: (f: number, n: number) => readonly [from: number, to: number]) {
  const all: { readonly name: string; readonly explored: Exploration }[] = [];
  for (let N = 1; N <= LARGEST; N++) {
    for (let n = 1; n <= N; n++) {
      const [from, to] = thresholds(Math.floor((n - 1) / 3), n);
      for (let threshold = from; threshold <= to; threshold++) {
        for (let byzantine = 0; 3 * byzantine < N; byzantine++) {
          const name = `N=${N} n=${n} threshold=${threshold} Byzantine=${byzantine}`;
          all.push({ name, explored: explore(graphOf(gsiSystem(name, setting(N, n, threshold, byzantine)))) });
        }
      }
    }
  }
  return all;
}

describe(`GSI on all networks of up to ${LARGEST} nodes`, () => {
  test("with f+1 signatures or more every invariant holds, and the ladder is never stuck", () => {
    const all = explorations((f, n) => [f + 1, n]);
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter(({ explored }) => explored.verdict !== "ok").map(({ name }) => name)).toEqual([]);
  });

  test("with fewer, a lie becomes final exactly where the base is the whole network and its liars are enough", () => {
    const all = explorations((f) => [1, f]);
    const violated = all.filter(({ explored }) => explored.verdict !== "ok");
    expect(violated.map(({ name, explored }) => `${name}: ${explored.property}`)).toEqual([
      "N=4 n=4 threshold=1 Byzantine=1: FinalIsTrue",
      "N=5 n=5 threshold=1 Byzantine=1: FinalIsTrue",
      "N=6 n=6 threshold=1 Byzantine=1: FinalIsTrue",
    ]);
    expect(all.length).toBeGreaterThan(violated.length);
  });
});
