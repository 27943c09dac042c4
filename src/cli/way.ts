/** How the graph of one world is searched. */

/** Behaviours to draw at random. */
export interface Draw {
  /** A whole number below 2^31. */
  readonly seed: number;
  /** Behaviours. */
  readonly traces: number;
  /** Steps of a behaviour, at most. */
  readonly maxSteps: number;
}

/** Where nothing is said: breadth-first, all states, full keys, one thread. */
export interface Way {
  /** Threads of one search, two or more. */
  readonly workers?: number;
  readonly depthFirst?: true;
  /** 64-bit fingerprints instead of keys. */
  readonly fingerprints?: true;
  /** One state of each orbit of the code's symmetry. */
  readonly symmetry?: true;
  readonly simulation?: Draw;
}

/** Whether a counterexample is the one that the pins name: the first shortest of a breadth-first search on one thread. */
export function findsPinnedTrace({ workers, depthFirst, symmetry, simulation }: Way): boolean {
  return workers === undefined && depthFirst === undefined && symmetry === undefined && simulation === undefined;
}

/** What progress calls the world of a simulation, whose figures are steps and behaviours instead of states. */
export const SIMULATION = "simulation";

/** Whether a search that ends before its end can be kept and resumed. */
export function isResumable({ depthFirst, fingerprints, simulation }: Way): boolean {
  return depthFirst === undefined && fingerprints === undefined && simulation === undefined;
}
