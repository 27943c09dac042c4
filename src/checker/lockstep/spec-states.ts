/** The spec's states as its own exploration left them: what the code's states are compared with. */

import type { Spec, SpecState } from "../../lib/spec.ts";
import type { Exploration } from "../explorer.ts";
import type { StateStore } from "../store.ts";
import type { Trace } from "../trace.ts";
import { type Locate, traceTo } from "../trace-search.ts";
import { Stopped } from "./ends.ts";

/** No state of the spec. */
export const NONE = -1;

export class SpecStates {
  readonly store: StateStore;
  readonly #spec: Spec;
  readonly #alone: Exploration;
  readonly #locate: Locate;
  readonly #key: Int32Array;

  constructor(spec: Spec, alone: Exploration, locate: Locate) {
    this.store = alone.store;
    this.#spec = spec;
    this.#alone = alone;
    this.#locate = locate;
    this.#key = new Int32Array(spec.states.words);
  }

  get size(): number {
    return this.#alone.distinct;
  }

  get digest(): string | undefined {
    return this.#alone.digest;
  }

  /** The index of a state, or NONE. */
  find(state: SpecState): number {
    this.#spec.states.pack(state, this.#key, 0);
    return this.store.find(this.#key, 0);
  }

  /** Whether a state is the one with an index. Cheaper than {@link find}. */
  isAt(state: SpecState, index: number): boolean {
    const key = this.#key;
    this.#spec.states.pack(state, key, 0);
    const chunk = this.store.keyChunk(index);
    const offset = this.store.keyOffset(index);
    for (let k = 0; k < key.length; k++) if (key[k] !== chunk[offset + k]) return false;
    return true;
  }

  at(index: number): SpecState {
    return this.#spec.states.unpack(this.store.keyChunk(index), this.store.keyOffset(index));
  }

  traceTo(index: number): Trace {
    return traceTo(this.#spec.states, this.store, index, this.#locate);
  }

  /** A state that is not among these says something only if no limit cut the exploration off. */
  mustBeComplete(): void {
    if (this.#alone.verdict === "inconclusive") throw new Stopped(this.#alone.limit ?? "stopped");
  }
}
