/** What the threads of a parallel search share: words with a fixed place, counters, and the arrays of the store. */

import type { StateGraph } from "../../lib/model.ts";
import { CHUNK_STATES, FIRST_SLOTS, type StoreParts } from "../store.ts";

/** Words of a cache line. Words that different threads write often stand on lines of their own. */
const LINE = 16;

/** Places in {@link SharedSearch.control}. */
export const At = {
  /** States with an index: one atomic addition gives the next. */
  size: 0,
  /** The next state of the level that no thread has claimed. */
  cursor: LINE,
  /** Threads that wait at the barrier. */
  arrived: 2 * LINE,
  /** How often the barrier has opened. Threads wait on this word. */
  generation: 2 * LINE + 1,
  /** What {@link At.wantsRoom} was when the barrier opened last. */
  decision: 2 * LINE + 2,
  /** The first state beyond the level being expanded. */
  levelEnd: 3 * LINE,
  /** What the threads do next: see {@link Order}. */
  order: 3 * LINE + 1,
  /** The state whose predecessors are sought. */
  target: 3 * LINE + 2,
  /** Not 0 when some thread found the store full and waits for it to grow. */
  wantsRoom: 4 * LINE,
  /** States that the store has room for. */
  capacity: 4 * LINE + 1,
  /** How often the store's arrays have been replaced. */
  version: 4 * LINE + 2,
  /** Whether all threads should end: see {@link Stop}. */
  stop: 4 * LINE + 3,
  /** The first state that is not entered into a rebuilt table. */
  rebuildEnd: 4 * LINE + 4,
  /** Not 0 when there was no room for a value while a stored state was being looked at, so that it was not judged. */
  unjudged: 4 * LINE + 5,
  /** The next state that no thread has claimed while the table is rebuilt. */
  rebuilt: 5 * LINE,
  /** The first thread's words; each thread has `OWN_WORDS`. */
  members: 6 * LINE,
} as const;

/** Places in a thread's own words. */
export const Own = {
  /** The index that the thread holds and has not used, or -1. */
  spare: 0,
  /** What the thread found wrong: see {@link Found}. */
  found: 1,
  foundAt: 2,
  /** Grows while the thread works. */
  beat: 3,
  /** Not 0 when the thread has ended with an error. */
  failed: 4,
} as const;

const OWN_WORDS = LINE;

export const Order = { expand: 0, retrace: 1, end: 2 } as const;

/** Why all threads should end: the caller said so, or the store is full. */
export const Stop = { no: 0, asked: 1, full: 2 } as const;

/** What is wrong with a state, the gravest first. */
export const Found = {
  nothing: 0,
  /** The graph threw in a predicate of the state, or in a step from it. */
  error: 1,
  deadlock: 2,
  /** An invariant is false in a state that a constraint keeps out, one step behind this one. */
  outside: 3,
  violated: 4,
} as const;
export type Found = (typeof Found)[keyof typeof Found];

/** Everything the threads of one search share. It can be sent to them as it is. */
export interface SharedSearch {
  readonly threads: number;
  readonly control: Int32Array;
  /** Per thread: generated states, then the edges of each action. */
  readonly counters: Float64Array;
  /** Per thread and witness: the first of the states of this level that reach it, or -1. */
  readonly witnesses: Int32Array;
  /** Per witness: 1 when a level before this one has reached it. */
  readonly reached: Int32Array;
  readonly parts: StoreParts;
  /** How often the store's arrays had been replaced when these were. */
  readonly version: number;
  readonly checks: Checks;
}

/** What is checked in each state. */
export interface Checks {
  readonly deadlock: boolean;
  readonly invariants: boolean;
}

/** The place of a thread's own word. */
export const ownWord = (member: number, word: number): number => At.members + member * OWN_WORDS + word;

/** Counters of one thread, rounded up so that two threads do not write to one cache line. */
export const countersOf = (graph: Pick<StateGraph<never>, "actions">): number =>
  Math.ceil((1 + graph.actions.length) / LINE) * LINE;

export const sharedWords = (length: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));

/** A store's arrays in memory that threads can share. */
export function sharedCopy({ words, chunks, predecessors, table }: StoreParts): StoreParts {
  const copy = (array: Int32Array): Int32Array => {
    const shared = sharedWords(array.length);
    shared.set(array);
    return shared;
  };
  return { words, chunks: chunks.map(copy), predecessors: predecessors.map(copy), table: copy(table) };
}

/** Memory for a search that has not begun. */
export function newSharedSearch(
  graph: Pick<StateGraph<never>, "actions" | "words" | "witnesses">,
  threads: number,
  checks: Checks,
  parts: StoreParts = { words: graph.words, chunks: [], predecessors: [], table: sharedWords(FIRST_SLOTS) },
): SharedSearch {
  const control = sharedWords(ownWord(threads, 0));
  for (let member = 0; member < threads; member++) control[ownWord(member, Own.spare)] = -1;
  return {
    threads,
    control,
    counters: new Float64Array(new SharedArrayBuffer(threads * countersOf(graph) * Float64Array.BYTES_PER_ELEMENT)),
    witnesses: sharedWords(threads * graph.witnesses.length).fill(-1),
    reached: sharedWords(graph.witnesses.length),
    parts,
    version: 0,
    checks,
  };
}

export const sharedChunk = (words: number): Int32Array => sharedWords(CHUNK_STATES * words);
