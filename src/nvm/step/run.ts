/** Running the machine over typed arrays: any number of steps, each complete; `step` is one of them. */

import { TRAPS } from "../rules/ir.ts";
import { runHot } from "./generated/hot.ts";
import { runRare } from "./generated/rare.ts";
import { CELL, Field, FUNC, type Machine, Status } from "./machine.ts";

/** Steps of one turn: they are counted in 31 bits. */
const TURN = 2 ** 30;

/**
 * Takes up to `steps` steps and gives how many it took; fewer only where the machine stops: it returned, trapped, ran out of gas or calls
 * the host. The step that stops it by a trap, for want of gas, or by a call of the host is not counted: it has no effect.
 */
export function run(m: Machine, steps: number): number {
  let taken = 0;
  while (m.status === Status.running && taken < steps) {
    const turn = Math.min(TURN, steps - taken);
    const left = runHot(m, turn);
    const rest = m.status === Status.running && left > 0 ? runRare(m, left) : left;
    taken += turn - rest;
  }
  return taken;
}

/** The words of a function's arguments or results, as they lie on the stack: a value of 32 bits has a high word of 0. */
export type Words = readonly number[];

/** Sets the machine to the start of an invocation with this gas. Its state must be a final one. */
export function invoke(m: Machine, func: number, args: Words, gas: number): void {
  const at = FUNC * func;
  m.trap = 0;
  m.pending = 0;
  m.base = 0;
  m.func = func;
  m.frameTop = 0;
  m.gas = gas;
  m.stackBytes = m.funcs[at + Field.stackBytes] as number;
  const entry = m.funcs[at + Field.entry] as number;
  m.pc = Math.max(0, entry);
  m.status = entry < 0 ? Status.host : Status.running;
  m.callee = entry < 0 ? func : 0;
  m.values.i32.set(args);
  if (m.stackBytes <= m.limits.stackBytes) {
    m.values.i32.fill(0, m.funcs[at + Field.paramWords], Math.max(m.funcs[at + Field.localWords] as number, args.length));
    return;
  }
  m.status = Status.trapped;
  m.trap = TRAPS.indexOf("call stack exhausted");
}

/** The words of the results of the invocation that has returned. */
export function results(m: Machine): Words {
  return [...m.values.i32.subarray(0, m.funcs[FUNC * m.func + Field.resultWords])];
}

/** A call of the host that the machine waits for. */
export interface HostCall {
  readonly module: string;
  readonly name: string;
  /** The address of the host function. */
  readonly func: number;
  readonly args: Words;
}

export function hostCall(m: Machine): HostCall {
  const { module, name } = m.hosts[-1 - (m.funcs[FUNC * m.callee] as number)] as { module: string; name: string };
  const start = argumentsAt(m);
  const args = [...m.values.i32.subarray(start, start + (m.funcs[FUNC * m.callee + Field.paramWords] as number))];
  return { module, name, func: m.callee, args };
}

/** Goes on with the results of the host, after paying what the host says that the call costs besides. */
export function resume(m: Machine, words: Words, gas = 0): void {
  if (m.gas < gas) {
    m.status = Status.outOfGas;
    return;
  }
  m.gas -= gas;
  m.values.i32.set(words, argumentsAt(m));
  m.status = m.pc === 0 ? Status.returned : Status.running;
  if (m.pc !== 0) m.pc += CELL;
}

const argumentsAt = (m: Machine): number =>
  m.pc === 0 ? 0 : m.base + (m.cells[m.pc + 1] as number) - (m.funcs[FUNC * m.callee + Field.paramWords] as number);
