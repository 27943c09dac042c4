/** Operations on areas of memory and tables over immutable states, as `step/areas.ts` does them over typed arrays. */

import type { AreaOp, Trap } from "../../rules/ir.ts";
import type { Site } from "./evaluate.ts";
import { slotOf } from "./evaluate.ts";
import { grownMemory, memorySize, readCells, writeCells } from "./memory.ts";
import type { MemoryState, State, TableState } from "./state.ts";
import { unsigned, wrap } from "./words.ts";

/** What a step of an operation makes of the state, or the trap in which it ends. `values` may be longer than what is in use. */
export type AreaStep = Partial<State> | Trap;

export function areaStep(site: Site, op: AreaOp): AreaStep {
  const { s, a } = site;
  switch (op) {
    case "data.drop":
      return { droppedDatas: s.droppedDatas.with(a, true) };
    case "elem.drop":
      return { droppedElems: s.droppedElems.with(a, true) };
    case "memory.grow":
      return growMemory(site);
    case "table.grow":
      return growTable(site);
    case "memory.fill":
    case "memory.copy":
    case "memory.init":
      return memoryStep(site, op);
    case "table.fill":
    case "table.copy":
    case "table.init":
      return tableStep(site, op);
  }
}

const memoryAddress = ({ code, s }: Site): number => code.funcs[8 * s.func + 5] as number;

function growMemory(site: Site): AreaStep {
  const { w, s, t } = site;
  const memory = site.memory as MemoryState;
  const pages = memory.pages + unsigned(w, slotOf(site, 0));
  if (pages > memory.maxPages) return { values: replaced(s.values, t, [-1]) };
  const mems = s.mems.with(memoryAddress(site), grownMemory(w, memory, pages));
  return { values: replaced(s.values, t, [wrap(w, memory.pages)]), mems };
}

function growTable(site: Site): AreaStep {
  const { w, s, t, a } = site;
  const table = s.tables[a] as TableState;
  const by = unsigned(w, slotOf(site, 2));
  const old = table.elements.length;
  if (old + by > table.maxSize) return { values: replaced(s.values, t, [-1, 0]) };
  const elements = [...table.elements, ...new Array<number>(by).fill(slotOf(site, 0))];
  return { values: replaced(s.values, t, [wrap(w, old), 0]), tables: s.tables.with(a, { ...table, elements }) };
}

function memoryStep(site: Site, op: "memory.fill" | "memory.copy" | "memory.init"): AreaStep {
  const { w, s, a, code } = site;
  const memory = site.memory as MemoryState;
  const end = memorySize(w, memory);
  const data = code.datas[a] ?? [];
  const source = op === "memory.copy" ? end : s.droppedDatas[a] === true ? 0 : data.length;
  const piece = pieceOf(site, {
    end,
    source: op === "memory.fill" ? null : source,
    overlap: op === "memory.copy",
    size: w.piece.bytes,
  });
  if (piece === null) return "out of bounds memory access";
  const { at, from, count, rest } = piece;
  const byte = w.cells === 1 ? slotOf(site, 2) : slotOf(site, 2) & 0xff;
  const cells =
    op === "memory.fill"
      ? new Array<number>(count).fill(byte)
      : op === "memory.copy"
        ? readCells(w, memory, from, count)
        : Array.from({ length: count }, (_, i) => data[from + i] as number);
  return { ...rest, mems: s.mems.with(memoryAddress(site), writeCells(w, memory, at, cells)) };
}

function tableStep(site: Site, op: "table.fill" | "table.copy" | "table.init"): AreaStep {
  const { w, s, a, b, code } = site;
  const address = op === "table.init" ? b : a;
  const to = s.tables[address] as TableState;
  const from = op === "table.copy" ? (s.tables[b] as TableState).elements : (code.elems[a] ?? []);
  const source = op === "table.init" && s.droppedElems[a] === true ? 0 : from.length;
  const piece = pieceOf(site, {
    end: to.elements.length,
    source: op === "table.fill" ? null : source,
    overlap: op === "table.copy" && a === b,
    size: w.piece.references,
  });
  if (piece === null) return "out of bounds table access";
  const elements = [...to.elements];
  for (let i = 0; i < piece.count; i++) {
    elements[piece.at + i] = op === "table.fill" ? slotOf(site, 2) : (from[piece.from + i] as number);
  }
  return { ...piece.rest, tables: s.tables.with(address, { ...to, elements }) };
}

interface Areas {
  readonly end: number;
  /** Null where a value is written. */
  readonly source: number | null;
  readonly overlap: boolean;
  readonly size: number;
}

interface Piece {
  readonly at: number;
  readonly from: number;
  readonly count: number;
  readonly rest: Pick<State, "pending" | "values">;
}

/** The next piece; null where the whole is out of bounds, which only the first step asks. */
function pieceOf(site: Site, { end, source, overlap, size }: Areas): Piece | null {
  const { w, s, t } = site;
  const [at, from, count] = [0, 2, 4].map((slot) => unsigned(w, slotOf(site, slot))) as [number, number, number];
  if (s.pending === 0 && (at + count > end || (source !== null && from + count > source))) return null;
  const now = Math.min(count, size);
  const left = count - now;
  const backward = overlap && at > from;
  if (left === 0) return { at, from, count: now, rest: { pending: 0, values: s.values } };
  const counted = replaced(s.values, t + 4, [wrap(w, left)]);
  if (backward) return { at: at + left, from: from + left, count: now, rest: { pending: 1, values: counted } };
  const moved = replaced(counted, t, [wrap(w, at + now)]);
  const values = source === null ? moved : replaced(moved, t + 2, [wrap(w, from + now)]);
  return { at, from, count: now, rest: { pending: 1, values } };
}

/** The words from `at` on replaced. */
export function replaced(values: readonly number[], at: number, words: readonly number[]): readonly number[] {
  const result = [...values];
  words.forEach((word, i) => {
    result[at + i] = word;
  });
  return result;
}
