/**
 * The strongly connected parts of a region in which some cycle meets all requirements (the non-emptiness of a Streett automaton).
 *
 * A behaviour stays for ever in a strongly connected set of states. Weak fairness, and what must occur again and again, can only be
 * helped by a larger set: where a maximal component fails, so do its parts. A strong condition that is enabled in a component but
 * never taken is met only where it is not enabled: the states that enable it are removed and the rest is taken apart again.
 */

import { type BehaviourGraph, hasBit } from "./behaviour-graph.ts";
import { isAllowed, type Region } from "./region.ts";
import type { Requirements } from "./requirements.ts";

/** In no component. */
export const NONE = -1;

/** For each state the component that it is in, or {@link NONE}; all requirements can be met by a cycle within a component. */
export function fairComponents(graph: BehaviourGraph, region: Region, requirements: Requirements): Int32Array {
  return new Components(graph, region, requirements).run();
}

class Components {
  readonly #graph: BehaviourGraph;
  readonly #never: Int32Array;
  readonly #requirements: Requirements;
  /** The part that each state is in while parts are being taken apart; NONE for states that are out. */
  readonly #part: Int32Array;
  /** The component of states whose component is known, numbered from 0. */
  readonly #component: Int32Array;
  /** Tarjan's numbers: 0 before a state is visited. */
  readonly #order: Int32Array;
  readonly #low: Int32Array;
  readonly #cursor: Int32Array;
  /** Visited states whose component is not complete. */
  readonly #open: Int32Array;
  /** The path of the depth-first search. */
  readonly #path: Int32Array;
  #opened = 0;
  #visited = 0;
  #components = 0;
  #parts = 1;
  readonly #fair: Int32Array;
  readonly #waiting: { readonly part: number; readonly states: Int32Array }[] = [];
  readonly #all: Int32Array;
  readonly #any: Int32Array;
  readonly #taken: Int32Array;

  constructor(graph: BehaviourGraph, { states, never }: Region, requirements: Requirements) {
    const size = graph.states;
    this.#graph = graph;
    this.#never = never;
    this.#requirements = requirements;
    this.#part = Int32Array.from(states, (member) => member - 1);
    this.#component = new Int32Array(size).fill(NONE);
    this.#order = new Int32Array(size);
    this.#low = new Int32Array(size);
    this.#cursor = new Int32Array(size);
    this.#open = new Int32Array(size);
    this.#path = new Int32Array(size);
    this.#fair = new Int32Array(size).fill(NONE);
    this.#all = new Int32Array(graph.words);
    this.#any = new Int32Array(graph.words);
    this.#taken = new Int32Array(graph.words);
  }

  run(): Int32Array {
    for (let state = 0; state < this.#graph.states; state++) {
      if (this.#part[state] === 0 && this.#order[state] === 0) this.#search(state);
    }
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      for (const state of next.states) if (this.#part[state] === next.part && this.#order[state] === 0) this.#search(state);
    }
    return this.#fair;
  }

  /** Tarjan's algorithm from one state, without recursion. */
  #search(root: number): void {
    const { offsets, targets } = this.#graph;
    const path = this.#path;
    let depth = 0;
    this.#enter(root);
    path[depth++] = root;
    while (depth > 0) {
      const state = path[depth - 1] as number;
      const edge = this.#cursor[state] as number;
      if (edge < (offsets[state + 1] as number)) {
        this.#cursor[state] = edge + 1;
        const to = targets[edge] as number;
        if (this.#part[to] !== this.#part[state] || !isAllowed(this.#graph, edge, this.#never)) continue;
        if (this.#order[to] === 0) {
          this.#enter(to);
          path[depth++] = to;
        } else if (this.#component[to] === NONE) {
          this.#low[state] = Math.min(this.#low[state] as number, this.#order[to] as number);
        }
        continue;
      }
      depth--;
      if (this.#low[state] === this.#order[state]) this.#complete(state);
      if (depth === 0) continue;
      const before = path[depth - 1] as number;
      this.#low[before] = Math.min(this.#low[before] as number, this.#low[state] as number);
    }
  }

  #enter(state: number): void {
    this.#visited++;
    this.#order[state] = this.#visited;
    this.#low[state] = this.#visited;
    this.#cursor[state] = this.#graph.offsets[state] as number;
    this.#component[state] = NONE;
    this.#open[this.#opened++] = state;
  }

  /** The component of which `root` was visited first is complete: it is fair, or out, or a part of it waits. */
  #complete(root: number): void {
    const component = this.#components++;
    let begin = this.#opened;
    do this.#component[this.#open[--begin] as number] = component;
    while (this.#open[begin] !== root);
    const states = this.#open.subarray(begin, this.#opened);
    this.#opened = begin;
    this.#collect(states, component);
    if (!this.#meetsMonotone(states)) return;
    const untaken = this.#requirements.strong.filter((bit) => has(this.#any, bit) && !has(this.#taken, bit));
    if (untaken.length === 0) {
      for (const state of states) this.#fair[state] = component;
      return;
    }
    const { enabled, words } = this.#graph;
    const rest = states.filter((state) => !untaken.some((bit) => hasBit(enabled, state, words, bit)));
    if (rest.length === 0) return;
    const part = this.#parts++;
    for (const state of rest) {
      this.#part[state] = part;
      this.#order[state] = 0;
    }
    this.#waiting.push({ part, states: rest });
  }

  /** Which conditions are enabled in all states, in any, and which bits the edges within a component bear. */
  #collect(states: Int32Array, component: number): void {
    const { enabled, labels, offsets, targets, words } = this.#graph;
    this.#all.fill(-1);
    this.#any.fill(0);
    this.#taken.fill(0);
    for (const state of states) {
      for (let word = 0; word < words; word++) {
        const bits = enabled[state * words + word] as number;
        this.#all[word] = (this.#all[word] as number) & bits;
        this.#any[word] = (this.#any[word] as number) | bits;
      }
      if (states.length === 1) return;
      for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
        if (this.#component[targets[edge] as number] !== component || !isAllowed(this.#graph, edge, this.#never)) continue;
        for (let word = 0; word < words; word++) {
          this.#taken[word] = (this.#taken[word] as number) | (labels[edge * words + word] as number);
        }
      }
    }
  }

  /** Whether a component meets the requirements that a larger one meets all the more. */
  #meetsMonotone(states: Int32Array): boolean {
    const { weak, often, oftenSteps } = this.#requirements;
    return (
      weak.every((bit) => !has(this.#all, bit) || has(this.#taken, bit)) &&
      oftenSteps.every((bit) => has(this.#taken, bit)) &&
      often.every((set) => states.some((state) => set[state] === 1))
    );
  }
}

const has = (mask: Int32Array, bit: number): boolean => (((mask[bit >>> 5] as number) >>> (bit & 31)) & 1) === 1;
