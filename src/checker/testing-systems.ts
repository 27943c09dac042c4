/** Small systems that the checker's own tests explore. */

import type { Data } from "../lib/data.ts";
import type { System, SystemAction } from "../lib/model.ts";
import { integer, oneOf, record } from "../lib/schema.ts";

interface Jugs {
  readonly small: number;
  readonly big: number;
}

/** Two jugs of 3 and 5 gallons; the invariant claims that 4 gallons are never measured, which takes six steps to refute. */
export const dieHard: System<Jugs> = {
  module: "DieHard",
  name: "MCDieHard",
  schema: record({ small: integer(0, 3), big: integer(0, 5) }),
  initial: [{ small: 0, big: 0 }],
  actions: {
    Fill: {
      kind: "machine",
      params: { jug: ["small", "big"] },
      step: (s, { jug }) => {
        const filled = jug === "small" ? { ...s, small: 3 } : { ...s, big: 5 };
        return [filled, []];
      },
    },
    Empty: {
      kind: "machine",
      params: { jug: ["small", "big"] },
      step: (s, { jug }) => [jug === "small" ? { ...s, small: 0 } : { ...s, big: 0 }, []],
    },
    Pour: {
      kind: "machine",
      params: { from: ["small", "big"], to: ["small", "big"] },
      step: (s, { from, to }) => {
        if (from === to) return "same-jug";
        const amount = from === "small" ? Math.min(s.small, 5 - s.big) : Math.min(s.big, 3 - s.small);
        const signed = from === "small" ? amount : -amount;
        return [{ small: s.small - signed, big: s.big + signed }, []];
      },
    },
  },
  invariants: { NotFour: (s) => s.big !== 4 },
  witnesses: { BigFull: (s) => s.big === 5, Nine: (s) => s.big + s.small === 9 },
  abstract: ({ small, big }) => ({ small, big }),
};

type Place = "idle" | "waiting" | "critical";

interface Mutex {
  readonly one: Place;
  readonly two: Place;
}

/** Two processes with a lock that is asked for and taken in separate steps. `checked` is the guard that makes it safe. */
export function mutex(checked: boolean): System<Mutex> {
  const place = oneOf("idle", "waiting", "critical");
  const process = ["one", "two"] as const;
  const other = (p: Data): "one" | "two" => (p === "one" ? "two" : "one");
  const move =
    (from: Place, to: Place): SystemAction<Mutex>["step"] =>
    (s, { p }) => {
      if (s[p as "one"] !== from) return `not-${from}`;
      if (to === "critical" && checked && s[other(p as Data)] === "critical") return "held";
      return [{ ...s, [p as "one"]: to }, []];
    };
  return {
    module: "Mutex",
    name: "MCMutex",
    schema: record({ one: place, two: place }),
    initial: [{ one: "idle", two: "idle" }],
    actions: {
      Ask: { kind: "machine", params: { p: process }, step: move("idle", "waiting") },
      Enter: { kind: "machine", params: { p: process }, step: move("waiting", "critical") },
      Leave: { kind: "machine", params: { p: process }, step: move("critical", "idle") },
    },
    invariants: { Exclusion: (s) => !(s.one === "critical" && s.two === "critical") },
    witnesses: { OneEnters: (s) => s.one === "critical" },
    abstract: ({ one, two }) => ({ one, two }),
  };
}

/** Counts from 0 to `last` and stops there. */
export function counter(last: number, bound: number = last): System<{ readonly n: number }> {
  return {
    module: "Counter",
    name: "MCCounter",
    schema: record({ n: integer(0, bound) }),
    initial: [{ n: 0 }],
    actions: {
      Tick: { kind: "machine", params: {}, step: (s) => (s.n >= last ? "at-end" : [{ n: s.n + 1 }, []]) },
    },
    invariants: {},
    witnesses: {},
    abstract: ({ n }) => ({ n }),
  };
}
