/**
 * How the threads of a search wait for each other: a barrier on shared words, and the store's growth, for which all stop. Thread 0
 * leads: it gives orders, allocates, and looks after threads that are lost.
 */

import { ExitCode, NexusError } from "../../lib/errors.ts";
import { bytesOf, CHUNK_STATES, LAST_LOAD, LOAD, MOST_SLOTS, MOST_STATES, type StoreParts } from "../store.ts";
import { At, Own, ownWord, type SharedSearch, Stop, sharedChunk, sharedWords } from "./shared-memory.ts";
import type { SharedStore } from "./shared-store.ts";

/** The arrays of a store that has grown, on their way to the threads that did not allocate them. */
export interface PartsMail {
  /** Takes the next arrays that were sent; they have been sent before this is called. */
  receive(): StoreParts;
}

/** What the leader may allocate, and how it tells the others. */
export interface Growth {
  readonly maxStates?: number;
  readonly maxBytes?: number;
  /** Sends arrays to every other thread, before it returns. */
  readonly send: (parts: StoreParts) => void;
  /** What ended another thread before its time, where that is known. */
  readonly failure: (member: number) => unknown;
}

/** Milliseconds between two signs of life of a waiting thread. */
const BEAT_MILLISECONDS = 1000;
/** A thread that gives no sign of life for so long is lost. */
const LOST_MILLISECONDS = 120_000;

export class Team {
  readonly #shared: SharedSearch;
  readonly #control: Int32Array;
  readonly #member: number;
  readonly #store: SharedStore;
  readonly #role: PartsMail | Growth;
  #version: number;
  /** Whether the leader works while the others wait for orders. */
  alone = false;
  /** Why the search cannot go on: another thread is lost. */
  #lost: { readonly error: unknown } | null = null;

  constructor(shared: SharedSearch, member: number, store: SharedStore, role: PartsMail | Growth) {
    this.#shared = shared;
    this.#control = shared.control;
    this.#member = member;
    this.#store = store;
    this.#role = role;
    this.#version = shared.version;
  }

