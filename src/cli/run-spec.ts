/** Checks one world alone: its exploration, then the temporal properties on what was explored. */

import { specValues } from "../checker/checkpoint-values.ts";
import type { Exploration, ExploreOptions, Progress } from "../checker/index.ts";
import { checkSpecLiveness } from "../checker/liveness/spec.ts";
import { ExitCode, NexusError } from "../lib/errors.ts";
import type { Spec } from "../lib/spec.ts";
import type { GraphSource } from "../runtime/index.ts";
import type { Finding, World } from "./outcome.ts";
import { problemOf } from "./problem.ts";
import { livenessRun } from "./run-liveness.ts";
import { type Saving, searched, simulated } from "./run-search.ts";
import { SIMULATION, type Way } from "./way.ts";

export interface RunOptions {
  readonly maxStates?: number;
  readonly maxBytes?: number;
  readonly onProgress?: (world: string, progress: Progress) => void;
  readonly progressEvery?: number;
  readonly stop?: () => boolean;
  /** Breadth-first on one thread unless told. */
  readonly way?: Way;
  /** Builds the graph in other threads, where there are any. */
  readonly source?: GraphSource;
  /** For checkpoints; without it there are none. */
  readonly saving?: Saving;
}

/** What the cfg asks. */
export interface Asked {
  readonly checkDeadlock: boolean;
  /** Whether the cfg names temporal properties. */
  readonly isTemporal: boolean;
}

export type SpecOptions = RunOptions & Asked;

/** What a finding says beside what the files say. */
export type Run = Omit<Finding, "sources" | "unchecked" | "seconds">;

/** Searches a spec's graph, and checks its temporal properties where nothing is wrong before. */
export function runSpec(spec: Spec, options: SpecOptions): Omit<Run, "mode"> {
  const { way = {}, source, saving } = options;
  const asked = exploreOptions(options, way.simulation === undefined ? "spec" : SIMULATION, spec);
  if (way.simulation !== undefined) return withDefinition(simulated(spec.graph, way.simulation, asked), spec);
  const explored = searched(spec.graph, way, asked, { source, saving, values: specValues(spec) });
  const found = { ...explorationRun(explored, spec), ...specLiveness(explored, spec, options), spec: worldOf(explored) };
  if (found.found !== "ok" || spec.postcondition()) return found;
  return { ...found, found: "error", problem: problemOf(falsePostcondition()) };
}

const falsePostcondition = (): NexusError =>
  new NexusError("tla-postcondition", "the POSTCONDITION of the cfg is false", { exit: ExitCode.violated });

/** The temporal properties on the spec's own graph, where all of it was explored. */
export function specLiveness(explored: Exploration, spec: Spec, options: SpecOptions): Partial<Run> {
  const { isTemporal, stop, maxStates, maxBytes } = options;
  // A fingerprint is no state, so the graph of behaviours cannot be built from them: the properties stay unchecked, and are named so.
  if (!isTemporal || explored.verdict !== "ok" || explored.collisions !== undefined) return {};
  const limits = { ...(maxStates === undefined ? {} : { maxStates }), ...(maxBytes === undefined ? {} : { maxBytes }) };
  const check = checkSpecLiveness(spec, explored, { ...limits, ...(stop === undefined ? {} : { stop }) });
  return livenessRun(check, "spec", spec, []);
}

export function exploreOptions(
  { onProgress, isTemporal: _, way: __, source: ___, saving: ____, ...rest }: SpecOptions,
  world: string,
  spec?: Spec,
): Omit<ExploreOptions<unknown>, "done"> {
  return {
    ...rest,
    ...(onProgress === undefined ? {} : { onProgress: (progress: Progress) => onProgress(world, progress) }),
    ...(spec === undefined ? {} : { locate: (action: string) => spec.definition(action) }),
  };
}

export function explorationRun(explored: Exploration, spec?: Spec): Pick<Run, "found"> & Partial<Run> {
  const { verdict, property, trace, limit, during, collisions } = explored;
  const run = {
    found: verdict,
    ...(property === undefined ? {} : { property }),
    ...(trace === undefined ? {} : { trace }),
    ...(during === undefined ? {} : { during }),
    ...(limit === undefined ? {} : { limit }),
    ...(collisions === undefined ? {} : { collisions }),
    ...(verdict === "error" ? { problem: problemOf(explored.error) } : {}),
  };
  return spec === undefined ? run : withDefinition(run, spec);
}

/** Adds where the property is defined that a run found false. */
function withDefinition<R extends Partial<Run>>(run: R, spec: Spec): R {
  const propertyAt = run.property === undefined ? undefined : spec.definition(run.property);
  return propertyAt === undefined ? run : { ...run, propertyAt };
}

export function worldOf({ distinct, generated, depth, edges, discovered, witnesses }: Exploration): World {
  const first = discovered === undefined ? {} : { discovered };
  return { distinct, generated, depth, edges, ...first, witnesses: Object.keys(witnesses) };
}
