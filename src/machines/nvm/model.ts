/** The closed system that `Nvm.tla` describes: the machine, whoever invokes it and answers it, and the candidates of Next. */

import type { Data } from "../../lib/data.ts";
import type { AnySystemAction, Args, RefusalTable, Stepped, System } from "../../lib/model.ts";
import { mergeRefusals, predicates } from "../closed-system.ts";
import { abstract, abstractEffect, tuple } from "./abstraction.ts";
import { invariants, witnesses } from "./properties.ts";
import { init, nvm } from "./protocol.ts";
import { schemaOf } from "./schema.ts";
import type { Constants, Effect, State } from "./types.ts";
import { type Closed, Done, mayInvoke, noted, type Setting } from "./world.ts";

/** Which conjunct each refusal of the world stands for. */
const worldRefusals: RefusalTable = {
  Invoke: { "invoked-enough": "env1" },
  Done: { "not-ended": 1, "may-be-invoked": 2 },
};

/** The invariants that a model checks: asking for each state how many rules apply is for the smaller models. */
export type InvariantName = keyof typeof invariants;
const COSTLY: readonly InvariantName[] = ["ExactlyOneRule"];

/** The closed system of a setting. `name` is the model's: the stem of its cfg file. */
export function nvmSystem(name: string, setting: Setting, withCostly = false): System<Closed> {
  const { constants } = setting;
  const checked = Object.fromEntries(
    Object.entries(invariants).filter(([invariant]) => withCostly || !COSTLY.includes(invariant as InvariantName)),
  );
  return {
    module: nvm.module,
    name,
    schema: schemaOf(setting),
    variables: {
      machine: [
        "program",
        "status",
        "trap",
        "frames",
        "callee",
        "stackBytes",
        "gas",
        "pending",
        "results",
        "store",
        "checkpoint",
      ],
      world: ["invocations", "work"],
    },
    initial: constants.programs.map((_, program) => ({
      machine: init(program, setting.store),
      world: { invocations: 0, work: 0 },
    })),
    actions: actionsOf(setting),
    invariants: predicates(checked, setting),
    witnesses: predicates(witnesses, setting),
    abstract: (closed) => abstract(constants, closed),
    abstractArg: {
      args: (args) => tuple((args as readonly number[]).map((word) => tuple(["i32", word]))),
    },
    abstractEffect: (effect) => abstractEffect(effect as Effect),
    refusals: mergeRefusals(nvm.refusals, worldRefusals),
  };
}

type Act = (c: Constants, s: State, args: Args) => Stepped<State, Data, string>;

/** The machine's step under a name, with what the world notes of it. */
function machineAction(
  setting: Setting,
  name: string,
  of: Omit<AnySystemAction<Closed>, "kind" | "step">,
): AnySystemAction<Closed> {
  const act = nvm.actions[name as keyof typeof nvm.actions] as Act;
  const step = ({ machine, world }: Closed, args: Args): Stepped<Closed, Data, string> => {
    const stepped = act(setting.constants, machine, args);
    if (typeof stepped === "string") return stepped;
    return [{ machine: stepped[0], world: noted(setting, world, name, machine, stepped[0]) }, stepped[1]];
  };
  return { kind: "machine", ...of, step };
}

function actionsOf(setting: Setting): { readonly [name: string]: AnySystemAction<Closed> } {
  const beyond = 2 ** (setting.constants.width.bits - 1);
  const inputs: { readonly [name: string]: Omit<AnySystemAction<Closed>, "kind" | "step"> } = {
    HostReturn: { params: { w: setting.answers, c: setting.costs }, outside: { w: [beyond, -beyond - 1] } },
    HostExit: { params: { n: setting.codes } },
    Invoke: {
      params: { args: setting.arguments, g: setting.gas },
      admits: ({ world }) => (mayInvoke(setting, world) ? null : "invoked-enough"),
    },
  };
  const machine = Object.keys(nvm.actions).map((name) => [name, machineAction(setting, name, inputs[name] ?? { params: {} })]);
  return {
    ...Object.fromEntries(machine),
    Done: {
      kind: "environment",
      params: {},
      step: (closed: Closed) => {
        const refusal = Done(setting, closed);
        return refusal ?? [closed, []];
      },
    },
  };
}