  /** Whether every thread but the leader waits for orders. */
  get isComplete(): boolean {
    return Atomics.load(this.#control, At.arrived) === this.#shared.threads - 1;
  }

  /** Whether another thread is lost. What is thrown from then on is no fault of the state at hand. */
  get isBroken(): boolean {
    return this.#lost !== null;
  }

  /** Waits until every thread is here. True when one of them waits for room in the store. */
  barrier(): boolean {
    if (this.#lost !== null) throw this.#lost.error;
    const control = this.#control;
    const generation = Atomics.load(control, At.generation);
    if (Atomics.add(control, At.arrived, 1) === this.#shared.threads - 1) {
      Atomics.store(control, At.arrived, 0);
      Atomics.store(control, At.decision, Atomics.load(control, At.wantsRoom));
      Atomics.add(control, At.generation, 1);
      Atomics.notify(control, At.generation);
    } else {
      const watch = "failure" in this.#role ? new Watch(this.#shared, this.#role.failure) : null;
      while (Atomics.load(control, At.generation) === generation) {
        Atomics.wait(control, At.generation, generation, BEAT_MILLISECONDS);
        this.beat();
        this.#look(watch);
      }
    }
    return Atomics.load(control, At.decision) !== 0;
  }

  #look(watch: Watch | null): void {
    try {
      watch?.look();
    } catch (error) {
      this.#lost = { error };
      throw error;
    }
  }

  beat(): void {
    Atomics.add(this.#control, ownWord(this.#member, Own.beat), 1);
  }

  /** Waits for orders, and takes the arrays that were replaced meanwhile. */
  awaitOrder(): void {
    this.barrier();
    this.#receive();
  }

  /** Waits until every thread has done its part, and gives up the unused index: the leader fills the gaps. */
  finish(): void {
    this.#store.publishSpare();
    if (!this.alone) while (this.barrier()) this.#grow();
    this.#store.dropSpare();
  }

  /** Stops for another thread that needs room, if there is one. */
  yieldForRoom(): void {
    if (Atomics.load(this.#control, At.wantsRoom) !== 0) this.needRoom();
  }

  /** Has the store grow, with all threads; a store that cannot grow ends the search: see {@link At.stop}. */
  needRoom(): void {
    Atomics.store(this.#control, At.wantsRoom, 1);
    this.#store.publishSpare();
    if (!this.alone) this.barrier();
    this.#grow();
  }

  #grow(): void {
    // Arrays that were sent are other objects over the same memory, so it is the length that tells whether the table is new.
    const before = this.#store.parts.table.length;
    if ("send" in this.#role) this.#allocate(this.#role);
    if (!this.alone) this.barrier();
    this.#receive();
    // Nobody inserts between the barriers, so the unused indices stay what they are.
    const states = Atomics.load(this.#control, At.rebuildEnd);
    if (this.#store.parts.table.length !== before) this.#store.rebuild(states, this.gaps());
    if (!this.alone) this.barrier();
  }

  /** Indices that threads hold and have not used. */
  gaps(): number[] {
    const gaps: number[] = [];
    for (let member = 0; member < this.#shared.threads; member++) {
      const spare = Atomics.load(this.#control, ownWord(member, Own.spare));
      if (spare >= 0) gaps.push(spare);
    }
    return gaps;
  }

  #receive(): void {
    if (!("receive" in this.#role)) return;
    for (const version = Atomics.load(this.#control, At.version); this.#version < version; this.#version++) {
      this.#store.adopt(this.#role.receive());
    }
  }

  #allocate({ send, ...limits }: Growth): void {
    const control = this.#control;
    const capacity = Atomics.load(control, At.capacity);
    const grown = grownParts(this.#store.parts, capacity, limits);
    if (grown === null) {
      Atomics.store(control, At.stop, Stop.full);
    } else {
      Atomics.store(control, At.rebuilt, 0);
      Atomics.store(control, At.rebuildEnd, Math.min(Atomics.load(control, At.size), capacity));
      Atomics.store(control, At.capacity, grown.capacity);
      this.#store.adopt(grown.parts);
      send(grown.parts);
      Atomics.add(control, At.version, 1);
    }
    Atomics.store(control, At.wantsRoom, 0);
  }
}

/** Notices threads that have failed or give no sign of life any more. */
class Watch {
  readonly #shared: SharedSearch;
  readonly #failure: Growth["failure"];
  readonly #seen: { beat: number; at: number }[] = [];

  constructor(shared: SharedSearch, failure: Growth["failure"]) {
    this.#shared = shared;
    this.#failure = failure;
  }

  look(): void {
    const { threads, control } = this.#shared;
    const now = performance.now();
    for (let member = 1; member < threads; member++) {
      if (Atomics.load(control, ownWord(member, Own.failed)) !== 0) throw this.#failure(member);
      const beat = Atomics.load(control, ownWord(member, Own.beat));
      const seen = this.#seen[member];
      if (seen === undefined || seen.beat !== beat) this.#seen[member] = { beat, at: now };
      else if (now - seen.at > LOST_MILLISECONDS) throw lost();
    }
  }
}

function lost(): NexusError {
  const message = `a thread of the search gave no sign of life for ${LOST_MILLISECONDS / 1000} seconds`;
  return new NexusError("thread-lost", message, {
    hint: "it may have run out of memory; try fewer workers",
    exit: ExitCode.environment,
  });
}

/** Tells the leader that a thread has ended before its time. */
export function reportFailure({ control }: SharedSearch, member: number): void {
  Atomics.store(control, ownWord(member, Own.failed), 1);
  Atomics.notify(control, At.generation);
}

/** Chunks are added for this part of the states at a time, because all threads stop for it. */
const GROWTH = 1 / 4;

/**
 * The arrays of a larger store and the states that it has room for, beyond the `capacity` of now; null where a limit or the machine's
 * memory does not allow one.
 */
export function grownParts(
  parts: StoreParts,
  capacity: number,
  limits: Pick<Growth, "maxStates" | "maxBytes">,
): { readonly parts: StoreParts; readonly capacity: number } | null {
  const maxStates = Math.min(limits.maxStates ?? MOST_STATES, MOST_STATES);
  const maxBytes = limits.maxBytes ?? Number.POSITIVE_INFINITY;
  const words = parts.words;
  const slots = parts.table.length * 2;
  const isTableFull = capacity >= Math.floor(parts.table.length * LOAD);
  const mayDouble = slots <= MOST_SLOTS && bytesOf(parts) + slots * Int32Array.BYTES_PER_ELEMENT <= maxBytes;
  try {
    const table = isTableFull && mayDouble ? sharedWords(slots) : parts.table;
    const states = Math.min(maxStates, Math.floor(table.length * (isTableFull && !mayDouble ? LAST_LOAD : LOAD)));
    const chunkBytes = CHUNK_STATES * (words + 1) * Int32Array.BYTES_PER_ELEMENT;
    const allowed = Math.floor((maxBytes - bytesOf({ ...parts, table })) / chunkBytes);
    const missing = Math.ceil(states / CHUNK_STATES) - parts.chunks.length;
    const wanted = Math.max(1, Math.ceil(parts.chunks.length * GROWTH));
    const added = Math.max(0, Math.min(allowed, missing, wanted));
    const chunks = [...parts.chunks, ...Array.from({ length: added }, () => sharedChunk(words))];
    const predecessors = [...parts.predecessors, ...Array.from({ length: added }, () => sharedChunk(1))];
    const room = Math.min(states, chunks.length * CHUNK_STATES);
    return room > capacity ? { parts: { words, chunks, predecessors, table }, capacity: room } : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
