/** The locals of a function by runs of one type: a few bytes may declare thousands, and none of them is looked at before it is used. */

import type { LocalRun, ValType } from "../types.ts";
import { slotsOf } from "./heights.ts";

interface Run {
  readonly first: number;
  readonly slot: number;
  readonly type: ValType;
}

export class Locals {
  private readonly runs: Run[] = [];
  /** How many there are, the parameters included. */
  readonly count: number;
  /** Slots that they take. */
  readonly slots: number;

  constructor(params: readonly ValType[], declared: readonly LocalRun[]) {
    let [first, slot] = [0, 0];
    for (const { count, valtype } of [...params.map((valtype) => ({ count: 1, valtype })), ...declared]) {
      if (count === 0) continue;
      this.runs.push({ first, slot, type: valtype });
      first += count;
      slot += count * slotsOf(valtype);
    }
    this.count = first;
    this.slots = slot;
  }

  /** The type of a local and the slot at which it lies. */
  at(index: number): { readonly type: ValType; readonly slot: number } {
    let [low, high] = [0, this.runs.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.runs[middle] as Run).first <= index) low = middle;
      else high = middle - 1;
    }
    const { first, slot, type } = this.runs[low] as Run;
    return { type, slot: slot + (index - first) * slotsOf(type) };
  }
}
