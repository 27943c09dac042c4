/** How much of the machine's arrays is in use. */

import { CELL, Field, FRAME, FUNC, type Machine, Status } from "./machine.ts";

/** Words of the stack that are in use; what is above them is no part of the state. */
export function wordsInUse(m: Machine): number {
  if (m.status === Status.returned) return m.funcs[FUNC * m.func + Field.resultWords] ?? 0;
  if (m.pc === 0) return m.funcs[FUNC * m.callee + Field.paramWords] ?? 0;
  return m.base + (m.tops[m.pc / CELL] as number);
}

/** Where a caller goes on, its frame's base, and its function. */
export interface Frame {
  readonly pc: number;
  readonly base: number;
  readonly func: number;
}

/** From the outermost to the innermost, without the running function's. */
export const framesOf = (m: Machine): readonly Frame[] =>
  Array.from({ length: m.frameTop / FRAME }, (_, i) => {
    const [pc, base, func] = [0, 1, 2].map((field) => m.frames[FRAME * i + field] as number) as [number, number, number];
    return { pc, base, func };
  });
