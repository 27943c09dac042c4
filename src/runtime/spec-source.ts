/** A TLA+ model by description: each thread compiles it for itself, and values have one number in all of them. */

import {
  type CompiledSpec,
  loadSpec,
  newSharedValues,
  type SharedValueMemory,
  type SpecSources,
  Universe,
} from "../tla/index.ts";
import { heapRoom } from "./heap-room.ts";

/** The texts of a model, as they were when it was loaded first. Plain data, so that it can be sent to a thread. */
export interface SpecSource extends Omit<SpecSources, "resolve" | "universe" | "shared"> {
  /** The modules that are no standard modules, by name. */
  readonly texts: { readonly [module: string]: { readonly file: string; readonly source: string } };
  readonly shared: SharedValueMemory;
}

export interface SharedSpec {
  /** Compiled for the calling thread: what the explored store holds are keys of its graph. */
  readonly spec: CompiledSpec;
  /** What {@link exploreGraphInThreads} sends to the other threads. */
  readonly source: SpecSource;
}

/** Compiles a model so that threads can explore its graph together. Throws what `loadSpec` throws. */
export function loadSharedSpec({ resolve, ...sources }: Omit<SpecSources, "universe" | "shared">): SharedSpec {
  const texts: { [module: string]: { readonly file: string; readonly source: string } } = {};
  const shared = newSharedValues();
  const spec = loadSpec({
    ...sources,
    shared,
    universe: new Universe(heapRoom()),
    resolve: (name) => {
      const found = resolve(name);
      if (found !== undefined) texts[name] = found;
      return found;
    },
  });
  return { spec, source: { ...sources, texts, shared } };
}

/** The same model in another thread. */
export function openSharedSpec({ texts, ...sources }: SpecSource): CompiledSpec {
  return loadSpec({ ...sources, universe: new Universe(heapRoom()), resolve: (name) => texts[name] });
}
