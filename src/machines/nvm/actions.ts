/**
 * The NVM's rules as actions. To be read beside `spec/tla/Nvm.tla`: they stand in the order of MachineNext, which is the order of the
 * WebAssembly specification. What an instruction does stands in `src/nvm/rules/`, and the stepper does it; an action says which of
 * them it is about.
 */

import { rule } from "./rule.ts";

/**
 * 4.4.1 Numeric instructions.
 * @spec Nvm!Const
 */
export const Const = rule("i32.const");

/** @spec Nvm!Unop */
export const Unop = rule("i32.clz", "i32.ctz", "i32.popcnt");

/** @spec Nvm!Binop */
export const Binop = rule(
  "i32.add",
  "i32.sub",
  "i32.mul",
  "i32.div_s",
  "i32.div_u",
  "i32.rem_s",
  "i32.rem_u",
  "i32.and",
  "i32.or",
  "i32.xor",
  "i32.shl",
  "i32.shr_s",
  "i32.shr_u",
  "i32.rotl",
  "i32.rotr",
);

/** @spec Nvm!Testop */
export const Testop = rule("i32.eqz");

/** @spec Nvm!Relop */
export const Relop = rule(
  "i32.eq",
  "i32.ne",
  "i32.lt_s",
  "i32.lt_u",
  "i32.gt_s",
  "i32.gt_u",
  "i32.le_s",
  "i32.le_u",
  "i32.ge_s",
  "i32.ge_u",
);

/**
 * 4.4.2 Reference instructions.
 * @spec Nvm!RefNull
 */
export const RefNull = rule("ref.null");

/** @spec Nvm!RefIsNull */
export const RefIsNull = rule("ref.is_null");

/** @spec Nvm!RefFunc */
export const RefFunc = rule("ref.func");

/**
 * 4.4.4 Parametric instructions.
 * @spec Nvm!Drop
 */
export const Drop = rule("drop");

/** @spec Nvm!Select */
export const Select = rule("select");

/**
 * 4.4.5 Variable instructions.
 * @spec Nvm!LocalGet
 */
export const LocalGet = rule("local.get");

/** @spec Nvm!LocalSet */
export const LocalSet = rule("local.set");

/** @spec Nvm!LocalTee */
export const LocalTee = rule("local.tee");

/** @spec Nvm!GlobalGet */
export const GlobalGet = rule("global.get");

/** @spec Nvm!GlobalSet */
export const GlobalSet = rule("global.set");

/**
 * 4.4.6 Table instructions.
 * @spec Nvm!TableGet
 */
export const TableGet = rule("table.get");

/** @spec Nvm!TableSet */
export const TableSet = rule("table.set");

/** @spec Nvm!TableSize */
export const TableSize = rule("table.size");

/** @spec Nvm!TableGrow */
export const TableGrow = rule("table.grow");

/** @spec Nvm!TableFill */
export const TableFill = rule("table.fill");

/** @spec Nvm!TableCopy */
export const TableCopy = rule("table.copy");

/** @spec Nvm!TableInit */
export const TableInit = rule("table.init");

/** @spec Nvm!ElemDrop */
export const ElemDrop = rule("elem.drop");

/**
 * 4.4.7 Memory instructions.
 * @spec Nvm!Load
 */
export const Load = rule("i32.load");

/** @spec Nvm!Store */
export const Store = rule("i32.store");

/** @spec Nvm!MemorySize */
export const MemorySize = rule("memory.size");

/** @spec Nvm!MemoryGrow */
export const MemoryGrow = rule("memory.grow");

/** @spec Nvm!MemoryFill */
export const MemoryFill = rule("memory.fill");

/** @spec Nvm!MemoryCopy */
export const MemoryCopy = rule("memory.copy");

/** @spec Nvm!MemoryInit */
export const MemoryInit = rule("memory.init");

/** @spec Nvm!DataDrop */
export const DataDrop = rule("data.drop");

/**
 * 4.4.8 Control instructions.
 * @spec Nvm!Nop
 */
export const Nop = rule("nop");

/** @spec Nvm!Unreachable */
export const Unreachable = rule("unreachable");

/** @spec Nvm!If */
export const If = rule("if");

/** @spec Nvm!Else */
export const Else = rule("else");

/** @spec Nvm!Br */
export const Br = rule("br");

/** @spec Nvm!BrIf */
export const BrIf = rule("br_if");

/** @spec Nvm!BrTable */
export const BrTable = rule("br_table");

/** @spec Nvm!Return */
export const Return = rule("return");

/** @spec Nvm!Call */
export const Call = rule("call");

/** @spec Nvm!CallIndirect */
export const CallIndirect = rule("call_indirect");
