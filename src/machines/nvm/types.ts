/** The NVM over words of a few bits: programs, the machine's state, its effects. Normative prose: `spec/nvm.md`, `spec/nvm-lockstep.md`. */

import type { Schedule } from "../../nvm/gas/schedule.ts";
import type { Trap } from "../../nvm/rules/ir.ts";
import type { Rule } from "../../nvm/rules.ts";
import type { Code, MemoryState, TableState } from "../../nvm/step/immutable/state.ts";
import type { Width } from "../../nvm/step/immutable/words.ts";
import type { Frame } from "../../nvm/step/registers.ts";

/** The types of values that the models have. */
export type Valtype = "i32" | "funcref";

/**
 * An instruction as the TLA+ module writes it. `a` and `b` are its immediates; of a block the index of its type, of `call_indirect` the
 * type and the table. `labels` are those of a `br_table`, the default last; `t` is the type of a `select` with one.
 */
export type Instruction = {
  readonly op: string;
  readonly a?: number;
  readonly b?: number;
  readonly labels?: readonly number[];
  readonly t?: Valtype;
};

/** The instructions of a function, without the `end` that closes it. */
export type Program = readonly Instruction[];

export type FunctionType = {
  readonly params: readonly Valtype[];
  readonly results: readonly Valtype[];
};

export type FunctionShape = {
  /** An index of types. */
  readonly type: number;
  /** Those that it declares. */
  readonly locals: readonly Valtype[];
};

/** What is around a program. Functions have indices: those of the host, the program, those that are given. */
export type Shell = {
  readonly types: readonly FunctionType[];
  /** The types of the host's functions. */
  readonly hosts: readonly number[];
  readonly main: FunctionShape;
  readonly funcs: readonly (FunctionShape & { readonly body: Program })[];
  readonly globals: readonly number[];
  readonly memory: { readonly cells: readonly number[]; readonly max: number };
  readonly datas: readonly (readonly number[])[];
  /** References are functions by index; -1 is null. */
  readonly tables: readonly { readonly elements: readonly number[]; readonly max: number }[];
  readonly elems: readonly (readonly number[])[];
};

/** A program that was loaded: what the stepper runs, and where its cells come from. */
export type Deployed = {
  readonly text: Program;
  readonly code: Code;
  /** By cell: the place in the text to which it belongs. */
  readonly places: ReadonlyMap<number, Place>;
};

/** What is known of a cell before it is run. */
export type Place = {
  readonly func: number;
  /** The number of the next instruction in its function, from 1 on. */
  readonly ip: number;
  /** What is to be paid before it: the costs of the blocks that are entered. */
  readonly due: readonly number[];
  /** The blocks around it: where each opens, and the height of the operands below it. */
  readonly labels: readonly { readonly at: number; readonly height: number }[];
  /** The types of the operands. */
  readonly operands: readonly Valtype[];
};

export type Constants = {
  readonly shell: Shell;
  readonly programs: readonly Deployed[];
  readonly width: Width;
  readonly schedule: Schedule;
  /** The step rules: those of the NVM, but for tests. */
  readonly rules: readonly Rule[];
};

/** The registers of a running program, in the stepper's terms. */
export type Registers = {
  readonly callers: readonly Frame[];
  readonly pc: number;
  readonly base: number;
  readonly func: number;
  /** The words of all locals and operands. */
  readonly values: readonly number[];
};

export type Store = {
  readonly globals: readonly number[];
  readonly mems: readonly MemoryState[];
  readonly tables: readonly TableState[];
  readonly droppedDatas: readonly boolean[];
  readonly droppedElems: readonly boolean[];
};

export type Status = "running" | "host" | "returned" | "trapped" | "out of gas" | "idle" | "committed" | "rolled back" | "exited";

export type State = {
  /** The number of the program among those of the constants. */
  readonly program: number;
  readonly status: Status;
  readonly trap: Trap;
  /** Null where nothing is active. */
  readonly frames: Registers | null;
  /** The host function that is called, or -1. */
  readonly callee: number;
  readonly stackBytes: number;
  readonly gas: number;
  readonly pending: boolean;
  /** Words of the invocation that has returned. */
  readonly results: readonly number[];
  readonly store: Store;
  /** The start of the invocation. */
  readonly checkpoint: { readonly store: Store; readonly gas: number };
};

/** A call of the host: the function and the words of its arguments. */
export type Effect = { readonly type: "HostCall"; readonly func: number; readonly args: readonly number[] };
