/** One step of the NVM's stepper as a step of the protocol: the state is reshaped, and nothing is computed. */

import type { State as StepperState } from "../../nvm/step/immutable/state.ts";
import { ruleAt, step } from "../../nvm/step/immutable/step.ts";
import { Field, FUNC } from "../../nvm/step/machine.ts";
import type { Stepped } from "../protocol.ts";
import type { Constants, Deployed, Effect, Registers, State } from "./types.ts";

export type RuleRefusal = "not-running" | "other-instruction" | "too-dear";

/** The action of the instructions with these names. */
export function rule(...mnemonics: readonly string[]): (c: Constants, s: State) => Stepped<State, Effect, RuleRefusal> {
  const names: ReadonlySet<string> = new Set(mnemonics);
  return (c, s) => {
    if (s.status !== "running") return "not-running";
    if (!names.has(mnemonicOf(c, s))) return "other-instruction";
    const next = stepOf(c, s);
    if (next.status === "out of gas") return "too-dear";
    return [next, next.status === "host" ? [hostCall(c, next)] : []];
  };
}

export const deployedOf = (c: Constants, s: State): Deployed => c.programs[s.program] as Deployed;

/** The registers of a state in which something is active. */
export const registersOf = (s: State): Registers => s.frames as Registers;

function mnemonicOf(c: Constants, s: State): string {
  const number = ruleAt(deployedOf(c, s).code, registersOf(s).pc);
  return (c.rules[number] as Constants["rules"][number]).mnemonic;
}

/** The stepper's next state. */
export function stepOf(c: Constants, s: State): State {
  return taken(c, s, step(deployedOf(c, s).code, stepperState(s), c.width, c.rules));
}

/** The state as the stepper has it. */
export function stepperState(s: State): StepperState {
  const { callers, pc, base, func, values } = s.frames ?? NOTHING_ACTIVE;
  return {
    status: s.status === "host" ? "host" : "running",
    trap: s.trap,
    pc,
    base,
    func,
    callee: Math.max(0, s.callee),
    frames: callers,
    stackBytes: s.stackBytes,
    gas: s.gas,
    pending: s.pending ? 1 : 0,
    values,
    ...s.store,
  };
}

const NOTHING_ACTIVE: Registers = { callers: [], pc: 0, base: 0, func: 0, values: [] };

/** A state that the stepper has given. When the program has returned, its values are its results, and nothing is active. */
export function taken(_: Constants, s: State, next: StepperState): State {
  const { pc, base, func, values, frames: callers } = next;
  const { globals, mems, tables, droppedDatas, droppedElems } = next;
  const returned = next.status === "returned";
  return {
    program: s.program,
    status: next.status,
    trap: next.trap,
    frames: returned ? null : { callers, pc, base, func, values },
    callee: next.status === "host" ? next.callee : -1,
    stackBytes: next.stackBytes,
    gas: next.gas,
    pending: next.pending === 1,
    results: returned ? values : s.results,
    store: { globals, mems, tables, droppedDatas, droppedElems },
    checkpoint: s.checkpoint,
  };
}

/** The arguments lie below the height of the instruction that calls. */
function hostCall(c: Constants, s: State): Effect {
  const { code } = deployedOf(c, s);
  const { pc, base, values } = registersOf(s);
  const end = base + (code.cells[pc + 1] as number);
  const words = code.funcs[FUNC * s.callee + Field.paramWords] as number;
  return { type: "HostCall", func: s.callee, args: values.slice(end - words, end) };
}
