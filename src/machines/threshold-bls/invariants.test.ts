import { describe, expect, test } from "vitest";
import { setting } from "./models.ts";
import { invariants } from "./properties.ts";
import type { Closed, Setting } from "./world.ts";

const of: Setting = setting({ q: 5, members: 4, threshold: 2, byzantine: [4], coefficients: [], messages: [] });

/** The shares are 3, 4, 0, 1 and the signature is 2; member 4 has sent 0, was in the first quorum and is blamed. */
const calm: Closed = {
  machine: { key: ["2", "1"], message: "01", partials: [], quorum: [], suspects: [], blamed: [4], signature: "2" },
  world: { bad: [4], combined: [1, 2], checks: 3 },
};
const { machine, world } = calm;
const searching: Closed = {
  machine: {
    ...machine,
    partials: [
      { index: 1, signature: "3" },
      { index: 4, signature: "0" },
    ],
    quorum: [1, 4],
    suspects: [1, 4],
    blamed: [],
    signature: null,
  },
  world: { bad: [4], combined: [], checks: 1 },
};
const first: Closed = {
  machine: { ...machine, key: [], message: null, blamed: [], signature: null },
  world: { bad: [], combined: [], checks: 0 },
};

const broken = (setting: Setting, closed: Closed): readonly string[] =>
  Object.entries(invariants).flatMap(([name, holds]) => (holds(setting, closed) ? [] : [name]));

describe("what each invariant refuses", () => {
  test("sound states keep all of them", () => {
    for (const closed of [first, searching, calm]) expect(broken(of, closed)).toEqual([]);
  });

  test.each<[keyof typeof invariants, string, Closed, Setting?]>([
    ["TypeOK", "a key of another length", { ...calm, machine: { ...machine, key: ["2", "1", "1"] } }],
    [
      "TypeOK",
      "a partial that is no element",
      { ...searching, machine: { ...searching.machine, partials: [{ index: 1, signature: "5" }] } },
    ],
    ["TypeOK", "suspects outside the quorum", { ...searching, machine: { ...searching.machine, quorum: [1] } }],
    ["TypeOK", "a stranger that is blamed", { ...calm, machine: { ...machine, blamed: [5] } }],
    ["Unique", "another signature", { ...calm, machine: { ...machine, signature: "3" } }],
    ["QuorumsAgree", "a key of too high a degree for its quorums", { ...calm, machine: { ...machine, key: ["2", "1", "1"] } }],
    ["FewDoNotDo", "a key of a lower degree", { ...calm, machine: { ...machine, key: ["2", "0"] } }],
    ["FewSayNothing", "a key of fewer coefficients", { ...calm, machine: { ...machine, key: ["2"], signature: null } }],
    ["HonestTookPart", "a quorum that is too small", { ...calm, world: { ...world, combined: [1] } }],
    [
      "HonestTookPart",
      "a quorum of Byzantine members",
      { ...calm, world: { ...world, combined: [3, 4] } },
      { ...of, byzantine: [3, 4], constants: { ...of.constants, threshold: 3 } },
    ],
    ["NotIdentity", "the identity", { ...calm, machine: { ...machine, signature: "0" } }],
    ["OnlyBadAreBlamed", "somebody whose partial was good", { ...calm, world: { ...world, bad: [] } }],
    ["HonestNotBlamed", "an honest member", { ...calm, machine: { ...machine, blamed: [1, 4] } }],
    ["OneIsBad", "suspects that are all good", { ...searching, world: { ...searching.world, bad: [2] } }],
    ["Bounded", "a check too many", { ...calm, world: { ...world, checks: 4 } }],
  ])("%s refuses %s", (name, _, closed, setting = of) => {
    expect(broken(setting, closed)).toContain(name);
  });
});
