/** Whether this thread's heap has room for more values, so that a search can end before the heap does. */

import { getHeapStatistics } from "node:v8";

/** The part of its limit up to which a heap has room. */
const MOST_USED = 0.85;
/** Bytes of the limit that are for new objects alone: what stays is not kept there. */
const YOUNG_BYTES = 48 * 2 ** 20;
/** A heap is crowded after so many looks that found it so: the first may have seen what the next collection frees. */
const LOOKS = 4;

/** A question to ask now and then, of this thread. */
export function heapRoom(look: () => { readonly used: number; readonly limit: number } = heapUse): () => boolean {
  let crowded = 0;
  return () => {
    const { used, limit } = look();
    crowded = used > limit * MOST_USED ? crowded + 1 : 0;
    return crowded < LOOKS;
  };
}

function heapUse() {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return { used, limit: Math.max(0, limit - YOUNG_BYTES) };
}
