/** Builds the behaviour graph of one world from its explored states. */

import { NexusError, unreachable } from "../../lib/errors.ts";
import type { Liveness } from "../../lib/liveness.ts";
import type { StateGraph } from "../../lib/model.ts";
import { StateStore } from "../store.ts";
import { BehaviourGraph, hasBit } from "./behaviour-graph.ts";

/** The states of one world as a specification sees them. */
export interface View<S, V> {
  /** The states that formulas speak of. */
  readonly graph: Pick<StateGraph<V>, "words" | "pack" | "unpack">;
  readonly of: (state: S) => V;
}

export interface BuildOptions<S, V> {
  /** How the specification sees the states; not needed where they are its own. */
  readonly view?: View<S, V>;
  /** Asked now and then; true ends the building with null. */
  readonly stop?: () => boolean;
}

const ASK_EVERY = 1 << 12;

/**
 * The behaviour graph over the states of a completed exploration; null when `stop` asked to end. O(states + steps).
 *
 * In the specification's own graph a fairness condition is enabled where its action can change its subscript, whether or not Next
 * allows that. In a view (the code) it is enabled where the code takes such a step: an action that the specification allows and the
 * code refuses is not done by waiting for it.
 */
export function behaviourGraph<S, V>(
  graph: StateGraph<S>,
  store: StateStore,
  liveness: Liveness<V>,
  { view, stop }: BuildOptions<S, V> = {},
): BehaviourGraph | null {
  if (graph.orbits !== undefined) {
    throw new NexusError("liveness-symmetry", "liveness cannot be checked on orbits of a symmetry", {
      hint: "a cycle of orbits need not be a cycle of states: check liveness without symmetry",
    });
  }
  const builder = new Builder(graph, store, liveness, view);
  for (let state = 0; state < store.size; state++) {
    builder.add(state);
    if (state % ASK_EVERY === ASK_EVERY - 1 && stop?.() === true) return null;
  }
  return builder.result();
}

/** The steps of fairness conditions from the state at hand: pairs of a condition and the state that it leads to. */
class FairSteps {
  readonly conditions: number[] = [];
  readonly targets: number[] = [];

  clear(): void {
    this.conditions.length = 0;
    this.targets.length = 0;
  }
}

class Builder<S, V> {
  readonly #graph: StateGraph<S>;
  readonly #store: StateStore;
  readonly #liveness: Liveness<V>;
  readonly #view: View<S, V> | undefined;
  readonly #viewOf: (state: S) => V;
  readonly #key: Int32Array;
  readonly #words: number;
  readonly #offsets: Int32Array;
  #targets: Int32Array;
  #labels: Int32Array;
  readonly #enabled: Int32Array;
  readonly #predicates: readonly Uint8Array[];
  #edges = 0;
  #cut = false;
  /** The place of each state among the targets of the state at hand, valid where it is not below that state's first edge. */
  readonly #edgeTo: Int32Array;
  readonly #fair = new FairSteps();
  /** Conditions whose actions leave a variable open somewhere. */
  readonly #open = new Set<number>();
  readonly #viewKey: Int32Array;
  /** The states that formulas speak of, and which of them each state shows; null where they are the states themselves. */
  readonly #views: { readonly store: StateStore; readonly of: Int32Array } | null;

  constructor(graph: StateGraph<S>, store: StateStore, liveness: Liveness<V>, view: View<S, V> | undefined) {
    this.#graph = graph;
    this.#store = store;
    this.#liveness = liveness;
    this.#view = view;
    this.#viewOf = view?.of ?? ((state) => state as unknown as V);
    this.#key = new Int32Array(graph.words);
    this.#words = Math.ceil((liveness.fairness.length + liveness.steps.length) / 32);
    this.#offsets = new Int32Array(store.size + 1);
    this.#targets = new Int32Array(4 * store.size + 16);
    this.#labels = new Int32Array(this.#words * this.#targets.length);
    this.#enabled = new Int32Array(this.#words * store.size);
    this.#predicates = liveness.predicates.map(() => new Uint8Array(store.size));
    this.#edgeTo = new Int32Array(store.size).fill(-1);
    this.#viewKey = new Int32Array(view?.graph.words ?? 0);
    this.#views = view === undefined ? null : this.#viewAll(view);
  }

