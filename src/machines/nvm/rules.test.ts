/** What the models of the NVM show about its step rules: all that are in scope are taken, and no change of one of them goes unseen. */

import { describe, expect, test } from "vitest";
import { isSameData } from "../../lib/same-data.ts";
import { RULES, type Rule, ruleName } from "../../nvm/rules.ts";
import { byRule, type Reached, RULES_IN_SCOPE, reached } from "./census.ts";
import { scopes } from "./models.ts";
import { stepOf } from "./rule.ts";
import { mutantsOf, type RuleMutant } from "./testing-rule-mutants.ts";
import type { Constants, State } from "./types.ts";

const models = Object.keys(scopes).filter((name) => scopes[name]?.full === undefined);

/** By rule: the states of each model in which it comes next. */
const stations: ReadonlyMap<string, readonly { readonly of: Reached; readonly states: readonly State[] }[]> = (() => {
  const all = new Map<string, { readonly of: Reached; readonly states: readonly State[] }[]>();
  for (const model of models) {
    const of = reached(model);
    for (const [name, states] of byRule(of)) all.set(name, [...(all.get(name) ?? []), { of, states }]);
  }
  return all;
})();

test("every rule in scope is taken", () => {
  const taken = [...stations.keys()].sort();
  expect(taken).toEqual(RULES_IN_SCOPE.toSorted());
  expect(taken).toHaveLength(66);
});

/** Whether some reachable state steps elsewhere, or nowhere, by the changed rule: lockstep compares each of these steps with the spec's. */
function isSeen(rule: Rule, mutant: Rule): boolean {
  const rules = RULES.map((other) => (other === rule ? mutant : other));
  return (stations.get(ruleName(rule)) ?? []).some(({ of, states }) => {
    const changed: Constants = { ...of.setting.constants, rules };
    return states.some((state) => !isSameStep(of.setting.constants, changed, state));
  });
}

function isSameStep(constants: Constants, changed: Constants, state: State): boolean {
  const right = stepOf(constants, state);
  try {
    return isSameData(stepOf(changed, state), right);
  } catch {
    return false;
  }
}

const HIGH = "the high words of values of 32 bits are 0";

/** Changes that change nothing, each with the reason. */
const EQUIVALENT: { readonly [mutant: string]: string } = {
  "i32.div_s: trap(and(eq(slot(0), min()), eq(slot(2), const(-1)))) first": "the divisor is not 0 and -1 at once",
  "i32.div_s: push(div_s(slot(0), slot(2)), const(0)) first": "the quotient that overflows wraps to the dividend",
  "ref.null: without push(const(0), const(0))": "a place that comes into use is 0 in immutable states, and null is 0",
  "select: cond(slot(4), slot(1), slot(3)) as cond(slot(4), slot(3), slot(1))": HIGH,
  "select: slot(4) as slot(6)": HIGH,
  "select: slot(4) as const(0)": HIGH,
  "select: slot(1) as slot(3)": HIGH,
  "select: slot(1) as const(0)": HIGH,
  "select: slot(3) as slot(5)": HIGH,
  "select: slot(3) as const(0)": HIGH,
  "call_indirect: trap(eq(element(slot(0)), const(0))) first": "behind the end of a table is nothing, which is not null either",
};

describe("changes of a rule in one place", () => {
  const scoped = RULES.filter((rule) => RULES_IN_SCOPE.includes(ruleName(rule)));
  const mutants: readonly (readonly [Rule, RuleMutant])[] = scoped.flatMap((rule) =>
    mutantsOf(rule).map((mutant) => [rule, mutant] as const),
  );

  test("are seen in a step of some model, but for those that change nothing", () => {
    const unseen = mutants.filter(([rule, mutant]) => !isSeen(rule, mutant.rule)).map(([, { name }]) => name);
    expect(unseen).toEqual(Object.keys(EQUIVALENT));
    expect(mutants.length).toBeGreaterThan(200);
  });
});
