/**
 * The language of the step rules: expressions over words of the machine's width, over floats, and statements. It is data, so that one
 * table of rules is printed, interpreted over immutable states, and turned into the switch over typed arrays.
 *
 * Where a rule stands in the stack: an instruction has a static height `d`, in words, at which its first operand lies and at which its
 * results will lie. A value of 32 bits takes two words, the low one first and the high one 0; one of 64 bits two; a vector four. So the
 * words of the operands are numbered from `d`: `slot(0)` is the low word of the first operand, `slot(2)` that of the second one.
 */

/** What ends an invocation without a result, in the words of the specification's tests. */
export const TRAPS = [
  "none",
  "unreachable",
  "integer divide by zero",
  "integer overflow",
  "invalid conversion to integer",
  "out of bounds memory access",
  "out of bounds table access",
  "undefined element",
  "uninitialized element",
  "indirect call type mismatch",
  "call stack exhausted",
] as const;
export type Trap = (typeof TRAPS)[number];

export type UnaryOp = "clz" | "ctz" | "popcnt" | "extend8_s" | "extend16_s";
export type BinaryOp =
  | "add"
  | "sub"
  | "mul"
  | "div_s"
  | "div_u"
  | "rem_s"
  | "rem_u"
  | "and"
  | "or"
  | "xor"
  | "shl"
  | "shr_s"
  | "shr_u"
  | "rotl"
  | "rotr";
export type CompareOp = "eq" | "ne" | "lt_s" | "lt_u" | "gt_s" | "gt_u" | "le_s" | "le_u" | "ge_s" | "ge_u";
export type FloatCompareOp = "eq" | "ne" | "lt" | "gt" | "le" | "ge";
export type FloatOp = "add" | "sub" | "mul" | "div" | "min" | "max";
export type FloatFunction = "ceil" | "floor" | "trunc" | "nearest" | "sqrt";

/** A bulk quantity of the state that a rule reads by the address in an immediate. */
export type Size = "memory" | "table";

/** A word: an integer of the machine's width, read as signed unless an operation says otherwise. */
export type Word =
  | { readonly k: "const"; readonly value: number }
  /** The least signed word: the sign bit alone. */
  | { readonly k: "min" }
  /** An immediate: the cell `a` or `b` of the instruction. */
  | { readonly k: "imm"; readonly cell: "a" | "b" }
  /** A word of the operands. */
  | { readonly k: "slot"; readonly at: number }
  /** A word of the local that the cell `a` names. */
  | { readonly k: "local"; readonly at: number }
  /** A word of the global that the cell `a` names. */
  | { readonly k: "global"; readonly at: number }
  /** A word of the constant vector that the cell `a` names. */
  | { readonly k: "vector"; readonly at: number }
  | { readonly k: "unary"; readonly op: UnaryOp; readonly x: Word }
  | { readonly k: "binary"; readonly op: BinaryOp; readonly x: Word; readonly y: Word }
  | { readonly k: "compare"; readonly op: CompareOp; readonly x: Word; readonly y: Word }
  | { readonly k: "fcompare"; readonly op: FloatCompareOp; readonly x: Float; readonly y: Float }
  /** `x` where `when` is not 0, else `y`. */
  | { readonly k: "cond"; readonly when: Word; readonly x: Word; readonly y: Word }
  /** Bytes of memory, little-endian, `skip` bytes after the checked address of the rule's access. */
  | { readonly k: "load"; readonly bytes: 1 | 2 | 4; readonly signed: boolean; readonly skip: number }
  /** An element of the table that the cell `a` names; `index` is checked before. */
  | { readonly k: "element"; readonly index: Word }
  /** Pages of the memory, elements of the table that the cell `a` names. */
  | { readonly k: "size"; readonly of: Size };

/** A float as the host computes it. A NaN becomes canonical where it is pushed. */
export type Float =
  | { readonly k: "f32"; readonly at: number }
  | { readonly k: "f64"; readonly at: number }
  | { readonly k: "float"; readonly of: Word; readonly signed: boolean }
  | { readonly k: "fbinary"; readonly op: FloatOp; readonly x: Float; readonly y: Float }
  | { readonly k: "ffunction"; readonly op: FloatFunction; readonly x: Float };

export type Statement =
  | { readonly k: "trap"; readonly when: Word; readonly trap: Trap }
  /** Checks that `bytes` bytes from operand word 0 plus the offset in the cell `a` lie in memory; loads and stores follow it. */
  | { readonly k: "access"; readonly bytes: number }
  /** Writes words at `d` and up; all are computed before the first one is written. */
  | { readonly k: "push"; readonly words: readonly Word[] }
  | { readonly k: "push32"; readonly x: Float }
  | { readonly k: "push64"; readonly x: Float }
  | { readonly k: "setLocal"; readonly words: readonly Word[] }
  | { readonly k: "setGlobal"; readonly words: readonly Word[] }
  | { readonly k: "store"; readonly bytes: 1 | 2 | 4; readonly skip: number; readonly value: Word }
  | { readonly k: "setElement"; readonly index: Word; readonly value: Word }
  /** A function of `alu/` on the words at `d`, in place; it says which trap it ends in, if any. */
  | { readonly k: "apply"; readonly name: string }
  /** Goes to the instruction in the cell `a`. */
  | { readonly k: "jump"; readonly when: Word }
  /** The same, keeping the operands that the cell `b` says at the height that it says. */
  | { readonly k: "branch"; readonly when: Word }
  /** Branches to entry `index` of the table of branches that starts at the cell `a` and whose default is entry `b`. */
  | { readonly k: "branchTable"; readonly index: Word }
  /** Traps unless the function with this address has the type in the cell `b`. */
  | { readonly k: "checkType"; readonly func: Word }
  /** Calls the function with this address; its arguments end at `d`. */
  | { readonly k: "call"; readonly func: Word }
  | { readonly k: "return" }
  /** Pays the schedule's price for so many units before anything happens; a unit is what `charge` names. */
  | { readonly k: "charge"; readonly charge: DynamicCharge; readonly units: Word }
  /** An operation on an area of memory or of a table, piece by piece: the instruction is repeated until all pieces are done. */
  | { readonly k: "area"; readonly op: AreaOp };

/** Operations whose price depends on an operand. */
export const DYNAMIC_CHARGES = [
  "memory.grow",
  "memory.fill",
  "memory.copy",
  "memory.init",
  "table.grow",
  "table.fill",
  "table.copy",
  "table.init",
] as const;
export type DynamicCharge = (typeof DYNAMIC_CHARGES)[number];
export type AreaOp = DynamicCharge | "data.drop" | "elem.drop";

/** The meaning of one instruction, or of one of its variants by the width of what it moves. */
export interface Rule {
  readonly mnemonic: string;
  /** How many words of a value the rule moves, where one instruction has a rule for each width. */
  readonly words?: 1 | 2 | 4;
  readonly body: readonly Statement[];
}
