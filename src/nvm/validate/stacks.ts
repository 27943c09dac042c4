/**
 * The operand and the control stack of the specification's validation algorithm. A frame of the control stack is a row of arrays:
 * validating a block allocates nothing.
 */

import { instructionOf } from "../instructions.ts";
import { CELLS, type Code } from "../types.ts";
import { nameOf, UNKNOWN } from "./codes.ts";
import { type Context, exceeded, invalid } from "./context.ts";

export type Types = Uint8Array;

export class Stacks {
  protected readonly c: Context;
  protected readonly code: Code;
  /** The instruction that is being validated. */
  protected pc = 0;
  private readonly vals: Uint8Array;
  protected height = 0;
  protected maxHeight = 0;
  /** Frames; the last one is at `depth`. */
  protected depth = -1;
  protected readonly opcodes: Uint8Array;
  protected readonly starts: Types[] = [];
  protected readonly ends: Types[] = [];
  protected readonly bases: Int32Array;
  protected readonly pcs: Int32Array;
  /** The last branch to the end of the block, in a chain; -1 if there is none. */
  protected readonly chains: Int32Array;
  /** Of an `if`: the branch that it takes where its condition is false. */
  protected readonly falseBranches: Int32Array;
  /** Whether the rest of a block is unreachable. */
  private readonly dead: Uint8Array;
  /** Where the operands of the last frame start. */
  protected base = 0;

  constructor(c: Context) {
    this.c = c;
    this.code = c.module.code;
    const frames = c.limits.nesting + 2;
    this.vals = new Uint8Array(c.limits.operands);
    this.opcodes = new Uint8Array(frames);
    this.bases = new Int32Array(frames);
    this.pcs = new Int32Array(frames);
    this.chains = new Int32Array(frames);
    this.falseBranches = new Int32Array(frames);
    this.dead = new Uint8Array(frames);
  }

  /** The byte offset of the instruction, for errors. */
  protected get offset(): number {
    return this.code.cells[CELLS * this.pc + 3] as number;
  }

  protected get mnemonic(): string {
    return instructionOf(this.code.cells[CELLS * this.pc] as number)?.mnemonic ?? "an instruction";
  }

  protected pushVal(type: number): void {
    if (this.height === this.vals.length) exceeded(this.c.limits, "operands", this.height + 1, this.offset);
    this.vals[this.height++] = type;
    if (this.height > this.maxHeight) this.maxHeight = this.height;
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
    for (let i = 0; i < types.length; i++) this.pushVal(types[i] as number);
  }

  protected popVals(types: Types): void {
    for (let i = types.length - 1; i >= 0; i--) this.popType(types[i] as number);
  }

  /** Operands of these types are on top; they stay. */
  protected peekVals(types: Types): void {
    let at = this.height;
    for (let i = types.length - 1; i >= 0; i--) {
      const expect = types[i] as number;
      if (at > this.base) {
        const actual = this.vals[--at] as number;
        if (actual !== expect && actual !== UNKNOWN) this.mismatch(expect, actual);
      } else if (this.dead[this.depth] !== 1) this.underflow(nameOf(expect));
    }
  }

  protected pushCtrl(opcode: number, starts: Types, ends: Types): void {
    const depth = ++this.depth;
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
