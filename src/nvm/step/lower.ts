/**
 * Lowering: the code of a valid function as cells. Branches have targets, heights are words from the frame's base, and indices are
 * addresses of the store. Entering blocks and passing their ends take no cells; what cannot be reached is left out.
 *
 * Blocks, in the sense of gas, start with the function, with a `loop`, after `if`, `else` and `end`, and after whatever may go
 * elsewhere or has a price of its own: `br_if`, calls, growing, and operations on areas.
 */

import * as ops from "../instructions/ops.ts";
import { type Instruction, instructionOf } from "../instructions.ts";
import { CELLS, type FuncType, type ValType, valtypeOf } from "../types.ts";
import { SLOT_WORDS, wordsOf } from "./heights.ts";
import { type Control, Lowering } from "./lowering.ts";
import { GLOBAL_WORDS, grown, TABLE_BRANCH } from "./machine.ts";

/** What lowering says of a function. */
export interface Lowered {
  readonly entry: number;
  readonly localWords: number;
  /** The locals and the operands at their highest, in slots. */
  readonly slots: number;
}

const EMPTY: FuncType = { params: [], results: [] };
/** Memories end at 2^30 bytes; a larger offset is as far out of bounds. */
const MAX_OFFSET = 2 ** 30;

/** Instructions after which a block starts, besides those that end with a branch. */
const ENDS_BLOCK = /^(call|call_indirect|br_if|(memory|table)\.(grow|fill|copy|init)|(data|elem)\.drop)$/;

export class FunctionLowering extends Lowering {
  lower(): Lowered {
    const { func, emitter, heights } = this;
    const { cells } = this.module.code;
    const entry = emitter.here;
    emitter.top = SLOT_WORDS * heights.at(0);
    const params = (this.module.types[func.typeidx] as FuncType).params.length;
    emitter.charge(this.m.schedule.local * (this.locals.count - params), func.offset);
    this.controls.push({ op: ops.BLOCK, base: 0, type: { params: [], results: this.results }, live: true });
    for (this.pc = func.body.start; this.pc < func.body.end; this.pc++) {
      this.cellOf[this.pc - func.body.start] = emitter.here;
      const op = cells[CELLS * this.pc] as number;
      this.height = this.valid.side.heights[this.pc] as number;
      this.structure(op);
      if (!this.live) continue;
      emitter.top = this.wordAt(this.height);
      this.instruction(op);
    }
    this.fix();
    return { entry, localWords: SLOT_WORDS * heights.at(0), slots: heights.max };
  }

  /** Blocks and their ends, which open and close whether they are reached or not. */
  private structure(op: number): void {
    switch (op) {
      case ops.BLOCK:
      case ops.LOOP:
      case ops.IF:
        this.block(op);
        break;
      case ops.ELSE:
        this.elseArm();
        break;
      case ops.END:
        this.end();
        break;
    }
  }

  private block(op: number): void {
    const type = this.blockType();
    const base = this.height - type.params.length - (op === ops.IF ? 1 : 0);
    this.controls.push({ op, base, type, live: this.live });
    if (op === ops.LOOP) this.open();
  }

  private elseArm(): void {
    const control = this.controls.at(-1) as Control;
    if (this.live) {
      this.emitter.top = this.wordAt(this.height);
      this.emitter.charge(this.costs(ops.ELSE), this.offset);
      this.fixTarget(this.emitter.emit("else", this.offset, 0, this.target(0)));
    }
    this.live = control.live;
    this.open();
    if (control.live) this.heights.push(control.base, control.type.params);
  }

  private end(): void {
    const control = this.controls.pop() as Control;
    // The last `end` may be a branch's target: it is a block of its own, and costs nothing.
    this.open();
    this.cellOf[this.pc - this.func.body.start] = this.emitter.here;
    this.live = control.live;
    const top = control.live ? this.heights.push(control.base, control.type.results) : control.base;
    if (this.controls.length > 0) return;
    this.emitter.top = this.wordAt(top);
    this.emitter.emitLast(this.offset, this.wordAt(top), this.resultWords());
  }

  private instruction(op: number): void {
    if (op === ops.ELSE || op === ops.END || op === ops.BLOCK || op === ops.LOOP) return;
    const row = instructionOf(op) as Instruction;
    this.emitter.charge(this.costs(op), this.offset);
    if (row.type === "special") this.special(op);
    else this.plain(row);
    if (op === ops.IF || ENDS_BLOCK.test(row.mnemonic)) this.open();
  }

  /** An instruction with a fixed type. */
  private plain(row: Instruction): void {
    const { operands, results } = row.type as Exclude<Instruction["type"], "special">;
    const bottom = this.height - operands.length;
    const [a, b] = this.immediates(row);
    this.emitter.emit(row.mnemonic, this.offset, this.wordAt(bottom), a, b);
    this.heights.push(bottom, results);
  }

  private immediates({ mnemonic, immediates }: Instruction): readonly [number, number] {
    const { a, b, addresses } = this;
    if (immediates.includes("memarg")) return [Math.min(a >>> 0, MAX_OFFSET), b >>> 8];
    switch (mnemonic) {
      case "ref.func":
        return [1 + (addresses.funcs[a] as number), 0];
      case "v128.const":
      case "i8x16.shuffle":
        return [addresses.constants + 4 * a, 0];
      case "table.size":
        return [addresses.tables[a] as number, 0];
      case "table.copy":
        return [addresses.tables[a] as number, addresses.tables[b] as number];
      case "table.init":
        return [addresses.elems + a, addresses.tables[b] as number];
      case "elem.drop":
        return [addresses.elems + a, 0];
      case "memory.init":
      case "data.drop":
        return [addresses.datas + a, 0];
      default:
        return [a, b];
    }
  }

