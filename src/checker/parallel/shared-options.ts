/** What a search with several threads is asked, and how it gets its threads. */

import type { Progress, Resumption } from "../exploration.ts";
import type { StoreParts } from "../store.ts";
import type { Locate } from "../trace-search.ts";
import type { SharedSearch } from "./shared-memory.ts";

/** The threads that help, as the leader sees them. */
export interface Helpers {
  /** Sends the store's new arrays to each; when it returns, each can receive them without waiting. */
  send(parts: StoreParts): void;
  /** What ended one of them before its time, where that is known. */
  failure(member: number): unknown;
  /** Ends them at once, whatever they do. */
  end(): void;
}

export interface SharedOptions {
  /** Threads that work, the calling one included. */
  readonly threads: number;
  /** Starts the other threads; each must call `assist` with the same graph. Called once, when a level has enough states to share. */
  readonly hire: (shared: SharedSearch) => Helpers;
  /** Share levels of at least so many states, and wait for the other threads; unless told, small levels are not waited for. */
  readonly sharedLevel?: number;
  readonly maxStates?: number;
  /** Expand only states on levels below this one; initial states are level 1. */
  readonly maxDepth?: number;
  /** Bytes that the shared store may take. */
  readonly maxBytes?: number;
  /** Report states without successors; true unless told. */
  readonly checkDeadlock?: boolean;
  /** Evaluate the graph's invariants; true unless told. */
  readonly checkInvariants?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Call `onProgress` and `stop` once per so many states that the calling thread expanded. */
  readonly progressEvery?: number;
  readonly stop?: () => boolean;
  /** Go on with a search that was stopped, with whatever number of threads. */
  readonly resume?: Resumption;
  readonly locate?: Locate;
}
