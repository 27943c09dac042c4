/** One thread's part in a parallel search: it claims states of the level, expands them, and judges the states that it adds. */

import { isNoRoom, NexusError } from "../../lib/errors.ts";
import type { StateGraph } from "../../lib/model.ts";
import { violatedOutside } from "../trace-search.ts";
import { At, countersOf, Found, Own, ownWord, type SharedSearch, Stop } from "./shared-memory.ts";
import type { SharedStore } from "./shared-store.ts";
import { stateOrder } from "./state-order.ts";
import type { Team } from "./team.ts";

/** States of a level that a thread claims at a time. */
const CLAIM = 64;
/** States that are stored together. */
const BATCH = 64;

export class Expander<S> {
  readonly #graph: StateGraph<S>;
  readonly #shared: SharedSearch;
  readonly #control: Int32Array;
  readonly #member: number;
  readonly #store: SharedStore;
  readonly #team: Team;
  readonly #order: (a: number, b: number) => number;
  readonly #counters: Float64Array;
  readonly #key: Int32Array;
  readonly #batch: Int32Array;
  readonly #batchParents = new Int32Array(BATCH);
  readonly #batchIndices = new Int32Array(BATCH);
  #batched = 0;
  #parent = -1;
  #hasSuccessor = false;
  #isFull = false;
  /** The witnesses, by number, that no level before this one has reached. */
  #unreached: readonly number[] = [];
  #judges = true;

  constructor(graph: StateGraph<S>, shared: SharedSearch, member: number, store: SharedStore, team: Team) {
    this.#graph = graph;
    this.#shared = shared;
    this.#control = shared.control;
    this.#member = member;
    this.#store = store;
    this.#team = team;
    this.#order = stateOrder(graph, store);
    const counters = countersOf(graph);
    this.#counters = shared.counters.subarray(member * counters, (member + 1) * counters);
    this.#key = new Int32Array(graph.words);
    this.#batch = new Int32Array(BATCH * graph.words);
  }

