/** What the models of the NVM go through: programs, configurations, steps, and which step rules are taken. By the code alone. */

import type { Args } from "../../lib/model.ts";
import { RULES, type Rule, ruleName } from "../../nvm/rules.ts";
import { ruleAt } from "../../nvm/step/immutable/step.ts";
import { nvmSystem } from "./model.ts";
import { scopes, settingOf } from "./models.ts";
import { deployedOf, registersOf } from "./rule.ts";
import type { State } from "./types.ts";
import type { Closed, Setting } from "./world.ts";

export interface Reached {
  readonly setting: Setting;
  readonly states: readonly Closed[];
  /** How many steps lead from one to another. */
  readonly steps: number;
}

/** Rules that the models are not about: what the official test suite and the comparison with the host are for. */
const ELSEWHERE = [
  // 64 bits, floats, vectors.
  /^i64[.]|^f32[.]|^f64[.]/,
  /^v128[.]|^[if](8|16|32|64)x/,
  /^i32[.](wrap|trunc|reinterpret)/,
  // Access to and extension of less than a word.
  /^i32[.](load|store)(8|16)|^i32[.]extend/,
  // What moves values of 64 bits and vectors.
  /[/](4|2)$/,
];

/** The names of the rules in scope. The `select` of two words is the one for everything but vectors. */
export const RULES_IN_SCOPE: readonly string[] = RULES.map(ruleName).filter(
  (name) => name === "select/2" || ELSEWHERE.every((pattern) => !pattern.test(name)),
);

const known = new Map<string, Reached>();

/** All reachable states of a model. */
export function reached(name: string): Reached {
  const before = known.get(name);
  if (before !== undefined) return before;
  const setting = settingOf(scopes[name] as (typeof scopes)[string]);
  const found = { setting, ...explored(name, setting) };
  known.set(name, found);
  return found;
}

function explored(name: string, setting: Setting): Pick<Reached, "states" | "steps"> {
  const { initial, actions } = nvmSystem(name, setting);
  const states = [...initial];
  let steps = 0;
  const seen = new Set(states.map((state) => JSON.stringify(state)));
  for (const state of states) {
    for (const { params, admits, step } of Object.values(actions)) {
      for (const args of combinations(params as { readonly [param: string]: readonly never[] })) {
        const stepped = step(state, args as never);
        if (typeof stepped === "string" || admits?.(state, args as never) != null) continue;
        steps += 1;
        const key = JSON.stringify(stepped[0]);
        if (seen.has(key)) continue;
        seen.add(key);
        states.push(stepped[0]);
      }
    }
  }
  return { states, steps };
}

function combinations(params: { readonly [param: string]: readonly never[] }): readonly Args[] {
  return Object.entries(params).reduce<readonly Args[]>(
    (rows, [param, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [param]: value }))),
    [{}],
  );
}

/** The machine's states that run, by the name of the rule that comes next. */
export function byRule({ setting, states }: Reached): ReadonlyMap<string, readonly State[]> {
  const all = new Map<string, State[]>();
  for (const { machine } of states) {
    if (machine.status !== "running") continue;
    const { code } = deployedOf(setting.constants, machine);
    const name = ruleName(RULES[ruleAt(code, registersOf(machine).pc)] as Rule);
    const others = all.get(name);
    if (others === undefined) all.set(name, [machine]);
    else others.push(machine);
  }
  return all;
}
