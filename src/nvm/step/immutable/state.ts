/** The machine's whole state as immutable data, and what it runs. */

import type { Trap } from "../../rules/ir.ts";
import type { Frame } from "../registers.ts";

export type StatusName = "running" | "returned" | "trapped" | "out of gas" | "host";

/** Cells in chunks; a chunk of zeros is null. */
export interface MemoryState {
  readonly pages: number;
  readonly maxPages: number;
  readonly chunks: readonly (readonly number[] | null)[];
}

export interface TableState {
  readonly elements: readonly number[];
  readonly maxSize: number;
}

export interface State {
  readonly status: StatusName;
  readonly trap: Trap;
  readonly pc: number;
  readonly base: number;
  readonly func: number;
  readonly callee: number;
  readonly frames: readonly Frame[];
  readonly stackBytes: number;
  readonly gas: number;
  readonly pending: 0 | 1;
  /** The words in use: locals and operands of all frames. */
  readonly values: readonly number[];
  readonly globals: readonly number[];
  readonly mems: readonly MemoryState[];
  readonly tables: readonly TableState[];
  /** By address of a segment. */
  readonly droppedDatas: readonly boolean[];
  readonly droppedElems: readonly boolean[];
}

/** What is run, in the layout of `machine.ts`; a machine over typed arrays is one. */
export interface Code {
  readonly cells: ArrayLike<number>;
  readonly tops: ArrayLike<number>;
  readonly constants: Uint8Array;
  readonly branches: ArrayLike<number>;
  readonly funcs: ArrayLike<number>;
  readonly datas: readonly ArrayLike<number>[];
  readonly elems: readonly ArrayLike<number>[];
  /** In the order of `DYNAMIC_CHARGES`. */
  readonly prices: ArrayLike<number>;
  readonly schedule: { readonly hostCall: number };
  readonly limits: { readonly stackBytes: number };
}
