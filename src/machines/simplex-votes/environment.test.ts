/** What the environment of a model lets happen, and what it holds back: each of its refusals, in states that two nodes reach. */

import { describe, expect, test } from "vitest";
import type { Args } from "../../lib/model.ts";
import { simplexVotesSystem } from "./model.ts";
import { settings } from "./models.ts";
import type { Setting } from "./universe.ts";
import type { Closed } from "./world.ts";

const base = settings.MCSimplexVotesN2V2 as Setting;
const { initial, actions } = simplexVotesSystem("test", { ...base, isDriven: false, maxCrashes: 1 });

const candidates = (action: string, state: Closed): readonly Args[] =>
  Object.entries(actions[action]?.params ?? {}).reduce<readonly Args[]>(
    (all, [param, domain]) => {
      const values = typeof domain === "function" ? domain(state) : domain;
      return all.flatMap((args) => values.map((value) => ({ ...args, [param]: value })));
    },
    [{}],
  );

/** By action: how often the environment lets a step of it happen, and what it says where it holds one back. */
const said = new Map<string, { admitted: number; readonly refusals: Set<string> }>();
const MOST_STATES = 400;
const states = [...initial];
const seen = new Set(states.map((state) => JSON.stringify(state)));
for (const state of states) {
  for (const [name, { admits, step }] of Object.entries(actions)) {
    const of = said.get(name) ?? { admitted: 0, refusals: new Set<string>() };
    said.set(name, of);
    for (const args of candidates(name, state)) {
      const stepped = step(state, args as never);
      if (typeof stepped === "string") continue;
      const refusal = admits?.(state, args as never) ?? null;
      if (refusal !== null) of.refusals.add(refusal);
      else {
        of.admitted += 1;
        const key = JSON.stringify(stepped[0]);
        if (seen.size < MOST_STATES && !seen.has(key)) states.push(stepped[0]);
        if (seen.size < MOST_STATES) seen.add(key);
      }
    }
  }
}

describe("steps that a node would take", () => {
  test.each([
    ["Notarize", "not-proposed"],
    ["Nullify", "good-view"],
    ["OnVote", "not-cast"],
    ["OnCertificate", "not-cast"],
    ["Request", "not-proposed"],
    ["Recover", "no-crash-left"],
  ])("%s is sometimes held back (%s) and sometimes not", (action, refusal) => {
    expect([...(said.get(action)?.refusals ?? [])]).toEqual([refusal]);
    expect(said.get(action)?.admitted).toBeGreaterThan(0);
  });

  test("what the environment does not look at is never held back", () => {
    for (const action of ["OnNotarization", "OnNullification", "OnFinalization", "Gather", "Release"])
      expect(said.get(action)?.refusals.size).toBe(0);
  });
});
