/** Cells of immutable memories. */

import type { MemoryState } from "./state.ts";
import type { Width } from "./words.ts";

export const memorySize = (w: Width, { pages }: MemoryState): number => pages * w.page;

export function readCells(w: Width, { chunks }: MemoryState, at: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => {
    const cell = at + i;
    return chunks[Math.floor(cell / w.chunk)]?.[cell % w.chunk] ?? 0;
  });
}

/** Shares the chunks that are not written. */
export function writeCells(w: Width, memory: MemoryState, at: number, cells: readonly number[]): MemoryState {
  if (cells.length === 0) return memory;
  const chunks = [...memory.chunks];
  const first = Math.floor(at / w.chunk);
  const last = Math.floor((at + cells.length - 1) / w.chunk);
  for (let i = first; i <= last; i++) {
    const chunk = [...(chunks[i] ?? new Array<number>(w.chunk).fill(0))];
    const start = i * w.chunk;
    for (let cell = Math.max(start, at); cell < Math.min(start + w.chunk, at + cells.length); cell++) {
      chunk[cell - start] = cells[cell - at] as number;
    }
    chunks[i] = chunk;
  }
  return { ...memory, chunks };
}

/** New pages are zeros. */
export function grownMemory(w: Width, memory: MemoryState, pages: number): MemoryState {
  const added = new Array<null>((pages * w.page) / w.chunk - memory.chunks.length).fill(null);
  return { ...memory, pages, chunks: [...memory.chunks, ...added] };
}
