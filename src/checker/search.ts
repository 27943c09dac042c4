/**
 * Exploration of a {@link StateGraph} on one thread: every reachable state once, invariants on each, shortest counterexamples where it
 * is breadth-first.
 */

import { isNoRoom, NexusError } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import { EdgeDigest } from "./digest.ts";
import { type End, type Exploration, type ExploreOptions, PROGRESS_EVERY, type SearchPosition } from "./exploration.ts";
import { collisionProbability, FINGERPRINT_WORDS, fingerprint } from "./fingerprint.ts";
import { KeyQueue } from "./key-queue.ts";
import { DepthStack } from "./stack.ts";
import { FULL, StateStore } from "./store.ts";
import { labelOf, traceTo } from "./trace-search.ts";

/** States that are stored together. */
const BATCH = 64;

export class Search<S> {
  readonly #graph: StateGraph<S>;
  readonly #options: ExploreOptions<S>;
  readonly #store: StateStore;
  /** Where keys are read from: the store, unless it holds fingerprints. */
  readonly #keys: StateStore | KeyQueue;
  /** The batch's fingerprints, where these are stored. */
  readonly #prints: Int32Array | null;
  /** What is left to expand, where the search is depth-first. */
  readonly #stack: DepthStack | null;
  readonly #digest: EdgeDigest | null;
  readonly #key: Int32Array;
  /** Keys of visited states that are not stored yet: storing many at once overlaps their cache misses. */
  readonly #batch: Int32Array;
  readonly #batchParents = new Int32Array(BATCH);
  readonly #batchIndices = new Int32Array(BATCH);
  /** The actions that led to them, -1 for initial states. */
  readonly #batchActions = new Int32Array(BATCH);
  #batched = 0;
  readonly #edges: Float64Array;
  /** States that were first reached by each action. */
  readonly #discovered: Float64Array;
  readonly #checkInvariants: boolean;
  readonly #witnesses = new Map<string, number>();
  #unreached: StateGraph<S>["witnesses"];
  /** Whether new states are looked at. */
  #judges: boolean;
  readonly #start = performance.now();
  #generated = 0;
  /** The level being expanded, or the depth of the state being expanded; 0 before the first. */
  #depth = 0;
  /** The greatest depth of a state, where the search is depth-first. */
  #deepest = 1;
  /** Whether a limit on the depth kept a state from being expanded. */
  #isCut = false;
  /** The first state beyond the level being expanded. */
  #levelEnd = 0;
  /** The first state of each level that was begun, then {@link #levelEnd}. */
  readonly #levelStarts: number[] = [0];
  /** The first state that is not expanded, where the search is breadth-first. */
  #next = 0;
  /** The state being expanded, -1 for initial states. */
  #parent = -1;
  #hasSuccessor = false;
  #end: End | null = null;
  /** The action being visited while a step's target is packed, else -1. */
  #packing = -1;
  /** The state whose predicates are being evaluated, else -1. */
  #judging = -1;
  #untilProgress: number;

