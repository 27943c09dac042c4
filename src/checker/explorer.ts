/**
 * Breadth-first exploration of a {@link StateGraph} on one thread: every reachable state once, invariants on each, shortest
 * counterexamples.
 */

import { NexusError } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import { EdgeDigest } from "./digest.ts";
import { FULL, StateStore } from "./store.ts";
import type { Trace, TraceStep } from "./trace.ts";
import { type Locate, labelOf, traceTo } from "./trace-search.ts";

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
  /** Evaluate the graph's invariants; true unless told. */
  readonly checkInvariants?: boolean;
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

export interface Exploration {
  readonly verdict: Verdict;
  /** The limit that was hit, for `inconclusive`. */
  readonly limit?: Limit;
  /** The invariant that is false, for `violated`. */
  readonly property?: string;
  /** What the graph threw, for `error`. */
  readonly error?: unknown;
  /** The shortest behaviour to the state in question, for `violated`, `deadlock` and `error`. */
  readonly trace?: Trace;
  /** For `error`: the step from the trace's last state whose target could not be packed. */
  readonly during?: TraceStep;
  readonly distinct: number;
  /** Initial states plus visited steps, as TLC counts. */
  readonly generated: number;
  /** Levels reached: states on the longest of the shortest behaviours, 1 if there are only initial states. */
  readonly depth: number;
  /** Steps taken, by action in the graph's order. */
  readonly edges: { readonly [action: string]: number };
  readonly actionsNeverTaken: readonly string[];
  /** The first state that reaches each witness, by name; its trace is {@link traceTo} that index. */
  readonly witnesses: { readonly [name: string]: number };
  readonly unreachedWitnesses: readonly string[];
  /** Digest of the labelled edges, if asked for. */
  readonly digest?: string;
  readonly seconds: number;
  /** All states seen, with predecessors. */
  readonly store: StateStore;
}

const PROGRESS_EVERY = 1 << 14;

/** States that are stored together. */
const BATCH = 64;

/** Visits every state that is reachable in `graph`, until a property fails or a limit is hit. */
export function explore<S>(graph: StateGraph<S>, options: ExploreOptions<S> = {}): Exploration {
  return new Search(graph, options).run();
}

/** What a search ends with, beside its counts. */
interface End {
  readonly verdict: Verdict;
  readonly limit?: Limit;
  readonly property?: string;
  readonly error?: unknown;
  readonly during?: TraceStep;
  /** The state that the trace leads to. */
  readonly at?: number;
}

class Search<S> {
  readonly #graph: StateGraph<S>;
  readonly #options: ExploreOptions<S>;
  readonly #store: StateStore;
  readonly #digest: EdgeDigest | null;
  readonly #key: Int32Array;
  /** Keys of visited states that are not stored yet: storing many at once overlaps their cache misses. */
  readonly #batch: Int32Array;
  readonly #batchParents = new Int32Array(BATCH);
  readonly #batchIndices = new Int32Array(BATCH);
  #batched = 0;
  readonly #edges: Float64Array;
  readonly #checkInvariants: boolean;
  readonly #witnesses = new Map<string, number>();
  #unreached: StateGraph<S>["witnesses"];
  /** Whether new states are looked at. */
  #judges: boolean;
  readonly #start = performance.now();
  #generated = 0;
  /** The level being expanded, 0 before the first. */
  #depth = 0;
  /** The first state beyond the level being expanded. */
  #levelEnd = 0;
  /** The state being expanded, -1 for initial states. */
  #parent = -1;
  #hasSuccessor = false;
  #end: End | null = null;
  /** The action being visited while a step's target is packed, else -1. */
  #packing = -1;
  /** The state whose predicates are being evaluated, else -1. */
  #judging = -1;

