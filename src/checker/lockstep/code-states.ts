/** The code's states: stored with the spec's state that each abstracts to. */

import type { StateGraph, System } from "../../lib/model.ts";
import type { Spec } from "../../lib/spec.ts";
import { FULL, StateStore } from "../store.ts";
import { graphOf } from "../system-graph.ts";
import type { Trace } from "../trace.ts";
import { type Locate, traceTo } from "../trace-search.ts";
import { Different, Stopped } from "./ends.ts";
import { HiddenFields } from "./hidden.ts";
import { NONE, type SpecStates } from "./spec-states.ts";

export interface CodeStatesOptions {
  readonly maxStates?: number;
  readonly maxBytes?: number;
}

export class CodeStates<S> {
  readonly graph: StateGraph<S>;
  readonly hidden: HiddenFields;
  readonly #spec: Spec;
  readonly #system: System<S>;
  readonly #specStates: SpecStates;
  readonly #locate: Locate;
  readonly #store: StateStore;
  readonly #maxStates: number | undefined;
  readonly #key: Int32Array;
  /** The spec's state that each state abstracts to. */
  #abstractions = new Int32Array(1 << 10);
  /** The first state that abstracts to each of the spec's states, or NONE. */
  readonly #first: Int32Array;
  #covered = 0;

  constructor(spec: Spec, system: System<S>, specStates: SpecStates, locate: Locate, options: CodeStatesOptions) {
    this.graph = graphOf(system);
    this.hidden = new HiddenFields(system.hidden ?? {});
    this.#spec = spec;
    this.#system = system;
    this.#specStates = specStates;
    this.#locate = locate;
    this.#maxStates = options.maxStates;
    this.#store = new StateStore({ words: this.graph.words, ...options });
    this.#key = new Int32Array(this.graph.words);
    this.#first = new Int32Array(specStates.size).fill(NONE);
  }

  get size(): number {
    return this.#store.size;
  }

  get bytes(): number {
    return this.#store.bytes + this.#abstractions.byteLength + this.#first.byteLength;
  }

  /** How many states of the spec some state of the code abstracts to. */
  get covered(): number {
    return this.#covered;
  }

  /** The first state of the spec that no state of the code abstracts to, or NONE. */
  get uncovered(): number {
    return this.#first.indexOf(NONE);
  }

  at(index: number): S {
    return this.graph.unpack(this.#store.keyChunk(index), this.#store.keyOffset(index));
  }

  /** The spec's state that a state abstracts to, or NONE. */
  abstraction(index: number): number {
    return this.#abstractions[index] as number;
  }

  traceTo(index: number): Trace {
    return traceTo(this.graph, this.#store, index, this.#locate);
  }

  /** Whether a state still has the key that it was stored with. */
  isUnchanged(state: S, index: number): boolean {
    this.graph.pack(state, this.#key, 0);
    const chunk = this.#store.keyChunk(index);
    const offset = this.#store.keyOffset(index);
    for (let k = 0; k < this.#key.length; k++) if (this.#key[k] !== chunk[offset + k]) return false;
    return true;
  }

  /** The index of a state, which is stored if it is new. `from` is where it was reached from, NONE for initial states. */
  insert(state: S, from: number): number {
    this.graph.pack(state, this.#key, 0);
    const index = this.#store.insert(this.#key, 0, from);
    if (index === FULL) throw new Stopped(this.#store.size === this.#maxStates ? "states" : "memory");
    if (index < 0) return ~index;
    const abstraction = this.#specStates.find(this.#spec.state(this.#system.abstract(state)));
    this.#remember(index, abstraction);
    if (abstraction === NONE) return index;
    const first = this.#first[abstraction] as number;
    if (first === NONE) {
      this.#first[abstraction] = index;
      this.#covered += 1;
      return index;
    }
    const undeclared = this.hidden.compare(this.at(first), state);
    if (undeclared === null) return index;
    const message = `two states of the code abstract to one of the spec, and differ in ${undeclared}, which is not declared as hidden`;
    throw new Different({ kind: "code-extra", message, trace: this.traceTo(index), variables: [] });
  }

  #remember(index: number, abstraction: number): void {
    if (index === this.#abstractions.length) {
      const longer = new Int32Array(2 * index);
      longer.set(this.#abstractions);
      this.#abstractions = longer;
    }
    this.#abstractions[index] = abstraction;
  }
}
