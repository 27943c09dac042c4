/**
 * Modules as data: the structure of WebAssembly 2.0 with the specification's names. A decoded module holds numbers, strings, arrays and
 * typed arrays and nothing else; every entity carries the byte offset at which it stands, for errors, traps and the disassembler.
 */

export type NumType = "i32" | "i64" | "f32" | "f64";
export type VecType = "v128";
export type RefType = "funcref" | "externref";
export type ValType = NumType | VecType | RefType;

export interface FuncType {
  readonly params: readonly ValType[];
  readonly results: readonly ValType[];
}

/** Bounds on the size of a table, in elements, or of a memory, in pages of 64 KiB. */
export interface Limits {
  readonly min: number;
  readonly max: number | null;
}

export interface TableType {
  readonly limits: Limits;
  readonly reftype: RefType;
}

export interface MemType {
  readonly limits: Limits;
}

export interface GlobalType {
  readonly mut: "const" | "var";
  readonly valtype: ValType;
}

/** The type of what a module imports or exports. */
export type ExternType =
  | { readonly kind: "func"; readonly type: FuncType }
  | { readonly kind: "table"; readonly type: TableType }
  | { readonly kind: "mem"; readonly type: MemType }
  | { readonly kind: "global"; readonly type: GlobalType };

export type ExternKind = ExternType["kind"];

/** Instructions of {@link Code} from `start` up to, and without, `end`; the last one is the `end` that closes the expression. */
export interface Expr {
  readonly start: number;
  readonly end: number;
}

/** So many locals of one type. */
export interface LocalRun {
  readonly count: number;
  readonly valtype: ValType;
}

export type ImportDesc =
  | { readonly kind: "func"; readonly typeidx: number }
  | { readonly kind: "table"; readonly type: TableType }
  | { readonly kind: "mem"; readonly type: MemType }
  | { readonly kind: "global"; readonly type: GlobalType };

export interface Import {
  readonly module: string;
  readonly name: string;
  readonly desc: ImportDesc;
  readonly offset: number;
}

export interface Func {
  readonly typeidx: number;
  readonly locals: readonly LocalRun[];
  readonly body: Expr;
  /** Of the function's code, after its size. */
  readonly offset: number;
}

export interface Table {
  readonly type: TableType;
  readonly offset: number;
}

export interface Mem {
  readonly type: MemType;
  readonly offset: number;
}

export interface Global {
  readonly type: GlobalType;
  readonly init: Expr;
  readonly offset: number;
}

export interface Export {
  readonly name: string;
  readonly kind: ExternKind;
  readonly index: number;
  readonly offset: number;
}

export interface Start {
  readonly funcidx: number;
  readonly offset: number;
}

export type ElemMode =
  | { readonly kind: "passive" }
  | { readonly kind: "active"; readonly tableidx: number; readonly at: Expr }
  | { readonly kind: "declarative" };

/** What an element segment holds: function indices, each standing for `ref.func`, or where each constant expression starts. */
export type ElemInit =
  | { readonly kind: "funcs"; readonly indices: Uint32Array }
  | { readonly kind: "exprs"; readonly starts: Uint32Array };

export interface Elem {
  readonly type: RefType;
  readonly init: ElemInit;
  readonly mode: ElemMode;
  readonly offset: number;
}

export type DataMode = { readonly kind: "passive" } | { readonly kind: "active"; readonly memidx: number; readonly at: Expr };

export interface Data {
  /** A view of the module's bytes. */
  readonly init: Uint8Array;
  readonly mode: DataMode;
  readonly offset: number;
}

export interface CustomSection {
  readonly name: string;
  /** A view of the module's bytes, without the name. */
  readonly bytes: Uint8Array;
  /** Of `bytes`. */
  readonly offset: number;
}

/** How many cells of {@link Code} an instruction takes. */
export const CELLS = 4;

/**
 * The instructions of all expressions of a module, one after the other. Instruction `pc` has the cells `CELLS * pc` and up:
 *
 * | cell | holds |
 * | --- | --- |
 * | 0 | `op`, the number of the instruction in the table |
 * | 1 | `a`, the first immediate |
 * | 2 | `b`, the second immediate |
 * | 3 | the byte offset of its opcode in the module |
 *
 * What the immediates hold is told by `immediates` of the instruction's row, in the order of the binary format:
 *
 * | immediate | cells |
 * | --- | --- |
 * | an index, `i32`, the bits of `f32` | one cell |
 * | `i64`, the bits of `f64` | `a` the low half, `b` the high half |
 * | `memarg` | `a` the offset, to be read as unsigned, `b` the exponent of the alignment |
 * | `memarg laneidx` | the same, with the lane in bits 8 and up of `b` |
 * | `v128`, `laneidx^16` | `a` an index into `vectors`, in units of 16 bytes |
 * | `blocktype` | `a`: a type index, or -64 for no type, or the negative number that encodes a value type |
 * | `reftype` | `a` the negative number that encodes the type |
 * | `valtype*` | `b` how many there are; `a` the first, as a negative number |
 * | `labelidx* labelidx` | `a` where in `labels` they start, `b` how many there are without the default, which follows them |
 */
export interface Code {
  readonly cells: Int32Array;
  readonly labels: Uint32Array;
  readonly vectors: Uint8Array;
}

export interface Module {
  readonly types: readonly FuncType[];
  readonly imports: readonly Import[];
  readonly funcs: readonly Func[];
  readonly tables: readonly Table[];
  readonly mems: readonly Mem[];
  readonly globals: readonly Global[];
  readonly exports: readonly Export[];
  readonly start: Start | null;
  readonly elems: readonly Elem[];
  readonly datas: readonly Data[];
  readonly code: Code;
  readonly customs: readonly CustomSection[];
}

/** Types of values by the byte that encodes them. */
export const VALTYPES: readonly (readonly [byte: number, valtype: ValType])[] = [
  [0x7f, "i32"],
  [0x7e, "i64"],
  [0x7d, "f32"],
  [0x7c, "f64"],
  [0x7b, "v128"],
  [0x70, "funcref"],
  [0x6f, "externref"],
];

const byByte = new Map(VALTYPES);

/** The type that a byte encodes, if it encodes one. */
export const valtypeOf = (byte: number): ValType | undefined => byByte.get(byte);

export const isRefType = (valtype: ValType): valtype is RefType => valtype === "funcref" || valtype === "externref";

/** `[i32 i64] -> [f32]`, as the specification writes it. */
export const funcTypeText = ({ params, results }: FuncType): string => `[${params.join(" ")}] -> [${results.join(" ")}]`;
