/** What an exploration is asked and what it finds. */

import type { CollisionProbability } from "./fingerprint.ts";
import type { StateStore } from "./store.ts";
import type { Trace, TraceStep } from "./trace.ts";
import type { Locate, Outside } from "./trace-search.ts";

/** Where a breadth-first search was. States before `index` are expanded, and their successors are stored. */
export interface SearchPosition {
  readonly index: number;
  /** The first state of each level that was begun, then the first beyond the level being expanded. */
  readonly levels: readonly number[];
  readonly generated: number;
  /** Steps taken, by action in the graph's order. */
  readonly edges: readonly number[];
  /** The first state that reaches each witness. */
  readonly witnesses: { readonly [name: string]: number };
}

/** Where a level began: a {@link SearchPosition} in brief, as many levels are begun. */
export interface LevelBegin extends Pick<SearchPosition, "index" | "generated" | "edges"> {
  /** How many levels had been begun, this one included. */
  readonly levels: number;
}

/** A search to go on with. */
export interface Resumption {
  readonly position: SearchPosition;
  readonly store: StateStore;
}

/**
 * - `ok`: all reachable states were visited and every property holds;
 * - `violated`: an invariant is false in a state;
 * - `deadlock`: a state has no successor and is no intended end;
 * - `inconclusive`: a limit ended the search, and nothing wrong was found before;
 * - `error`: the graph threw an error.
 */
export type Verdict = "ok" | "violated" | "deadlock" | "inconclusive" | "error";

/** Which limit made a search inconclusive. */
export type Limit = "states" | "depth" | "memory" | "stopped";

export interface Progress {
  readonly generated: number;
  readonly distinct: number;
  /** The level being expanded; initial states are level 1. */
  readonly depth: number;
  /** Distinct states per second, since the start. */
  readonly rate: number;
  /** States that are stored and not yet expanded. */
  readonly queue: number;
}

export interface ExploreOptions<S> {
  /** Store at most this many states. */
  readonly maxStates?: number;
  /** Expand only states on levels below this one; initial states are level 1. */
  readonly maxDepth?: number;
  /** Bytes that the state store may take. */
  readonly maxBytes?: number;
  /** Report states without successors; true unless told. */
  readonly checkDeadlock?: boolean;
  /** States that may be without successors. */
  readonly done?: (state: S) => boolean;
  /** Evaluate the graph's invariants, also in states that a constraint keeps out; true unless told. */
  readonly checkInvariants?: boolean;
  /**
   * `breadth-first`, unless told, gives the shortest counterexamples; `depth-first` reaches deep states early, with the same verdict
   * where it ends.
   */
  readonly order?: "breadth-first" | "depth-first";
  /** Store 64-bit fingerprints instead of keys; false unless told. Breadth-first only, and never for comparing or certifying. */
  readonly fingerprints?: boolean;
  /** Go on with a search that was stopped: breadth-first, by full keys, without a digest. Its limits are those it was read with. */
  readonly resume?: Resumption;
  /** Compute the digest of the labelled edges; false unless told. */
  readonly digest?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Call `onProgress` and `stop` once per so many expanded states. */
  readonly progressEvery?: number;
  /** Asked with each progress; true ends the search. */
  readonly stop?: () => boolean;
  /** Where actions are defined, for traces. */
  readonly locate?: Locate;
}

/** States that are expanded between two calls of `onProgress`, unless told. */
export const PROGRESS_EVERY = 1 << 14;

/** What a search ends with, beside its counts. */
export interface End extends Pick<Exploration, "verdict" | "limit" | "property" | "error" | "during"> {
  /** The state that the trace leads to. */
  readonly at?: number;
  /** Where the state in question is kept out by a constraint: the end of the trace, behind `at`. */
  readonly outside?: Outside;
}

export interface Exploration {
  readonly verdict: Verdict;
  /** The limit that was hit, for `inconclusive`. */
  readonly limit?: Limit;
  /** The invariant that is false, for `violated`. */
  readonly property?: string;
  /** What the graph threw, for `error`. */
  readonly error?: unknown;
  /** The behaviour to the state in question, for `violated`, `deadlock` and `error`: the shortest, unless depth-first. */
  readonly trace?: Trace;
  /** For `error`: the step from the trace's last state whose target could not be packed. */
  readonly during?: TraceStep;
  readonly distinct: number;
  /** Initial states plus visited steps, as TLC counts. */
  readonly generated: number;
  /** States on the longest behaviour by which a state was first reached: the levels, if breadth-first. 1 with only initial states. */
  readonly depth: number;
  /** Steps taken, by action in the graph's order. */
  readonly edges: { readonly [action: string]: number };
  /**
   * States that were first reached by each action. Absent with several threads, where it would depend on who comes first, and in
   * a search that was resumed.
   */
  readonly discovered?: { readonly [action: string]: number };
  readonly actionsNeverTaken: readonly string[];
  /** The first state that reaches each witness, by name; its trace is `traceTo` that index. */
  readonly witnesses: { readonly [name: string]: number };
  readonly unreachedWitnesses: readonly string[];
  /** Digest of the labelled edges, if asked for. */
  readonly digest?: string;
  /** The probability that a state was missed, where fingerprints were stored. */
  readonly collisions?: CollisionProbability;
  /** Where to go on, for a search that was stopped or whose store is full, and that can be resumed. */
  readonly position?: SearchPosition;
  readonly seconds: number;
  /** All states seen, with predecessors: their keys, or their fingerprints where these were asked for. */
  readonly store: StateStore;
}
