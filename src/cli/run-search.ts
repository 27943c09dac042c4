/** Searches the graph of one world in the way that was asked. */

import { type Exploration, type ExploreOptions, explore, type Simulation, simulate } from "../checker/index.ts";
import { unreachable } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import { exploreGraphInThreads } from "../runtime/exploration-threads.ts";
import type { GraphSource } from "../runtime/graph-source.ts";
import type { Finding } from "./outcome.ts";
import { problemOf } from "./problem.ts";
import type { Draw, Way } from "./way.ts";

/** Explores a graph. `source` builds it in other threads, and is needed for these alone. */
export function searched<S>(
  graph: StateGraph<S>,
  { workers, depthFirst, fingerprints }: Way,
  options: Omit<ExploreOptions<S>, "done" | "digest" | "order" | "fingerprints">,
  source?: GraphSource,
): Exploration {
  if (workers !== undefined) {
    return exploreGraphInThreads(graph, source ?? unreachable("no source"), { threads: workers, ...options });
  }
  return explore(graph, {
    ...options,
    ...(depthFirst === true ? { order: "depth-first" } : {}),
    ...(fingerprints === true ? { fingerprints } : {}),
  });
}

type SimulationRun = Pick<Finding, "found"> & Partial<Pick<Finding, "property" | "trace" | "limit" | "problem" | "simulation">>;

/** Draws behaviours of a graph. That nothing is wrong in them is no answer. */
export function simulated<S>(
  graph: StateGraph<S>,
  draw: Draw,
  { checkDeadlock = true, locate, stop, onProgress }: ExploreOptions<S>,
): SimulationRun {
  const start = performance.now();
  const result = simulate(graph, {
    ...draw,
    checkDeadlock,
    ...(locate === undefined ? {} : { locate }),
    ...(stop === undefined ? {} : { stop }),
    onProgress: ({ traces, steps }) => {
      const rate = (1000 * steps) / (performance.now() - start);
      onProgress?.({ generated: steps, distinct: traces, depth: 0, rate, queue: draw.traces - traces });
    },
  });
  const { traces, steps, property, trace, reachedWitnesses } = result;
  return {
    ...foundBy(result),
    ...(property === undefined ? {} : { property }),
    ...(trace === undefined ? {} : { trace }),
    simulation: { ...draw, drawn: traces, steps, witnesses: reachedWitnesses },
  };
}

function foundBy({ verdict, error }: Simulation): Pick<SimulationRun, "found" | "limit" | "problem"> {
  switch (verdict) {
    case "no-violation":
      return { found: "inconclusive", limit: "simulation" };
    case "stopped":
      return { found: "inconclusive", limit: "stopped" };
    case "error":
      return { found: "error", problem: problemOf(error) };
    default:
      return { found: verdict };
  }
}
