/** Checks one model. Pure but for the time it takes: models come loaded, and what was found goes back as data. */

import {
  checkCodeLiveness,
  type Exploration,
  explore,
  graphOf,
  type Lockstep,
  lockstep,
  type Refinement,
  refines,
} from "../checker/index.ts";
import { NexusError, unreachable } from "../lib/errors.ts";
import { conjunctId, type System } from "../lib/model.ts";
import type { Spec } from "../lib/spec.ts";
import type { GraphSource } from "../runtime/index.ts";
import type { Entry, RefinementEntry } from "./codec.ts";
import type { Guard, Mode } from "./outcome.ts";
import { problemOf } from "./problem.ts";
import { livenessRun } from "./run-liveness.ts";
import { searched, simulated } from "./run-search.ts";
import {
  type Asked,
  explorationRun,
  exploreOptions,
  type Run,
  type RunOptions,
  runSpec,
  type SpecOptions,
  specLiveness,
  worldOf,
} from "./run-spec.ts";
import { findsPinnedTrace, SIMULATION } from "./way.ts";

/** What an entry's check works on. */
export interface Loaded extends Asked {
  readonly spec?: Spec;
  readonly system?: System<unknown>;
  /** The counted spec of a refinement. */
  readonly counted?: Spec;
  /** From which other threads build the graph of the one world that is asked for. */
  readonly source?: GraphSource;
}

export function runModel(entry: Entry, mode: Mode, loaded: Loaded, options: RunOptions): Run {
  const { spec, system, counted, source, checkDeadlock, isTemporal } = loaded;
  const common = { ...options, ...(source === undefined ? {} : { source }), checkDeadlock, isTemporal };
  const otherTrace = findsPinnedTrace(options.way ?? {}) ? {} : { otherTrace: true as const };
  if (spec === undefined) return unreachable("no spec");
  if (mode === "code") return { ...runCode(spec, system ?? unreachable("no system"), common), ...otherTrace };
  if (entry.kind === "refinement") return runRefinement(entry, spec, counted ?? unreachable("no counted spec"), common);
  if (entry.kind === "lockstep" && mode === "kind") return runLockstep(spec, system ?? unreachable("no system"), common);
  return { mode, ...runSpec(spec, common), ...otherTrace };
}

/** What is checked of the code beside its equality: its orbits, then the temporal properties. */
function codeAlone(
  spec: Spec,
  system: System<unknown>,
  equal: Lockstep,
  before: Partial<Run>,
  options: SpecOptions,
): Partial<Run> {
  const orbits = codeOrbits(system, equal, options);
  return orbits.found === undefined ? { ...orbits, ...codeLiveness(spec, system, before, options) } : orbits;
}

/** The code's orbits, where it declares a symmetry: what is found in them must be what lockstep found in the states. */
function codeOrbits(system: System<unknown>, states: Lockstep, options: SpecOptions): Partial<Run> {
  if (system.symmetry === undefined) return {};
  const explored = explore(graphOf(system, { symmetry: true }), exploreOptions(options, "orbits"));
  const { verdict, property, witnesses, actionsNeverTaken } = explored;
  if (verdict === "inconclusive" || verdict === "error") return explorationRun(explored);
  const taken = { ...states.edges, ...states.codeOnly };
  const differs = [
    ...(verdict === "ok" ? [] : [`their verdict is ${property === undefined ? verdict : `${verdict} (${property})`}`]),
    ...states.witnesses.filter((name) => !(name in witnesses)).map((name) => `none reaches ${name}`),
    ...actionsNeverTaken.filter((name) => taken[name] !== 0).map((name) => `none takes ${name}`),
  ];
  if (differs.length === 0) return { orbits: { ...worldOf(explored), about: system.symmetry.about } };
  const message = `the orbits of ${system.symmetry.about} are not those of the states: ${differs.join(", ")}`;
  return { found: "error", problem: problemOf(new NexusError("not-symmetric", message)) };
}

/** The temporal properties on the code's graph, which lockstep has found equal. */
function codeLiveness(spec: Spec, system: System<unknown>, before: Partial<Run>, options: SpecOptions): Partial<Run> {
  if (!options.isTemporal) return {};
  const explored = explore(graphOf(system), {
    ...exploreOptions(options, "code"),
    checkInvariants: false,
    checkDeadlock: false,
  });
  if (explored.verdict !== "ok") return explorationRun(explored);
  return livenessOfCode(spec, system, explored, before, options);
}

function livenessOfCode(
  spec: Spec,
  system: System<unknown>,
  { store }: Exploration,
  before: Partial<Run>,
  { stop }: SpecOptions,
): Partial<Run> {
  const check = checkCodeLiveness(spec, system, store, spec.liveness(), stop === undefined ? {} : { stop });
  return livenessRun(check, "code", spec, before.temporal ?? []);
}

