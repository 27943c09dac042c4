/**
 * Lowering: the code of a valid function as cells. Branches have targets, heights are words from the frame's base, and indices are
 * addresses of the store. Entering blocks and passing their ends take no cells; what cannot be reached is left out.
 *
 * Blocks, in the sense of gas, start with the function, with a `loop`, after `if`, `else` and `end`, and after whatever may go
 * elsewhere or has a price of its own: `br_if`, calls, growing, and operations on areas.
 */

import * as ops from "../instructions/ops.ts";
import { type Instruction, instructionOf } from "../instructions.ts";
import { CELLS, type Func, type FuncType, type Module, type ValType, valtypeOf } from "../types.ts";
import type { ValidModule } from "../validate/module.ts";
import { BRANCH } from "../validate/side-table.ts";
import { type Costs, Emitter } from "./emit.ts";
import { Heights, SLOT_WORDS, slotsOf, slotsOfAll, wordsOf } from "./heights.ts";
import { GLOBAL_WORDS, grown, type Machine, TABLE_BRANCH } from "./machine.ts";

/** Where the index spaces of an instance lie in the store. */
export interface Addresses {
  /** The number of each of the module's types. */
  readonly types: Int32Array;
  readonly funcs: Int32Array;
  readonly tables: Int32Array;
  readonly mems: Int32Array;
  readonly globals: Int32Array;
  readonly elems: number;
  readonly datas: number;
  /** Words of constants before the module's own. */
  readonly constants: number;
}

/** What lowering says of a function. */
export interface Lowered {
  readonly entry: number;
  readonly localWords: number;
  /** The locals and the operands at their highest, in slots. */
  readonly slots: number;
}

interface Control {
  readonly op: number;
  readonly base: number;
  readonly type: FuncType;
  /** Whether its start can be reached. */
  readonly live: boolean;
}

const EMPTY: FuncType = { params: [], results: [] };
/** Memories end at 2^30 bytes; a larger offset is as far out of bounds. */
const MAX_OFFSET = 2 ** 30;
/** `keep` of a branch: see the generator's code for branches. */
const KEEP = 1024;

/** Instructions after which a block starts, besides those that end with a branch. */
const ENDS_BLOCK = /^(call|call_indirect|br_if|(memory|table)\.(grow|fill|copy|init)|(data|elem)\.drop)$/;

export class FunctionLowering {
  private readonly m: Machine;
  private readonly valid: ValidModule;
  private readonly module: Module;
  private readonly addresses: Addresses;
  private readonly costs: Costs;
  private readonly emitter: Emitter;
  private readonly controls: Control[] = [];
  private readonly locals: ValType[];
  private readonly localSlots: Int32Array;
  private readonly heights: Heights;
  private readonly results: readonly ValType[];
  /** By instruction of the function: its cell, or that of what follows. */
  private readonly cellOf: Int32Array;
  /** Cells and entries of tables that name an instruction and are to name its cell. */
  private readonly fixups: { readonly array: "cells" | "branches"; readonly at: number }[] = [];
  private live = true;
  private pc = 0;
  private height = 0;
  private readonly func: Func;

  constructor(m: Machine, valid: ValidModule, addresses: Addresses, costs: Costs, func: Func) {
    this.m = m;
    this.valid = valid;
    this.module = valid.module;
    this.addresses = addresses;
    this.costs = costs;
    this.func = func;
    this.emitter = new Emitter(m);
    const type = this.module.types[func.typeidx] as FuncType;
    this.results = type.results;
    this.locals = [...type.params, ...func.locals.flatMap(({ count, valtype }) => new Array<ValType>(count).fill(valtype))];
    this.localSlots = new Int32Array(this.locals.length + 1);
    this.locals.forEach((local, i) => {
      this.localSlots[i + 1] = (this.localSlots[i] as number) + slotsOf(local);
    });
    this.heights = new Heights(this.localSlots[this.locals.length] as number);
    this.cellOf = new Int32Array(func.body.end - func.body.start + 1);
  }

  lower(): Lowered {
    const { func, emitter, heights } = this;
    const { cells } = this.module.code;
    const entry = emitter.here;
    emitter.top = SLOT_WORDS * heights.at(0);
    const params = (this.module.types[func.typeidx] as FuncType).params.length;
    emitter.charge(this.m.schedule.local * (this.locals.length - params), func.offset);
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

  private resultWords(): number {
    return SLOT_WORDS * slotsOfAll(this.results);
  }

  private open(): void {
    this.emitter.openBlock();
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

  /** Takes so many operands of one slot each, or one of any width, and gives results. */
  private emitPlain(rule: string, operands: number, results: readonly ValType[], a = 0): void {
    const bottom = this.height - operands;
    this.emitter.emit(rule, this.offset, this.wordAt(bottom), a);
    this.heights.push(bottom, results);
  }

  private select(): void {
    const bottom = this.height - 3;
    const wide = this.heights.at(bottom + 1) - this.heights.at(bottom) === 2;
    this.emitter.emit(wide ? "select/4" : "select/2", this.offset, this.wordAt(bottom));
    this.heights.push(bottom, [wide ? "v128" : "i64"]);
  }

  private local(op: number): void {
    const type = this.locals[this.a] as ValType;
    const at = SLOT_WORDS * (this.localSlots[this.a] as number);
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

  /** The instruction to which the `i`-th branch of this one goes. */
  private target(i: number): number {
    return this.sideBranch(i, 0);
  }

  private sideBranch(i: number, field: number): number {
    const { branchOf, branches } = this.valid.side;
    return branches[BRANCH * ((branchOf[this.pc] as number) + i) + field] as number;
  }

  /** What the `i`-th branch moves: how many words, and where to; 0 if they lie there already. */
  private keep(i: number, top: number): number {
    const arity = this.sideBranch(i, 1);
    const cut = this.sideBranch(i, 2);
    const words = this.wordAt(top) - this.wordAt(top - arity);
    if (arity === 0 || top - arity === cut) return 0;
    return KEEP * this.wordAt(cut) + words;
  }

  private fixTarget(cell: number): void {
    this.fixups.push({ array: "cells", at: cell + 2 });
  }

  private fix(): void {
    const { m, func, cellOf } = this;
    for (const { array, at } of this.fixups) {
      const target = m[array][at] as number;
      m[array][at] = cellOf[target - func.body.start] as number;
    }
  }

  private blockType(): FuncType {
    const { a } = this;
    if (a >= 0) return this.module.types[a] as FuncType;
    if (a === -64) return EMPTY;
    return { params: [], results: [valtypeOf(a & 0x7f) as ValType] };
  }

  private wordAt(height: number): number {
    return SLOT_WORDS * this.heights.at(height);
  }

  private get offset(): number {
    return this.module.code.cells[CELLS * this.pc + 3] as number;
  }

  private get a(): number {
    return this.module.code.cells[CELLS * this.pc + 1] as number;
  }

  private get b(): number {
    return this.module.code.cells[CELLS * this.pc + 2] as number;
  }
}
