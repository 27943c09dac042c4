/** Programs in the binary format: what the decoder, the validator and the lowering of the NVM get to see of them. */

import * as encode from "../../nvm/encode.ts";
import { INSTRUCTIONS } from "../../nvm/instructions.ts";
import { VALTYPES } from "../../nvm/types.ts";
import type { FunctionShape, Instruction, Program, Shell, Valtype } from "./types.ts";

const { SECTION, section, vec, u32, sN } = encode;

const bytesOfTypes: ReadonlyMap<string, number> = new Map(VALTYPES.map(([byte, valtype]) => [valtype, byte]));
const typeByte = (valtype: Valtype): number => bytesOfTypes.get(valtype) as number;

/** The two opcodes of `select` have one name in the table of instructions: the one without types comes first. */
const opcodes: ReadonlyMap<string, number> = new Map(
  [...INSTRUCTIONS].reverse().map(({ mnemonic, opcode }) => [mnemonic, opcode]),
);
const SELECT_T = 0x1c;
const ALIGNMENT = 0;
const FUNCREF = 0x70;
const MEMORY = 0;

const opcode = (op: string): readonly number[] =>
  encode.opcodeBytes(op === "select_t" ? SELECT_T : (opcodes.get(op) ?? missing(op)));

function missing(op: string): never {
  throw new Error(`no instruction is named ${op}`);
}

/** The bytes of an instruction. */
function instruction(i: Instruction): encode.Bytes {
  return encode.concat(opcode(i.op), immediates(i));
}

function immediates({ op, a = 0, b = 0, labels = [], t }: Instruction): encode.Bytes {
  switch (op) {
    case "i32.const":
    case "block":
    case "loop":
    case "if":
      return sN(a);
    case "br_table":
      return encode.concat(vec(...labels.slice(0, -1).map(u32)), u32(labels.at(-1) as number));
    case "select_t":
      return vec([typeByte(t as Valtype)]);
    case "ref.null":
      return [FUNCREF];
    case "i32.load":
    case "i32.store":
      return [ALIGNMENT, ...u32(a)];
    case "memory.size":
    case "memory.grow":
    case "memory.fill":
      return [MEMORY];
    case "memory.copy":
      return [MEMORY, MEMORY];
    case "memory.init":
      return [...u32(a), MEMORY];
    case "call_indirect":
    case "table.copy":
    case "table.init":
      return [...u32(a), ...u32(b)];
    default:
      return WITH_INDEX.test(op) ? u32(a) : [];
  }
}

const WITH_INDEX = /^(br|br_if|call|ref[.]func|data[.]drop|elem[.]drop|(local|global)[.].*|table[.](get|set|size|grow|fill))$/;

/** A reference as a constant expression. */
const reference = (func: number): encode.Bytes =>
  encode.concat(instruction(func === -1 ? { op: "ref.null" } : { op: "ref.func", a: func }), opcode("end"));

const codeOf = ({ locals }: FunctionShape, body: Program): encode.Bytes =>
  encode.code(
    locals.map((valtype) => [1, typeByte(valtype)]),
    encode.concat(...body.map(instruction)),
  );

const [PASSIVE_EXPRESSIONS, DECLARATIVE] = [5, 3];
const [I32, MUTABLE] = [0x7f, 1];

/**
 * The module of a program, and where the `end` of the program's function stands. The store's sizes are not those of the module: pages are
 * of another size where words have a few bits.
 */
export function moduleOf(shell: Shell, text: Program): { readonly bytes: Uint8Array; readonly end: number } {
  const given = shell.funcs.map((func) => codeOf(func, func.body));
  const functions = Array.from({ length: 1 + shell.funcs.length }, (_, i) => u32(shell.hosts.length + i));
  const datas = section(SECTION.data, vec(...shell.datas.map((bytes) => encode.concat([1], u32(bytes.length), bytes))));
  const bytes = encode.moduleBytes(
    section(
      SECTION.type,
      vec(...shell.types.map(({ params, results }) => encode.functype(params.map(typeByte), results.map(typeByte)))),
    ),
    section(
      SECTION.import,
      vec(...shell.hosts.map((type, i) => encode.concat(encode.name("host"), encode.name(String(i)), [0], u32(type)))),
    ),
    section(SECTION.function, vec(...[shell.main, ...shell.funcs].map(({ type }) => u32(type)))),
    section(SECTION.table, vec(...shell.tables.map(() => [FUNCREF, 0, 0]))),
    section(SECTION.memory, vec([0, 0])),
    section(
      SECTION.global,
      vec(...shell.globals.map(() => [I32, MUTABLE, ...instruction({ op: "i32.const", a: 0 }), ...opcode("end")])),
    ),
    section(
      SECTION.element,
      vec(
        ...shell.elems.map((refs) => encode.concat([PASSIVE_EXPRESSIONS, FUNCREF], vec(...refs.map(reference)))),
        encode.concat([DECLARATIVE, 0], vec(...functions)),
      ),
    ),
    section(SECTION.dataCount, u32(shell.datas.length)),
    section(SECTION.code, vec(codeOf(shell.main, text), ...given)),
    datas,
  );
  const after = datas.length + given.reduce((sum, { length }) => sum + length, 0);
  return { bytes, end: bytes.length - after - 1 };
}