  constructor(graph: StateGraph<S>, options: ExploreOptions<S>) {
    this.#graph = graph;
    this.#options = options;
    const { maxStates, maxBytes } = options;
    this.#store = new StateStore({
      words: graph.words,
      ...(maxStates === undefined ? {} : { maxStates }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
    this.#digest = options.digest === true ? new EdgeDigest(graph.words) : null;
    this.#key = new Int32Array(graph.words);
    this.#edges = new Float64Array(graph.actions.length);
    this.#checkInvariants = (options.checkInvariants ?? true) && graph.invariants.length > 0;
    this.#unreached = graph.witnesses;
    this.#judges = this.#checkInvariants || this.#unreached.length > 0;
    this.#batch = new Int32Array(BATCH * graph.words);
  }

  run(): Exploration {
    try {
      this.#search();
    } catch (error) {
      this.#end = this.#thrown(error);
    }
    return this.#result(this.#end ?? { verdict: "ok" });
  }

  #search(): void {
    const { maxDepth, checkDeadlock = true, done, progressEvery = PROGRESS_EVERY } = this.#options;
    const store = this.#store;
    const graph = this.#graph;
    const visit = (action: number, next: S): boolean => this.#visit(action, next);
    for (const state of graph.initial()) {
      this.#generated++;
      if (graph.excludes?.(state) === true) continue;
      if (this.#add(state)) return;
    }
    if (this.#flush()) return;
    if (store.size === 0) throw new NexusError("no-initial-state", `${graph.name} has no initial state`);
    let untilProgress = progressEvery;
    for (let index = 0; index < store.size; index++) {
      if (index === this.#levelEnd) {
        this.#depth++;
        this.#levelEnd = store.size;
        if (maxDepth !== undefined && this.#depth >= maxDepth) {
          this.#end = { verdict: "inconclusive", limit: "depth" };
          return;
        }
      }
      this.#parent = index;
      this.#hasSuccessor = false;
      const state = graph.unpack(store.keyChunk(index), store.keyOffset(index));
      this.#digest?.nextSource();
      graph.successors(state, visit);
      if (this.#end !== null) return;
      this.#checkUnchanged(state, index);
      if (checkDeadlock && !this.#hasSuccessor && done?.(state) !== true) {
        if (!this.#flush()) this.#end = { verdict: "deadlock", at: index };
        return;
      }
      if (index + 1 === this.#levelEnd && this.#flush()) return;
      if (--untilProgress === 0) {
        untilProgress = progressEvery;
        if (this.#report(index)) return;
      }
    }
  }

  #visit(action: number, next: S): boolean {
    this.#hasSuccessor = true;
    this.#generated++;
    this.#edges[action] = (this.#edges[action] as number) + 1;
    if (this.#graph.excludes?.(next) === true) return false;
    this.#packing = action;
    if (this.#digest !== null) {
      this.#graph.pack(next, this.#key, 0);
      const from = this.#store.keyChunk(this.#parent);
      const name = this.#graph.actions[action] as string;
      this.#digest.add(from, this.#store.keyOffset(this.#parent), name, this.#graph.visitedArgs(), this.#key, 0);
    }
    const ended = this.#add(next);
    this.#packing = -1;
    return ended;
  }

  /** Puts a state into the batch; true ends the search. */
  #add(state: S): boolean {
    if (this.#batched === BATCH && this.#flush()) return true;
    this.#graph.pack(state, this.#batch, this.#batched * this.#graph.words);
    this.#batchParents[this.#batched++] = this.#parent;
    return false;
  }

  /** Stores the states of the batch, and judges those that are new; true ends the search. */
  #flush(): boolean {
    const store = this.#store;
    const count = this.#batched;
    this.#batched = 0;
    store.insertAll(this.#batch, this.#batchParents, count, this.#batchIndices);
    for (let i = 0; i < count; i++) {
      const index = this.#batchIndices[i] as number;
      if (index >= 0) {
        if (this.#judges && this.#judge(index)) return true;
      } else if (index === FULL) {
        this.#end = { verdict: "inconclusive", limit: store.size === this.#options.maxStates ? "states" : "memory" };
        return true;
      }
    }
    return false;
  }

  /** A step that changes the state it is given would spoil the steps after it. */
  #checkUnchanged(state: S, index: number): void {
    const chunk = this.#store.keyChunk(index);
    const start = this.#store.keyOffset(index);
    this.#graph.pack(state, this.#key, 0);
    for (let k = 0; k < this.#key.length; k++) {
      if (this.#key[k] === chunk[start + k]) continue;
      throw new NexusError("impure-step", "a step changed the state that it was given instead of returning another");
    }
  }

  #judge(index: number): boolean {
    this.#judging = index;
    const state = this.#graph.unpack(this.#store.keyChunk(index), this.#store.keyOffset(index));
    if (this.#unreached.length > 0) {
      for (const { name, holds } of this.#unreached) if (holds(state)) this.#witnesses.set(name, index);
      if (this.#witnesses.size + this.#unreached.length !== this.#graph.witnesses.length) {
        this.#unreached = this.#unreached.filter(({ name }) => !this.#witnesses.has(name));
        this.#judges = this.#checkInvariants || this.#unreached.length > 0;
      }
    }
    if (this.#checkInvariants) {
      for (const { name, holds } of this.#graph.invariants) {
        if (holds(state)) continue;
        this.#end = { verdict: "violated", property: name, at: index };
        return true;
      }
    }
    this.#judging = -1;
    return false;
  }

  /** Reports progress; true ends the search. */
  #report(index: number): boolean {
    const distinct = this.#store.size;
    this.#options.onProgress?.({
      generated: this.#generated,
      distinct,
      depth: this.#depth,
      rate: distinct / this.#seconds(),
      queue: distinct - index - 1,
    });
    if (this.#options.stop?.() !== true) return false;
    this.#end = { verdict: "inconclusive", limit: "stopped" };
    return true;
  }

  /**
   * The graph threw: in a predicate of a new state, or in a step of the state being expanded. What is wrong with the states still in
   * the batch comes first, because they were visited before.
   */
  #thrown(error: unknown): End {
    if (this.#judging >= 0) return { verdict: "error", error, at: this.#judging };
    const at = this.#parent < 0 ? {} : { at: this.#parent };
    const during = this.#packing < 0 ? {} : { during: labelOf(this.#graph, this.#packing, this.#options.locate) };
    const end: End = { verdict: "error", error, ...at, ...during };
    try {
      const ended = this.#flush() && this.#end?.verdict === "violated";
      return ended ? (this.#end ?? end) : end;
    } catch (earlier) {
      return this.#thrown(earlier);
    }
  }

  #seconds(): number {
    return (performance.now() - this.#start) / 1000;
  }

  #result({ at, ...end }: End): Exploration {
    const { actions } = this.#graph;
    const seconds = this.#seconds();
    return {
      ...end,
      ...(at === undefined ? {} : { trace: traceTo(this.#graph, this.#store, at, this.#options.locate) }),
      distinct: this.#store.size,
      generated: this.#generated,
      depth: this.#store.size > this.#levelEnd ? this.#depth + 1 : this.#depth,
      edges: Object.fromEntries(actions.map((name, i) => [name, this.#edges[i] as number])),
      actionsNeverTaken: actions.filter((_, i) => this.#edges[i] === 0),
      witnesses: Object.fromEntries(this.#witnesses),
      unreachedWitnesses: this.#unreached.map(({ name }) => name),
      ...(this.#digest === null ? {} : { digest: this.#digest.toString() }),
      seconds,
      store: this.#store,
    };
  }
}