  constructor(graph: StateGraph<S>, options: ExploreOptions<S>) {
    this.#graph = graph;
    this.#options = options;
    const { maxStates, maxBytes, order, fingerprints = false } = options;
    if (fingerprints && order === "depth-first") {
      throw new NexusError("bad-options", "a depth-first search cannot store fingerprints", { hint: "leave out one of the two" });
    }
    const { resume, digest = false } = options;
    if (resume !== undefined && (fingerprints || digest || order === "depth-first")) {
      throw new NexusError("bad-options", "only a breadth-first search by full keys, without a digest, can be resumed");
    }
    const stored = new StateStore({
      words: fingerprints ? FINGERPRINT_WORDS : graph.words,
      ...(maxStates === undefined ? {} : { maxStates }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
    this.#store = resume?.store ?? stored;
    this.#keys = fingerprints ? new KeyQueue(graph.words) : this.#store;
    this.#prints = fingerprints ? new Int32Array(BATCH * FINGERPRINT_WORDS) : null;
    this.#stack = order === "depth-first" ? new DepthStack() : null;
    this.#digest = digest ? new EdgeDigest(graph.words) : null;
    this.#key = new Int32Array(graph.words);
    this.#edges = new Float64Array(graph.actions.length);
    this.#discovered = new Float64Array(graph.actions.length);
    this.#checkInvariants = (options.checkInvariants ?? true) && graph.invariants.length > 0;
    this.#unreached = graph.witnesses;
    this.#judges = this.#checkInvariants || this.#unreached.length > 0;
    this.#batch = new Int32Array(BATCH * graph.words);
    this.#untilProgress = options.progressEvery ?? PROGRESS_EVERY;
    if (resume !== undefined) this.#resume(resume.position);
  }

  #resume({ index, levels, generated, edges, witnesses }: SearchPosition): void {
    this.#next = index;
    this.#levelStarts.push(...levels.slice(1));
    this.#levelEnd = this.#levelStarts.at(-1) as number;
    this.#depth = this.#levelStarts.length - 1;
    this.#generated = generated;
    this.#edges.set(edges);
    for (const [name, at] of Object.entries(witnesses)) this.#witnesses.set(name, at);
    this.#unreached = this.#unreached.filter(({ name }) => !this.#witnesses.has(name));
    this.#judges = this.#checkInvariants || this.#unreached.length > 0;
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
    const { graph, store } = { graph: this.#graph, store: this.#store };
    for (const state of this.#options.resume === undefined ? graph.initial() : []) {
      this.#generated++;
      if (graph.excludes?.(state) === true) continue;
      if (this.#add(state, -1)) return;
    }
    if (this.#flush()) return;
    if (store.size === 0) throw new NexusError("no-initial-state", `${graph.name} has no initial state`);
    if (this.#stack === null) this.#searchLevels();
    else this.#searchDeep(this.#stack);
  }

  #searchLevels(): void {
    const { maxDepth } = this.#options;
    for (let index = this.#next; index < this.#store.size; index++) {
      if (index === this.#levelEnd) {
        this.#depth++;
        this.#levelEnd = this.#store.size;
        this.#levelStarts.push(this.#levelEnd);
        if (maxDepth !== undefined && this.#depth >= maxDepth) {
          this.#end = { verdict: "inconclusive", limit: "depth" };
          return;
        }
      }
      if (this.#expand(index)) return;
      if (index + 1 === this.#levelEnd && this.#flush()) return;
      if (this.#keys instanceof KeyQueue) this.#keys.release(index);
      this.#next = index + 1;
      if (this.#report(this.#store.size - index - 1)) return;
    }
  }

  #searchDeep(stack: DepthStack): void {
    const { maxDepth, maxBytes } = this.#options;
    while (stack.length > 0) {
      const { index, depth } = stack.pop();
      this.#depth = depth;
      this.#deepest = Math.max(this.#deepest, depth);
      if (maxDepth !== undefined && depth >= maxDepth) {
        this.#isCut = true;
        continue;
      }
      if (this.#expand(index) || this.#flush()) return;
      if (maxBytes !== undefined && this.#store.bytes + stack.bytes > maxBytes) {
        this.#end = { verdict: "inconclusive", limit: "memory" };
        return;
      }
      if (this.#report(stack.length)) return;
    }
    if (this.#isCut) this.#end = { verdict: "inconclusive", limit: "depth" };
  }

  /** Visits the successors of a state; true ends the search. */
  #expand(index: number): boolean {
    const { checkDeadlock = true, done } = this.#options;
    const graph = this.#graph;
    this.#parent = index;
    this.#hasSuccessor = false;
    const state = graph.unpack(this.#keys.keyChunk(index), this.#keys.keyOffset(index));
    this.#digest?.nextSource();
    graph.successors(state, this.#visitor);
    if (this.#end !== null) return true;
    this.#checkUnchanged(state, index);
    if (!checkDeadlock || this.#hasSuccessor || done?.(state) === true) return false;
    if (!this.#flush()) this.#end = { verdict: "deadlock", at: index };
    return true;
  }

  readonly #visitor = (action: number, next: S): boolean => this.#visit(action, next);

  #visit(action: number, next: S): boolean {
    this.#hasSuccessor = true;
    this.#generated++;
    this.#edges[action] = (this.#edges[action] as number) + 1;
    if (this.#graph.excludes?.(next) === true) return false;
    this.#packing = action;
    if (this.#digest !== null) {
      this.#graph.pack(next, this.#key, 0);
      const from = this.#keys.keyChunk(this.#parent);
      const name = this.#graph.actions[action] as string;
      this.#digest.add(from, this.#keys.keyOffset(this.#parent), name, this.#graph.visitedArgs(), this.#key, 0);
    }
    const ended = this.#add(next, action);
    this.#packing = -1;
    return ended;
  }

  /** Puts a state into the batch; true ends the search. */
  #add(state: S, action: number): boolean {
    if (this.#batched === BATCH && this.#flush()) return true;
    this.#graph.pack(state, this.#batch, this.#batched * this.#graph.words);
    this.#batchActions[this.#batched] = action;
    this.#batchParents[this.#batched++] = this.#parent;
    return false;
  }

  /** Stores the states of the batch, and judges those that are new; true ends the search. */
  #flush(): boolean {
    const store = this.#store;
    const count = this.#batched;
    const before = store.size;
    this.#batched = 0;
    store.insertAll(this.#stored(count), this.#batchParents, count, this.#batchIndices);
    for (let i = 0; i < count; i++) {
      const index = this.#batchIndices[i] as number;
      if (index >= 0) {
        const action = this.#batchActions[i] as number;
        if (action >= 0) this.#discovered[action] = (this.#discovered[action] as number) + 1;
        if (this.#keys instanceof KeyQueue && this.#queue(this.#keys, i)) return true;
        if (this.#judges && this.#judge(index)) return true;
      } else if (index === FULL) {
        this.#end = { verdict: "inconclusive", limit: store.size === this.#options.maxStates ? "states" : "memory" };
        return true;
      }
    }
    // Pushed backwards, so that the first successor is expanded first.
    for (let index = store.size - 1; this.#stack !== null && index >= before; index--) this.#stack.push(index, this.#depth + 1);
    return false;
  }

  /** What the store gets of the batch. */
  #stored(count: number): Int32Array {
    if (this.#prints === null) return this.#batch;
    const { words } = this.#graph;
    for (let i = 0; i < count; i++) fingerprint(this.#batch, i * words, words, this.#prints, i * FINGERPRINT_WORDS);
    return this.#prints;
  }

  /** Keeps the key of a new state until it has been expanded; true ends the search. */
  #queue(keys: KeyQueue, place: number): boolean {
    keys.push(this.#batch, place * this.#graph.words);
    if (this.#store.bytes + keys.bytes <= (this.#options.maxBytes ?? Number.POSITIVE_INFINITY)) return false;
    this.#end = { verdict: "inconclusive", limit: "memory" };
    return true;
  }

  /** A step that changes the state it is given would spoil the steps after it. */
  #checkUnchanged(state: S, index: number): void {
    const chunk = this.#keys.keyChunk(index);
    const start = this.#keys.keyOffset(index);
    this.#graph.pack(state, this.#key, 0);
    for (let k = 0; k < this.#key.length; k++) {
      if (this.#key[k] === chunk[start + k]) continue;
      throw new NexusError("impure-step", "a step changed the state that it was given instead of returning another");
    }
  }

  #judge(index: number): boolean {
    this.#judging = index;
    const state = this.#graph.unpack(this.#keys.keyChunk(index), this.#keys.keyOffset(index));
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

  /** Reports progress now and then; true ends the search. */
  #report(queue: number): boolean {
    if (--this.#untilProgress > 0) return false;
    this.#untilProgress = this.#options.progressEvery ?? PROGRESS_EVERY;
    const distinct = this.#store.size;
    const rate = distinct / this.#seconds();
    this.#options.onProgress?.({ generated: this.#generated, distinct, depth: this.#depth, rate, queue });
    if (this.#options.stop?.() !== true) return false;
    if (this.#flush()) return true;
    this.#end = { verdict: "inconclusive", limit: "stopped" };
    return true;
  }

  /**
   * The graph threw: in a predicate of a new state, or in a step of the state being expanded. What is wrong with the states still in
   * the batch comes first, because they were visited before.
   */
  #thrown(error: unknown): End {
    if (isNoRoom(error)) return { verdict: "inconclusive", limit: "memory" };
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

  /** The graph whose keys are what the store holds. */
  get #storedGraph(): StateGraph<S> {
    const graph = this.#graph;
    if (this.#prints === null) return graph;
    const key = new Int32Array(graph.words);
    const pack = (state: S, into: Int32Array, offset: number): void => {
      graph.pack(state, key, 0);
      fingerprint(key, 0, graph.words, into, offset);
    };
    return { ...graph, words: FINGERPRINT_WORDS, pack };
  }

  get #canResume(): boolean {
    return this.#stack === null && this.#prints === null && this.#digest === null;
  }

  #position(): SearchPosition {
    return {
      index: this.#next,
      levels: [...this.#levelStarts],
      generated: this.#generated,
      edges: [...this.#edges],
      witnesses: Object.fromEntries(this.#witnesses),
    };
  }

  #levels(): number {
    if (this.#stack !== null) return this.#deepest;
    return this.#store.size > this.#levelEnd ? this.#depth + 1 : this.#depth;
  }

  #result({ at, ...end }: End): Exploration {
    const { actions } = this.#graph;
    const seconds = this.#seconds();
    return {
      ...end,
      ...(at === undefined ? {} : { trace: traceTo(this.#storedGraph, this.#store, at, this.#options.locate) }),
      distinct: this.#store.size,
      generated: this.#generated,
      depth: this.#levels(),
      edges: byName(actions, this.#edges),
      ...(this.#options.resume === undefined ? { discovered: byName(actions, this.#discovered) } : {}),
      actionsNeverTaken: actions.filter((_, i) => this.#edges[i] === 0),
      witnesses: Object.fromEntries(this.#witnesses),
      unreachedWitnesses: this.#unreached.map(({ name }) => name),
      ...(this.#digest === null ? {} : { digest: this.#digest.toString() }),
      ...(end.limit === "stopped" && this.#canResume ? { position: this.#position() } : {}),
      ...(this.#prints === null ? {} : { collisions: collisionProbability(this.#store, this.#generated) }),
      seconds,
      store: this.#store,
    };
  }
}

const byName = (actions: readonly string[], counts: Float64Array): { readonly [action: string]: number } =>
  Object.fromEntries(actions.map((name, i) => [name, counts[i] as number]));
