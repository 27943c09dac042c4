/** Searches the graph of one world in the way that was asked. */

import { readCheckpoint, writeCheckpoint } from "../checker/checkpoint.ts";
import { type Exploration, type ExploreOptions, explore } from "../checker/explorer.ts";
import type { CheckpointOwner, StateValues } from "../checker/index.ts";
import { type Simulation, simulate } from "../checker/simulate.ts";
import { unreachable } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import { exploreGraphInThreads } from "../runtime/exploration-threads.ts";
import type { GraphSource } from "../runtime/graph-source.ts";
import type { Finding } from "./outcome.ts";
import { problemOf } from "./problem.ts";
import type { Draw, Way } from "./way.ts";

/** What an interrupted search leaves behind, and what one goes on from. */
export interface Saving {
  readonly owner: CheckpointOwner;
  /** The checkpoint to go on from. */
  readonly resume?: Iterable<Uint8Array>;
  /** Takes the pieces of a checkpoint; they are to be used before the search's thread goes on. */
  readonly save: (pieces: Iterable<Uint8Array>) => void;
}

type SearchOptions<S> = Omit<ExploreOptions<S>, "done" | "digest" | "order" | "fingerprints">;

/** What a search needs for some ways of searching alone. */
export interface SearchNeeds<S> {
  /** Builds the graph in other threads. */
  readonly source?: GraphSource | undefined;
  readonly saving?: Saving | undefined;
  /** Writes states of a graph whose keys are not portable into checkpoints. */
  readonly values?: StateValues<S>;
}

/** Explores a graph, from a checkpoint where there is one, and gives a checkpoint where a limit ends it before its end. */
export function searched<S>(
  graph: StateGraph<S>,
  way: Way,
  options: SearchOptions<S>,
  { source, saving, values }: SearchNeeds<S>,
): Exploration {
  const { maxStates, maxBytes } = options;
  const limits = { ...(maxStates === undefined ? {} : { maxStates }), ...(maxBytes === undefined ? {} : { maxBytes }) };
  const from = saving?.resume;
  const resume = from === undefined ? {} : { resume: readCheckpoint(graph, from, (saving as Saving).owner, limits, values) };
  const explored = exploreBy(graph, way, { ...options, ...resume }, source);
  if (saving !== undefined && explored.position !== undefined) {
    saving.save(writeCheckpoint(graph, explored, saving.owner, values));
  }
  return explored;
}

function exploreBy<S>(
  graph: StateGraph<S>,
  { workers, depthFirst, fingerprints }: Way,
  options: SearchOptions<S>,
  source: GraphSource | undefined,
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
