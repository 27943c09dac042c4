/** What follows opcodes in the binary format. */

import { hex } from "../errors.ts";
import { type Immediate, INSTRUCTIONS, OPS, opOf } from "../instructions.ts";
import { valtypeOf } from "../types.ts";
import type { CodeBuilder } from "./code-builder.ts";
import type { Reader } from "./reader.ts";
import { reftype, valtype } from "./types.ts";

/** How immediates are read: one number for each list of them that the table has. */
const NONE = 0;
const INDEX = 1;
const I32 = 2;
const I64 = 3;
const BITS32 = 4;
const BITS64 = 5;
const MEMARG = 6;
const MEMARG_LANE = 7;
const LANE = 8;
const VECTOR = 9;
const BLOCKTYPE = 10;
const LABELS = 11;
const TWO_INDICES = 12;
const MEMIDX = 13;
const TWO_MEMIDXS = 14;
const DATAIDX_MEMIDX = 15;
const REFTYPE = 16;
const VALTYPES = 17;
const DATAIDX = 18;
const ILLEGAL = 255;

const oneIndex: readonly Immediate[] = ["localidx", "globalidx", "funcidx", "labelidx", "tableidx", "elemidx"];

const kinds: ReadonlyMap<string, number> = new Map([
  ["", NONE],
  ...oneIndex.map((index) => [index, INDEX] as const),
  ["i32", I32],
  ["i64", I64],
  ["f32", BITS32],
  ["f64", BITS64],
  ["memarg", MEMARG],
  ["memarg laneidx", MEMARG_LANE],
  ["laneidx", LANE],
  ["v128", VECTOR],
  ["laneidx^16", VECTOR],
  ["blocktype", BLOCKTYPE],
  ["labelidx* labelidx", LABELS],
  ["typeidx tableidx", TWO_INDICES],
  ["tableidx tableidx", TWO_INDICES],
  ["elemidx tableidx", TWO_INDICES],
  ["memidx", MEMIDX],
  ["memidx memidx", TWO_MEMIDXS],
  ["dataidx memidx", DATAIDX_MEMIDX],
  ["dataidx", DATAIDX],
  ["reftype", REFTYPE],
  ["valtype*", VALTYPES],
]);

/** By `op`. A list of immediates that nothing reads is a bug of the table, found when this module is loaded. */
const IMMEDIATES: Uint8Array = (() => {
  const result = new Uint8Array(OPS).fill(ILLEGAL);
  for (const { mnemonic, opcode, immediates } of INSTRUCTIONS) {
    const kind = kinds.get(immediates.join(" "));
    if (kind === undefined) throw new Error(`the immediates of ${mnemonic} cannot be read`);
    result[opOf(opcode)] = kind;
  }
  return result;
})();

/** The largest number that fits a cell; an index above it is out of range wherever it stands. */
const MOST = 0x7fffffff;

const EMPTY_BLOCKTYPE = -64;

/** Whether there is an instruction of that `op`. */
export const isLegal = (op: number): boolean => IMMEDIATES[op] !== ILLEGAL;

export class Immediates {
  /** The two cells. */
  a = 0;
  b = 0;
  /** Where the first data index stands, or -1; a module with one in its code needs a data count section. */
  firstDataIndex = -1;
  private readonly r: Reader;
  private readonly code: CodeBuilder;

  constructor(r: Reader, code: CodeBuilder) {
    this.r = r;
    this.code = code;
  }

  /** Reads the immediates of the instruction `op` whose opcode is at `at`. */
  read(op: number, at: number): void {
    const { r } = this;
    this.a = 0;
    this.b = 0;
    switch (IMMEDIATES[op]) {
      case NONE:
        break;
      case INDEX:
        this.a = this.index();
        break;
      case I32:
        this.a = r.s32();
        break;
      case I64:
        r.s64();
        this.a = r.low;
        this.b = r.high;
        break;
      case BITS32:
        this.a = r.bits32();
        break;
      case BITS64:
        r.bits64();
        this.a = r.low;
        this.b = r.high;
        break;
      case MEMARG:
        this.memarg();
        break;
      case MEMARG_LANE:
        this.memarg();
        this.b |= r.byte() << 8;
        break;
      case LANE:
        this.a = r.byte();
        break;
      case BLOCKTYPE:
        this.a = this.blocktype();
        break;
      default:
        this.readRare(op, at);
    }
  }

  private readRare(op: number, at: number): void {
    const { r, code } = this;
    switch (IMMEDIATES[op]) {
      case VECTOR: {
        const from = r.pos;
        r.skip(16);
        this.a = code.pushVector(r.bytes.subarray(from, r.pos));
        break;
      }
      case LABELS:
        this.labels();
        break;
      case TWO_INDICES:
        this.a = this.index();
        this.b = this.index();
        break;
      case MEMIDX:
        this.zeroByte();
        break;
      case TWO_MEMIDXS:
        this.zeroByte();
        this.zeroByte();
        break;
      case DATAIDX_MEMIDX:
        this.dataidx(at);
        this.zeroByte();
        break;
      case DATAIDX:
        this.dataidx(at);
        break;
      case REFTYPE:
        reftype(r);
        this.a = (r.bytes[r.pos - 1] as number) - 0x80;
        break;
      default:
        this.valtypes();
    }
  }

  private index(): number {
    return Math.min(this.r.u32(), MOST);
  }

  /** The zero that stands where later versions may have the index of a memory. */
  private zeroByte(): void {
    const { r } = this;
    const at = r.pos;
    if (r.byte() === 0) return;
    r.malformed("zero byte expected", at, { hint: "several memories are not in WebAssembly 2.0" });
  }

  private dataidx(at: number): void {
    if (this.firstDataIndex < 0) this.firstDataIndex = at;
    this.a = this.index();
  }

  private memarg(): void {
    const { r } = this;
    const at = r.pos;
    const align = r.u32();
    if (align >= 32) {
      r.malformed("malformed memop flags", at, {
        detail: `the exponent of an alignment is ${align}, expected less than 32`,
        hint: "several memories and 64-bit memories are not in WebAssembly 2.0",
      });
    }
    this.b = align;
    this.a = r.u32() | 0;
  }

  private blocktype(): number {
    const { r } = this;
    const at = r.pos;
    const byte = r.byte();
    if (byte === 0x40) return EMPTY_BLOCKTYPE;
    if (valtypeOf(byte) !== undefined) return byte - 0x80;
    r.pos = at;
    const index = r.s33();
    if (index >= 0) return Math.min(index, MOST);
    return r.malformed("malformed block type", at, {
      detail: `${hex(byte)} is neither 0x40, nor a value type, nor a type index`,
    });
  }

  private labels(): void {
    const count = this.r.lengthWithin("brTable");
    this.a = this.code.pushLabel(this.index());
    this.b = count;
    for (let i = 0; i < count; i++) this.code.pushLabel(this.index());
  }

  private valtypes(): void {
    const { r } = this;
    const count = r.length();
    this.b = count;
    for (let i = 0; i < count; i++) {
      valtype(r);
      if (i === 0) this.a = (r.bytes[r.pos - 1] as number) - 0x80;
    }
  }
}
