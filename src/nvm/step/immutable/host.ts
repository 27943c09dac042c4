/** What an immutable state's host does to it: begins an invocation, answers a call. As `step/run.ts` does it over typed arrays. */

import { CELL, Field, FUNC } from "../machine.ts";
import { replaced } from "./areas.ts";
import type { Code, State } from "./state.ts";

/** The start of an invocation of a function of the guest. What is left of the invocation before is gone but for the store. */
export function invoked(code: Code, s: State, func: number, args: readonly number[], gas: number): State {
  const field = (name: keyof typeof Field): number => code.funcs[FUNC * func + Field[name]] as number;
  const stackBytes = field("stackBytes");
  const exhausted = stackBytes > code.limits.stackBytes;
  return {
    ...s,
    status: exhausted ? "trapped" : "running",
    trap: exhausted ? "call stack exhausted" : "none",
    pc: field("entry"),
    base: 0,
    func,
    callee: 0,
    frames: [],
    stackBytes,
    gas,
    pending: 0,
    values: Array.from({ length: field("localWords") }, (_, i) => args[i] ?? 0),
  };
}

/** The state that waits for its host, with the host's answer in it, after paying what the host says that the call costs besides. */
export function resumed(code: Code, s: State, words: readonly number[], gas: number): State {
  if (s.gas < gas) return { ...s, status: "out of gas" };
  const params = code.funcs[FUNC * s.callee + Field.paramWords] as number;
  const pc = s.pc + CELL;
  const values = replaced(s.values, s.base + (code.cells[s.pc + 1] as number) - params, words);
  const length = s.base + (code.tops[pc / CELL] as number);
  return { ...s, status: "running", gas: s.gas - gas, pc, values: values.slice(0, length) };
}
