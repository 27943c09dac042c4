/** Each invariant of the NVM's models is false of some state: otherwise it would say nothing about a machine that is wrong. */

import { describe, expect, test } from "vitest";
import { scopes, settingOf } from "./models.ts";
import { invariants } from "./properties.ts";
import { init, nvm } from "./protocol.ts";
import type { Registers, State } from "./types.ts";
import type { Closed, Setting } from "./world.ts";

const scope = scopes.MCNvmVariables as (typeof scopes)[string];
const setting: Setting = settingOf({ ...scope, maxLength: 1 });
const { constants, store } = setting;

/** A program that gives its parameter back, in the middle of an invocation. */
const program = constants.programs.findIndex(({ text }) => text[0]?.op === "local.get" && text[0].a === 0);
const begun = nvm.actions.Invoke(constants, init(program, store), { args: [2], g: 9 });
const running: State = typeof begun === "string" ? expect.unreachable(begun) : begun[0];
const stepped = nvm.actions.LocalGet(constants, running);
const machine: State = typeof stepped === "string" ? expect.unreachable(stepped) : stepped[0];
const good: Closed = { machine, world: { invocations: 1, work: 1 } };

const frames = machine.frames as Registers;
const memory = store.mems[0] as (typeof store.mems)[number];
const having = (change: Partial<State>, world: Partial<Closed["world"]> = {}): Closed => ({
  machine: { ...machine, ...change },
  world: { ...good.world, ...world },
});

const bad: { readonly [name in keyof typeof invariants]: readonly (readonly [what: string, closed: Closed])[] } = {
  TypeOK: [
    ["more gas than it began with", having({ gas: 10 })],
    ["a host function that is called while the guest runs", having({ callee: 0 })],
    ["a third invocation of two", having({}, { invocations: 3 })],
  ],
  TypesPreserved: [
    ["an operand of four bits", having({ frames: { ...frames, values: frames.values.with(-2, 4) } })],
    ["a high word that is not 0", having({ frames: { ...frames, values: frames.values.with(-1, 1) } })],
    ["an operand less than validation says", having({ frames: { ...frames, values: frames.values.slice(0, -2) } })],
    ["a result too many", having({ status: "committed", frames: null, stackBytes: 0, results: [1, 0, 1, 0] })],
  ],
  StackDiscipline: [
    ["a frame that is not counted", having({ stackBytes: 0 })],
    [
      "more operands than were counted",
      having({ frames: { ...frames, values: [...frames.values, ...new Array<number>(8).fill(0)] } }),
    ],
  ],
  InBounds: [
    ["a memory beyond its maximum", having({ store: { ...store, mems: [{ ...memory, pages: 1, chunks: [null] }] } })],
    ["a page without words", having({ store: { ...store, mems: [{ ...memory, maxPages: 1, pages: 1, chunks: [] }] } })],
    ["a global of four bits", having({ store: { ...store, globals: [4, 0, 0, 0] } })],
  ],
  Metered: [["an instruction that is not paid", having({ gas: 9 })]],
  RolledBack: [
    [
      "what a trapped invocation has written",
      having({ status: "rolled back", gas: 0, store: { ...store, globals: [1, 0, 0, 0] } }),
    ],
    ["gas that a trapped invocation has left", having({ status: "rolled back", gas: 1 })],
  ],
  ExactlyOneRule: [],
};

describe.each(Object.entries(invariants))("%s", (name, holds) => {
  test("holds in the middle of an invocation", () => {
    expect(holds(setting, good)).toBe(true);
  });

  test.each(bad[name as keyof typeof bad])("does not hold with %s", (_, closed) => {
    expect(holds(setting, closed)).toBe(false);
  });
});

test("ExactlyOneRule does not hold where no rule is about the next instruction", () => {
  const rules = constants.rules.map((rule) => (rule.mnemonic === "return" ? { ...rule, mnemonic: "nothing" } : rule));
  const withoutReturn = { ...setting, constants: { ...constants, rules } };
  expect(invariants.ExactlyOneRule(withoutReturn, good)).toBe(false);
});
