/** Copies of a machine's whole state, taken and put back between any two steps. */

import { GLOBAL_WORDS, type Machine, type Memory, PAGE, type Table } from "./machine.ts";
import { wordsInUse } from "./registers.ts";

const REGISTERS = ["status", "trap", "pc", "base", "func", "callee", "frameTop", "stackBytes", "gas", "pending"] as const;
const COUNTS = ["cellCount", "constantCount", "branchCount", "funcCount", "globalCount", "instanceCount"] as const;
const LISTS = ["datas", "elems", "funcTypes", "globalTypes", "origins", "hosts"] as const;

/** Plain data; nothing in it is shared with the machine but what never changes. */
export interface Snapshot {
  readonly registers: { readonly [name in (typeof REGISTERS)[number]]: number };
  /** How long the program was: instances that are added later are taken away again. */
  readonly counts: { readonly [name in (typeof COUNTS)[number]]: number };
  readonly lengths: { readonly [name in (typeof LISTS)[number]]: number };
  readonly values: Int32Array;
  readonly frames: Int32Array;
  readonly globals: Int32Array;
  readonly mems: readonly { readonly memory: Memory; readonly bytes: Uint8Array }[];
  readonly tables: readonly { readonly table: Table; readonly elements: Int32Array }[];
  readonly droppedDatas: Uint8Array;
  readonly droppedElems: Uint8Array;
}

const pick = <T extends object, K extends keyof T>(from: T, keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, from[key]])) as { [key in K]: T[key] };

/** Copies the state. O(bytes of memories and tables). */
export function snapshot(m: Machine): Snapshot {
  return {
    registers: pick(m, REGISTERS),
    counts: pick(m, COUNTS),
    lengths: Object.fromEntries(LISTS.map((name) => [name, m[name].length])) as Snapshot["lengths"],
    values: m.values.i32.slice(0, wordsInUse(m)),
    frames: m.frames.slice(0, m.frameTop),
    globals: m.globals.slice(0, GLOBAL_WORDS * m.globalCount),
    mems: m.mems.map((memory) => ({ memory, bytes: memory.bytes.slice(0, memory.pages * PAGE) })),
    tables: m.tables.map((table) => ({ table, elements: table.elements.slice(0, table.size) })),
    droppedDatas: m.dropped.datas.slice(0, m.datas.length),
    droppedElems: m.dropped.elems.slice(0, m.elems.length),
  };
}

/** Puts a snapshot of this machine back, as often as wanted. */
export function restore(m: Machine, s: Snapshot): void {
  Object.assign(m, s.registers, s.counts);
  for (const name of LISTS) m[name].length = s.lengths[name];
  m.values.i32.set(s.values);
  m.frames.set(s.frames);
  m.globals.set(s.globals);
  m.mems.length = s.mems.length;
  s.mems.forEach(({ memory, bytes }, i) => {
    // What is behind the end of a memory is 0: a memory that has grown since gets its old size back.
    memory.bytes = bytes.slice();
    memory.view = new DataView(memory.bytes.buffer);
    memory.pages = bytes.length / PAGE;
    m.mems[i] = memory;
  });
  m.tables.length = s.tables.length;
  s.tables.forEach(({ table, elements }, i) => {
    table.elements = elements.slice();
    table.size = elements.length;
    m.tables[i] = table;
  });
  m.dropped.datas.fill(0);
  m.dropped.datas.set(s.droppedDatas);
  m.dropped.elems.fill(0);
  m.dropped.elems.set(s.droppedElems);
}
