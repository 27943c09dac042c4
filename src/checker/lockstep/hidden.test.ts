/** Which differences between states of the code are declared. */

import { expect, test } from "vitest";
import { HiddenFields } from "./hidden.ts";

const state = {
  at: 1,
  nodes: [
    { name: "a", timer: 0 },
    { name: "b", timer: 0 },
  ],
  inbox: [] as readonly number[],
};
const later = { ...state, nodes: state.nodes.map((node) => ({ ...node, timer: 3 })) };

test("equal states differ nowhere, whatever is declared", () => {
  const hidden = new HiddenFields({ at: "a reason" });
  expect(hidden.compare(state, structuredClone(state))).toBeNull();
  expect(hidden.counts).toEqual({ at: 0 });
});

test("a declared field counts once per state, also where several elements differ in it", () => {
  const hidden = new HiddenFields({ "nodes.*.timer": "a reason", inbox: "a reason" });
  expect(hidden.compare(state, later)).toBeNull();
  expect(hidden.compare(state, { ...later, inbox: [1, 2] })).toBeNull();
  expect(hidden.counts).toEqual({ "nodes.*.timer": 2, inbox: 1 });
});

test("another field is named, and nothing is counted", () => {
  const hidden = new HiddenFields({ "nodes.*.timer": "a reason" });
  expect(hidden.compare(state, { ...later, at: 2 })).toBe("at");
  expect(hidden.compare(state, { ...later, inbox: [1] })).toBe("inbox");
  expect(
    hidden.compare(state, {
      ...state,
      nodes: [
        { name: "c", timer: 0 },
        { name: "b", timer: 0 },
      ],
    }),
  ).toBe("nodes.*.name");
  expect(hidden.counts).toEqual({ "nodes.*.timer": 0 });
});

test("a field that is declared hides what is below it, and not what is above", () => {
  expect(new HiddenFields({ nodes: "a reason" }).compare(state, { ...state, nodes: [] })).toBeNull();
  expect(new HiddenFields({ "nodes.*.timer": "a reason" }).compare(state, { ...state, nodes: [] })).toBe("nodes");
});
