/** Writes lowered code: cells, and the entries of blocks with their costs. */

import { weightOf } from "../gas/schedule.ts";
import { instructionOf } from "../instructions.ts";
import { ENTER, ruleNumber } from "../rules.ts";
import { CELL, grown, type Machine } from "./machine.ts";

/** What an instruction costs as a part of its block, by `op`. */
export type Costs = (op: number) => number;

/** Costs under the machine's schedule. */
export function costsOf({ schedule }: Machine): Costs {
  const known = new Map<number, number>();
  return (op) => {
    const cost = known.get(op);
    if (cost !== undefined) return cost;
    const row = instructionOf(op);
    if (row === undefined) throw new Error(`no instruction has the number ${op}`);
    const weight = schedule.weights[weightOf(row)];
    known.set(op, weight);
    return weight;
  };
}

export class Emitter {
  private readonly m: Machine;
  /** Words of the frame that are in use before the next instruction. */
  top = 0;
  /** The cell that charges for the block, once it has a cost or an instruction. */
  private enter = -1;
  private opening = true;

  constructor(m: Machine) {
    this.m = m;
  }

  /** Where the next cell will be. */
  get here(): number {
    return this.m.cellCount;
  }

  /** What follows is a new block. Blocks without instructions have no entry. */
  openBlock(): void {
    this.opening = true;
  }

  /** Adds to the cost of the block. */
  charge(cost: number, offset: number): void {
    if (cost === 0) return;
    this.startBlock(offset);
    const at = this.enter + 2;
    this.m.cells[at] = (this.m.cells[at] as number) + cost;
  }

  /** Adds an instruction by the name of its rule; gives its cell. */
  emit(rule: string, offset: number, d: number, a = 0, b = 0): number {
    this.startBlock(offset);
    return this.cell(ruleNumber(rule), offset, d, a, b);
  }

  /** Adds the `return` of a function's end, which costs nothing: as a block of its own it has no entry. */
  emitLast(offset: number, d: number, words: number): void {
    this.cell(ruleNumber("return"), offset, d, words, 0);
  }

  private startBlock(offset: number): void {
    if (!this.opening) return;
    this.opening = false;
    this.enter = this.cell(ENTER, offset, 0, 0, 0);
  }

  private cell(rule: number, offset: number, d: number, a: number, b: number): number {
    const { m } = this;
    const at = m.cellCount;
    m.cellCount = at + CELL;
    m.cells = grown(m.cells, m.cellCount);
    m.offsets = grown(m.offsets, m.cellCount / CELL);
    m.tops = grown(m.tops, m.cellCount / CELL);
    m.cells[at] = rule;
    m.cells[at + 1] = d;
    m.cells[at + 2] = a;
    m.cells[at + 3] = b;
    m.offsets[at / CELL] = offset;
    m.tops[at / CELL] = this.top;
    return at;
  }
}
