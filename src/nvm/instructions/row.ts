/** What a row of the table of instructions holds, and one constructor for each rule of the specification that types several rows. */

import type { NumType, ValType } from "../types.ts";

/** What follows an opcode in the binary format. Names are the specification's. */
export type Immediate =
  | "i32"
  | "i64"
  | "f32"
  | "f64"
  | "v128"
  | "laneidx"
  | "laneidx^16"
  | "memarg"
  | "memidx"
  | "blocktype"
  | "labelidx"
  | "labelidx*"
  | "typeidx"
  | "funcidx"
  | "tableidx"
  | "localidx"
  | "globalidx"
  | "elemidx"
  | "dataidx"
  | "reftype"
  | "valtype*";

export interface InstructionType {
  readonly operands: readonly ValType[];
  readonly results: readonly ValType[];
}

export interface Instruction {
  readonly mnemonic: string;
  /** The byte, or the prefix byte times 256 plus the number after it: 0x6a, 0xfc08, 0xfd0c. */
  readonly opcode: number;
  /** The name of the rule that types it, as the specification labels it: `binop`, `load`, `br_table`. */
  readonly rule: string;
  readonly immediates: readonly Immediate[];
  /** What it takes from the operand stack and puts there; `special` where that depends on the context or on what is on the stack. */
  readonly type: InstructionType | "special";
  /** How many bytes of memory it accesses; the alignment must not be larger. */
  readonly width?: number;
  /** How many lanes there are for its lane index. */
  readonly lanes?: number;
}

/** An instruction whose type does not depend on anything. */
export const plain = (
  rule: string,
  mnemonic: string,
  opcode: number,
  immediates: readonly Immediate[],
  operands: readonly ValType[],
  results: readonly ValType[],
): Instruction => ({ mnemonic, opcode, rule, immediates, type: { operands, results } });

/** An instruction with a rule of its own for its type; the rule has its name. */
export const special = (mnemonic: string, opcode: number, ...immediates: readonly Immediate[]): Instruction => ({
  mnemonic,
  opcode,
  rule: mnemonic,
  immediates,
  type: "special",
});

export const constant = (mnemonic: string, opcode: number, t: NumType) => plain("const", mnemonic, opcode, [t], [], [t]);
export const unop = (mnemonic: string, opcode: number, t: NumType) => plain("unop", mnemonic, opcode, [], [t], [t]);
export const binop = (mnemonic: string, opcode: number, t: NumType) => plain("binop", mnemonic, opcode, [], [t, t], [t]);
export const testop = (mnemonic: string, opcode: number, t: NumType) => plain("testop", mnemonic, opcode, [], [t], ["i32"]);
export const relop = (mnemonic: string, opcode: number, t: NumType) => plain("relop", mnemonic, opcode, [], [t, t], ["i32"]);
export const cvtop = (mnemonic: string, opcode: number, from: NumType, to: NumType) =>
  plain("cvtop", mnemonic, opcode, [], [from], [to]);

/** Vectors to a vector. */
const vectors = (rule: string, arity: number) => (mnemonic: string, opcode: number) =>
  plain(
    rule,
    mnemonic,
    opcode,
    [],
    Array.from({ length: arity }, () => "v128"),
    ["v128"],
  );

/** A vector to a number. */
const vectorTest = (rule: string) => (mnemonic: string, opcode: number) => plain(rule, mnemonic, opcode, [], ["v128"], ["i32"]);

export const vconst = (mnemonic: string, opcode: number) => plain("vconst", mnemonic, opcode, ["v128"], [], ["v128"]);
export const vvunop = vectors("vvunop", 1);
export const vvbinop = vectors("vvbinop", 2);
export const vvternop = vectors("vvternop", 3);
export const vvtestop = vectorTest("vvtestop");
export const swizzle = vectors("swizzle", 2);
export const shuffle = (mnemonic: string, opcode: number): Instruction => ({
  ...plain("shuffle", mnemonic, opcode, ["laneidx^16"], ["v128", "v128"], ["v128"]),
  lanes: 32,
});
export const splat = (mnemonic: string, opcode: number, t: NumType) => plain("splat", mnemonic, opcode, [], [t], ["v128"]);
export const extractLane = (mnemonic: string, opcode: number, t: NumType, lanes: number): Instruction => ({
  ...plain("extract_lane", mnemonic, opcode, ["laneidx"], ["v128"], [t]),
  lanes,
});
export const replaceLane = (mnemonic: string, opcode: number, t: NumType, lanes: number): Instruction => ({
  ...plain("replace_lane", mnemonic, opcode, ["laneidx"], ["v128", t], ["v128"]),
  lanes,
});
export const vunop = vectors("vunop", 1);
export const vbinop = vectors("vbinop", 2);
export const vrelop = vectors("vrelop", 2);
export const vishiftop = (mnemonic: string, opcode: number) =>
  plain("vishiftop", mnemonic, opcode, [], ["v128", "i32"], ["v128"]);
export const vtestop = vectorTest("vtestop");
export const vcvtop = vectors("vcvtop", 1);
export const narrow = vectors("narrow", 2);
export const bitmask = vectorTest("bitmask");
export const dot = vectors("dot", 2);
export const extmul = vectors("extmul", 2);
export const extaddPairwise = vectors("extadd_pairwise", 1);

const loading =
  (rule: string) =>
  (mnemonic: string, opcode: number, t: ValType, width: number): Instruction => ({
    ...plain(rule, mnemonic, opcode, ["memarg"], ["i32"], [t]),
    width,
  });
const storing =
  (rule: string) =>
  (mnemonic: string, opcode: number, t: ValType, width: number): Instruction => ({
    ...plain(rule, mnemonic, opcode, ["memarg"], ["i32", t], []),
    width,
  });
const ofLane =
  (rule: string, results: readonly ValType[]) =>
  (mnemonic: string, opcode: number, width: number): Instruction => ({
    ...plain(rule, mnemonic, opcode, ["memarg", "laneidx"], ["i32", "v128"], results),
    width,
    lanes: 16 / width,
  });

export const load = loading("load");
export const loadn = loading("loadn");
export const store = storing("store");
export const storen = storing("storen");
export const loadExtend = loading("load-extend");
export const loadSplat = loading("load-splat");
export const loadZero = loading("load-zero");
export const loadLane = ofLane("load-lane", ["v128"]);
export const storeLane = ofLane("store-lane", []);
