/** Checks one world alone: its exploration, then the temporal properties on what was explored. */

import { checkLiveness, type Exploration, type ExploreOptions, explore, type Progress } from "../checker/index.ts";
import type { Spec } from "../lib/spec.ts";
import type { Finding, World } from "./outcome.ts";
import { problemOf } from "./problem.ts";
import { livenessRun } from "./run-liveness.ts";

export interface RunOptions {
  readonly maxStates?: number;
  readonly maxBytes?: number;
  readonly onProgress?: (world: string, progress: Progress) => void;
  readonly progressEvery?: number;
  readonly stop?: () => boolean;
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

/** Explores a spec, and checks its temporal properties where nothing is wrong before. */
export function runSpec(spec: Spec, options: SpecOptions): Omit<Run, "mode"> {
  const explored = explore(spec.graph, exploreOptions(options, "spec", spec));
  return { ...explorationRun(explored, spec), ...specLiveness(explored, spec, options), spec: worldOf(explored) };
}

/** The temporal properties on the spec's own graph, where all of it was explored. */
export function specLiveness({ verdict, store }: Exploration, spec: Spec, { isTemporal, stop }: SpecOptions): Partial<Run> {
  if (!isTemporal || verdict !== "ok") return {};
  const locate = (action: string) => spec.definition(action);
  const check = checkLiveness(spec.graph, store, spec.liveness(), { locate, ...(stop === undefined ? {} : { stop }) });
  return livenessRun(check, "spec", spec, []);
}

export function exploreOptions(
  { onProgress, isTemporal: _, ...rest }: SpecOptions,
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
  const { verdict, property, trace, limit, during } = explored;
  const propertyAt = property === undefined ? undefined : spec?.definition(property);
  return {
    found: verdict,
    ...(property === undefined ? {} : { property }),
    ...(propertyAt === undefined ? {} : { propertyAt }),
    ...(trace === undefined ? {} : { trace }),
    ...(during === undefined ? {} : { during }),
    ...(limit === undefined ? {} : { limit }),
    ...(verdict === "error" ? { problem: problemOf(explored.error) } : {}),
  };
}

export function worldOf({ distinct, generated, depth, edges, discovered, witnesses }: Exploration): World {
  const first = discovered === undefined ? {} : { discovered };
  return { distinct, generated, depth, edges, ...first, witnesses: Object.keys(witnesses) };
}
