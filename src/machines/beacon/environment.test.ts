import { describe, expect, test } from "vitest";
import type { Args } from "../../lib/model.ts";
import { beaconSystem } from "./model.ts";
import { setting } from "./models.ts";
import type { State } from "./types.ts";
import type { Closed } from "./world.ts";

/** The signatures of the rounds 1 to 3 are 4, 1 and 3. The leader of height 3 is good. */
const system = beaconSystem(
  "test",
  setting({ members: 3, threshold: 2, byzantine: 1, offered: [1, 3, 4], maxHeight: 3, requesting: [1], goodHeight: 3 }),
);

const fresh: State = { height: 0, opened: 0, known: [], released: 0, waiting: [] };
const [start] = system.initial as readonly [Closed];
const first = 1;

/** The first member at a height, in a world whose chain has so many blocks, each without openings. */
const at = (height: number, blocks: number, more: Partial<State> = {}): Closed => ({
  machine: start.machine.map(() => ({ ...fresh, height, released: height, ...more })),
  world: { ...start.world, chain: Array.from({ length: blocks }, () => []) },
});

const admits = (action: string, closed: Closed, args: Args) => system.actions[action]?.admits?.(closed, args as never) ?? null;

describe("the environment of Accept", () => {
  test("asks for a vote where the next block is open, with signatures that can be had", () => {
    expect(admits("Accept", at(0, 0), { i: first, b: [] })).toBeNull();
    expect(admits("Accept", at(1, 1), { i: first, b: ["4"] })).toBeNull();
  });

  test("asks for none where the block of that height is fixed, or all are", () => {
    expect(admits("Accept", at(0, 1), { i: first, b: [] })).toBe("already-decided");
    expect(admits("Accept", at(3, 3), { i: first, b: [] })).toBe("already-decided");
  });

  test("has no signature that only members who have not released it could make", () => {
    expect(admits("Accept", at(0, 0), { i: first, b: ["4"] })).toBe("not-to-be-had");
    expect(admits("Accept", at(0, 0), { i: first, b: ["3"] })).toBeNull();
  });

  test("has a good leader open all rounds before its height", () => {
    expect(admits("Accept", at(2, 2), { i: first, b: ["4", "1"] })).toBeNull();
    expect(admits("Accept", at(2, 2), { i: first, b: ["4"] })).toBe("good-height");
    expect(admits("Accept", at(2, 2, { opened: 1 }), { i: first, b: ["1"] })).toBeNull();
  });
});
