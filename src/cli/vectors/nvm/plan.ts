/**
 * Programs of the vectors as data: modules with their code as flat lists of instructions. They are written in a short notation, emitted as
 * the bytes that an implementation is given, and rewritten for the host's WebAssembly, which says what they do.
 */

import type { Instruction, ValType } from "../../../nvm/index.ts";

export interface Sig {
  readonly params: readonly ValType[];
  readonly results: readonly ValType[];
}

/** What stands for an immediate: an index or another number, bits, a signature, or several indices. */
export type Immediate = number | bigint | Sig | readonly number[] | string;

export interface Instr {
  readonly row: Instruction;
  readonly immediates: readonly Immediate[];
}

export interface Func {
  /** The name by which it is exported. */
  readonly name?: string;
  readonly sig: Sig;
  readonly locals: readonly ValType[];
  /** With the `end` of the function. */
  readonly body: readonly Instr[];
}

export interface Table {
  readonly type: "funcref" | "externref";
  readonly min: number;
  readonly max?: number;
}

export interface Global {
  readonly type: ValType;
  readonly isMutable: boolean;
  /** A constant expression, without its `end`. */
  readonly init: readonly Instr[];
}

/** An element segment: indices of functions, and null. */
export interface Elem {
  readonly mode: "active" | "passive" | "declarative";
  readonly table: number;
  readonly at: number;
  readonly items: readonly (number | null)[];
}

/** A data segment, passive where it has no address. */
export interface Segment {
  readonly at?: number;
  readonly bytes: readonly number[];
}

export interface Plan {
  /** Functions of the host, under the module name `m`. Vectors have none. */
  readonly imports: readonly { readonly name: string; readonly sig: Sig }[];
  readonly funcs: readonly Func[];
  readonly tables: readonly Table[];
  readonly memory?: { readonly min: number; readonly max?: number };
  readonly globals: readonly Global[];
  readonly elems: readonly Elem[];
  readonly datas: readonly Segment[];
  readonly start?: number;
  /** Exports besides functions: their kind by its byte. */
  readonly exports: readonly { readonly name: string; readonly kind: 1 | 2 | 3; readonly index: number }[];
}

export const sigText = ({ params, results }: Sig): string => `${params.join(",")}:${results.join(",")}`;
