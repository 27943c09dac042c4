/**
 * Breadth-first exploration with several threads on one store. Threads meet after each level, so that every state has the level it
 * has on one thread: distinct and generated states, edges by action and depth do not depend on the number of threads, and a
 * level with a wrong state is finished before the search ends. Of several wrong states on one level it reports a violated invariant
 * before a deadlock before an error, of equal ones the first in the order of the graph or of the keys, by the path of first states:
 * the same with any number of threads.
 */

import { NexusError, unreachable } from "../../lib/errors.ts";
import type { StateGraph } from "../../lib/model.ts";
import {
  type End,
  type Exploration,
  type LevelBegin,
  PROGRESS_EVERY,
  type Resumption,
  type SearchPosition,
} from "../exploration.ts";
import { explore } from "../explorer.ts";
import { CHUNK_BITS, CHUNK_MASK, CHUNK_STATES, LOAD, MOST_STATES, StateStore } from "../store.ts";
import { traceAlong, traceOutside } from "../trace-search.ts";
import { Expander } from "./expander.ts";
import { explain } from "./explain.ts";
import { firstReaching, type Harvest, harvest } from "./harvest.ts";
import { At, countersOf, Found, newSharedSearch, Order, type SharedSearch, Stop, sharedCopy } from "./shared-memory.ts";
import type { Helpers, SharedOptions } from "./shared-options.ts";
import { SharedStore } from "./shared-store.ts";
import { stateOrder } from "./state-order.ts";
import { Team } from "./team.ts";

/** Levels with fewer states are expanded by the calling thread alone, unless told: waking the others would take longer. */
const SHARED_LEVEL = 1 << 10;
/** Levels with fewer states are not worth waiting for threads that are still building their graph, unless told. */
const AWAITED_LEVEL = 1 << 14;

/** Visits every reachable state, as `explore` does, with several threads; a graph with an identity on one. Blocks until all are done. */
export function exploreShared<S>(graph: StateGraph<S>, options: SharedOptions): Exploration {
  // Of states with one identity the first stands for all, and only on one thread that is always the same one.
  if (graph.identity !== undefined) return explore(graph, options);
  return new SharedExploration(graph, options).run();
}

class SharedExploration<S> {
  readonly #graph: StateGraph<S>;
  readonly #options: SharedOptions;
  readonly #shared: SharedSearch;
  readonly #control: Int32Array;
  readonly #store: SharedStore;
  readonly #team: Team;
  readonly #expander: Expander<S>;
  readonly #order: (a: number, b: number) => number;
  readonly #start = performance.now();
  #helpers: Helpers | null = null;
  /** Whether the others have built their graphs, or are waited for. */
  #isTeamReady = false;
  /** The first state of each level, the level beyond the last included. */
  readonly #levels: number[] = [0];
  readonly #witnesses = new Map<number, number>();
  #size = 0;
  /** The first state that is not expanded, once the search was stopped. */
  #stoppedAt = -1;
  /** Where to go on if the store is full: the level is begun again, because its states are not expanded one by one. */
  #levelBegin: LevelBegin | null = null;
  #untilProgress: number;

