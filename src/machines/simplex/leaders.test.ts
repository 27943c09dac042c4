/** Who leads: by the core's own function, with real identities. */

import { describe, expect, test } from "vitest";
import { subsets } from "../closed-system.ts";
import { leader } from "./knowledge.ts";
import { simplexModels } from "./models.ts";

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, at) => at + 1);

/** The most views in a row that nodes of a set lead, in turn with the others, from any view on. */
function mostInARow(n: number, set: readonly number[]): number {
  const constants = { self: 1, committee: n, leaders: upTo(n) };
  let most = 0;
  let run = 0;
  for (const view of upTo(2 * n)) {
    run = set.includes(leader(constants, view)) ? run + 1 : 0;
    most = Math.max(most, run);
  }
  return most;
}

describe("where nodes lead in turn", () => {
  test.each(upTo(10))("of %i, at most f Byzantine ones lead in a row, whoever they are (L4)", (n) => {
    const f = Math.floor((n - 1) / 3);
    const runs = upTo(f + 1).flatMap((size) => subsets(upTo(n), size - 1).map((set) => mostInARow(n, set)));
    expect(Math.max(...runs)).toBe(f);
  });

  test("more may, where a third or more are Byzantine", () => {
    expect(mostInARow(4, [2, 3])).toBe(2);
    expect(mostInARow(4, [1, 4])).toBe(2);
  });
});

test("only the node whose identity is the leader's proposes: leader(v) = self", () => {
  const system = simplexModels["MCSimplexV1Good"]?.() ?? expect.unreachable("no model");
  const [initial] = system.initial;
  const proposed = [1, 2, 3].map((i) => system.actions["Propose"]?.step(initial as never, { i, b: "1.0" } as never));
  expect(proposed[0]).toHaveLength(2);
  expect(proposed.slice(1)).toEqual(["not-leader", "not-leader"]);
});
