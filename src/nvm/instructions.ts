/**
 * The instructions of WebAssembly 2.0: one table, in the order of the specification's chapter on validation. The decoder, the
 * validator and the disassembler read it, and so does whatever gives instructions a meaning or a price.
 */

import { control } from "./instructions/control.ts";
import { memory } from "./instructions/memory.ts";
import { numeric } from "./instructions/numeric.ts";
import { parametric } from "./instructions/parametric.ts";
import { reference } from "./instructions/reference.ts";
import type { Instruction } from "./instructions/row.ts";
import { table } from "./instructions/table.ts";
import { variable } from "./instructions/variable.ts";
import { vector } from "./instructions/vector.ts";

export type { Immediate, Instruction, InstructionType } from "./instructions/row.ts";

export const INSTRUCTIONS: readonly Instruction[] = [
  ...numeric,
  ...reference,
  ...vector,
  ...parametric,
  ...variable,
  ...table,
  ...memory,
  ...control,
];

/** One more than the largest `op`. */
export const OPS = 0x300;

/**
 * The number that stands for an instruction in decoded code, small enough for a table: the byte of a one-byte opcode, 0x100 and up after
 * the prefix 0xfc, 0x200 and up after 0xfd.
 */
export function opOf(opcode: number): number {
  if (opcode < 0x100) return opcode;
  return opcode < 0xfd00 ? 0x100 | (opcode & 0xff) : 0x200 | (opcode & 0xff);
}

const byOp: readonly (Instruction | undefined)[] = (() => {
  const rows = new Array<Instruction | undefined>(OPS).fill(undefined);
  for (const row of INSTRUCTIONS) rows[opOf(row.opcode)] = row;
  return rows;
})();

/** The row of an `op`, if it is an instruction of WebAssembly 2.0. */
export const instructionOf = (op: number): Instruction | undefined => byOp[op];

/** The `op` of an instruction by its name. `select` without types; the other one is `OP_SELECT_T`. */
const byMnemonic: ReadonlyMap<string, number> = new Map(
  [...INSTRUCTIONS].reverse().map(({ mnemonic, opcode }) => [mnemonic, opOf(opcode)]),
);

/** Throws where there is no such instruction, which is a bug of the caller. */
export function opNamed(mnemonic: string): number {
  const op = byMnemonic.get(mnemonic);
  if (op === undefined) throw new Error(`no instruction is named ${mnemonic}`);
  return op;
}
