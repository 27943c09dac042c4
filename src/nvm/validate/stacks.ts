/**
 * The operand and the control stack of the specification's validation algorithm. A frame of the control stack is a row of arrays:
 * validating a block allocates nothing.
 */

import { instructionOf } from "../instructions.ts";
import { exceeded } from "../limits.ts";
import { CELLS, type Code } from "../types.ts";
import { nameOf, UNKNOWN } from "./codes.ts";
import { type Context, invalid } from "./context.ts";

export type Types = Uint8Array;

export class Stacks {
  protected readonly c: Context;
  protected readonly code: Code;
  /** The instruction that is being validated. */
  protected pc = 0;
  private vals: Uint8Array;
  protected height = 0;
  protected maxHeight = 0;
  /** Frames; the last one is at `depth`. */
  protected depth = -1;
  protected opcodes: Uint8Array = new Uint8Array(16);
  protected readonly starts: Types[] = [];
  protected readonly ends: Types[] = [];
  protected bases: Int32Array = new Int32Array(16);
  protected pcs: Int32Array = new Int32Array(16);
  /** The last branch to the end of the block, in a chain; -1 if there is none. */
  protected chains: Int32Array = new Int32Array(16);
  /** Of an `if`: the branch that it takes where its condition is false. */
  protected falseBranches: Int32Array = new Int32Array(16);
  /** Whether the rest of a block is unreachable. */
  private dead: Uint8Array = new Uint8Array(16);
  /** Where the operands of the last frame start. */
  protected base = 0;

  constructor(c: Context) {
    this.c = c;
    this.code = c.module.code;
    this.vals = new Uint8Array(Math.min(64, c.limits.operands));
  }

  /** The byte offset of the instruction, for errors. */
  protected get offset(): number {
    return this.code.cells[CELLS * this.pc + 3] as number;
  }

  protected get mnemonic(): string {
    return instructionOf(this.code.cells[CELLS * this.pc] as number)?.mnemonic ?? "an instruction";
  }

  protected pushVal(type: number): void {
    if (this.height === this.vals.length) this.growVals(this.height + 1);
    this.vals[this.height++] = type;
    if (this.height > this.maxHeight) this.maxHeight = this.height;
  }

  /** Makes room for a stack of that height. */
  private growVals(height: number): void {
    const { operands } = this.c.limits;
    if (height > operands) exceeded(this.c.limits, "operands", height, this.offset);
    const larger = new Uint8Array(Math.min(2 * height, operands));
    larger.set(this.vals);
    this.vals = larger;
  }

  /** Any operand. */
  protected popVal(): number {
    if (this.height > this.base) return this.vals[--this.height] as number;
    return this.dead[this.depth] === 1 ? UNKNOWN : this.underflow("an operand");
  }

  /** An operand of that type. */
  protected popType(expect: number): void {
    if (this.height > this.base) {
      const actual = this.vals[--this.height] as number;
      if (actual !== expect && actual !== UNKNOWN && expect !== UNKNOWN) this.mismatch(expect, actual);
    } else if (this.dead[this.depth] !== 1) this.underflow(nameOf(expect));
  }

  protected pushVals(types: Types): void {
    const height = this.height + types.length;
    if (height > this.vals.length) this.growVals(height);
    // Copying at once bounds what a type with many results costs each time that it is used.
    this.vals.set(types, this.height);
    this.height = height;
    if (height > this.maxHeight) this.maxHeight = height;
  }

  protected popVals(types: Types): void {
    this.peekVals(types);
    this.height = Math.max(this.height - types.length, this.base);
  }

  /** Operands of these types are on top; they stay. */
  protected peekVals(types: Types): void {
    const { vals, height } = this;
    const known = Math.min(types.length, height - this.base);
    const below = types.length - known;
    for (let i = 0; i < known; i++) {
      const actual = vals[height - 1 - i] as number;
      const expect = types[types.length - 1 - i] as number;
      if (actual !== expect && actual !== UNKNOWN) this.mismatch(expect, actual);
    }
    if (below > 0 && this.dead[this.depth] !== 1) this.underflow(nameOf(types[below - 1] as number));
  }

  protected pushCtrl(opcode: number, starts: Types, ends: Types): void {
    const depth = ++this.depth;
    if (depth === this.opcodes.length) this.growFrames();
    this.opcodes[depth] = opcode;
    this.starts[depth] = starts;
    this.ends[depth] = ends;
    this.bases[depth] = this.height;
    this.pcs[depth] = this.pc;
    this.chains[depth] = -1;
    this.dead[depth] = 0;
    this.base = this.height;
    this.pushVals(starts);
  }

  private growFrames(): void {
    this.opcodes = twiceBytes(this.opcodes);
    this.dead = twiceBytes(this.dead);
    this.bases = twice(this.bases);
    this.pcs = twice(this.pcs);
    this.chains = twice(this.chains);
    this.falseBranches = twice(this.falseBranches);
  }

  protected popCtrl(): void {
    this.popVals(this.ends[this.depth] as Types);
    if (this.height !== this.base) this.leftOver();
    this.depth--;
    this.base = this.depth < 0 ? 0 : (this.bases[this.depth] as number);
  }

  /** What follows in the block cannot be reached. */
  protected unreachable(): void {
    this.height = this.base;
    this.dead[this.depth] = 1;
  }

  private mismatch(expect: number, actual: number): never {
    return this.typeMismatch(`${this.mnemonic} expects ${nameOf(expect)}, found ${nameOf(actual)}`);
  }

  private underflow(expect: string): never {
    return this.typeMismatch(`${this.mnemonic} expects ${expect}, and the stack of its block is empty`);
  }

  private leftOver(): never {
    const left = Array.from(this.vals.subarray(this.base, this.height), nameOf);
    const shown = left.length > 8 ? `${left.slice(0, 8).join(" ")} ...` : left.join(" ");
    return this.typeMismatch(`[${shown}] is left on the stack at the end of the block`);
  }

  protected typeMismatch(detail: string): never {
    return invalid("type mismatch", this.offset, { detail });
  }
}

function twice(array: Int32Array): Int32Array {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}

function twiceBytes(array: Uint8Array): Uint8Array {
  const larger = new Uint8Array(2 * array.length);
  larger.set(array);
  return larger;
}
