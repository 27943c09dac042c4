/** Between the machine over typed arrays and immutable states, in both directions of a comparison. */

import { TRAPS, type Trap } from "../../rules/ir.ts";
import { GLOBAL_WORDS, type Machine, type Memory, Status, type Table } from "../machine.ts";
import { type Frame, framesOf, wordsInUse } from "../registers.ts";
import type { MemoryState, State, StatusName, TableState } from "./state.ts";
import { WIDTH_32 } from "./words.ts";

const STATUS_NAMES: { readonly [status in Status]: StatusName } = {
  [Status.running]: "running",
  [Status.returned]: "returned",
  [Status.trapped]: "trapped",
  [Status.outOfGas]: "out of gas",
  [Status.host]: "host",
};

/** The whole state of a machine. O(size of the state). */
export const stateOf = (m: Machine): State => ({
  ...registersOf(m),
  values: [...m.values.i32.subarray(0, wordsInUse(m))],
  globals: [...m.globals.subarray(0, GLOBAL_WORDS * m.globalCount)],
  mems: m.mems.map(memoryOf),
  tables: m.tables.map(tableOf),
  droppedDatas: m.datas.map((_, i) => m.dropped.datas[i] === 1),
  droppedElems: m.elems.map((_, i) => m.dropped.elems[i] === 1),
});

type Registers = Pick<State, "status" | "trap" | "pc" | "base" | "func" | "callee" | "frames" | "stackBytes" | "gas" | "pending">;

export const registersOf = (m: Machine): Registers => ({
  status: STATUS_NAMES[m.status],
  trap: TRAPS[m.trap] as Trap,
  pc: m.pc,
  base: m.base,
  func: m.func,
  callee: m.callee,
  frames: framesOf(m),
  stackBytes: m.stackBytes,
  gas: m.gas,
  pending: m.pending === 0 ? 0 : 1,
});

const CHUNK = WIDTH_32.chunk;

export function memoryOf({ bytes, pages, maxPages }: Memory): MemoryState {
  const chunks = Array.from({ length: (pages * WIDTH_32.page) / CHUNK }, (_, i) => {
    const chunk = bytes.subarray(i * CHUNK, (i + 1) * CHUNK);
    return chunk.every((byte) => byte === 0) ? null : [...chunk];
  });
  return { pages, maxPages, chunks };
}

export const tableOf = ({ elements, size, maxSize }: Table): TableState => ({
  elements: [...elements.subarray(0, size)],
  maxSize,
});

/** Words by which two states of one machine differ, if they do: the path to the first difference. */
export function differenceFrom(m: Machine, s: State, before: State): string | undefined {
  const registers = registersOf(m);
  for (const [name, value] of Object.entries(registers)) {
    const other = s[name as keyof Registers];
    if (typeof value === "object" ? !sameFrames(value, s.frames, before.frames) : value !== other) {
      return `${name}: ${JSON.stringify(value)} over typed arrays, ${JSON.stringify(other)} over immutable states`;
    }
  }
  return (
    differentWord("values", m.values.i32.subarray(0, wordsInUse(m)), s.values) ??
    differentWord("globals", m.globals.subarray(0, GLOBAL_WORDS * m.globalCount), s.globals) ??
    differentMemory(m, s, before) ??
    differentTable(m, s, before) ??
    differentSegments(m, s)
  );
}

/** Frames that a step leaves alone are those of the state before; only the last one is looked at otherwise. */
function sameFrames(frames: readonly Frame[], others: readonly Frame[], before: readonly Frame[] | undefined): boolean {
  if (frames.length !== others.length) return false;
  const first = before === undefined ? 0 : Math.max(0, Math.min(frames.length, before.length) - 1);
  return frames.slice(first).every(({ pc, base, func }, i) => {
    const other = others[first + i] as Frame;
    return pc === other.pc && base === other.base && func === other.func;
  });
}

function differentWord(name: string, words: Int32Array | Uint8Array, others: readonly number[]): string | undefined {
  if (words.length !== others.length) return `${name}: ${words.length} over typed arrays, ${others.length} over immutable states`;
  const at = words.findIndex((word, i) => word !== others[i]);
  return at === -1 ? undefined : `${name}[${at}]: ${words[at]} over typed arrays, ${others[at]} over immutable states`;
}

const NO_CHUNK: readonly number[] = new Array<number>(CHUNK).fill(0);

/** Chunks that both steps left alone are equal if they were before. */
function differentMemory(m: Machine, s: State, before: State): string | undefined {
  for (const [address, { bytes, pages }] of m.mems.entries()) {
    const memory = s.mems[address] as MemoryState;
    if (pages !== memory.pages) return `pages of memory ${address}: ${pages}, ${memory.pages}`;
    const old = before.mems[address]?.chunks;
    if (memory.chunks === old) continue;
    for (const [i, chunk] of memory.chunks.entries()) {
      if (chunk === old?.[i] && chunk !== undefined && old !== undefined) continue;
      const different = differentWord(
        `memory ${address}, chunk ${i}`,
        bytes.subarray(i * CHUNK, (i + 1) * CHUNK),
        chunk ?? NO_CHUNK,
      );
      if (different !== undefined) return different;
    }
  }
  return undefined;
}

function differentTable(m: Machine, s: State, before: State): string | undefined {
  for (const [address, { elements, size }] of m.tables.entries()) {
    const table = s.tables[address] as TableState;
    if (table === before.tables[address] && size === table.elements.length) continue;
    const different = differentWord(`table ${address}`, elements.subarray(0, size), table.elements);
    if (different !== undefined) return different;
  }
  return undefined;
}

function differentSegments(m: Machine, s: State): string | undefined {
  const data = m.datas.findIndex((_, i) => (m.dropped.datas[i] === 1) !== s.droppedDatas[i]);
  if (data !== -1) return `whether data segment ${data} is dropped`;
  const elem = m.elems.findIndex((_, i) => (m.dropped.elems[i] === 1) !== s.droppedElems[i]);
  return elem === -1 ? undefined : `whether element segment ${elem} is dropped`;
}
