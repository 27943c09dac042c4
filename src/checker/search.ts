/**
 * Exploration of a {@link StateGraph} on one thread: every reachable state once, invariants on each, shortest counterexamples where it
 * is breadth-first.
 */

import { isNoRoom, NexusError } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import { EdgeDigest } from "./digest.ts";
import {
  type End,
  type Exploration,
  type ExploreOptions,
  type LevelBegin,
  PROGRESS_EVERY,
  type SearchPosition,
} from "./exploration.ts";
import { collisionProbability } from "./fingerprint.ts";
import { KeyQueue } from "./key-queue.ts";
import { DepthStack } from "./stack.ts";
import { type StandIn, standInOf, storedGraph } from "./stand-in.ts";
import { FULL, StateStore } from "./store.ts";
import type { Trace } from "./trace.ts";
import { labelOf, type Outside, outsideOf, traceOutside, traceTo, violatedOutside } from "./trace-search.ts";

/** States that are stored together. */
const BATCH = 64;

export class Search<S> {
  readonly #graph: StateGraph<S>;
  readonly #options: ExploreOptions<S>;
  readonly #store: StateStore;
  readonly #standIn: StandIn<S> | null;
  /** Where keys are read from: the store, unless something stands for them there. */
  readonly #keys: StateStore | KeyQueue;
  /** What stands for the states of the batch; the keys themselves unless something else does. */
  readonly #stored: Int32Array;
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
  /** Where to go on if the store is full: the level is begun again, because its states are not expanded one by one. */
  #levelBegin: LevelBegin | null = null;
  #isFull = false;
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
    const { resume, digest = false } = options;
    this.#standIn = standInOf(graph, fingerprints);
    if (this.#standIn !== null && order === "depth-first") {
      throw new NexusError("bad-options", "a depth-first search needs full keys: it stores neither fingerprints nor views");
    }
    if (resume !== undefined && (this.#standIn !== null || digest || order === "depth-first")) {
      throw new NexusError("bad-options", "only a breadth-first search by full keys, without a digest, can be resumed");
    }
    const stored = new StateStore({
      words: this.#standIn?.words ?? graph.words,
      ...(maxStates === undefined ? {} : { maxStates }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
    this.#store = resume?.store ?? stored;
    this.#keys = this.#standIn === null ? this.#store : new KeyQueue(graph.words);
    this.#stack = order === "depth-first" ? new DepthStack() : null;
    this.#digest = digest ? new EdgeDigest(graph.words) : null;
    this.#key = new Int32Array(graph.words);
    this.#edges = new Float64Array(graph.actions.length);
    this.#discovered = new Float64Array(graph.actions.length);
    this.#checkInvariants = (options.checkInvariants ?? true) && graph.invariants.length > 0;
    this.#unreached = graph.witnesses;
    this.#judges = this.#checkInvariants || this.#unreached.length > 0;
    this.#batch = new Int32Array(BATCH * graph.words);
    this.#stored = this.#standIn === null ? this.#batch : new Int32Array(BATCH * this.#standIn.words);
    this.#untilProgress = options.progressEvery ?? PROGRESS_EVERY;
    if (resume !== undefined) this.#resume(resume.position);
  }

  #resume(position: SearchPosition): void {
    const { index, levels, generated, edges, witnesses } = position;
    this.#levelBegin = { index: position.index, generated, edges, levels: levels.length };
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
      if (graph.excludes?.(state) === true) {
        if (this.#judgeOutside(state, -1)) return;
        continue;
      }
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
        const levels = this.#levelStarts.length;
        this.#levelBegin = { index, generated: this.#generated, edges: [...this.#edges], levels };
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
    this.#generated += graph.between?.() ?? 0;
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
    if (this.#graph.excludes?.(next) === true) return this.#judgeOutside(next, action);
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

  /** A state that a constraint keeps out must satisfy the invariants as well; true ends the search. */
  #judgeOutside(state: S, action: number): boolean {
    const property = this.#checkInvariants ? violatedOutside(this.#graph, state) : undefined;
    if (property === undefined) return false;
    const outside = outsideOf(this.#graph, state, action, this.#options.locate);
    const at = this.#parent < 0 ? {} : { at: this.#parent };
    if (!this.#flush()) this.#end = { verdict: "violated", property, ...at, outside };
    return true;
  }

  /** Puts a state into the batch; true ends the search. */
  #add(state: S, action: number): boolean {
    if (this.#batched === BATCH && this.#flush()) return true;
    const offset = this.#batched * this.#graph.words;
    this.#graph.pack(state, this.#batch, offset);
    this.#standIn?.write(state, this.#batch, offset, this.#stored, this.#batched * this.#standIn.words);
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
    store.insertAll(this.#stored, this.#batchParents, count, this.#batchIndices);
    for (let i = 0; i < count; i++) {
      const index = this.#batchIndices[i] as number;
      if (index >= 0) {
        const action = this.#batchActions[i] as number;
        if (action >= 0) this.#discovered[action] = (this.#discovered[action] as number) + 1;
        if (this.#keys instanceof KeyQueue && this.#queue(this.#keys, i)) return true;
        if (this.#judges && this.#judge(index)) return true;
      } else if (index === FULL) {
        this.#end = { verdict: "inconclusive", limit: store.size === this.#options.maxStates ? "states" : "memory" };
        this.#isFull = true;
        return true;
      }
    }
    // Pushed backwards, so that the first successor is expanded first.
    for (let index = store.size - 1; this.#stack !== null && index >= before; index--) this.#stack.push(index, this.#depth + 1);
    return false;
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

  get #canResume(): boolean {
    return this.#stack === null && this.#standIn === null && this.#digest === null;
  }

  /** Where a search that a limit ended can go on. All states that are stored have been judged, whichever end it was. */
  #resumption(limit: End["limit"]): Pick<Exploration, "position"> {
    if (!this.#canResume) return {};
    if (limit === "stopped") return { position: this.#position() };
    if (!this.#isFull || this.#levelBegin === null) return {};
    const levels = this.#levelStarts.slice(0, this.#levelBegin.levels);
    return { position: { ...this.#position(), ...this.#levelBegin, levels } };
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

  #trace(at: number | undefined, outside: Outside | undefined): Trace | undefined {
    const graph = storedGraph(this.#graph, this.#standIn);
    const trace = at === undefined ? undefined : traceTo(graph, this.#store, at, this.#options.locate);
    return outside === undefined ? trace : traceOutside(graph.name, outside, trace);
  }

  #result({ at, outside, ...end }: End): Exploration {
    const { actions } = this.#graph;
    const seconds = this.#seconds();
    const trace = this.#trace(at, outside);
    return {
      ...end,
      ...(trace === undefined ? {} : { trace }),
      distinct: this.#store.size,
      generated: this.#generated,
      depth: this.#levels(),
      edges: byName(actions, this.#edges),
      ...(this.#options.resume === undefined ? { discovered: byName(actions, this.#discovered) } : {}),
      actionsNeverTaken: actions.filter((_, i) => this.#edges[i] === 0),
      witnesses: Object.fromEntries(this.#witnesses),
      unreachedWitnesses: this.#unreached.map(({ name }) => name),
      ...(this.#digest === null ? {} : { digest: this.#digest.toString() }),
      ...this.#resumption(end.limit),
      ...(this.#options.fingerprints !== true ? {} : { collisions: collisionProbability(this.#store, this.#generated) }),
      seconds,
      store: this.#store,
    };
  }
}

const byName = (actions: readonly string[], counts: Float64Array): { readonly [action: string]: number } =>
  Object.fromEntries(actions.map((name, i) => [name, counts[i] as number]));