/** The code alone. Its temporal properties and its fairness are the spec's, and its states are seen through the abstraction. */
function runCode(spec: Spec, system: System<unknown>, options: SpecOptions): Run {
  const { way = {}, source, saving, isTemporal } = options;
  const asked = exploreOptions(options, way.simulation === undefined ? "code" : SIMULATION);
  const common = { mode: "code" as const, declaredWitnesses: Object.keys(system.witnesses) };
  const graph = graphOf(system, { symmetry: way.symmetry === true });
  if (way.simulation !== undefined) return { ...common, ...simulated(graph, way.simulation, asked) };
  const explored = searched(graph, way, asked, { source, saving });
  const run = { ...common, ...explorationRun(explored) };
  if (graph.orbits !== undefined) return { ...run, orbits: { ...worldOf(explored), about: graph.orbits } };
  // As for the spec: neither what a limit cut off nor fingerprints give a graph of behaviours.
  const isWhole = explored.verdict === "ok" && explored.collisions === undefined;
  const live = isTemporal && isWhole ? livenessOfCode(spec, system, explored, {}, options) : {};
  const edges = hasOwnSteps(system) ? {} : { edges: sum(explored.edges) };
  return { ...run, ...live, code: worldOf(explored), ...edges };
}

/** Whether the code takes steps that are none of the spec, so that their numbers cannot be compared. */
function hasOwnSteps({ internal, actions }: System<unknown>): boolean {
  return internal !== undefined || Object.values(actions).some(({ covers }) => covers !== undefined);
}

/** The spec alone first, then both worlds in lockstep. */
function runLockstep(spec: Spec, system: System<unknown>, options: SpecOptions): Run {
  const alone = explore(spec.states, { ...exploreOptions(options, "spec", spec), digest: true });
  const common = { mode: "kind" as const, spec: worldOf(alone), declaredWitnesses: Object.keys(system.witnesses) };
  if (alone.verdict !== "ok") return { ...common, ...explorationRun(alone, spec) };
  const live = specLiveness(alone, spec, options);
  if ((live.found ?? "ok") !== "ok") return { ...common, found: "ok", ...live };
  const result = lockstep(spec, system, { ...options, alone });
  return {
    ...common,
    ...lockstepRun(result),
    ...(result.verdict === "equal" ? codeAlone(spec, system, result, live, options) : {}),
    code: { distinct: result.states, edges: { ...result.edges, ...result.codeOnly }, witnesses: result.witnesses },
    edges: sum(result.edges),
    bindings: result.bindings,
    refused: result.refused,
    guards: guardsOf(spec, system),
  };
}

function lockstepRun({ verdict, difference, limit, error }: Lockstep): Pick<Run, "found"> & Partial<Run> {
  switch (verdict) {
    case "equal":
      return { found: "ok" };
    case "different":
      return { found: "different", difference: difference ?? unreachable("no difference") };
    case "inconclusive":
      return { found: "inconclusive", limit: limit ?? "stopped" };
    case "error":
      return { found: "error", problem: problemOf(error) };
    case "unsound":
      return unreachable("the spec was found sound before");
  }
}

function runRefinement({ mapping }: RefinementEntry, explicit: Spec, counted: Spec, options: SpecOptions): Run {
  const result = refines(explicit, counted, mapping, options);
  return {
    mode: "kind",
    ...refinementRun(result, explicit, counted),
    ...(result.explicit === undefined ? {} : { spec: worldOf(result.explicit) }),
    ...(result.counted === undefined ? {} : { counted: worldOf(result.counted) }),
    edges: result.steps,
  };
}

function refinementRun(result: Refinement, explicit: Spec, counted: Spec): Pick<Run, "found"> & Partial<Run> {
  switch (result.verdict) {
    case "refines":
      return { found: "ok" };
    case "different":
      return { found: "different", difference: result.difference ?? unreachable("no difference") };
    case "unsound":
      return result.explicit === undefined
        ? explorationRun(result.counted ?? unreachable("no exploration"), counted)
        : explorationRun(result.explicit, explicit);
    case "inconclusive":
      return { found: "inconclusive", limit: result.limit ?? "stopped" };
    case "error":
      return { found: "error", problem: problemOf(result.error) };
  }
}

/** Every refusal of the system's table with the conjunct that it stands for. */
export function guardsOf(spec: Spec, system: System<unknown>): readonly Guard[] {
  const byId = new Map(spec.conjuncts.map((conjunct) => [conjunct.id, conjunct]));
  return Object.entries(system.refusals ?? {}).flatMap(([action, refusals]) =>
    Object.entries(refusals).flatMap(([refusal, name]) => {
      const conjunct = byId.get(conjunctId(action, name) ?? "");
      return conjunct === undefined ? [] : [{ conjunct: conjunct.id, refusal, text: conjunct.text, at: conjunct.at }];
    }),
  );
}

const sum = (edges: { readonly [action: string]: number }): number => Object.values(edges).reduce((total, of) => total + of, 0);
