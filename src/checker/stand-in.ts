/** What a store holds in the place of keys: fingerprints of them, or what a model tells states apart by. */

import { NexusError } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import { FINGERPRINT_WORDS, fingerprint } from "./fingerprint.ts";

export interface StandIn<S> {
  readonly words: number;
  /** Writes what stands for a state, whose key is given. */
  write(state: S, key: Int32Array, offset: number, into: Int32Array, at: number): void;
}

/** Null where the store holds the keys themselves. Throws `NexusError` `bad-options` where fingerprints and an identity meet. */
export function standInOf<S>({ words, identity }: StateGraph<S>, fingerprints: boolean): StandIn<S> | null {
  if (identity !== undefined) {
    if (fingerprints) throw new NexusError("bad-options", `fingerprints cannot stand for ${identity.about}`);
    return { words: identity.words, write: (state, _key, _offset, into, at) => identity.write(state, into, at) };
  }
  if (!fingerprints) return null;
  return { words: FINGERPRINT_WORDS, write: (_state, key, offset, into, at) => fingerprint(key, offset, words, into, at) };
}

/** The graph whose keys are what the store holds. */
export function storedGraph<S>(graph: StateGraph<S>, standIn: StandIn<S> | null): StateGraph<S> {
  if (standIn === null) return graph;
  const key = new Int32Array(graph.words);
  const pack = (state: S, into: Int32Array, at: number): void => {
    graph.pack(state, key, 0);
    standIn.write(state, key, 0, into, at);
  };
  return { ...graph, words: standIn.words, pack };
}
