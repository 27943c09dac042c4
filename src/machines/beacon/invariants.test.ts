import { describe, expect, test } from "vitest";
import { setting } from "./models.ts";
import { invariants } from "./properties.ts";
import type { State } from "./types.ts";
import type { Closed, Setting } from "./world.ts";

/** The signatures of the rounds 1 to 3 are 4, 1 and 3. */
const of: Setting = setting({
  members: 3,
  threshold: 2,
  byzantine: 1,
  offered: [1, 3, 4],
  maxHeight: 3,
  requesting: [1],
  goodHeight: 0,
});

/** The first member has served the request of height 1; the second is behind, and knows it. */
const ahead: State = { height: 3, opened: 2, known: [{ round: 3, signature: "3" }], released: 3, waiting: [] };
const late: State = { height: 1, opened: 0, known: [{ round: 2, signature: "1" }], released: 1, waiting: [1] };
const calm: Closed = {
  machine: [ahead, late],
  world: { chain: [[], [], ["4", "1"]], served: [["01"], [null]], foreseen: [3] },
};
const { world } = calm;

const broken = (closed: Closed): readonly string[] =>
  Object.entries(invariants).flatMap(([name, holds]) => (holds(of, closed) ? [] : [name]));

const withFirst = (change: Partial<State>): Closed => ({ ...calm, machine: [{ ...ahead, ...change }, late] });
const withSecond = (change: Partial<State>): Closed => ({ ...calm, machine: [ahead, { ...late, ...change }] });

describe("what each invariant refuses", () => {
  test("a sound state keeps all of them", () => {
    expect(broken(calm)).toEqual([]);
  });

  test.each<[keyof typeof invariants, string, Closed]>([
    ["TypeOK", "a height beyond the model's", withFirst({ height: 4 })],
    ["TypeOK", "a block that opens too much", { ...calm, world: { ...world, chain: [["4", "1", "3"]] } }],
    ["TypeOK", "a request that nobody made", withSecond({ waiting: [1, 2] })],
    ["HonestFirst", "a partial of a height that is not final at who released it", withFirst({ height: 2 })],
    [
      "HonestFirst",
      "a partial that came first",
      {
        ...calm,
        machine: [
          { ...ahead, released: 0 },
          { ...late, released: 2 },
        ],
      },
    ],
    ["CommittedFirst", "a request whose round was known", { ...calm, world: { ...world, foreseen: [1] } }],
    ["ServedByItsRound", "the value of another round", { ...calm, world: { ...world, served: [["04"], [null]] } }],
    ["ServedByItsRound", "a default", { ...calm, world: { ...world, served: [["00"], [null]] } }],
    ["WaitsForItsRound", "a request that is lost", withSecond({ waiting: [] })],
    ["WaitsForItsRound", "a request that is served and waits", withFirst({ waiting: [1] })],
    ["WaitsForItsRound", "a round that is opened and serves nobody", { ...calm, world: { ...world, served: [[null], [null]] } }],
    ["OpenedLater", "a block that opened its own round", withFirst({ opened: 3 })],
    ["SignatureProvesFinal", "a wrong signature", withSecond({ known: [{ round: 2, signature: "3" }] })],
    [
      "SignatureProvesFinal",
      "a signature of a height that is final nowhere",
      { ...calm, machine: [{ ...ahead, height: 2 }, late] },
    ],
  ])("%s refuses %s", (name, _, closed) => {
    expect(broken(closed)).toContain(name);
  });
});
