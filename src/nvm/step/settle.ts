/**
 * Invocations as transactions: what returns is committed with the gas that it used, what traps or runs out of gas pays its limit and leaves
 * no trace. Instantiating is one of them.
 */

import { TRAPS, type Trap } from "../rules/ir.ts";
import type { ValidModule } from "../validate/module.ts";
import { addInstance, type Instance, initialGasOf, type ResolveExtern } from "./instantiate.ts";
import { CELL, Field, FUNC, type Machine, Status } from "./machine.ts";
import { framesOf } from "./registers.ts";
import { invoke, results, type Words } from "./run.ts";
import { restore, type Snapshot, snapshot } from "./snapshot.ts";

/** The start of an invocation, to which it may be rolled back. */
export interface Checkpoint {
  readonly before: Snapshot;
  readonly gas: number;
}

/** Why an invocation was rolled back, for those who ask; no part of what nodes agree on. */
export interface Report {
  readonly kind: Exclude<Trap, "none"> | "out of gas";
  /** The function that was running, and those that called it, from the innermost to the outermost. */
  readonly calls: readonly Site[];
  /** Gas used until then. */
  readonly gasReached: number;
}

/** A place in a module. */
export interface Site {
  readonly instance: number;
  /** The index of the function in its module; null for the code that instantiates it. */
  readonly func: number | null;
  /** The byte offset in the module, of the instruction or, while it calls, of what follows. */
  readonly offset: number;
}

export type Settled =
  | { readonly kind: "committed"; readonly gasUsed: number; readonly results: Words }
  | { readonly kind: "rolled back"; readonly gasUsed: number; readonly report: Report }
  /** The guest ended itself by its host's `proc_exit`; any code but 0 rolls back and pays what was used. */
  | { readonly kind: "exited"; readonly gasUsed: number; readonly code: number };

/** Begins an invocation. The machine is to be run, and its host calls answered, until it stops; then comes {@link settle}. */
export function begin(m: Machine, func: number, args: Words, gas: number): Checkpoint {
  const before = snapshot(m);
  invoke(m, func, args, gas);
  return { before, gas };
}

/**
 * Begins an instantiation: pays for the module's memories and tables before they are there, then prepares its segments and start function
 * to be run. Throws `ModuleError` `unlinkable-module` without changing anything.
 */
export function beginInstance(
  m: Machine,
  valid: ValidModule,
  resolve: ResolveExtern,
  gas: number,
): Checkpoint & { readonly instance: Instance } {
  const before = snapshot(m);
  const initial = initialGasOf(m, valid);
  const instance = initial > gas ? NO_INSTANCE : addInstance(m, valid, resolve);
  m.gas = gas - initial;
  if (initial > gas) {
    Object.assign(m, { status: Status.outOfGas, gas, pc: 0, frameTop: 0 });
  } else if (instance.init === -1) {
    Object.assign(m, { status: Status.returned, trap: 0, func: 0, frameTop: 0 });
  } else invoke(m, instance.init, [], gas - initial);
  return { before, gas, instance };
}

/** Instantiating was too dear. */
const NO_INSTANCE: Instance = { number: -1, exports: new Map(), init: -1, initialGas: 0 };

/** Ends an invocation whose machine has returned, trapped or run out of gas; a bug of the caller otherwise. */
export function settle(m: Machine, { before, gas }: Checkpoint): Settled {
  if (m.status === Status.returned) return { kind: "committed", gasUsed: gas - m.gas, results: results(m) };
  if (m.status !== Status.trapped && m.status !== Status.outOfGas) throw new Error("the invocation has not ended");
  const report = reportOf(m, gas);
  restore(m, before);
  return { kind: "rolled back", gasUsed: gas, report };
}

/** Ends an invocation that asks its host to end it. */
export function settleExit(m: Machine, { before, gas }: Checkpoint, code: number): Settled {
  const gasUsed = gas - m.gas;
  if (code === 0) m.status = Status.returned;
  else restore(m, before);
  return { kind: "exited", gasUsed, code };
}

function reportOf(m: Machine, gas: number): Report {
  const kind = m.status === Status.trapped ? (TRAPS[m.trap] as Exclude<Trap, "none">) : "out of gas";
  const calls = [{ func: m.func, pc: m.pc }, ...[...framesOf(m)].reverse()];
  return { kind, calls: m.pc === 0 ? [] : calls.map(({ func, pc }) => siteOf(m, func, pc)), gasReached: gas - m.gas };
}

export function siteOf(m: Machine, func: number, pc: number): Site {
  return {
    instance: m.funcs[FUNC * func + Field.instance] as number,
    func: m.origins[func] ?? null,
    offset: m.offsets[pc / CELL] as number,
  };
}
