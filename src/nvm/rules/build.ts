/** Words with which rules are written; each builds a piece of the language of ir.ts. */

import type {
  AreaOp,
  BinaryOp,
  CompareOp,
  DynamicCharge,
  Float,
  FloatCompareOp,
  FloatFunction,
  FloatOp,
  Rule,
  Size,
  Statement,
  Trap,
  UnaryOp,
  Word,
} from "./ir.ts";

export const rule = (mnemonic: string, ...body: readonly Statement[]): Rule => ({ mnemonic, body });

/** A rule for each width of what an instruction moves: 32 bits, 64 bits, a vector. */
export const ruleByWidth = (
  mnemonic: string,
  widths: readonly (1 | 2 | 4)[],
  body: (words: 1 | 2 | 4) => readonly Statement[],
): readonly Rule[] => widths.map((words) => ({ mnemonic, words, body: body(words) }));

export const word = (value: number): Word => ({ k: "const", value });
export const ZERO = word(0);
export const ONE = word(1);
export const MINUS_ONE = word(-1);
export const MIN: Word = { k: "min" };
/** The immediates. */
export const A: Word = { k: "imm", cell: "a" };
export const B: Word = { k: "imm", cell: "b" };
export const slot = (at: number): Word => ({ k: "slot", at });
export const local = (at: number): Word => ({ k: "local", at });
export const global = (at: number): Word => ({ k: "global", at });
export const vector = (at: number): Word => ({ k: "vector", at });

const unary =
  (op: UnaryOp) =>
  (x: Word): Word => ({ k: "unary", op, x });
const binary =
  (op: BinaryOp) =>
  (x: Word, y: Word): Word => ({ k: "binary", op, x, y });
export const compare =
  (op: CompareOp) =>
  (x: Word, y: Word): Word => ({ k: "compare", op, x, y });

export const clz = unary("clz");
export const ctz = unary("ctz");
export const popcnt = unary("popcnt");
export const extend8 = unary("extend8_s");
export const extend16 = unary("extend16_s");
export const add = binary("add");
export const sub = binary("sub");
export const mul = binary("mul");
export const divS = binary("div_s");
export const divU = binary("div_u");
export const remS = binary("rem_s");
export const remU = binary("rem_u");
export const and = binary("and");
export const or = binary("or");
export const xor = binary("xor");
export const shl = binary("shl");
export const shrS = binary("shr_s");
export const shrU = binary("shr_u");
export const rotl = binary("rotl");
export const rotr = binary("rotr");
export const eq = compare("eq");
export const ne = compare("ne");
export const ltS = compare("lt_s");
export const ltU = compare("lt_u");
export const geU = compare("ge_u");
export const eqz = (x: Word): Word => eq(x, ZERO);
export const cond = (when: Word, x: Word, y: Word): Word => ({ k: "cond", when, x, y });

export const load = (bytes: 1 | 2 | 4, signed = true, skip = 0): Word => ({ k: "load", bytes, signed, skip });
export const element = (index: Word): Word => ({ k: "element", index });
export const size = (of: Size): Word => ({ k: "size", of });

export const f32 = (at: number): Float => ({ k: "f32", at });
export const f64 = (at: number): Float => ({ k: "f64", at });
export const float = (of: Word, signed: boolean): Float => ({ k: "float", of, signed });
export const fbinary = (op: FloatOp, x: Float, y: Float): Float => ({ k: "fbinary", op, x, y });
export const ffunction = (op: FloatFunction, x: Float): Float => ({ k: "ffunction", op, x });
export const fcompare = (op: FloatCompareOp, x: Float, y: Float): Word => ({ k: "fcompare", op, x, y });

export const trap = (kind: Trap, when: Word = ONE): Statement => ({ k: "trap", when, trap: kind });
export const access = (bytes: number): Statement => ({ k: "access", bytes });
/** Pushes words as they are: a value of 64 bits, a vector. */
export const pushWords = (...words: readonly Word[]): Statement => ({ k: "push", words });
/** Pushes a value of 32 bits. */
export const push = (value: Word): Statement => pushWords(value, ZERO);
export const push32 = (x: Float): Statement => ({ k: "push32", x });
export const push64 = (x: Float): Statement => ({ k: "push64", x });
export const setLocal = (...words: readonly Word[]): Statement => ({ k: "setLocal", words });
export const setGlobal = (...words: readonly Word[]): Statement => ({ k: "setGlobal", words });
export const store = (bytes: 1 | 2 | 4, value: Word, skip = 0): Statement => ({ k: "store", bytes, value, skip });
export const setElement = (index: Word, value: Word): Statement => ({ k: "setElement", index, value });
export const apply = (name: string): Statement => ({ k: "apply", name });
export const jump = (when: Word = ONE): Statement => ({ k: "jump", when });
export const branch = (when: Word = ONE): Statement => ({ k: "branch", when });
export const branchTable = (index: Word): Statement => ({ k: "branchTable", index });
export const checkType = (func: Word): Statement => ({ k: "checkType", func });
export const call = (func: Word): Statement => ({ k: "call", func });
export const leave: Statement = { k: "return" };
export const charge = (what: DynamicCharge, units: Word): Statement => ({ k: "charge", charge: what, units });
export const area = (op: AreaOp): Statement => ({ k: "area", op });

/** The words of a value from a place of the operands on. */
export const slots = (words: 1 | 2 | 4, at: number): readonly Word[] => wordsOf(words, (i) => slot(at + i));

/** The words of a value by number. A value of 32 bits has a high word of 0. */
export const wordsOf = (words: 1 | 2 | 4, wordAt: (i: number) => Word): readonly Word[] =>
  words === 1 ? [wordAt(0), ZERO] : Array.from({ length: words }, (_, i) => wordAt(i));
