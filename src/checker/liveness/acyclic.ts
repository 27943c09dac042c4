/** Whether a graph has no cycle but stuttering, by removing states without predecessors (Kahn). O(states + edges). */

import type { BehaviourGraph } from "./behaviour-graph.ts";

export function isAcyclic({ states, offsets, targets }: BehaviourGraph): boolean {
  const incoming = new Int32Array(states);
  for (const to of targets) incoming[to] = (incoming[to] as number) + 1;
  const free = new Int32Array(states);
  let length = 0;
  for (let state = 0; state < states; state++) if (incoming[state] === 0) free[length++] = state;
  for (let i = 0; i < length; i++) {
    const state = free[i] as number;
    for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
      const to = targets[edge] as number;
      incoming[to] = (incoming[to] as number) - 1;
      if (incoming[to] === 0) free[length++] = to;
    }
  }
  return length === states;
}
