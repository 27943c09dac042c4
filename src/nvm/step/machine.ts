/**
 * The machine over typed arrays: what it runs (the program, which only instantiation extends) and its whole state (the store and the
 * registers). Nothing is hidden: between two steps everything stands here.
 */

import { ExitCode, NexusError } from "../../lib/errors.ts";
import { type Views, viewsOf } from "../alu/views.ts";
import { pricesOf, type Schedule } from "../gas/schedule.ts";
import type { ModuleLimits } from "../limits.ts";
import type { FuncType, GlobalType } from "../types.ts";

/** Numbers that a lowered instruction takes in `cells`: its rule, the height `d` in words, and the immediates `a` and `b`. */
export const CELL = 4;
/** Numbers of a function in `funcs`. */
export const FUNC = 8;
/** Numbers of a branch of a `br_table` in `branches`: the target, and what is kept, as in the cell `b` of a `br`. */
export const TABLE_BRANCH = 2;
/** Words that a global takes, whatever its type. */
export const GLOBAL_WORDS = 4;
/** Numbers of a frame in `frames`: where the caller goes on, its frame's base, its function. */
export const FRAME = 3;
/** Bytes of a page of memory. */
export const PAGE = 65_536;

/** What the numbers of a function in `funcs` are, by position. */
export const Field = {
  /** The first of its cells; for a host function, -1 - its number. */
  entry: 0,
  paramWords: 1,
  resultWords: 2,
  /** With the parameters. */
  localWords: 3,
  /** What its activation takes of the stack limit. */
  stackBytes: 4,
  /** The address of its instance's memory, or -1. */
  memory: 5,
  /** Equal types have equal numbers. */
  type: 6,
  /** The number of its instance. */
  instance: 7,
} as const;

export const Status = { running: 0, returned: 1, trapped: 2, outOfGas: 3, host: 4 } as const;
export type Status = (typeof Status)[keyof typeof Status];

/** A memory. `bytes` may be longer than the memory is, so that growing need not copy it each time; what is behind its end is 0. */
export interface Memory {
  bytes: Uint8Array;
  view: DataView;
  pages: number;
  /** The most that it may grow to: its declared maximum, clipped to the limit. */
  readonly maxPages: number;
  /** As declared; what importing it is checked against. */
  readonly declaredMax: number | null;
}

/** A table of references, in the form of `rules/reference.ts`. `elements` may be longer than the table is. */
export interface Table {
  elements: Int32Array;
  size: number;
  readonly maxSize: number;
  readonly declaredMax: number | null;
  readonly reftype: "funcref" | "externref";
}

/** What is run. Addresses are indices of the store; they are in the cells, so that running needs no instance. */
export interface Program {
  cells: Int32Array;
  cellCount: number;
  /** By instruction: the byte offset in its module. */
  offsets: Int32Array;
  /** By instruction: the words of the frame that are in use before it. */
  tops: Int32Array;
  /** Constant vectors, as bytes. */
  constants: Uint8Array;
  constantCount: number;
  branches: Int32Array;
  branchCount: number;
  funcs: Int32Array;
  funcCount: number;
  /** The bytes of data segments and the references of element segments, by address. */
  readonly datas: Uint8Array[];
  readonly elems: Int32Array[];
  /** The types of functions and globals, by address. */
  readonly funcTypes: FuncType[];
  readonly globalTypes: GlobalType[];
  /** By address of a function: its index in its module; null for the code that instantiates one, and for host functions. */
  readonly origins: (number | null)[];
  /** The number of each function type, by its text. */
  readonly typeNumbers: Map<string, number>;
  /** What host functions are called, by their number. */
  readonly hosts: HostName[];
  instanceCount: number;
}

/** By what name a module imports a host function. */
export interface HostName {
  readonly module: string;
  readonly name: string;
}

/** What a program works on. */
export interface Store {
  readonly mems: Memory[];
  readonly tables: Table[];
  globals: Int32Array;
  globalCount: number;
  /** By address of a segment: 1 once it is dropped. */
  dropped: { datas: Uint8Array; elems: Uint8Array };
}

export interface Machine extends Program, Store {
  readonly limits: ModuleLimits;
  readonly schedule: Schedule;
  /** Prices of operations with a dynamic cost, in the order of `DYNAMIC_CHARGES`. */
  readonly prices: Float64Array;
  /** The operand stack with the locals of all frames, as words. */
  readonly values: Views;
  readonly frames: Int32Array;
  status: Status;
  /** A number of `TRAPS`. */
  trap: number;
  /** The cell of the next instruction, or of the one that trapped or calls the host. */
  pc: number;
  /** The word at which the running function's frame starts. */
  base: number;
  func: number;
  /** The host function that is called, where the machine waits for a host. */
  callee: number;
  /** Numbers that `frames` holds. */
  frameTop: number;
  /** Bytes of the stack limit that are taken. */
  stackBytes: number;
  /** Gas that is left. An integer, up to 2^53 - 1. */
  gas: number;
  /** 1 while an operation on an area is under way, which is checked and paid for. */
  pending: number;
}

/**
 * So many zero bytes for a memory. Throws `NexusError` `no-memory` where the host has no room for them, which is a fault of this node and
 * nothing that a guest may see.
 */
export function allocated(length: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(length);
  } catch (cause) {
    throw new NexusError("no-memory", `this host has no room for a memory of ${length} bytes`, {
      cause,
      exit: ExitCode.environment,
    });
  }
}

/** Growing arrays by doubling keeps linking linear. */
export function grown<T extends Int32Array | Uint8Array>(array: T, length: number): T {
  if (length <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => T)(Math.max(length, 2 * array.length));
  larger.set(array as never);
  return larger;
}

/** The least that an activation takes of the stack limit, so that the number of frames is bounded. */
export const ACTIVATION_BYTES = 16;

/** An empty machine. Cell 0 is no instruction: `pc` is 0 where a host function is invoked from outside. */
export function createMachine(limits: ModuleLimits, schedule: Schedule): Machine {
  return {
    limits,
    schedule,
    prices: pricesOf(schedule),
    cells: new Int32Array(1024),
    cellCount: CELL,
    offsets: new Int32Array(256),
    tops: new Int32Array(256),
    constants: new Uint8Array(64),
    constantCount: 0,
    branches: new Int32Array(64),
    branchCount: 0,
    funcs: new Int32Array(FUNC * 16),
    funcCount: 0,
    datas: [],
    elems: [],
    funcTypes: [],
    globalTypes: [],
    origins: [],
    typeNumbers: new Map(),
    hosts: [],
    instanceCount: 0,
    mems: [],
    tables: [],
    globals: new Int32Array(64),
    globalCount: 0,
    dropped: { datas: new Uint8Array(16), elems: new Uint8Array(16) },
    // Bytes of the stack limit bound the words; a function whose frame would pass it is not entered.
    values: viewsOf(limits.stackBytes / 4),
    frames: new Int32Array(FRAME * (limits.stackBytes / ACTIVATION_BYTES)),
    status: 1,
    trap: 0,
    pc: 0,
    base: 0,
    func: 0,
    callee: 0,
    frameTop: 0,
    stackBytes: 0,
    gas: 0,
    pending: 0,
  };
}