  #viewAll(view: View<S, V>): { store: StateStore; of: Int32Array } {
    const store = new StateStore({ words: view.graph.words });
    const of = new Int32Array(this.#store.size);
    for (let index = 0; index < of.length; index++) {
      view.graph.pack(view.of(this.#state(index)), this.#viewKey, 0);
      const at = store.insert(this.#viewKey, 0, -1);
      of[index] = at < 0 ? ~at : at;
    }
    return { store, of };
  }

  #state(index: number): S {
    return this.#graph.unpack(this.#store.keyChunk(index), this.#store.keyOffset(index));
  }

  /** The state as formulas speak of it. */
  #seen(state: S, index: number): V {
    if (this.#view === undefined || this.#views === null) return this.#viewOf(state);
    const { store, of } = this.#views;
    const at = of[index] as number;
    return this.#view.graph.unpack(store.keyChunk(at), store.keyOffset(at));
  }

  add(index: number): void {
    const state = this.#state(index);
    const seen = this.#seen(state, index);
    this.#liveness.predicates.forEach((holds, i) => {
      if (holds(seen)) (this.#predicates[i] as Uint8Array)[index] = 1;
    });
    this.#addFairSteps(index, seen);
    this.#offsets[index] = this.#edges;
    const first = this.#edges;
    this.#graph.successors(state, (_, next) => {
      this.#visit(index, first, seen, next);
      return false;
    });
    this.#offsets[index + 1] = this.#edges;
    this.#labelFairSteps(index, first);
  }

  #visit(from: number, first: number, seen: V, next: S): void {
    if (this.#graph.excludes?.(next) === true) {
      this.#cut = true;
      return;
    }
    this.#graph.pack(next, this.#key, 0);
    const to = this.#store.find(this.#key, 0);
    if (to < 0) unreachable("a step leads to a state that the exploration did not find");
    if (to === from || (this.#edgeTo[to] as number) >= first) return;
    const edge = this.#newEdge(to);
    const { steps, fairness } = this.#liveness;
    if (steps.length + this.#open.size === 0) return;
    const after = this.#viewOf(next);
    steps.forEach((isStep, i) => {
      if (isStep(seen, after)) this.#mark(this.#labels, edge, fairness.length + i);
    });
    for (const condition of this.#open) {
      if (this.#liveness.isFairStep(condition, seen, after)) this.#mark(this.#labels, edge, condition);
    }
  }

  #newEdge(to: number): number {
    const edge = this.#edges++;
    if (edge === this.#targets.length) {
      this.#targets = longer(this.#targets);
      this.#labels = longer(this.#labels);
    }
    this.#targets[edge] = to;
    this.#edgeTo[to] = edge;
    return edge;
  }

  #mark(bits: Int32Array, at: number, bit: number): void {
    const word = at * this.#words + (bit >>> 5);
    bits[word] = (bits[word] as number) | (1 << (bit & 31));
  }

  /** Collects the steps of the fairness conditions, and marks what is enabled. */
  #addFairSteps(index: number, seen: V): void {
    const fair = this.#fair;
    fair.clear();
    this.#liveness.fairSuccessors(seen, (condition, next) => {
      if (this.#view === undefined) this.#mark(this.#enabled, index, condition);
      if (next === null) {
        this.#open.add(condition);
        return;
      }
      const target = this.#find(next);
      if (target < 0) return;
      fair.conditions.push(condition);
      fair.targets.push(target);
    });
  }

  /** The state, or the view, with the key of this one; -1 where it is not reachable. */
  #find(next: V): number {
    if (this.#view === undefined) {
      this.#graph.pack(next as unknown as S, this.#key, 0);
      return this.#store.find(this.#key, 0);
    }
    this.#view.graph.pack(next, this.#viewKey, 0);
    return this.#views?.store.find(this.#viewKey, 0) ?? -1;
  }

  #labelFairSteps(index: number, first: number): void {
    const { conditions, targets } = this.#fair;
    for (let i = 0; i < conditions.length; i++) {
      const condition = conditions[i] as number;
      const target = targets[i] as number;
      if (this.#views === null) {
        const edge = this.#edgeTo[target] as number;
        if (edge >= first && edge < this.#edges && this.#targets[edge] === target) this.#mark(this.#labels, edge, condition);
        continue;
      }
      for (let edge = first; edge < this.#edges; edge++) {
        if (this.#views.of[this.#targets[edge] as number] !== target) continue;
        this.#mark(this.#labels, edge, condition);
        this.#mark(this.#enabled, index, condition);
      }
    }
    if (this.#views === null || this.#open.size === 0) return;
    for (let edge = first; edge < this.#edges; edge++) {
      for (const condition of this.#open)
        if (hasBit(this.#labels, edge, this.#words, condition)) this.#mark(this.#enabled, index, condition);
    }
  }

  result(): BehaviourGraph {
    return new BehaviourGraph({
      states: this.#store.size,
      initial: this.#initial(),
      offsets: this.#offsets,
      targets: this.#targets.subarray(0, this.#edges),
      labels: this.#labels.subarray(0, this.#edges * this.#words),
      words: this.#words,
      enabled: this.#enabled,
      predicates: this.#predicates,
      cut: this.#cut,
      firstStep: this.#liveness.fairness.length,
    });
  }

  #initial(): readonly number[] {
    const found = new Set<number>();
    for (const state of this.#graph.initial()) {
      if (this.#graph.excludes?.(state) === true) {
        this.#cut = true;
        continue;
      }
      this.#graph.pack(state, this.#key, 0);
      found.add(this.#store.find(this.#key, 0));
    }
    return [...found];
  }
}

const longer = (array: Int32Array): Int32Array<ArrayBuffer> => {
  const twice = new Int32Array(2 * array.length);
  twice.set(array);
  return twice;
};
