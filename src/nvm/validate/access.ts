/** What instructions with a fixed type require of the context: a memory, a table, a segment, a lane that is there. */

import {
  DATA_DROP,
  ELEM_DROP,
  I8X16_SHUFFLE,
  MEMORY_COPY,
  MEMORY_FILL,
  MEMORY_GROW,
  MEMORY_INIT,
  MEMORY_SIZE,
  REF_FUNC,
  TABLE_COPY,
  TABLE_INIT,
  TABLE_SIZE,
} from "../instructions/ops.ts";
import { instructionOf } from "../instructions.ts";
import { CELLS, type TableType } from "../types.ts";
import { ALIGNMENTS, LANES } from "./codes.ts";
import { type Context, invalid, unknown } from "./context.ts";

/** Checks the immediates of the instruction at `pc`. */
export function checkAccess(c: Context, op: number, pc: number): void {
  const { cells } = c.module.code;
  const a = cells[CELLS * pc + 1] as number;
  const b = cells[CELLS * pc + 2] as number;
  const offset = cells[CELLS * pc + 3] as number;
  if (ALIGNMENTS[op] !== 0) memarg(c, op, b, offset);
  else if (LANES[op] !== 0) laneidx(c, op, a, offset);
  else index(c, op, a, b, offset);
}

function memory(c: Context, offset: number): void {
  if (c.mems.length === 0) unknown("memory", 0, 0, offset);
}

function memarg(c: Context, op: number, b: number, offset: number): void {
  memory(c, offset);
  const natural = (ALIGNMENTS[op] as number) - 1;
  const align = b & 0xff;
  if (align > natural) {
    invalid("alignment must not be larger than natural", offset, {
      detail: `${instructionOf(op)?.mnemonic} has the alignment 2^${align}, and the natural one is ${2 ** natural}`,
    });
  }
  if (LANES[op] !== 0) lane(b >>> 8, LANES[op] as number, offset);
}

function laneidx(c: Context, op: number, a: number, offset: number): void {
  const lanes = LANES[op] as number;
  if (op !== I8X16_SHUFFLE) lane(a, lanes, offset);
  else for (const l of c.module.code.vectors.subarray(16 * a, 16 * a + 16)) lane(l, lanes, offset);
}

function lane(l: number, lanes: number, offset: number): void {
  if (l >= lanes) invalid("invalid lane index", offset, { detail: `${l}, expected less than ${lanes}` });
}

function index(c: Context, op: number, a: number, b: number, offset: number): void {
  switch (op) {
    case REF_FUNC:
      if (a >= c.funcs.length) unknown("function", a, c.funcs.length, offset);
      if (c.refs[a] !== 1) {
        invalid("undeclared function reference", offset, {
          detail: `function ${a}`,
          hint: "ref.func may name what is exported, or stands in a global or an element segment",
        });
      }
      break;
    case TABLE_SIZE:
      table(c, a, offset);
      break;
    case TABLE_COPY:
      sameReftype("table.copy", table(c, a, offset).reftype, table(c, b, offset).reftype, offset);
      break;
    case TABLE_INIT:
      sameReftype("table.init", table(c, b, offset).reftype, elem(c, a, offset), offset);
      break;
    case ELEM_DROP:
      elem(c, a, offset);
      break;
    case MEMORY_SIZE:
    case MEMORY_GROW:
    case MEMORY_FILL:
    case MEMORY_COPY:
      memory(c, offset);
      break;
    case MEMORY_INIT:
      memory(c, offset);
      data(c, a, offset);
      break;
    case DATA_DROP:
      data(c, a, offset);
      break;
    default:
  }
}

const table = (c: Context, x: number, offset: number): TableType => c.tables[x] ?? unknown("table", x, c.tables.length, offset);

const elem = (c: Context, x: number, offset: number) => c.elems[x] ?? unknown("elem segment", x, c.elems.length, offset);

function data(c: Context, x: number, offset: number): void {
  if (x >= c.datas) unknown("data segment", x, c.datas, offset);
}

function sameReftype(instruction: string, to: string, from: string, offset: number): void {
  if (to !== from) invalid("type mismatch", offset, { detail: `${instruction} of ${from} into a table of ${to}` });
}
