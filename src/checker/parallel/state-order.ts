/** Which of several states a search reports, so that it is the same with any number of threads. */

import type { StateGraph } from "../../lib/model.ts";
import type { SharedStore } from "./shared-store.ts";

/** The order of stored states: the graph's own, or that of their keys. */
export function stateOrder<S>(graph: StateGraph<S>, store: SharedStore): (a: number, b: number) => number {
  if (graph.order === undefined) return (a, b) => store.compare(a, b);
  const state = (index: number): S => graph.unpack(store.keyChunk(index), store.keyOffset(index));
  return (a, b) => graph.order?.(state(a), state(b)) ?? 0;
}