  private special(op: number): void {
    switch (op) {
      case ops.REF_NULL:
        this.emitPlain("ref.null", 0, ["funcref"]);
        break;
      case ops.REF_IS_NULL:
        this.emitPlain("ref.is_null", 1, ["i32"]);
        break;
      case ops.DROP:
        this.emitPlain("drop", 1, []);
        break;
      case ops.SELECT:
      case ops.SELECT_T:
        this.select();
        break;
      case ops.LOCAL_GET:
      case ops.LOCAL_SET:
      case ops.LOCAL_TEE:
        this.local(op);
        break;
      case ops.GLOBAL_GET:
      case ops.GLOBAL_SET:
        this.global(op);
        break;
      case ops.TABLE_GET:
        this.emitPlain("table.get", 1, ["funcref"], this.addresses.tables[this.a]);
        break;
      case ops.TABLE_SET:
        this.emitPlain("table.set", 2, [], this.addresses.tables[this.a]);
        break;
      case ops.TABLE_GROW:
        this.emitPlain("table.grow", 2, ["i32"], this.addresses.tables[this.a]);
        break;
      case ops.TABLE_FILL:
        this.emitPlain("table.fill", 3, [], this.addresses.tables[this.a]);
        break;
      default:
        this.control(op);
    }
  }

  private control(op: number): void {
    switch (op) {
      case ops.UNREACHABLE:
        this.emitPlain("unreachable", 0, []);
        this.live = false;
        break;
      case ops.IF:
        this.fixTarget(this.emitter.emit("if", this.offset, this.wordAt(this.height - 1), this.target(0)));
        break;
      case ops.BR:
        this.branch("br", this.height);
        this.live = false;
        break;
      case ops.BR_IF:
        this.branch("br_if", this.height - 1);
        break;
      case ops.BR_TABLE:
        this.branchTable();
        this.live = false;
        break;
      case ops.RETURN:
        this.emitter.emit("return", this.offset, this.wordAt(this.height), this.resultWords());
        this.live = false;
        break;
      case ops.CALL:
        this.call("call", this.height, this.valid.funcs[this.a] as FuncType, this.addresses.funcs[this.a] as number, 0);
        break;
      case ops.CALL_INDIRECT: {
        const { types, tables } = this.addresses;
        const type = this.module.types[this.a] as FuncType;
        this.call("call_indirect", this.height - 1, type, tables[this.b] as number, types[this.a] as number);
        break;
      }
      default:
        throw new Error(`no lowering of ${instructionOf(op)?.mnemonic}`);
    }
  }

  private select(): void {
    const bottom = this.height - 3;
    const wide = this.heights.at(bottom + 1) - this.heights.at(bottom) === 2;
    this.emitter.emit(wide ? "select/4" : "select/2", this.offset, this.wordAt(bottom));
    this.heights.push(bottom, [wide ? "v128" : "i64"]);
  }

  private local(op: number): void {
    const { type, slot } = this.locals.at(this.a);
    const at = SLOT_WORDS * slot;
    const name = op === ops.LOCAL_GET ? "local.get" : op === ops.LOCAL_SET ? "local.set" : "local.tee";
    const bottom = op === ops.LOCAL_GET ? this.height : this.height - 1;
    this.emitter.emit(`${name}/${wordsOf(type)}`, this.offset, this.wordAt(bottom), at);
    if (op === ops.LOCAL_GET) this.heights.push(bottom, [type]);
  }

  private global(op: number): void {
    const type = (this.valid.globals[this.a] as { valtype: ValType }).valtype;
    const at = GLOBAL_WORDS * (this.addresses.globals[this.a] as number);
    const get = op === ops.GLOBAL_GET;
    const bottom = get ? this.height : this.height - 1;
    this.emitter.emit(`global.${get ? "get" : "set"}/${wordsOf(type)}`, this.offset, this.wordAt(bottom), at);
    if (get) this.heights.push(bottom, [type]);
  }

  /** `top` is the height without the condition. */
  private branch(rule: string, top: number): void {
    const cell = this.emitter.emit(rule, this.offset, this.wordAt(top), this.target(0), this.keep(0, top));
    this.fixTarget(cell);
  }

  private branchTable(): void {
    const { m } = this;
    const labels = this.b;
    const first = m.branchCount;
    const start = TABLE_BRANCH * first;
    m.branchCount += labels + 1;
    m.branches = grown(m.branches, TABLE_BRANCH * m.branchCount);
    for (let i = 0; i <= labels; i++) {
      m.branches[start + TABLE_BRANCH * i] = this.target(i);
      m.branches[start + TABLE_BRANCH * i + 1] = this.keep(i, this.height - 1);
      this.fixups.push({ array: "branches", at: start + TABLE_BRANCH * i });
    }
    this.emitter.emit("br_table", this.offset, this.wordAt(this.height - 1), start, labels);
  }

  private call(rule: string, top: number, { params, results }: FuncType, a: number, b: number): void {
    this.emitter.emit(rule, this.offset, this.wordAt(top), a, b);
    this.heights.push(top - params.length, results);
  }

  private blockType(): FuncType {
    const { a } = this;
    if (a >= 0) return this.module.types[a] as FuncType;
    if (a === -64) return EMPTY;
    return { params: [], results: [valtypeOf(a & 0x7f) as ValType] };
  }
}
