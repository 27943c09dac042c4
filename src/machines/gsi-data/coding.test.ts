import { describe, expect, test } from "vitest";
import { quorum } from "../gsi/ladder.ts";
import { faults } from "./codec.ts";
import { finding } from "./coding.ts";
import { setting } from "./models.ts";
import { UNAVAILABLE } from "./types.ts";

/** How many may attest so that the honest ones among them hold k chunks, and so that Byzantine nodes cannot prevent it. */
const sufficient = (N: number, k: number) => Array.from({ length: N + 1 }, (_, a) => a).filter((a) => a - faults(N) >= k);
const attainable = (N: number) => Array.from({ length: N + 1 }, (_, a) => a).filter((a) => a <= N - faults(N));

describe("thresholds", () => {
  test("a quorum of the network is the one number that suffices for every k that any number suffices for", () => {
    for (let N = 1; N <= 200; N++) {
      const F = faults(N);
      expect(3 * F).toBeLessThan(N);
      expect(3 * (F + 1)).toBeGreaterThanOrEqual(N);
      expect(quorum(N)).toBe(N - F);
    }
    for (let N = 1; N <= 30; N++) {
      const most = N - 2 * faults(N);
      for (let k = 1; k <= N; k++) {
        const possible = sufficient(N, k).filter((a) => attainable(N).includes(a));
        expect(possible.includes(quorum(N))).toBe(k <= most);
        if (k === most) expect(possible).toEqual([quorum(N)]);
        if (k > most) expect(possible).toEqual([]);
      }
    }
  });

  test("f+1 attestations, of the small cloud's f or the network's, are too few as soon as a node may be Byzantine", () => {
    for (let N = 4; N <= 30; N++) {
      const k = N - 2 * faults(N);
      for (let n = 1; n <= N; n++) expect(sufficient(N, k)).not.toContain(faults(n) + 1);
    }
  });
});

describe("what a node says of an interval", () => {
  const { constants } = setting({ N: 7, baseSize: 3, assertThreshold: 2, codeThreshold: 3, byzantine: 2 }, true);

  test.each([
    ["k chunks, one root", { chunks: 3, executed: "good" }, "good"],
    ["more chunks than k, one root", { chunks: 7, executed: "good" }, "good"],
    ["a chunk too few", { chunks: 2, executed: "good" }, UNAVAILABLE],
    ["no chunk", { chunks: 0, executed: null }, UNAVAILABLE],
    ["all chunks, and another root", { chunks: 7, executed: null }, UNAVAILABLE],
  ])("%s", (_, fetched, verdict) => {
    expect(finding(constants, fetched)).toBe(verdict);
  });
});
