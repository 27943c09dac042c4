/** What lowering a function keeps while it goes through the code: where it is, how high the operands stand, which targets are still open. */

import { CELLS, type Func, type FuncType, type Module, type ValType } from "../types.ts";
import type { ValidModule } from "../validate/module.ts";
import { BRANCH } from "../validate/side-table.ts";
import { type Costs, Emitter } from "./emit.ts";
import { Heights, SLOT_WORDS, slotsOfAll } from "./heights.ts";
import { Locals } from "./locals.ts";
import type { Machine } from "./machine.ts";

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

/** `keep` of a branch counts the height by this many: it is more than the words that a branch moves. */
const KEEP = 1024;

/** A block that is open. */
export interface Control {
  readonly op: number;
  readonly base: number;
  readonly type: FuncType;
  /** Whether its start can be reached. */
  readonly live: boolean;
}

export class Lowering {
  protected readonly m: Machine;
  protected readonly valid: ValidModule;
  protected readonly module: Module;
  protected readonly addresses: Addresses;
  protected readonly costs: Costs;
  protected readonly emitter: Emitter;
  protected readonly controls: Control[] = [];
  protected readonly locals: Locals;
  protected readonly heights: Heights;
  protected readonly results: readonly ValType[];
  /** By instruction of the function: its cell, or that of what follows. */
  protected readonly cellOf: Int32Array;
  /** Cells and entries of tables that name an instruction and are to name its cell. */
  protected readonly fixups: { readonly array: "cells" | "branches"; readonly at: number }[] = [];
  protected live = true;
  protected pc = 0;
  protected height = 0;
  protected readonly func: Func;

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
    this.locals = new Locals(type.params, func.locals);
    this.heights = new Heights(this.locals.slots);
    this.cellOf = new Int32Array(func.body.end - func.body.start + 1);
  }

  protected open(): void {
    this.emitter.openBlock();
  }

  protected resultWords(): number {
    return SLOT_WORDS * slotsOfAll(this.results);
  }

  /** Takes so many operands of one slot each, or one of any width, and gives results. */
  protected emitPlain(rule: string, operands: number, results: readonly ValType[], a = 0): void {
    const bottom = this.height - operands;
    this.emitter.emit(rule, this.offset, this.wordAt(bottom), a);
    this.heights.push(bottom, results);
  }

  /** The instruction to which the `i`-th branch of this one goes. */
  protected target(i: number): number {
    return this.sideBranch(i, 0);
  }

  protected sideBranch(i: number, field: number): number {
    const { branchOf, branches } = this.valid.side;
    return branches[BRANCH * ((branchOf[this.pc] as number) + i) + field] as number;
  }

  /** What the `i`-th branch moves: how many words, and where to; 0 if they lie there already. */
  protected keep(i: number, top: number): number {
    const arity = this.sideBranch(i, 1);
    const cut = this.sideBranch(i, 2);
    const words = this.wordAt(top) - this.wordAt(top - arity);
    if (arity === 0 || top - arity === cut) return 0;
    return KEEP * this.wordAt(cut) + words;
  }

  protected fixTarget(cell: number): void {
    this.fixups.push({ array: "cells", at: cell + 2 });
  }

  protected fix(): void {
    const { m, func, cellOf } = this;
    for (const { array, at } of this.fixups) {
      const target = m[array][at] as number;
      m[array][at] = cellOf[target - func.body.start] as number;
    }
  }

  protected wordAt(height: number): number {
    return SLOT_WORDS * this.heights.at(height);
  }

  protected get offset(): number {
    return this.module.code.cells[CELLS * this.pc + 3] as number;
  }

  protected get a(): number {
    return this.module.code.cells[CELLS * this.pc + 1] as number;
  }

  protected get b(): number {
    return this.module.code.cells[CELLS * this.pc + 2] as number;
  }
}
