/** Heights of the operand stack in slots of 8 bytes: a vector takes two, everything else one. */

import type { ValType } from "../types.ts";

/** Words of a slot. */
export const SLOT_WORDS = 2;

export const slotsOf = (type: ValType): number => (type === "v128" ? 2 : 1);
export const slotsOfAll = (types: readonly ValType[]): number => types.reduce((sum, type) => sum + slotsOf(type), 0);

/** Words that a value of the type has; its slots may hold more. */
export function wordsOf(type: ValType): 1 | 2 | 4 {
  if (type === "v128") return 4;
  return type === "i64" || type === "f64" ? 2 : 1;
}

/** Follows the operands of a function: where each of them starts. */
export class Heights {
  /** By number of an operand: slots below it, the locals included. */
  private starts: Int32Array;
  private highest: number;

  constructor(localSlots: number) {
    this.starts = new Int32Array(64);
    this.starts[0] = localSlots;
    this.highest = localSlots;
  }

  /** The largest height so far, in slots. */
  get max(): number {
    return this.highest;
  }

  /** The slot at which operand `height` starts. */
  at(height: number): number {
    return this.starts[height] as number;
  }

  /** The operands from `height` on are of these types. Gives the height above them. */
  push(height: number, types: readonly ValType[]): number {
    let top = height;
    for (const type of types) {
      if (top + 1 >= this.starts.length) {
        const larger = new Int32Array(2 * this.starts.length);
        larger.set(this.starts);
        this.starts = larger;
      }
      const end = this.at(top) + slotsOf(type);
      this.starts[++top] = end;
      if (end > this.highest) this.highest = end;
    }
    return top;
  }
}
