/** The walk of a model as conformance needs it: the spec, the variables that an implementation keeps, the guards, values beyond the domains. */

import { MachineView, normal, type VectorsSubject, Walk } from "../../checker/index.ts";
import type { Data, Itf } from "../../lib/data.ts";
import { unreachable } from "../../lib/errors.ts";
import type { System } from "../../lib/model.ts";
import type { Spec } from "../../lib/spec.ts";
import { constantsOf } from "../certificate.ts";
import type { Entry } from "../codec.ts";
import { systemOf } from "../job.ts";
import { loadModel } from "../load.ts";
import { guardsOf } from "../run-model.ts";

/** Variables of the world that an implementation keeps besides its memory, by module: what it has made durable and recovers from. */
const durable: { readonly [module: string]: readonly string[] } = { Simplex: ["wal"], SimplexVotes: ["wal"] };

export interface ModelWalk {
  readonly spec: Spec;
  readonly walk: Walk;
  readonly subject: VectorsSubject;
  /** The ids of the conjuncts that are guards of machine actions or domains of their parameters. */
  readonly guards: readonly string[];
}

/** Loads a lockstep model. `isChecked` shows on the way that machines depend on their own variables and their inputs alone. */
export function modelWalk(specDir: string, entry: Entry, isChecked: boolean): ModelWalk {
  const system = systemOf(entry);
  const { spec, config } = loadModel(specDir, { module: entry.module, cfg: entry.name, broken: false, witnesses: [] });
  const machine = system.variables?.machine ?? unreachable(`${entry.name} declares no variables of the machine`);
  const view = new MachineView(spec, [...machine, ...(durable[entry.module] ?? [])]);
  return {
    spec,
    walk: new Walk(view, { outside: outsideOf(system), isChecked }),
    subject: { module: entry.module, model: entry.name, constants: normalConstants(constantsOf(config)) },
    guards: machineGuards(spec, system),
  };
}

/** Constants in their one form; what an operator replaces stays as it is. */
function normalConstants(constants: VectorsSubject["constants"]): VectorsSubject["constants"] {
  const isReplaced = (value: Data) => typeof value === "object" && value !== null && "<-" in value;
  const entries = Object.entries(constants).map(([name, value]) => [name, isReplaced(value) ? value : normal(value as Itf)]);
  return Object.fromEntries(entries) as VectorsSubject["constants"];
}

/** The model's values beyond the domains, as TLA+ writes them. */
function outsideOf(system: System<unknown>): { readonly [action: string]: { readonly [param: string]: readonly Itf[] } } {
  const written = (param: string, value: Data): Itf => system.abstractArg?.[param]?.(value) ?? (value as Itf);
  return Object.fromEntries(
    Object.entries(system.actions).map(([action, { outside = {} }]) => [
      action,
      Object.fromEntries(
        Object.entries(outside).map(([param, values = []]) => [param, values.map((value) => written(param, value))]),
      ),
    ]),
  );
}

function machineGuards(spec: Spec, system: System<unknown>): readonly string[] {
  const actions = new Set(spec.actions.filter(({ kind }) => kind === "machine").map(({ name }) => name));
  const ofMachine = guardsOf(spec, system).filter(({ conjunct }) => {
    const [action = "", ordinal = ""] = conjunct.split("/");
    return actions.has(action) && system.actions[action]?.covers === undefined && !ordinal.startsWith("env");
  });
  return [...new Set(ofMachine.map(({ conjunct }) => conjunct))];
}
