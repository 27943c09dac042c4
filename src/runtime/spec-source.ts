/** A TLA+ model by description: each thread compiles it for itself, and values have one number in all of them. */

import { NexusError } from "../lib/errors.ts";
import {
  type CompiledSpec,
  type Host,
  loadSpec,
  newSharedValues,
  type SharedValueMemory,
  type SpecSources,
  Universe,
} from "../tla/index.ts";
import { heapRoom } from "./heap-room.ts";

/** The texts of a model, as they were when it was loaded first. Plain data, so that it can be sent to a thread. */
export interface SpecSource extends Omit<SpecSources, "resolve" | "universe" | "shared" | "host"> {
  /** The modules that are no standard modules, by name. */
  readonly texts: { readonly [module: string]: { readonly file: string; readonly source: string } };
  /** The files that the model's operators read, by the names by which they asked. */
  readonly files: { readonly [name: string]: string };
  readonly environment: NonNullable<Host["environment"]>;
  readonly shared: SharedValueMemory;
}

export interface SharedSpec {
  /** Compiled for the calling thread: what the explored store holds are keys of its graph. */
  readonly spec: CompiledSpec;
  /** What `exploreGraphInThreads` sends to the other threads. */
  readonly source: SpecSource;
}

/**
 * Compiles a model so that threads can explore its graph together. What the model prints comes from the calling thread alone. Throws
 * what `loadSpec` throws, and {@link NexusError} `one-thread` for a model whose operators belong to one thread.
 */
export function loadSharedSpec({ resolve, host = {}, ...sources }: Omit<SpecSources, "universe" | "shared">): SharedSpec {
  const texts: { [module: string]: { readonly file: string; readonly source: string } } = {};
  const files: { [name: string]: string } = {};
  const shared = newSharedValues();
  const spec = loadSpec({
    ...sources,
    shared,
    universe: new Universe(heapRoom()),
    host: { ...host, read: (file) => kept(files, file, host.read?.(file)) },
    resolve: (name) => kept(texts, name, resolve(name)),
  });
  const [operator] = spec.singleThreaded;
  if (operator !== undefined) {
    throw new NexusError("one-thread", `the model uses ${operator}, whose value differs from thread to thread`, {
      hint: "explore it with one worker",
    });
  }
  return { spec, source: { ...sources, texts, files, environment: host.environment ?? {}, shared } };
}

/** The same model in another thread. */
export function openSharedSpec({ texts, files, environment, ...sources }: SpecSource): CompiledSpec {
  const host: Host = { environment, read: (file) => files[file] };
  return loadSpec({ ...sources, host, universe: new Universe(heapRoom()), resolve: (name) => texts[name] });
}

function kept<T>(all: { [name: string]: T }, name: string, found: T | undefined): T | undefined {
  if (found !== undefined) all[name] = found;
  return found;
}