  /** Adds initial states, on one thread alone. */
  addInitial(): void {
    this.#begin();
    this.#parent = -1;
    for (const state of this.#graph.initial()) {
      this.#count(0);
      if (this.#graph.excludes?.(state) === true) {
        if (this.#isWrongOutside(state)) break;
      } else if (this.#add(state)) break;
    }
    this.#flush();
  }

  /** Expands states of the level until none is left to claim; `claimed` is called after each portion with its size. */
  expandLevel(claimed: (expanded: number) => void): void {
    this.#begin();
    const levelEnd = Atomics.load(this.#control, At.levelEnd);
    const visit = (action: number, next: S): boolean => this.#visit(action, next);
    while (Atomics.load(this.#control, At.stop) === Stop.no) {
      const start = Atomics.add(this.#control, At.cursor, CLAIM);
      if (start >= levelEnd) break;
      const end = Math.min(start + CLAIM, levelEnd);
      for (let index = start; index < end && !this.#isFull; index++) this.#expand(index, visit);
      this.#team.beat();
      claimed(end - start);
    }
    this.#flush();
  }

  /** Finds, among the states of the level that step to the target, the one that comes first. */
  retraceLevel(): void {
    this.#begin();
    const levelEnd = Atomics.load(this.#control, At.levelEnd);
    const target = Atomics.load(this.#control, At.target);
    const [chunk, offset] = [this.#store.keyChunk(target), this.#store.keyOffset(target)];
    const leadsThere = (_: number, next: S): boolean => {
      if (this.#graph.excludes?.(next) === true) return false;
      this.#graph.pack(next, this.#key, 0);
      return this.#key.every((word, k) => word === chunk[offset + k]);
    };
    for (;;) {
      const start = Atomics.add(this.#control, At.cursor, CLAIM);
      if (start >= levelEnd) break;
      for (let index = start; index < Math.min(start + CLAIM, levelEnd); index++) {
        if (this.#stepsTo(index, leadsThere)) this.#note(Found.violated, index);
      }
      this.#team.beat();
    }
  }

  #stepsTo(index: number, leadsThere: (action: number, next: S) => boolean): boolean {
    let leads = false;
    const state = this.#graph.unpack(this.#store.keyChunk(index), this.#store.keyOffset(index));
    this.#graph.successors(state, (action, next) => {
      leads = leadsThere(action, next);
      return leads;
    });
    return leads;
  }

  #begin(): void {
    Atomics.store(this.#control, ownWord(this.#member, Own.found), Found.nothing);
    const { reached, checks } = this.#shared;
    this.#unreached = this.#graph.witnesses.map((_, i) => i).filter((i) => Atomics.load(reached, i) === 0);
    this.#judges = this.#unreached.length > 0 || (checks.invariants && this.#graph.invariants.length > 0);
    this.#batched = 0;
    this.#isFull = false;
  }

  #expand(index: number, visit: (action: number, next: S) => boolean): void {
    this.#parent = index;
    this.#hasSuccessor = false;
    try {
      const state = this.#graph.unpack(this.#store.keyChunk(index), this.#store.keyOffset(index));
      this.#graph.successors(state, visit);
      this.#counters[0] = (this.#counters[0] as number) + (this.#graph.between?.() ?? 0);
      this.#checkUnchanged(state, index);
    } catch (error) {
      this.#thrown(error, index);
      return;
    }
    if (!this.#hasSuccessor && this.#shared.checks.deadlock) this.#note(Found.deadlock, index);
  }

  #checkUnchanged(state: S, index: number): void {
    const chunk = this.#store.keyChunk(index);
    const start = this.#store.keyOffset(index);
    this.#graph.pack(state, this.#key, 0);
    for (let k = 0; k < this.#key.length; k++) if (this.#key[k] !== chunk[start + k]) throw impureStep();
  }

  #visit(action: number, next: S): boolean {
    this.#hasSuccessor = true;
    this.#count(0);
    this.#count(1 + action);
    if (this.#graph.excludes?.(next) === true) return this.#isWrongOutside(next);
    return this.#add(next);
  }

  /** Whether an invariant is false in a state that a constraint keeps out. */
  #isWrongOutside(state: S): boolean {
    if (!this.#shared.checks.invariants || violatedOutside(this.#graph, state) === undefined) return false;
    this.#note(Found.outside, this.#parent);
    return true;
  }

  #count(counter: number): void {
    this.#counters[counter] = (this.#counters[counter] as number) + 1;
  }

  /** Puts a state into the batch; true when the store is full. */
  #add(state: S): boolean {
    if (this.#batched === BATCH) this.#flush();
    this.#graph.pack(state, this.#batch, this.#batched * this.#graph.words);
    this.#batchParents[this.#batched++] = this.#parent;
    return this.#isFull;
  }

  #flush(): void {
    const count = this.#batched;
    this.#batched = 0;
    let done = 0;
    while (!this.#isFull) {
      const from = done;
      done = this.#store.insertAll(this.#batch, this.#batchParents, from, count, this.#batchIndices);
      if (this.#judges) for (let i = from; i < done; i++) this.#judge(this.#batchIndices[i] as number);
      if (done === count) break;
      this.#team.needRoom();
      this.#isFull = Atomics.load(this.#control, At.stop) === Stop.full;
    }
    this.#team.yieldForRoom();
  }

  /** Looks at a state if it is new. */
  #judge(index: number): void {
    if (index < 0) return;
    try {
      const state = this.#graph.unpack(this.#store.keyChunk(index), this.#store.keyOffset(index));
      for (const witness of this.#unreached)
        if (this.#graph.witnesses[witness]?.holds(state) === true) this.#reach(witness, index);
      if (!this.#shared.checks.invariants) return;
      for (const { holds } of this.#graph.invariants) {
        if (holds(state)) continue;
        this.#note(Found.violated, index);
        return;
      }
    } catch (error) {
      this.#thrown(error, index);
    }
  }

  /** The leader looks at the state again, to learn what was thrown; but that there is no room ends the search. */
  #thrown(error: unknown, index: number): void {
    if (this.#team.isBroken) throw error;
    if (!isNoRoom(error)) {
      this.#note(Found.error, index);
      return;
    }
    Atomics.store(this.#control, At.unjudged, 1);
    Atomics.compareExchange(this.#control, At.stop, Stop.no, Stop.full);
  }

  /** Keeps the first of the states that reach a witness in this level, so that it is the same with any number of threads. */
  #reach(witness: number, index: number): void {
    const { witnesses } = this.#shared;
    const at = this.#member * this.#graph.witnesses.length + witness;
    const known = Atomics.load(witnesses, at);
    if (known < 0 || this.#order(index, known) < 0) Atomics.store(witnesses, at, index);
  }

  /** Keeps the gravest finding of the level, of equally grave ones the one that comes first. */
  #note(found: Found, index: number): void {
    const control = this.#control;
    const [foundWord, atWord] = [ownWord(this.#member, Own.found), ownWord(this.#member, Own.foundAt)];
    const known = Atomics.load(control, foundWord);
    if (found < known || (found === known && this.#order(Atomics.load(control, atWord), index) <= 0)) return;
    Atomics.store(control, foundWord, found);
    Atomics.store(control, atWord, index);
  }
}

/** A step that changes the state it is given would spoil the steps after it. */
export const impureStep = (): NexusError =>
  new NexusError("impure-step", "a step changed the state that it was given instead of returning another");
