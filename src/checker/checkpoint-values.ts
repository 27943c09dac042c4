/** States by their values, for graphs whose keys mean something in one process alone: each value is written once, and numbered. */

import type { Itf } from "../lib/data.ts";
import { NexusError } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import type { Spec, SpecState, SpecValue } from "../lib/spec.ts";
import { damaged } from "./checkpoint-header.ts";
import { CHUNK_BITS, CHUNK_MASK, CHUNK_STATES, type StateStore } from "./store.ts";

/** Gives the array that holds a state's key, and where it begins there. */
export type ReadKey = (index: number) => readonly [array: Int32Array, offset: number];

export interface StateValues<S> {
  /** The values of a state, as many for each; equal ones are one object. */
  readonly of: (state: S) => readonly unknown[];
  readonly state: (values: readonly unknown[]) => S;
  /** A value as one line. Throws {@link NexusError} `keys-not-portable` for one that has no line. */
  readonly text: (value: unknown) => string;
  /** The value of a line. */
  readonly value: (text: string) => unknown;
}

/** The values of a spec's variables, in neutral notation. */
export function specValues(spec: Spec): StateValues<SpecState> {
  const value = (text: string): SpecValue => spec.value(JSON.parse(text) as Itf);
  return {
    of: (state) => state,
    state: (values) => values,
    text: (one) => {
      const text = JSON.stringify(spec.itf(one));
      if (value(text) === one) return text;
      throw new NexusError("keys-not-portable", `the value ${spec.text(one)} is written like another`);
    },
    value,
  };
}

/** The states of a store as numbers of values, and the lines of these. */
export function numbered<S>(graph: StateGraph<S>, store: StateStore, values: StateValues<S>) {
  const numbers = new Map<unknown, number>();
  const lines: string[] = [];
  const numberOf = (value: unknown): number => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, lines.length);
    return lines.push(values.text(value)) - 1;
  };
  const of = (index: number) => values.of(graph.unpack(store.keyChunk(index), store.keyOffset(index)));
  const width = store.size === 0 ? 0 : of(0).length;
  const pieces: Int32Array[] = [];
  for (let start = 0; start < store.size; start += CHUNK_STATES) {
    const piece = new Int32Array(Math.min(CHUNK_STATES, store.size - start) * width);
    for (let at = 0; at < piece.length; at += width) piece.set(of(start + at / width).map(numberOf), at);
    pieces.push(piece);
  }
  return { lines, width, pieces };
}

/** Reads states that {@link numbered} wrote, as keys of this process. */
export function fromNumbers<S>(
  graph: StateGraph<S>,
  values: StateValues<S>,
  lines: readonly string[],
  pieces: readonly Int32Array[],
  width: number,
): ReadKey {
  const known = lines.map(values.value);
  const key = new Int32Array(graph.words);
  return (index) => {
    const piece = pieces[index >>> CHUNK_BITS] as Int32Array;
    const start = (index & CHUNK_MASK) * width;
    const numbers = piece.subarray(start, start + width);
    if (numbers.some((number) => number < 0 || number >= known.length)) throw damaged("a state has a value that is not there");
    graph.pack(values.state(Array.from(numbers, (number) => known[number])), key, 0);
    return [key, 0];
  };
}
