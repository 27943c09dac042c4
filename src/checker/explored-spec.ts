/** A spec with its explored graph: states by index, indices by state. */

import type { SourceRange } from "../lib/source.ts";
import type { Spec, SpecState } from "../lib/spec.ts";
import { type Exploration, type ExploreOptions, explore } from "./explorer.ts";
import type { Trace, TraceStep } from "./trace.ts";
import { labelOf, traceTo } from "./trace-search.ts";

/** What {@link ExploredSpec.find} gives for a state that is not reachable. */
export const UNREACHED = -1;

export class ExploredSpec {
  readonly spec: Spec;
  readonly exploration: Exploration;
  readonly #key: Int32Array;

  constructor(spec: Spec, options: Omit<ExploreOptions<SpecState>, "locate">) {
    this.spec = spec;
    this.#key = new Int32Array(spec.states.words);
    this.exploration = explore(spec.states, { ...options, locate: this.#locate });
  }

  get distinct(): number {
    return this.exploration.distinct;
  }

  state(index: number): SpecState {
    const { store } = this.exploration;
    return this.spec.states.unpack(store.keyChunk(index), store.keyOffset(index));
  }

  /** The index of a state, or {@link UNREACHED}. */
  find(state: SpecState): number {
    this.spec.states.pack(state, this.#key, 0);
    const index = this.exploration.store.find(this.#key, 0);
    return index < 0 ? UNREACHED : index;
  }

  trace(index: number): Trace {
    return traceTo(this.spec.states, this.exploration.store, index, this.#locate);
  }

  /** The label of the step being visited. */
  label(action: number): TraceStep {
    return labelOf(this.spec.states, action, this.#locate);
  }

  readonly #locate = (action: string): SourceRange | undefined => this.spec.definition(action);
}
