/** Types of operands as small numbers, which is what the operand stack of the algorithm holds. */

import { INSTRUCTIONS, type InstructionType, OPS, opOf } from "../instructions.ts";
import { VALTYPES, type ValType } from "../types.ts";

/** An operand of unknown type, in unreachable code. */
export const UNKNOWN = 0;
export const I32 = 1;
export const V128 = 5;
export const FUNCREF = 6;
export const EXTERNREF = 7;

const names: readonly ("unknown" | ValType)[] = ["unknown", ...VALTYPES.map(([, valtype]) => valtype)];
const codes: ReadonlyMap<ValType, number> = new Map(VALTYPES.map(([, valtype], i) => [valtype, i + 1]));
const byByte: Uint8Array = (() => {
  const result = new Uint8Array(0x80);
  for (const [i, [byte]] of VALTYPES.entries()) result[byte] = i + 1;
  return result;
})();

export const codeOf = (valtype: ValType): number => codes.get(valtype) as number;
export const codesOf = (valtypes: readonly ValType[]): Uint8Array => Uint8Array.from(valtypes, codeOf);
export const nameOf = (code: number): string => names[code] as string;
export const isRef = (code: number): boolean => code === FUNCREF || code === EXTERNREF;

/** The type that an immediate holds as a negative number. */
export const codeOfImmediate = (cell: number): number => byByte[cell + 0x80] as number;

/** The bit of {@link FIXED} for immediates that are checked. */
export const CHECKED = 1 << 13;

/**
 * The types of instructions that have a fixed one, as numbers by `op`: bit 12 is set, bits 0 to 2 are the result, bits 3, 6 and 9 and up
 * the operands, the topmost first. Bit 13 says that immediates name something that must be there. Zero for all others.
 */
export const FIXED: Uint16Array = (() => {
  const result = new Uint16Array(OPS);
  for (const { mnemonic, opcode, type, immediates } of INSTRUCTIONS) {
    const isChecked = immediates.length > 0 && !["i32", "i64", "f32", "f64", "v128"].includes(immediates[0] as string);
    if (type !== "special") result[opOf(opcode)] = packed(mnemonic, type) | (isChecked ? CHECKED : 0);
  }
  return result;
})();

function packed(mnemonic: string, { operands, results }: InstructionType): number {
  if (operands.length > 3 || results.length > 1) throw new Error(`the type of ${mnemonic} does not fit`);
  const types = [...results.map(codeOf), ...(results.length === 0 ? [0] : []), ...[...operands].reverse().map(codeOf)];
  return types.reduce((sum, code, i) => sum | (code << (3 * i)), 1 << 12);
}

/** By `op`: the exponent of the natural alignment plus one, of instructions that access memory. */
export const ALIGNMENTS: Uint8Array = byRow(({ width }) => (width === undefined ? 0 : Math.log2(width) + 1));

/** By `op`: how many lanes there are. */
export const LANES: Uint8Array = byRow(({ lanes }) => lanes ?? 0);

function byRow(of: (row: (typeof INSTRUCTIONS)[number]) => number): Uint8Array {
  const result = new Uint8Array(OPS);
  for (const row of INSTRUCTIONS) result[opOf(row.opcode)] = of(row);
  return result;
}