  constructor(graph: StateGraph<S>, options: SharedOptions) {
    this.#graph = graph;
    this.#options = options;
    const { threads, checkDeadlock = true, checkInvariants = true, maxStates, maxBytes } = options;
    const parts = options.resume === undefined ? undefined : sharedCopy(options.resume.store.parts);
    this.#shared = newSharedSearch(graph, threads, { deadlock: checkDeadlock, invariants: checkInvariants }, parts);
    this.#control = this.#shared.control;
    this.#store = new SharedStore(this.#shared, 0);
    this.#team = new Team(this.#shared, 0, this.#store, {
      ...(maxStates === undefined ? {} : { maxStates }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
      send: (parts) => this.#helpers?.send(parts),
      failure: (member) => this.#helpers?.failure(member),
    });
    this.#expander = new Expander(graph, this.#shared, 0, this.#store, this.#team);
    this.#order = stateOrder(graph, this.#store);
    this.#untilProgress = options.progressEvery ?? PROGRESS_EVERY;
    if (options.resume !== undefined) this.#resume(options.resume);
  }

  #resume({ position, store }: Resumption): void {
    const { levels, generated, edges, witnesses } = position;
    this.#levelBegin = { index: position.index, generated, edges, levels: levels.length };
    this.#size = store.size;
    const { chunks, table } = store.parts;
    const room = Math.min(chunks.length * CHUNK_STATES, Math.floor(table.length * LOAD), this.#options.maxStates ?? MOST_STATES);
    Atomics.store(this.#control, At.size, store.size);
    Atomics.store(this.#control, At.capacity, Math.max(store.size, room));
    this.#levels.push(...levels.slice(1));
    this.#shared.counters.set([generated, ...edges]);
    this.#graph.witnesses.forEach(({ name }, i) => {
      const at = witnesses[name];
      if (at !== undefined) this.#reach(i, at);
    });
  }

  run(): Exploration {
    let end: End;
    try {
      end = this.#search();
      const path = end.at === undefined ? [] : this.#pathTo(end.at);
      return this.#result(end, path);
    } catch (error) {
      return this.#result({ verdict: "error", error }, []);
    } finally {
      this.#helpers?.end();
    }
  }

  #search(): End {
    const { maxDepth, resume } = this.#options;
    const begun = resume === undefined ? this.#addInitial() : this.#expandRest(resume.position.index);
    if (begun !== null) return begun;
    if (this.#size === 0) throw new NexusError("no-initial-state", `${this.#graph.name} has no initial state`);
    for (;;) {
      const start = this.#levels.at(-1) as number;
      if (start === this.#size) return { verdict: "ok" };
      this.#levels.push(this.#size);
      this.#levelBegin = { index: start, generated: this.#total(0), edges: this.#edges(), levels: this.#levels.length };
      if (maxDepth !== undefined && this.#levels.length - 1 >= maxDepth) return { verdict: "inconclusive", limit: "depth" };
      this.#together(Order.expand, start, this.#size, () => this.#expander.expandLevel(this.#claimed));
      const end = this.#endLevel();
      if (end !== null) return end;
    }
  }

  #addInitial(): End | null {
    this.#team.alone = true;
    this.#expander.addInitial();
    this.#team.finish();
    return this.#endLevel();
  }

  /** Expands what a stopped search left of its level. */
  #expandRest(index: number): End | null {
    const levelEnd = this.#levels.at(-1) as number;
    if (index === levelEnd) return null;
    this.#together(Order.expand, index, levelEnd, () => this.#expander.expandLevel(this.#claimed));
    return this.#endLevel();
  }

  /** Gives every thread the same work on a range of states, unless they are few. */
  #together(order: number, start: number, end: number, work: () => void): void {
    const control = this.#control;
    Atomics.store(control, At.cursor, start);
    Atomics.store(control, At.levelEnd, end);
    Atomics.store(control, At.order, order);
    this.#team.alone = !this.#isShared(end - start);
    if (!this.#team.alone) this.#team.awaitOrder();
    work();
    this.#team.finish();
  }

  /** Whether so many states are worth the help of other threads. */
  #isShared(states: number): boolean {
    const { sharedLevel = SHARED_LEVEL } = this.#options;
    if (this.#shared.threads === 1 || states < sharedLevel) return false;
    const version = Atomics.load(this.#control, At.version);
    this.#helpers ??= this.#options.hire({ ...this.#shared, parts: this.#store.parts, version });
    this.#isTeamReady ||= states >= (this.#options.sharedLevel ?? AWAITED_LEVEL) || this.#team.isComplete;
    return this.#isTeamReady;
  }

  /** Gathers what the threads found; null when the search goes on. */
  #endLevel(): End | null {
    const found = this.#harvest();
    this.#graph.witnesses.forEach((_, witness) => {
      if (this.#witnesses.has(witness)) return;
      const first = firstReaching(this.#shared, witness, found, this.#order);
      if (first >= 0) this.#reach(witness, first);
    });
    const { kind, at } = found;
    const { locate } = this.#options;
    if (kind !== Found.nothing)
      return explain(this.#graph, { kind, at, state: () => this.#state(at) }, this.#shared.checks, locate);
    const stop = Atomics.load(this.#control, At.stop);
    if (stop === Stop.no) return null;
    this.#stoppedAt = Math.min(Atomics.load(this.#control, At.cursor), this.#levels.at(-1) as number);
    if (stop === Stop.asked) return { verdict: "inconclusive", limit: "stopped" };
    return { verdict: "inconclusive", limit: this.#isAtMost() ? "states" : "memory" };
  }

  #harvest(): Harvest {
    const found = harvest(this.#shared, this.#team, this.#store, this.#order);
    this.#size = found.size;
    return found;
  }

  #reach(witness: number, at: number): void {
    this.#witnesses.set(witness, at);
    Atomics.store(this.#shared.reached, witness, 1);
  }

  #state(index: number): S {
    return this.#graph.unpack(this.#store.keyChunk(index), this.#store.keyOffset(index));
  }

  #isAtMost(): boolean {
    const { maxStates } = this.#options;
    return maxStates !== undefined && Atomics.load(this.#control, At.capacity) >= maxStates;
  }

  /** The shortest path to a state, of first states, from the end backwards. The store's predecessors are set to it. */
  #pathTo(at: number): readonly number[] {
    const path = [at];
    let level = this.#levels.findLastIndex((start) => start <= at);
    for (let to = at; level > 0; level--) {
      Atomics.store(this.#control, At.target, to);
      const [start, end] = [this.#levels[level - 1] as number, this.#levels[level] as number];
      this.#together(Order.retrace, start, end, () => this.#expander.retraceLevel());
      const { kind, at: from } = this.#harvest();
      if (kind === Found.nothing) return unreachable("a state that was reached has no predecessor on the level before");
      (this.#store.parts.predecessors[to >>> CHUNK_BITS] as Int32Array)[to & CHUNK_MASK] = from;
      path.push(from);
      to = from;
    }
    return path.reverse();
  }

  /** Called after each portion of states that this thread has expanded. */
  readonly #claimed = (expanded: number): void => {
    this.#untilProgress -= expanded;
    if (this.#untilProgress > 0) return;
    this.#untilProgress = this.#options.progressEvery ?? PROGRESS_EVERY;
    const distinct = Atomics.load(this.#control, At.size);
    this.#options.onProgress?.({
      generated: this.#total(0),
      distinct,
      depth: this.#levels.length - 1,
      rate: distinct / this.#seconds(),
      queue: Math.max(0, distinct - Atomics.load(this.#control, At.cursor)),
    });
    if (this.#options.stop?.() === true) Atomics.compareExchange(this.#control, At.stop, Stop.no, Stop.asked);
  };

  /** Where a search that a limit ended can go on. All states that are stored have been judged, whichever end it was. */
  #resumption(limit: End["limit"]): Pick<Exploration, "position"> {
    if (Atomics.load(this.#control, At.unjudged) !== 0) return {};
    if (limit === "stopped") return { position: this.#position(this.#stoppedAt) };
    const isFull = limit === "states" || limit === "memory";
    if (!isFull || this.#levelBegin === null) return {};
    const levels = this.#levels.slice(0, this.#levelBegin.levels);
    return { position: { ...this.#position(0), ...this.#levelBegin, levels } };
  }

  #witnessesByName(): { readonly [name: string]: number } {
    return Object.fromEntries(
      [...this.#witnesses].map(([witness, index]) => [this.#graph.witnesses[witness]?.name ?? "", index]),
    );
  }

  #position(index: number): SearchPosition {
    return {
      index,
      levels: [...this.#levels],
      generated: this.#total(0),
      edges: this.#edges(),
      witnesses: this.#witnessesByName(),
    };
  }

  /** Steps taken, by action. */
  #edges(): readonly number[] {
    return this.#graph.actions.map((_, i) => this.#total(1 + i));
  }

  /** The sum of a counter over all threads. */
  #total(counter: number): number {
    const { counters, threads } = this.#shared;
    let total = 0;
    for (let member = 0; member < threads; member++) total += counters[member * countersOf(this.#graph) + counter] as number;
    return total;
  }

  #seconds(): number {
    return (performance.now() - this.#start) / 1000;
  }

  #result({ at, outside, ...end }: End, path: readonly number[]): Exploration {
    const { actions, witnesses } = this.#graph;
    const edges = this.#edges();
    const { maxStates, maxBytes } = this.#options;
    const store = StateStore.over(this.#store.parts, this.#size, {
      ...(maxStates === undefined ? {} : { maxStates }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
    const levels = this.#levels.length - 1;
    const inside = at === undefined ? undefined : traceAlong(this.#graph, store, path, this.#options.locate);
    const trace = outside === undefined ? inside : traceOutside(this.#graph.name, outside, inside);
    return {
      ...end,
      ...(trace === undefined ? {} : { trace }),
      distinct: this.#size,
      generated: this.#total(0),
      depth: this.#size > (this.#levels.at(-1) as number) ? levels + 1 : levels,
      edges: Object.fromEntries(actions.map((name, i) => [name, edges[i] as number])),
      actionsNeverTaken: actions.filter((_, i) => edges[i] === 0),
      witnesses: this.#witnessesByName(),
      unreachedWitnesses: witnesses.filter((_, i) => !this.#witnesses.has(i)).map(({ name }) => name),
      ...this.#resumption(end.limit),
      seconds: this.#seconds(),
      store,
    };
  }
}
