/**
 * The short notation of programs: mnemonics and their immediates, with blanks between. Block types and types of calls are written
 * `i32,i32:i64`, the results after the colon; `+8@0` after a memory instruction is its offset and the exponent of its alignment.
 */

import { type Instruction, instructionOf, opNamed, type ValType } from "../../../nvm/index.ts";
import type { Elem, Func, Global, Immediate, Instr, Plan, Segment, Sig, Table } from "./plan.ts";

/** A module in the notation. */
export interface Source {
  readonly funcs: readonly FuncSource[];
  readonly tables?: readonly Table[];
  readonly memory?: { readonly min: number; readonly max?: number };
  /** `var i32`, or without `var`, with its constant expression. */
  readonly globals?: readonly (readonly [type: string, init: string])[];
  readonly elems?: readonly (Partial<Elem> & Pick<Elem, "items">)[];
  readonly datas?: readonly Segment[];
  readonly start?: number;
}

export interface FuncSource {
  readonly name?: string;
  readonly sig: string;
  readonly locals?: string;
  readonly body: string;
}

const SELECT_T = 0x1c;

export function planOf({ funcs, tables = [], memory, globals = [], elems = [], datas = [], start }: Source): Plan {
  return {
    imports: [],
    funcs: funcs.map(funcOf),
    tables,
    globals: globals.map(globalOf),
    elems: elems.map(({ mode = "active", table = 0, at = 0, items }) => ({ mode, table, at, items })),
    datas,
    exports: [],
    ...(memory === undefined ? {} : { memory }),
    ...(start === undefined ? {} : { start }),
  };
}

const funcOf = ({ name, sig, locals = "", body }: FuncSource): Func => ({
  ...(name === undefined ? {} : { name }),
  sig: sigOf(sig),
  locals: typesOf(locals),
  body: instrs(`${body} end`),
});

function globalOf([type, init]: readonly [string, string]): Global {
  const isMutable = type.startsWith("var ");
  return { type: type.replace("var ", "") as ValType, isMutable, init: instrs(init) };
}

const typesOf = (text: string): readonly ValType[] => (text === "" ? [] : (text.split(",") as ValType[]));

export function sigOf(text: string): Sig {
  const [params = "", results = ""] = text.split(":");
  return { params: typesOf(params), results: typesOf(results) };
}

/** Reads a list of instructions. Throws where a word is no mnemonic, which is a bug of the program. */
export function instrs(text: string): readonly Instr[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const read: Instr[] = [];
  for (let at = 0; at < words.length; ) {
    const mnemonic = words[at++] as string;
    const row = instructionOf(mnemonic === "select_t" ? SELECT_T : opNamed(mnemonic)) as Instruction;
    const immediates = row.immediates.map((kind): Immediate => {
      if (kind === "memidx") return 0;
      if (kind === "memarg") return words[at]?.startsWith("+") === true ? memarg(row, words[at++] as string) : memarg(row, "+0");
      return immediate(kind, words[at++] as string);
    });
    read.push({ row, immediates });
  }
  return read;
}

/** The exponent of the alignment and the offset. The natural alignment unless told. */
function memarg({ width = 1 }: Instruction, word: string): readonly number[] {
  const [offset = "0", align] = word.slice(1).split("@");
  return [align === undefined ? Math.log2(width) : Number(align), Number(offset)];
}

function immediate(kind: string, word: string): Immediate {
  switch (kind) {
    case "i64":
    case "f32":
    case "f64":
      return bitsOf(kind, word);
    case "v128":
      return BigInt(`0x${word}`);
    case "blocktype":
    case "typeidx":
      return sigOf(word);
    case "labelidx*":
    case "laneidx^16":
      return word === "-" ? [] : word.split(",").map(Number);
    case "reftype":
    case "valtype*":
      return word;
    default:
      return Number(word);
  }
}

/** A number in decimal, or its bits with `0x`; negative bits stand for an i64 only. */
function bitsOf(kind: "i64" | "f32" | "f64", word: string): bigint {
  if (kind === "i64" || /^0x/.test(word)) return BigInt(word);
  const view = new DataView(new ArrayBuffer(8));
  if (kind === "f64") view.setFloat64(0, Number(word));
  else view.setFloat32(4, Number(word));
  return view.getBigUint64(0);
}

/** An instruction made by hand, with its immediates as they are kept. */
export const instr = (mnemonic: string, ...immediates: readonly Immediate[]): Instr => ({
  row: instructionOf(opNamed(mnemonic)) as Instruction,
  immediates,
});
