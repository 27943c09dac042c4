/**
 * Operations on areas of memory and tables, over typed arrays. Bounds are checked before anything is written; then a step does one piece
 * and leaves in the operands what is still to be done, with `pending` set, so that no step touches more than a page of a proof.
 */

import { type AreaOp, TRAPS } from "../rules/ir.ts";
import { allocated, grown, type Machine, type Memory, PAGE, type Table } from "./machine.ts";

/** Bytes, or references, of one step. */
export const PIECE = { bytes: 4_096, references: 1_024 } as const;

const MEMORY_BOUNDS = TRAPS.indexOf("out of bounds memory access");
const TABLE_BOUNDS = TRAPS.indexOf("out of bounds table access");

/** `t` is the word of the first operand; `a` and `b` are the immediates. Gives the number of a trap, or 0. */
export type AreaOperation = (m: Machine, t: number, a: number, b: number, memory: Memory | undefined) => number;

const OPERATIONS: { readonly [op in AreaOp]: AreaOperation } = {
  "memory.grow": (m, t, _a, _b, memory) => {
    const i = m.values.i32;
    i[t] = growMemory(memory as Memory, (i[t] as number) >>> 0);
    return 0;
  },
  "memory.fill": (m, t, _a, _b, memory) => {
    const { bytes, pages } = memory as Memory;
    const value = m.values.i32[t + 2] as number;
    return pieces(m, t, { end: pages * PAGE, piece: PIECE.bytes, bounds: MEMORY_BOUNDS }, (at, _from, count) => {
      bytes.fill(value, at, at + count);
    });
  },
  "memory.copy": (m, t, _a, _b, memory) => {
    const { bytes, pages } = memory as Memory;
    const end = pages * PAGE;
    return pieces(m, t, { end, source: end, overlap: true, piece: PIECE.bytes, bounds: MEMORY_BOUNDS }, (at, from, count) => {
      bytes.copyWithin(at, from, from + count);
    });
  },
  "memory.init": (m, t, a, _b, memory) => {
    const { bytes, pages } = memory as Memory;
    const data = m.datas[a] as Uint8Array;
    const source = m.dropped.datas[a] === 1 ? 0 : data.length;
    return pieces(m, t, { end: pages * PAGE, source, piece: PIECE.bytes, bounds: MEMORY_BOUNDS }, (at, from, count) => {
      bytes.set(data.subarray(from, from + count), at);
    });
  },
  "data.drop": (m, _t, a) => {
    m.dropped.datas[a] = 1;
    return 0;
  },
  "table.grow": (m, t, a) => {
    const i = m.values.i32;
    i[t] = growTable(m.tables[a] as Table, (i[t + 2] as number) >>> 0, i[t] as number);
    i[t + 1] = 0;
    return 0;
  },
  "table.fill": (m, t, a) => {
    const { elements, size } = m.tables[a] as Table;
    const value = m.values.i32[t + 2] as number;
    return pieces(m, t, { end: size, piece: PIECE.references, bounds: TABLE_BOUNDS }, (at, _from, count) => {
      elements.fill(value, at, at + count);
    });
  },
  "table.copy": (m, t, a, b) => {
    const to = m.tables[a] as Table;
    const from = m.tables[b] as Table;
    const areas = { end: to.size, source: from.size, overlap: a === b, piece: PIECE.references, bounds: TABLE_BOUNDS };
    return pieces(m, t, areas, (at, start, count) => {
      if (a === b) to.elements.copyWithin(at, start, start + count);
      else to.elements.set(from.elements.subarray(start, start + count), at);
    });
  },
  "table.init": (m, t, a, b) => {
    const { elements, size } = m.tables[b] as Table;
    const elem = m.elems[a] as Int32Array;
    const source = m.dropped.elems[a] === 1 ? 0 : elem.length;
    return pieces(m, t, { end: size, source, piece: PIECE.references, bounds: TABLE_BOUNDS }, (at, from, count) => {
      elements.set(elem.subarray(from, from + count), at);
    });
  },
  "elem.drop": (m, _t, a) => {
    m.dropped.elems[a] = 1;
    return 0;
  },
};

export const areaOperation = (op: string): AreaOperation => OPERATIONS[op as AreaOp];

interface Areas {
  /** Where the area that is written ends, and the one that is read; an operation without a source reads a value. */
  readonly end: number;
  readonly source?: number;
  /** Both are in one area: the end is copied first where it would be overwritten. */
  readonly overlap?: boolean;
  readonly piece: number;
  readonly bounds: number;
}

/** The operands are: to where, from where (or a value), how many. */
function pieces(m: Machine, t: number, areas: Areas, work: (at: number, from: number, count: number) => void): number {
  const i = m.values.i32;
  const at = (i[t] as number) >>> 0;
  const from = (i[t + 2] as number) >>> 0;
  const count = (i[t + 4] as number) >>> 0;
  if (m.pending === 0) {
    if (at + count > areas.end) return areas.bounds;
    if (areas.source !== undefined && from + count > areas.source) return areas.bounds;
  }
  const now = Math.min(count, areas.piece);
  const rest = count - now;
  const backward = areas.overlap === true && at > from;
  work(backward ? at + rest : at, backward ? from + rest : from, now);
  m.pending = rest === 0 ? 0 : 1;
  if (rest === 0) return 0;
  i[t + 4] = rest;
  if (backward) return 0;
  i[t] = at + now;
  if (areas.source !== undefined) i[t + 2] = from + now;
  return 0;
}

/** Grows a memory by so many pages, of zeros. Gives the old number of pages, or -1 where there is no room. */
export function growMemory(memory: Memory, by: number): number {
  const old = memory.pages;
  const pages = old + by;
  if (pages > memory.maxPages) return -1;
  const length = pages * PAGE;
  if (length > memory.bytes.length) {
    // The room doubles, so that growing page by page copies each byte a bounded number of times.
    const larger = allocated(Math.min(Math.max(length, 2 * memory.bytes.length), memory.maxPages * PAGE));
    larger.set(memory.bytes);
    memory.bytes = larger;
    memory.view = new DataView(larger.buffer);
  }
  memory.pages = pages;
  return old;
}

function growTable(table: Table, by: number, value: number): number {
  const old = table.size;
  if (old + by > table.maxSize) return -1;
  table.elements = grown(table.elements, old + by);
  table.elements.fill(value, old, old + by);
  table.size = old + by;
  return old;
}
