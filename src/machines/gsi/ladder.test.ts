import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { quorum, sign, signersOf, size, top } from "./ladder.ts";
import { deepFreeze } from "./testing-schedules.ts";
import type { Constants, Statement } from "./types.ts";

const LARGEST = 200;

const network = (N: number, n: number): Constants => ({
  nodes: Array.from({ length: N }, (_, i) => i),
  baseSize: n,
  assertThreshold: 1,
});

/** All networks and base sizes up to the largest, each network built once. */
function forAllSizes(check: (N: number, n: number, c: Constants) => void): void {
  for (let N = 1; N <= LARGEST; N++) {
    const { nodes } = network(N, 1);
    for (let n = 1; n <= N; n++) check(N, n, { nodes, baseSize: n, assertThreshold: 1 });
  }
}

describe("sizes", () => {
  test("the quorum is the least number of which any two share an honest node, fewer than a third being faulty", () => {
    for (let s = 1; s <= LARGEST; s++) {
      const faulty = Math.ceil(s / 3) - 1;
      let least = 1;
      while (2 * least - s <= faulty) least += 1;
      // Where s - 1 is no multiple of 3, one node more is asked than intersection needs: the faulty ones must be able to stay away.
      expect(quorum(s), `of ${s}`).toBe(s - faulty);
      expect(quorum(s), `of ${s}`).toBeGreaterThanOrEqual(least);
    }
  });

  test("the top is the first level whose doubled base holds the network", () => {
    forAllSizes((N, n, c) => {
      let doubled = n;
      let level = 0;
      while (doubled < N) {
        doubled += doubled;
        level += 1;
      }
      if (top(c) !== level) expect(top(c), `N=${N} n=${n}`).toBe(level);
    });
    expect([1, 2, 3, 4, 5, 8, 9].map((N) => top(network(N, 1)))).toEqual([0, 1, 2, 2, 3, 3, 4]);
    expect([2, 3, 4, 5].map((N) => top(network(N, 2)))).toEqual([0, 1, 1, 2]);
  });

  test("clouds double until the network ends them, and each level is larger than the one below", () => {
    forAllSizes((N, n, c) => {
      const sizes = Array.from({ length: top(c) + 1 }, (_, level) => size(c, level));
      const doubles = sizes.every((s, level) => level === 0 || s === Math.min(N, 2 * (sizes[level - 1] as number)));
      const grows = sizes.every((s, level) => level === 0 || s > (sizes[level - 1] as number));
      if (!(sizes[0] === n && sizes.at(-1) === N && doubles && grows)) expect.fail(`N=${N} n=${n}: ${sizes.join(", ")}`);
    });
  });

  test("G3: executions without reuse are n (2^K - 1) + N, below 3N - n, and 2N - n exactly where the last cloud is a doubling", () => {
    forAllSizes((N, n, c) => {
      const K = top(c);
      let executions = 0;
      for (let level = 0; level <= K; level++) executions += size(c, level);
      const bounded = executions === n * (2 ** K - 1) + N && executions < 3 * N - n;
      const doubling = (executions === 2 * N - n) === (N === n * 2 ** K);
      if (!bounded || !doubling) expect.fail(`N=${N} n=${n}: ${executions} executions`);
    });
  });
});

const output = fc.constantFrom("bad", "good", "worse");
const votes = fc.array(fc.tuple(output, fc.nat(9)), { maxLength: 30 });

describe("statements", () => {
  test.prop([votes])("are the sets of those that have signed, in the order of outputs and of nodes", (all) => {
    let signers: readonly Statement[] = [];
    const model = new Map<string, Set<number>>();
    for (const [o, node] of all) {
      signers = sign(deepFreeze(signers), o, node);
      model.set(o, (model.get(o) ?? new Set()).add(node));
    }
    const ordered = [...model].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(signers).toEqual(ordered.map(([o, by]) => ({ output: o, by: [...by].sort((a, b) => a - b) })));
    expect(signersOf(signers, "good")).toEqual([...(model.get("good") ?? [])].sort((a, b) => a - b));
  });

  test("nobody has signed an output that has no statement", () => {
    expect(signersOf([{ output: "bad", by: [1] }], "good")).toEqual([]);
  });
});
